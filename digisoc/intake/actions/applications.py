"""Commands on an application as a whole."""

import hashlib
from datetime import date

from django.db import IntegrityError, transaction

from digisoc.accounts.api import Actor
from digisoc.casework.api import Case, open_case
from digisoc.core.api import check_upload, store
from digisoc.exchange.payments_out.api import check_iban
from digisoc.intake import permissions, policies
from digisoc.intake.enums import ApplicationState, AttachmentKind, Request, SignatureMethod
from digisoc.intake.models import Application, Attachment, MemberFacts, Signature
from digisoc.intake.queries import application_of_form, is_adult, members
from digisoc.intake.transitions import TRANSITIONS
from digisoc.intake.types import ApplicationData
from digisoc.kernel import clock
from digisoc.kernel.errors import N_, InvalidValue
from digisoc.kernel.months import Month
from digisoc.kernel.workdays import add_months, next_working_day
from digisoc.registry.api import Household, Person, members_on

#: A decision is due within one month of the application (domain pack 4.4; the article is unconfirmed).
DECISION_MONTHS = 1


@transaction.atomic
def submit_application(
    data: ApplicationData, *, applicant: Person, household: Household, by: Actor, why: str
) -> Application:
    """Take an application in; the same form twice gives the application that the first one made."""
    permissions.check_change_application(by)
    # Locked first, so that of two forms of one household the second sees what the first made.
    Household.objects.select_for_update().get(pk=household.pk)
    known = application_of_form(data.form_token)
    if known:
        return known
    values = _checked(data)
    _check_household(applicant, household, data.received_on)
    policies.check_no_open_application(household, data.requests)
    case = open_case(applicant=applicant, household=household, by=by, why=why)
    try:
        with transaction.atomic():
            application = _create(values, case, by)
    except IntegrityError:
        # The other click of a double click was faster; its application is this one.
        return Application.objects.get(form_token=data.form_token)
    for person in members(application):
        MemberFacts.objects.create(
            institution_id=by.institution_id, application=application, person=person, disability=person.disability,
            studying=person.studying,
        )
    return application


@transaction.atomic
def record_signature(
    application: Application, person: Person, *, signed_on: date, method: SignatureMethod, by: Actor, why: str
) -> Signature:
    """Record that an adult of the household signed; a second record of the same is the first one."""
    permissions.check_change_application(by)
    if person.pk not in {member.pk for member in members(application)}:
        raise InvalidValue(
            N_("%(name)s is not in this household."), code="signature.stranger", field="person", name=person.full_name
        )
    if not is_adult(person, application.received_on):
        raise InvalidValue(
            N_("%(name)s is under 18; only adults sign."), code="signature.minor", field="person",
            name=person.full_name,
        )
    if signed_on > clock.today():
        raise InvalidValue(
            N_("The date of the signature lies in the future."), code="signature.future", field="signed_on",
            hint=N_("Type the day on which it was signed."),
        )
    return Signature.objects.get_or_create(
        application=application, person=person,
        defaults={
            "institution_id": by.institution_id, "signed_on": signed_on, "method": method, "recorded_by_id": by.user_id
        },
    )[0]


@transaction.atomic
def attach_document(
    application: Application, *, name: str, content: bytes, kind: AttachmentKind, person: Person | None, by: Actor,
    why: str,
) -> Attachment:
    """Keep a document with the application; the same bytes twice are one document."""
    permissions.check_change_application(by)
    media_type = check_upload(name, content)
    digest = hashlib.sha256(content).hexdigest()
    known = Attachment.objects.filter(application=application, sha256=digest).first()
    if known:
        return known
    file = store(
        content, name=name, media_type=media_type, institution_id=by.institution_id, user_id=by.user_id
    )
    return Attachment.objects.create(
        institution_id=by.institution_id, application=application, file=file, sha256=digest, kind=kind, person=person
    )


def complete_declaration(application: Application, *, by: Actor, why: str) -> Application:
    """The household's means are known: the declaration is closed and may be assessed."""
    permissions.check_change_application(by)
    policies.check_complete_declaration(application)
    return _move(application, "complete_declaration")


def reopen_declaration(application: Application, *, by: Actor, why: str) -> Application:
    """Open a complete declaration again, as long as nothing is decided on it."""
    permissions.check_change_application(by)
    return _move(application, "reopen_declaration")


def mark_decided(application: Application, *, by: Actor, why: str) -> Application:
    """Called by `decisions` when a decision on the application is approved."""
    return _move(application, "mark_decided")


@transaction.atomic
def _move(application: Application, command: str) -> Application:
    current = Application.objects.select_for_update().get(pk=application.pk)
    policies.check_transition(current, command)
    current.state = TRANSITIONS[command][1]
    current.version += 1
    current.save(update_fields=["state", "version"])
    application.state, application.version = current.state, current.version
    return current


def _create(values: dict[str, object], case: Case, by: Actor) -> Application:
    return Application.objects.create(institution_id=by.institution_id, case=case, **values)


def _checked(data: ApplicationData) -> dict[str, object]:
    today = clock.today()
    if not data.requests:
        raise InvalidValue(
            N_("Nothing is asked for."), code="application.requests", field="requests",
            hint=N_("Tick at least one of the benefits or the status."),
        )
    if data.received_on > today:
        raise InvalidValue(
            N_("The date of the application lies in the future."), code="application.future", field="received_on",
            hint=N_("Type the day on which it was received."),
        )
    received = Month.of(data.received_on)
    if not received <= data.first_month <= received + 1:
        raise InvalidValue(
            N_("Benefits can start in the month of the application or the next one."), code="application.first_month",
            field="first_month", hint=N_("Choose %(first)s or %(second)s."), first=received.shown,
            second=(received + 1).shown,
        )
    return {
        "form_token": data.form_token, "received_on": data.received_on, "channel": data.channel,
        "requests": [str(request) for request in data.requests], "first_month": data.first_month.first_day,
        "iban": _iban(data), "due_on": next_working_day(add_months(data.received_on, DECISION_MONTHS)),
        "state": ApplicationState.COLLECTING,
    }


def _check_household(applicant: Person, household: Household, received_on: date) -> None:
    if applicant.pk not in {membership.person_id for membership in members_on(household, received_on)}:
        raise InvalidValue(
            N_("The household is not yet recorded for %(day)s."), code="application.household", field="received_on",
            hint=N_("Go back to the household and record it from the day of the application."),
            day=f"{received_on:%d.%m.%Y}.",
        )


def _iban(data: ApplicationData) -> str:
    if data.iban.strip():
        return check_iban(data.iban, "iban")
    if {Request.GMI, Request.HOUSING} & set(data.requests):
        raise InvalidValue(
            N_("The account for the benefit is missing."), code="application.iban", field="iban",
            hint=N_("Type the applicant's IBAN."),
        )
    return ""
