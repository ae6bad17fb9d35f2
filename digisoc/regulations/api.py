"""The door of the room."""

from digisoc.regulations.actions import approve_set, change_draft, draft_set, publish_set, return_set, submit_set
from digisoc.regulations.content import parse_content
from digisoc.regulations.evaluation import ceiling_cents, evaluate
from digisoc.regulations.law import law_of_day
from digisoc.regulations.models import RegulationSet
from digisoc.regulations.permissions import can_decide, can_draft, check_decide, check_draft
from digisoc.regulations.policies import can_accept, check_acceptable, check_data
from digisoc.regulations.queries import (
    benefits_in_force,
    decide_benefit,
    history,
    regulation_set,
    resolve_for_rules,
    set_in_force,
)
from digisoc.regulations.types import SetData

__all__ = [
    "RegulationSet",
    "SetData",
    "approve_set",
    "benefits_in_force",
    "can_accept",
    "can_decide",
    "can_draft",
    "ceiling_cents",
    "change_draft",
    "check_acceptable",
    "check_data",
    "check_decide",
    "check_draft",
    "decide_benefit",
    "draft_set",
    "evaluate",
    "history",
    "law_of_day",
    "parse_content",
    "publish_set",
    "regulation_set",
    "resolve_for_rules",
    "return_set",
    "set_in_force",
    "submit_set",
]
