"""Frozen values that may cross rooms."""

from dataclasses import dataclass
from datetime import date

from digisoc.decisions.enums import Benefit, Result


@dataclass(frozen=True, slots=True)
class ItemDraft:
    """One request as it would be decided; amounts in cents, months as their first days. A refused one says why."""

    benefit: Benefit
    result: Result
    monthly_cents: int = 0
    months: int = 0
    first_month: date | None = None
    last_month: date | None = None
    reason_codes: tuple[str, ...] = ()
    reason_lv: str = ""
    reason_en: str = ""


@dataclass(frozen=True, slots=True)
class Difference:
    """One value of a result that differs: its name in the contract, "123.45" or a code before and after."""

    name: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Replay:
    """A frozen assessment computed again by today's rules from its own facts."""

    rules_version_then: str
    rules_version_now: str
    differences: tuple[Difference, ...]

    @property
    def equal(self) -> bool:
        """Is every amount the same to the cent, and every other value too?"""
        return not self.differences
