"""Generated people: the same from the same seed, well-formed, and shaped like the country."""

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date
from itertools import islice

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from demo.population import Household, Resident, generate_households
from demo.population.codes import CHUNK_HOUSEHOLDS, chunks_of
from demo.population.incomes import FIRST_MONTH, LAST_MONTH, amounts
from demo.population.places import place, places
from demo.population.registers import register_records
from demo.population.story import story_households
from digisoc.exchange.dagr.enums import IncomeKind
from digisoc.kernel.clock import age_on
from digisoc.kernel.months import Month
from digisoc.kernel.person_code import PersonCode

TUKUMS = "0052000"
YEAR_END = date(2025, 12, 31)


def age(resident: Resident) -> int:
    return age_on(resident.birth_date, YEAR_END)


def share(items: Sequence[object], holds: Callable[..., bool]) -> float:
    return sum(map(holds, items)) / len(items)


def paid(resident: Resident, month: Month, *kinds: IncomeKind) -> int:
    return sum(cents for stream, cents in amounts(resident, month) if stream.kind in kinds)


@pytest.fixture(scope="module")
def country() -> list[Household]:
    """Some 20,000 households, spread over the places by their population."""
    total = sum(item.population for item in places())
    found: list[Household] = []
    for item in places():
        wanted = round(20_000 * item.population / total)
        for chunk, start in enumerate(range(0, wanted, CHUNK_HOUSEHOLDS)):
            found += generate_households(2026, item.atvk, min(CHUNK_HOUSEHOLDS, wanted - start), chunk)
    return found


@pytest.fixture(scope="module")
def people(country: list[Household]) -> list[Resident]:
    return [resident for household in country for resident in household.residents]


@settings(max_examples=15)
@given(seed=st.integers(0, 2**31), chunk=st.integers(0, 10), count=st.integers(1, 15))
def test_the_same_seed_and_chunk_give_the_same_bytes(seed: int, chunk: int, count: int) -> None:
    def run() -> bytes:
        return repr(list(generate_households(seed, TUKUMS, count, chunk))).encode()

    before = run()
    list(generate_households(seed + 1, TUKUMS, 3, chunk))
    assert run() == before


def test_a_chunk_depends_neither_on_others_nor_on_how_much_is_taken() -> None:
    alone = list(generate_households(7, TUKUMS, 20, chunk=3))
    for chunk in range(3):
        list(generate_households(7, TUKUMS, 50, chunk))
    assert list(islice(generate_households(7, TUKUMS, 200, chunk=3), 20)) == alone
    assert list(generate_households(8, TUKUMS, 20, chunk=3)) != alone
    assert list(generate_households(7, TUKUMS, 20, chunk=4)) != alone


def test_what_a_place_does_not_have_is_refused() -> None:
    with pytest.raises(ValueError, match="chunks"):
        generate_households(1, TUKUMS, 1, chunk=chunks_of(place(TUKUMS)))
    with pytest.raises(ValueError, match="at most"):
        generate_households(1, TUKUMS, CHUNK_HOUSEHOLDS + 1)
    with pytest.raises(KeyError):
        generate_households(1, "0050000", 1)


def test_the_chunks_have_room_for_everybody() -> None:
    assert len(places()) == 42
    for item in places():
        assert chunks_of(item) * CHUNK_HOUSEHOLDS * 2.2 > item.population


def test_codes_are_well_formed_and_nobody_shares_one(people: list[Resident]) -> None:
    codes = [resident.code for resident in people]
    codes += [one.code for story in story_households(YEAR_END) for one in story.household.residents if one.code]
    assert len(set(codes)) == len(codes)
    for resident in people:
        assert resident.code is not None
        assert PersonCode.parse(str(resident.code), today=date(2026, 1, 1)) == resident.code
        if not resident.code.is_new_form:
            assert resident.code.birth_date == resident.birth_date
            assert 900 <= int(resident.code.digits[7:10]) < 990
    assert 0.03 < share(people, lambda one: one.code.is_new_form) < 0.08


def test_addresses_vehicles_and_properties_are_somebodys_own(country: list[Household], people: list[Resident]) -> None:
    for values in (
        [household.address.code for household in country],
        [household.address.text for household in country],
        [vehicle.registration_number for one in people for vehicle in one.vehicles],
        [estate.cadastre_number for one in people for estate in one.estates],
    ):
        assert len(set(values)) == len(values)
    assert all(household.address.atvk == household.atvk for household in country)


def test_nobody_is_too_old_and_every_child_has_a_parent_of_a_possible_age(country: list[Household]) -> None:
    for household in country:
        for place_in_list, resident in enumerate(household.residents):
            assert 0 <= age(resident) <= 110
            if age(resident) < 18:
                assert resident.parents
            for parent in resident.parents:
                assert age(household.residents[parent]) - age(resident) >= 14
            if resident.spouse is not None:
                assert household.residents[resident.spouse].spouse == place_in_list
                assert age(resident) >= 17
        assert any(age(resident) >= 18 for resident in household.residents)


def test_family_members_bear_the_forms_of_one_surname() -> None:
    (family,) = (story.household for story in story_households(YEAR_END) if story.key == "berzini")
    assert {resident.surname for resident in family.residents} == {"Bērziņš", "Bērziņa"}
    for household in generate_households(5, TUKUMS, 300):
        for sex in "MF":
            assert len({one.surname for one in household.residents if one.sex == sex}) <= 1


def test_household_sizes_as_in_the_census(country: list[Household]) -> None:
    sizes = Counter(min(len(household.residents), 6) for household in country)
    total = len(country)
    assert sizes[1] / total == pytest.approx(0.411, abs=0.012)
    assert sizes[2] / total == pytest.approx(0.255, abs=0.012)
    assert sum(sizes[n] for n in (3, 4, 5)) / total == pytest.approx(0.297, abs=0.012)
    assert sizes[6] / total == pytest.approx(0.037, abs=0.006)
    assert sum(len(household.residents) for household in country) / total == pytest.approx(2.26, abs=0.03)


def test_one_person_households_by_region(country: list[Household]) -> None:
    for region, wanted in (("riga", 0.45), ("latgale", 0.425), ("pieriga", 0.368)):
        there = [household for household in country if place(household.atvk).region == region]
        assert share(there, lambda one: len(one.residents) == 1) == pytest.approx(wanted, abs=0.025)
    single = [household.residents[0] for household in country if len(household.residents) == 1]
    assert share(single, lambda one: one.sex == "F") == pytest.approx(0.587, abs=0.02)


def test_children_in_households_as_in_the_census(country: list[Household]) -> None:
    counts = [sum(age(one) < 18 for one in household.residents) for household in country]
    with_children = [count for count in counts if count]
    assert len(with_children) / len(counts) == pytest.approx(0.263, abs=0.012)
    assert share(with_children, lambda n: n == 1) == pytest.approx(0.54, abs=0.025)
    assert share(with_children, lambda n: n == 2) == pytest.approx(0.329, abs=0.025)
    assert share(with_children, lambda n: n >= 3) == pytest.approx(0.131, abs=0.02)


def test_ages_and_sexes_as_published(people: list[Resident]) -> None:
    assert share(people, lambda one: age(one) < 15) == pytest.approx(0.151, abs=0.012)
    assert share(people, lambda one: age(one) >= 65) == pytest.approx(0.219, abs=0.012)
    assert share(people, lambda one: one.sex == "F") == pytest.approx(0.537, abs=0.012)
    assert sum(map(age, people)) / len(people) == pytest.approx(43.5, abs=1.2)


def test_disability_as_published(people: list[Resident]) -> None:
    disabled = [one.disability.group for one in people if one.disability]
    assert len(disabled) / len(people) == pytest.approx(0.116, abs=0.012)
    groups = Counter(disabled)
    for group, wanted in (("group_1", 0.12), ("group_2", 0.38), ("group_3", 0.46), ("child", 0.04)):
        assert groups[group] / len(disabled) == pytest.approx(wanted, abs=0.03)


def test_pensions_and_wages_as_published(people: list[Resident]) -> None:
    december, february = Month(2025, 12), Month(2025, 2)
    pensions = [cents for one in people if (cents := paid(one, december, IncomeKind.OLD_AGE_PENSION))]
    assert sum(pensions) / len(pensions) == pytest.approx(67_300, rel=0.03)
    assert share(pensions, lambda cents: cents <= 30_000) == pytest.approx(0.13, abs=0.025)
    assert share(pensions, lambda cents: cents < 50_000) == pytest.approx(0.40, abs=0.03)
    wages = sorted(cents for one in people if (cents := paid(one, february, IncomeKind.WAGE)))
    assert wages[len(wages) // 2] == pytest.approx(107_600, rel=0.04)
    assert sum(wages) / len(wages) == pytest.approx(130_500, rel=0.04)


def test_unemployment_as_published(people: list[Resident]) -> None:
    month = Month(2025, 12)
    registered = [
        one for one in people
        if any(spell.first <= YEAR_END and (spell.last is None or spell.last >= YEAR_END) for spell in one.spells)
    ]
    earning = sum(bool(paid(one, month, IncomeKind.WAGE, IncomeKind.BUSINESS)) for one in people)
    assert len(registered) / (len(registered) + earning) == pytest.approx(0.05, abs=0.01)
    with_benefit = share(registered, lambda one: paid(one, month, IncomeKind.UNEMPLOYMENT_BENEFIT) > 0)
    assert with_benefit == pytest.approx(0.667, abs=0.08)


def test_incomes_are_whole_cents_of_any_month_in_any_order() -> None:
    people = [one for household in generate_households(3, TUKUMS, 60) for one in household.residents]
    months = list(FIRST_MONTH.until(LAST_MONTH))
    forwards = {(one.code, month): amounts(one, month) for one in people for month in months}
    backwards = {(one.code, month): amounts(one, month) for month in reversed(months) for one in reversed(people)}
    assert forwards == backwards
    assert all(isinstance(cents, int) and cents > 0 for found in forwards.values() for _, cents in found)


def test_pensions_rise_in_october_and_unemployment_benefit_falls(people: list[Resident]) -> None:
    for year in range(2021, 2028):
        before_and_after = [
            [paid(one, Month(year, month), IncomeKind.OLD_AGE_PENSION) for month in (9, 10)] for one in people[:3_000]
        ]
        pensioners = [(before, after) for before, after in before_and_after if before]
        assert pensioners
        assert all(before < after for before, after in pensioners)
    falling = [stream for one in people for stream in one.incomes if stream.kind is IncomeKind.UNEMPLOYMENT_BENEFIT]
    for stream in falling[:50]:
        assert stream.first is not None
        owner = next(one for one in people if stream in one.incomes)
        course = [paid(owner, stream.first + n, IncomeKind.UNEMPLOYMENT_BENEFIT) for n in range(9)]
        assert course == sorted(course, reverse=True)
        assert course[0] > course[-1] == 0


def test_no_wage_while_unemployed(people: list[Resident]) -> None:
    checked = 0
    for one in people:
        for spell in one.spells:
            if spell.last:
                checked += 1
                months = Month.of(spell.first).until(Month.of(spell.last))
                assert not any(paid(one, month, IncomeKind.WAGE) for month in months)
    assert checked > 100


def test_registers_know_nothing_of_the_future() -> None:
    today = date(2025, 5, 20)
    for record in register_records(generate_households(1, TUKUMS, 60), today):
        for item in (*record.body.get("Payments", ()), *record.body.get("Incomes", ())):
            assert "2023-05" <= item["Month"] <= "2025-04"
        for period in record.body.get("Periods", ()):
            assert period["From"] <= "2025-05-20"
            assert not period["To"] or period["To"] < "2025-05-20"
