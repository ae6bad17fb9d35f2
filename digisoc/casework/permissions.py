"""Who may read and work on cases."""

from digisoc.accounts.api import Actor, Role
from digisoc.kernel.errors import N_, NotAllowedForYou

READERS = (Role.ASSISTANCE_ORGANISER, Role.SOCIAL_WORKER, Role.HEAD, Role.ACCOUNTANT, Role.AUDITOR)
WORKERS = (Role.ASSISTANCE_ORGANISER, Role.SOCIAL_WORKER)


def can_read_case(by: Actor) -> bool:
    """All who take part in handling, deciding, paying or auditing."""
    return by.has(*READERS) or by.user_id == 0


def check_read_case(by: Actor) -> None:
    """Raise unless `can_read_case`."""
    if not can_read_case(by):
        raise NotAllowedForYou(N_("Your role does not include looking into cases."), code="read_case")


def can_work_on_case(by: Actor) -> bool:
    """Those who handle applications."""
    return by.has(*WORKERS) or by.user_id == 0


def check_work_on_case(by: Actor) -> None:
    """Raise unless `can_work_on_case`."""
    if not can_work_on_case(by):
        raise NotAllowedForYou(
            N_("Only a social assistance organiser or a social worker may change a case."), code="work_on_case"
        )
