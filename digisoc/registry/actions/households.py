"""Composing households, and where they live."""

import re
from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from digisoc.accounts.api import Actor
from digisoc.kernel.errors import N_, InvalidValue, NotAllowedNow, StaleVersion
from digisoc.registry import permissions
from digisoc.registry.models import Household, HouseholdMember, Person
from digisoc.registry.types import Member

_ADDRESS = 200


@transaction.atomic
def create_household(
    *, address: str, atvk: str, members: Sequence[Member], since: date, by: Actor, why: str, leave_others: bool = False
) -> Household:
    """A household from a day on.

    A member who is in another open household is named in `NotAllowedNow`; with `leave_others` that membership ends the
    day before instead.
    """
    permissions.check_write_person(by)
    if not members:
        raise InvalidValue(N_("A household needs at least one person."), code="household.empty", field="members")
    household = Household.objects.create(institution_id=by.institution_id, address=address, atvk=atvk)
    for member in members:
        _join(household, member, since, by, leave_others)
    return household


@transaction.atomic
def change_members(
    household: Household, members: Sequence[Member], *, since: date, version: int, by: Actor, why: str,
    leave_others: bool = False,
) -> Household:
    """Make `members` the household's members from a day on; those missing leave it, new ones join."""
    permissions.check_write_person(by)
    current = _locked(household, version)
    if not members:
        raise InvalidValue(N_("A household needs at least one person."), code="household.empty", field="members")
    wanted = {member.person_uid: member for member in members}
    for membership in current.members.filter(period__overlap=DateRange(since, None)).select_related("person"):
        if membership.person.uid in wanted:
            _keep(membership, wanted.pop(membership.person.uid), since)
        else:
            _leave(membership, since)
    for member in wanted.values():
        _join(current, member, since, by, leave_others)
    current.version += 1
    current.save(update_fields=["version"])
    return current


@transaction.atomic
def change_address(
    household: Household, *, address: str, atvk: str, version: int, by: Actor, why: str
) -> Household:
    """The household moved, or its address was wrong; `atvk` is the territory's code of seven digits.

    The declared addresses of its members are the population register's and stay as they are.
    """
    permissions.check_write_person(by)
    current = _locked(household, version)
    address = " ".join(address.split())
    if not address or len(address) > _ADDRESS:
        raise InvalidValue(
            N_("The address is missing or too long."), code="household.address", field="address",
            hint=N_("Type it in at most 200 characters."),
        )
    if not re.fullmatch(r"[0-9]{7}", atvk):
        raise InvalidValue(
            N_("The local government of the address is missing."), code="household.atvk", field="atvk",
            hint=N_("Choose it from the list."),
        )
    current.address, current.atvk, current.version = address, atvk, current.version + 1
    current.save(update_fields=["address", "atvk", "version"])
    return current


def _locked(household: Household, version: int) -> Household:
    current = Household.objects.select_for_update().get(pk=household.pk)
    if current.version != version:
        raise StaleVersion(
            N_("Someone else changed this household while you were typing."), code="stale",
            hint=N_("Compare both versions below and save what is right; nothing you typed is lost."),
        )
    return current


def _join(household: Household, member: Member, since: date, by: Actor, leave_others: bool) -> None:
    person = Person.objects.select_for_update().get(uid=member.person_uid)
    others = HouseholdMember.objects.filter(person=person, period__overlap=DateRange(since, None))
    elsewhere = others.exclude(household=household).select_related("household").order_by("period").first()
    if elsewhere and not leave_others:
        raise NotAllowedNow(
            N_("%(name)s already belongs to the household at %(address)s."), code="household.elsewhere",
            field="members", name=person.full_name, address=elsewhere.household.address,
            hint=N_("Confirm that the person has left that household, or take them out of this one. Nothing is lost."),
        )
    for membership in others.exclude(household=household):
        _leave(membership, since)
    HouseholdMember.objects.create(
        institution_id=by.institution_id, household=household, person=person, role=member.role,
        period=DateRange(since, None),
    )


def _keep(membership: HouseholdMember, member: Member, since: date) -> None:
    """Keep a member; a membership recorded from a later day (an application that came before) begins on this one."""
    start, role = min(membership.period.lower, since), member.role
    if (membership.period.lower, membership.role) != (start, role):
        membership.period, membership.role = DateRange(start, membership.period.upper), role
        membership.save(update_fields=["period", "role"])


def _leave(membership: HouseholdMember, since: date) -> None:
    if membership.period.lower >= since:
        membership.delete()
        return
    membership.period = DateRange(membership.period.lower, since)
    membership.save(update_fields=["period"])
