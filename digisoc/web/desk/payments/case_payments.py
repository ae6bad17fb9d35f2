"""Payments of a case: the schedule by month, and the account of a payment that isn't in a run yet."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods

from digisoc.accounts.api import Role
from digisoc.kernel.errors import N_, NotVisible
from digisoc.payments.api import can_collect, can_read_payments, check_collect, correct_account, payments_of
from digisoc.payments.enums import DueState
from digisoc.trail.enums import Purpose
from digisoc.web.desk.access import READERS, actor_of, case_for, purpose_of
from digisoc.web.desk.case_context import case_context
from digisoc.web.desk.payments.tables import months_of_case
from digisoc.web.ui.forms import FormState
from digisoc.web.ui.guard import guarded


@guarded(*READERS, purpose=Purpose.PAYMENT)
@require_GET
def payments(request: HttpRequest, uid: UUID) -> HttpResponse:
    """What was decided to pay, month by month, and where each amount is now."""
    case, by = case_for(request, uid, "payments"), actor_of(request)
    dues = payments_of(case, by=by, purpose=purpose_of(by))
    sent = [due for due in dues if due.state == DueState.RELEASED]
    context = case_context(request, case, "payments") | {
        "months": months_of_case(dues, by),
        "total": sum(due.cents for due in dues),
        "sent": sum(due.cents for due in sent),
        "may_open_runs": can_read_payments(by),
        "may_correct": can_collect(by),
    }
    return render(request, "desk/payments/case.html", context)


@guarded(Role.ACCOUNTANT, purpose=Purpose.PAYMENT)
@require_http_methods(["GET", "POST"])
def account(request: HttpRequest, uid: UUID, due_uid: UUID) -> HttpResponse:
    """Another account for one planned payment."""
    case, by = case_for(request, uid, "payment_account"), actor_of(request)
    check_collect(by)
    due = next((one for one in payments_of(case, by=by, purpose=Purpose.PAYMENT) if one.uid == due_uid), None)
    if due is None:
        raise NotVisible(N_("This payment is not in your institution's register."), code="due")
    form = FormState(request.POST, initial={"iban": due.iban, "version": due.version})
    if request.method == "POST":
        iban, version = form.text("iban", longest=60), form.integer("version")
        with form.collecting():
            correct_account(due, iban=iban.value, version=version.value, by=by, why="account corrected at the desk")
            messages.success(request, gettext("The account is corrected."))
            return redirect("desk:payments", case.uid)
    context = case_context(request, case, "payments") | {"payment": due}
    return form.page(request, "desk/payments/account.html", context)
