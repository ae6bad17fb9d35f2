"""Commands on cases."""

from django.db import transaction

from digisoc.accounts.api import Actor
from digisoc.casework import permissions
from digisoc.casework.models import Case
from digisoc.casework.queries import open_case_of
from digisoc.documents.api import next_number
from digisoc.kernel import clock
from digisoc.registry.api import Household, Person


@transaction.atomic
def open_case(*, applicant: Person, household: Household, by: Actor, why: str) -> Case:
    """The applicant's open case, or a new one with the next number of the year; its household becomes this one."""
    permissions.check_work_on_case(by)
    Person.objects.select_for_update().get(pk=applicant.pk)
    known = open_case_of(applicant)
    if known:
        if known.household_id != household.pk:
            known.household = household
            known.save(update_fields=["household"])
        return known
    today = clock.today()
    sequence = next_number(institution_id=by.institution_id, series="CASE", year=today.year)
    return Case.objects.create(
        institution_id=by.institution_id, number=f"{today.year}-{sequence:06d}", applicant=applicant,
        household=household, worker_id=by.user_id, opened_on=today,
    )
