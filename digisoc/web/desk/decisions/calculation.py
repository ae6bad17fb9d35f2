"""The calculation page: from the declaration's facts to the result, and what to do next."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_POST

from digisoc.accounts.api import Actor
from digisoc.decisions.api import can_assess, can_draft, draft_decision, live_decision_of
from digisoc.intake.api import Application, log_access
from digisoc.intake.enums import ApplicationState
from digisoc.rules.api import CaseError, error_sentence
from digisoc.trail.enums import Purpose
from digisoc.web.desk.access import WRITERS, actor_of, application_for, case_for, purpose_of
from digisoc.web.desk.case_context import case_context, case_url
from digisoc.web.desk.decisions.calculating import calculate, facts_context, insights_context, result_context
from digisoc.web.desk.decisions.pages import CALCULATION_READERS
from digisoc.web.desk.decisions.words import reader_language
from digisoc.web.ui.guard import guarded


@guarded(*CALCULATION_READERS, purpose=Purpose.CASE_HANDLING)
@require_GET
def calculation(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Facts, steps and result of the chosen application; a live preview while its declaration is being filled."""
    case = case_for(request, uid, "calculation")
    context = case_context(request, case, "calculation")
    application: Application | None = context["application"]
    if application is None:
        return render(request, "desk/decisions/calculation.html", context)
    by = actor_of(request)
    log_access(application, by=by, purpose=purpose_of(by), what="calculation")
    context |= facts_context(application) | _calculated(application) | _next_step(application, by)
    return render(request, "desk/decisions/calculation.html", context)


@guarded(*WRITERS, purpose=Purpose.CASE_HANDLING)
@require_POST
def draft(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Prepare the decision from the facts as they are now; a second click opens the same draft."""
    application = application_for(request, uid, "draft_decision")
    try:
        decision = draft_decision(application, by=actor_of(request), why="prepared from the calculation page")
    except CaseError:
        messages.error(request, gettext("The decision could not be prepared: the declaration can't be calculated."))
        return redirect(case_url("desk:calculation", application.case.uid, application))
    return redirect("desk:decision", decision.uid)


def _calculated(application: Application) -> dict[str, Any]:
    """The calculation with its insights, or the sentence why there is none."""
    try:
        found = calculate(application)
    except CaseError as error:
        return {"calculation": None, "trouble": error_sentence(error, reader_language()), "trouble_at": error.path}
    return {"calculation": found, "result": result_context(found), **insights_context(found)}


def _next_step(application: Application, by: Actor) -> dict[str, Any]:
    decision = live_decision_of(application)
    return {
        "decision": decision,
        "is_complete": application.state != ApplicationState.COLLECTING,
        "can_mend": can_draft(by) and application.state != ApplicationState.DECIDED,
        "may_draft": can_draft(by) and can_assess(application) and decision is None,
        "declaration_url": case_url("desk:declaration", application.case.uid, application),
    }
