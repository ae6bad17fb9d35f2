"""The system itself: no float and no int32 touches money, every number cites its source, nothing overflows."""

import re
import subprocess
import sys

import numpy as np
import pytest

from digisoc.kernel import money
from digisoc.kernel.months import Month
from digisoc.rules import arithmetic
from digisoc.rules.api import (
    MUNICIPALITY_CODES,
    Assessment,
    Population,
    assess,
    cost_positions,
    income_kinds,
    parameters_by_name,
    parse_case,
    simulate,
)
from digisoc.rules.municipal import published, threshold_pairs
from digisoc.rules.provenance import value_at
from digisoc.rules.simulation import OUTPUTS
from digisoc.rules.system import UNITS, exact_integer, system

MONTHS = list(Month(2021, 1).until(Month(2026, 12)))


def example(**changes: object) -> Assessment:
    data = {"benefit_month": "2026-03", "persons": [{"id": "a", "birth_date": "1950-05-01"}]} | changes
    return assess(parse_case(data))


def test_every_whole_number_is_int64_and_no_variable_is_a_float() -> None:
    for variable in system().variables.values():
        assert variable.value_type is not float, variable.name
        if variable.value_type is int:
            assert variable.dtype is np.int64, variable.name


def test_computed_arrays_are_int64() -> None:
    result = simulate(Population(
        household_of_person=np.array([0, 0, 1]), birth_date=np.array(["1980-01-01"] * 3, dtype="datetime64[D]"),
        has_disability=np.array([False, True, True]), regular_income={"wage": np.array([1, 2, 3])},
    ), Month(2026, 3))
    for name in OUTPUTS:
        named = name in ("status", "housing_group")
        assert result[name].dtype == (np.int16 if named else bool if name == "property_test_passed" else np.int64), name


def test_the_richest_possible_household_does_not_overflow() -> None:
    incomes = [{"kind": "wage", "monthly": "1000000"}] * 100
    persons = [{"id": str(i), "birth_date": "1980-01-01", "incomes": incomes} for i in range(40)]
    assert example(persons=persons).household_income == 40 * 100 * 1_000_000 * 100


@pytest.mark.parametrize("numerator", [*range(-30, 31), 10**15 + 7, -(10**15) - 7])
def test_division_equals_the_kernel(numerator: int) -> None:
    for denominator in (1, 2, 3, 10, 12, 1000):
        expected = money.divide_half_up(numerator, denominator)
        assert arithmetic.divide_half_up(np.array([numerator]), denominator)[0] == expected


def test_every_parameter_cites_its_source() -> None:
    for name, parameter in parameters_by_name().items():
        assert parameter.description, name
        assert parameter.metadata["unit"] in UNITS, name
        for dated in parameter.values_list:
            facts = dated.metadata
            assert facts["status"] in ("confirmed", "unconfirmed"), name
            assert facts["link"].startswith("https://"), name
            assert re.fullmatch(r"\d{4}-\d{2}-\d{2}", facts["last_confirmed"]), name
            assert facts["act"], name
            assert facts["article"], name
            assert dated.value is None or type(dated.value) is int, name
            if "UNVERIFIED" in facts.get("note", ""):
                assert facts["status"] == "unconfirmed", (name, dated.instant_str)


@pytest.mark.parametrize("month", MONTHS, ids=str)
def test_every_month_has_its_numbers_and_they_are_ordered(month: Month) -> None:
    for part in ("first_person", "other_person"):
        names = ("gmi_threshold", "needy_threshold", "low_income_maximum")
        gmi, needy, highest = (value_at(f"spsp.{name}.{part}", month).value for name in names)
        assert 0 < gmi < needy < highest
    assert value_at("labour_law.minimum_monthly_wage", month).value > 0


def test_municipal_values_that_are_carried_on_stay_inside_the_law() -> None:
    for code in MUNICIPALITY_CODES:
        for month in MONTHS:
            for pair in threshold_pairs(code, month):
                if not pair.first_confirmed and "carried" in pair.note:
                    assert pair.first >= value_at("spsp.needy_threshold.first_person", month).value
                    assert pair.first <= value_at("spsp.low_income_maximum.first_person", month).value


def test_forty_two_municipalities_and_fifteen_positions() -> None:
    assert len(MUNICIPALITY_CODES) == 42
    assert len(cost_positions()) == 15
    assert len(published()) == 15
    assert len({kind.code for kind in income_kinds()}) == len(income_kinds())
    assert all(kind.lv and kind.en and kind.law for kind in income_kinds())


def test_a_value_with_too_many_decimals_is_refused() -> None:
    assert exact_integer(87.5, 100, "x") == 8750
    with pytest.raises(ValueError, match="not exact"):
        exact_integer(87.505, 100, "x")


def test_parameters_used_hold_value_day_source_and_status() -> None:
    used = {item.name: item for item in example(municipality="0040000").parameters_used}
    gmi = used["spsp.gmi_threshold.first_person"]
    assert (gmi.value, gmi.valid_from, gmi.law, gmi.status) == ("187.00", "2026-01-01", "SPSP 33(2)", "confirmed")
    own = used["municipal.0040000.low_income_threshold.any.first_person"]
    assert (own.value, own.status) == ("595.00", "confirmed")
    assert gmi.as_dict()["link"].startswith("https://")


def test_a_capped_income_names_the_wage_of_its_month() -> None:
    persons = [{"id": "a", "birth_date": "2005-01-01", "incomes": [{"kind": "scholarship", "monthly": "800"}]}]
    wages = [item.value for item in example(persons=persons).parameters_used if item.name.startswith("labour_law")]
    assert wages == ["740.00", "780.00"]


def test_the_trace_holds_facts_and_results() -> None:
    persons = [{"id": "anna", "birth_date": "1980-01-01", "incomes": [{"kind": "wage", "monthly": "100"}]}]
    trace = {(item["variable"], item["month"]): item for item in example(persons=persons).trace}
    assert trace["wage", "2026-01"]["value"] == {"anna": 10_000}
    assert trace["status", "2026-03"]["value"] == "needy"
    assert trace["gmi_benefit", "2026-03"]["value"] == 8_700
    assert trace["gmi_threshold", "2026-03"]["parameters"]["spsp.gmi_threshold.first_person"] == 18_700


def test_a_population_equals_single_cases() -> None:
    wages = np.array([10_000, 0, 50_000, 42_500])
    result = simulate(Population(
        household_of_person=np.array([0, 0, 1, 2]),
        birth_date=np.array(["1980-01-01", "2015-01-01", "1950-01-01", "1980-01-01"], dtype="datetime64[D]"),
        has_disability=np.zeros(4, dtype=bool), regular_income={"wage": wages},
        municipality=np.array([MUNICIPALITY_CODES.index("0040000"), MUNICIPALITY_CODES.index("0040000"), -1]),
        housing_costs={"rent": np.array([5_000, 6_000, 7_000])},
    ), Month(2026, 3))
    assert result["household_income"].tolist() == [10_000, 50_000, 42_500]
    assert result["low_income_threshold"].tolist() == [101_100, 59_500, 0]
    assert result["status"].tolist() == [2, 1, 2]
    assert result["gmi_benefit"].tolist() == [21_800, 0, 0]


def test_an_empty_household_is_refused() -> None:
    with pytest.raises(ValueError, match="every household needs a person"):
        simulate(Population(np.array([0, 2]), np.array(["1980-01-01"] * 2, dtype="datetime64[D]"),
                            np.zeros(2, dtype=bool)), Month(2026, 3))


def test_the_law_needs_neither_django_nor_a_database() -> None:
    code = ("import sys, digisoc.rules.api\n"
            "loaded = {name.split('.')[0] for name in sys.modules}\n"
            "print(sorted(loaded & {'django', 'psycopg', 'httpx', 'requests', 'sqlite3', 'flask', 'werkzeug'}))")
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
