"""`prepare_database`: migrate, fence, load the institutions; one process, run by the owner, safe to run again."""

from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand


class Command(BaseCommand):
    """What an installation and every upgrade run."""

    help = "Migrate, apply row-level security and grants, load reference data."

    def handle(self, *args: Any, **options: Any) -> None:
        call_command("migrate", verbosity=0)
        call_command("secure_database")
        call_command("load_institutions")
