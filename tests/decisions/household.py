"""A lone applicant whose declaration is complete, made by the real commands, and the people who decide on it."""

import uuid
from datetime import date

from digisoc.decisions.api import approve_decision, draft_decision, seal_letter, submit_decision
from digisoc.intake.api import (
    complete_declaration,
    declare_income,
    months_of,
    record_signature,
    set_housing_cost,
    submit_application,
)
from digisoc.intake.enums import Request, SignatureMethod
from digisoc.intake.types import ApplicationData
from digisoc.kernel.months import Month
from digisoc.registry.api import create_household, register_person
from digisoc.registry.enums import HouseholdRole
from digisoc.registry.types import Member, PersonData

TODAY = date(2026, 11, 22)
IBAN = "LV80BANK0000435195001"
EVERYTHING = (Request.STATUS, Request.GMI, Request.HOUSING)


def declared(by, *, wage=0, rent=12_000, requests=EVERYTHING, iban=IBAN, name="Anna", complete=True, savings=0):
    """An application of a woman of working age who lives alone; wage and rent in cents a month."""
    person = register_person(
        PersonData(name, "Bērziņa", birth_date=date(1990, 1, 1), declared_address="Lauku iela 1, Kandava"),
        by=by, why="x",
    )
    household = create_household(
        address="Lauku iela 1, Kandava", atvk="0052000", members=[Member(person.uid, HouseholdRole.APPLICANT)],
        since=date(2020, 1, 1), by=by, why="x",
    )
    data = ApplicationData(uuid.uuid4(), TODAY, Month.of(TODAY), requests, iban)
    application = submit_application(data, applicant=person, household=household, by=by, why="x")
    declare_wage(application, wage, by)
    if rent:
        set_housing_cost(application, position="rent", cents=rent, by=by, why="x")
    record_signature(application, person, signed_on=TODAY, method=SignatureMethod.PAPER, by=by, why="x")
    if complete:
        complete_declaration(application, by=by, why="x")
    return application


def declare_wage(application, cents, by):
    """The same net wage in each reference month."""
    for month in months_of(application):
        declare_income(
            application, person=application.case.applicant, kind="wage", month=month, cents=cents, by=by, why="x"
        )


def submitted(application, by):
    """Drafted and handed to the head."""
    decision = draft_decision(application, by=by, why="x")
    return submit_decision(decision, version=decision.version, by=by, why="x")


def approved(application, worker, head):
    """Approved by the head; the letter isn't sealed yet."""
    decision = submitted(application, worker)
    return approve_decision(decision, version=decision.version, by=head, why="x")


def sealed(application, worker, head):
    """Approved and sealed: what payments are planned from."""
    decision = approved(application, worker, head)
    seal_letter(decision_uid=decision.uid, by=head, why="x")
    return decision
