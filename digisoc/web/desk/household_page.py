"""The household of a case: who belongs to it, from which day, and what is known about each member."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods

from digisoc.accounts.api import Actor
from digisoc.casework.api import Case
from digisoc.intake.api import (
    Application,
    MemberFacts,
    check_change_declaration,
    is_adult,
    log_access,
    persons_at_address,
    set_member_facts,
)
from digisoc.intake.enums import ApplicationState
from digisoc.kernel import clock
from digisoc.kernel.errors import N_, InvalidValue, StaleVersion
from digisoc.registry.api import (
    HouseholdMember,
    Person,
    Representation,
    access_person,
    access_representations,
    correct_person,
    members_on,
)
from digisoc.registry.enums import Disability, HouseholdRole, Language
from digisoc.trail.enums import Purpose
from digisoc.web.desk.access import READERS, WRITERS, actor_of, application_for, case_for, check_belongs, purpose_of
from digisoc.web.desk.case_context import asked_for, case_context
from digisoc.web.desk.household_form import Composition, compose, retyped, save, stale_versions
from digisoc.web.desk.members import member_page
from digisoc.web.desk.person_form import initial_of, read_person, reading_sentence, territories
from digisoc.web.desk.stale import Version, changed_meanwhile, version_of, versions_of
from digisoc.web.ui.forms import FormState, parse_day, shown
from digisoc.web.ui.guard import guarded

_HANDLING = Purpose.CASE_HANDLING
_WHY = "household of the case"


@dataclass(frozen=True, slots=True)
class MemberLine:
    """One member as the page shows them; `facts` are those of the day of the application, if there is one."""

    person: Person
    role: str
    age: int
    adult: bool
    since: Any
    facts: MemberFacts | None


@guarded(*READERS, purpose=_HANDLING)
@require_GET
def household(request: HttpRequest, uid: UUID) -> HttpResponse:
    """The members with what the law wants to know about them."""
    case = case_for(request, uid, "household")
    context, by = case_context(request, case, "household"), actor_of(request)
    application = context["application"]
    if application:
        log_access(application, by=by, purpose=purpose_of(by), what="household")
    day = application.received_on if application else clock.today()
    lines = _lines(case, application)
    context |= {
        "members": lines, "day": day,
        "representations": _representations([line.person for line in lines], case, by),
        "can_change": _can_change(application, context),
        "asked_for": asked_for(application) if application else "",
    }
    return render(request, "desk/case/household.html", context)


@guarded(*WRITERS, purpose=_HANDLING)
@require_http_methods(["GET", "POST"])
def change_household(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Who belongs to the household from a day on; both versions when somebody else was faster."""
    case = case_for(request, uid, "household")
    context = case_context(request, case, "household")
    application: Application | None = context["application"]
    form = FormState(request.POST, initial={"since": _since(application)})
    since, stale = form.day("since"), None
    composition = compose(case.applicant, case.household, since.read or _since(application))
    if request.method == "POST":
        _check_day(form, since.read)
        composition = retyped(composition, form)
        stale = _save(form, composition, application, request)
        if form.ok:
            if request.POST.get("action") == "add":
                return redirect(f"{reverse('desk:add_member', args=[uid])}?since={composition.since.isoformat()}")
            messages.success(request, gettext("The household is saved."))
            return redirect("desk:case", uid)
    elif request.GET.get("offer"):
        reading, offered = persons_at_address(case.applicant, by=actor_of(request))
        composition = compose(case.applicant, case.household, _since(application), offered)
        silent = reading is not None and not reading.answered
        context |= {
            "register_says": reading_sentence(reading) if silent else "", "has_offer": bool(offered),
            "register_tried": reading.asked_at if reading else None, "asked": True,
        }
    context |= {"composition": composition, "roles": HouseholdRole.choices, **stale_versions(composition, stale)}
    return form.page(request, "desk/case/change_household.html", context)


@guarded(*WRITERS, purpose=_HANDLING)
@require_http_methods(["GET", "POST"])
def add_member(request: HttpRequest, uid: UUID) -> HttpResponse:
    """One more person: found or registered, then put into the household of the case."""
    case = case_for(request, uid, "household")
    context = case_context(request, case, "household")
    application: Application | None = context["application"]
    if application and application.state == ApplicationState.DECLARED:
        check_change_declaration(application)
    try:
        since = min(parse_day(request.GET.get("since", "")), clock.today())
    except InvalidValue:
        since = _since(application)
    composition = compose(case.applicant, case.household, since)
    return member_page(
        request, composition, back=reverse("desk:case", args=[uid]), template="desk/case/add_member.html",
        context=context,
    )


@guarded(*WRITERS, purpose=_HANDLING)
@require_http_methods(["GET", "POST"])
def edit_person(request: HttpRequest, uid: UUID, person_uid: UUID) -> HttpResponse:
    """What is known about one member; both versions when somebody else was faster."""
    case = case_for(request, uid, "person")
    by = actor_of(request)
    person = access_person(person_uid, by=by, purpose=purpose_of(by), case_number=case.number)
    check_belongs(case, person)
    form, versions = FormState(request.POST, initial=initial_of(person)), list[Version]()
    if request.method == "POST":
        reader = read_person(form, by=by)
        with form.collecting():
            try:
                data = reader.data(disability=Disability(person.disability), studying=person.studying)
                correct_person(person, data, version=version_of(form), by=by, why="corrected at the desk")
            except StaleVersion:
                versions = versions_of(_PERSON_FIELDS, initial_of(person), form)
                raise
        if form.ok:
            messages.success(request, gettext("The person's data are saved."))
            return redirect("desk:case", uid)
    context = case_context(request, case, "household") | {
        "person": person, "version": person.version, "versions": versions, "languages": Language.choices,
        "territories": territories(), "source": "", "ask_another": False,
        "representations": _representations([person], case, by),
    }
    return form.page(request, "desk/case/person.html", context)


@guarded(*WRITERS, purpose=_HANDLING)
@require_http_methods(["GET", "POST"])
def member_facts(request: HttpRequest, uid: UUID, person_uid: UUID) -> HttpResponse:
    """Disability and studies of a member on the day of the application, as a document shows them."""
    application = application_for(request, uid)
    by = actor_of(request)
    case = application.case
    person = access_person(person_uid, by=by, purpose=purpose_of(by), case_number=case.number)
    check_belongs(case, person)
    facts = application.member_facts.filter(person=person).first()
    saved = {
        "disability": facts.disability if facts else person.disability,
        "studying": "yes" if (facts.studying if facts else person.studying) else "",
    }
    form, versions = FormState(request.POST, initial={**saved, "was": _state_of(saved)}), list[Version]()
    if request.method == "POST":
        disability, studying = form.choice("disability", Disability), form.flag("studying")
        with form.collecting():
            if form.raw("was") != _state_of(saved):
                versions = versions_of(_FACT_FIELDS, saved, form)
                raise changed_meanwhile()
            set_member_facts(
                application, person=person, disability=disability.value, studying=studying.value, by=by, why=_WHY
            )
        if form.ok:
            messages.success(request, gettext("Disability and studies are saved."))
            return redirect("desk:case", case.uid)
    context = case_context(request, case, "household", application=application) | {
        "person": person, "was": _state_of(saved), "versions": versions, "disabilities": Disability.choices,
    }
    return form.page(request, "desk/case/facts.html", context)


_PERSON_FIELDS = {
    "first_name": N_("First name"), "last_name": N_("Surname"), "person_code": N_("Personal code"),
    "birth_date": N_("Date of birth"), "declared_address": N_("Declared address"),
    "actual_address": N_("Actual address"), "phone": N_("Telephone"), "email": N_("E-mail"),
    "language": N_("Language of conversation"), "iban": N_("Account (IBAN)"),
}
_FACT_FIELDS = {"disability": N_("Disability"), "studying": N_("Studies full-time")}


def _lines(case: Case, application: Application | None) -> list[MemberLine]:
    day = application.received_on if application else clock.today()
    known = {row.person_id: row for row in application.member_facts.all()} if application else {}
    memberships = sorted(members_on(case.household, day), key=lambda row: row.person_id != case.applicant_id)
    return [_line(row, day, known.get(row.person_id), case) for row in memberships]


def _line(row: HouseholdMember, day: Any, facts: MemberFacts | None, case: Case) -> MemberLine:
    applicant = row.person_id == case.applicant_id
    role = HouseholdRole.APPLICANT if applicant else HouseholdRole(row.role)
    return MemberLine(
        row.person, str(role.label), clock.age_on(row.person.birth_date, day), is_adult(row.person, day),
        row.period.lower, facts,
    )


def _representations(persons: list[Person], case: Case, by: Actor) -> list[Representation]:
    found = access_representations(persons, by=by, purpose=purpose_of(by), case_number=case.number)
    return [row for row in found if row.in_force]


def _can_change(application: Application | None, context: dict[str, Any]) -> bool:
    return context["can_work"] and (application is None or application.state != ApplicationState.DECLARED)


def _since(application: Application | None) -> Any:
    undecided = application is not None and application.state != ApplicationState.DECIDED
    return application.received_on if application and undecided else clock.today()


def _check_day(form: FormState, day: Any) -> None:
    if day and day > clock.today():
        form.refuse(
            InvalidValue(N_("The day lies in the future."), field="since", hint=N_("Type today or an earlier day."))
        )


def _save(
    form: FormState, composition: Composition, application: Application | None, request: HttpRequest
) -> StaleVersion | None:
    stale: StaleVersion | None = None
    household = composition.household
    assert household is not None
    with form.collecting():
        if application and application.state == ApplicationState.DECLARED:
            check_change_declaration(application)
        form.text("version").value  # noqa: B018  ends here when the form has a mistake
        try:
            save(composition, form, address=household.address, atvk=household.atvk, by=actor_of(request), why=_WHY)
        except StaleVersion as error:
            stale = error
            raise
    return stale


def _state_of(values: dict[str, Any]) -> str:
    return "|".join(shown(value) for value in values.values())

