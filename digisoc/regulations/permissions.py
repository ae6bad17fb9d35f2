"""Who may write, approve and publish a municipality's rules."""

from digisoc.accounts.api import Actor, Role
from digisoc.kernel.errors import N_, NotAllowedForYou, UserFacingError
from digisoc.regulations.models import RegulationSet

DRAFTERS = (Role.ADMINISTRATOR, Role.HEAD)
APPROVERS = (Role.HEAD,)


def can_draft(by: Actor) -> bool:
    """The administrator and the head."""
    return by.has(*DRAFTERS)


def check_draft(by: Actor) -> None:
    """Raise unless `can_draft`; code "draft_set"."""
    if not can_draft(by):
        raise NotAllowedForYou(
            N_("Only the administrator or the head of the social service writes regulations."), code="draft_set"
        )


def check_decide(current: RegulationSet, by: Actor) -> None:
    """Approve, publish, return: the head, and never one who wrote or submitted it.

    Codes "approve_set" and "regulations.four_eyes".
    """
    if not by.has(*APPROVERS):
        raise NotAllowedForYou(
            N_("Only the head of the social service approves, publishes or returns regulations."), code="approve_set"
        )
    if by.user_id in (*current.author_ids, current.drafted_by_id, current.submitted_by_id):
        raise NotAllowedForYou(
            N_("You wrote these regulations yourself, so somebody else must decide on them."),
            code="regulations.four_eyes",
            hint=N_("Ask another head or deputy head of your social service; the set is kept."),
        )


def can_decide(current: RegulationSet, by: Actor) -> bool:
    """Twin of `check_decide`."""
    try:
        check_decide(current, by)
    except UserFacingError:
        return False
    return True


def check_system(by: Actor) -> None:
    """Only the system itself loads published acts; code "load_set"."""
    if by.user_id != 0:
        raise NotAllowedForYou(N_("Only the system loads published acts."), code="load_set")
