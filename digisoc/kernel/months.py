"""Calendar months, the unit in which social assistance is counted and paid."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from digisoc.kernel.errors import N_, InvalidValue

_ISO = re.compile(r"^(\d{4})-(\d{2})$", re.ASCII)


@dataclass(frozen=True, order=True, slots=True)
class Month:
    """One calendar month; ordered, hashable, `Month(2026, 3) + 1 == Month(2026, 4)`."""

    year: int
    number: int

    def __post_init__(self) -> None:
        if not (1 <= self.number <= 12 and 1900 <= self.year <= 2200):
            raise ValueError(f"no such month: {self.year}-{self.number}")

    @classmethod
    def parse(cls, text: str) -> Month:
        """From "2026-03"."""
        match = _ISO.match(text.strip())
        if not match or not 1 <= int(match.group(2)) <= 12 or not 1900 <= int(match.group(1)) <= 2200:
            raise InvalidValue(
                N_("“%(text)s” is not a month."), code="month.form",
                hint=N_("Write it as 2026-03."), text=text,
            )
        return cls(int(match.group(1)), int(match.group(2)))

    @classmethod
    def of(cls, day: date) -> Month:
        """The month in which a day lies."""
        return cls(day.year, day.month)

    def __add__(self, months: int) -> Month:
        index = self.year * 12 + self.number - 1 + months
        return Month(index // 12, index % 12 + 1)

    def __sub__(self, months: int) -> Month:
        return self + -months

    def until(self, last: Month) -> Iterator[Month]:
        """This month, the next … up to and including `last`; nothing when `last` is earlier."""
        month = self
        while month <= last:
            yield month
            month = month + 1

    @property
    def first_day(self) -> date:
        return date(self.year, self.number, 1)

    @property
    def last_day(self) -> date:
        return date(self.year, self.number, calendar.monthrange(self.year, self.number)[1])

    def __str__(self) -> str:
        return f"{self.year:04d}-{self.number:02d}"

    @property
    def shown(self) -> str:
        """"11.2026": the form people read."""
        return f"{self.number:02d}.{self.year:04d}"


def reference_months(application: date, count: int) -> list[Month]:
    """The full calendar months before the month of the application, oldest first (MK 809 p. 2)."""
    current = Month.of(application)
    return [current - back for back in range(count, 0, -1)]
