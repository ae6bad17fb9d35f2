"""Households: dated membership that the database keeps from overlapping."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from digisoc.accounts.api import Role
from digisoc.kernel.errors import InvalidValue, NotAllowedNow, StaleVersion
from digisoc.registry.api import change_address, change_members, create_household, members_on, register_person
from digisoc.registry.enums import HouseholdRole
from digisoc.registry.models import HouseholdMember
from digisoc.registry.types import Member, PersonData

DAY = date(2026, 11, 2)


@pytest.fixture
def tukums(actor, acting_as):
    worker = actor("TUK", Role.SOCIAL_WORKER, name="Aija Test")
    with acting_as(worker):
        yield worker


def _person(by, name: str):
    return register_person(PersonData(name, "Ozols", birth_date=date(1990, 1, 1)), by=by, why="x")


def _household(by, *people, since=DAY, leave_others=False):
    return create_household(
        address="Skolas iela 1, Tukums", atvk="0052000", members=[Member(person.uid) for person in people],
        since=since, by=by, why="x", leave_others=leave_others,
    )


def test_membership_is_dated(tukums):
    anna, janis = _person(tukums, "Anna"), _person(tukums, "Jānis")
    household = _household(tukums, anna, janis)
    later = DAY + timedelta(days=30)
    change_members(household, [Member(anna.uid, HouseholdRole.APPLICANT)], since=later, version=1, by=tukums, why="x")
    assert [member.person for member in members_on(household, DAY)] == [anna, janis]
    assert [member.person for member in members_on(household, later)] == [anna]
    assert members_on(household, DAY - timedelta(days=1)) == []


def test_a_person_in_another_open_household_is_named_and_can_move(tukums):
    anna, janis = _person(tukums, "Anna"), _person(tukums, "Jānis")
    old = _household(tukums, anna)
    with pytest.raises(NotAllowedNow) as refused:
        _household(tukums, janis, anna, since=DAY + timedelta(days=5))
    assert refused.value.params == {"name": "Anna Ozols", "address": "Skolas iela 1, Tukums"}
    new = _household(tukums, janis, anna, since=DAY + timedelta(days=5), leave_others=True)
    assert members_on(old, DAY + timedelta(days=5)) == []
    assert len(members_on(new, DAY + timedelta(days=5))) == 2


def test_the_database_keeps_a_person_out_of_two_households(tukums):
    anna, janis = _person(tukums, "Anna"), _person(tukums, "Jānis")
    _household(tukums, anna)
    other = _household(tukums, janis)
    with pytest.raises(IntegrityError), transaction.atomic():
        HouseholdMember.objects.create(
            institution_id=tukums.institution_id, household=other, person=anna, period=DateRange(DAY, None)
        )


def test_nobody_is_no_household(tukums):
    with pytest.raises(InvalidValue):
        _household(tukums)


def test_a_stale_form_changes_no_members(tukums):
    anna, janis = _person(tukums, "Anna"), _person(tukums, "Jānis")
    household = _household(tukums, anna)
    everyone = [Member(anna.uid), Member(janis.uid)]
    change_members(household, everyone, since=DAY, version=1, by=tukums, why="x")
    with pytest.raises(StaleVersion):
        change_members(household, [Member(anna.uid)], since=DAY, version=1, by=tukums, why="x")
    assert len(members_on(household, DAY)) == 2


def test_an_address_is_changed_once_per_version(tukums):
    household = _household(tukums, _person(tukums, "Anna"))
    fields = {"atvk": "0052000", "by": tukums, "why": "x"}
    moved = change_address(household, address="  Pils  iela 3, Tukums ", version=1, **fields)
    assert (moved.address, moved.version) == ("Pils iela 3, Tukums", 2)
    with pytest.raises(StaleVersion):
        change_address(household, address="Ezera iela 5", version=1, **fields)
    for wrong in ({"address": " "}, {"address": "x" * 201}, {"atvk": "52"}):
        with pytest.raises(InvalidValue):
            change_address(household, **{"address": "Ezera iela 5", **fields, "version": 2, **wrong})
    household.refresh_from_db()
    assert household.address == "Pils iela 3, Tukums"
