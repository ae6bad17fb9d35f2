"""What a register's answer means for the declaration's lines."""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Q

from digisoc.exchange.dagr.api import Reading, Register
from digisoc.exchange.dagr.types import DisabilityFact, PropertyFact, VehicleFact
from digisoc.intake.enums import PropertyKind, Source
from digisoc.intake.models import Application, IncomeLine, MemberFacts, PropertyItem, RegisterReading
from digisoc.intake.queries import months_of
from digisoc.kernel.months import Month
from digisoc.registry.api import Person
from digisoc.registry.enums import Disability
from digisoc.rules.api import income_kinds

#: EU vehicle categories O1 to O4 are trailers: not motor vehicles.
_TRAILERS = "O"


@dataclass(frozen=True, slots=True)
class _Owned:
    kind: PropertyKind
    identifier: str
    description: str
    quantity: int


def take_over(application: Application, person: Person, reading: Reading, row: RegisterReading) -> None:
    """Make the declaration's register values of this person and register those of the newest answer."""
    if reading.register in (Register.INCOME, Register.BENEFITS):
        _take_incomes(application, person, reading, row)
    elif reading.register in (Register.VEHICLES, Register.PROPERTY):
        _take_property(application, person, reading, row)
    elif reading.register is Register.DISABILITY:
        _take_disability(application, person, reading)


def _take_incomes(application: Application, person: Person, reading: Reading, row: RegisterReading) -> None:
    irregular = {kind.code for kind in income_kinds() if kind.irregular}
    months = set(months_of(application))
    sums: dict[tuple[str, Month | None], int] = defaultdict(int)
    labels: dict[str, str] = {}
    for fact in reading.incomes:
        kind = str(fact.kind)
        labels.setdefault(kind, fact.payer or fact.label)
        if kind in irregular:
            sums[kind, None] += fact.cents
        elif fact.month in months:
            sums[kind, fact.month] += fact.cents
    _forget(IncomeLine, application, person, row)
    for (kind, month), cents in sums.items():
        IncomeLine.objects.update_or_create(
            application=application, person=person, kind=kind, month=month.first_day if month else None,
            defaults={"register_value": cents, "reading": row, "label": labels[kind][:120]},
            create_defaults={
                "institution_id": application.institution_id, "register_value": cents, "reading": row,
                "label": labels[kind][:120],
            },
        )
    _drop_empty(IncomeLine, application, person)


def _take_property(application: Application, person: Person, reading: Reading, row: RegisterReading) -> None:
    _forget(PropertyItem, application, person, row)
    for owned in (item for fact in reading.values for item in _owned(fact)):
        PropertyItem.objects.update_or_create(
            application=application, person=person, kind=owned.kind, identifier=owned.identifier,
            defaults={"register_value": owned.quantity, "reading": row, "description": owned.description},
            create_defaults={
                "institution_id": application.institution_id, "register_value": owned.quantity, "reading": row,
                "description": owned.description,
            },
        )
    _drop_empty(PropertyItem, application, person)


def _owned(fact: object) -> list[_Owned]:
    if isinstance(fact, VehicleFact):
        motor = 0 if fact.category.upper().startswith(_TRAILERS) else 1
        text = " ".join(str(part) for part in (fact.make, fact.year) if part)
        return [_Owned(PropertyKind.VEHICLE, fact.registration_number, text[:200], motor)]
    if not isinstance(fact, PropertyFact):
        return []
    items = []
    text = f"{fact.address} ({fact.share})"[:200]
    if fact.kind != "land":
        # Farm buildings belong to the land they serve; only dwellings count as real property (SPSP 36(1) p. 2).
        items.append(_Owned(PropertyKind.REAL_PROPERTY, fact.cadastre_number, text, int(fact.is_dwelling)))
    if fact.land_m2:
        items.append(_Owned(PropertyKind.LAND, fact.cadastre_number, text, fact.land_m2))
    return items


def _take_disability(application: Application, person: Person, reading: Reading) -> None:
    day = application.received_on
    held = [
        fact for fact in reading.values
        if isinstance(fact, DisabilityFact) and fact.since <= day and (fact.until is None or fact.until >= day)
    ]
    group = Disability(held[-1].group) if held else Disability.NONE
    MemberFacts.objects.update_or_create(
        application=application, person=person,
        defaults={"disability": group, "disability_source": Source.REGISTER},
        create_defaults={
            "institution_id": application.institution_id, "disability": group, "disability_source": Source.REGISTER
        },
    )


def _forget(
    model: type[IncomeLine] | type[PropertyItem], application: Application, person: Person, row: RegisterReading
) -> None:
    told_before = Q(application=application, person=person, reading__register=row.register)
    model.objects.filter(told_before).update(register_value=None, reading=None)


def _drop_empty(model: type[IncomeLine] | type[PropertyItem], application: Application, person: Person) -> None:
    model.objects.filter(
        application=application, person=person, register_value=None, declared_value=None, corrected_value=None
    ).delete()
