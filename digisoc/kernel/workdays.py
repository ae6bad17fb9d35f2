"""Terms in months and working days of Latvia.

How a term in months runs: Administratīvā procesa likums 42 and 43; it ends on the next working day.
"""

from datetime import date, timedelta
from functools import cache

import holidays

from digisoc.kernel.months import Month


def add_months(day: date, months: int) -> date:
    """The same day `months` later, or the last day of that month (31 January + 1 is 28 or 29 February)."""
    target = Month.of(day) + months
    return date(target.year, target.number, min(day.day, target.last_day.day))


def next_working_day(day: date) -> date:
    """The day itself when it is a working day, else the next one that is."""
    while not is_working_day(day):
        day += timedelta(days=1)
    return day


def is_working_day(day: date) -> bool:
    """Neither a weekend nor a public holiday; a Saturday worked for a bridge day still counts as free."""
    return day.weekday() < 5 and day not in _holidays()


def working_days_between(start: date, end: date) -> int:
    """Working days after `start` up to and including `end`; negative when `end` is earlier."""
    if end < start:
        return -working_days_between(end, start)
    return sum(is_working_day(start + timedelta(days=ahead)) for ahead in range(1, (end - start).days + 1))


@cache
def _holidays() -> holidays.HolidayBase:
    return holidays.country_holidays("LV")
