"""Last days for an answer to a letter.

A decision is contested within one month (domain pack, means-test 4.7: latvija.lv service p9199, SPSP 17.1 by its
heading; the paragraph of Administratīvā procesa likums, taken to be 79(1), is not yet confirmed). How a term in
months runs: Administratīvā procesa likums 42 and 43, the articles confirmed by the Senate's judgment SKA-483/2022.
"""

import calendar
from datetime import date, timedelta
from functools import cache

import holidays

CONTESTATION_MONTHS = 1


def contestation_deadline(decision_day: date) -> date:
    """The last day to contest a decision that was made known on `decision_day`.

    The same day of the next month, or that month's last day when it has none such; when it is a Saturday, a Sunday or
    a public holiday, the next working day. A letter that arrives later is contested later: pass the day on which it
    was made known. A decision made known on the day it is made has the earliest last day, which the letter prints.
    """
    return next_working_day(add_months(decision_day, CONTESTATION_MONTHS))


def add_months(day: date, months: int) -> date:
    """The same day `months` later, or the last day of that month (31 January + 1 is 28 or 29 February)."""
    index = day.year * 12 + day.month - 1 + months
    year, month = index // 12, index % 12 + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def next_working_day(day: date) -> date:
    """`day` itself when it is a working day in Latvia, otherwise the first one after it.

    A Saturday worked instead of a bridge day still counts as a Saturday, and the bridge day as free: the doubt is to
    the advantage of the person whose term it is.
    """
    while day.weekday() >= 5 or day in _latvian_holidays():
        day += timedelta(days=1)
    return day


@cache
def _latvian_holidays() -> holidays.HolidayBase:
    return holidays.country_holidays("LV")
