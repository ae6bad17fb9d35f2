"""May this happen now: states, signatures, registers."""

from collections.abc import Collection

from digisoc.intake.enums import ApplicationState
from digisoc.intake.models import Application
from digisoc.intake.queries import missing_signatures, open_applications, open_readings
from digisoc.intake.transitions import TRANSITIONS
from digisoc.kernel.errors import N_, NotAllowedNow, UserFacingError
from digisoc.registry.api import Household


def check_no_open_application(household: Household, requests: Collection[str]) -> None:
    """The household has no undecided application that asks for the same; code "application.open".

    A double click is another matter: the same form gives the application it made.
    """
    undecided = open_applications().filter(case__household=household, requests__overlap=list(requests)).first()
    if undecided:
        raise NotAllowedNow(
            N_("This household already has an application of %(day)s that is not decided yet (case %(number)s)."),
            code="application.open", field="requests", day=f"{undecided.received_on:%d.%m.%Y.}",
            number=undecided.case.number,
            hint=N_("Go on with that one, or ask here only for what it does not ask for. Nothing you typed is lost."),
        )


def check_change_declaration(application: Application) -> None:
    """The declaration may be changed while it is being filled."""
    if application.state != ApplicationState.COLLECTING:
        raise NotAllowedNow(
            N_("The declaration is already complete, so it can't be changed."), code="declaration.complete",
            hint=N_("Reopen it first; nothing you typed before is lost."),
        )


def can_change_declaration(application: Application) -> bool:
    """Twin of `check_change_declaration`."""
    return _asks(check_change_declaration, application)


def check_complete_declaration(application: Application) -> None:
    """Every adult has signed, and every register has answered or is replaced by documents."""
    check_transition(application, "complete_declaration")
    unsigned = missing_signatures(application)
    if unsigned:
        raise NotAllowedNow(
            N_("Not yet signed by: %(names)s."), code="declaration.unsigned", field="signatures",
            hint=N_("Each adult of the household must sign the application."),
            names=", ".join(person.full_name for person in unsigned),
        )
    silent = open_readings(application)
    if silent:
        raise NotAllowedNow(
            N_("No answer from: %(registers)s."), code="declaration.registers", field="registers",
            hint=N_("Ask again, or note which documents take the register's place."),
            registers=", ".join(sorted({f"{reading.person.full_name} – {reading.register}" for reading in silent})),
        )


def can_complete_declaration(application: Application) -> bool:
    """Twin of `check_complete_declaration`."""
    return _asks(check_complete_declaration, application)


def check_transition(application: Application, command: str) -> None:
    """Is the command in the table of states for the application's state?"""
    allowed, _ = TRANSITIONS[command]
    if application.state not in allowed:
        raise NotAllowedNow(
            N_("This step is not possible now: the application is “%(state)s”."), code="application.state",
            state=ApplicationState(application.state).label,
        )


def _asks(check: object, application: Application) -> bool:
    try:
        check(application)  # type: ignore[operator]
    except UserFacingError:
        return False
    return True
