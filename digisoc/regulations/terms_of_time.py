"""Periods in which a ceiling is available, and terms of days and months."""

from datetime import date, timedelta

from digisoc.kernel.months import Month
from digisoc.kernel.workdays import add_months, is_working_day, next_working_day
from digisoc.regulations.enums import DayCount, Period
from digisoc.regulations.types import Term

#: The school year is counted from 1 September to 31 August.
_SCHOOL_STARTS = 9


def period_around(period: Period, day: date) -> tuple[date, date] | None:
    """First and last day of the period that holds a day; None for a one-off benefit, which has no end."""
    match period:
        case Period.MONTH:
            return Month.of(day).first_day, Month.of(day).last_day
        case Period.QUARTER:
            first = Month(day.year, 3 * ((day.month - 1) // 3) + 1)
            return first.first_day, (first + 2).last_day
        case Period.CALENDAR_YEAR:
            return date(day.year, 1, 1), date(day.year, 12, 31)
        case Period.SCHOOL_YEAR:
            year = day.year if day.month >= _SCHOOL_STARTS else day.year - 1
            return date(year, _SCHOOL_STARTS, 1), date(year + 1, _SCHOOL_STARTS - 1, 31)
        case Period.ONE_OFF:
            return None


def last_day(start: date, term: Term) -> date:
    """The last day of a term that starts with a day; one that ends on a free day ends on the next working day."""
    match term.unit:
        case DayCount.MONTHS:
            return next_working_day(add_months(start, term.count))
        case DayCount.DAYS:
            return next_working_day(start + timedelta(days=term.count))
        case DayCount.WORKING_DAYS:
            return _after_working_days(start, term.count)


def oldest_day(end: date, term: Term) -> date:
    """The earliest day that is not more than a term before another (a receipt of six months ago still counts)."""
    if term.unit == DayCount.MONTHS:
        return add_months(end, -term.count)
    if term.unit == DayCount.DAYS:
        return end - timedelta(days=term.count)
    day = end
    for _ in range(term.count):
        day -= timedelta(days=1)
        while not is_working_day(day):
            day -= timedelta(days=1)
    return day


def _after_working_days(day: date, count: int) -> date:
    for _ in range(count):
        day = next_working_day(day + timedelta(days=1))
    return day
