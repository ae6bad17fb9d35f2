"""The law as it was known on a day: a value counts from its first day of validity, but only once it was announced.

Most values are announced before they count. The housing coefficients of January to April 2026 were announced on
28.02.2026: a decision of January could not know them, and its repetition must not know them either.
"""

from datetime import date
from functools import cache

from digisoc.kernel.errors import N_
from digisoc.rules import municipal
from digisoc.rules.provenance import parameters_by_name
from digisoc.rules.system import announced_on
from digisoc.rules.types import CaseError

FIRST_DAY = date(2021, 1, 1)


@cache
def announcements() -> tuple[date, ...]:
    """Every day on which something of the law was announced, oldest first."""
    state = {announced_on(dated) for parameter in parameters_by_name().values() for dated in parameter.values_list}
    sets = [entry for data in municipal.published().values() for part in data.values() for entry in _entries(part)]
    return tuple(sorted(state | {municipal.announced_on(entry) for entry in sets}))


@cache
def edition(known_on: date | None) -> date | None:
    """The day of the last announcement not after `known_on`; None when all that is known today was known then.

    Days between two announcements share one edition, so that few systems are loaded. Raises `CaseError` for a day
    before the law that is kept here.
    """
    if known_on is None:
        return None
    if known_on < FIRST_DAY:
        raise CaseError(
            "known_on",
            N_("The law is kept here as known from %(first)s on, not as of %(day)s."),
            code="case.known_on",
            first=FIRST_DAY.isoformat(),
            day=known_on.isoformat(),
        )
    days = announcements()
    return None if known_on >= days[-1] else max(day for day in days if day <= known_on)


def _entries(part: object) -> list[dict[str, object]]:
    return [item for item in part if isinstance(item, dict)] if isinstance(part, list) else []
