"""A deadline as people at the desk read it: a word, working days, a state for the colour."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext, ngettext

from digisoc.kernel.workdays import working_days_between

SOON = 3  # working days


@dataclass(frozen=True, slots=True)
class Deadline:
    """`state` is late, today, soon or later; `words` already names the day."""

    day: date
    state: str
    words: str


def deadline(day: date, today: date) -> Deadline:
    """The last day for a decision, counted in working days from today."""
    left = working_days_between(today, day)
    if day < today:
        return Deadline(day, "late", _late(_short(day, today), -left))
    if day == today:
        return Deadline(day, "today", gettext("today"))
    return Deadline(day, "soon" if left <= SOON else "later", _left(_short(day, today), left))


def _late(day: str, count: int) -> str:
    if not count:  # a weekend or a holiday after the day: late, but by no working day yet
        return gettext("%(day)s · overdue") % {"day": day}
    words = ngettext("%(day)s · late by %(count)s working day", "%(day)s · late by %(count)s working days", count)
    return words % {"day": day, "count": count}


def _left(day: str, count: int) -> str:
    if not count:
        return day
    words = ngettext("%(day)s · %(count)s working day left", "%(day)s · %(count)s working days left", count)
    return words % {"day": day, "count": count}


def _short(day: date, today: date) -> str:
    return f"{day:%d.%m.}" if day.year == today.year else f"{day:%d.%m.%Y}."
