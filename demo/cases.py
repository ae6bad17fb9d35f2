"""Cases that lie on the desk when a demonstration starts, made by the same commands as the screens use.

Safe to run twice: each form has a fixed token. The family of the README's walk, Anna Bērziņa's, is left to be made.
"""

import uuid
from dataclasses import dataclass
from datetime import date, timedelta

from demo.population.story import story_household
from demo.population.types import Household as Made
from digisoc.accounts.api import Actor, User, actor_for
from digisoc.core.api import acting
from digisoc.intake import api as intake
from digisoc.intake.enums import Request, SignatureMethod
from digisoc.intake.types import ApplicationData
from digisoc.kernel import clock
from digisoc.kernel.months import Month
from digisoc.registry.api import Household, Person, create_household, register_person
from digisoc.registry.enums import HouseholdRole
from digisoc.registry.types import Member, PersonData

NAMESPACE = uuid.UUID("5d2c0a8e-52a4-4c5c-9a39-0d1b8b7f2c11")
IBAN = "LV80BANK0000435195001"
WHY = "demonstration"
#: A year before any application, so that everybody lived there all the time that counts.
MOVED_IN = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Lying:
    """A story household's application: how many days ago it came, and how far it has got."""

    story: str
    worker: str
    days_ago: int
    costs: tuple[tuple[str, int], ...] = ()
    complete: bool = False


CASES = (
    Lying("krumins", "ilze", 12, (("rent", 9000), ("heating", 6000)), complete=True),
    Lying("sprogis", "ilze", 30, (("rent", 10000),)),
    Lying("ivanovs", "aija", 33),
    Lying("liepini", "aija", 4, (("rent", 13000), ("heating", 9500)), complete=True),
    Lying("zarins", "karlis", 8, (("rent", 9000), ("heating", 8000)), complete=True),
)


def load() -> None:
    """Make the cases that are missing, each in one transaction."""
    for lying in CASES:
        by = _actor(lying.worker)
        with acting(institution_id=by.institution_id, user_id=by.user_id, purpose=WHY):
            if intake.application_of_form(_token(lying)) is None:
                _apply(lying, by)


def _apply(lying: Lying, by: Actor) -> None:
    day = clock.today() - timedelta(days=lying.days_ago)
    people, household = _household(story_household(lying.story, clock.today()).household, by, day - MOVED_IN)
    data = ApplicationData(_token(lying), day, Month.of(day), tuple(Request), IBAN)
    application = intake.submit_application(data, applicant=people[0], household=household, by=by, why=WHY)
    intake.ask_registers(application, by=by, why=WHY)
    for position, cents in lying.costs:
        intake.set_housing_cost(application, position=position, cents=cents, by=by, why=WHY)
    if lying.complete:
        _complete(application, day, by)


def _complete(application: intake.Application, day: date, by: Actor) -> None:
    for adult in intake.adults(application):
        intake.record_signature(
            application, adult, signed_on=day, method=SignatureMethod.PAPER, by=by, why=WHY
        )
    for reading in intake.open_readings(application):
        intake.settle_reading(reading, note="Konta izraksts", by=by, why=WHY)
    intake.complete_declaration(application, by=by, why=WHY)


def _household(made: Made, by: Actor, since: date) -> tuple[list[Person], Household]:
    people = [
        register_person(
            PersonData(
                resident.given_name, resident.surname, person_code=resident.code.digits if resident.code else "",
                birth_date=resident.birth_date, studying=resident.studying,
                declared_address=made.address.text, declared_atvk=made.address.atvk,
            ),
            by=by, why=WHY,
        )
        for resident in made.residents
    ]
    members = [
        Member(person.uid, HouseholdRole.OTHER if place else HouseholdRole.APPLICANT)
        for place, person in enumerate(people)
    ]
    household = create_household(
        address=made.address.text, atvk=made.address.atvk, members=members, since=since, by=by, why=WHY
    )
    return people, household


def _actor(username: str) -> Actor:
    actor = actor_for(User.objects.get(username=username), clock.today())
    if actor is None:
        raise RuntimeError(f"{username} has no mandate today")
    return actor


def _token(lying: Lying) -> uuid.UUID:
    return uuid.uuid5(NAMESPACE, lying.story)
