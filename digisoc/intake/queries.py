"""Reads of applications."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from digisoc.accounts.api import Actor
from digisoc.casework.api import check_read_case
from digisoc.core.api import StoredFile
from digisoc.intake.enums import ApplicationState, ReadingOutcome
from digisoc.intake.models import Application, Attachment, IncomeLine, PropertyItem, RegisterReading
from digisoc.kernel import clock
from digisoc.kernel.errors import N_, NotVisible
from digisoc.kernel.months import Month, reference_months
from digisoc.registry.api import Person, members_on
from digisoc.trail.api import record_access
from digisoc.trail.enums import Purpose

ADULT_AGE = 18
REFERENCE_MONTHS = 3
IRREGULAR_MONTHS = 12


def access_application(uid: UUID, *, by: Actor, purpose: Purpose, what: str = "application") -> Application:
    """One application of the actor's institution; the look at every member of its household is logged."""
    check_read_case(by)
    application = (
        Application.objects.select_related("case", "case__applicant", "case__household", "case__worker")
        .filter(uid=uid)
        .first()
    )
    if application is None:
        raise NotVisible(N_("This application is not in your institution's register."), code="application")
    log_access(application, by=by, purpose=purpose, what=what)
    return application


def log_access(application: Application, *, by: Actor, purpose: Purpose, what: str) -> None:
    """Log a look at all members of the application's household."""
    record_access(
        user_id=by.user_id, subjects=[person.uid for person in members(application)], purpose=purpose, what=what,
        case_number=application.case.number,
    )


def members(application: Application) -> list[Person]:
    """The household on the day of the application, in the order of joining, the applicant first."""
    persons = [membership.person for membership in members_on(application.case.household, application.received_on)]
    return sorted(persons, key=lambda person: person.pk != application.case.applicant_id)


def adults(application: Application) -> list[Person]:
    """Members of 18 and more years on the day of the application."""
    return [person for person in members(application) if is_adult(person, application.received_on)]


def is_adult(person: Person, day: date) -> bool:
    """18 years or more on a day."""
    return clock.age_on(person.birth_date, day) >= ADULT_AGE


def missing_signatures(application: Application) -> list[Person]:
    """Adults who have not signed yet."""
    signed = set(application.signatures.values_list("person_id", flat=True))
    return [person for person in adults(application) if person.pk not in signed]


def latest_readings(application: Application) -> list[RegisterReading]:
    """The newest reading of each register for each member."""
    readings = application.readings.filter(is_latest=True).select_related("person")
    order = {person.pk: place for place, person in enumerate(members(application))}
    return sorted(readings, key=lambda reading: (order.get(reading.person_id, 99), reading.pk))


def open_readings(application: Application) -> list[RegisterReading]:
    """Registers that gave no answer and are not replaced by documents."""
    return [
        reading for reading in latest_readings(application)
        if reading.outcome != ReadingOutcome.ANSWERED and not reading.settled_note
    ]


def months_of(application: Application) -> list[Month]:
    """The three full calendar months before the month of the application (MK 809 p. 2)."""
    return reference_months(application.received_on, REFERENCE_MONTHS)


def application_of_form(form_token: UUID) -> Application | None:
    """The application that this form already made."""
    return Application.objects.filter(form_token=form_token).select_related("case").first()


def open_applications() -> QuerySet[Application]:
    """Applications without a decision, the most urgent first."""
    return (
        Application.objects.exclude(state=ApplicationState.DECIDED)
        .select_related("case", "case__applicant", "case__household", "case__worker")
        .order_by("due_on", "id")
    )


def applications_of(case_ids: Iterable[int]) -> QuerySet[Application]:
    """All applications of these cases, newest first."""
    return Application.objects.filter(case_id__in=list(case_ids)).order_by("-received_on", "-id")


def access_attachment(uid: UUID, *, by: Actor, purpose: Purpose) -> StoredFile:
    """The file of an attachment; the look is logged."""
    check_read_case(by)
    attachment = (
        Attachment.objects.select_related("file", "application__case__applicant").filter(uid=uid).first()
    )
    if attachment is None:
        raise NotVisible(N_("This document is not in your institution's register."), code="attachment")
    case = attachment.application.case
    record_access(
        user_id=by.user_id, subjects=[case.applicant.uid], purpose=purpose, what="attachment", case_number=case.number
    )
    return attachment.file


def access_income_line(uid: UUID, *, by: Actor, purpose: Purpose) -> IncomeLine:
    """One income of one month with its sources; the look at its household is logged."""
    return _access_row(IncomeLine, uid, by, purpose)


def access_property_item(uid: UUID, *, by: Actor, purpose: Purpose) -> PropertyItem:
    """One thing owned with its sources; the look at its household is logged."""
    return _access_row(PropertyItem, uid, by, purpose)


def access_reading(uid: UUID, *, by: Actor, purpose: Purpose) -> RegisterReading:
    """One asking of a register; the look at its household is logged."""
    return _access_row(RegisterReading, uid, by, purpose)


def _access_row[R: (IncomeLine, PropertyItem, RegisterReading)](
    model: type[R], uid: UUID, by: Actor, purpose: Purpose
) -> R:
    row = model.objects.select_related("person", "application").filter(uid=uid).first()
    if row is None:
        raise NotVisible(N_("This value is not in your institution's register."), code="declaration_value")
    row.application = access_application(row.application.uid, by=by, purpose=purpose, what="declaration")
    return row
