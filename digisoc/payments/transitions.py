"""The tables of states: of a payment run, and of a due amount, which follows its run."""

from digisoc.payments.enums import DueState, RunState

R = RunState
D = DueState

#: command -> (states the run may start from, state it leads to)
RUN_TRANSITIONS: dict[str, tuple[frozenset[RunState], RunState]] = {
    "release": (frozenset({R.COLLECTED}), R.RELEASED),
    "discard": (frozenset({R.COLLECTED}), R.DISCARDED),
}

#: command -> (states the due amount may start from, state it leads to)
DUE_TRANSITIONS: dict[str, tuple[frozenset[DueState], DueState]] = {
    "collect": (frozenset({D.PLANNED}), D.COLLECTED),
    "discard": (frozenset({D.COLLECTED}), D.PLANNED),
    "release": (frozenset({D.COLLECTED}), D.RELEASED),
    "bank_returned": (frozenset({D.RELEASED}), D.RETURNED),
}
