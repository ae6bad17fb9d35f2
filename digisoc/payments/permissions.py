"""Who may see, collect, release and fetch payments."""

from digisoc.accounts.api import Actor, Role
from digisoc.kernel.errors import N_, NotAllowedForYou, UserFacingError
from digisoc.payments.models import PaymentRun

READERS = (Role.ACCOUNTANT, Role.HEAD, Role.AUDITOR)
CASE_READERS = (*READERS, Role.ASSISTANCE_ORGANISER, Role.SOCIAL_WORKER)
COLLECTORS = (Role.ACCOUNTANT,)
RELEASERS = (Role.ACCOUNTANT, Role.HEAD)


def can_read_payments(by: Actor) -> bool:
    """Those who pay, answer for it or audit it."""
    return by.has(*READERS) or by.user_id == 0


def check_read_payments(by: Actor) -> None:
    """Raise unless `can_read_payments`; code "read_payments"."""
    if not can_read_payments(by):
        raise NotAllowedForYou(N_("Your role does not include looking at payment runs."), code="read_payments")


def can_read_payments_of_case(by: Actor) -> bool:
    """The same, and those who handle the case."""
    return by.has(*CASE_READERS) or by.user_id == 0


def check_read_payments_of_case(by: Actor) -> None:
    """Raise unless `can_read_payments_of_case`; code "read_payments"."""
    if not can_read_payments_of_case(by):
        raise NotAllowedForYou(N_("Your role does not include looking at payments."), code="read_payments")


def can_collect(by: Actor) -> bool:
    """Accountants."""
    return by.has(*COLLECTORS)


def check_collect(by: Actor) -> None:
    """Raise unless `can_collect`; code "collect_run"."""
    if not can_collect(by):
        raise NotAllowedForYou(N_("Only an accountant collects payment runs."), code="collect_run")


def check_can_release(run: PaymentRun, by: Actor) -> None:
    """An accountant or the head, and never who collected the run; codes "release_run" and "four_eyes"."""
    if not by.has(*RELEASERS):
        raise NotAllowedForYou(
            N_("Only an accountant or the head of the social service releases payment runs."), code="release_run"
        )
    if by.user_id == run.collected_by_id:
        raise NotAllowedForYou(
            N_("You collected this run yourself, so somebody else must release it."), code="four_eyes",
            hint=N_("Ask another accountant or the head to release it; the run is kept as it is."),
        )


def can_release(run: PaymentRun, by: Actor) -> bool:
    """Twin of `check_can_release`."""
    try:
        check_can_release(run, by)
    except UserFacingError:
        return False
    return True


def can_fetch_file(by: Actor) -> bool:
    """Those who take the file to the bank."""
    return by.has(*RELEASERS)


def check_fetch_file(by: Actor) -> None:
    """Raise unless `can_fetch_file`; code "fetch_file"."""
    if not can_fetch_file(by):
        raise NotAllowedForYou(
            N_("Only an accountant or the head of the social service fetches bank files."), code="fetch_file"
        )
