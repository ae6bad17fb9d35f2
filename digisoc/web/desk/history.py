"""What happened to a case, and who looked into it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Field, Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_GET

from digisoc.accounts.api import user_names
from digisoc.intake.api import Application, IncomeLine, log_access
from digisoc.kernel.errors import N_
from digisoc.kernel.money import format_euro
from digisoc.registry.api import Representation, representations_of
from digisoc.trail.api import accesses_to_case, changes_of_all
from digisoc.trail.enums import Purpose
from digisoc.trail.types import Change
from digisoc.web.desk.access import READERS, actor_of, case_for, purpose_of
from digisoc.web.desk.case_context import case_context
from digisoc.web.desk.declaration_tables import kind_name, position_name
from digisoc.web.ui.forms import shown
from digisoc.web.ui.guard import guarded

SHOWN = 200

_LABELS = {
    "insert": N_("Recorded"), "update": N_("Changed"), "delete": N_("Removed"),
    "InsertEvent": N_("Recorded"), "UpdateEvent": N_("Changed"), "DeleteEvent": N_("Removed"),
}
#: Columns worth a reader's time; keys, versions and search texts are left out.
_FIELDS = {
    "state": N_("State"), "received_on": N_("Received"), "due_on": N_("Decision is due"), "iban": N_("Account (IBAN)"),
    "first_month": N_("First month"), "first_name": N_("First name"), "last_name": N_("Surname"),
    "person_code": N_("Personal code"), "birth_date": N_("Date of birth"), "declared_address": N_("Declared address"),
    "actual_address": N_("Actual address"), "phone": N_("Telephone"), "email": N_("E-mail"), "role": N_("Role"),
    "language": N_("Language of conversation"), "disability": N_("Disability"), "studying": N_("Studies full-time"),
    "address": N_("Address"), "number": N_("Number"), "register_value": N_("Register's value"),
    "declared_value": N_("Declared value"), "corrected_value": N_("Corrected value"),
    "correction_reason": N_("Reason"), "cents": N_("Amount"), "basis": N_("Document"), "period": N_("Period"),
    "atvk": N_("Local government (code)"),
}
_MONEY = {"register_value", "declared_value", "corrected_value", "cents"}
_WHAT = {
    "case": N_("The case"), "household": N_("Household"), "person": N_("A person's data"), "search": N_("Search"),
    "declaration": N_("Declaration"), "history": N_("History"), "application": N_("Application"),
    "registers": N_("Asked the registers"), "attachment": N_("A document"), "worklist": N_("List of work"),
    "calculation": N_("Calculation"), "decision": N_("Decision"), "decisions": N_("Decisions"),
    "payments": N_("Payments"), "representatives": N_("Representatives"), "letter": N_("Letter of the decision"),
}


@dataclass(frozen=True, slots=True)
class Event:
    """One change in words: of what, by whom, each field before and after."""

    at: datetime
    who: str
    what: str
    label: str
    fields: list[tuple[str, str, str]]


@dataclass(frozen=True, slots=True)
class Look:
    """One look at the case: several persons shown together are one look."""

    at: datetime
    who: str
    what: str
    purpose: str


@guarded(*READERS, purpose=Purpose.CASE_HANDLING)
@require_GET
def history(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Changes of the case, its people, its application and their values; below, everyone who looked."""
    case = case_for(request, uid, "history")
    context = case_context(request, case, "history")
    application: Application | None = context["application"]
    if application:
        by = actor_of(request)
        log_access(application, by=by, purpose=purpose_of(by), what="history")
    memberships = list(case.household.members.select_related("person").order_by("id"))
    persons = list({row.person_id: row.person for row in memberships}.values())
    rows: list[tuple[Sequence[Model], Any]] = [
        ([case], lambda row: gettext("Case")),
        ([case.household], lambda row: gettext("Household")),
        (persons, lambda row: row.full_name),
        (memberships, lambda row: f"{gettext('Household')}: {row.person.full_name}"),
        (representations_of(persons), _representation_words),
    ]
    if application:
        rows += _of_application(application)
    found = [(name(row), change, row) for kind, name in rows for row, change in changes_of_all(list(kind))]
    found = sorted(found, key=lambda entry: entry[1].at, reverse=True)[:SHOWN]
    entries = list(accesses_to_case(case.number)[: 3 * SHOWN])
    names = user_names({change.user_id or 0 for _name, change, _row in found} | {entry.user_id for entry in entries})
    events = [_event(name, change, row, names) for name, change, row in found]
    context |= {
        "events": [event for event in events if event.fields or event.label == gettext("Removed")],
        "looks": _looks(entries, names)[:SHOWN],
    }
    return render(request, "desk/case/history.html", context)


def _of_application(application: Application) -> list[tuple[Sequence[Model], Any]]:
    incomes = list(application.incomelines.select_related("person"))
    owned = list(application.propertyitems.select_related("person"))
    return [
        ([application], lambda row: gettext("Application")),
        (incomes, _income_words),
        (owned, lambda row: f"{row.person.full_name} · {row.get_kind_display()}"),
        (list(application.housing_costs.all()), lambda row: position_name(row.position)),
        (list(application.member_facts.select_related("person")), lambda row: row.person.full_name),
    ]


def _representation_words(row: Representation) -> str:
    kind = row.get_kind_display()
    return gettext("%(name)s may act for %(person)s (%(kind)s)") % {
        "name": row.representative.full_name, "person": row.person.full_name, "kind": kind[:1].lower() + kind[1:],
    }


def _income_words(line: IncomeLine) -> str:
    month = f" {line.month:%m.%Y}" if line.month else ""
    return f"{line.person.full_name} · {kind_name(line.kind)}{month}"


def _event(name: str, change: Change, row: Model, names: dict[int, str]) -> Event:
    fields = [
        (gettext(_FIELDS[key]), _words(row, key, before), _words(row, key, after))
        for key, (before, after) in change.fields.items() if key in _FIELDS and (before or after)
    ]
    return Event(
        change.at, names.get(change.user_id or 0, ""), name, gettext(_LABELS.get(change.label, "Changed")), fields
    )


def _words(row: Model, key: str, value: Any) -> str:
    if value is None or value == "":
        return ""
    if value is True or value is False:
        return gettext("yes") if value else gettext("no")
    if key in _MONEY and (not hasattr(row, "identifier") or getattr(row, "kind", "") == "savings"):
        return format_euro(value)
    if key == "period":
        return _period(value.lower, value.upper)
    field = row._meta.get_field(key)
    if isinstance(field, Field) and field.choices:
        return str(dict(field.flatchoices).get(value, value))
    return shown(value) if isinstance(value, date) else str(value)


def _period(first: date, after: date | None) -> str:
    """"02.11.2026.–30.11.2026.", or from which day while no end is known."""
    if after is None:
        return gettext("since %(day)s") % {"day": shown(first)}
    return f"{shown(first)}–{shown(after - timedelta(days=1))}"


def _looks(entries: Sequence[Any], names: dict[int, str]) -> list[Look]:
    looks: dict[tuple[Any, ...], Look] = {}
    for entry in entries:
        key = (entry.user_id, entry.what, entry.purpose, entry.at.replace(second=0, microsecond=0))
        what = gettext(_WHAT[entry.what]) if entry.what in _WHAT else entry.what
        looks.setdefault(key, Look(entry.at, names.get(entry.user_id, ""), what, entry.get_purpose_display()))
    return list(looks.values())
