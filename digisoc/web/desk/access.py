"""Who comes in at the desk, for which purpose, and how a view opens a case."""

from uuid import UUID

from django.http import HttpRequest

from digisoc.accounts.api import Actor, Role
from digisoc.casework.api import Case, access_case
from digisoc.intake.api import Application, access_application
from digisoc.kernel.errors import N_, NotVisible
from digisoc.registry.api import Person
from digisoc.trail.enums import Purpose

READERS = (Role.ASSISTANCE_ORGANISER, Role.SOCIAL_WORKER, Role.HEAD, Role.ACCOUNTANT, Role.AUDITOR)
WRITERS = (Role.ASSISTANCE_ORGANISER, Role.SOCIAL_WORKER)


def actor_of(request: HttpRequest) -> Actor:
    """The acting person; behind the guard there always is one."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return actor


def purpose_of(by: Actor) -> Purpose:
    """Why this person looks into a case, by the role held: the access log should say what the work was."""
    if by.has(*WRITERS):
        return Purpose.CASE_HANDLING
    if by.has(Role.HEAD):
        return Purpose.DECISION
    return Purpose.PAYMENT if by.has(Role.ACCOUNTANT) else Purpose.AUDIT


def case_for(request: HttpRequest, uid: UUID, what: str = "case") -> Case:
    """The case of an address; logged, and 404 when it isn't the institution's."""
    actor = actor_of(request)
    return access_case(uid, by=actor, purpose=purpose_of(actor), what=what)


def application_for(request: HttpRequest, uid: UUID, what: str = "application") -> Application:
    """The application of an address; logged for every member, and 404 when it isn't the institution's."""
    actor = actor_of(request)
    return access_application(uid, by=actor, purpose=purpose_of(actor), what=what)


def check_belongs(case: Case, person: Person) -> None:
    """`NotVisible` for somebody who neither is nor was in the case's household."""
    if not case.household.members.filter(person=person).exists() and case.applicant_id != person.pk:
        raise NotVisible(N_("This person is not in this case's household."), code="member")
