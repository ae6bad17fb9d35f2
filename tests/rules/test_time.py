"""Time: the law as it was known on a day, and what a change of facts or of the law makes of months already decided."""

import random
from dataclasses import replace
from datetime import date
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digisoc.kernel.months import Month
from digisoc.rules.announced import announcements, edition
from digisoc.rules.api import (
    MUNICIPALITY_CODES,
    Case,
    CaseError,
    Population,
    assess,
    assess_many,
    difference,
    error_sentence,
    explain,
    parse_case,
    population_differences,
)
from tests.rules.generator import one_case

ANNOUNCED = date(2026, 2, 28)
DAY_BEFORE = date(2026, 2, 27)


def family(month: str, wage: str = "600", rent: str = "450", **more: Any) -> Case:
    """Two adults, two children, one wage: group "other"; GMI threshold of 2026: 187 + 3 × 131 = 580."""
    persons = [{"id": "mother", "birth_date": "1990-01-05", "incomes": [{"kind": "wage", "monthly": wage}]},
               {"id": "father", "birth_date": "1989-03-01"},
               {"id": "son", "birth_date": "2014-05-05"}, {"id": "daughter", "birth_date": "2017-07-07"}]
    data = {"benefit_month": month, "application_date": "2025-12-15", "persons": persons,
            "household": {"housing_costs": {"rent": rent}}}
    return parse_case(data | more)


def test_the_amendment_of_2026_pays_granted_months_the_difference() -> None:
    """580 × 1,3 = 754 and 580 × 1,7 = 986: 232,00 more for each of the two months, nothing else changes."""
    cases = [family("2026-01"), family("2026-02")]
    result = difference(assess_many(cases, known_on=DAY_BEFORE), assess_many(cases, known_on=ANNOUNCED))
    assert [(str(row.month), row.benefit, row.before, row.after, row.owed, row.owed_to, row.cause)
            for row in result.months] == [
        ("2026-01", "housing", 60_400, 83_600, 23_200, "household", "law"),
        ("2026-02", "housing", 60_400, 83_600, 23_200, "household", "law"),
    ]
    assert (result.supplement, result.overpayment, result.balance, result.statuses) == (46_400, 0, 46_400, ())
    assert result.unconfirmed == ("housing_coefficient", "housing_norm.rent")


def test_a_household_first_assessed_in_march_gets_nothing_for_january_and_february() -> None:
    after = assess_many([family("2026-01"), family("2026-02"), family("2026-03")], known_on=ANNOUNCED)
    result = difference([], after)
    assert result.supplement == result.overpayment == 0
    assert {row.reason for row in result.months} == {"not_assessed"}
    assert [row.before for row in result.months] == [None, None, None]


def test_a_refused_month_is_not_opened_by_the_law_but_by_corrected_facts() -> None:
    """Income 900, no bills: 754 − 900 gives nothing, 986 − 900 would give 86; the true income of 700 does."""
    refused = assess(family("2026-01", wage="900", rent="0"), known_on=DAY_BEFORE)
    by_law = difference([refused], [assess(refused.case, known_on=ANNOUNCED)])
    assert [(row.before, row.after, row.owed, row.reason) for row in by_law.months] == [(0, 8_600, 0, "refused")]
    corrected = difference([refused], [assess(family("2026-01", wage="700", rent="0"), known_on=ANNOUNCED)])
    assert [(row.owed, row.cause) for row in corrected.months] == [(28_600, "both")]


def test_march_and_april_2026_were_known_in_march_and_may_falls_back() -> None:
    coefficients = [assess(family(f"2026-{month:02d}"), known_on=date(2026, 3, 5)).housing_coefficient
                    for month in range(1, 7)]
    assert coefficients == [1700, 1700, 1700, 1700, 1300, 1300]


def test_a_student_of_twenty_is_a_child_of_the_group_from_march_2026() -> None:
    persons = [{"id": "pensioner", "birth_date": "1950-01-01"},
               {"id": "student", "birth_date": "2005-10-10", "studying": True}]
    case = parse_case({"benefit_month": "2026-03", "persons": persons})
    assert assess(case, known_on=DAY_BEFORE).housing_group == "other"
    assert assess(case, known_on=ANNOUNCED).housing_group == "with_children"


def test_an_income_found_later_is_an_overpayment_and_its_recovery_is_unconfirmed() -> None:
    """GMI threshold 318: without income 318 of GMI; with 200 a month 118 of GMI and nothing else."""
    persons = [{"id": "a", "birth_date": "1990-01-01"}, {"id": "b", "birth_date": "1991-01-01"}]
    case = parse_case({"benefit_month": "2026-06", "persons": persons})
    more = [persons[0] | {"incomes": [{"kind": "wage", "monthly": "200"}]}, persons[1]]
    result = difference([assess(case)], [assess(parse_case({"benefit_month": "2026-06", "persons": more}))])
    assert [(row.benefit, row.owed, row.owed_to, row.cause) for row in result.months] == [
        ("gmi", -20_000, "institution", "facts")]
    assert (result.overpayment, result.balance) == (20_000, -20_000)
    assert result.unconfirmed[-1] == "overpayment_recovery"


def test_savings_found_later_take_the_status() -> None:
    case = family("2022-05", application_date="2022-04-10")
    result = difference([assess(case)], [assess(replace(case, savings=30_000))])
    assert [(str(row.month), row.before, row.after) for row in result.statuses] == [("2022-05", "needy", "none")]
    assert (result.months, result.as_dict()["balance"]) == ((), "0.00")


@pytest.mark.parametrize(("before", "after", "path"), [
    (["2026-01", "2026-02"], ["2026-01"], "after[2026-02]"),
    (["2026-01", "2026-01"], ["2026-01"], "before[2026-01]"),
    (["2026-01"], ["2026-01", "2026-01"], "after[2026-01]"),
])
def test_months_that_are_missing_or_given_twice_are_named(before: list[str], after: list[str], path: str) -> None:
    with pytest.raises(CaseError) as error:
        difference(map(assess, map(family, before)), map(assess, map(family, after)))
    assert error.value.path == path
    assert path[-8:-1] in error_sentence(error.value, "lv")


def test_the_law_is_not_kept_as_known_before_2021() -> None:
    with pytest.raises(CaseError, match="2021-01-01") as error:
        assess(family("2026-01"), known_on=date(2020, 12, 31))
    assert "2020-12-31" in error_sentence(error.value, "lv")


def test_days_between_two_announcements_share_one_edition() -> None:
    assert edition(DAY_BEFORE) == edition(date(2026, 1, 1)) == date(2026, 1, 1)
    assert edition(ANNOUNCED) is edition(date(2030, 1, 1)) is edition(None) is None
    assert list(announcements()) == sorted(set(announcements()))


def test_what_was_not_known_yet_is_carried_on_and_named_unconfirmed() -> None:
    """In December 2025 the sums of 2026 were not there: those of 2025 stand in and say so."""
    case = parse_case({"benefit_month": "2026-01", "municipality": "0040000",
                       "persons": [{"id": "a", "birth_date": "1990-01-01"}]})
    then = assess(case, known_on=date(2025, 12, 1))
    assert (then.gmi_threshold, then.needy_threshold, then.low_income_threshold) == (16_600, 37_700, 52_800)
    assert {"gmi_threshold", "needy_threshold", "low_income_threshold.0040000"} <= set(then.unconfirmed)
    assert {item.valid_from for item in then.parameters_used if "_threshold." in item.name} == {"2025-01-01"}
    assert "377,00" in explain(then, "lv")[1].text


@given(st.integers(0, 2**32))
@settings(max_examples=60, deadline=None)
def test_known_today_is_the_same_as_no_day_at_all(seed: int) -> None:
    case = parse_case(one_case(random.Random(seed)))
    assert assess(case, known_on=date(2027, 12, 31)) == assess(case)


@given(st.integers(0, 2**32), st.integers(0, 2**32))
@settings(max_examples=60, deadline=None)
def test_there_and_back_owes_nothing_in_total(one: int, other: int) -> None:
    """A correction of facts and its withdrawal cancel out, month and benefit."""
    first, second = (parse_case(one_case(random.Random(seed))) for seed in (one, other))
    old, new = assess(first), assess(replace(second, benefit_month=first.benefit_month))
    there, back = difference([old], [new]), difference([new], [old])
    assert there.balance == -back.balance
    assert there.balance == (new.gmi_benefit + new.housing_benefit) - (old.gmi_benefit + old.housing_benefit)


def test_a_population_owes_what_its_single_households_owe() -> None:
    wages = np.array([60_000, 90_000, 20_000])
    people = Population(
        household_of_person=np.array([0, 1, 2]), birth_date=np.array(["1990-01-05"] * 3, dtype="datetime64[D]"),
        has_disability=np.array([False, False, True]), regular_income={"wage": wages},
        municipality=np.array([MUNICIPALITY_CODES.index("0040000")] * 3),
        housing_costs={"rent": np.array([40_000, 5_000, 30_000])},
    )
    months = list(population_differences(people, people, Month(2025, 12), Month(2026, 5), known_before=DAY_BEFORE))
    for row in months:
        for index, wage in enumerate(wages):
            person = {"id": "a", "birth_date": "1990-01-05", "disability": "group_1" if index == 2 else "none",
                      "incomes": [{"kind": "wage", "monthly": f"{wage / 100:.2f}"}]}
            bills = {"rent": ["400", "50", "300"][index]}
            case = parse_case({"benefit_month": str(row.month), "municipality": "0040000", "persons": [person],
                               "household": {"housing_costs": bills}})
            single = difference([assess(case, known_on=DAY_BEFORE)], [assess(case)])
            assert int(sum(row.owed[name][index] for name in ("gmi", "housing"))) == single.balance
    assert sum(int(row.owed["housing"].sum()) for row in months) > 0
    unassessed = population_differences(people, people, Month(2026, 1), Month(2026, 1), known_before=DAY_BEFORE,
                                        assessed=np.zeros(3, dtype=bool))
    assert not next(unassessed).owed["housing"].any()
