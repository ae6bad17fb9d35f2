"""The one table of a decision's states."""

from digisoc.decisions.enums import DecisionState

S = DecisionState

#: command -> (states it may start from, state it leads to)
TRANSITIONS: dict[str, tuple[frozenset[DecisionState], DecisionState]] = {
    "redraft": (frozenset({S.DRAFTED, S.RETURNED}), S.DRAFTED),
    "submit": (frozenset({S.DRAFTED, S.RETURNED}), S.SUBMITTED),
    "return": (frozenset({S.SUBMITTED}), S.RETURNED),
    "approve": (frozenset({S.SUBMITTED}), S.APPROVED),
    "withdraw": (frozenset({S.DRAFTED, S.SUBMITTED, S.RETURNED}), S.WITHDRAWN),
}
