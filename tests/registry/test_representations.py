"""Who may act for whom: the ground, the day, the document, the end."""

from datetime import date

import pytest

from digisoc.accounts.api import Role
from digisoc.kernel.errors import InvalidValue, NotAllowedForYou, NotAllowedNow, NotVisible
from digisoc.registry.api import (
    access_representation,
    access_representations,
    end_representation,
    register_person,
    represent,
)
from digisoc.registry.enums import RepresentationKind
from digisoc.registry.models import Representation
from digisoc.registry.types import PersonData
from digisoc.trail.api import changes_of
from digisoc.trail.enums import Purpose
from digisoc.trail.models import AccessEntry

pytestmark = pytest.mark.django_db
TODAY, SINCE = date(2026, 11, 22), date(2026, 3, 2)
PARENT, GUARDIAN, TRUSTEE, POWER = RepresentationKind


@pytest.fixture(autouse=True)
def _pinned(monkeypatch):
    monkeypatch.setenv("DIGISOC_TODAY", TODAY.isoformat())


@pytest.fixture
def tukums(actor, acting_as):
    worker = actor("TUK", Role.SOCIAL_WORKER, name="Aija Test")
    with acting_as(worker):
        yield worker


@pytest.fixture
def people(tukums):
    """A mother, her child born on 29 February, an old man, a girl of 14."""
    born = {"Anna": (1990, 1, 1), "Emīls": (2016, 2, 29), "Pēteris": (1940, 5, 5), "Elza": (2012, 1, 1)}
    return {
        name: register_person(PersonData(name, "Ozols", birth_date=date(*day)), by=tukums, why="x")
        for name, day in born.items()
    }


def _record(by, people, whom="Emīls", who="Anna", kind=PARENT, since=SINCE, basis="Dzimšanas apliecība Nr. 1"):
    return represent(people[whom], people[who], kind, since=since, basis=basis, by=by, why="test")


def test_a_parent_acts_until_the_child_comes_of_age(tukums, people):
    record = _record(tukums, people)
    assert (record.since, record.last_day, record.in_force) == (SINCE, date(2034, 2, 28), True)
    trustee = _record(tukums, people, "Pēteris", kind=TRUSTEE, basis="Tiesas 03.02.2026. spriedums")
    assert trustee.last_day is None


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"who": "Emīls"}, "representative"), ({"since": date(2026, 11, 23)}, "since"), ({"basis": "  "}, "basis"),
        ({"basis": "x" * 201}, "basis"), ({"since": date(2016, 2, 28)}, "since"),
        ({"whom": "Pēteris"}, "kind"), ({"whom": "Pēteris", "kind": GUARDIAN}, "kind"),
        ({"who": "Elza", "kind": GUARDIAN}, "representative"), ({"who": "Elza", "kind": POWER}, "representative"),
    ],
)
def test_what_can_not_be_so_is_refused(tukums, people, change, field):
    with pytest.raises(InvalidValue) as refused:
        _record(tukums, people, **change)
    assert refused.value.field == field
    assert Representation.objects.count() == 0


def test_the_same_is_recorded_once_and_again_after_its_end(tukums, people):
    record = _record(tukums, people)
    with pytest.raises(NotAllowedNow):
        _record(tukums, people)
    end_representation(record, last_day=date(2026, 11, 20), by=tukums, why="test")
    assert _record(tukums, people, since=date(2026, 11, 21)).in_force


def test_an_end_lies_inside_and_is_final(tukums, people):
    record = _record(tukums, people)
    for wrong in (date(2026, 3, 1), date(2034, 3, 1)):
        with pytest.raises(InvalidValue):
            end_representation(record, last_day=wrong, by=tukums, why="test")
    ended = end_representation(record, last_day=date(2026, 11, 21), by=tukums, why="test")
    assert (ended.last_day, ended.in_force) == (date(2026, 11, 21), False)
    with pytest.raises(NotAllowedNow):
        end_representation(record, last_day=TODAY, by=tukums, why="test")
    assert [change.label for change in changes_of(ended)] == ["update", "insert"]


def test_looks_are_logged_and_others_see_and_write_nothing(tukums, people, actor, acting_as):
    record = _record(tukums, people)
    found = access_representations([people["Emīls"]], by=tukums, purpose=Purpose.CASE_HANDLING, case_number="2026-1")
    assert found == [record]
    logged = AccessEntry.objects.filter(what="representatives", subject=people["Anna"].uid, case_number="2026-1")
    assert logged.count() == 1
    head = actor("TUK", Role.HEAD, name="Māra Test")
    with pytest.raises(NotAllowedForYou):
        _record(head, people, "Elza")
    with pytest.raises(NotAllowedForYou):
        end_representation(record, last_day=TODAY, by=head, why="test")
    near = actor("LPJ", Role.SOCIAL_WORKER, name="Kārlis Test")
    with acting_as(near), pytest.raises(NotVisible):
        access_representation(record.uid, by=near, purpose=Purpose.CASE_HANDLING)
