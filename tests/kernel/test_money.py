"""Euro cents: what people type comes back as they read it, and nothing is lost on the way."""

from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digisoc.kernel.errors import InvalidValue
from digisoc.kernel.money import (
    MAX_CENTS,
    divide_half_up,
    format_euro,
    format_number,
    format_plain,
    parse_euro,
)

cents = st.integers(0, MAX_CENTS)


@given(cents)
def test_every_format_is_read_back(amount):
    for shown in (format_euro(amount), format_number(amount), format_plain(amount), f" {format_plain(amount)} EUR"):
        assert parse_euro(shown) == amount


@given(cents)
def test_the_plain_format_is_the_exact_value(amount):
    assert Decimal(format_plain(amount)) * 100 == amount
    assert format_plain(-amount).lstrip("-") == format_plain(amount)


@pytest.mark.parametrize(("text", "amount"), [
    ("0", 0), ("12", 1200), ("12,3", 1230), ("12.30", 1230), ("1 234,56", 123456), ("1\u00a0234,56 €", 123456),
    ("007", 700), ("1000000", MAX_CENTS),
])
def test_what_people_type(text, amount):
    assert parse_euro(text) == amount


@pytest.mark.parametrize(("text", "code"), [
    ("-1", "money.negative"), ("−1", "money.negative"), ("1,234", "money.decimals"), ("1.000", "money.decimals"),
    ("1000000,01", "money.absurd"), ("999999999999", "money.absurd"), ("", "money.form"), ("abc", "money.form"),
    ("1,2,3", "money.form"), ("1e5", "money.form"), (",5", "money.form"), ("12,", "money.form"), ("١٢", "money.form"),
    ("$5", "money.form"), ("9" * 400, "money.form"), ("NaN", "money.form"), ("+5", "money.form"),
])
def test_what_is_no_amount_is_refused_with_a_way_on(text, code):
    with pytest.raises(InvalidValue) as refusal:
        parse_euro(text, field="amount")
    assert (refusal.value.code, refusal.value.field) == (code, "amount")
    assert refusal.value.hint
    assert refusal.value.params == {"text": text}


@given(st.text(max_size=30))
def test_any_text_is_an_amount_or_a_refusal(text):
    try:
        assert 0 <= parse_euro(text) <= MAX_CENTS
    except InvalidValue as refusal:
        assert str(refusal)


def test_people_read_a_real_minus_and_spaces_that_do_not_break():
    assert format_euro(-123456) == "−1\u00a0234,56\u00a0€"
    assert format_plain(-5) == "-0.05"


@given(st.integers(-(10**12), 10**12), st.integers(1, 10**6))
def test_division_rounds_half_away_from_zero(numerator, denominator):
    exact = (Decimal(numerator) / Decimal(denominator)).quantize(Decimal(1), ROUND_HALF_UP)
    assert divide_half_up(numerator, denominator) == exact


@pytest.mark.parametrize("denominator", [0, -1])
def test_division_by_nothing_is_a_fault(denominator):
    with pytest.raises(ValueError, match="positive"):
        divide_half_up(1, denominator)
