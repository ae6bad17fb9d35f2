"""What every page of a case shows around its own content: heading, deadline, the pages at the side.

A view opens the case with `access.case_for`, then gives `case_context(request, case, "calculation")` to a template that
extends `desk/case_base.html`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal
from urllib.parse import urlsplit
from uuid import UUID

from django.http import HttpRequest
from django.urls import NoReverseMatch, resolve, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from digisoc.accounts.api import Actor
from digisoc.casework.api import Case, can_work_on_case
from digisoc.intake.api import Application, applications_of, differences
from digisoc.intake.enums import ApplicationState, Request
from digisoc.kernel import clock
from digisoc.kernel.errors import N_, NotVisible
from digisoc.registry.api import members_on
from digisoc.web.desk.access import actor_of
from digisoc.web.desk.deadlines import deadline

type Page = Literal["household", "declaration", "calculation", "decisions", "payments", "history"]


@dataclass(frozen=True, slots=True)
class SidePage:
    """One page of the case; `attention` says in words why somebody should look."""

    key: str
    label: str | Promise
    url: str
    current: bool
    count: int | str = ""
    attention: str | Promise = ""


_PAGES: tuple[tuple[Page, str, Promise], ...] = (
    ("household", "desk:case", _("Household")),
    ("declaration", "desk:declaration", _("Declaration")),
    ("calculation", "desk:calculation", _("Calculation")),
    ("decisions", "desk:decisions", _("Decisions")),
    ("payments", "desk:payments", _("Payments")),
    ("history", "desk:history", _("History")),
)


def case_context(
    request: HttpRequest, case: Case, current: Page, *, application: Application | None = None
) -> dict[str, Any]:
    """`case`, `application` (the one chosen, else the newest, or None), `applications`, `side`, `due`, `can_work`.

    Logs nothing: the view has opened the case through `access_case`, and logs the members when it shows them.
    """
    applications = list(applications_of([case.pk]))
    chosen = application or chosen_application(request, applications)
    return {
        "case": case,
        "application": chosen,
        "applications": applications,
        "side": [page for page in _side(case, chosen, current, applications) if _admits(page.url, actor_of(request))],
        "due": _due(chosen),
        "can_work": can_work_on_case(actor_of(request)),
        "current_page": current,
    }


def chosen_application(request: HttpRequest, applications: list[Application]) -> Application | None:
    """The application of `?application=`, else the newest; one that isn't the case's is refused as not existing."""
    wanted = request.GET.get("application", "")
    if not wanted:
        return applications[0] if applications else None
    found = next((row for row in applications if str(row.uid) == wanted), None)
    if found is None:
        raise NotVisible(N_("This application is not in this case."), code="application")
    return found


def case_url(name: str, uid: UUID, application: Application | None = None) -> str:
    """The address of a page of the case, for one of its applications; empty when the page isn't installed."""
    try:
        url = reverse(name, args=[uid])
    except NoReverseMatch:
        return ""
    return f"{url}?application={application.uid}" if application else url


def asked_for(application: Application) -> str:
    """"Mājsaimniecības statuss, mājokļa pabalsts" in the reader's language."""
    words = [str(Request(one).label) for one in application.requests if one in Request.values]
    later = [word if word.startswith("GMI") else word[:1].lower() + word[1:] for word in words[1:]]
    return ", ".join([*words[:1], *later])


def _side(case: Case, chosen: Application | None, current: Page, applications: list[Application]) -> list[SidePage]:
    marked = chosen if chosen and applications and chosen.pk != applications[0].pk else None
    counts: dict[str, Callable[[], tuple[int | str, str | Promise]]] = {
        "household": lambda: (len(members_on(case.household, chosen.received_on if chosen else clock.today())), ""),
        "declaration": lambda: _differences(chosen),
    }
    pages = []
    for key, name, label in _PAGES:
        url = case_url(name, case.uid, marked)
        count, attention = counts[key]() if key in counts else ("", "")
        if url:
            pages.append(SidePage(key, label, url, key == current, count, attention))
    return pages


def _admits(url: str, actor: Actor) -> bool:
    """Does the guard of the page let the actor in? A link that answers 403 is no way on."""
    view: Any = resolve(urlsplit(url).path).func
    roles, _purpose = view.guard
    return not roles or actor.has(*roles)


def _differences(application: Application | None) -> tuple[int | str, str | Promise]:
    count = differences(application) if application else 0
    return (count, _("values that differ")) if count else ("", "")


def _due(application: Application | None) -> Any:
    if application is None or application.state == ApplicationState.DECIDED:
        return None
    return deadline(application.due_on, clock.today())
