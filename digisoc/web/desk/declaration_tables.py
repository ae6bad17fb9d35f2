"""The means declaration as the page shows it: rows, sources, differences, what is still missing."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import get_language, gettext, ngettext

from digisoc.exchange.dagr.api import Register
from digisoc.intake.api import (
    Application,
    Attachment,
    RegisterReading,
    adults,
    differences,
    housing_costs,
    income_rows,
    latest_readings,
    members,
    missing_signatures,
    open_readings,
    property_rows,
)
from digisoc.intake.enums import PropertyKind, ReadingOutcome, Source
from digisoc.intake.types import IncomeRow, PropertyRow, ValueView
from digisoc.kernel.money import NBSP, format_euro, format_number
from digisoc.rules.api import cost_positions, income_kinds
from digisoc.web.desk.person_form import reading_sentence

_SOURCE_KIND = {Source.REGISTER: "register", Source.DOCUMENT: "document", Source.APPLICANT: "applicant"}


@dataclass(frozen=True, slots=True)
class SourceLabel:
    """Where a value comes from, as its label says it; `kind` gives the colour."""

    kind: str
    words: str


@dataclass(frozen=True, slots=True)
class Cell:
    """One value with what other sources say beside it; `note` names the replaced value of a corrected one."""

    view: ValueView | None
    shown: str
    url: str
    differs: bool
    other: str
    other_label: str
    note: str


@dataclass(frozen=True, slots=True)
class IncomeLineRow:
    """A kind of income of a person over the months; a single cell when it counts over twelve months."""

    name: str
    kind: str
    payer: str
    counted: bool
    remark: str
    irregular: bool
    sources: list[SourceLabel]
    cells: list[Cell]


@dataclass(frozen=True, slots=True)
class PropertyLineRow:
    """Something owned, in words with its unit."""

    name: str
    kind: str
    description: str
    source: SourceLabel
    cell: Cell


@dataclass(frozen=True, slots=True)
class RegisterLine:
    """One register asked about one person; `fails` when a way on is needed."""

    reading: RegisterReading
    short: str
    full: str
    says: str
    fails: bool


@dataclass(frozen=True, slots=True)
class SilentRegister:
    """A register without an answer, about one person or several: asked again, or replaced by documents, as a whole."""

    register: str
    title: str
    full: str
    lines: list[RegisterLine]
    may_ask: bool

    @property
    def says(self) -> list[str]:
        """What its outcomes mean, each once."""
        return list(dict.fromkeys(line.says for line in self.lines if line.says))

    @property
    def outcomes(self) -> list[str]:
        """What came of asking, each once."""
        return list(dict.fromkeys(str(line.reading.get_outcome_display()) for line in self.lines))

    @property
    def tried(self) -> datetime:
        """The last time anybody was asked about."""
        return max(line.reading.asked_at for line in self.lines)


@dataclass(frozen=True, slots=True)
class CheckItem:
    """One thing that must be so before the declaration is complete."""

    done: bool
    words: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Correction:
    """A value set instead of a register's, with its reason and evidence."""

    what: str
    value: str
    instead: str
    reason: str
    evidence: Attachment | None


def kind_name(code: str) -> str:
    """The name of a kind of income in the reader's language."""
    return next((_local(kind) for kind in income_kinds() if kind.code == code), code)


def position_name(code: str) -> str:
    """The name of a cost position in the reader's language."""
    return next((_local(position) for position in cost_positions() if position.code == code), code)


def income_table(application: Application) -> list[IncomeLineRow]:
    """Rows of the household's members, counted kinds before those that don't count."""
    names = _short_names(application)
    capped = {kind.code for kind in income_kinds() if kind.cap}
    return [_income_line(row, names, capped) for row in income_rows(application) if row.person_uid in names]


def property_table(application: Application) -> list[PropertyLineRow]:
    """What the members own."""
    names = _short_names(application)
    return [_property_line(row, names) for row in property_rows(application) if row.person_uid in names]


def cost_table(application: Application) -> list[dict[str, Any]]:
    """Bills by position."""
    return [
        {"name": position_name(cost.position), "cents": cost.cents, "evidence": cost.evidence}
        for cost in housing_costs(application)
    ]


def register_table(application: Application) -> list[RegisterLine]:
    """Every register of every member: outcome, time, number, the way on."""
    return [_register_line(reading) for reading in latest_readings(application)]


def silent_registers(lines: Sequence[RegisterLine]) -> list[SilentRegister]:
    """The registers among these lines that need a way on, each once."""
    groups: dict[str, list[RegisterLine]] = {}
    for line in lines:
        if line.fails:
            groups.setdefault(line.reading.register, []).append(line)
    return [_silent(register, found) for register, found in groups.items()]


def corrections(application: Application) -> list[Correction]:
    """All corrections of income and property with their reasons."""
    attachments = {one.uid: one for one in application.attachments.select_related("file")}
    found = []
    for row in income_rows(application):
        for view in (*row.values, row.total):
            if view and view.corrected_value is not None:
                found.append(_correction(f"{row.person_name} · {kind_name(row.kind)}", view, attachments, format_euro))
    for item in property_rows(application):
        if item.value.corrected_value is not None:
            what = f"{item.person_name} · {item.kind.label}"
            found.append(_correction(what, item.value, attachments, partial(_quantity, item)))
    return found


def checklist(application: Application) -> list[CheckItem]:
    """What must be so before the declaration is complete, and what should be looked at."""
    unsigned, silent, differing = missing_signatures(application), open_readings(application), differences(application)
    asked = application.readings.exists()
    return [
        CheckItem(
            not unsigned,
            gettext("Signed by every adult") if not unsigned else gettext("Not yet signed by: %(names)s") % {
                "names": ", ".join(person.full_name for person in unsigned)},
            "signatures",
        ),
        CheckItem(
            asked and not silent,
            gettext("The registers have not been asked yet") if not asked
            else gettext("Every register has answered or is replaced by documents") if not silent
            else gettext("No answer from: %(registers)s") % {
                "registers": ", ".join(dict.fromkeys(short_name(one.register) for one in silent))},
            "registers",
        ),
        CheckItem(
            not differing,
            gettext("No value differs from a register") if not differing
            else gettext("Values that differ from a register: %(count)s") % {"count": differing},
            "income",
        ),
    ]


def signatures(application: Application) -> list[dict[str, Any]]:
    """Every adult with the signature, if there is one."""
    signed = {row.person_id: row for row in application.signatures.all()}
    return [{"person": person, "signature": signed.get(person.pk)} for person in adults(application)]


def short_name(register: str) -> str:
    """"VID"; the stored word when the register is no longer known."""
    return Register(register).short_name if register in set(Register) else register


def source_of(view: ValueView) -> SourceLabel:
    """"VID 20.11.", "document" or "applicant"."""
    if view.source == Source.REGISTER:
        return SourceLabel("register", register_label(view))
    return SourceLabel(_SOURCE_KIND[view.source], str(view.source.label).lower())


def register_label(view: ValueView) -> str:
    """The register's short name and the day of its answer."""
    day = f" {view.register_moment:%d.%m.}" if view.register_moment else ""
    return f"{short_name(view.register)}{day}"


def _short_names(application: Application) -> dict[UUID, str]:
    """Members by first name, as people speak of them; in full where two share it."""
    people = members(application)
    often = Counter(person.first_name for person in people)
    return {
        person.uid: person.first_name if often[person.first_name] == 1 else person.full_name for person in people
    }


def _income_line(row: IncomeRow, names: dict[UUID, str], capped: set[str]) -> IncomeLineRow:
    values = [row.total] if row.irregular else list(row.values)
    cells = [
        _cell(view, reverse("desk:correct_income", args=[view.uid]) if view else "", format_number) for view in values
    ]
    remark = ""
    if not row.counted:
        remark = gettext("not counted up to the minimum wage") if row.kind in capped else gettext("not counted")
    sources = dict.fromkeys(source_of(view) for view in values if view)
    kind = kind_name(row.kind)
    payer = "" if row.label.lower() in kind.lower() else row.label
    return IncomeLineRow(
        names[row.person_uid], kind, payer, row.counted, remark, row.irregular, list(sources), cells
    )


def _property_line(row: PropertyRow, names: dict[UUID, str]) -> PropertyLineRow:
    url = reverse("desk:correct_property", args=[row.value.uid])
    return PropertyLineRow(
        names[row.person_uid], str(row.kind.label), " · ".join(filter(None, (row.description, row.identifier))),
        source_of(row.value), _cell(row.value, url, partial(_quantity, row)),
    )


def _cell(view: ValueView | None, url: str, show: Any) -> Cell:
    if view is None:
        return Cell(None, "–", "", False, "", "", "")
    note = ""
    if view.corrected_value is not None and view.register_value is not None:
        note = gettext("%(register)s: %(value)s, corrected") % {
            "register": short_name(view.register), "value": show(view.register_value)}
    other = show(view.declared_value) if view.differs else ""
    return Cell(view, show(view.value), url, view.differs, other, gettext("declared"), note)


def _quantity(row: PropertyRow, value: int) -> str:
    if row.kind == PropertyKind.SAVINGS:
        return format_euro(value)
    grouped = f"{value:,}".replace(",", NBSP)
    return f"{grouped}{NBSP}m²" if row.kind == PropertyKind.LAND else grouped


def _register_line(reading: RegisterReading) -> RegisterLine:
    known = reading.register in set(Register)
    full = gettext(Register(reading.register).full_name) if known else reading.register
    fails = reading.outcome != ReadingOutcome.ANSWERED and not reading.settled_note
    return RegisterLine(reading, short_name(reading.register), full, reading_sentence(reading), fails)


def _silent(register: str, lines: list[RegisterLine]) -> SilentRegister:
    title = ngettext(
        "%(register)s: no answer about %(count)s person", "%(register)s: no answer about %(count)s persons", len(lines)
    ) % {"register": lines[0].short, "count": len(lines)}
    may_ask = any(line.reading.outcome != ReadingOutcome.NO_CODE for line in lines)
    return SilentRegister(register, title, lines[0].full, lines, may_ask)


def _correction(what: str, view: ValueView, attachments: dict[UUID, Attachment], show: Any) -> Correction:
    instead = view.register_value if view.register_value is not None else view.declared_value
    return Correction(
        what, show(view.value), "" if instead is None else show(instead), view.reason,
        attachments.get(view.evidence_uid) if view.evidence_uid else None,
    )


def _local(entry: Any) -> str:
    return str(entry.lv if (get_language() or "lv").startswith("lv") else entry.en)
