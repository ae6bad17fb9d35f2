"""The cliffs that the law contains, and that it contains no others."""

import copy
import random
from collections import Counter
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digisoc.kernel.months import Month
from digisoc.rules.__main__ import main
from digisoc.rules.api import Assessment, assess, parse_case
from digisoc.rules.cliffs import PROPERTY, cliffs
from tests.rules.generator import KINDS, one_case
from tests.rules.oracle import IRREGULAR

seeds = st.integers(0, 2**32)


def total(result: Assessment) -> int:
    return result.gmi_benefit + result.housing_benefit


@given(seeds, st.sampled_from([kind for kind in KINDS if kind not in IRREGULAR]), st.integers(1, 2_000_00))
@settings(max_examples=250, deadline=None)
def test_no_step_of_income_costs_more_than_it_brings(seed: int, kind: str, cents: int) -> None:
    """The printed list has no such step; here any household, any kind of income, a step of any size."""
    case: dict[str, Any] = one_case(random.Random(seed))
    richer = copy.deepcopy(case)
    person = richer["persons"][seed % len(richer["persons"])]
    person.setdefault("incomes", []).append({"kind": kind, "monthly": f"{cents / 100:.2f}"})
    before, after = assess(parse_case(case)), assess(parse_case(richer))
    assert total(before) - total(after) <= after.household_income - before.household_income


@given(seeds, st.sampled_from(sorted(PROPERTY)), st.integers(0, 400_00))
@settings(max_examples=250, deadline=None)
def test_property_costs_only_where_a_limit_of_the_law_is_crossed(seed: int, fact: str, more: int) -> None:
    case = parse_case(one_case(random.Random(seed)))
    higher = replace(case, **{fact: getattr(case, fact) + (more if fact in ("savings", "land_m2") else more % 5)})
    before, after = assess(case), assess(higher)
    crossed = {item.code for item in after.failed_conditions} - {item.code for item in before.failed_conditions}
    if not crossed:
        assert (total(after), after.status) == (total(before), before.status)
    elif month_of(before) >= "2021-07":
        assert total(after) >= total(before)


def month_of(assessment: Assessment) -> str:
    return str(assessment.case.benefit_month)


def test_the_list_before_the_state_wide_housing_benefit() -> None:
    """Until June 2021 the GMI benefit goes with the status and nothing takes its place."""
    every = cliffs(Month(2021, 3))
    found = [item for item in every if item.household == "lone adult of working age" and not item.bills]
    money = [(item.income, item.fact, item.at, item.gmi, item.housing) for item in found if item.costs_money]
    assert money == [
        (0, "savings", 27_200, -10_900, 0), (0, "homes", 1, -10_900, 0), (0, "land_m2", 50_000, -10_900, 0),
        (0, "motor_vehicles", 1, -10_900, 0), (10_000, "savings", 27_200, -900, 0), (10_000, "homes", 1, -900, 0),
        (10_000, "land_m2", 50_000, -900, 0), (10_000, "motor_vehicles", 1, -900, 0),
    ]
    assert [(item.fact, item.at, item.status_before, item.status_after) for item in found
            if item.fact == "income"] == [("income", 27_200, "needy", "none")]


def test_the_list_of_today_has_steps_of_status_only() -> None:
    """The housing benefit makes up for the GMI benefit; the status falls at both thresholds and at each limit."""
    found = cliffs(Month(2026, 3), "0040000")
    assert not [item for item in found if item.costs_money]
    family = [item for item in found if item.household == "two adults and two children" and item.bills]
    by_income = [(item.at, item.status_before, item.status_after) for item in family if item.fact == "income"]
    assert by_income == [(131_900, "needy", "low_income"), (184_300, "low_income", "none")]
    limits = Counter((item.fact, item.at) for item in family if item.fact != "income")
    assert limits == {("savings", 27_200): 3, ("homes", 1): 3, ("land_m2", 50_000): 3, ("motor_vehicles", 2): 3}


def test_the_command_prints_the_list(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["cliffs", "--month", "2021-03"]) == 0
    printed = capsys.readouterr().out.replace("\u00a0", " ")
    assert ("lone pensioner, bills 0,00 €, income 100,00 €: savings above 272,00 €: needy → none, GMI −9,00, "
            "housing 0,00") in printed
    assert printed.endswith("104 steps cost money, 0 of them by income; 52 only the status.\n")
