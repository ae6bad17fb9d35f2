"""Personal codes: both forms, the check digit, and every way to mistype one."""

from datetime import date

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from stdnum.lv import pvn

from digisoc.kernel.errors import InvalidValue
from digisoc.kernel.person_code import PersonCode, check_digit

TODAY = date(2026, 11, 22)
born = st.dates(date(1850, 1, 1), date(2099, 12, 31))
serial = st.integers(0, 999).map("{:03d}".format)


def old_form(day: date, number: str) -> str:
    first = f"{day:%d%m}{day.year % 100:02d}{day.year // 100 - 18}{number}"
    return first + check_digit(first)


@given(born, serial)
def test_an_old_code_is_read_back_with_its_birth_date(day, number):
    digits = old_form(day, number)
    code = PersonCode.parse(digits)
    assert (code.digits, code.birth_date, code.is_new_form) == (digits, day, False)
    assert PersonCode.parse(str(code)) == PersonCode.parse(f" {str(code).replace('-', ' - ')} ") == code


@given(st.integers(0, 10**9 - 1).map("32{:09d}".format))
def test_a_new_code_tells_nothing_about_the_person(digits):
    code = PersonCode.parse(digits, today=TODAY)
    assert code.is_new_form
    assert code.birth_date is None
    assert str(code) == f"{digits[:6]}-{digits[6:]}"


@given(born, serial, st.integers(0, 9), st.integers(0, 9))
def test_one_mistyped_digit_is_noticed(day, number, place, digit):
    """All but one pair of digits in eleven: remainders 0 and 10 share the check digit 0."""
    right = old_form(day, number)
    wrong = right[:place] + str(digit) + right[place + 1:]
    assume(wrong != right and not wrong.startswith("32"))
    remainders = {_remainder(right), _remainder(wrong)}
    assume(remainders != {0, 10})
    with pytest.raises(InvalidValue) as refusal:
        PersonCode.parse(wrong)
    assert refusal.value.code in ("person_code.check_digit", "person_code.date")


def _remainder(digits: str) -> int:
    weights = (10, 5, 8, 4, 2, 1, 6, 3, 7, 9)
    return (1 + sum(weight * int(digit) for weight, digit in zip(weights, digits, strict=False))) % 11


def test_the_published_example():
    """The example of python-stdnum, an independent implementation."""
    code = PersonCode.parse("161175-19997")
    assert code.birth_date == date(1975, 11, 16)
    assert pvn.is_valid("161175-19997")


@given(born, serial)
def test_an_independent_implementation_agrees(day, number):
    digits = old_form(day, number)
    assume(digits[0] <= "3")
    assert pvn.is_valid(digits)


def test_a_birth_date_in_the_future_is_refused_only_when_the_day_is_known():
    digits = old_form(date(2026, 11, 23), "001")
    assert PersonCode.parse(digits).birth_date == date(2026, 11, 23)
    with pytest.raises(InvalidValue) as refusal:
        PersonCode.parse(digits, today=TODAY, field="person_code")
    assert (refusal.value.code, refusal.value.field) == ("person_code.future", "person_code")
    assert PersonCode.parse(old_form(TODAY, "001"), today=TODAY)


@pytest.mark.parametrize(("text", "code"), [
    ("", "person_code.form"), ("1611751999", "person_code.form"), ("161175-199977", "person_code.form"),
    ("16117519997x", "person_code.form"), ("161175--19997", "person_code.form"), ("1611-7519997", "person_code.form"),
    ("161175-19998", "person_code.check_digit"), ("310275-19997", "person_code.date"),
    ("001175-19997", "person_code.date"),
    ("161375-19997", "person_code.date"), ("161175-39997", "person_code.date"), ("290201-20001", "person_code.date"),
])
def test_what_is_no_code_is_refused_with_a_way_on(text, code):
    with pytest.raises(InvalidValue) as refusal:
        PersonCode.parse(text)
    assert refusal.value.code == code
    assert refusal.value.hint


@given(st.text(max_size=20))
def test_any_text_is_a_code_or_a_refusal(text):
    try:
        assert len(PersonCode.parse(text).digits) == 11
    except InvalidValue as refusal:
        assert str(refusal)


@given(st.text("٠١٢٣٤٥٦٧٨٩", min_size=9, max_size=9))
def test_digits_of_other_scripts_are_no_code(text):
    with pytest.raises(InvalidValue) as refusal:
        PersonCode.parse(f"32{text}")
    assert refusal.value.code == "person_code.form"
