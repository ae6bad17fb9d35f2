"""Commands of decisions."""

from digisoc.decisions.actions.approving import approve_decision, return_decision
from digisoc.decisions.actions.assessing import assess_application
from digisoc.decisions.actions.drafting import draft_decision, submit_decision, withdraw_decision
from digisoc.decisions.actions.letters import preview_letter, seal_letter

__all__ = [
    "approve_decision",
    "assess_application",
    "draft_decision",
    "preview_letter",
    "return_decision",
    "seal_letter",
    "submit_decision",
    "withdraw_decision",
]
