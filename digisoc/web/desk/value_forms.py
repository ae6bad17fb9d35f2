"""Forms of the declaration's values: declare property, correct a value, housing costs from bills."""

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from digisoc.intake.api import (
    Application,
    IncomeLine,
    PropertyItem,
    access_income_line,
    access_property_item,
    check_change_declaration,
    correct_income,
    correct_property,
    declare_property,
    members,
    set_housing_cost,
    view_of,
)
from digisoc.intake.enums import AttachmentKind, PropertyKind, Source
from digisoc.kernel.errors import N_, InvalidValue, StaleVersion
from digisoc.kernel.money import MAX_CENTS
from digisoc.kernel.months import Month
from digisoc.registry.api import Person
from digisoc.rules.api import cost_positions
from digisoc.trail.enums import Purpose
from digisoc.web.desk.access import WRITERS, actor_of, application_for, purpose_of
from digisoc.web.desk.case_context import case_context
from digisoc.web.desk.declaration_page import declaration_url
from digisoc.web.desk.declaration_tables import kind_name, position_name, register_label
from digisoc.web.desk.evidence import chosen_evidence, evidence_options, upload_evidence
from digisoc.web.desk.stale import Version, changed_meanwhile, version_of, versions_of
from digisoc.web.ui.forms import FormState, Typed, typed_euro
from digisoc.web.ui.guard import guarded

_HANDLING = Purpose.CASE_HANDLING
_COST = "cost-"
_SOURCES = ((Source.APPLICANT.value, N_("The applicant says so")), (Source.DOCUMENT.value, N_("A document shows it")))


@guarded(*WRITERS, purpose=_HANDLING)
@require_http_methods(["GET", "POST"])
def add_property(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Property, a vehicle or savings as the applicant tells it."""
    application = application_for(request, uid)
    form = FormState(request.POST, initial={"source": Source.APPLICANT, "kind": request.GET.get("kind", "")})
    if request.method == "POST":
        kind, source = form.choice("kind", PropertyKind), form.choice("source", Source)
        person, quantity = person_of(form, application), _quantity(form, kind.read)
        identifier = form.text("identifier", longest=40, required=False)
        description = form.text("description", longest=200, required=False)
        with form.collecting():
            declare_property(
                application, person=person.value, kind=kind.value, quantity=quantity.value, source=source.value,
                identifier=identifier.value or "", description=description.value or "", by=actor_of(request),
                why="declared at the desk",
            )
        if form.ok:
            messages.success(request, gettext("The property is saved."))
            return redirect(declaration_url(application, "property"))
    return value_page(request, form, application, "desk/case/property.html", {"kinds": PropertyKind.choices})


@guarded(*WRITERS, purpose=_HANDLING)
@require_http_methods(["GET", "POST"])
def correct_income_view(request: HttpRequest, uid: UUID) -> HttpResponse:
    """The value that counts instead of the register's, with reason and evidence; the register's stays beside."""
    by = actor_of(request)
    line = access_income_line(uid, by=by, purpose=purpose_of(by))
    month = Month.of(line.month).shown if line.month else ""
    title = " · ".join(filter(None, (line.person.full_name, kind_name(line.kind), month)))

    def read(form: FormState) -> Typed[int]:
        return form.euro("value")

    def command(form: FormState, value: int, reason: str, evidence: Any) -> None:
        correct_income(
            line, cents=value, reason=reason, evidence=evidence, version=version_of(form), by=by, why="corrected"
        )

    return _correct(request, line, title, read, command, money=True, anchor="income")


@guarded(*WRITERS, purpose=_HANDLING)
@require_http_methods(["GET", "POST"])
def correct_property_view(request: HttpRequest, uid: UUID) -> HttpResponse:
    """The quantity that counts, 0 for what doesn't count, with reason and evidence."""
    by = actor_of(request)
    item = access_property_item(uid, by=by, purpose=purpose_of(by))
    kind = PropertyKind(item.kind)
    title = " · ".join(filter(None, (item.person.full_name, str(kind.label), item.description or item.identifier)))

    def read(form: FormState) -> Typed[int]:
        return _quantity(form, kind, "value")

    def command(form: FormState, value: int, reason: str, evidence: Any) -> None:
        correct_property(
            item, quantity=value, reason=reason, evidence=evidence, version=version_of(form), by=by, why="corrected"
        )

    return _correct(request, item, title, read, command, money=kind == PropertyKind.SAVINGS, anchor="property")


@guarded(*WRITERS, purpose=_HANDLING)
@require_http_methods(["GET", "POST"])
def housing_costs_view(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Bills of the dwelling by position; both versions when somebody else was faster."""
    application = application_for(request, uid)
    saved = {f"{_COST}{cost.position}": typed_euro(cost.cents) for cost in application.housing_costs.all()}
    form, versions = FormState(request.POST, initial=saved), list[Version]()
    names = {f"{_COST}{position.code}": position.code for position in cost_positions()}
    if request.method == "POST":
        amounts = {name: form.euro(name, required=False) for name in names}
        evidence = upload_evidence(form, application, request)
        with form.collecting():
            if any(form.raw(f"was-{name}") != saved.get(name, "") for name in names):
                versions = versions_of({name: position_name(code) for name, code in names.items()}, saved, form)
                raise changed_meanwhile()
            proof = chosen_evidence(form, application, evidence)
            for name, code in names.items():
                if form.raw(name).strip() != saved.get(name, ""):
                    set_housing_cost(
                        application, position=code, cents=amounts[name].value or 0, evidence=proof,
                        by=actor_of(request), why="bills entered at the desk",
                    )
        if form.ok:
            messages.success(request, gettext("The housing costs are saved."))
            return redirect(declaration_url(application, "costs"))
    fields = [(name, position_name(code), saved.get(name, "")) for name, code in names.items()]
    return value_page(request, form, application, "desk/case/costs.html", {"fields": fields, "versions": versions})


def _correct(
    request: HttpRequest, row: IncomeLine | PropertyItem, title: str, read: Callable[[FormState], Typed[int]],
    command: Callable[[FormState, int, str, Any], None], *, money: bool, anchor: str,
) -> HttpResponse:
    saved = _correction_of(row, money)
    form, versions = FormState(request.POST, initial=saved), list[Version]()
    application = row.application
    if request.method == "POST":
        value, reason = read(form), form.text("reason", longest=300)
        evidence = upload_evidence(form, application, request)
        with form.collecting():
            try:
                command(form, value.value, reason.value, chosen_evidence(form, application, evidence))
            except StaleVersion:
                versions = versions_of({"value": N_("Value that counts"), "reason": N_("Reason")}, saved, form)
                raise
        if form.ok:
            messages.success(request, gettext("The correction is saved; the register's value stays beside it."))
            return redirect(declaration_url(application, anchor))
    elif request.method == "GET":
        check_change_declaration(application)
    view = view_of(row)
    context = {
        "row": row, "view": view, "value_title": title, "money": money, "version": row.version, "versions": versions,
        "register_label": register_label(view) if view.register else "",
    }
    return value_page(request, form, application, "desk/case/correct.html", context)


def _correction_of(row: IncomeLine | PropertyItem, money: bool) -> Mapping[str, Any]:
    value = row.corrected_value if row.corrected_value is not None else row.value
    return {
        "value": typed_euro(value) if money else str(value), "reason": row.correction_reason,
        "evidence": row.evidence.uid if row.evidence else "",
    }


def value_page(
    request: HttpRequest, form: FormState, application: Application, template: str, context: Mapping[str, Any]
) -> HttpResponse:
    """A form of the declaration with the answers that every such form offers."""
    shared = {
        "people": [(str(person.uid), person.full_name) for person in members(application)],
        "sources": [(value, gettext(words)) for value, words in _SOURCES],
        "evidences": evidence_options(application), "attachment_kinds": AttachmentKind.choices,
        "back": declaration_url(application),
    }
    frame = case_context(request, application.case, "declaration", application=application)
    return form.page(request, template, {**frame, **shared, **context})


def person_of(form: FormState, application: Application) -> Typed[Person]:
    """The member of the household chosen in the form."""
    by_uid = {str(person.uid): person for person in members(application)}
    wanted = form.text("person", longest=40)
    if wanted.read and wanted.read not in by_uid:
        form.refuse(InvalidValue(N_("This person is not in this household."), field="person"))
    return Typed(form, by_uid.get(wanted.read or ""))


def _quantity(form: FormState, kind: PropertyKind | None, name: str = "quantity") -> Typed[int]:
    if kind == PropertyKind.SAVINGS:
        return form.euro(name)
    return form.integer(name, least=0, most=MAX_CENTS)
