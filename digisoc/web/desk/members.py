"""Adding one person to a household: by code or name, from the population register, or typed by hand."""

from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from digisoc.kernel.errors import N_, InvalidValue, NotAllowedNow
from digisoc.registry.api import Person, access_person, namesakes, open_membership_of, register_person
from digisoc.registry.enums import HouseholdRole, Language
from digisoc.web.desk.access import actor_of, purpose_of
from digisoc.web.desk.household_form import Composition, Row, save
from digisoc.web.desk.person_form import Found, find_person, read_person, reading_sentence, source_label, territories
from digisoc.web.ui.forms import FormState

_WHY = "household composed at the desk"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A registered person who may be added, and the address of another open household they are in."""

    person: Person
    elsewhere: str


def member_page(
    request: HttpRequest, composition: Composition, *, back: str, template: str, context: dict[str, Any]
) -> HttpResponse:
    """The page that finds or registers one person and puts them into the composed household."""
    form = FormState(request.POST)
    found = Found()
    action = request.POST.get("action", "")
    if action == "find":
        found = find_one(request, form)
    elif action in ("choose", "register"):
        person = _chosen(request) if action == "choose" else _registered(request, form)
        found = Found(alike=[person]) if person and action == "choose" else found
        if person and form.ok and _added(request, form, composition, person):
            return redirect(back)
    return form.page(
        request, template, {**context, **_shown(form, found, composition, request), "back": back, "action": action}
    )


def find_context(form: FormState, found: Found) -> dict[str, Any]:
    """What a page shows about the outcome of a search: persons alike, or a form filled by the register."""
    register = bool(found.reading) or (bool(found.initial) and not found.alike)
    return {
        "found": found,
        "person_form": FormState(initial=found.initial) if found.initial else form,
        "show_person_form": register or "first_name" in (form.typed or {}),
        "source": source_label(found.reading) or form.raw("source"),
        "register_says": "" if found.reading is None or found.reading.answered else reading_sentence(found.reading),
        "register_tried": found.reading.asked_at if found.reading else None,
        "ask_another": bool(form.problem("another") or form.raw("another")),
        "died_on": found.initial.get("died_on"),
        "languages": Language.choices,
        "territories": territories(),
        "roles": HouseholdRole.choices[1:],
    }


def find_one(request: HttpRequest, form: FormState) -> Found:
    """Whoever the typed code or name leads to; a wrong code is noted in the form."""
    text = form.text("q", longest=120)
    found = Found()
    with form.collecting():
        found = find_person(text.value, by=actor_of(request))
    return replace(found, alike=[found.person]) if found.person else found


def register_from(request: HttpRequest, form: FormState) -> Person | None:
    """Register the typed person, or the one already known by the code; None with the mistakes noted in the form.

    Somebody without a code but with the same name and birth date is shown first; ticking `another` says it is
    another person.
    """
    by = actor_of(request)
    reader = read_person(form, by=by)
    person: Person | None = None
    with form.collecting():
        data = reader.data()
        same = [] if data.person_code or data.birth_date is None or form.raw("another") else namesakes(
            data.first_name, data.last_name, data.birth_date
        )
        if same:
            raise NotAllowedNow(
                N_("%(name)s, born %(born)s, is already registered."), code="person.namesake", field="another",
                hint=N_("Find the person by name, or confirm that this is another person."),
                name=same[0].full_name, born=f"{data.birth_date:%d.%m.%Y}.",
            )
        person = register_person(data, by=by, why="registered at the desk")
    return person


def _chosen(request: HttpRequest) -> Person:
    by = actor_of(request)
    try:
        uid = UUID(request.POST.get("person", ""))
    except ValueError:
        raise InvalidValue(N_("No person was chosen."), hint=N_("Go back and choose one.")) from None
    return access_person(uid, by=by, purpose=purpose_of(by))


def _registered(request: HttpRequest, form: FormState) -> Person | None:
    form.choice("role", HouseholdRole)
    return register_from(request, form)


def _added(request: HttpRequest, form: FormState, composition: Composition, person: Person) -> bool:
    elsewhere = _elsewhere(person, composition)
    row = Row(
        key=str(person.uid), person=person, first_name=person.first_name, last_name=person.last_name,
        code=person.shown_code, birth_date=person.birth_date, role=form.raw("role"), ticked=True, elsewhere=elsewhere,
        left=bool(form.raw(f"left-{person.uid}")),
    )
    others = [known for known in composition.rows if known.ticked and known.key != row.key]
    with form.collecting():
        applicant = composition.applicant
        save(
            replace(composition, rows=[*others, row]), FormState(initial={"version": composition.version}),
            address=applicant.actual_address or applicant.declared_address, atvk=applicant.declared_atvk,
            by=actor_of(request), why=_WHY,
        )
    return form.ok


def _shown(form: FormState, found: Found, composition: Composition, request: HttpRequest) -> dict[str, Any]:
    context = find_context(form, found)
    candidates = [Candidate(person, _elsewhere(person, composition)) for person in found.alike]
    present = {row.key for row in composition.rows if row.ticked}
    return {**context, "candidates": candidates, "present": present, "by_hand": request.GET.get("by") == "hand"}


def _elsewhere(person: Person, composition: Composition) -> str:
    membership = open_membership_of(person, composition.since)
    if membership is None or (composition.household and membership.household_id == composition.household.pk):
        return ""
    return membership.household.address
