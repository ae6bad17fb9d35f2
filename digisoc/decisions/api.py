"""The door of the room."""

from digisoc.decisions.models import Assessment, Decision, DecisionItem, DecisionLetter

__all__ = ["Assessment", "Decision", "DecisionItem", "DecisionLetter"]
