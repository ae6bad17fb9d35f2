"""Which months of a money benefit are already granted to the members of a household, here or in another one."""

from django.db import IntegrityError, transaction

from digisoc.decisions.enums import Benefit, Result
from digisoc.decisions.models import Decision, GrantedMonth
from digisoc.intake.api import Application, members
from digisoc.kernel.errors import N_, NotAllowedNow
from digisoc.kernel.months import Month

#: (benefit, month) -> number of the decision that granted it
type Claims = dict[tuple[Benefit, Month], str]


def claims_on(application: Application) -> Claims:
    """Months in which a member of the application's household is already counted for a money benefit."""
    rows = GrantedMonth.objects.filter(person__in=[person.pk for person in members(application)])
    return {
        (Benefit(benefit), Month.of(month)): number or ""
        for benefit, month, number in rows.order_by("id").values_list("benefit", "month", "decision__number")
    }


def check_unclaimed(decision: Decision) -> None:
    """Raise "decision.granted_before" when a month of the decision is already granted to one of its members."""
    claims = claims_on(decision.application)
    for benefit, month, _ in _months(decision):
        if (benefit, month) in claims:
            raise _granted_before(benefit, month, claims[benefit, month])


def claim(decision: Decision) -> None:
    """Write the months of an approved decision down for every member; the database refuses a second one."""
    rows = [
        GrantedMonth(
            institution_id=decision.institution_id, decision=decision, item_id=item, person=person, benefit=benefit,
            month=month.first_day,
        )
        for benefit, month, item in _months(decision)
        for person in members(decision.application)
    ]
    try:
        with transaction.atomic():
            GrantedMonth.objects.bulk_create(rows)
    except IntegrityError:
        check_unclaimed(decision)
        raise


def _months(decision: Decision) -> list[tuple[Benefit, Month, int]]:
    granted = decision.items.filter(result=Result.GRANTED).exclude(benefit=Benefit.STATUS).order_by("id")
    return [
        (Benefit(item.benefit), month, item.pk)
        for item in granted if item.first_month and item.last_month
        for month in Month.of(item.first_month).until(Month.of(item.last_month))
    ]


def _granted_before(benefit: Benefit, month: Month, number: str) -> NotAllowedNow:
    return NotAllowedNow(
        N_("The %(benefit)s for %(month)s is already granted to this household or one of its members by the decision "
           "%(number)s."),
        code="decision.granted_before",
        hint=N_("Withdraw this draft and prepare it again: the months already granted are then left out."),
        benefit=benefit.label, month=month.shown, number=number,
    )
