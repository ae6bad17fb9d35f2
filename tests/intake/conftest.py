"""A household of the story, as it stands after its application at the desk."""

import uuid
from datetime import date

import pytest

from demo.population.story import story_household
from digisoc.accounts.api import Role
from digisoc.intake.api import submit_application
from digisoc.intake.enums import Request
from digisoc.intake.types import ApplicationData
from digisoc.kernel import clock
from digisoc.kernel.months import Month
from digisoc.registry.api import create_household, register_person
from digisoc.registry.enums import HouseholdRole
from digisoc.registry.types import Member, PersonData
from tests.support.registers import TODAY, registers

IBAN = "LV80BANK0000435195001"


@pytest.fixture(autouse=True)
def _pinned_day(monkeypatch):
    monkeypatch.setenv("DIGISOC_TODAY", TODAY.isoformat())


@pytest.fixture
def simulator(tmp_path):
    with registers(tmp_path) as running:
        yield running


@pytest.fixture
def worker(actor, acting_as):
    by = actor("TUK", Role.ASSISTANCE_ORGANISER, name="Ilze Test")
    with acting_as(by):
        yield by


def register_story(key: str, by):
    """The story's household as persons and a household of the actor's institution; the applicant first."""
    story = story_household(key, TODAY).household
    people = [
        register_person(
            PersonData(
                resident.given_name, resident.surname, person_code=resident.code.digits if resident.code else "",
                birth_date=resident.birth_date, studying=resident.studying,
            ),
            by=by, why="application",
        )
        for resident in story.residents
    ]
    members = [
        Member(person.uid, HouseholdRole.OTHER if place else HouseholdRole.APPLICANT)
        for place, person in enumerate(people)
    ]
    household = create_household(
        address=story.address.text, atvk=story.address.atvk, members=members, since=date(2020, 1, 1), by=by, why="x"
    )
    return people, household


def application_data(**changes) -> ApplicationData:
    """A complete form; `changes` replace its fields."""
    values = {
        "form_token": uuid.uuid4(), "received_on": clock.today(), "first_month": Month.of(clock.today()),
        "requests": (Request.STATUS, Request.GMI, Request.HOUSING), "iban": IBAN, **changes,
    }
    return ApplicationData(**values)


@pytest.fixture
def applied(worker):
    """`applied("berzini")`: the application and the people of a story household."""

    def make(key: str):
        people, household = register_story(key, worker)
        application = submit_application(
            application_data(), applicant=people[0], household=household, by=worker, why="at the desk"
        )
        return application, people

    return make
