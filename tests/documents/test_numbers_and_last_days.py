"""Numbers sort as they were given; a last day is never a day on which the office is closed."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digisoc.documents.deadlines import add_months, contestation_deadline, next_working_day
from digisoc.documents.numbering import file_name, format_number, parse_number
from digisoc.kernel.errors import InvalidValue


def test_number_has_series_year_and_place():
    assert format_number("TUK", 2026, 123) == "TUK/2026/000123"
    assert format_number("LPJ2", 2026, 1_000_000) == "LPJ2/2026/1000000"
    assert file_name("TUK/2026/000123") == "TUK-2026-000123"


@given(st.from_regex(r"[A-Z][A-Z0-9]{1,7}", fullmatch=True), st.integers(2000, 2999), st.integers(1, 10**7))
def test_number_reads_back(series, year, sequence):
    number = format_number(series, year, sequence)
    assert parse_number(number) == (series, year, sequence)
    assert parse_number(f" {number.lower()} ") == (series, year, sequence)


@given(st.integers(2000, 2999), st.integers(1, 999_998))
def test_numbers_sort_as_text(year, sequence):
    assert format_number("TUK", year, sequence) < format_number("TUK", year, sequence + 1)


@pytest.mark.parametrize("series", ["", "T", "tuk", "TUĶ", "1TUK", "TUK/", "ABCDEFGHI", "TUK\n"])
def test_bad_series_is_refused(series):
    with pytest.raises(InvalidValue) as caught:
        format_number(series, 2026, 1)
    assert caught.value.code == "numbering.series"


@pytest.mark.parametrize(("year", "sequence"), [(2026, 0), (2026, -1), (26, 1)])
def test_impossible_numbers_are_our_fault(year, sequence):
    with pytest.raises(ValueError, match="no such number"):
        format_number("TUK", year, sequence)


@pytest.mark.parametrize("text", ["", "TUK", "TUK/2026", "TUK/2026/1", "2026/TUK/000001", "TUK/2026/0000x1"])
def test_bad_numbers_are_refused(text):
    with pytest.raises(InvalidValue):
        parse_number(text)


@pytest.mark.parametrize(("decided", "last"), [
    (date(2026, 9, 15), date(2026, 10, 15)),   # an ordinary Thursday
    (date(2026, 11, 22), date(2026, 12, 22)),
    (date(2026, 10, 18), date(2026, 11, 19)),  # 18 November: proclamation of the republic
    (date(2026, 11, 24), date(2026, 12, 28)),  # 24, 25 and 26 December, then Sunday
    (date(2026, 11, 30), date(2026, 12, 30)),
    (date(2026, 12, 1), date(2027, 1, 4)),     # New Year, then a weekend
    (date(2026, 1, 31), date(2026, 3, 2)),     # no 31 February; the 28th is a Saturday
    (date(2028, 1, 31), date(2028, 2, 29)),    # leap year
    (date(2026, 3, 3), date(2026, 4, 7)),      # Good Friday to Easter Monday
    (date(2026, 4, 4), date(2026, 5, 5)),      # 4 May is a Monday
    (date(2026, 5, 23), date(2026, 6, 25)),    # Līgo and Jāņi
])
def test_last_day_to_contest(decided, last):
    assert contestation_deadline(decided) == last


@given(st.dates(date(2021, 1, 1), date(2040, 12, 31)))
def test_last_day_is_never_early_and_always_a_working_day(decided):
    last = contestation_deadline(decided)
    assert last >= add_months(decided, 1)
    assert last.weekday() < 5
    assert next_working_day(last) == last
    assert last - decided <= timedelta(days=31 + 7)
    assert contestation_deadline(decided + timedelta(days=1)) >= last


@given(st.dates(date(2021, 1, 1), date(2040, 12, 31)), st.integers(0, 24))
def test_adding_months_keeps_the_day_where_it_exists(day, months):
    result = add_months(day, months)
    assert (result.year * 12 + result.month) - (day.year * 12 + day.month) == months
    assert result.day == day.day or (result + timedelta(days=1)).day == 1
