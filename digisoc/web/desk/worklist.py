"""Lists: the work to be done, the cases, the search."""

from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext, ngettext, pgettext
from django.views.decorators.http import require_GET

from digisoc.accounts.api import Role
from digisoc.casework.api import cases_by_number, cases_in_order, log_case_list, open_cases_with
from digisoc.casework.enums import CaseState
from digisoc.exchange.dagr.api import Register
from digisoc.intake.api import worklist, worklist_counts, worklist_rows
from digisoc.intake.enums import ApplicationState, WorkFilter
from digisoc.intake.types import WorkRow
from digisoc.kernel import clock
from digisoc.registry.api import search_persons
from digisoc.trail.enums import Purpose
from digisoc.web.desk.access import READERS, WRITERS, actor_of, purpose_of
from digisoc.web.desk.case_context import asked_for, case_url
from digisoc.web.desk.deadlines import Deadline, deadline
from digisoc.web.desk.household_form import count_words
from digisoc.web.ui.guard import guarded

ROWS = 25
_CASE_ROLES = (*WRITERS, Role.HEAD)


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the list of work, ready to be shown."""

    row: WorkRow
    due: Deadline
    household: str
    asks: str
    todo: str
    url: str
    tag: tuple[str, str]


@guarded(*_CASE_ROLES, purpose=Purpose.CASE_HANDLING)
@require_GET
def my_work(request: HttpRequest) -> HttpResponse:
    """Undecided applications with what to do next, the most urgent first."""
    wanted = request.GET.get("show", "")
    only = WorkFilter(wanted) if wanted in WorkFilter.values else None
    by = actor_of(request)
    counts = worklist_counts()
    page = _page(request, worklist(only), counts[only])
    lines = [_line(row) for row in worklist_rows(list(page.object_list), by=by, purpose=purpose_of(by))]
    chips = [
        (one.value, one.label, counts[one], "danger" if one is WorkFilter.OVERDUE and counts[one] else "accent")
        for one in WorkFilter
    ]
    context = {
        "lines": lines, "page": page, "chips": chips, "only": only, "all": counts[None],
        "query": f"show={only.value}&" if only else "", "can_work": by.has(*WRITERS),
    }
    return render(request, "desk/worklist.html", context)


@guarded(*_CASE_ROLES, Role.AUDITOR, purpose=Purpose.CASE_HANDLING)
@require_GET
def case_list(request: HttpRequest) -> HttpResponse:
    """All cases in the Latvian order of their applicants."""
    state = request.GET.get("state", CaseState.OPEN.value)
    found = cases_in_order(CaseState(state) if state in CaseState.values else None)
    page = _page(request, found, found.count())
    by = actor_of(request)
    log_case_list(list(page.object_list), by=by, purpose=purpose_of(by), what="case_list")
    states = [*CaseState.choices, ("all", gettext("All"))]
    context = {"page": page, "state": state, "states": states, "query": f"state={state}&", "can_work": by.has(*WRITERS)}
    return render(request, "desk/cases.html", context)


@guarded(*READERS, purpose=Purpose.SEARCH)
@require_GET
def search(request: HttpRequest) -> HttpResponse:
    """People by name or personal code, and cases by number, from one box; people come with their open cases."""
    text = " ".join(request.GET.get("q", "").replace("\x00", "").split())[:120]
    by = actor_of(request)
    persons = search_persons(text, by=by) if text else []
    numbered = cases_by_number(text) if text else []
    log_case_list(numbered, by=by, purpose=Purpose.SEARCH, what="search")
    cases = open_cases_with(persons, clock.today())
    found = [(person, cases.get(person.pk, [])) for person in persons]
    context = {"q": text, "found": found, "numbered": numbered, "can_work": by.has(*WRITERS)}
    return render(request, "desk/search.html", context)


def _page(request: HttpRequest, rows: QuerySet[Any], count: int) -> Page[Any]:
    paginator = Paginator(rows, ROWS)
    paginator.count = count  # known already; asking again would be one more query
    return paginator.get_page(request.GET.get("page"))


def _line(row: WorkRow) -> Line:
    application = row.application
    due = deadline(application.due_on, clock.today())
    todo, tag = next_step(row)
    page = "desk:calculation" if application.state == ApplicationState.DECLARED else "desk:declaration"
    url = case_url(page, application.case.uid) or reverse("desk:declaration", args=[application.case.uid])
    return Line(
        row=row, due=due, household=count_words(row.persons, row.children), asks=asked_for(application), todo=todo,
        url=url, tag=("danger", pgettext("one application", "Overdue")) if due.state == "late" else tag,
    )


def next_step(row: WorkRow) -> tuple[str, tuple[str, str]]:
    """What to do about an application now, and its tag as (colour, word)."""
    if row.application.state == ApplicationState.DECLARED:
        return gettext("Calculate and prepare the decision"), ("success", gettext("Declaration complete"))
    if row.differences:
        words = ngettext(
            "Check %(count)s value that differs", "Check %(count)s values that differ", row.differences
        ) % {"count": row.differences}
        return words, ("warning", gettext("Difference"))
    if not row.asked:
        return gettext("Ask the registers"), ("info", gettext("New"))
    if row.silent:
        names = ", ".join(dict.fromkeys(_short(register) for register in row.silent))
        return gettext("No answer: %(registers)s. Ask again or go on with documents") % {"registers": names}, (
            "neutral", gettext("Waiting for a register"),
        )
    if row.unsigned:
        return gettext("Get the signature: %(names)s") % {"names": ", ".join(row.unsigned)}, (
            "neutral", gettext("Waiting for a signature"),
        )
    return gettext("Complete the declaration"), ("info", gettext("Being filled"))


def _short(register: str) -> str:
    return Register(register).short_name if register in set(Register) else register

