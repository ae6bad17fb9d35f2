"""Reads of payments. Rows of other institutions don't exist here: the database hides them."""

from typing import Any
from uuid import UUID

from django.db.models import Aggregate, Count, Q, QuerySet, Sum

from digisoc.accounts.api import Actor
from digisoc.casework.api import Case
from digisoc.core.api import read
from digisoc.exchange.payments_out.api import read_pain001
from digisoc.kernel.errors import N_, NotVisible
from digisoc.kernel.months import Month
from digisoc.payments import permissions
from digisoc.payments.enums import DueState
from digisoc.payments.models import Due, FileDownload, PaymentRun, RunLine
from digisoc.payments.types import MonthOfDues, Reconciliation
from digisoc.trail.api import record_access
from digisoc.trail.enums import Purpose


def due_overview(*, by: Actor) -> list[MonthOfDues]:
    """Counts and sums by month and state, oldest month first; names nobody, so nothing is logged. One query."""
    permissions.check_read_payments(by)
    columns: dict[str, Aggregate] = {}
    for state in (DueState.PLANNED, DueState.COLLECTED, DueState.RELEASED):
        columns[f"{state}_count"] = Count("id", filter=Q(state=state))
        columns[f"{state}_cents"] = Sum("cents", filter=Q(state=state), default=0)
    rows = Due.objects.order_by().values("month").annotate(**columns).order_by("month")
    return [_month_of_dues(dict(row)) for row in rows]


def due_until(month: Month) -> QuerySet[Due]:
    """What could be collected: planned amounts of months up to and including this one."""
    return Due.objects.filter(state=DueState.PLANNED, month__lte=month.first_day)


def payment_runs(*, by: Actor) -> QuerySet[PaymentRun]:
    """All runs, newest first."""
    permissions.check_read_payments(by)
    return PaymentRun.objects.select_related("collected_by", "released_by", "discarded_by", "file").order_by("-id")


def access_run(uid: UUID, *, by: Actor, purpose: Purpose = Purpose.PAYMENT) -> PaymentRun:
    """One run of the actor's institution; its payees are logged when their lines are shown (`access_lines`)."""
    run = payment_runs(by=by).filter(uid=uid).first()
    if run is None:
        raise NotVisible(N_("This payment run is not in your institution's register."), code="run")
    return run


def access_lines(run: PaymentRun, *, by: Actor, purpose: Purpose = Purpose.PAYMENT) -> list[RunLine]:
    """The transfers of a run in Latvian order of the payees; the look at every payee is logged."""
    permissions.check_read_payments(by)
    lines = list(
        run.lines.select_related("due__payee", "due__case", "due__decision", "due__item")
        .order_by("due__payee__sort_key", "due__month", "id")
    )
    record_access(
        user_id=by.user_id, subjects=dict.fromkeys(line.due.payee.uid for line in lines), purpose=purpose,
        what="payment_run", detail=run.number,
    )
    return lines


def payments_of(case: Case, *, by: Actor, purpose: Purpose = Purpose.CASE_HANDLING) -> list[Due]:
    """Every due amount of a case by month, with the live line of its run if it has one; the look is logged."""
    permissions.check_read_payments_of_case(by)
    dues = list(
        Due.objects.filter(case=case).select_related("item", "decision", "payee").order_by("month", "item_id", "id")
    )
    record_access(
        user_id=by.user_id, subjects=dict.fromkeys(due.payee.uid for due in dues) or [case.applicant.uid],
        purpose=purpose, what="payments", case_number=case.number,
    )
    return dues


def live_lines(dues: list[Due]) -> dict[int, RunLine]:
    """The line in which each due amount is or was paid, by the due's id; one query, for lists."""
    lines = RunLine.objects.filter(due__in=dues, live=True).select_related("run")
    return {line.due_id: line for line in lines}


def downloads_of(run: PaymentRun) -> QuerySet[FileDownload]:
    """Who fetched the bank file and when, the first one first."""
    return run.downloads.select_related("by").order_by("id")


def run_of_form(form_token: UUID) -> PaymentRun | None:
    """The run that this form already made."""
    return PaymentRun.objects.filter(form_token=form_token).first()


def reconcile(run: PaymentRun) -> Reconciliation:
    """Read the released file back and set it beside the lines and the due amounts; needs a released run."""
    assert run.file is not None
    bank_file = read_pain001(read(run.file))
    sums = run.lines.filter(live=True).aggregate(
        count=Count("id"), lines=Sum("cents", default=0), dues=Sum("due__cents", default=0)
    )
    return Reconciliation(
        len(bank_file.transfers), sum(transfer.cents for transfer in bank_file.transfers), sums["count"],
        sums["lines"], sums["dues"],
    )


def _month_of_dues(row: dict[str, Any]) -> MonthOfDues:
    return MonthOfDues(**{**row, "month": Month.of(row["month"])})
