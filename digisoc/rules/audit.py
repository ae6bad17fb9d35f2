"""Provenance and drift: every number of the law with its source, and what needs a look, as of today or of a past day.

As of a past day only what had been announced by then is listed, and nothing counts as checked beyond the December of
that year. So a replay shows whether the audit of a month before an amendment would have given a warning of it.
"""

from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import date
from typing import Any, Literal

from digisoc.kernel import clock
from digisoc.kernel.months import Month
from digisoc.rules.announced import edition
from digisoc.rules.municipal import announced_on as set_announced_on
from digisoc.rules.municipal import published
from digisoc.rules.provenance import parameters_by_name, reviewed_until, shown
from digisoc.rules.system import announced_on, exact_integer

type Drift = Literal["unconfirmed", "starts", "announced", "ends", "temporary", "review"]

MUNICIPAL_ACT = "binding regulations of the municipality"


@dataclass(frozen=True, slots=True)
class Provenance:
    """One dated value as the audit lists it. Months as "2026-04"; `reviewed_until`: last month it was checked for."""

    name: str
    value: str
    unit: str
    valid_from: str
    announced: str
    announced_by: str
    ends: str
    act: str
    article: str
    link: str
    status: str
    last_confirmed: str
    reviewed_until: str
    in_force: bool
    note: str

    def as_dict(self) -> dict[str, Any]:
        """JSON- and CSV-ready."""
        return {item.name: getattr(self, item.name) for item in fields(self)}


#: The columns of the exported table.
COLUMNS = tuple(item.name for item in fields(Provenance))


@dataclass(frozen=True, slots=True)
class Warning:
    """Something of the law that needs a look: what, which value, and the day or month that matters."""

    drift: Drift
    row: Provenance
    when: str


def provenance(as_of: date | None = None) -> list[Provenance]:
    """Every dated value, state parameters first, then the municipalities'; with `as_of` what was known on that day.

    Raises `CaseError` for a day before 2021.
    """
    on = as_of or clock.today()
    known = edition(as_of)
    return [*_state(on, known), *_municipal(on, known)]


def warnings(as_of: date | None = None, within: int = 3) -> list[Warning]:
    """What is unconfirmed in force, and what starts, was announced, ends or must be checked within so many months.

    A value of a temporary law whose last month is not known is named at every audit while it is in force.
    """
    on = as_of or clock.today()
    return [warning for row in provenance(as_of) for warning in _warnings_of(row, on, within)]


def _warnings_of(row: Provenance, on: date, within: int) -> Iterator[Warning]:
    this, last = Month.of(on), Month.of(on) + within
    if date.fromisoformat(row.valid_from) > on:
        if Month.of(date.fromisoformat(row.valid_from)) <= last:
            yield Warning("starts", row, row.valid_from)
    elif row.in_force and row.status == "unconfirmed":
        yield Warning("unconfirmed", row, row.valid_from)
    if row.announced > row.valid_from and Month.of(date.fromisoformat(row.announced)) + within >= this:
        yield Warning("announced", row, row.announced)
    if row.in_force and row.ends == "unknown":
        yield Warning("temporary", row, row.valid_from)
    elif row.in_force and row.ends and Month.parse(row.ends) <= last:
        yield Warning("ends", row, row.ends)
    if row.in_force and row.reviewed_until and Month.parse(row.reviewed_until) <= last:
        yield Warning("review", row, row.reviewed_until)


def _state(on: date, known: date | None) -> Iterator[Provenance]:
    for name, parameter in sorted(parameters_by_name(known).items()):
        begun = [dated.instant_str for dated in parameter.values_list if dated.instant_str <= on.isoformat()]
        for dated in sorted(parameter.values_list, key=lambda item: item.instant_str):
            facts = dated.metadata
            reviewed = reviewed_until(dated, on)
            value = shown(dated.value, facts["unit"])
            yield Provenance(
                name=name,
                value="" if value is None else value,
                unit=facts["unit"],
                valid_from=dated.instant_str,
                announced=announced_on(dated).isoformat(),
                announced_by=facts.get("announced_by", ""),
                ends=facts.get("ends", ""),
                act=facts["act"],
                article=facts["article"],
                link=facts["link"],
                status=facts["status"],
                last_confirmed=facts["last_confirmed"],
                reviewed_until=str(reviewed or ""),
                in_force=bool(begun) and dated.instant_str == max(begun),
                note=facts.get("note", ""),
            )


def _municipal(on: date, known: date | None) -> Iterator[Provenance]:
    for code, sets in published().items():
        for part in ("low_income_threshold", "housing_coefficient"):
            entries = [one for one in sets.get(part, []) if known is None or set_announced_on(one) <= known]
            begun = [entry["valid_from"] for entry in entries if entry["valid_from"] <= on]
            for entry in entries:
                in_force = bool(begun) and entry["valid_from"] == max(begun)
                for name, number, unit, status in _values(part, entry):
                    yield _municipal_row(f"municipal.{code}.{part}.{name}", number, unit, status, entry, in_force)


def _values(part: str, entry: Any) -> Iterator[tuple[str, Any, str, str]]:
    if part == "housing_coefficient":
        for group, number in entry["groups"].items():
            yield group, number, "coefficient", entry["status"]
        return
    for pair in entry["pairs"]:
        sure = pair.get("status", entry["status"])
        yield f"{pair['household_type']}.first_person", pair["first"], "euro", sure
        if pair["other"] is not None:
            other = pair.get("other_status", sure) if sure == "confirmed" else sure
            yield f"{pair['household_type']}.other_person", pair["other"], "euro", other


def _municipal_row(name: str, number: Any, unit: str, status: str, entry: Any, in_force: bool) -> Provenance:
    return Provenance(
        name=name,
        value=str(shown(exact_integer(number, 100 if unit == "euro" else 1000, name), unit)),
        unit=unit,
        valid_from=entry["valid_from"].isoformat(),
        announced=set_announced_on(entry).isoformat(),
        announced_by=entry.get("announced_by", ""),
        ends="",
        act=entry.get("act", MUNICIPAL_ACT),
        article="SPSP 33(4)" if unit == "euro" else "SPSP 35(5)",
        link=entry["link"],
        status=status,
        last_confirmed="",
        reviewed_until=entry["known_until"],
        in_force=in_force,
        note=entry["note"],
    )
