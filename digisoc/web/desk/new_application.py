"""A new application in three steps: the applicant, the household, what is asked for.

Nothing waits in a session: the person and the household are kept where they belong as soon as a step is done, the
day of the application travels in the address, so that going back shows what was saved.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from digisoc.accounts.api import institution
from digisoc.intake.api import Application, ask_registers, latest_readings, persons_at_address, submit_application
from digisoc.intake.enums import Channel, Request
from digisoc.intake.types import ApplicationData
from digisoc.kernel import clock
from digisoc.kernel.errors import N_, InvalidValue, StaleVersion
from digisoc.kernel.months import Month
from digisoc.registry.api import Household, Person, access_person, open_membership_of
from digisoc.registry.enums import HouseholdRole
from digisoc.trail.enums import Purpose
from digisoc.web.desk.access import WRITERS, actor_of, purpose_of
from digisoc.web.desk.household_form import Composition, compose, retyped, save, stale_versions
from digisoc.web.desk.members import find_context, member_page, register_from
from digisoc.web.desk.person_form import Found, find_person, reading_sentence, territories
from digisoc.web.ui.forms import FormState, parse_day
from digisoc.web.ui.guard import guarded

_WHY = "new application at the desk"
_HANDLING = Purpose.CASE_HANDLING


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the journey, as the progress line wants it."""

    label: str
    state: str
    url: str = ""


@guarded(*WRITERS, purpose=_HANDLING)
@require_http_methods(["GET", "POST"])
def applicant(request: HttpRequest) -> HttpResponse:
    """Step 1: find the applicant here or in the population register; or go on to register one."""
    form = FormState(request.POST, initial={"received_on": clock.today()})
    found = Found()
    if request.method == "POST":
        received, text = _received(form), form.text("q", longest=120)
        with form.collecting():
            found = find_person(text.value, by=actor_of(request))
            if found.person:
                return redirect(_household_url(found.person, received.value))
    context = {**find_context(form, found), "steps": steps(1), "received": _shown_day(form)}
    return form.page(request, "desk/new/applicant.html", context)


@guarded(*WRITERS, purpose=_HANDLING)
@require_http_methods(["GET", "POST"])
def new_person(request: HttpRequest) -> HttpResponse:
    """Step 1, for somebody not registered here: the form of a person."""
    form = FormState(request.POST, initial={"received_on": request.GET.get("received") or clock.today()})
    if request.method == "POST":
        received = _received(form)
        person = register_from(request, form)
        if person and form.ok:
            return redirect(_household_url(person, received.value))
    context = {**find_context(form, Found()), "steps": steps(1), "received": _shown_day(form)}
    return form.page(request, "desk/new/person.html", context)


@guarded(*WRITERS, purpose=_HANDLING)
@require_http_methods(["GET", "POST"])
def household(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Step 2: who lives in the dwelling and shares its expenses; persons declared at the address are offered."""
    person, received = _applicant(request, uid), received_day(request)
    saved = _household_of(person, received)
    initial = {
        "address": person.actual_address or person.declared_address,
        "atvk": person.declared_atvk or institution(actor_of(request).institution_id).atvk,
    }
    form, stale = FormState(request.POST, initial=initial), None
    if request.method == "POST":
        composition = retyped(compose(person, saved, received), form)
        stale = _save_household(form, composition, request)
        if form.ok:
            wants_more = request.POST.get("action") == "add"
            name = "desk:new_member" if wants_more else "desk:new_request"
            return redirect(f"{reverse(name, args=[uid])}?received={received.isoformat()}")
        offer: dict[str, Any] = {}
    else:
        composition, offer = _offered(person, saved, received, request)
    context = {
        "steps": steps(2, person, received), "applicant": person, "received": received, "composition": composition,
        "roles": HouseholdRole.choices, "territories": territories(), **stale_versions(composition, stale), **offer,
    }
    return form.page(request, "desk/new/household.html", context)


@guarded(*WRITERS, purpose=_HANDLING)
@require_http_methods(["GET", "POST"])
def new_member(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Step 2, one more person: found or registered, then put into the household."""
    person, received = _applicant(request, uid), received_day(request)
    composition = compose(person, _household_of(person, received), received)
    context = {"steps": steps(2, person, received), "applicant": person, "received": received}
    return member_page(
        request, composition, back=_household_url(person, received), template="desk/new/member.html", context=context
    )


@guarded(*WRITERS, purpose=_HANDLING)
@require_http_methods(["GET", "POST"])
def request_(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Step 3: what is asked for; sending it makes the application and asks the registers."""
    person, received = _applicant(request, uid), received_day(request)
    saved = _household_of(person, received)
    if saved is None:
        return redirect(_household_url(person, received))
    initial = {
        "received_on": received, "first_month": str(Month.of(received)), "channel": Channel.DESK, "iban": person.iban,
        "form_token": uuid4(), "requests": list(Request.values),
    }
    form = FormState(request.POST, initial=initial)
    if request.method == "POST":
        application = _submitted(form, person, saved, request)
        if application:
            return redirect(f"{reverse('desk:declaration', args=[application.case.uid])}?application={application.uid}")
    typed = _shown_day(form) or received
    context = {
        "steps": steps(3, person, received), "applicant": person, "received": received, "household": saved,
        "composition": compose(person, saved, received), "requests": Request.choices, "channels": Channel.choices,
        "months": [(str(month), month.shown) for month in (Month.of(typed), Month.of(typed) + 1)],
    }
    return form.page(request, "desk/new/request.html", context)


def steps(current: int, person: Person | None = None, received: date | None = None) -> list[Step]:
    """The progress line; steps behind are links when the applicant is known."""
    labels = (gettext("Applicant"), gettext("Household"), gettext("What is asked for"))
    urls = [reverse("desk:new"), _household_url(person, received) if person and received else "", ""]
    states = ["done" if place < current else "current" if place == current else "todo" for place in (1, 2, 3)]
    return [
        Step(label, state, url if state == "done" else "")
        for label, state, url in zip(labels, states, urls, strict=True)
    ]


def received_day(request: HttpRequest) -> date:
    """The day of the application that travels in the address; today when there is none or a future one."""
    try:
        day = parse_day(request.GET.get("received", ""))
    except InvalidValue:
        return clock.today()
    return min(day, clock.today())


def _received(form: FormState) -> Any:
    typed = form.day("received_on")
    if typed.read and typed.read > clock.today():
        form.refuse(
            InvalidValue(
                N_("The date of the application lies in the future."), field="received_on",
                hint=N_("Type the day on which it was received."),
            )
        )
    return typed


def _shown_day(form: FormState) -> date | None:
    try:
        return parse_day(form.raw("received_on"))
    except InvalidValue:
        return None


def _applicant(request: HttpRequest, uid: UUID) -> Person:
    by = actor_of(request)
    return access_person(uid, by=by, purpose=purpose_of(by))


def _household_url(person: Person, received: date) -> str:
    return f"{reverse('desk:new_household', args=[person.uid])}?received={received.isoformat()}"


def _household_of(person: Person, day: date) -> Household | None:
    membership = open_membership_of(person, day) or open_membership_of(person)
    return membership.household if membership else None


def _offered(
    person: Person, saved: Household | None, received: date, request: HttpRequest
) -> tuple[Composition, dict[str, Any]]:
    reading, offered = persons_at_address(person, by=actor_of(request))
    silent = reading is not None and not reading.answered
    says = reading_sentence(reading) if silent else ""
    tried = reading.asked_at if reading else None
    context = {"register_says": says, "register_tried": tried, "has_offer": bool(offered)}
    return compose(person, saved, received, offered), context


def _save_household(form: FormState, composition: Composition, request: HttpRequest) -> StaleVersion | None:
    address, atvk = form.text("address", longest=200), form.text("atvk", longest=7)
    stale: StaleVersion | None = None
    with form.collecting():
        try:
            save(composition, form, address=address.value, atvk=atvk.value, by=actor_of(request), why=_WHY)
        except StaleVersion as error:
            stale = error
            raise
    return stale


def _submitted(form: FormState, person: Person, saved: Household, request: HttpRequest) -> Application | None:
    received, first = _received(form), form.text("first_month", longest=7)
    channel = form.choice("channel", Channel)
    iban = form.text("iban", longest=42, required=False)
    by = actor_of(request)
    application: Application | None = None
    with form.collecting():
        data = ApplicationData(
            form_token=_token(form), received_on=received.value, first_month=_month(first.value), channel=channel.value,
            requests=tuple(Request(one) for one in form.chosen("requests") if one in Request.values),
            iban=iban.value or "",
        )
        application = submit_application(data, applicant=person, household=saved, by=by, why=_WHY)
    if application and form.ok and not latest_readings(application):
        ask_registers(application, by=by, why=_WHY)
        messages.success(request, gettext("The application is registered, and the registers were asked."))
    return application if form.ok else None


def _token(form: FormState) -> UUID:
    try:
        return UUID(form.raw("form_token"))
    except ValueError:
        raise InvalidValue(
            N_("The form could not be accepted."), hint=N_("Press the button once more; nothing you typed is lost.")
        ) from None


def _month(text: str) -> Month:
    try:
        return Month.parse(text)
    except InvalidValue as error:
        error.field = "first_month"
        raise


