"""Reads of decisions. Rows of other institutions don't exist here: the database hides them."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import QuerySet

from digisoc.accounts.api import Actor
from digisoc.casework.api import Case
from digisoc.core.api import StoredFile
from digisoc.decisions import permissions
from digisoc.decisions.computing import compute, result_differences
from digisoc.decisions.enums import DecisionState
from digisoc.decisions.models import Assessment, Decision, DecisionLetter
from digisoc.decisions.types import Difference, Replay
from digisoc.intake.api import Application, log_access
from digisoc.kernel.errors import N_, NotAllowedNow, NotVisible
from digisoc.rules.api import RULES_VERSION
from digisoc.trail.enums import Purpose

_PERSONS = ("case__applicant", "case__household", "drafted_by", "submitted_by", "returned_by", "approved_by")


def access_decision(uid: UUID, *, by: Actor, purpose: Purpose, what: str = "decision") -> Decision:
    """One decision of the actor's institution with its items; the look at every member is logged.

    Raises `NotVisible` (404) for another institution's, `NotAllowedForYou` without a reading role.
    """
    permissions.check_read_decision(by)
    decision = _decisions().filter(uid=uid).first()
    if decision is None:
        raise NotVisible(
            N_("This decision is not in your institution's register."), code="decision",
            hint=N_("Check the address, or search by the case number."),
        )
    log_access(decision.application, by=by, purpose=purpose, what=what)
    return decision


def access_letter(uid: UUID, *, by: Actor, purpose: Purpose) -> StoredFile:
    """The sealed letter by the decision's uid; logged. `NotAllowedNow` ("letter.none") before it exists."""
    decision = access_decision(uid, by=by, purpose=purpose, what="decision_letter")
    letter = letter_of(decision)
    if letter is None:
        raise NotAllowedNow(
            N_("The letter is not sealed yet."), code="letter.none",
            hint=N_("It is sealed within moments after approval; open this page again."),
        )
    return letter.file


def approval_queue() -> QuerySet[Decision]:
    """Decisions that wait for the head, the application due first on top."""
    return _decisions().filter(state=DecisionState.SUBMITTED).order_by("application__due_on", "submitted_at", "id")


def decisions_of(case: Case) -> QuerySet[Decision]:
    """All decisions of a case, newest first."""
    return _decisions().filter(case=case).order_by("-id")


def live_decisions(application_ids: Iterable[int]) -> dict[int, Decision]:
    """The newest decision that isn't withdrawn, by application id; one query, for lists."""
    rows = Decision.objects.filter(application_id__in=list(application_ids)).exclude(state=DecisionState.WITHDRAWN)
    return {decision.application_id: decision for decision in rows.order_by("id")}


def live_decision_of(application: Application) -> Decision | None:
    """The newest decision on an application that isn't withdrawn."""
    rows = _decisions().filter(application=application).exclude(state=DecisionState.WITHDRAWN)
    return rows.order_by("-id").first()


def latest_assessment(application: Application) -> Assessment | None:
    """The newest calculation of an application."""
    return Assessment.objects.filter(application=application).order_by("-id").first()


def letter_of(decision: Decision) -> DecisionLetter | None:
    """The sealed letter, or None while it isn't sealed."""
    return DecisionLetter.objects.select_related("file").filter(decision=decision).first()


def decision_by_uid(uid: UUID) -> Decision | None:
    """For jobs of higher rooms; not a look at data, so nothing is logged."""
    return _decisions().filter(uid=uid).first()


def previous_decision(decision: Decision) -> Decision | None:
    """The approved decision that this one follows, else the case's newest approved one before it."""
    if decision.follows_id:
        return _decisions().get(pk=decision.follows_id)
    earlier = _decisions().filter(case=decision.case_id, state=DecisionState.APPROVED, pk__lt=decision.pk)
    return earlier.order_by("-id").first()


def compare_assessments(before: Assessment, after: Assessment) -> tuple[Difference, ...]:
    """What differs between two calculations, in the order of the assessment contract."""
    return result_differences(before.result, after.result)


def replay(assessment: Assessment) -> Replay:
    """Compute again from the frozen facts and compare every value, later months included, to the cent."""
    again = compute(assessment.facts)
    differences = list(result_differences(assessment.result, again.result))
    for number, (then, now) in enumerate(zip(assessment.later_months, again.later_months, strict=False), 2):
        differences += [
            Difference(f"month_{number}.{item.name}", item.before, item.after)
            for item in result_differences(then, now)
        ]
    if len(assessment.later_months) != len(again.later_months):
        counts = str(len(assessment.later_months)), str(len(again.later_months))
        differences.append(Difference("later_months", *counts))
    return Replay(assessment.rules_version, RULES_VERSION, tuple(differences))


def _decisions() -> QuerySet[Decision]:
    return Decision.objects.select_related("application__case__applicant", "assessment", *_PERSONS).prefetch_related(
        "items"
    )
