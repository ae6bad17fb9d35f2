"""Who may act for a person: recording it with the document that says so, and ending it."""

from datetime import date, timedelta

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from digisoc.accounts.api import Actor
from digisoc.kernel import clock
from digisoc.kernel.errors import N_, InvalidValue, NotAllowedNow
from digisoc.registry import permissions
from digisoc.registry.enums import RepresentationKind
from digisoc.registry.models import Person, Representation

_OF_AGE = 18  # Civillikums 219
#: Grounds that a person's coming of age ends by itself.
_OF_CHILDREN = (RepresentationKind.PARENT, RepresentationKind.GUARDIAN)
_BASIS = 200


@transaction.atomic
def represent(
    person: Person, representative: Person, kind: RepresentationKind, *, since: date, basis: str, by: Actor, why: str
) -> Representation:
    """Record who may act for the person, and the document that says so.

    A parent or a guardian may only for a child: the period ends by itself the day before the child comes of age.
    """
    permissions.check_write_person(by)
    person = Person.objects.select_for_update().get(pk=person.pk)  # two clicks at once are one record
    _check(person, representative, kind, since, basis)
    until = _coming_of_age(person) if kind in _OF_CHILDREN else None
    period = DateRange(since, until)
    if Representation.objects.filter(
        person=person, representative=representative, kind=kind, period__overlap=period
    ).exists():
        raise NotAllowedNow(
            N_("It is already recorded that %(name)s may act for this person."), code="representation.twice",
            field="representative", hint=N_("End the earlier record first when its ground has changed."),
            name=representative.full_name,
        )
    return Representation.objects.create(
        institution_id=by.institution_id, person=person, representative=representative, kind=kind, period=period,
        basis=basis.strip(),
    )


@transaction.atomic
def end_representation(representation: Representation, *, last_day: date, by: Actor, why: str) -> Representation:
    """The last day on which the representative may act; what ended already is not changed any more."""
    permissions.check_write_person(by)
    current = Representation.objects.select_for_update().get(pk=representation.pk)
    ended = current.last_day
    if ended and ended < clock.today():
        raise NotAllowedNow(N_("This ended already on %(day)s."), code="representation.ended", day=f"{ended:%d.%m.%Y}.")
    if last_day < current.since:
        raise InvalidValue(
            N_("The last day is before the first one."), code="representation.order", field="last_day",
            hint=N_("The representative may act since %(day)s."), day=f"{current.since:%d.%m.%Y}.",
        )
    if ended and last_day > ended:
        raise InvalidValue(
            N_("It ends by itself on %(day)s."), code="representation.longer", field="last_day",
            hint=N_("Type an earlier day."), day=f"{ended:%d.%m.%Y}.",
        )
    current.period = DateRange(current.since, last_day + timedelta(days=1))
    current.save(update_fields=["period"])
    return current


def _check(person: Person, representative: Person, kind: RepresentationKind, since: date, basis: str) -> None:
    if representative.pk == person.pk:
        raise InvalidValue(
            N_("Nobody represents themselves."), code="representation.self", field="representative",
            hint=N_("Choose another person."),
        )
    if since > clock.today():
        raise InvalidValue(
            N_("The day lies in the future."), code="representation.future", field="since",
            hint=N_("Type today or an earlier day."),
        )
    if not basis.strip() or len(basis.strip()) > _BASIS:
        raise InvalidValue(
            N_("The document that says so is missing or too long."), code="representation.basis", field="basis",
            hint=N_("Name the document, its number and day, in at most 200 characters."),
        )
    if since < person.birth_date:
        raise InvalidValue(
            N_("On this day %(name)s was not born yet."), code="representation.unborn", field="since",
            hint=N_("Check the year."), name=person.full_name,
        )
    _check_ages(person, representative, kind, since)


def _check_ages(person: Person, representative: Person, kind: RepresentationKind, since: date) -> None:
    if kind in _OF_CHILDREN and since >= _coming_of_age(person):
        raise InvalidValue(
            N_("%(name)s is of age, so no parent or guardian acts for them."), code="representation.adult",
            field="kind", hint=N_("Choose the trustee or the power of attorney."), name=person.full_name,
        )
    if kind is not RepresentationKind.PARENT and since < _coming_of_age(representative):
        raise InvalidValue(
            N_("%(name)s is not of age on this day."), code="representation.minor", field="representative",
            hint=N_("Only an adult may be a guardian, a trustee or an authorised person."),
            name=representative.full_name,
        )


def _coming_of_age(person: Person) -> date:
    born = person.birth_date
    try:
        return born.replace(year=born.year + _OF_AGE)
    except ValueError:  # born on 29 February
        return date(born.year + _OF_AGE, 3, 1)
