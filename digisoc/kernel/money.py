"""Money as whole euro cents (`int`). No float and no Decimal crosses this border.

Formats: law and data exchange use "1234.56"; people read "1 234,56 €" (no-break spaces).
"""

import re

from digisoc.kernel.errors import N_, InvalidValue

type Cents = int

#: No single amount in social assistance reaches a million euro; a larger one is a typing error.
MAX_CENTS: Cents = 100_000_000

_EURO = re.compile(r"^(\d{1,12})(?:[.,](\d{1,}))?$", re.ASCII)
_SPACES = re.compile(r"[\s\u00a0\u202f€]|EUR$")
NBSP = "\u00a0"


def parse_euro(text: str, *, field: str = "") -> Cents:
    """Cents from what a person types: "1 234,5", "1234.50 €", "12". Not negative, at most two decimals."""
    cleaned = _SPACES.sub("", text.strip())
    if cleaned.startswith(("-", "−")):
        raise InvalidValue(
            N_("The amount can't be negative: %(text)s."), code="money.negative", field=field,
            hint=N_("Type the amount without a minus sign."), text=text,
        )
    match = _EURO.match(cleaned)
    if not match:
        raise InvalidValue(
            N_("“%(text)s” is not an amount in euro."), code="money.form", field=field,
            hint=N_("Type it as 123,45."), text=text,
        )
    whole, decimals = match.group(1), match.group(2) or ""
    if len(decimals) > 2:
        raise InvalidValue(
            N_("“%(text)s” has more than two decimals."), code="money.decimals", field=field,
            hint=N_("An amount has at most two digits after the comma."), text=text,
        )
    cents = int(whole) * 100 + int(decimals.ljust(2, "0") or 0)
    if cents > MAX_CENTS:
        raise InvalidValue(
            N_("The amount %(text)s € is too large to be true."), code="money.absurd", field=field,
            hint=N_("Check the number of digits."), text=text,
        )
    return cents


def format_plain(cents: Cents) -> str:
    """"1234.56": the form of contracts and files."""
    sign = "-" if cents < 0 else ""
    return f"{sign}{abs(cents) // 100}.{abs(cents) % 100:02d}"


def format_number(cents: Cents) -> str:
    """"1 234,56" with no-break spaces and a real minus sign: the form people read, without the currency."""
    grouped = f"{abs(cents) // 100:,}".replace(",", NBSP)
    return f"{'−' if cents < 0 else ''}{grouped},{abs(cents) % 100:02d}"


def format_euro(cents: Cents) -> str:
    """"1 234,56 €": the form people read."""
    return f"{format_number(cents)}{NBSP}€"


def divide_half_up(numerator: int, denominator: int) -> int:
    """numerator / denominator, rounded half up (away from zero on a tie) in whole-number arithmetic."""
    if denominator <= 0:
        raise ValueError("denominator must be positive")
    magnitude = (2 * abs(numerator) + denominator) // (2 * denominator)
    return magnitude if numerator >= 0 else -magnitude
