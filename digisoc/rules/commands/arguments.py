"""What the commands share: days, months, a file or standard output, and a refusal as one sentence with status 2."""

import argparse
import csv
import sys
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from digisoc.kernel.errors import InvalidValue
from digisoc.kernel.months import Month


def day(text: str) -> date:
    """A day given as 2026-02-28."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"“{text}” is not a day; write it as 2026-02-28") from None


def month(text: str) -> Month:
    """A month given as 2026-02."""
    try:
        return Month.parse(text)
    except InvalidValue:
        raise argparse.ArgumentTypeError(f"“{text}” is not a month; write it as 2026-02") from None


def whole(text: str) -> int:
    """A whole number from 0 to 120."""
    if not text.isascii() or not text.isdigit() or int(text[:9]) > 120:
        raise argparse.ArgumentTypeError(f"“{text}” is not a whole number from 0 to 120")
    return int(text)


def write_csv(columns: Sequence[str], rows: Iterable[Mapping[str, Any]], file: str | None) -> None:
    """A table in UTF-8 into a file, or to standard output when there is none; raises OSError."""
    if file is None:
        _write(sys.stdout, columns, rows)
        return
    with Path(file).open("w", encoding="utf-8", newline="") as out:
        _write(out, columns, rows)


def _write(out: Any, columns: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> None:
    writer = csv.DictWriter(out, columns, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
