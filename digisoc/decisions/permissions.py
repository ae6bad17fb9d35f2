"""Who may draft, approve, return and read decisions."""

from digisoc.accounts.api import Actor, Role
from digisoc.casework.api import can_read_case, check_read_case
from digisoc.decisions.models import Decision
from digisoc.kernel.errors import N_, NotAllowedForYou, UserFacingError

DRAFTERS = (Role.ASSISTANCE_ORGANISER, Role.SOCIAL_WORKER)
APPROVERS = (Role.HEAD,)


def can_draft(by: Actor) -> bool:
    """Those who handle applications."""
    return by.has(*DRAFTERS)


def check_draft(by: Actor) -> None:
    """Raise unless `can_draft`; code "draft_decision"."""
    if not can_draft(by):
        raise NotAllowedForYou(
            N_("Only a social assistance organiser or a social worker prepares decisions."), code="draft_decision"
        )


def check_can_approve(decision: Decision, by: Actor) -> None:
    """The head, and never who drafted or submitted it; codes "approve_decision" and "four_eyes"."""
    if not by.has(*APPROVERS):
        raise NotAllowedForYou(
            N_("Only the head of the social service approves or returns decisions."), code="approve_decision"
        )
    if by.user_id in (decision.drafted_by_id, decision.submitted_by_id):
        raise NotAllowedForYou(
            N_("You prepared this decision yourself, so somebody else must approve it."), code="four_eyes",
            hint=N_("Ask another head or deputy head of your social service to approve it; the draft is kept."),
        )


def can_approve(decision: Decision, by: Actor) -> bool:
    """Twin of `check_can_approve`."""
    try:
        check_can_approve(decision, by)
    except UserFacingError:
        return False
    return True


def can_read_decision(by: Actor) -> bool:
    """All who may read the case."""
    return can_read_case(by)


def check_read_decision(by: Actor) -> None:
    """Raise unless `can_read_decision`; code "read_case"."""
    check_read_case(by)
