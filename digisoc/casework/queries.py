"""Reads of cases."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from digisoc.accounts.api import Actor
from digisoc.casework import permissions
from digisoc.casework.enums import CaseState
from digisoc.casework.models import Case
from digisoc.kernel.errors import N_, NotVisible
from digisoc.registry.api import HouseholdMember, Person
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


def cases_in_order(state: CaseState | None = None) -> QuerySet[Case]:
    """Cases of the current institution in the Latvian order of their applicants."""
    found = Case.objects.select_related("applicant", "household", "worker").order_by("applicant__sort_key", "-id")
    return found.filter(state=state) if state else found


def cases_by_number(text: str, limit: int = 20) -> list[Case]:
    """Cases whose number contains this text; nothing for a text without a digit."""
    wanted = text.strip()
    if not any(char.isdigit() for char in wanted):
        return []
    return list(cases().filter(number__contains=wanted)[:limit])


def open_cases_with(persons: Collection[Person], day: date) -> dict[int, list[Case]]:
    """Open cases by the key of a person who applied or lives in the case's household on that day."""
    keys = {person.pk for person in persons}
    living = HouseholdMember.objects.filter(person__in=keys, period__contains=day).values_list("household", "person")
    dwellers: dict[int, set[int]] = defaultdict(set)
    for household, person in living:
        dwellers[household].add(person)
    found: dict[int, list[Case]] = defaultdict(list)
    for case in cases().filter(Q(applicant__in=keys) | Q(household__in=dwellers.keys()), state=CaseState.OPEN):
        for person in ({case.applicant_id} & keys) | dwellers[case.household_id]:
            found[person].append(case)
    return found


def log_case_list(shown: Sequence[Case], *, by: Actor, purpose: Purpose, what: str) -> None:
    """Log that a list with these cases' applicants was shown."""
    if shown:
        record_access(
            user_id=by.user_id, subjects={case.applicant.uid for case in shown}, purpose=purpose, what=what
        )
