"""Registers asked, asked again, or replaced by documents: one reading, or one register as a whole."""

from collections.abc import Sequence
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_http_methods, require_POST

from digisoc.exchange.dagr.api import Register
from digisoc.intake.api import (
    Application,
    RegisterReading,
    access_reading,
    ask_registers,
    open_readings,
    settle_reading,
)
from digisoc.intake.enums import ReadingOutcome
from digisoc.kernel.errors import N_, NotVisible
from digisoc.trail.enums import Purpose
from digisoc.web.desk.access import WRITERS, actor_of, application_for, purpose_of
from digisoc.web.desk.case_context import case_context
from digisoc.web.desk.declaration_page import declaration_url
from digisoc.web.desk.declaration_tables import short_name
from digisoc.web.desk.person_form import reading_sentence
from digisoc.web.ui.forms import FormState
from digisoc.web.ui.guard import guarded

_HANDLING = Purpose.CASE_HANDLING


@guarded(*WRITERS, purpose=_HANDLING)
@require_POST
def ask_all(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Ask every register about every member."""
    application = application_for(request, uid)
    readings = ask_registers(application, by=actor_of(request), why="asked at the desk")
    return _answered(request, application, readings)


@guarded(*WRITERS, purpose=_HANDLING)
@require_POST
def ask_again(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Ask one register about one person once more."""
    by = actor_of(request)
    reading = access_reading(uid, by=by, purpose=purpose_of(by))
    return _ask(request, reading.application, [reading])


@guarded(*WRITERS, purpose=_HANDLING)
@require_POST
def ask_register(request: HttpRequest, uid: UUID, register: str) -> HttpResponse:
    """Ask one register once more about everybody it gave no answer about."""
    application = application_for(request, uid)
    silent = [row for row in _silent(application, register) if row.outcome != ReadingOutcome.NO_CODE]
    return _ask(request, application, silent)


@guarded(*WRITERS, purpose=_HANDLING)
@require_http_methods(["GET", "POST"])
def settle(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Go on without a register about one person: which documents take its place."""
    by = actor_of(request)
    reading = access_reading(uid, by=by, purpose=purpose_of(by))
    return _settle(request, reading.application, [reading])


@guarded(*WRITERS, purpose=_HANDLING)
@require_http_methods(["GET", "POST"])
def settle_register(request: HttpRequest, uid: UUID, register: str) -> HttpResponse:
    """Go on without a register about everybody it gave no answer about: one note for all."""
    application = application_for(request, uid)
    readings = _silent(application, register)
    if not readings:
        raise NotVisible(N_("This register has answered or is replaced by documents already."), code="register")
    return _settle(request, application, readings)


def _silent(application: Application, register: str) -> list[RegisterReading]:
    return [row for row in open_readings(application) if row.register == register]


def _ask(request: HttpRequest, application: Application, readings: Sequence[RegisterReading]) -> HttpResponse:
    if not readings:  # the second of two clicks
        return redirect(declaration_url(application, "registers"))
    answers = ask_registers(
        application, persons=[row.person for row in readings], registers=[Register(readings[0].register)],
        by=actor_of(request), why="asked again at the desk",
    )
    return _answered(request, application, answers)


def _settle(request: HttpRequest, application: Application, readings: Sequence[RegisterReading]) -> HttpResponse:
    form = FormState(request.POST)
    if request.method == "POST":
        note = form.text("note", longest=300)
        with form.collecting():
            for reading in readings:
                settle_reading(reading, note=note.value, by=actor_of(request), why="documents instead of a register")
        if form.ok:
            messages.success(request, gettext("Noted. Attach the documents and type their values."))
            return redirect(declaration_url(application, "registers"))
    context = case_context(request, application.case, "declaration", application=application) | {
        "names": ", ".join(row.person.full_name for row in readings), "short": short_name(readings[0].register),
        "says": list(dict.fromkeys(reading_sentence(row) for row in readings)),
        "back": declaration_url(application, "registers"),
    }
    return form.page(request, "desk/case/settle.html", context)


def _answered(request: HttpRequest, application: Application, readings: Sequence[RegisterReading]) -> HttpResponse:
    silent = len({row.register for row in readings if row.outcome != ReadingOutcome.ANSWERED})
    if silent:
        words = ngettext("%(count)s register gave no answer.", "%(count)s registers gave no answer.", silent)
        way = gettext("What to do stands beside each in the list of registers.")
        messages.warning(request, f"{words % {'count': silent}} {way}")
    else:
        messages.success(request, gettext("The registers have answered."))
    return redirect(declaration_url(application, "registers"))
