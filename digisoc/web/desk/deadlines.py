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
    short = f"{day:%d.%m.}" if day.year == today.year else f"{day:%d.%m.%Y}."
    left = working_days_between(today, day)
    if day < today:
        late = ngettext("%(day)s · late by %(count)s working day", "%(day)s · late by %(count)s working days", -left)
        return Deadline(day, "late", late % {"day": short, "count": -left})
    if day == today:
        return Deadline(day, "today", gettext("today"))
    words = ngettext("%(day)s · %(count)s working day left", "%(day)s · %(count)s working days left", left)
    return Deadline(day, "soon" if left <= SOON else "later", words % {"day": short, "count": left})
