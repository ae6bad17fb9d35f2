"""The declaration as people read it, and as the rules read it."""

from collections import defaultdict
from typing import Any

from digisoc.intake.enums import PropertyKind
from digisoc.intake.models import Application, HousingCost, IncomeLine, MemberFacts, PropertyItem
from digisoc.intake.models.declarations import Valued
from digisoc.intake.queries import members, months_of
from digisoc.intake.types import IncomeRow, PropertyRow, ValueView
from digisoc.kernel.clock import RIGA
from digisoc.kernel.money import format_plain
from digisoc.kernel.months import Month
from digisoc.registry.api import Person
from digisoc.rules.api import income_kinds

SQUARE_METRES_IN_HECTARE = 10_000


def income_rows(application: Application) -> list[IncomeRow]:
    """Income by person and kind, members in the household's order, counted kinds before those that don't count."""
    lines: dict[tuple[int, str], list[IncomeLine]] = defaultdict(list)
    for line in application.incomelines.select_related("reading", "evidence", "person"):
        lines[line.person_id, line.kind].append(line)
    months = months_of(application)
    kinds = {kind.code: place for place, kind in enumerate(sorted(income_kinds(), key=lambda kind: not kind.counted))}
    order = {person.pk: place for place, person in enumerate(members(application))}
    keys = sorted(lines, key=lambda key: (order.get(key[0], 99), kinds.get(key[1], 99)))
    return [_income_row(lines[key], months) for key in keys]


def property_rows(application: Application) -> list[PropertyRow]:
    """What the members own, in the household's order."""
    order = {person.pk: place for place, person in enumerate(members(application))}
    items = application.propertyitems.select_related("reading", "evidence", "person")
    return [
        PropertyRow(
            item.person.uid, item.person.full_name, PropertyKind(item.kind), item.description, item.identifier,
            view_of(item),
        )
        for item in sorted(items, key=lambda item: (order.get(item.person_id, 99), item.kind, item.pk))
    ]


def housing_costs(application: Application) -> list[HousingCost]:
    """Bills by position."""
    return list(application.housing_costs.select_related("evidence__file"))


def differences(application: Application) -> int:
    """How many values differ between the applicant and a register and are not settled."""
    values = [*application.incomelines.all(), *application.propertyitems.all()]
    return sum(value.differs for value in values)


def case_facts(application: Application) -> dict[str, Any]:
    """The facts in the form of the assessment contract, ready for `rules.api.parse_case`; JSON-ready.

    Savings and property of all members are added up; a corrected value replaces the others.
    """
    items = list(application.propertyitems.all())
    first = Month.of(application.first_month)
    return {
        "benefit_month": str(first),
        "application_date": application.received_on.isoformat(),
        "municipality": application.case.household.atvk,
        "persons": [_person_facts(application, person) for person in members(application)],
        "household": {
            "savings": format_plain(_sum(items, PropertyKind.SAVINGS)),
            "homes": _sum(items, PropertyKind.REAL_PROPERTY),
            "land_ha": _hectares(_sum(items, PropertyKind.LAND)),
            "motor_vehicles": _sum(items, PropertyKind.VEHICLE),
            "housing_costs": {cost.position: format_plain(cost.cents) for cost in application.housing_costs.all()},
        },
    }


def view_of(row: Valued) -> ValueView:
    """One value with its sources, ready to be shown."""
    reading = row.reading
    moment = (reading.answered_at or reading.asked_at).astimezone(RIGA).date() if reading else None
    return ValueView(
        uid=row.uid, value=row.value, source=row.source, register=reading.register if reading else "",
        register_moment=moment, register_value=row.register_value, declared_value=row.declared_value,
        corrected_value=row.corrected_value, reason=row.correction_reason,
        evidence_uid=row.evidence.uid if row.evidence else None, differs=row.differs, version=row.version,
    )


def _income_row(lines: list[IncomeLine], months: list[Month]) -> IncomeRow:
    first = lines[0]
    kind = next((known for known in income_kinds() if known.code == first.kind), None)
    by_month = {Month.of(line.month): view_of(line) for line in lines if line.month}
    total = next((view_of(line) for line in lines if line.month is None), None)
    return IncomeRow(
        person_uid=first.person.uid, person_name=first.person.full_name, kind=first.kind,
        label=next((line.label for line in lines if line.label), ""), counted=bool(kind and kind.counted),
        irregular=total is not None, values=tuple(by_month.get(month) for month in months), total=total,
    )


def _person_facts(application: Application, person: Person) -> dict[str, Any]:
    facts = MemberFacts.objects.filter(application=application, person=person).first()
    lines = IncomeLine.objects.filter(application=application, person=person)
    months: dict[str, dict[str, str]] = defaultdict(dict)
    incomes: list[dict[str, Any]] = []
    for line in lines:
        if line.month is None:
            incomes.append({"kind": line.kind, "last_12_months": format_plain(line.value)})
        else:
            months[line.kind][str(Month.of(line.month))] = format_plain(line.value)
    incomes += [{"kind": kind, "months": by_month} for kind, by_month in months.items()]
    return {
        "id": str(person.uid), "birth_date": person.birth_date.isoformat(),
        "disability": facts.disability if facts else person.disability,
        "studying": facts.studying if facts else person.studying, "incomes": incomes,
    }


def _sum(items: list[PropertyItem], kind: PropertyKind) -> int:
    return sum(item.value for item in items if item.kind == kind)


def _hectares(square_metres: int) -> str:
    return f"{square_metres // SQUARE_METRES_IN_HECTARE}.{square_metres % SQUARE_METRES_IN_HECTARE:04d}"
