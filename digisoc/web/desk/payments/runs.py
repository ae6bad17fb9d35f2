"""Payment runs: what is due, collecting it, releasing it by a second person, the bank file."""

import uuid
from dataclasses import replace
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from digisoc.accounts.api import Actor, Role
from digisoc.kernel import clock
from digisoc.kernel.errors import InvalidValue, UserFacingError
from digisoc.kernel.months import Month
from digisoc.kernel.workdays import next_working_day
from digisoc.payments.api import (
    PaymentRun,
    access_lines,
    access_run,
    can_collect,
    can_fetch_file,
    can_transit,
    check_can_release,
    collect_run,
    discard_run,
    download_file,
    downloads_of,
    due_overview,
    payment_runs,
    reconcile,
    release_run,
)
from digisoc.payments.enums import RunState
from digisoc.trail.enums import Purpose
from digisoc.web.desk.access import actor_of
from digisoc.web.desk.payments.tables import RUN_COLOURS, shown_account, transfers
from digisoc.web.ui.forms import FormState
from digisoc.web.ui.guard import guarded
from digisoc.web.ui.sentences import hint, sentence

READERS = (Role.ACCOUNTANT, Role.HEAD, Role.AUDITOR)
PAYERS = (Role.ACCOUNTANT, Role.HEAD)
#: What the room finds elsewhere (a payee's account) is shown whole, with its hint.
_INPUTS = ("execution_date", "why")
RUNS_ON_A_PAGE = 25
LINES_ON_A_PAGE = 200


@guarded(*READERS, purpose=Purpose.PAYMENT)
@require_GET
def runs(request: HttpRequest) -> HttpResponse:
    """What waits by month, the form that collects it, all runs."""
    return _runs_page(request, FormState())


@guarded(*PAYERS, purpose=Purpose.PAYMENT)
@require_POST
def collect(request: HttpRequest) -> HttpResponse:
    """Put what is due into a new run; the same form twice opens the run that it made."""
    form = FormState(request.POST)
    until, token = form.text("due_until", longest=7), form.text("form_token", longest=36)
    with form.collecting():
        run = collect_run(
            due_until=_month(until.value), by=actor_of(request), why="collected at the desk",
            form_token=_token(token.value),
        )
        messages.success(request, gettext("The payments are collected into run %(number)s.") % {"number": run.number})
        return redirect("desk:payment_run", run.uid)
    return _runs_page(request, form)


@guarded(*READERS, purpose=Purpose.PAYMENT)
@require_GET
def run(request: HttpRequest, uid: UUID) -> HttpResponse:
    """One run with its transfers, its sums set against the file, what may be done now."""
    return _run_page(request, _run(request, uid), FormState())


@guarded(*PAYERS, purpose=Purpose.PAYMENT)
@require_POST
def release(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Make the bank file; the collector gets 403 and a sentence, a second click the released run."""
    form = FormState(request.POST)
    version, day = form.integer("version"), form.day("execution_date", required=False)
    opened = _run(request, uid)
    with form.collecting():
        release_run(
            opened, version=version.value, by=actor_of(request), why="released at the desk", execution_date=day.value
        )
        messages.success(request, gettext("Run %(number)s is released.") % {"number": opened.number})
        return redirect("desk:payment_run", opened.uid)
    return _run_page(request, _run(request, uid), form)


@guarded(*PAYERS, purpose=Purpose.PAYMENT)
@require_POST
def discard(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Give the run up before its release; its payments are planned again."""
    form = FormState(request.POST)
    version, why = form.integer("version"), form.text("why", longest=300)
    opened = _run(request, uid)
    with form.collecting():
        discard_run(opened, version=version.value, by=actor_of(request), why=why.value)
        messages.success(request, gettext("The run is discarded; its payments wait again."))
        return redirect("desk:payment_runs")
    return _run_page(request, _run(request, uid), form)


@guarded(*PAYERS, purpose=Purpose.PAYMENT)
@require_http_methods(["GET", "POST"])
def file(request: HttpRequest, uid: UUID) -> HttpResponse:
    """The bank file, the same bytes each time. The page posts, because each fetch is recorded; a tool may get it."""
    fetched = download_file(_run(request, uid), by=actor_of(request))
    headers = {"Content-Disposition": f'attachment; filename="{fetched.name}"'}
    return HttpResponse(fetched.content, content_type="application/xml", headers=headers)


def _runs_page(request: HttpRequest, form: FormState) -> HttpResponse:
    by = actor_of(request)
    overview = due_overview(by=by)
    waiting = [row for row in overview if row.planned_count]
    form.initial = {"due_until": _until(waiting), "form_token": str(uuid.uuid4())}
    context = {
        "token": form.raw("form_token"),
        "overview": overview,
        "waiting": waiting,
        "waiting_cents": sum(row.planned_cents for row in waiting),
        "may_collect": can_collect(by),
        "months": [(str(row.month), row.month.shown) for row in waiting],
        "page": Paginator(payment_runs(by=by), RUNS_ON_A_PAGE).get_page(request.GET.get("page")),
        "colours": RUN_COLOURS,
    }
    return form.page(request, "desk/payments/runs.html", context)


def _run_page(request: HttpRequest, opened: PaymentRun, form: FormState) -> HttpResponse:
    by = actor_of(request)
    lines = transfers(access_lines(opened, by=by, purpose=_purpose(by)), by)
    form.initial = {"execution_date": next_working_day(clock.today())}
    context = {
        "run": opened,
        "colour": RUN_COLOURS[RunState(opened.state)],
        "lines": lines,
        "page": Paginator(lines, LINES_ON_A_PAGE).get_page(request.GET.get("page")),
        "payer_account": shown_account(opened.payer_iban, by),
        "checked": reconcile(opened) if opened.file else None,
        "downloads": list(downloads_of(opened)),
        "may_fetch": can_fetch_file(by) and opened.file is not None,
        **_possible(opened, by),
    }
    form.problems = [one if one.field in _INPUTS else replace(one, field="") for one in form.problems]
    typed = form.raw("version")
    context["is_stale"] = bool(form.problems) and typed.isdecimal() and int(typed) != opened.version
    context |= {"typed_why": form.raw("why"), "discarding": bool(form.problem("why"))}
    return form.page(request, "desk/payments/run.html", context)


def _possible(opened: PaymentRun, by: Actor) -> dict[str, Any]:
    """May this person release or discard it now, and why not."""
    why_not = what_to_do = ""
    if can_transit(opened, "release"):
        try:
            check_can_release(opened, by)
        except UserFacingError as error:
            why_not, what_to_do = sentence(error), hint(error)
    return {
        "may_release": can_transit(opened, "release") and not why_not,
        "may_discard": can_transit(opened, "discard") and can_collect(by),
        "why_not": why_not, "what_to_do": what_to_do,
    }


def _run(request: HttpRequest, uid: UUID) -> PaymentRun:
    by = actor_of(request)
    return access_run(uid, by=by, purpose=_purpose(by))


def _purpose(by: Actor) -> Purpose:
    return Purpose.PAYMENT if can_fetch_file(by) else Purpose.AUDIT


def _until(waiting: list[Any]) -> str:
    """The month chosen at first: this one, or the last before it for which something waits."""
    this = Month.of(clock.today())
    known = [row.month for row in waiting if row.month <= this] or [row.month for row in waiting[:1]]
    return str(known[-1]) if known else ""


def _month(text: str) -> Month:
    try:
        return Month.parse(text)
    except InvalidValue as error:
        error.field = "due_until"
        raise


def _token(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        # A token that isn't one can't have made a run, so any new one is right.
        return uuid.uuid4()
