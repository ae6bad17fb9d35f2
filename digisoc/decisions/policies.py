"""May this happen now: states, fresh facts, an account to pay to."""

from collections.abc import Callable

from digisoc.decisions.claims import check_unclaimed
from digisoc.decisions.computing import digest
from digisoc.decisions.enums import Benefit, DecisionState, Result
from digisoc.decisions.models import Assessment, Decision
from digisoc.decisions.transitions import TRANSITIONS
from digisoc.intake.api import Application, case_facts
from digisoc.intake.enums import ApplicationState
from digisoc.kernel.errors import N_, NotAllowedNow, UserFacingError


def check_transition(decision: Decision, command: str) -> None:
    """Is the command in the table of states for the decision's state? Code "decision.state"."""
    allowed, _ = TRANSITIONS[command]
    if decision.state not in allowed:
        raise NotAllowedNow(
            N_("This step is not possible now: the decision is “%(state)s”."), code="decision.state",
            hint=N_("Open the case again to see where the decision is; nothing you typed is lost."),
            state=DecisionState(decision.state).label,
        )


def check_can_assess(application: Application) -> None:
    """The declaration must be complete; code "assessment.declaration"."""
    if application.state == ApplicationState.DECIDED:
        raise NotAllowedNow(
            N_("The application is already decided."), code="assessment.decided",
            hint=N_("A change of circumstances needs a new application or a following decision."),
        )
    if application.state != ApplicationState.DECLARED:
        raise NotAllowedNow(
            N_("The means declaration is not complete yet, so nothing can be calculated."),
            code="assessment.declaration", hint=N_("Complete the declaration first."),
        )


def can_assess(application: Application) -> bool:
    """Twin of `check_can_assess`."""
    return _asks(lambda: check_can_assess(application))


def facts_are_fresh(assessment: Assessment) -> bool:
    """Are the declaration's facts still those that were assessed?"""
    return digest(case_facts(assessment.application)) == assessment.facts_digest


def check_facts_fresh(assessment: Assessment) -> None:
    """Raise unless `facts_are_fresh`; code "decision.stale_facts"."""
    if not facts_are_fresh(assessment):
        raise NotAllowedNow(
            N_("The means declaration was changed after this calculation."), code="decision.stale_facts",
            hint=N_("The worker must calculate again before the decision goes on; the draft is kept."),
        )


def check_can_submit(decision: Decision) -> None:
    """State, complete declaration, fresh facts, no month granted before, an account when money is granted."""
    check_transition(decision, "submit")
    _check_ready(decision)


def can_submit(decision: Decision) -> bool:
    """Twin of `check_can_submit`."""
    return _asks(lambda: check_can_submit(decision))


def check_can_approve(decision: Decision) -> None:
    """The same as for submitting; a decision already approved says by whom and under which number."""
    if decision.state == DecisionState.APPROVED:
        raise NotAllowedNow(
            N_("The decision is already approved by %(name)s under number %(number)s."), code="decision.approved",
            hint=N_("There is nothing left to do; open the decision to see the letter."),
            name=decision.approved_by.display_name if decision.approved_by else "", number=decision.number,
        )
    check_transition(decision, "approve")
    _check_ready(decision)


def can_approve_now(decision: Decision) -> bool:
    """Twin of `check_can_approve`."""
    return _asks(lambda: check_can_approve(decision))


def _check_ready(decision: Decision) -> None:
    check_can_assess(decision.application)
    check_facts_fresh(decision.assessment)
    check_unclaimed(decision)
    money = decision.items.filter(result=Result.GRANTED).exclude(benefit=Benefit.STATUS).exists()
    if money and not decision.application.iban:
        raise NotAllowedNow(
            N_("A benefit is granted, but the account to pay it to is not known."), code="decision.iban", field="iban",
            hint=N_("Add the applicant's IBAN to the application; the draft is kept."),
        )


def _asks(check: Callable[[], None]) -> bool:
    try:
        check()
    except UserFacingError:
        return False
    return True
