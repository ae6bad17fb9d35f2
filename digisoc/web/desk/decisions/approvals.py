"""The head's queue: what waits for approval."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from digisoc.accounts.api import Role
from digisoc.casework.api import log_case_list
from digisoc.decisions.api import approval_queue, can_approve
from digisoc.kernel import clock
from digisoc.trail.enums import Purpose
from digisoc.web.desk.access import actor_of
from digisoc.web.desk.deadlines import deadline
from digisoc.web.desk.decisions.pages import item_lines, monthly_cents
from digisoc.web.ui.guard import guarded

PAGE_SIZE = 50


@guarded(Role.HEAD, purpose=Purpose.DECISION)
@require_GET
def approvals(request: HttpRequest) -> HttpResponse:
    """Submitted decisions, the application due first on top."""
    by, today = actor_of(request), clock.today()
    page = Paginator(approval_queue(), PAGE_SIZE).get_page(request.GET.get("page"))
    shown = list(page.object_list)
    log_case_list([row.case for row in shown], by=by, purpose=Purpose.DECISION, what="approvals")
    rows = [
        {
            "decision": row, "items": item_lines(row), "monthly": monthly_cents(row), "mine": not can_approve(row, by),
            "due": deadline(row.application.due_on, today),
        }
        for row in shown
    ]
    return render(request, "desk/decisions/approvals.html", {"rows": rows, "page": page})
