"""The floors, read from the same file as the import contracts."""

import configparser
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def floors() -> dict[str, int]:
    """Room -> height; kernel is the lowest. Rooms of one floor share a number."""
    contracts = configparser.ConfigParser()
    contracts.read(ROOT / ".importlinter")
    lines = contracts["importlinter:contract:floors"]["layers"].strip().splitlines()
    return {room: height for height, line in enumerate(reversed(lines)) for room in re.findall(r"\w+", line)}


def stale(exceptions: dict, used: set) -> list[str]:
    """Exceptions that nothing needs any more."""
    return sorted(f"{name}: the exception is not needed any more" for name in set(exceptions) - used)
