"""The form of a document's number; the next free one is found by whoever holds the counter."""

import re

from digisoc.kernel.errors import N_, InvalidValue

_SERIES = re.compile(r"[A-Z][A-Z0-9]{1,7}")
_NUMBER = re.compile(r"([A-Z][A-Z0-9]{1,7})/(\d{4})/(\d{6,})")


def format_number(series: str, year: int, sequence: int) -> str:
    """"TUK/2026/000123": series of the institution, year, place in that year's gapless sequence (from 1).

    The year stands before the counter and the counter has a fixed width, so that numbers sort as text in the order
    they were given; only ASCII letters, so that they can be typed anywhere and stand in a bank's payment text.
    """
    if not _SERIES.fullmatch(series):
        raise InvalidValue(
            N_("“%(series)s” can't be a series of numbers."), code="numbering.series", field="series",
            hint=N_("Use 2 to 8 capital Latin letters or digits, a letter first."), series=series,
        )
    if not 2000 <= year <= 2999 or sequence < 1:
        raise ValueError(f"no such number: {series} {year} {sequence}")
    return f"{series}/{year}/{sequence:06d}"


def parse_number(text: str) -> tuple[str, int, int]:
    """Series, year and sequence of a number as a person types it (spaces and small letters are forgiven)."""
    match = _NUMBER.fullmatch("".join(text.split()).upper())
    if not match:
        raise InvalidValue(
            N_("“%(text)s” is not the number of a document."), code="numbering.form", field="number",
            hint=N_("It looks like TUK/2026/000123."), text=text,
        )
    return match.group(1), int(match.group(2)), int(match.group(3))


def file_name(number: str) -> str:
    """The number where a slash can't stand: "TUK-2026-000123"."""
    return number.replace("/", "-")
