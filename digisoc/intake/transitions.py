"""The one table of an application's states."""

from digisoc.intake.enums import ApplicationState

S = ApplicationState

#: command -> (states it may start from, state it leads to)
TRANSITIONS: dict[str, tuple[frozenset[ApplicationState], ApplicationState]] = {
    "complete_declaration": (frozenset({S.COLLECTING}), S.DECLARED),
    "reopen_declaration": (frozenset({S.DECLARED}), S.COLLECTING),
    "mark_decided": (frozenset({S.DECLARED}), S.DECIDED),
}
