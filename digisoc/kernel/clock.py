"""The one clock. Days of law are days in Europe/Riga, whatever the server's time zone is.

`DIGISOC_TODAY=2026-11-22` pins the day for demonstrations and tests; moments keep their real time of day.
"""

import os
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

RIGA = ZoneInfo("Europe/Riga")


def now() -> datetime:
    """The present moment, aware, in Riga."""
    real = datetime.now(RIGA)
    pinned = os.environ.get("DIGISOC_TODAY")
    if pinned:
        return datetime.combine(date.fromisoformat(pinned), time(real.hour, real.minute, real.second), RIGA)
    return real


def today() -> date:
    """The present day in Riga."""
    return now().date()


def age_on(birth_date: date, day: date) -> int:
    """Full years on a day; one born on 29 February has the birthday on 1 March in common years."""
    return day.year - birth_date.year - ((day.month, day.day) < (birth_date.month, birth_date.day))
