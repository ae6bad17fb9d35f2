"""Reads of cases."""

from uuid import UUID

from django.db.models import QuerySet

from digisoc.accounts.api import Actor
from digisoc.casework import permissions
from digisoc.casework.enums import CaseState
from digisoc.casework.models import Case
from digisoc.kernel.errors import N_, NotVisible
from digisoc.registry.api import Person
from digisoc.trail.api import record_access
from digisoc.trail.enums import Purpose


def access_case(uid: UUID, *, by: Actor, purpose: Purpose, what: str = "case") -> Case:
    """One case of the actor's institution; the look at its applicant is logged. Others' cases don't exist here."""
    permissions.check_read_case(by)
    case = Case.objects.select_related("applicant", "household", "worker").filter(uid=uid).first()
    if case is None:
        raise NotVisible(
            N_("This case is not in your institution's register."), code="case",
            hint=N_("Check the address, or search by the case number."),
        )
    record_access(
        user_id=by.user_id, subjects=[case.applicant.uid], purpose=purpose, what=what, case_number=case.number
    )
    return case


def open_case_of(person: Person) -> Case | None:
    """The open case in which the person is the applicant."""
    return Case.objects.filter(applicant=person, state=CaseState.OPEN).first()


def cases() -> QuerySet[Case]:
    """All cases of the current institution, newest first."""
    return Case.objects.select_related("applicant", "household", "worker").order_by("-id")
