"""Decisions of a case: the list, one decision, its commands, its letter."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_POST

from digisoc.accounts.api import Role
from digisoc.core.api import read
from digisoc.decisions.api import (
    Decision,
    access_decision,
    access_letter,
    approve_decision,
    can_assess,
    can_draft,
    decision_by_uid,
    decisions_of,
    draft_decision,
    letter_of,
    live_decision_of,
    preview_letter,
    return_decision,
    submit_decision,
    withdraw_decision,
)
from digisoc.decisions.enums import DecisionState
from digisoc.intake.api import Application, log_access
from digisoc.kernel.errors import N_, NotVisible
from digisoc.trail.enums import Purpose
from digisoc.web.desk.access import READERS, WRITERS, actor_of, case_for, purpose_of
from digisoc.web.desk.case_context import case_context
from digisoc.web.desk.decisions.pages import (
    CALCULATION_READERS,
    STATE_COLOURS,
    decision_context,
    item_lines,
    monthly_cents,
)
from digisoc.web.ui.forms import FormState
from digisoc.web.ui.guard import guarded

#: Those who may press a button of a decision; which one, the room says with a sentence.
DECIDERS = (*WRITERS, Role.HEAD)
_INPUTS = ("note", "return_note")


@guarded(*READERS, purpose=Purpose.CASE_HANDLING)
@require_GET
def decisions(request: HttpRequest, uid: UUID) -> HttpResponse:
    """All decisions of the case, the newest first, with their letters."""
    case = case_for(request, uid, "decisions")
    context = case_context(request, case, "decisions")
    application: Application | None = context["application"]
    by = actor_of(request)
    if application:
        log_access(application, by=by, purpose=purpose_of(by), what="decisions")
    rows = [
        {
            "decision": decision, "items": item_lines(decision), "monthly": monthly_cents(decision),
            "colour": STATE_COLOURS[DecisionState(decision.state)],
        }
        for decision in decisions_of(case).select_related("letter__file")
    ]
    undecided = application is not None and live_decision_of(application) is None
    context |= {
        "rows": rows,
        "reads_calculation": by.has(*CALCULATION_READERS),
        "may_draft": bool(undecided and can_draft(by) and application and can_assess(application)),
    }
    return render(request, "desk/decisions/list.html", context)


@guarded(*READERS, purpose=Purpose.DECISION)
@require_GET
def decision(request: HttpRequest, uid: UUID) -> HttpResponse:
    """One decision with everything that is needed to decide."""
    opened = _decision(request, uid)
    return _page(request, opened, FormState(initial={"note": opened.note}))


@guarded(*DECIDERS, purpose=Purpose.CASE_HANDLING)
@require_POST
def submit(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Hand it to the head, with a note that the head reads."""
    opened, form = _decision(request, uid), FormState(request.POST)
    version, note = form.integer("version"), form.text("note", longest=1000, required=False)
    with form.collecting():
        done = submit_decision(
            opened, version=version.value, note=note.value or "", by=actor_of(request), why="submitted at the desk"
        )
        messages.success(request, gettext("The decision is handed over for approval."))
        return redirect("desk:decision", done.uid)
    return _page(request, _decision(request, uid), form)


@guarded(*DECIDERS, purpose=Purpose.DECISION)
@require_POST
def approve(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Put it in force; whoever drafted it gets 403 and a sentence."""
    opened, form = _decision(request, uid), FormState(request.POST)
    version = form.integer("version")
    with form.collecting():
        done = approve_decision(opened, version=version.value, by=actor_of(request), why="approved at the desk")
        told = gettext("The decision is approved under number %(number)s.") % {"number": done.number}
        messages.success(request, told)
        return redirect("desk:decision", done.uid)
    return _page(request, _decision(request, uid), form)


@guarded(*DECIDERS, purpose=Purpose.DECISION)
@require_POST
def send_back(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Return it to the worker with a note."""
    opened, form = _decision(request, uid), FormState(request.POST)
    version, note = form.integer("version"), form.text("return_note", longest=1000)
    with form.collecting():
        done = return_decision(
            opened, version=version.value, note=note.value, by=actor_of(request), why="returned at the desk"
        )
        messages.success(request, gettext("The decision is returned to the worker."))
        return redirect("desk:decision", done.uid)
    return _page(request, _decision(request, uid), form)


@guarded(*DECIDERS, purpose=Purpose.CASE_HANDLING)
@require_POST
def withdraw(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Give up the draft; the calculation stays."""
    opened, form = _decision(request, uid), FormState(request.POST)
    version = form.integer("version")
    with form.collecting():
        withdraw_decision(opened, version=version.value, by=actor_of(request), why="withdrawn at the desk")
        messages.success(request, gettext("The draft is withdrawn; the declaration and its calculation are kept."))
        return redirect("desk:decisions", opened.case.uid)
    return _page(request, _decision(request, uid), form)


@guarded(*DECIDERS, purpose=Purpose.CASE_HANDLING)
@require_POST
def redraft(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Calculate the draft again from the facts as they are now."""
    opened, form = _decision(request, uid), FormState(request.POST)
    with form.collecting():
        done = draft_decision(opened.application, by=actor_of(request), why="calculated again at the desk")
        messages.success(request, gettext("The draft is calculated again from the declaration as it is now."))
        return redirect("desk:decision", done.uid)
    return _page(request, _decision(request, uid), form)


@guarded(*READERS, purpose=Purpose.DECISION)
@require_GET
def letter(request: HttpRequest, uid: UUID) -> HttpResponse:
    """The sealed letter."""
    by = actor_of(request)
    file = access_letter(uid, by=by, purpose=purpose_of(by))
    return _pdf(read(file), file.name)


@guarded(*CALCULATION_READERS, purpose=Purpose.DECISION)
@require_GET
def preview(request: HttpRequest, uid: UUID) -> HttpResponse:
    """The letter as it would be, marked as a draft on every page."""
    opened, by = _decision(request, uid), actor_of(request)
    return _pdf(preview_letter(opened, by=by, purpose=purpose_of(by)), f"{opened.case.number}-projekts.pdf")


@guarded(*READERS, purpose=Purpose.DECISION)
@require_GET
def letter_state(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Is the letter sealed yet? A part of the page; holds no personal data, so the look isn't logged."""
    found = decision_by_uid(uid)
    if found is None:
        raise NotVisible(N_("This decision is not in your institution's register."), code="decision")
    return render(request, "desk/decisions/_letter.html", {"decision": found, "letter": letter_of(found)})


def _decision(request: HttpRequest, uid: UUID) -> Decision:
    by = actor_of(request)
    return access_decision(uid, by=by, purpose=purpose_of(by))


def _page(request: HttpRequest, opened: Decision, form: FormState) -> HttpResponse:
    frame = case_context(request, opened.case, "decisions", application=opened.application)
    context: dict[str, Any] = {**frame, **decision_context(opened, actor_of(request))}
    # What the room finds at a field of another page is shown whole, with its hint: there is no input here to link to.
    form.problems = [one if one.field in _INPUTS else replace(one, field="") for one in form.problems]
    typed = form.raw("version")
    context |= {
        "is_stale": bool(form.problems) and typed.isdecimal() and int(typed) != opened.version,
        "typed_note": form.raw("note") or form.raw("return_note"),
        "returning": bool(form.problem("return_note")),
    }
    return form.page(request, "desk/decisions/decision.html", context)


def _pdf(content: bytes, name: str) -> HttpResponse:
    return HttpResponse(
        content, content_type="application/pdf", headers={"Content-Disposition": f'inline; filename="{name}"'}
    )
