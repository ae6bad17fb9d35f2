"""Persons: codes, names, search, corrections, the fence."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from digisoc.accounts.api import Role
from digisoc.kernel.errors import InvalidValue, NotAllowedForYou, NotVisible, StaleVersion
from digisoc.registry.api import access_person, correct_person, register_person, search_persons
from digisoc.registry.models import Person
from digisoc.registry.types import PersonData
from digisoc.trail.api import changes_of
from digisoc.trail.enums import Purpose
from digisoc.trail.models import AccessEntry


@pytest.fixture
def worker(actor):
    return actor("TUK", Role.ASSISTANCE_ORGANISER, name="Ilze Test")


@pytest.fixture
def tukums(worker, acting_as):
    with acting_as(worker):
        yield worker


def _code(birth: str, serial: str = "1990") -> str:
    from digisoc.kernel.person_code import check_digit

    ten = birth + serial
    return f"{ten[:6]}-{ten[6:]}{check_digit(ten)}"


def test_registering_the_same_code_twice_gives_the_first_person(tukums):
    data = PersonData("Anna", "Bērziņa", person_code=_code("010180"))
    first = register_person(data, by=tukums, why="application")
    again = register_person(PersonData("Anna", "Ozola", person_code=_code("010180")), by=tukums, why="application")
    assert again == first
    assert again.last_name == "Bērziņa"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (PersonData("Anna", "Bērziņa", person_code="010180-19902"), "person_code.check_digit"),
        (PersonData("Anna", "Bērziņa", person_code="320180"), "person_code.form"),
        (PersonData("Anna", "Bērziņa", person_code="310280-19900"), "person_code.date"),
        (PersonData("Anna", "Bērziņa", person_code=_code("010199", "2990")), "person_code.future"),
        (PersonData("Anna", "Bērziņa", birth_date=date(2199, 1, 1)), "person.future"),
        (PersonData("Anna", "Bērziņa", birth_date=date(1850, 1, 1)), "person.too_old"),
        (PersonData("Anna", "Bērziņa"), "person.birth_date"),
        (PersonData(" ", "Bērziņa", birth_date=date(1980, 1, 1)), "person.name"),
        (PersonData("Anna", "Bērziņa", person_code=_code("010180"), birth_date=date(1980, 1, 2)),
         "person.birth_date_differs"),
    ],
)
def test_what_cannot_be_is_refused_with_a_sentence(tukums, data, code):
    with pytest.raises(InvalidValue) as refused:
        register_person(data, by=tukums, why="application")
    assert refused.value.code == code
    assert refused.value.field
    assert not Person.objects.exists()


def test_a_new_form_code_needs_the_date_of_birth(tukums):
    with pytest.raises(InvalidValue, match="date of birth"):
        register_person(PersonData("Anna", "Bērziņa", person_code="320000-00009"), by=tukums, why="x")
    made = register_person(
        PersonData("Anna", "Bērziņa", person_code="320000-00009", birth_date=date(1990, 2, 3)), by=tukums, why="x"
    )
    assert made.shown_code == "320000-00009"


@pytest.mark.parametrize("typed", ["berzina", "Bērziņa", "anna bērziņa", "berzin anna", "Bērzina", "berzinja"])
def test_search_forgives_diacritics_and_typing_errors(tukums, typed):
    anna = register_person(PersonData("Anna", "Bērziņa", person_code=_code("010180")), by=tukums, why="x")
    register_person(PersonData("Jānis", "Kalniņš", person_code=_code("020281")), by=tukums, why="x")
    assert search_persons(typed, by=tukums)[0] == anna


def test_a_previous_code_still_finds_the_person(tukums):
    anna = register_person(PersonData("Anna", "Bērziņa", person_code=_code("010180")), by=tukums, why="x")
    changed = PersonData("Anna", "Bērziņa", person_code="320000-00009", birth_date=anna.birth_date)
    correct_person(anna, changed, version=1, by=tukums, why="the register changed the code")
    assert search_persons(_code("010180"), by=tukums) == [anna]
    assert search_persons("320000-00009", by=tukums) == [anna]


def test_a_stale_form_changes_nothing(tukums):
    anna = register_person(PersonData("Anna", "Bērziņa", person_code=_code("010180")), by=tukums, why="x")
    data = PersonData("Anna", "Bērziņa", person_code=_code("010180"), phone="1")
    correct_person(anna, data, version=1, by=tukums, why="x")
    with pytest.raises(StaleVersion):
        correct_person(anna, data, version=1, by=tukums, why="x")
    assert Person.objects.get().phone == "1"


def test_every_look_is_logged_with_case_and_purpose(tukums):
    anna = register_person(PersonData("Anna", "Bērziņa", person_code=_code("010180")), by=tukums, why="x")
    access_person(anna.uid, by=tukums, purpose=Purpose.CASE_HANDLING, case_number="2026-000001")
    entry = AccessEntry.objects.latest("id")
    assert (entry.subject, entry.user_id, entry.case_number, entry.purpose) == (
        anna.uid, tukums.user_id, "2026-000001", Purpose.CASE_HANDLING
    )


def test_the_history_of_a_row_names_who_and_what(tukums):
    anna = register_person(PersonData("Anna", "Bērziņa", person_code=_code("010180")), by=tukums, why="x")
    data = PersonData("Anna", "Ozola", person_code=_code("010180"))
    correct_person(anna, data, version=1, by=tukums, why="married")
    newest, first = changes_of(anna)
    assert newest.fields["last_name"] == ("Bērziņa", "Ozola")
    assert newest.user_id == tukums.user_id
    assert first.label == "insert"


def test_the_neighbour_does_not_see_the_person(worker, actor, acting_as):
    neighbour = actor("LPJ", Role.ASSISTANCE_ORGANISER, name="Karlis Test")
    with acting_as(worker):
        anna = register_person(PersonData("Anna", "Bērziņa", person_code=_code("010180")), by=worker, why="x")
    with acting_as(neighbour):
        with pytest.raises(NotVisible):
            access_person(anna.uid, by=neighbour, purpose=Purpose.CASE_HANDLING)
        assert search_persons("Bērziņa", by=neighbour) == []
        twin = register_person(PersonData("Anna", "Bērziņa", person_code=_code("010180")), by=neighbour, why="x")
    assert twin.uid != anna.uid


def test_an_accountant_reads_but_does_not_write(actor, acting_as, worker):
    accountant = actor("TUK", Role.ACCOUNTANT, name="Dace Test")
    with acting_as(accountant), pytest.raises(NotAllowedForYou):
        register_person(PersonData("Anna", "Bērziņa", person_code=_code("010180")), by=accountant, why="x")


def test_an_administrator_does_not_read_people(actor, acting_as, tukums):
    anna = register_person(PersonData("Anna", "Bērziņa", person_code=_code("010180")), by=tukums, why="x")
    administrator = actor("TUK", Role.ADMINISTRATOR, name="Edgars Test")
    with pytest.raises(NotAllowedForYou):
        access_person(anna.uid, by=administrator, purpose=Purpose.ADMINISTRATION)


def test_the_database_itself_refuses_a_second_person_with_the_code(tukums):
    anna = register_person(PersonData("Anna", "Bērziņa", person_code=_code("010180")), by=tukums, why="x")
    anna.pk = None
    import uuid

    anna.uid = uuid.uuid4()
    with pytest.raises(IntegrityError), transaction.atomic():
        anna.save(force_insert=True)
