"""The page of the means declaration, and closing or reopening it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_POST

from digisoc.casework.api import Case
from digisoc.intake.api import (
    Application,
    can_change_declaration,
    complete_declaration,
    log_access,
    months_of,
    reopen_declaration,
)
from digisoc.intake.enums import ApplicationState, AttachmentKind, ReadingOutcome, SignatureMethod
from digisoc.trail.enums import Purpose
from digisoc.web.desk import declaration_tables as tables
from digisoc.web.desk.access import READERS, WRITERS, actor_of, application_for, case_for, purpose_of
from digisoc.web.desk.case_context import case_context, case_url
from digisoc.web.ui.forms import FormState
from digisoc.web.ui.guard import guarded


@guarded(*READERS, purpose=Purpose.CASE_HANDLING)
@require_GET
def declaration(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Every value of the household's means with its source, what differs, what is missing."""
    case = case_for(request, uid, "declaration")
    return declaration_page(request, case, None, FormState())


@guarded(*WRITERS, purpose=Purpose.CASE_HANDLING)
@require_POST
def complete(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Close the declaration; what is missing is said on the page, which stays as it is."""
    application, form = application_for(request, uid), FormState()
    with form.collecting():
        complete_declaration(application, by=actor_of(request), why="declaration completed at the desk")
    if not form.ok:
        return declaration_page(request, application.case, application, form)
    messages.success(request, gettext("The declaration is complete. Next: the calculation."))
    url = case_url("desk:calculation", application.case.uid, application)
    return redirect(url or declaration_url(application))


@guarded(*WRITERS, purpose=Purpose.CASE_HANDLING)
@require_POST
def reopen(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Open a complete declaration again."""
    application, form = application_for(request, uid), FormState()
    with form.collecting():
        reopen_declaration(application, by=actor_of(request), why="declaration reopened at the desk")
    if not form.ok:
        return declaration_page(request, application.case, application, form)
    messages.success(request, gettext("The declaration is open again."))
    return redirect(declaration_url(application))


def declaration_url(application: Application, anchor: str = "") -> str:
    """The page of this application's declaration."""
    url = case_url("desk:declaration", application.case.uid, application)
    return f"{url}#{anchor}" if anchor else url


def declaration_page(
    request: HttpRequest, case: Case, application: Application | None, form: FormState
) -> HttpResponse:
    """The page with the mistakes of a form that was sent from it, if any."""
    context = case_context(request, case, "declaration", application=application)
    chosen: Application | None = context["application"]
    if chosen is None:
        return form.page(request, "desk/case/no_application.html", context)
    by = actor_of(request)
    log_access(chosen, by=by, purpose=purpose_of(by), what="declaration")
    return form.page(request, "desk/case/declaration.html", {**context, **_content(chosen, context["can_work"])})


def _content(application: Application, can_work: bool) -> dict[str, Any]:
    months = months_of(application)
    checks, registers = tables.checklist(application), tables.register_table(application)
    return {
        "months": months,
        "income": tables.income_table(application),
        "property": tables.property_table(application),
        "costs": tables.cost_table(application),
        "registers": registers,
        "failing": tables.silent_registers(registers),
        "any_answer": any(line.reading.outcome == ReadingOutcome.ANSWERED for line in registers),
        "corrections": tables.corrections(application),
        "checks": checks,
        "signatures": tables.signatures(application),
        "attachments": list(application.attachments.select_related("file", "person")),
        "methods": SignatureMethod.choices,
        "attachment_kinds": AttachmentKind.choices,
        "can_edit": can_work and can_change_declaration(application),
        "can_reopen": can_work and application.state == ApplicationState.DECLARED,
    }
