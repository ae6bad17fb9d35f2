"""What stands in the app bar, by role. Pages that don't exist in an installation are left out."""

from dataclasses import dataclass, replace

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from digisoc.accounts.api import Actor, Role


@dataclass(frozen=True, slots=True)
class NavEntry:
    """One page of the app bar; `label` is translated where it is shown.

    `also` are the other parts of the desk that belong under it, such as the forms of a case.
    """

    label: str | Promise
    url_name: str
    roles: frozenset[Role]
    also: tuple[str, ...] = ()
    url: str = ""
    current: bool = False


_CASE_ROLES = frozenset({Role.ASSISTANCE_ORGANISER, Role.SOCIAL_WORKER, Role.HEAD})
_OF_A_CASE = ("applications/", "decisions/", "income/", "property/", "readings/")
_ENTRIES = (
    NavEntry(_("My work"), "desk:worklist", _CASE_ROLES),
    NavEntry(_("Cases"), "desk:cases", _CASE_ROLES | {Role.AUDITOR}, _OF_A_CASE),
    NavEntry(_("Approvals"), "desk:approvals", frozenset({Role.HEAD})),
    NavEntry(_("Payments"), "desk:payment_runs", frozenset({Role.ACCOUNTANT, Role.HEAD, Role.AUDITOR})),
)


def navigation(actor: Actor | None, path: str = "") -> list[NavEntry]:
    """The entries this actor may open, in their order; the one whose address begins `path` is the current one."""
    open_to = [entry for entry in _ENTRIES if actor and actor.has(*entry.roles)]
    found = [replace(entry, url=address(entry.url_name)) for entry in open_to]
    desk = address("desk:worklist")
    owned = [(begins, entry) for entry in found for begins in (entry.url, *(desk + part for part in entry.also))]
    fitting = [(begins, entry) for begins, entry in owned if entry.url and path.startswith(begins)]
    best = max(fitting, key=lambda one: len(one[0]))[1] if fitting else None
    return [replace(entry, current=entry is best) for entry in found if entry.url]


def address(url_name: str) -> str:
    """The address of a page, or empty when this installation has none of that name."""
    try:
        return reverse(url_name)
    except NoReverseMatch:
        return ""
