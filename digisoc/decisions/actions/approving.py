"""The head's commands: approve, return."""

from django.db import transaction

from digisoc.accounts.api import Actor, institution
from digisoc.core.api import announce
from digisoc.decisions import permissions, policies
from digisoc.decisions.actions.drafting import checked_note, move
from digisoc.decisions.actions.locking import check_version, locked_decision
from digisoc.decisions.claims import claim
from digisoc.decisions.enums import DecisionState
from digisoc.decisions.letters import letter_facts
from digisoc.decisions.models import Decision
from digisoc.documents.api import contestation_deadline, format_number, next_number
from digisoc.intake.api import mark_decided
from digisoc.kernel import clock


@transaction.atomic
def approve_decision(decision: Decision, *, version: int, by: Actor, why: str) -> Decision:
    """Put the decision in force: number, frozen content, application decided, letter under way; all or nothing.

    The same head's second click gives the approved decision. Raises `NotAllowedForYou` ("approve_decision",
    "four_eyes"), `NotAllowedNow` ("decision.approved", "decision.state", "decision.stale_facts", "decision.iban",
    "decision.granted_before", "assessment.declaration"), `StaleVersion`.
    """
    current = locked_decision(decision)
    permissions.check_can_approve(current, by)
    if current.state == DecisionState.APPROVED and current.approved_by_id == by.user_id:
        return current
    policies.check_can_approve(current)
    check_version(current, version)
    _freeze(current, by)
    move(current, "approve")
    claim(current)
    mark_decided(current.application, by=by, why=why)
    _seal_later(current, by)
    return current


@transaction.atomic
def return_decision(decision: Decision, *, version: int, note: str, by: Actor, why: str) -> Decision:
    """Send a submitted decision back to the worker with a note that says what must be changed."""
    current = locked_decision(decision)
    permissions.check_can_approve(current, by)
    policies.check_transition(current, "return")
    check_version(current, version)
    current.return_note = checked_note(note, "note", required=True)
    current.returned_by_id = by.user_id
    return move(current, "return")


def _freeze(decision: Decision, by: Actor) -> None:
    """Everything that must read the same in ten years; the number last, because its counter is then locked."""
    today = clock.today()
    series = institution(decision.institution_id).short_code
    decision.approved_by_id, decision.approved_at, decision.decided_on = by.user_id, clock.now(), today
    decision.contest_until = contestation_deadline(today)
    decision.iban = decision.application.iban
    decision.letter_facts = letter_facts(decision) | {"head": by.name}
    sequence = next_number(institution_id=decision.institution_id, series=series, year=today.year)
    decision.number_year, decision.number_sequence = today.year, sequence
    decision.number = format_number(series, today.year, sequence)


def _seal_later(decision: Decision, by: Actor) -> None:
    announce(
        "decision.approved", institution_id=by.institution_id, user_id=by.user_id, lock=f"decision:{decision.uid}",
        decision_uid=str(decision.uid),
    )
