"""Who looked at whom, and who changed what."""

from uuid import uuid4

import pytest

from digisoc.accounts.api import Role
from digisoc.registry.api import Household
from digisoc.trail.api import accesses_to_case, changes_of, record_access, record_denial
from digisoc.trail.enums import Outcome, Purpose
from digisoc.trail.models import AccessEntry


@pytest.fixture
def worker(actor):
    return actor("TUK", Role.SOCIAL_WORKER)


def household(by, address: str = "Pils iela 1") -> Household:
    return Household.objects.create(institution_id=by.institution_id, address=address, atvk="0052000")


def test_a_look_names_who_whom_why_and_where(worker, acting_as):
    anna, brother = uuid4(), uuid4()
    with acting_as(worker):
        record_access(
            user_id=worker.user_id, subjects=[anna, brother], purpose=Purpose.CASE_HANDLING, what="declaration",
            case_number="TUK-1",
        )
        entries = list(accesses_to_case("TUK-1"))
    assert {entry.subject for entry in entries} == {anna, brother}
    assert {(entry.user_id, entry.purpose, entry.what, entry.outcome) for entry in entries} == {
        (worker.user_id, Purpose.CASE_HANDLING, "declaration", Outcome.SHOWN)
    }
    assert entries[0].pk > entries[1].pk, "newest first"


def test_a_search_that_finds_nobody_is_a_look_too(worker, acting_as):
    with acting_as(worker):
        record_access(user_id=worker.user_id, subjects=[], purpose=Purpose.SEARCH, what="search", detail="berzina")
        entry = AccessEntry.objects.get()
    assert (entry.subject, entry.detail) == (None, "berzina")


def test_a_refused_attempt_is_kept_however_long_its_address(worker, acting_as):
    with acting_as(worker):
        record_denial(user_id=worker.user_id, purpose=Purpose.DECISION, what="x" * 100, detail="/" * 500)
        entry = AccessEntry.objects.get()
    assert (entry.outcome, len(entry.what), len(entry.detail)) == (Outcome.DENIED, 60, 200)


def test_outside_an_institution_nothing_can_be_logged(db):
    with pytest.raises(RuntimeError, match="acts for an institution"):
        record_access(user_id=1, subjects=[uuid4()], purpose=Purpose.AUDIT, what="x")
    with pytest.raises(RuntimeError, match="acts for an institution"):
        record_denial(user_id=1, purpose=Purpose.AUDIT, what="x", detail="")


def test_another_institution_does_not_see_the_log(worker, actor, acting_as):
    with acting_as(worker):
        record_access(user_id=1, subjects=[uuid4()], purpose=Purpose.AUDIT, what="x", case_number="TUK-1")
    with acting_as(actor("LPJ", Role.AUDITOR)):
        assert list(accesses_to_case("TUK-1")) == []


def test_changes_come_newest_first_with_who_and_which_fields(worker, acting_as):
    with acting_as(worker):
        home = household(worker)
        home.address = "Pils iela 2"
        home.save()
        changes = changes_of(home)
    assert [change.label for change in changes] == ["update", "insert"]
    assert changes[0].fields == {"address": ("Pils iela 1", "Pils iela 2")}
    assert changes[1].fields["address"] == (None, "Pils iela 1")
    assert {(change.user_id, change.purpose) for change in changes} == {(worker.user_id, Purpose.CASE_HANDLING)}


def test_a_change_by_bare_sql_is_seen_too(worker, acting_as):
    from django.db import connection

    with acting_as(worker):
        home = household(worker)
        with connection.cursor() as cursor:
            cursor.execute("UPDATE registry_household SET address = 'x' WHERE id = %s", [home.pk])
        assert changes_of(home)[0].fields == {"address": ("Pils iela 1", "x")}


def test_a_save_that_changes_nothing_is_no_change(worker, acting_as):
    with acting_as(worker):
        home = household(worker)
        home.save()
        assert len(changes_of(home)) == 1


def test_with_many_changes_the_newest_are_shown(worker, acting_as):
    with acting_as(worker):
        home = household(worker)
        for number in range(2, 8):
            home.address = f"Pils iela {number}"
            home.save()
        shown = changes_of(home, limit=3)
    assert [change.fields["address"] for change in shown] == [
        (f"Pils iela {number - 1}", f"Pils iela {number}") for number in (7, 6, 5)
    ]
