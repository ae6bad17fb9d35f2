"""What the simulated registers know about synthetic households, written into their one SQLite file."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from demo.population.incomes import FIRST_MONTH, amounts
from demo.population.types import Household, Resident
from digisoc.exchange.dagr.catalogue import catalogue
from digisoc.exchange.dagr.enums import Register
from digisoc.exchange.dagr.register_file import RegisterFile, RegisterRecord
from digisoc.kernel.money import format_plain
from digisoc.kernel.months import Month

#: Full months before today that the registers of money keep.
MONTHS_KEPT = 24
_GROUPS = {"group_1": "1", "group_2": "2", "group_3": "3", "child": "B"}
_DECLARED_SINCE = date(2019, 8, 1)


def write_registers(path: Path, households: Iterable[Household], today: date) -> int:
    """Make the file hold exactly what registers know about these households on a day; returns the number of records.

    One transaction, and the same input leaves the file as it was: safe to run again, also while a simulator serves it.
    """
    return RegisterFile(path).replace_all(register_records(households, today))


def register_records(households: Iterable[Household], today: date) -> Iterator[RegisterRecord]:
    """All records of all registers; persons without a code are in none."""
    for household in households:
        yield _record(Register.ADDRESS, household.address.code, _address(household))
        for resident in (*household.residents, *household.also_declared):
            if resident.code is not None:
                yield from _of_person(household, resident, today)


def _of_person(household: Household, resident: Resident, today: date) -> Iterator[RegisterRecord]:
    assert resident.code is not None
    key = resident.code.digits
    identity = _person(household, resident)
    bodies: dict[Register, Mapping[str, Any] | None] = {
        Register.BENEFITS: _money(Register.BENEFITS, resident, today),
        Register.INCOME: _money(Register.INCOME, resident, today),
        Register.UNEMPLOYMENT: _unemployment(resident, today),
        Register.DISABILITY: _disability(resident, today),
        Register.VEHICLES: _vehicles(resident),
        Register.PROPERTY: _property(resident),
    }
    for code in (resident.code, *resident.previous_codes):
        yield _record(Register.PERSON, code.digits, identity)
    for register, body in bodies.items():
        if body is not None and register not in resident.unknown_to:
            yield _record(register, key, {"PersonCode": key, **body})


def _record(register: Register, key: str, body: Mapping[str, Any]) -> RegisterRecord:
    return RegisterRecord(catalogue()[register].name, key, body)


def _address(household: Household) -> dict[str, Any]:
    address = household.address
    return {
        "AddressCode": address.code, "Text": address.text, "Atvk": address.atvk, "PostalCode": address.postal_code,
        "Status": "existing",
    }


def _person(household: Household, resident: Resident) -> dict[str, Any]:
    assert resident.code is not None
    address = household.address
    everybody = (*household.residents, *household.also_declared)
    return {
        **_name(resident),
        "PreviousCodes": [code.digits for code in resident.previous_codes],
        "BirthPlace": "Latvija", "Citizenship": "LVA" if resident.language != "uk" else "UKR",
        "Sex": resident.sex, "Status": "active", "DeathDate": None,
        "DeclaredAddress": {
            "AddressCode": address.code, "Text": address.text, "Atvk": address.atvk, "PostalCode": address.postal_code,
            "Since": max(_DECLARED_SINCE, resident.birth_date).isoformat(),
        },
        "PersonsDeclaredAtAddress": [_name(other) for other in everybody if other.code and other is not resident],
        "FamilyLinks": list(_family(household, resident)),
        "IdentityDocuments": [{"Kind": "eID", "Number": f"PA{resident.code.digits[-7:]}", "ValidTo": "2031-12-31"}],
    }


def _name(resident: Resident) -> dict[str, Any]:
    return {
        "PersonCode": resident.code.digits if resident.code else None, "Name": resident.given_name,
        "Surname": resident.surname, "BirthDate": resident.birth_date.isoformat(),
    }


def _family(household: Household, resident: Resident) -> Iterator[dict[str, Any]]:
    residents = household.residents
    if resident not in residents:
        return
    place = residents.index(resident)
    if resident.spouse is not None:
        yield {"Kind": "spouse", **_name(residents[resident.spouse])}
    for parent in resident.parents:
        yield {"Kind": "parent", **_name(residents[parent])}
    for other in residents:
        if place in other.parents:
            yield {"Kind": "child", **_name(other)}


def _money(register: Register, resident: Resident, today: date) -> dict[str, Any]:
    """Payments or incomes, by which of the two registers pays or taxes the kind."""
    codes = {code.kind: code for code in catalogue()[register].codes.values()}
    last = Month.of(today) - 1
    items = []
    for month in max(FIRST_MONTH, last - (MONTHS_KEPT - 1)).until(last):
        for stream, cents in amounts(resident, month):
            if code := codes.get(stream.kind):
                item = {"Month": str(month), "Kind": code.code, "Title": code.title}
                items.append(item | _amount(register, cents, stream.payer))
    return {catalogue()[register].monthly: items}


def _amount(register: Register, cents: int, payer: str) -> dict[str, Any]:
    if register is Register.BENEFITS:
        return {"Amount": format_plain(cents)}
    gross = format_plain(cents * 100 // 74)
    return {"Net": format_plain(cents), "Gross": gross, "Payer": {"Name": payer, "RegistrationNumber": "40000000000"}}


def _unemployment(resident: Resident, today: date) -> dict[str, Any] | None:
    """Periods begun by today; an end that lies ahead isn't known yet."""
    periods = [
        {
            "Status": spell.status, "From": spell.first.isoformat(),
            "To": spell.last.isoformat() if spell.last and spell.last < today else None,
        }
        for spell in sorted(resident.spells, key=lambda spell: spell.first)
        if spell.first <= today
    ]
    return {"Periods": periods} if periods else None


def _disability(resident: Resident, today: date) -> dict[str, Any] | None:
    found = resident.disability
    if found is None or found.since > today:
        return None
    return {
        "Group": _GROUPS[found.group], "From": found.since.isoformat(), "To": None,
        "NeedsSpecialCare": found.needs_special_care,
    }


def _vehicles(resident: Resident) -> dict[str, Any] | None:
    vehicles = [
        {
            "RegistrationNumber": item.registration_number, "Category": item.category, "Make": item.make,
            "Year": item.year, "Holding": "owner",
        }
        for item in resident.vehicles
    ]
    return {"Vehicles": vehicles} if vehicles else None


def _property(resident: Resident) -> dict[str, Any] | None:
    estates = [
        {
            "CadastreNumber": item.cadastre_number, "Kind": item.kind, "Share": item.share, "Address": item.address,
            "LandArea": item.land_m2,
        }
        for item in resident.estates
    ]
    return {"Properties": estates} if estates else None
