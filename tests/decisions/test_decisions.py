"""From draft to approval: what is decided, who may, when, and what a second click does."""

import re

import pytest
from django.db import IntegrityError, connection, transaction

from digisoc.accounts.api import Role
from digisoc.decisions.api import (
    Decision,
    access_decision,
    approval_queue,
    approve_decision,
    can_approve,
    decisions_of,
    draft_decision,
    return_decision,
    submit_decision,
    withdraw_decision,
)
from digisoc.decisions.enums import Benefit, DecisionState, Result
from digisoc.intake.api import complete_declaration, reopen_declaration
from digisoc.intake.enums import ApplicationState, Request
from digisoc.kernel.errors import InvalidValue, NotAllowedForYou, NotAllowedNow, NotVisible, StaleVersion
from digisoc.kernel.money import format_plain
from digisoc.trail.api import accesses_to_case, changes_of
from digisoc.trail.enums import Purpose
from tests.decisions.household import approved, declare_wage, declared, submitted

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_work")]


def _items(decision):
    return {item.benefit: item for item in decision.items.all()}


def test_a_draft_decides_exactly_what_was_requested(worker):
    decision = draft_decision(declared(worker, wage=10_000, requests=(Request.GMI,)), by=worker, why="x")
    assert list(_items(decision)) == [Benefit.GMI]
    item = _items(decision)[Benefit.GMI]
    assert (item.result, item.monthly_cents, item.months, item.total_cents) == (Result.GRANTED, 8_700, 3, 26_100)
    assert (str(item.first_month), str(item.last_month)) == ("2026-11-01", "2027-01-01")


def test_a_refusal_says_why_with_limit_and_difference(worker):
    decision = draft_decision(declared(worker, wage=200_000), by=worker, why="x")
    items = _items(decision)
    assert {item.result for item in items.values()} == {Result.REFUSED}
    assert decision.status == "none"
    assert items[Benefit.STATUS].reason_codes == ["income_above_low_income"]
    assert items[Benefit.GMI].reason_codes == ["income_above_needy"]
    assert items[Benefit.HOUSING].reason_codes == ["housing_benefit_not_reached"]
    failed = next(item for item in decision.assessment.failed if item["code"] == "income_above_needy")
    assert failed["message_lv"] == items[Benefit.GMI].reason_lv
    assert failed["limit"] == format_plain(42_500)


def test_a_needy_household_above_the_gmi_threshold_is_told_so(worker):
    item = _items(draft_decision(declared(worker, wage=30_000), by=worker, why="x"))[Benefit.GMI]
    assert item.reason_codes == ["gmi_threshold_not_reached"]
    assert re.search(r"113,00", item.reason_lv)  # 300,00 − 187,00


def test_drafting_twice_gives_one_draft_and_new_facts_change_it(worker, actor):
    application = declared(worker)
    first = draft_decision(application, by=worker, why="x")
    other = actor("TUK", Role.SOCIAL_WORKER, name="Rita Liepa")
    again = draft_decision(application, by=other, why="x")
    assert again == first
    assert again.drafted_by_id == worker.user_id
    reopen_declaration(application, by=worker, why="x")
    declare_wage(application, 30_000, worker)
    complete_declaration(application, by=worker, why="x")
    redrafted = draft_decision(application, by=other, why="x")
    assert redrafted == first
    assert redrafted.drafted_by_id == other.user_id
    assert redrafted.version == first.version + 1
    assert redrafted.assessment.result["household_income"] == "300.00"
    assert Decision.objects.count() == 1


def test_the_database_refuses_a_second_live_decision(worker):
    decision = draft_decision(declared(worker), by=worker, why="x")
    decision.pk = decision.id = None
    decision.uid = "00000000-0000-4000-8000-000000000001"
    with pytest.raises(IntegrityError, match="one_live_decision"), transaction.atomic():
        decision.save(force_insert=True)


def test_after_withdrawing_another_can_be_drafted(worker):
    application = declared(worker)
    first = draft_decision(application, by=worker, why="x")
    withdraw_decision(first, version=first.version, by=worker, why="x")
    assert draft_decision(application, by=worker, why="x") != first


def test_approval_numbers_freezes_and_decides_the_application(worker, head):
    application = declared(worker)
    decision = approved(application, worker, head)
    decision.refresh_from_db()
    application.refresh_from_db()
    assert decision.state == DecisionState.APPROVED
    assert decision.number == "TUK/2026/000001"
    assert str(decision.decided_on) == "2026-11-22"
    assert str(decision.contest_until) == "2026-12-22"
    assert decision.letter_facts["head"] == "Māra Ozola"
    assert application.state == ApplicationState.DECIDED
    second = approved(declared(worker, name="Līga"), worker, head)
    assert second.number == "TUK/2026/000002"
    labels = [change.fields.get("state", (None, None))[1] for change in changes_of(decision)]
    assert labels == ["approved", "submitted", "drafted"]


def test_the_heads_second_click_gives_the_same_decision_and_another_head_a_sentence(worker, head, actor):
    decision = submitted(declared(worker), worker)
    first = approve_decision(decision, version=decision.version, by=head, why="x")
    again = approve_decision(decision, version=decision.version, by=head, why="x")
    assert first.number == again.number == "TUK/2026/000001"
    with pytest.raises(NotAllowedNow) as error:
        approve_decision(decision, version=decision.version, by=actor("TUK", Role.HEAD, name="Second"), why="x")
    assert error.value.code == "decision.approved"
    assert "TUK/2026/000001" in str(error.value)


def test_the_head_who_drafted_does_not_approve(worker, actor):
    both = actor("TUK", Role.HEAD, Role.SOCIAL_WORKER, name="Both")
    application = declared(worker)
    decision = draft_decision(application, by=both, why="x")
    decision = submit_decision(decision, version=decision.version, by=worker, why="x")
    assert not can_approve(decision, both)
    with pytest.raises(NotAllowedForYou) as error:
        approve_decision(decision, version=decision.version, by=both, why="x")
    assert error.value.code == "four_eyes"
    with pytest.raises(NotAllowedForYou) as error:
        return_decision(decision, version=decision.version, note="x", by=both, why="x")
    assert error.value.code == "four_eyes"


def test_the_head_who_submitted_anothers_draft_does_not_approve(worker, actor):
    both = actor("TUK", Role.HEAD, Role.SOCIAL_WORKER, name="Both")
    decision = draft_decision(declared(worker), by=worker, why="x")
    decision = submit_decision(decision, version=decision.version, by=both, why="x")
    with pytest.raises(NotAllowedForYou) as error:
        approve_decision(decision, version=decision.version, by=both, why="x")
    assert error.value.code == "four_eyes"


def test_the_database_itself_keeps_four_eyes(worker, head):
    decision = submitted(declared(worker), worker)
    statement = """UPDATE decisions_decision SET state = 'approved', number = 'X', number_year = 2026,
        number_sequence = 9, decided_on = now(), letter_facts = '{}', approved_by_id = drafted_by_id WHERE id = %s"""
    with pytest.raises(IntegrityError, match="decision_four_eyes"), transaction.atomic():
        connection.cursor().execute(statement, [decision.pk])


@pytest.mark.parametrize("role", [Role.ACCOUNTANT, Role.AUDITOR, Role.ADMINISTRATOR, Role.SOCIAL_WORKER])
def test_other_roles_do_not_approve(worker, actor, role):
    decision = submitted(declared(worker), worker)
    with pytest.raises(NotAllowedForYou) as error:
        approve_decision(decision, version=decision.version, by=actor("TUK", role, name="Other"), why="x")
    assert error.value.code == "approve_decision"


def test_the_head_of_another_municipality_sees_nothing_and_approves_nothing(worker, actor, acting_as):
    decision = submitted(declared(worker), worker)
    case, stranger = decision.case, actor("LPJ", Role.HEAD, name="Stranger")
    with acting_as(stranger, Purpose.DECISION):
        assert list(approval_queue()) == []
        assert list(decisions_of(case)) == []
        with pytest.raises(NotVisible):
            access_decision(decision.uid, by=stranger, purpose=Purpose.DECISION)
        with pytest.raises(NotVisible):
            approve_decision(decision, version=decision.version, by=stranger, why="x")
    decision.refresh_from_db()
    assert decision.state == DecisionState.SUBMITTED


def test_a_stale_version_changes_nothing(worker, head):
    decision = submitted(declared(worker), worker)
    for command in (approve_decision, return_decision):
        extra = {"note": "x"} if command is return_decision else {}
        with pytest.raises(StaleVersion):
            command(decision, version=decision.version - 1, by=head, why="x", **extra)
    decision.refresh_from_db()
    assert decision.state == DecisionState.SUBMITTED
    assert decision.number is None


def test_a_returned_decision_comes_back_with_its_note(worker, head):
    decision = submitted(declared(worker), worker)
    with pytest.raises(InvalidValue) as error:
        return_decision(decision, version=decision.version, note="  ", by=head, why="x")
    assert error.value.code == "note.empty"
    returned = return_decision(decision, version=decision.version, note="Trūkst rēķina", by=head, why="x")
    assert (returned.state, returned.return_note) == (DecisionState.RETURNED, "Trūkst rēķina")
    assert list(approval_queue()) == []
    again = submit_decision(returned, version=returned.version, note="Rēķins pievienots", by=worker, why="x")
    assert list(approval_queue()) == [again]
    done = approve_decision(again, version=again.version, by=head, why="x")
    assert done.number


def test_changed_facts_stop_the_approval(worker, head):
    application = declared(worker)
    decision = submitted(application, worker)
    reopen_declaration(application, by=worker, why="x")
    with pytest.raises(NotAllowedNow) as error:
        approve_decision(decision, version=decision.version, by=head, why="x")
    assert error.value.code == "assessment.declaration"
    declare_wage(application, 30_000, worker)
    complete_declaration(application, by=worker, why="x")
    with pytest.raises(NotAllowedNow) as error:
        approve_decision(decision, version=decision.version, by=head, why="x")
    assert error.value.code == "decision.stale_facts"
    with pytest.raises(NotAllowedNow) as error:
        draft_decision(application, by=worker, why="x")  # it waits for the head, who must return it first
    assert error.value.code == "decision.state"


def test_money_needs_an_account(worker):
    """A status alone was asked for without an account; a benefit asked for later has nowhere to go."""
    application = declared(worker, requests=(Request.STATUS,), iban="")
    application.requests = ["status", "gmi"]
    application.save(update_fields=["requests"])
    decision = draft_decision(application, by=worker, why="x")
    with pytest.raises(NotAllowedNow) as error:
        submit_decision(decision, version=decision.version, by=worker, why="x")
    assert error.value.code == "decision.iban"


def test_a_decided_application_is_not_drafted_again(worker, head):
    application = declared(worker)
    approved(application, worker, head)
    with pytest.raises(NotAllowedNow) as error:
        draft_decision(application, by=worker, why="x")
    assert error.value.code == "assessment.decided"


def test_looking_at_a_decision_is_logged(worker, head):
    decision = submitted(declared(worker), worker)
    access_decision(decision.uid, by=head, purpose=Purpose.DECISION)
    entry = accesses_to_case(decision.case.number)[0]
    assert (entry.user_id, entry.subject, entry.what) == (head.user_id, decision.case.applicant.uid, "decision")


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE decisions_decision SET note = 'x' WHERE id = %(decision)s",
        "UPDATE decisions_decision SET state = 'withdrawn', number = NULL WHERE id = %(decision)s",
        "DELETE FROM decisions_decision WHERE id = %(decision)s",
        "UPDATE decisions_decisionitem SET monthly_cents = 1 WHERE decision_id = %(decision)s",
        "UPDATE decisions_decisionitem SET decision_id = %(decision)s WHERE decision_id = %(other)s",
        "DELETE FROM decisions_decisionitem WHERE decision_id = %(decision)s",
        """INSERT INTO decisions_decisionitem (uid, created_at, institution_id, decision_id, benefit, result,
            monthly_cents, months, first_month, last_month, reason_codes, reason_lv, reason_en)
            SELECT gen_random_uuid(), now(), institution_id, %(decision)s, 'gmi', 'granted', 1, 1, '2030-01-01',
            '2030-01-01', '[]', '', '' FROM decisions_decision WHERE id = %(decision)s""",
    ],
)
def test_an_approved_decision_is_immutable_even_by_sql(worker, head, statement):
    decision = approved(declared(worker), worker, head)
    other = draft_decision(declared(worker, name="Līga"), by=worker, why="x")
    with pytest.raises(IntegrityError, match="is approved"), transaction.atomic():
        _as_intruder(statement, {"decision": decision.pk, "other": other.pk})


def _as_intruder(statement, values):
    """As one who knows how pgtrigger's own triggers are switched off."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('pgtrigger.ignore', '{decision_frozen,decision_item_frozen}', true)")
        cursor.execute(statement, values)


def test_a_decision_follows_only_an_approved_one_of_its_own_case(worker, head):
    first = approved(declared(worker), worker, head)
    other = draft_decision(declared(worker, name="Līga"), by=worker, why="x")
    with pytest.raises(IntegrityError, match="own case"), transaction.atomic():
        Decision.objects.filter(pk=other.pk).update(follows=first)
