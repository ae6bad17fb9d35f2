"""From an approved decision to due amounts, one for each granted month."""

from collections.abc import Iterator
from uuid import UUID

from django.db import transaction

from digisoc.accounts.api import Actor
from digisoc.decisions.api import Decision, DecisionItem, decision_by_uid, letter_of
from digisoc.decisions.enums import Benefit, DecisionState, Result
from digisoc.exchange.payments_out.api import check_iban
from digisoc.kernel.errors import N_, NotAllowedNow, NotVisible
from digisoc.kernel.months import Month
from digisoc.payments import permissions
from digisoc.payments.actions.locking import check_version
from digisoc.payments.enums import DueState
from digisoc.payments.models import Due


@transaction.atomic
def plan_payments(*, decision_uid: UUID, by: Actor, why: str) -> list[Due]:
    """The due amounts of an approved decision whose letter is sealed; planned once, whatever runs twice.

    Amounts, months and account come from the frozen decision; a decision that grants no money has none.
    """
    decision = decision_by_uid(decision_uid)
    if decision is None or decision.state != DecisionState.APPROVED or letter_of(decision) is None:
        return []
    planned = [_due(decision, item, month) for item in _granted(decision) for month in _months(item)]
    # The unique constraint on item and month decides, not a look beforehand: two runs of the job may be at work.
    Due.objects.bulk_create(planned, ignore_conflicts=True)
    return list(Due.objects.filter(decision=decision).order_by("month", "id"))


@transaction.atomic
def correct_account(due: Due, *, iban: str, version: int, by: Actor, why: str) -> Due:
    """Another account for an amount that is not in a run yet (the payee's account was closed or mistyped)."""
    permissions.check_collect(by)
    current = Due.objects.select_for_update().filter(pk=due.pk).first()
    if current is None:
        raise NotVisible(N_("This payment is not in your institution's register."), code="due")
    if current.state != DueState.PLANNED:
        raise NotAllowedNow(
            N_("The payment is already in a run, so its account can't be changed."), code="due.state",
            hint=N_("Discard the run first if it isn't released yet."),
        )
    check_version(current.version, version)
    current.iban = check_iban(iban, "iban")
    current.version += 1
    current.save(update_fields=["iban", "version"])
    return current


def _granted(decision: Decision) -> list[DecisionItem]:
    items = decision.items.filter(result=Result.GRANTED).exclude(benefit=Benefit.STATUS)
    return list(items.order_by("id"))


def _months(item: DecisionItem) -> Iterator[Month]:
    assert item.first_month is not None
    assert item.last_month is not None
    return Month.of(item.first_month).until(Month.of(item.last_month))


def _due(decision: Decision, item: DecisionItem, month: Month) -> Due:
    payee = decision.case.applicant
    return Due(
        institution_id=decision.institution_id, item=item, decision=decision, case=decision.case, payee=payee,
        payee_name=payee.full_name, iban=decision.iban, month=month.first_day, cents=item.monthly_cents,
    )
