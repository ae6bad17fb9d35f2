"""Who may work on applications: the same people who work on cases."""

from digisoc.accounts.api import Actor
from digisoc.casework.api import can_work_on_case, check_work_on_case


def can_change_application(by: Actor) -> bool:
    """Those who handle applications."""
    return can_work_on_case(by)


def check_change_application(by: Actor) -> None:
    """Raise unless `can_change_application`."""
    check_work_on_case(by)
