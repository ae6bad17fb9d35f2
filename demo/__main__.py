"""`python -m demo accounts` (as the owner) and `python -m demo cases` (as the web role, registers running)."""

import os
import sys
from importlib import import_module

import django

if __name__ == "__main__":
    if len(sys.argv) != 2 or sys.argv[1] not in ("accounts", "cases"):
        sys.exit("usage: python -m demo accounts|cases")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.demo")
    django.setup()
    import_module(f"demo.{sys.argv[1]}").load()
