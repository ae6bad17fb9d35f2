"""Months, the clock, ages, working days."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digisoc.kernel import clock, workdays
from digisoc.kernel.errors import InvalidValue
from digisoc.kernel.months import Month, reference_months

months = st.builds(Month, st.integers(1950, 2150), st.integers(1, 12))
days = st.dates(date(1950, 1, 1), date(2150, 12, 31))


@given(months)
def test_a_month_is_read_back(month):
    assert Month.parse(str(month)) == month
    assert Month.of(month.first_day) == Month.of(month.last_day) == month
    assert month.last_day + timedelta(days=1) == (month + 1).first_day


@given(months, st.integers(-300, 300), st.integers(-300, 300))
def test_month_arithmetic(month, one, other):
    assert month + one - one == month
    assert month + one + other == month + (one + other)
    assert (month + one > month) == (one > 0)


@given(months, st.integers(-3, 40))
def test_until_counts_both_ends(month, ahead):
    listed = list(month.until(month + ahead))
    assert len(listed) == max(0, ahead + 1)
    assert listed == sorted(set(listed))


@given(days, st.integers(1, 12))
def test_reference_months_are_the_full_months_before(day, count):
    listed = reference_months(day, count)
    assert len(listed) == count
    assert listed[-1] + 1 == Month.of(day)
    assert all(month.last_day < day for month in listed)


@pytest.mark.parametrize(
    "text", ["", "2026", "2026-13", "2026-00", "03.2026", "2026-3", "1899-12", "2201-01", "２０２６-01"]
)
def test_what_is_no_month_is_refused(text):
    with pytest.raises(InvalidValue, match="is not a month"):
        Month.parse(text)


@pytest.mark.parametrize(("year", "number"), [(2026, 0), (2026, 13), (1899, 1), (2201, 1)])
def test_a_month_that_does_not_exist_is_a_fault(year, number):
    with pytest.raises(ValueError, match="no such month"):
        Month(year, number)


def test_the_pinned_day(monkeypatch):
    monkeypatch.setenv("DIGISOC_TODAY", "2026-11-22")
    assert clock.today() == date(2026, 11, 22)
    assert clock.now().tzinfo is clock.RIGA


def test_the_day_is_the_one_in_riga(monkeypatch):
    monkeypatch.delenv("DIGISOC_TODAY", raising=False)
    assert clock.now().utcoffset() in (timedelta(hours=2), timedelta(hours=3))


@pytest.mark.parametrize(("born", "day", "age"), [
    (date(2008, 11, 22), date(2026, 11, 21), 17), (date(2008, 11, 22), date(2026, 11, 22), 18),
    (date(2008, 2, 29), date(2026, 2, 28), 17), (date(2008, 2, 29), date(2026, 3, 1), 18),
    (date(2008, 2, 29), date(2028, 2, 29), 20),
])
def test_age(born, day, age):
    assert clock.age_on(born, day) == age


@pytest.mark.parametrize(("day", "ahead", "end"), [
    (date(2026, 1, 31), 1, date(2026, 2, 28)), (date(2028, 1, 31), 1, date(2028, 2, 29)),
    (date(2026, 11, 22), 1, date(2026, 12, 22)), (date(2026, 12, 31), 2, date(2027, 2, 28)),
])
def test_terms_in_months(day, ahead, end):
    assert workdays.add_months(day, ahead) == end


@given(days, days)
def test_working_days_between_is_antisymmetric(start, end):
    if abs((end - start).days) < 400:
        assert workdays.working_days_between(start, end) == -workdays.working_days_between(end, start)


@given(st.dates(date(2021, 1, 1), date(2030, 12, 31)))
def test_the_next_working_day_is_one_and_none_lies_before_it(day):
    following = workdays.next_working_day(day)
    assert workdays.is_working_day(following)
    skipped = [day + timedelta(days=ahead) for ahead in range((following - day).days)]
    assert not any(map(workdays.is_working_day, skipped))


@pytest.mark.parametrize("holiday", [
    date(2026, 1, 1), date(2026, 5, 4), date(2026, 6, 23), date(2026, 6, 24), date(2026, 11, 18), date(2026, 12, 25),
    date(2026, 4, 3), date(2026, 4, 6),
])
def test_public_holidays_of_latvia(holiday):
    assert not workdays.is_working_day(holiday)
