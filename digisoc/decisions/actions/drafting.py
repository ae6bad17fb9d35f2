"""The worker's commands: draft, submit for approval, withdraw."""

from dataclasses import asdict
from typing import Any

from django.db import transaction

from digisoc.accounts.api import Actor
from digisoc.decisions import permissions, policies
from digisoc.decisions.actions.assessing import assess_application
from digisoc.decisions.actions.locking import check_version, locked_application, locked_decision
from digisoc.decisions.claims import claims_on
from digisoc.decisions.enums import DecisionState
from digisoc.decisions.models import Assessment, Decision, DecisionItem
from digisoc.decisions.outcomes import decide_items, granted_months
from digisoc.decisions.transitions import TRANSITIONS
from digisoc.intake.api import Application
from digisoc.kernel import clock
from digisoc.kernel.errors import N_, InvalidValue

NOTE_LIMIT = 1000


@transaction.atomic
def draft_decision(application: Application, *, by: Actor, why: str) -> Decision:
    """The live draft on an application, calculated from its facts as they are now; a second call gives the same one.

    When the facts changed, a draft or a returned decision takes the new calculation and its author is the caller;
    one that waits for approval must first be returned ("decision.state").
    """
    permissions.check_draft(by)
    current = locked_application(application)
    assessment = assess_application(current, by=by, why=why)
    live = Decision.objects.exclude(state=DecisionState.WITHDRAWN).filter(application=current, follows=None).first()
    if live is None:
        return _create(current, assessment, by)
    if live.assessment_id == assessment.pk:
        return live
    return _redraft(locked_decision(live), assessment, by)


@transaction.atomic
def submit_decision(decision: Decision, *, version: int, note: str = "", by: Actor, why: str) -> Decision:
    """Hand a draft or a returned decision to the head; `note` is for the head, not for the letter.

    A second click on the same form gives the submitted decision. Raises `StaleVersion` and what
    `policies.check_can_submit` raises.
    """
    permissions.check_draft(by)
    current = locked_decision(decision)
    if current.state == DecisionState.SUBMITTED and current.submitted_by_id == by.user_id:
        return current
    policies.check_can_submit(current)
    check_version(current, version)
    current.note = checked_note(note, "note", required=False)
    current.submitted_by_id, current.submitted_at = by.user_id, clock.now()
    return move(current, "submit")


@transaction.atomic
def withdraw_decision(decision: Decision, *, version: int, by: Actor, why: str) -> Decision:
    """Give up a decision that isn't approved; the application can then be drafted anew."""
    permissions.check_draft(by)
    current = locked_decision(decision)
    policies.check_transition(current, "withdraw")
    check_version(current, version)
    return move(current, "withdraw")


def move(decision: Decision, command: str) -> Decision:
    """Move a locked decision by the table, with all that was changed on it."""
    policies.check_transition(decision, command)
    decision.state = TRANSITIONS[command][1]
    decision.version += 1
    decision.save()
    return decision


def checked_note(text: str, field: str, *, required: bool) -> str:
    """A note without space around it; `InvalidValue` ("note.empty", "note.long")."""
    note = text.strip()
    if required and not note:
        raise InvalidValue(
            N_("Say what must be changed."), code="note.empty", field=field,
            hint=N_("The worker reads this note beside the returned decision."),
        )
    if len(note) > NOTE_LIMIT:
        raise InvalidValue(
            N_("The note has more than %(limit)s characters."), code="note.long", field=field,
            hint=N_("Shorten it; what you typed is kept."), limit=NOTE_LIMIT,
        )
    return note


def _create(application: Application, assessment: Assessment, by: Actor) -> Decision:
    decision = Decision.objects.create(
        institution_id=by.institution_id, application=application, case=application.case, drafted_by_id=by.user_id,
        **_content(assessment),
    )
    _add_items(decision)
    return decision


def _redraft(decision: Decision, assessment: Assessment, by: Actor) -> Decision:
    policies.check_transition(decision, "redraft")
    decision.items.all().delete()
    for name, value in _content(assessment).items():
        setattr(decision, name, value)
    decision.drafted_by_id = by.user_id
    _add_items(decision)
    return move(decision, "redraft")


def _content(assessment: Assessment) -> dict[str, Any]:
    months = granted_months(assessment)
    return {
        "assessment": assessment, "status": assessment.result["status"],
        "granting_months": assessment.result["granting_months"], "first_month": months[0].first_day,
        "last_month": months[-1].first_day,
    }


def _add_items(decision: Decision) -> None:
    claims = claims_on(decision.application)
    for item in decide_items(decision.assessment, decision.application.requests, claims):
        values = asdict(item) | {"reason_codes": list(item.reason_codes)}
        DecisionItem.objects.create(institution_id=decision.institution_id, decision=decision, **values)
