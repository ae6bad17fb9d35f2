"""Who may act for a member of the household: the list, recording one, ending one."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from digisoc.casework.api import Case
from digisoc.intake.api import is_adult
from digisoc.kernel import clock
from digisoc.kernel.errors import N_, InvalidValue
from digisoc.registry.api import (
    Person,
    access_person,
    access_representation,
    access_representations,
    end_representation,
    members_on,
    represent,
)
from digisoc.registry.enums import HouseholdRole, RepresentationKind
from digisoc.trail.enums import Purpose
from digisoc.web.desk.access import WRITERS, actor_of, case_for, check_belongs, purpose_of
from digisoc.web.desk.case_context import case_context
from digisoc.web.desk.members import find_context, find_one, register_from
from digisoc.web.desk.person_form import Found
from digisoc.web.ui.forms import FormState, shown
from digisoc.web.ui.guard import guarded

_HANDLING = Purpose.CASE_HANDLING
_WHY = "representative recorded at the desk"
#: In a child's household these are the parents, most likely first; the worker and the document decide.
_PARENTS = (HouseholdRole.APPLICANT, HouseholdRole.SPOUSE, HouseholdRole.PARENT)


@guarded(*WRITERS, purpose=_HANDLING)
@require_http_methods(["GET", "POST"])
def representatives(request: HttpRequest, uid: UUID, person_uid: UUID) -> HttpResponse:
    """Everyone who may or might act for a member, and the form to record one more: found, registered or a member."""
    case, by = case_for(request, uid, "representatives"), actor_of(request)
    person = access_person(person_uid, by=by, purpose=purpose_of(by), case_number=case.number)
    check_belongs(case, person)
    action = request.POST.get("action", "")
    finding, found = FormState(request.POST if action in ("find", "register") else None), Found()
    if action == "find":
        found = find_one(request, finding)
    elif action == "register":
        new = register_from(request, finding)
        if new and finding.ok:
            return redirect(f"{request.path}?representative={new.uid}#record")
    candidates = _candidates(case, person, found, request)
    form = FormState(request.POST if action == "record" else None, initial=_initial(person, candidates, found, request))
    if action == "record" and _recorded(form, person, candidates, request):
        messages.success(request, gettext("It is recorded who may act for the person."))
        return redirect(request.path)
    context = case_context(request, case, "household") | find_context(finding, found) | {
        "person": person, "candidates": [(str(one.uid), _words(one)) for one in candidates],
        "kinds": RepresentationKind.choices, "finding": finding,
        "representations": access_representations(
            [person], by=by, purpose=purpose_of(by), case_number=case.number
        ),
    }
    answered = finding if form.ok else form  # its status is the page's
    return answered.page(request, "desk/case/representatives.html", context | {"record": form})


@guarded(*WRITERS, purpose=_HANDLING)
@require_http_methods(["GET", "POST"])
def end(request: HttpRequest, uid: UUID, representation_uid: UUID) -> HttpResponse:
    """The last day on which a representative may act."""
    case, by = case_for(request, uid, "representatives"), actor_of(request)
    row = access_representation(representation_uid, by=by, purpose=purpose_of(by), case_number=case.number)
    check_belongs(case, row.person)
    back = reverse("desk:representatives", args=[uid, row.person.uid])
    form = FormState(request.POST, initial={"last_day": clock.today()})
    if request.method == "POST":
        last_day = form.day("last_day")
        with form.collecting():
            end_representation(row, last_day=last_day.value, by=by, why="representative ended at the desk")
        if form.ok:
            messages.success(request, gettext("The end is recorded."))
            return redirect(back)
    context = case_context(request, case, "household") | {"row": row, "back": back}
    return form.page(request, "desk/case/end_representation.html", context)


def _candidates(case: Case, person: Person, found: Found, request: HttpRequest) -> list[Person]:
    """A child's parents first, then the other adults of the household, then who was found or registered."""
    today = clock.today()
    rows = [row for row in members_on(case.household, today) if row.person_id != person.pk]
    adults = sorted(
        (row for row in rows if is_adult(row.person, today)), key=lambda row: (row.role not in _PARENTS, row.pk)
    )
    chosen = _chosen(request)
    people = [*(row.person for row in adults), *found.alike, *([chosen] if chosen else [])]
    return list({one.pk: one for one in people if one.pk != person.pk}.values())


def _chosen(request: HttpRequest) -> Person | None:
    """The person of the address or the sent form, who may have been found a page ago."""
    text = request.POST.get("representative") or request.GET.get("representative", "")
    by = actor_of(request)
    try:
        return access_person(UUID(text), by=by, purpose=purpose_of(by)) if text else None
    except ValueError:
        return None


def _initial(person: Person, candidates: list[Person], found: Found, request: HttpRequest) -> dict[str, Any]:
    """A child's parent from the household with the day of birth; of anybody else only who it is."""
    wanted = request.GET.get("representative", "")
    if found.alike:
        wanted = str(found.alike[0].uid) if len(found.alike) == 1 else ""
    elif not wanted and candidates and not is_adult(person, clock.today()):
        wanted = str(candidates[0].uid)
        return {"representative": wanted, "kind": RepresentationKind.PARENT, "since": person.birth_date}
    return {"representative": wanted, "kind": "", "since": clock.today()}


def _recorded(form: FormState, person: Person, candidates: list[Person], request: HttpRequest) -> bool:
    by_uid = {str(one.uid): one for one in candidates}
    wanted, kind = form.text("representative", longest=40), form.choice("kind", RepresentationKind)
    since, basis = form.day("since"), form.text("basis", longest=200)
    if wanted.read and wanted.read not in by_uid:
        unknown = N_("This person is not on the list.")
        form.refuse(InvalidValue(unknown, field="representative", hint=N_("Find the person below.")))
    with form.collecting():
        represent(
            person, by_uid[wanted.value], kind.value, since=since.value, basis=basis.value, by=actor_of(request),
            why=_WHY,
        )
    return form.ok


def _words(person: Person) -> str:
    return f"{person.full_name}, {person.shown_code or shown(person.birth_date)}"
