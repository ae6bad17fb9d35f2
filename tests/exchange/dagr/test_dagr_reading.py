"""What registers tell about the story's people, over HTTP."""

from datetime import date

import pytest

from demo.population.story import story_household
from digisoc.exchange.dagr.api import IncomeKind, Outcome, Reading, Register, RegisterReader
from digisoc.exchange.dagr.types import AddressFact, DisabilityFact, PersonName, PropertyFact, UnemploymentFact
from digisoc.kernel.months import Month, reference_months
from digisoc.kernel.person_code import PersonCode

TODAY = date(2026, 11, 22)
MONTHS = reference_months(TODAY, 3)


def code_of(key: str, person: int = 0) -> PersonCode:
    code = story_household(key, TODAY).household.residents[person].code
    assert code is not None
    return code


def by_register(readings: tuple[Reading, ...]) -> dict[Register, Reading]:
    return {reading.register: reading for reading in readings}


def test_a_person_with_names_address_and_family(reader: RegisterReader) -> None:
    reading = reader.read_person(code_of("berzini"))
    person = reading.person
    assert reading.outcome is Outcome.ANSWERED
    assert person is not None
    assert (person.given_name, person.surname, person.birth_date) == ("Anna", "Bērziņa", date(1988, 4, 17))
    assert person.declared_address is not None
    assert person.declared_address.text == "Lielā iela 14-7, Tukums, Tukuma novads, LV-3101"
    assert person.declared_address.atvk == "0052000"
    assert sorted((link.kind, link.person.given_name) for link in person.family) == [
        ("child", "Elza"), ("child", "Emīls"), ("spouse", "Jānis"),
    ]


def test_every_reading_keeps_its_source_moment_and_request_number(reader: RegisterReader) -> None:
    readings = reader.read_all(code_of("berzini"), MONTHS)
    numbers = [reading.request_number for reading in readings]
    assert all(numbers)
    assert len(set(numbers)) == len(readings)
    for reading in readings:
        assert reading.subject == code_of("berzini").digits
        assert reading.service
        assert reading.answered_at is not None
        assert reading.asked_at <= reading.answered_at
        assert reading.asked_at.tzinfo is not None


def test_the_incomes_of_the_design_picture(reader: RegisterReader) -> None:
    anna = by_register(reader.read_means(code_of("berzini"), MONTHS))
    janis = by_register(reader.read_means(code_of("berzini", 1), MONTHS))
    wage = [(str(fact.month), fact.cents) for fact in anna[Register.INCOME].incomes]
    assert wage == [("2026-08", 51_240), ("2026-09", 51_240), ("2026-10", 53_000)]
    assert [fact.cents for fact in anna[Register.BENEFITS].incomes] == [10_000] * 3
    assert {fact.kind for fact in anna[Register.BENEFITS].incomes} == {IncomeKind.FAMILY_STATE_BENEFIT}
    assert [fact.cents for fact in janis[Register.BENEFITS].incomes] == [24_100, 24_100]
    unemployment = janis[Register.UNEMPLOYMENT].values
    assert unemployment == (UnemploymentFact("unemployed", date(2026, 3, 1), None),)


def test_only_the_months_asked_for(reader: RegisterReader) -> None:
    some = reader.read(Register.BENEFITS, code_of("ozola"), [Month(2026, 1), Month(2026, 3)])
    assert [str(fact.month) for fact in some.incomes] == ["2026-01", "2026-03"]
    everything = reader.read(Register.BENEFITS, code_of("ozola"))
    assert len(everything.incomes) == 24


def test_everybody_declared_at_the_address(reader: RegisterReader) -> None:
    names = reader.read_household_at_address(code_of("kalnina")).values
    assert all(isinstance(name, PersonName) for name in names)
    assert [name.given_name for name in names if isinstance(name, PersonName)] == [
        "Kristīne", "Markuss", "Alise", "Paula", "Edgars",
    ]
    alone = reader.read_household_at_address(code_of("ozola")).values
    assert [name.surname for name in alone if isinstance(name, PersonName)] == ["Ozola"]


def test_address_by_its_code(reader: RegisterReader) -> None:
    address = story_household("ozola", TODAY).household.address
    reading = reader.read_address(address.code)
    assert reading.values == (AddressFact(address.code, address.text, "0052000", "LV-3101"),)


def test_disability_and_property(reader: RegisterReader) -> None:
    andris = reader.read(Register.DISABILITY, code_of("krumins")).values
    assert andris == (DisabilityFact("group_2", date(2022, 5, 16), None, needs_special_care=False),)
    estates = reader.read(Register.PROPERTY, code_of("balode")).values
    homes = [fact for fact in estates if isinstance(fact, PropertyFact)]
    assert sum(home.is_dwelling for home in homes) == 2
    assert sum(home.land_m2 for home in homes) == 14_400


def test_nothing_registered_is_an_answer(reader: RegisterReader) -> None:
    readings = by_register(reader.read_all(code_of("ozola"), MONTHS))
    for register in (Register.UNEMPLOYMENT, Register.DISABILITY, Register.VEHICLES):
        assert readings[register].outcome is Outcome.ANSWERED
        assert readings[register].values == ()
        assert "nothing is registered" in readings[register].explanation


def test_a_register_that_does_not_know_the_person(reader: RegisterReader) -> None:
    readings = by_register(reader.read_all(code_of("ivanovs"), MONTHS))
    assert readings[Register.INCOME].outcome is Outcome.UNKNOWN_PERSON
    assert readings[Register.INCOME].request_number
    assert readings[Register.PERSON].outcome is Outcome.ANSWERED


def test_nobody_by_this_code(reader: RegisterReader) -> None:
    reading = reader.read_person(PersonCode("32999999999"))
    assert reading.outcome is Outcome.UNKNOWN_PERSON
    assert reading.values == ()
    assert "Check the personal code" in reading.explanation


def test_a_previous_code_finds_the_person_under_the_new_one(reader: RegisterReader) -> None:
    old = story_household("kovalenko", TODAY).applicant.previous_codes[0]
    person = reader.read_person(old).person
    assert person is not None
    assert person.code == code_of("kovalenko")
    assert person.code.is_new_form
    assert person.previous_codes == (old,)


@pytest.mark.parametrize("key", ["berzini", "kalnina", "vitoli", "volkovi", "lapini"])
def test_all_registers_of_all_members_answer(reader: RegisterReader, key: str) -> None:
    for number, _ in enumerate(story_household(key, TODAY).household.residents):
        outcomes = {reading.outcome for reading in reader.read_all(code_of(key, number), MONTHS)}
        assert outcomes == {Outcome.ANSWERED}
