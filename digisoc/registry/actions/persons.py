"""Registering persons and correcting what is known about them."""

from dataclasses import asdict
from datetime import date
from typing import Any

from django.db import transaction

from digisoc.accounts.api import Actor
from digisoc.exchange.payments_out.api import check_iban
from digisoc.kernel import clock
from digisoc.kernel.errors import N_, InvalidValue, StaleVersion
from digisoc.kernel.latvian import fold, sort_key
from digisoc.kernel.person_code import PersonCode
from digisoc.registry import permissions
from digisoc.registry.models import Person, PreviousCode
from digisoc.registry.queries import person_by_code
from digisoc.registry.types import PersonData

_OLDEST = 125


@transaction.atomic
def register_person(data: PersonData, *, by: Actor, why: str) -> Person:
    """Add a person, or return the one already known by this code (then nothing is changed)."""
    permissions.check_write_person(by)
    values = _checked(data)
    known = person_by_code(values["person_code"]) if values["person_code"] else None
    if known:
        return known
    person = Person.objects.create(institution_id=by.institution_id, **values)
    for code in data.previous_codes:
        digits = PersonCode.parse(code).digits
        PreviousCode.objects.create(
            institution_id=by.institution_id, person=person, person_code=digits, until=clock.today()
        )
    return person


@transaction.atomic
def correct_person(person: Person, data: PersonData, *, version: int, by: Actor, why: str) -> Person:
    """Replace what is known about a person; a changed code is kept as a previous one.

    `version` is the one the form was opened with; `StaleVersion` when somebody else was faster.
    """
    permissions.check_write_person(by)
    current = Person.objects.select_for_update().get(pk=person.pk)
    if current.version != version:
        raise StaleVersion(
            N_("Someone else changed %(name)s while you were typing."), code="stale", name=current.full_name,
            hint=N_("Compare both versions below and save what is right; nothing you typed is lost."),
        )
    values = _checked(data)
    if current.person_code and values["person_code"] != current.person_code:
        PreviousCode.objects.create(
            institution_id=by.institution_id, person=current, person_code=current.person_code, until=clock.today()
        )
    for name, value in values.items():
        setattr(current, name, value)
    current.version += 1
    current.save()
    return current


def _checked(data: PersonData) -> dict[str, Any]:
    values = asdict(data)
    values.pop("previous_codes")
    for name in ("first_name", "last_name"):
        values[name] = " ".join(values[name].split())
        if not values[name]:
            raise InvalidValue(N_("A name is missing."), code="person.name", field=name, hint=N_("Type the name."))
    code = PersonCode.parse(data.person_code, today=clock.today(), field="person_code") if data.person_code else None
    values["person_code"] = code.digits if code else None
    values["birth_date"] = _birth_date(code, data.birth_date)
    values["iban"] = check_iban(data.iban, "iban") if data.iban.strip() else ""
    values["sort_key"] = sort_key(f"{values['last_name']} {values['first_name']}")[:360]
    values["search_text"] = fold(f"{values['first_name']} {values['last_name']} {values['first_name']}")[:180]
    return values


def _birth_date(code: PersonCode | None, typed: date | None) -> date:
    from_code = code.birth_date if code else None
    if from_code and typed and from_code != typed:
        raise InvalidValue(
            N_("The date of birth does not fit the personal code."), code="person.birth_date_differs",
            field="birth_date", hint=N_("Compare both with the identity document."),
        )
    birth_date = from_code or typed
    if birth_date is None:
        raise InvalidValue(
            N_("The date of birth is missing."), code="person.birth_date", field="birth_date",
            hint=N_("A code that begins with 32 does not tell it; type it from the identity document."),
        )
    today = clock.today()
    if birth_date > today:
        raise InvalidValue(
            N_("The date of birth lies in the future."), code="person.future", field="birth_date",
            hint=N_("Check the year."),
        )
    if birth_date.year < today.year - _OLDEST:
        raise InvalidValue(
            N_("By this date of birth the person would be older than 125 years."), code="person.too_old",
            field="birth_date", hint=N_("Check the year."),
        )
    return birth_date
