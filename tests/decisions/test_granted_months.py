"""Nobody is counted twice for a benefit in a month: not by a second application, not in another household."""

import uuid
from datetime import date

import pytest
from django.db import IntegrityError, transaction

from digisoc.decisions.api import approve_decision, draft_decision
from digisoc.decisions.enums import Benefit, Result
from digisoc.decisions.models import GrantedMonth
from digisoc.intake.api import complete_declaration, record_signature, set_housing_cost, submit_application
from digisoc.intake.enums import SignatureMethod
from digisoc.intake.types import ApplicationData
from digisoc.kernel.errors import NotAllowedNow
from digisoc.kernel.months import Month
from digisoc.registry.api import create_household
from digisoc.registry.enums import HouseholdRole
from digisoc.registry.types import Member
from tests.decisions.household import EVERYTHING, IBAN, TODAY, approved, declared, submitted

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_work")]


def _again(person, household, by, *, first_month=None):
    data = ApplicationData(uuid.uuid4(), TODAY, first_month or Month.of(TODAY), EVERYTHING, IBAN)
    application = submit_application(data, applicant=person, household=household, by=by, why="x")
    set_housing_cost(application, position="rent", cents=12_000, by=by, why="x")
    record_signature(application, person, signed_on=TODAY, method=SignatureMethod.PAPER, by=by, why="x")
    complete_declaration(application, by=by, why="x")
    return application


def _money(decision):
    return {item.benefit: item for item in decision.items.all() if item.benefit != Benefit.STATUS}


def test_the_same_months_are_refused_naming_the_earlier_decision(worker, head):
    first = approved(declared(worker), worker, head)
    second = draft_decision(
        _again(first.case.applicant, first.case.household, worker), by=worker, why="x"
    )
    for item in _money(second).values():
        assert item.result == Result.REFUSED
        assert item.reason_codes == ["granted_before"]
        assert first.number in item.reason_lv


def test_a_continuing_application_gets_only_the_months_that_are_free(worker, head):
    first = approved(declared(worker), worker, head)
    second = submitted(
        _again(first.case.applicant, first.case.household, worker, first_month=Month(2026, 12)), worker
    )
    for item in _money(second).values():
        assert (item.result, item.months, item.first_month) == (Result.GRANTED, 1, date(2027, 2, 1))
    approve_decision(second, version=second.version, by=head, why="x")
    assert GrantedMonth.objects.filter(benefit=Benefit.GMI).count() == 4


def test_moving_to_another_household_does_not_double_a_month(worker, head):
    waiting = submitted(declared(worker), worker)
    person = waiting.case.applicant
    other = create_household(
        address="Pils iela 2, Tukums", atvk="0052000", members=[Member(person.uid, HouseholdRole.APPLICANT)],
        since=TODAY, by=worker, why="x", leave_others=True,
    )
    moved = submitted(_again(person, other, worker), worker)
    approve_decision(moved, version=moved.version, by=head, why="x")
    waiting.refresh_from_db()
    with pytest.raises(NotAllowedNow):
        approve_decision(waiting, version=waiting.version, by=head, why="x")
    waiting.refresh_from_db()
    assert waiting.number is None


def test_the_database_itself_counts_nobody_twice(worker, head):
    approved(declared(worker), worker, head)
    row = GrantedMonth.objects.first()
    row.pk, row.uid = None, uuid.uuid4()
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save(force_insert=True)
