"""The words of a deadline, around weekends and in each plural form."""

from datetime import date

import pytest
from django.utils import translation

from digisoc.web.desk.deadlines import deadline

SUNDAY, MONDAY = date(2026, 11, 22), date(2026, 11, 23)


@pytest.mark.parametrize(
    ("due", "today", "state", "words"),
    [
        (date(2026, 11, 20), SUNDAY, "late", "20.11. · nokavēts"),
        (date(2026, 11, 20), MONDAY, "late", "20.11. · kavē 1 darba dienu"),
        (date(2026, 11, 19), MONDAY, "late", "19.11. · kavē 2 darba dienas"),
        (date(2025, 11, 20), date(2025, 12, 22), "late", "20.11. · kavē 22 darba dienas"),
        (date(2025, 12, 31), date(2026, 1, 5), "late", "31.12.2025. · kavē 1 darba dienu"),
        (MONDAY, MONDAY, "today", "šodien"),
        (MONDAY, SUNDAY, "soon", "23.11. · 1 darba diena"),
        (date(2026, 11, 24), SUNDAY, "soon", "24.11. · 2 darba dienas"),
        (SUNDAY, date(2026, 11, 21), "soon", "22.11."),
        (date(2026, 12, 22), SUNDAY, "later", "22.12. · 22 darba dienas"),
    ],
)
def test_a_deadline_in_words(due, today, state, words):
    with translation.override("lv"):
        found = deadline(due, today)
    assert (found.state, found.words) == (state, words)
