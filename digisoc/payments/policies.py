"""May this happen now: states, the paying institution's details."""

from digisoc.accounts.api import Institution
from digisoc.exchange.payments_out.api import check_iban
from digisoc.kernel.errors import N_, InvalidValue, NotAllowedNow, UserFacingError
from digisoc.payments.enums import RunState
from digisoc.payments.models import PaymentRun, RunLine
from digisoc.payments.transitions import RUN_TRANSITIONS


def check_transition(run: PaymentRun, command: str) -> None:
    """Is the command in the table of states for the run's state? Codes "run.released" and "run.state"."""
    allowed, _ = RUN_TRANSITIONS[command]
    if run.state == RunState.RELEASED:
        raise NotAllowedNow(
            N_("The run %(number)s is already released by %(name)s."), code="run.released",
            hint=N_("Its bank file can be fetched again; it is the same file."), number=run.number,
            name=run.released_by.display_name if run.released_by else "",
        )
    if run.state not in allowed:
        raise NotAllowedNow(
            N_("This step is not possible now: the run is “%(state)s”."), code="run.state",
            state=RunState(run.state).label,
        )


def can_transit(run: PaymentRun, command: str) -> bool:
    """Twin of `check_transition`."""
    return run.state in RUN_TRANSITIONS[command][0]


def check_payer(payer: Institution) -> None:
    """The institution has an account to pay from; codes "payer.iban_missing" and those of the account check."""
    if not payer.payment_iban.strip():
        raise NotAllowedNow(
            N_("The account of your institution is not known, so nothing can be paid from it."),
            code="payer.iban_missing", hint=N_("Ask the administrator to add it; the run is kept as it is."),
        )
    check_iban(payer.payment_iban, "payer.iban")


def check_accounts(lines: list[RunLine]) -> None:
    """Every payee's account can be paid; the first that can't is named (code "line.iban"), nothing is half done."""
    for line in lines:
        try:
            check_iban(line.iban)
        except UserFacingError as error:
            raise InvalidValue(
                N_("The account %(iban)s of %(name)s can't be paid to, so the run was not released."),
                code="line.iban", field="lines",
                hint=N_("Discard the run, correct the account, and collect again; nothing was sent."),
                iban=line.iban or "–", name=line.payee_name,
            ) from error
