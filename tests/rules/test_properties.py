"""What must hold for every household: order does not matter, more income never helps by itself, nothing is negative."""

import copy
import random
from decimal import Decimal
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from digisoc.rules.api import Assessment, assess, assess_many, explain, parse_case
from tests.rules.generator import one_case

seeds = st.integers(0, 2**32)
AMOUNTS = ("household_income", "gmi_threshold", "needy_threshold", "gmi_benefit", "recognised_housing_costs",
           "housing_need", "housing_benefit", "income_of_three_months", "irregular_income")


def case_of(seed: int) -> dict[str, Any]:
    return one_case(random.Random(seed))


def computed(case: dict[str, Any]) -> Assessment:
    return assess(parse_case(case))


@given(seeds, seeds)
@settings(max_examples=150, deadline=None)
def test_order_of_persons_and_incomes_does_not_matter(seed: int, shuffle: int) -> None:
    case = case_of(seed)
    other = copy.deepcopy(case)
    chance = random.Random(shuffle)
    chance.shuffle(other["persons"])
    for person in other["persons"]:
        chance.shuffle(person.get("incomes", []))
    assert computed(other).as_contract() == computed(case).as_contract()


@given(seeds)
@settings(max_examples=150, deadline=None)
def test_one_more_euro_of_income_never_raises_a_benefit(seed: int) -> None:
    case = case_of(seed)
    richer = copy.deepcopy(case)
    richer["persons"][0].setdefault("incomes", []).append({"kind": "wage", "monthly": "1"})
    before, after = computed(case), computed(richer)
    assert after.household_income == before.household_income + 100
    assert after.gmi_benefit <= before.gmi_benefit
    assert after.gmi_benefit + after.housing_benefit <= before.gmi_benefit + before.housing_benefit
    rank = ("none", "low_income", "needy")
    assert rank.index(after.status) <= rank.index(before.status)


@given(seeds)
@settings(max_examples=150, deadline=None)
def test_no_amount_is_negative(seed: int) -> None:
    result = computed(case_of(seed))
    assert all(getattr(result, name) >= 0 for name in AMOUNTS)


@given(st.lists(seeds, min_size=1, max_size=8))
@settings(max_examples=60, deadline=None)
def test_many_at_once_equal_one_by_one(several: list[int]) -> None:
    cases = [parse_case(case_of(seed)) for seed in several]
    together = assess_many(cases)
    assert together == [assess(case) for case in cases]
    assert together[0].trace[0]["variable"] == "household_size"


@given(seeds)
@settings(max_examples=100, deadline=None)
def test_the_explanation_adds_up(seed: int) -> None:
    """The numbers that the steps quote give the values that the steps state."""
    result = computed(case_of(seed))
    steps = {step.step: step for step in explain(result, "lv")}
    quoted = {name: {key: _number(text) for key, text in step.inputs.items()} for name, step in steps.items()}
    for name in ("needy_threshold", "gmi_threshold"):
        numbers = quoted[name]
        total = numbers["first_person"] + (numbers["persons"] - 1) * numbers["other_person"]
        assert Decimal(steps[name].value) == total
    housing = quoted["housing_benefit"]
    if result.housing_coefficient is not None:
        left = housing["housing_need"] + housing["recognised_housing_costs"]
        left -= housing["household_income"] + housing["gmi_benefit"]
        assert Decimal(steps["housing_benefit"].value) == max(Decimal(0), left)
    assert Decimal(steps["recognised_housing_costs"].value) == sum(quoted["recognised_housing_costs"].values())
    for lang in ("lv", "en"):
        assert all("%" not in step.text and step.text for step in explain(result, lang))


@given(seeds)
@settings(max_examples=100, deadline=None)
def test_the_income_terms_add_up(seed: int) -> None:
    """The sum that people read, "(3 × 512,40 + 60,00) : 3 + 1 200,00 : 12", is the income that was computed."""
    result = computed(case_of(seed))
    step = explain(result, "lv")[0]
    three, twelve = _terms(step.calculation)
    assert three == Decimal(result.income_of_three_months) / 100
    assert twelve == Decimal(result.irregular_income) / 100


def _number(text: str) -> Decimal:
    try:
        return Decimal(text)
    except ArithmeticError:
        return Decimal(0)


def _terms(calculation: str) -> tuple[Decimal, Decimal]:
    """The two sums of the income step, before division."""
    totals = {"3": Decimal(0), "12": Decimal(0)}
    plain = calculation.replace("\u00a0", "").replace(",", ".").replace(") : ", "):").replace(" : ", ":")
    for part in plain.replace("(", "").split(" + "):
        term, _, divisor = part.partition(":")
        factor, _, amount = term.rstrip(")").rpartition(" × ")
        totals["open"] = totals.get("open", Decimal(0)) + Decimal(amount) * int(factor or 1)
        if divisor:
            totals[divisor] += totals.pop("open")
    return totals["3"], totals["12"]
