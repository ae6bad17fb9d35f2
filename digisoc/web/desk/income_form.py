"""Declaring income: one kind of one person, the three months at once, with what is declared already."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from digisoc.intake.api import Application, Attachment, IncomeLine, declare_income, members, months_of
from digisoc.intake.enums import Source
from digisoc.kernel.errors import N_, InvalidValue, NotAllowedNow, StaleVersion, UserFacingError
from digisoc.kernel.months import Month
from digisoc.registry.api import Person
from digisoc.rules.api import income_kinds
from digisoc.trail.enums import Purpose
from digisoc.web.desk.access import WRITERS, actor_of, application_for
from digisoc.web.desk.declaration_page import declaration_url
from digisoc.web.desk.declaration_tables import kind_name
from digisoc.web.desk.evidence import chosen_evidence, upload_evidence
from digisoc.web.desk.stale import Version, changed_meanwhile
from digisoc.web.desk.value_forms import person_of, value_page
from digisoc.web.ui.forms import FormState, Typed, typed_euro
from digisoc.web.ui.guard import guarded

_AMOUNT = "amount-"
_TOTAL = "total"


@dataclass(frozen=True, slots=True)
class Sent:
    """The read fields of the form; `amounts` by the name of the input."""

    kind: Typed[str]
    person: Typed[Person]
    source: Typed[Source]
    amounts: dict[str, Typed[int | None]]
    evidence: Attachment | None


@guarded(*WRITERS, purpose=Purpose.CASE_HANDLING)
@require_http_methods(["GET", "POST"])
def add_income(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Income as the applicant or a document tells it; what is declared already stands in the form or is shown first."""
    application = application_for(request, uid)
    opened = f"{request.GET.get('person', '')}|{request.GET.get('kind', '')}"
    form, refused = FormState(request.POST, initial=_initial(application, opened)), list[UserFacingError]()
    if request.method == "POST":
        opened = f"{request.POST.get('person', '')}|{request.POST.get('kind', '')}"
        _declare(form, _read(form, application, request), application, request, refused)
        if form.ok:
            messages.success(request, gettext("The income is saved."))
            return redirect(declaration_url(application, "income"))
    saved = _declared(application, opened)
    is_stale = any(isinstance(error, StaleVersion) for error in refused)
    if refused and not is_stale:
        _fill_empty(form, saved)
    context = {
        "months": _month_fields(form, application).items(), "declared": _groups(application), "opened": opened,
        "kinds": [(kind.code, _kind_words(kind)) for kind in income_kinds()],
        "was": [(name, line.declared_value) for name, line in saved.items()],
        "versions": _versions(form, saved, application) if refused else [],
        "is_stale": is_stale,
    }
    return value_page(request, form, application, "desk/case/income.html", context)


def _read(form: FormState, application: Application, request: HttpRequest) -> Sent:
    evidence = upload_evidence(form, application, request)
    kind, person = form.text("kind", longest=40), person_of(form, application)
    source = form.choice("source", Source)
    known = next((one for one in income_kinds() if one.code == kind.read), None)
    names = [_TOTAL] if known and known.irregular else _typed_months(form)
    amounts = {name: form.euro(name, required=False) for name in names}
    for name in names:
        try:
            _month_of(name)
        except InvalidValue as error:
            form.refuse(error, name=name)
    return Sent(kind, person, source, amounts, evidence)


def _declare(
    form: FormState, sent: Sent, application: Application, request: HttpRequest, refused: list[UserFacingError]
) -> None:
    """Declare what was sent; `refused` gets the error when other values are declared by now."""
    with form.collecting():
        person, kind = sent.person.value, sent.kind.value
        # Held until the end, so that two forms at the same moment see one another.
        Application.objects.select_for_update().get(pk=application.pk)
        saved = _declared(application, f"{person.uid}|{kind}")
        given = {name: typed.value for name, typed in sent.amounts.items() if typed.value is not None}
        try:
            _check_declared(form, f"{person.uid}|{kind}", saved, given)
        except (NotAllowedNow, StaleVersion) as error:
            refused.append(error)
            raise
        if not given:
            first = _TOTAL if _TOTAL in sent.amounts else f"{_AMOUNT}{months_of(application)[0]}"
            raise InvalidValue(
                N_("No amount is typed."), field=first,
                hint=N_("Regular income is typed month by month, irregular income as the sum of twelve months."),
            )
        proof = chosen_evidence(form, application, sent.evidence)
        for name, cents in given.items():
            if not _is_so(saved.get(name), cents, sent.source.value, proof):
                _declare_one(application, sent, name, cents, proof, request)


def _declare_one(
    application: Application, sent: Sent, name: str, cents: int, proof: Attachment | None, request: HttpRequest
) -> None:
    try:
        declare_income(
            application, person=sent.person.value, kind=sent.kind.value, month=_month_of(name), cents=cents,
            source=sent.source.value, evidence=proof, by=actor_of(request), why="declared at the desk",
        )
    except InvalidValue as error:
        error.field = name if error.field in ("month", "value") else error.field
        raise


def _check_declared(
    form: FormState, key: str, saved: dict[str, IncomeLine], given: dict[str, int]
) -> None:
    """Refuse to replace silently: the form carries the values it was opened with, of this person and kind."""
    if form.raw("opened") != key:
        if any(name in saved and saved[name].declared_value != cents for name, cents in given.items()):
            raise NotAllowedNow(
                N_("This income is declared already, with another amount."), code="income.declared", field="kind",
                hint=N_("Compare both amounts; saving again replaces the declared one."),
            )
        return
    names = {*saved, *given}
    if any(form.raw(f"was-{name}") != str(saved[name].declared_value if name in saved else "") for name in names):
        raise changed_meanwhile()
    for name in saved:
        if not form.raw(name).strip():
            raise InvalidValue(
                N_("An amount that was declared can't be left empty."), code="income.emptied", field=name,
                hint=N_("Type 0 when there was no such income."),
            )


def _fill_empty(form: FormState, saved: dict[str, IncomeLine]) -> None:
    """Put what is declared into the inputs left empty: the form was not opened with it."""
    if isinstance(form.typed, QueryDict):
        typed: Any = form.typed.copy()
        for name, line in saved.items():
            if not form.raw(name).strip():
                typed[name] = typed_euro(line.declared_value)
        form.typed = typed


def _is_so(line: IncomeLine | None, cents: int, source: Source, proof: Attachment | None) -> bool:
    """Is exactly this declared already? Then the line and its history stay as they are."""
    same = line is not None and (line.declared_value, line.declared_source) == (cents, source)
    return same and (proof is None or (line is not None and line.evidence_id == proof.pk))


def _declared(application: Application, key: str) -> dict[str, IncomeLine]:
    """What is declared of a person and kind ("uid|code"), by the name of the input."""
    person, _, kind = key.partition("|")
    known = {str(one.uid): one for one in members(application)}
    if person not in known:
        return {}
    rows = application.incomelines.filter(person=known[person], kind=kind, declared_value__isnull=False)
    return {_name_of(row): row for row in rows.order_by("month", "id")}


def _initial(application: Application, key: str) -> dict[str, Any]:
    saved = _declared(application, key)
    person, _, kind = key.partition("|")
    initial: dict[str, Any] = {"source": Source.APPLICANT, "person": person, "kind": kind}
    for name, line in saved.items():
        initial |= {name: typed_euro(line.declared_value), "source": line.declared_source or Source.APPLICANT}
        initial |= {"evidence": str(line.evidence.uid)} if line.evidence else {}
    return initial


def _groups(application: Application) -> list[dict[str, Any]]:
    """Declared income by person and kind, each with the address of the form that changes it."""
    people = {person.pk: person for person in members(application)}
    groups: dict[tuple[int, str], list[IncomeLine]] = {}
    declared = application.incomelines.filter(declared_value__isnull=False)
    for line in declared.order_by("person_id", "kind", "month", "id"):
        if line.person_id in people:
            groups.setdefault((line.person_id, line.kind), []).append(line)
    url = reverse("desk:add_income", args=[application.uid])
    return [
        {
            "person": people[person].full_name, "kind": kind_name(kind),
            "amounts": [(_label_of(line), line.declared_value) for line in lines],
            "url": f"{url}?person={people[person].uid}&kind={kind}",
        }
        for (person, kind), lines in groups.items()
    ]


def _versions(form: FormState, saved: dict[str, IncomeLine], application: Application) -> list[Version]:
    fields = {**_month_fields(form, application), _TOTAL: gettext("Sum of the last twelve months")}
    found = [
        Version(label, typed_euro(saved[name].declared_value if name in saved else None), form.raw(name).strip())
        for name, label in fields.items()
    ]
    return [version for version in found if version.differs]


def _month_fields(form: FormState, application: Application) -> dict[str, str]:
    months = {f"{_AMOUNT}{month}": month.shown for month in months_of(application)}
    return months | {name: name.removeprefix(_AMOUNT) for name in _typed_months(form) if name not in months}


def _typed_months(form: FormState) -> list[str]:
    """Every month for which the form carries an amount, so that one that doesn't count is refused, not passed over."""
    return [name for name in (form.typed or {}) if name.startswith(_AMOUNT) and form.raw(name).strip()]


def _month_of(name: str) -> Month | None:
    return None if name == _TOTAL else Month.parse(name.removeprefix(_AMOUNT))


def _name_of(line: IncomeLine) -> str:
    return f"{_AMOUNT}{Month.of(line.month)}" if line.month else _TOTAL


def _label_of(line: IncomeLine) -> str:
    return Month.of(line.month).shown if line.month else gettext("sum of twelve months")


def _kind_words(kind: Any) -> str:
    words = kind_name(kind.code)
    if kind.irregular:
        return gettext("%(kind)s (sum of twelve months)") % {"kind": words}
    return words if kind.counted else gettext("%(kind)s (not counted)") % {"kind": words}
