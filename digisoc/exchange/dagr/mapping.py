"""Raw records of the data sets into typed facts. A record that can't be read raises; the reader calls it malformed."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from digisoc.exchange.dagr.catalogue import catalogue
from digisoc.exchange.dagr.enums import IncomeKind, Register
from digisoc.exchange.dagr.types import (
    AddressFact,
    DisabilityFact,
    Fact,
    FamilyLink,
    IncomeFact,
    PersonFact,
    PersonName,
    PropertyFact,
    UnemploymentFact,
    VehicleFact,
)
from digisoc.kernel.money import parse_euro
from digisoc.kernel.months import Month
from digisoc.kernel.person_code import PersonCode

type Raw = Mapping[str, Any]

_DISABILITY_GROUPS = {"1": "group_1", "2": "group_2", "3": "group_3", "B": "child"}


def facts(register: Register, subject: str, records: Sequence[Raw], months: Sequence[Month] = ()) -> tuple[Fact, ...]:
    """Facts about the subject; with months, only income of those months. ValueError when an answer is about another."""
    found: list[Fact] = []
    for record in records:
        _check_subject(register, subject, record)
        found.extend(_READERS[register](record))
    if months:
        found = [fact for fact in found if not isinstance(fact, IncomeFact) or fact.month in months]
    return tuple(found)


def _check_subject(register: Register, subject: str, record: Raw) -> None:
    key = str(record["AddressCode" if register is Register.ADDRESS else "PersonCode"])
    known_as = {key, *map(str, record.get("PreviousCodes") or ())}
    if subject not in {code.replace("-", "") for code in known_as}:
        raise ValueError("the record is about another subject")


def _person(record: Raw) -> list[Fact]:
    return [
        PersonFact(
            code=PersonCode.parse(record["PersonCode"]),
            given_name=str(record["Name"]),
            surname=str(record["Surname"]),
            birth_date=_day(record.get("BirthDate")),
            sex=record.get("Sex"),
            died_on=_day(record.get("DeathDate")),
            previous_codes=tuple(PersonCode.parse(code) for code in record.get("PreviousCodes") or ()),
            declared_address=_address(record["DeclaredAddress"]) if record.get("DeclaredAddress") else None,
            declared_there=tuple(_name(item) for item in record.get("PersonsDeclaredAtAddress") or ()),
            family=tuple(FamilyLink(str(item["Kind"]), _name(item)) for item in record.get("FamilyLinks") or ()),
        )
    ]


def _name(item: Raw) -> PersonName:
    code = item.get("PersonCode")
    return PersonName(
        PersonCode.parse(code) if code else None, str(item["Name"]), str(item["Surname"]), _day(item.get("BirthDate"))
    )


def _address(item: Raw) -> AddressFact:
    return AddressFact(
        str(item["AddressCode"]), str(item["Text"]), str(item["Atvk"]),
        str(item.get("PostalCode") or ""), _day(item.get("Since")),
    )


def _benefits(record: Raw) -> list[Fact]:
    return [_income(Register.BENEFITS, item, item["Amount"]) for item in record["Payments"]]


def _incomes(record: Raw) -> list[Fact]:
    return [_income(Register.INCOME, item, item["Net"]) for item in record["Incomes"]]


def _income(register: Register, item: Raw, amount: Any) -> IncomeFact:
    known = catalogue()[register].codes.get(str(item["Kind"]))
    return IncomeFact(
        kind=known.kind if known else IncomeKind.OTHER,
        month=Month.parse(item["Month"]),
        cents=parse_euro(str(amount)),
        label=str(item.get("Title") or (known.title if known else item["Kind"])),
        payer=str((item.get("Payer") or {}).get("Name") or ""),
    )


def _unemployment(record: Raw) -> list[Fact]:
    return [
        UnemploymentFact(str(item["Status"]), _required_day(item["From"]), _day(item.get("To")))
        for item in record["Periods"]
    ]


def _disability(record: Raw) -> list[Fact]:
    return [
        DisabilityFact(
            _DISABILITY_GROUPS[str(record["Group"])], _required_day(record["From"]), _day(record.get("To")),
            bool(record.get("NeedsSpecialCare")),
        )
    ]


def _vehicles(record: Raw) -> list[Fact]:
    return [
        VehicleFact(
            str(item["RegistrationNumber"]), str(item["Category"]), str(item.get("Make") or ""),
            int(item["Year"]) if item.get("Year") else None, str(item.get("Holding") or ""),
        )
        for item in record["Vehicles"]
    ]


def _properties(record: Raw) -> list[Fact]:
    return [
        PropertyFact(
            str(item["CadastreNumber"]), str(item["Kind"]), str(item.get("Share") or ""),
            str(item.get("Address") or ""), int(item.get("LandArea") or 0),
        )
        for item in record["Properties"]
    ]


def _day(text: Any) -> date | None:
    return date.fromisoformat(text) if text else None


def _required_day(text: Any) -> date:
    return date.fromisoformat(text)


_READERS: Mapping[Register, Callable[[Raw], list[Fact]]] = {
    Register.PERSON: _person,
    Register.ADDRESS: lambda record: [_address(record)],
    Register.BENEFITS: _benefits,
    Register.INCOME: _incomes,
    Register.UNEMPLOYMENT: _unemployment,
    Register.DISABILITY: _disability,
    Register.VEHICLES: _vehicles,
    Register.PROPERTY: _properties,
}
