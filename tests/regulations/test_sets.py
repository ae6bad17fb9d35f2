"""From the draft to the published set: four eyes, frozen content, days that neither overlap nor gape."""

from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction

from digisoc.accounts.api import Role
from digisoc.kernel.errors import InvalidValue, NotAllowedForYou, NotAllowedNow, NotVisible, StaleVersion
from digisoc.regulations.actions import load_set
from digisoc.regulations.api import (
    approve_set,
    benefits_in_force,
    change_draft,
    decide_benefit,
    draft_set,
    history,
    publish_set,
    regulation_set,
    resolve_for_rules,
    return_set,
    set_in_force,
    submit_set,
)
from digisoc.regulations.enums import SetState
from digisoc.regulations.models import RegulationSet
from digisoc.rules import municipal
from digisoc.trail.api import changes_of
from tests.regulations.samples import data, facts, thresholds

START = date(2026, 1, 1)


@pytest.fixture
def author(actor):
    return actor("TUK", Role.ADMINISTRATOR, name="Anna Autore")


@pytest.fixture
def head(actor):
    return actor("TUK", Role.HEAD, name="Haralds Vadītājs")


@pytest.fixture
def tukums(author, head, acting_as):
    with acting_as(author):
        yield author


def submitted(author, content=None) -> RegulationSet:
    draft = draft_set(content or data(START), by=author, why="x")
    return submit_set(draft, version=1, by=author, why="x")


def published(author, head, content=None) -> RegulationSet:
    row = submitted(author, content)
    row = approve_set(row, version=row.version, by=head, why="x")
    return publish_set(row, version=row.version, by=head, why="x")


def test_the_whole_way(tukums, head):
    row = published(tukums, head)
    assert (row.state, row.version, row.author_ids) == (SetState.PUBLISHED, 4, [tukums.user_id])
    assert (row.approved_by_id, row.published_by_id) == (head.user_id, head.user_id)
    assert set_in_force(tukums.institution_id, START) == row
    assert set_in_force(tukums.institution_id, date(2025, 12, 31)) is None
    assert [benefit.code for benefit in benefits_in_force(START)] == ["health_care"]
    assert list(history()) == [row]
    assert regulation_set(row.uid) == row
    assert len(changes_of(row)) == 4


def test_a_draft_is_not_in_force(tukums):
    row = submitted(tukums)
    assert row.state == SetState.SUBMITTED
    assert set_in_force(tukums.institution_id, START) is None
    assert benefits_in_force(START) == ()


@pytest.mark.parametrize("role", [Role.SOCIAL_WORKER, Role.ACCOUNTANT, Role.AUDITOR, Role.ASSISTANCE_ORGANISER])
def test_others_do_not_write(tukums, actor, role):
    with pytest.raises(NotAllowedForYou) as refused:
        draft_set(data(START), by=actor("TUK", role), why="x")
    assert refused.value.code == "draft_set"


def test_an_administrator_does_not_approve(tukums, actor):
    row = submitted(tukums)
    with pytest.raises(NotAllowedForYou) as refused:
        approve_set(row, version=2, by=actor("TUK", Role.ADMINISTRATOR, name="Cits"), why="x")
    assert refused.value.code == "approve_set"


def test_a_head_never_decides_on_the_own_words(tukums, head, actor):
    row = draft_set(data(START), by=tukums, why="x")
    row = change_draft(row, data(START, number="2/2026"), version=1, by=head, why="x")
    row = submit_set(row, version=2, by=tukums, why="x")
    for command in (approve_set, publish_set):
        with pytest.raises(NotAllowedForYou) as refused:
            command(row, version=3, by=head, why="x")
        assert refused.value.code == "regulations.four_eyes"
    other = actor("TUK", Role.HEAD, name="Otra Vadītāja")
    assert approve_set(row, version=3, by=other, why="x").state == SetState.APPROVED


@pytest.mark.parametrize("column", ["approved_by_id", "published_by_id"])
def test_the_database_itself_asks_for_four_eyes(tukums, head, column):
    row = submitted(tukums)
    assignments = {"state": "approved", "approved_by_id": head.user_id, "published_by_id": None}
    if column == "published_by_id":
        assignments["state"] = "published"
    with pytest.raises(IntegrityError, match=r"four_eyes|no_author_decides"), transaction.atomic():
        RegulationSet.objects.filter(pk=row.pk).update(**{**assignments, column: tukums.user_id})


def test_submitted_words_stay_until_they_are_returned(tukums, head):
    row = submitted(tukums)
    with pytest.raises(NotAllowedNow):
        change_draft(row, data(START), version=2, by=tukums, why="x")
    with pytest.raises(IntegrityError, match="only after they are returned"), transaction.atomic():
        RegulationSet.objects.filter(pk=row.pk).update(content={"benefits": []})
    with pytest.raises(InvalidValue):
        return_set(row, version=2, note=" ", by=head, why="x")
    row = return_set(row, version=2, note="Trūkst atsauces", by=head, why="x")
    assert (row.state, row.return_note) == (SetState.DRAFTED, "Trūkst atsauces")
    row = change_draft(row, data(START, number="7"), version=3, by=tukums, why="x")
    assert (row.number, row.author_ids) == ("7", [tukums.user_id])


def test_a_stale_form_changes_nothing(tukums):
    row = draft_set(data(START), by=tukums, why="x")
    change_draft(row, data(START, number="2"), version=1, by=tukums, why="x")
    with pytest.raises(StaleVersion):
        change_draft(row, data(START, number="3"), version=1, by=tukums, why="x")
    row.refresh_from_db()
    assert row.number == "2"


def test_a_published_set_never_changes(tukums, head):
    row = published(tukums, head)
    own = RegulationSet.objects.filter(pk=row.pk)
    for change in ({"content": {}}, {"title": "x"}, {"valid_to": date(2026, 5, 1)}, {"state": "drafted"}):
        with pytest.raises(IntegrityError, match="can only be followed"), transaction.atomic():
            own.update(**change)
    with pytest.raises(IntegrityError, match="can only be followed"), transaction.atomic(), \
            connection.cursor() as cursor:
        cursor.execute("DELETE FROM regulations_regulationset WHERE id = %s", [row.pk])
    with pytest.raises(NotAllowedNow):
        return_set(row, version=row.version, note="x", by=head, why="x")


def test_a_following_set_ends_the_open_one_and_nothing_else_changes(tukums, head):
    first = published(tukums, head)
    second = published(tukums, head, data(date(2026, 7, 1), number="2/2026", thresholds=thresholds()))
    before = first.data()
    first.refresh_from_db()
    assert first.valid_to == date(2026, 6, 30)
    assert first.data().content == before.content
    assert second.follows == first
    assert set_in_force(tukums.institution_id, date(2026, 6, 30)) == first
    assert set_in_force(tukums.institution_id, date(2026, 7, 1)) == second


@pytest.mark.parametrize(("start", "end", "code"), [
    (START, None, "regulations.overlap"),
    (date(2026, 6, 30), None, "regulations.overlap"),
    (date(2025, 6, 1), date(2026, 1, 1), "regulations.overlap"),
    (date(2025, 6, 1), None, "regulations.overlap"),
    (date(2026, 7, 2), None, "regulations.gap"),
    (date(2025, 6, 1), date(2025, 12, 30), "regulations.gap"),
])
def test_overlaps_and_gaps_are_refused_and_nothing_is_saved(tukums, head, start, end, code):
    published(tukums, head, data(START, date(2026, 6, 30)))
    with pytest.raises(NotAllowedNow) as refused:
        draft_set(data(start, end, number="2"), by=tukums, why="x")
    assert refused.value.code == code
    assert "1/2026" in str(refused.value)
    assert RegulationSet.objects.count() == 1


@pytest.mark.parametrize(("start", "end"), [(date(2026, 7, 1), None), (date(2025, 6, 1), date(2025, 12, 31))])
def test_days_that_meet_are_accepted(tukums, head, start, end):
    published(tukums, head, data(START, date(2026, 6, 30)))
    assert published(tukums, head, data(start, end, number="2")).state == SetState.PUBLISHED


def test_the_database_refuses_an_overlap_by_itself(tukums, head):
    row = published(tukums, head)
    with pytest.raises(IntegrityError, match="published_sets_do_not_overlap"), transaction.atomic():
        RegulationSet.objects.create(
            institution_id=tukums.institution_id, number="2", title="x", link="https://x", valid_from=row.valid_from,
            content={}, origin="loaded", state="published",
        )


def test_a_set_published_in_between_sends_the_other_back(tukums, head):
    late = submitted(tukums, data(date(2026, 7, 1), number="late"))
    late = approve_set(late, version=2, by=head, why="x")
    published(tukums, head)
    with pytest.raises(NotAllowedNow) as refused:
        publish_set(late, version=3, by=head, why="x")
    assert refused.value.code == "regulations.followed"
    late = return_set(late, version=3, note="Salīdzināt", by=head, why="x")
    late = submit_set(late, version=4, by=tukums, why="x")
    late = approve_set(late, version=5, by=head, why="x")
    assert publish_set(late, version=6, by=head, why="x").follows.number == "1/2026"


def test_dates_out_of_order(tukums):
    with pytest.raises(InvalidValue) as refused:
        draft_set(data(START, date(2025, 12, 31)), by=tukums, why="x")
    assert (refused.value.code, refused.value.field) == ("regulations.order", "valid_to")
    assert "31.12.2025" in str(refused.value)
    assert not RegulationSet.objects.exists()


@pytest.mark.parametrize(("field", "value"), [
    ("number", " "), ("title", "x" * 301), ("title", "x\x00"), ("link", "likumi.lv"),
])
def test_an_act_is_cited_in_full(tukums, field, value):
    whole = data(START)
    values = {name: getattr(whole, name) for name in whole.__slots__}
    with pytest.raises(InvalidValue) as refused:
        draft_set(type(whole)(**{**values, field: value}), by=tukums, why="x")
    assert refused.value.field == field


def test_another_institution_sees_nothing(tukums, head, actor, acting_as):
    row = published(tukums, head)
    stranger = actor("LPJ", Role.HEAD)
    with acting_as(stranger):
        assert list(history()) == []
        assert set_in_force(tukums.institution_id, START) is None
        with pytest.raises(NotVisible):
            regulation_set(row.uid)
        with pytest.raises(NotVisible):
            return_set(row, version=4, note="x", by=stranger, why="x")


def test_nobody_but_the_system_loads(tukums, head):
    with pytest.raises(NotAllowedForYou):
        load_set(data(START), by=head, why="x")


def test_the_assessment_gets_the_own_thresholds(tukums, head):
    published(tukums, head, data(
        START, thresholds=thresholds(70, None, "median_percent"),
        coefficients={"groups": {"lone": 2.5, "other": "1.9"}, "source": thresholds()["source"]},
    ))
    inputs = resolve_for_rules(date(2026, 3, 1))
    pair = inputs.pairs[0]
    assert (pair.household_type, pair.first, pair.other, pair.first_confirmed) == ("any", 59_500, 41_700, True)
    assert {one.group: one.thousandths for one in inputs.coefficients} == {"lone": 2500, "other": 1900}
    assert resolve_for_rules(date(2025, 3, 1)).pairs == ()


def test_resolved_values_fit_into_those_of_the_rules(tukums, head):
    published(tukums, head, data(START, thresholds=thresholds()))
    pair = resolve_for_rules(START).pairs[0]
    assert set(pair.__slots__) == set(municipal.Pair.__slots__)
    assert municipal.Pair(**{name: getattr(pair, name) for name in pair.__slots__}).first == 50_000


def test_a_benefit_is_decided_by_the_set_of_the_day(tukums, head):
    published(tukums, head)
    assert decide_benefit("health_care", facts()).refusal.code == "no_receipts"
    with pytest.raises(InvalidValue) as refused:
        decide_benefit("health_care", facts(applied_on=date(2025, 3, 1)))
    assert refused.value.code == "regulations.none"
    with pytest.raises(InvalidValue) as refused:
        decide_benefit("nothing", facts())
    assert refused.value.code == "benefit.unknown"
