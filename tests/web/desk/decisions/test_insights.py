"""What a doubtful value weighs, and what would have been enough: the law asked again, never guessed."""

import uuid
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digisoc.intake.enums import PropertyKind, Source
from digisoc.intake.types import IncomeRow, PropertyRow, ValueView
from digisoc.kernel.months import Month
from digisoc.rules.api import assess, parse_case
from digisoc.web.desk.decisions.insights import doubts, if_property_fitted, what_would_be_enough, with_income

ANNA = uuid.UUID(int=1)
MONTHS = [Month(2026, 8), Month(2026, 9), Month(2026, 10)]


def the_picture(**household):
    """The household of the design picture: 738.93 a month, housing benefit 229.67."""
    persons = [
        {"id": str(ANNA), "birth_date": "1988-04-17", "incomes": [
            {"kind": "wage", "months": {"2026-08": "512.40", "2026-09": "512.40", "2026-10": "530.00"}}]},
        {"id": "janis", "birth_date": "1985-09-02", "incomes": [
            {"kind": "unemployment_benefit", "months": {"2026-08": "241.00", "2026-09": "241.00", "2026-10": "0"}},
            {"kind": "maintenance", "monthly": "60.00"}]},
        {"id": "emils", "birth_date": "2014-01-23"}, {"id": "elza", "birth_date": "2018-06-30"},
    ]
    costs = {"rent": "120.00", "heating": "62.10", "electricity": "32.50"}
    facts = {
        "benefit_month": "2026-12", "application_date": "2026-11-22", "persons": persons,
        "household": {"savings": "140.00", "housing_costs": costs, **household},
    }
    return assess(parse_case(facts))


def view(register=None, declared=None, corrected=None):
    """One value with up to three answers."""
    value = next(item for item in (corrected, register, declared) if item is not None)
    return ValueView(
        uid=uuid.uuid4(), value=value, source=Source.REGISTER, register="income", register_moment=date(2026, 11, 20),
        register_value=register, declared_value=declared, corrected_value=corrected,
        reason="Darba devēja izziņa" if corrected is not None else "", evidence_uid=None, differs=False, version=1,
    )


def wage(*values, kind="wage"):
    """Anna's wage in the three months."""
    return IncomeRow(ANNA, "Anna", kind, "", True, False, tuple(values))


def test_the_declared_wage_of_the_picture_is_worth_fourteen_euro():
    rows = [wage(view(51240), view(51240, 47030), view(53000))]
    (doubt,) = doubts(the_picture(), rows, [], MONTHS)
    assert (doubt.month, doubt.now, doubt.other, doubt.counted_by, doubt.other_by) == (
        Month(2026, 9), 51240, 47030, "register", "declared")
    assert (doubt.effect.housing, doubt.effect.gmi, doubt.effect.status_changes) == (1403, 0, False)
    assert not doubt.settled


def test_a_correction_is_weighed_against_the_register_it_replaced():
    rows = [wage(view(51240), view(59999, None, 51240), view(53000))]
    (doubt,) = doubts(the_picture(), rows, [], MONTHS)
    assert doubt.settled
    assert (doubt.other, doubt.other_by) == (59999, "register")
    assert doubt.effect.housing == -2920  # 87,59 : 3


def test_equal_answers_are_no_doubt():
    rows = [wage(view(51240, 51240), view(51240), None)]
    assert doubts(the_picture(), rows, [], MONTHS) == []


def test_property_that_only_the_register_knows_differently_can_cost_the_status():
    now = the_picture(motor_vehicles=1)
    row = PropertyRow(ANNA, "Anna", PropertyKind.SAVINGS, "", "", view(None, 14000, None))
    differing = PropertyRow(ANNA, "Anna", PropertyKind.VEHICLE, "", "GK1", view(1, 5))
    (doubt,) = doubts(now, [], [row, differing], MONTHS)
    assert (doubt.is_property, doubt.now, doubt.other) == (True, 1, 5)
    assert (doubt.effect.status_now, doubt.effect.status_then) == ("needy", "none")


def test_the_heaviest_doubt_comes_first():
    rows = [wage(view(51240, 51140), view(51240), view(53000, 40000))]
    assert [doubt.other for doubt in doubts(the_picture(), rows, [], MONTHS)] == [40000, 51140]


def test_the_picture_says_up_to_which_income_gmi_would_be_due():
    (gmi,) = what_would_be_enough(the_picture())
    assert (gmi.gain, gmi.at_most, gmi.below) == ("gmi", 57999, 58000)


def test_a_household_above_everything_hears_of_every_limit_nearest_first():
    rich = assess(with_income(the_picture().case, 200_000))
    found = {enough.gain: enough.at_most for enough in what_would_be_enough(rich)}
    # GMI threshold × coefficient + costs = 754,00 + 214,60
    assert found == {"needy": 131_900, "housing": 96_859, "gmi": 57_999}
    assert list(found) == ["needy", "housing", "gmi"]


def test_no_income_helps_where_property_is_too_much():
    now = assess(with_income(the_picture(homes=9).case, 200_000))
    assert {enough.gain for enough in what_would_be_enough(now)} == {"housing"}


def test_property_within_the_limits_would_give_the_status():
    within = if_property_fitted(the_picture(homes=9))
    assert within is not None
    assert within.conditions == ("several_homes",)
    assert (within.effect.status_now, within.effect.status_then) == ("none", "needy")
    assert if_property_fitted(the_picture()) is None


@settings(max_examples=20)
@given(st.integers(min_value=0, max_value=400_000))
def test_at_the_limit_it_is_given_and_a_cent_above_it_is_not(income):
    now = assess(with_income(the_picture().case, income))
    for enough in what_would_be_enough(now):
        has = {
            "needy": lambda one: one.status == "needy", "low_income": lambda one: one.status != "none",
            "gmi": lambda one: one.gmi_benefit > 0, "housing": lambda one: one.housing_benefit > 0,
        }[enough.gain]
        assert enough.at_most < income
        assert has(assess(with_income(now.case, enough.at_most)))
        assert not has(assess(with_income(now.case, enough.below)))


@pytest.mark.parametrize("cents", [0, 1, 73_893])
def test_replacing_the_income_gives_exactly_that_income(cents):
    assert assess(with_income(the_picture().case, cents)).household_income == cents
