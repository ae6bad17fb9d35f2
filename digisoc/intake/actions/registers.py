"""Asking the state registers and putting their answers beside what else is known."""

from collections import defaultdict
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict
from functools import partial

from django.conf import settings
from django.db import transaction

from digisoc.accounts.api import Actor
from digisoc.exchange.dagr.api import REGISTERS_OF_A_PERSON, DagrConnection, Reading, Register, RegisterReader
from digisoc.exchange.dagr.types import PersonName
from digisoc.intake import permissions, policies
from digisoc.intake.actions.answers import take_over
from digisoc.intake.enums import ReadingOutcome
from digisoc.intake.models import Application, RegisterReading
from digisoc.intake.queries import IRREGULAR_MONTHS, log_access, members
from digisoc.intake.types import OfferedPerson
from digisoc.kernel import clock
from digisoc.kernel.errors import N_, InvalidValue
from digisoc.kernel.months import reference_months
from digisoc.kernel.person_code import PersonCode
from digisoc.registry.api import Person, person_by_code
from digisoc.registry.enums import HouseholdRole
from digisoc.trail.api import record_access
from digisoc.trail.enums import Purpose

#: Persons asked about at the same time; each asks all registers at once.
_AT_ONCE = 6
MEANS = tuple(register for register in REGISTERS_OF_A_PERSON if register is not Register.PERSON)
#: The register's family links as roles to the person read.
_LINKS = {"spouse": HouseholdRole.SPOUSE, "child": HouseholdRole.CHILD, "parent": HouseholdRole.PARENT}


def ask_registers(
    application: Application, *, by: Actor, why: str, persons: Sequence[Person] | None = None,
    registers: Sequence[Register] = MEANS,
) -> list[RegisterReading]:
    """Ask registers about members of the household (all of them) and keep every answer, failures included.

    The declaration takes over what they tell; declared and corrected values stay beside it. Safe to run again.
    """
    permissions.check_change_application(by)
    policies.check_change_declaration(application)
    log_access(application, by=by, purpose=Purpose.CASE_HANDLING, what="registers")
    people = members(application) if persons is None else list(persons)
    with RegisterReader(connection()) as reader, ThreadPoolExecutor(max_workers=_AT_ONCE) as pool:
        answers = list(pool.map(partial(_ask, application, reader, registers), people))
    kept: list[RegisterReading] = []
    for person, readings in zip(people, answers, strict=True):
        missing = [_keep_missing_code(application, person, register) for register in registers if not readings]
        kept += missing or [_keep(application, person, reading) for reading in readings]
    return kept


def _ask(
    application: Application, reader: RegisterReader, registers: Sequence[Register], person: Person
) -> tuple[Reading, ...]:
    """Runs in a thread of its own, so that four persons take as long as one; touches no table."""
    if person.person_code is None:
        return ()
    months = reference_months(application.received_on, IRREGULAR_MONTHS)
    return reader.read_all(PersonCode(person.person_code), months, registers)


@transaction.atomic
def settle_reading(reading: RegisterReading, *, note: str, by: Actor, why: str) -> RegisterReading:
    """Go on without the register: say which documents take its place."""
    permissions.check_change_application(by)
    if not note.strip():
        raise InvalidValue(
            N_("Say which documents take the register's place."), code="reading.note", field="note"
        )
    reading.settled_note = note.strip()[:300]
    reading.save(update_fields=["settled_note"])
    return reading


def look_up_person(code: PersonCode, *, by: Actor) -> Reading:
    """What the Register of Natural Persons tells about a code, before the person is registered here; logged."""
    permissions.check_change_application(by)
    record_access(
        user_id=by.user_id, subjects=[], purpose=Purpose.CASE_HANDLING, what="population_register", detail=str(code)
    )
    with RegisterReader(connection()) as reader:
        return reader.read_person(code)


def persons_at_address(person: Person, *, by: Actor) -> tuple[Reading | None, list[OfferedPerson]]:
    """Who else is declared where the person is, with the family link the register knows; `role` presets the form.

    The reading tells when the register did not answer.

    None instead of a reading when the person has no code to ask with.
    """
    permissions.check_change_application(by)
    record_access(
        user_id=by.user_id, subjects=[person.uid], purpose=Purpose.CASE_HANDLING, what="persons_at_address"
    )
    if person.person_code is None:
        return None, []
    with RegisterReader(connection()) as reader:
        reading = reader.read_person(PersonCode(person.person_code))
    fact = reading.person
    if fact is None:
        return reading, []
    links = {link.person.code: link.kind for link in fact.family if link.person.code}
    others = [(name, name.code) for name in fact.declared_there if name.code and name.code != fact.code]
    return reading, [_offer(name, code, _LINKS.get(links.get(code, ""), HouseholdRole.OTHER)) for name, code in others]


def connection() -> DagrConnection:
    """The connection of this installation, from the settings."""
    return DagrConnection(
        base_url=settings.DAGR_URL, client_id=settings.DAGR_CLIENT_ID, private_key=settings.DAGR_PRIVATE_KEY,
        permissions={Register(name): number for name, number in settings.DAGR_PERMISSIONS.items()},
        timeout=settings.DAGR_TIMEOUT,
    )


def _offer(name: PersonName, code: PersonCode, role: HouseholdRole) -> OfferedPerson:
    known = person_by_code(code.digits)
    return OfferedPerson(
        code=str(code), first_name=name.given_name, last_name=name.surname,
        birth_date=name.birth_date or code.birth_date, person_uid=known.uid if known else None, role=role,
    )


@transaction.atomic
def _keep(application: Application, person: Person, reading: Reading) -> RegisterReading:
    _outdate(application, person, reading.register)
    row = RegisterReading.objects.create(
        institution_id=application.institution_id, application=application, person=person, register=reading.register,
        outcome=ReadingOutcome(reading.outcome), request_number=reading.request_number, asked_at=reading.asked_at,
        answered_at=reading.answered_at, explanation=reading.explanation,
        explanation_params=dict(reading.explanation_params), values=_plain(reading),
    )
    if reading.answered:
        take_over(application, person, reading, row)
    return row


def _keep_missing_code(application: Application, person: Person, register: Register) -> RegisterReading:
    _outdate(application, person, register)
    return RegisterReading.objects.create(
        institution_id=application.institution_id, application=application, person=person, register=register,
        outcome=ReadingOutcome.NO_CODE, asked_at=clock.now(),
        explanation=N_("The person has no personal code, so the register can't be asked. Go on with documents."),
    )


def _outdate(application: Application, person: Person, register: Register) -> None:
    RegisterReading.objects.filter(
        application=application, person=person, register=register, is_latest=True
    ).update(is_latest=False)


def _plain(reading: Reading) -> list[dict[str, str]]:
    plain: list[dict[str, str]] = []
    for value in reading.values:
        fields: dict[str, str] = defaultdict(str)
        fields.update({name: str(item) for name, item in asdict(value).items() if item is not None})
        plain.append({"fact": type(value).__name__, **fields})
    return plain
