"""Who may read and write persons and households."""

from digisoc.accounts.api import Actor, Role
from digisoc.kernel.errors import N_, NotAllowedForYou

READERS = (Role.ASSISTANCE_ORGANISER, Role.SOCIAL_WORKER, Role.HEAD, Role.ACCOUNTANT, Role.AUDITOR)
WRITERS = (Role.ASSISTANCE_ORGANISER, Role.SOCIAL_WORKER)


def can_read_person(by: Actor) -> bool:
    """All who work with cases; administrators manage accounts, not people's data."""
    return by.has(*READERS) or by.user_id == 0


def check_read_person(by: Actor) -> None:
    """Raise unless `can_read_person`."""
    if not can_read_person(by):
        raise NotAllowedForYou(N_("Your role does not include looking at people's data."), code="read_person")


def can_write_person(by: Actor) -> bool:
    """Those who handle applications."""
    return by.has(*WRITERS) or by.user_id == 0


def check_write_person(by: Actor) -> None:
    """Raise unless `can_write_person`."""
    if not can_write_person(by):
        raise NotAllowedForYou(
            N_("Only a social assistance organiser or a social worker may change people's data."), code="write_person"
        )
