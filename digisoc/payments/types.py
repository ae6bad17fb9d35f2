"""Frozen values that may cross rooms."""

from dataclasses import dataclass
from datetime import datetime

from digisoc.kernel.months import Month


@dataclass(frozen=True, slots=True)
class MonthOfDues:
    """Due amounts of one month by state; sums in cents."""

    month: Month
    planned_count: int
    planned_cents: int
    collected_count: int
    collected_cents: int
    released_count: int
    released_cents: int


@dataclass(frozen=True, slots=True)
class FetchedFile:
    """A bank file as it was released. `is_first` is false when it had been fetched before: by whom and when."""

    name: str
    content: bytes
    sha256: str
    count: int
    total_cents: int
    is_first: bool
    first_by: str
    first_at: datetime


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """Do the file, the run's lines and the due amounts say the same? Sums in cents."""

    file_count: int
    file_cents: int
    lines_count: int
    lines_cents: int
    dues_cents: int

    @property
    def equal(self) -> bool:
        """All counts and all sums are the same."""
        return self.file_count == self.lines_count and self.file_cents == self.lines_cents == self.dues_cents
