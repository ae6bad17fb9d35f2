"""A case that can't be read: the place is named, in both languages, and nothing is guessed."""

from decimal import Decimal
from typing import Any

import pytest

from digisoc.rules.api import CaseError, assess, error_sentence, parse_case
from digisoc.rules.texts import templates


def case(**changes: Any) -> dict[str, Any]:
    base: dict[str, Any] = {
        "benefit_month": "2026-03", "application_date": "2026-03-10",
        "persons": [{"id": "a", "birth_date": "1980-01-01", "incomes": []}], "household": {},
    }
    return base | changes


def income(**fields: Any) -> dict[str, Any]:
    person = {"id": "a", "birth_date": "1980-01-01", "incomes": [{"kind": "wage", "monthly": "1"}, fields]}
    return case(persons=[person])


def person(**fields: Any) -> dict[str, Any]:
    return case(persons=[{"id": "a", "birth_date": "1980-01-01"} | fields])


AMOUNT = "persons[0].incomes[1].monthly"
REFUSALS: list[tuple[str, str, Any]] = [
    ("benefit_month", "case.missing_month", {"persons": []}),
    ("benefit_month", "case.month", case(benefit_month="2026-13")),
    ("benefit_month", "case.month", case(benefit_month=202603)),
    ("benefit_month", "case.month_too_early", case(benefit_month="2020-12")),
    ("benefit_month", "case.month_too_late", case(benefit_month="2150-01")),
    ("application_date", "case.date", case(application_date="10.03.2026")),
    ("application_date", "case.date", case(application_date="2026-02-30")),
    ("application_date", "case.application_far", case(application_date="2024-01-01")),
    ("municipality", "case.municipality", case(municipality="9999999")),
    ("municipality", "case.municipality", case(municipality=16384)),
    ("persons", "case.no_persons", case(persons=[])),
    ("persons", "case.no_persons", case(persons=None)),
    ("persons", "case.not_list", case(persons="a")),
    ("persons", "case.too_many", case(persons=[{"id": i, "birth_date": "1980-01-01"} for i in range(41)])),
    ("persons[1].id", "case.duplicate_person", case(persons=[{"id": "a", "birth_date": "1980-01-01"}] * 2)),
    ("persons[0].id", "case.person_id", person(id="")),
    ("persons[0].birth_date", "case.birth_missing", person(birth_date=None)),
    ("persons[0].birth_date", "case.birth_future", person(birth_date="2026-03-11")),
    ("persons[0].birth_date", "case.birth_absurd", person(birth_date="1880-01-01")),
    ("persons[0].disability", "case.disability", person(disability="group_4")),
    ("persons[0].studying", "case.yes_no", person(studying="perhaps")),
    ("persons[0].shoe_size", "case.unknown_key", person(shoe_size=43)),
    ("persons[0]", "case.not_mapping", case(persons=["a"])),
    ("", "case.not_mapping", ["a"]),
    ("persons[0].incomes[1].kind", "case.income_kind", income(kind="wages", monthly="1")),
    ("persons[0].incomes[1].kind", "case.income_kind", income(kind=["wage"], monthly="1")),
    ("persons[0].incomes[1]", "case.income_form", income(kind="wage")),
    ("persons[0].incomes[1]", "case.income_form", income(kind="wage", monthly="1", months={"2026-01": "1"})),
    ("persons[0].incomes[1].monthly", "case.irregular_monthly", income(kind="property_sale", monthly="1")),
    ("persons[0].incomes[1].last_12_months", "case.regular_yearly", income(kind="wage", last_12_months="1")),
    ("persons[0].incomes[1].months", "case.outside_reference", income(kind="wage", months={"2026-03": "1"})),
    ("persons[0].incomes[1].months", "case.outside_reference", income(kind="wage", months={"2025-11": "1"})),
    ("persons[0].incomes[1].months", "case.outside_reference", income(kind="property_sale", months={"2025-02": "1"})),
    ("persons[0].incomes[1].months", "case.months_form", income(kind="wage", months=[1])),
    ("persons[0].incomes[1].months", "case.month", income(kind="wage", months={"January": "1"})),
    ("persons[0].incomes[1].months.2026-01", "money.decimals", income(kind="wage", months={"2026-01": "1.234"})),
    (AMOUNT, "money.negative", income(kind="wage", monthly="-1")),
    (AMOUNT, "money.negative", income(kind="wage", monthly=-0.01)),
    (AMOUNT, "money.decimals", income(kind="wage", monthly=1.005)),
    (AMOUNT, "money.absurd", income(kind="wage", monthly="1000000.01")),
    (AMOUNT, "money.form", income(kind="wage", monthly="much")),
    (AMOUNT, "money.form", income(kind="wage", monthly=float("nan"))),
    (AMOUNT, "money.form", income(kind="wage", monthly=float("inf"))),
    (AMOUNT, "money.form", income(kind="wage", monthly=1e300)),
    (AMOUNT, "money.form", income(kind="wage", monthly=10**5000)),
    (AMOUNT, "case.amount", income(kind="wage", monthly=True)),
    (AMOUNT, "case.amount", income(kind="wage", monthly=["1"])),
    ("household.homes", "case.count", case(household={"homes": -1})),
    ("household.homes", "case.count", case(household={"homes": 1.5})),
    ("household.homes", "case.count", case(household={"homes": 10**5000})),
    ("household.motor_vehicles", "case.count", case(household={"motor_vehicles": "many"})),
    ("household.land_ha", "case.land", case(household={"land_ha": "-1"})),
    ("household.savings", "money.negative", case(household={"savings": "-1"})),
    ("household.housing_costs.sauna", "case.unknown_key", case(household={"housing_costs": {"sauna": "1"}})),
    ("household.housing_costs.rent", "money.negative", case(household={"housing_costs": {"rent": "-1"}})),
]


@pytest.mark.parametrize(("path", "code", "data"), REFUSALS, ids=[f"{path} {code}" for path, code, _ in REFUSALS])
def test_refusal_names_the_place(path: str, code: str, data: Any) -> None:
    with pytest.raises(CaseError) as caught:
        parse_case(data)
    assert (caught.value.path, caught.value.code) == (path, code)
    for lang in ("lv", "en"):
        text = error_sentence(caught.value, lang)
        assert text
        assert "%(" not in text
        assert len(text) < 600
    assert error_sentence(caught.value, "lv") != error_sentence(caught.value, "en")


@pytest.mark.parametrize("value", [400.10, "400.10", "400,10", "400,1", Decimal("400.10"), "400.10 €"])
def test_an_amount_becomes_exact_cents(value: Any) -> None:
    assert parse_case(case(household={"savings": value})).savings == 40_010


@pytest.mark.parametrize(("value", "cents"), [(500, 50_000), (500.0, 50_000), ("0", 0), (0.29, 29), (1_000_000, 10**8)])
def test_numbers_of_yaml_and_json_become_exact_cents(value: Any, cents: int) -> None:
    assert parse_case(case(household={"savings": value})).savings == cents


def test_the_smallest_case_is_enough() -> None:
    data = {"benefit_month": "2026-03", "persons": [{"id": 1, "birth_date": "1980-01-01"}]}
    assert assess(parse_case(data)).gmi_benefit == 18_700


def test_both_languages_hold_the_same_sentences() -> None:
    own_latvian = {code for code in templates("lv") if code.startswith("error.")}
    assert set(templates("lv")) - own_latvian == set(templates("en"))
