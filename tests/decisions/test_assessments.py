"""Freezing what the law says: once per facts and rules, replayable to the cent, only on a complete declaration."""

import pytest
from django.db import connection, transaction
from django.db.utils import ProgrammingError

from digisoc.accounts.api import Role
from digisoc.decisions.api import Assessment, assess_application, latest_assessment, replay
from digisoc.decisions.computing import compute, digest
from digisoc.decisions.outcomes import decide_items
from digisoc.intake.api import case_facts, complete_declaration, reopen_declaration
from digisoc.kernel.errors import NotAllowedForYou, NotAllowedNow
from tests.decisions.household import declare_wage, declared

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_work")]


def test_it_freezes_facts_numbers_steps_and_result(worker):
    application = declared(worker, wage=10_000)
    assessment = assess_application(application, by=worker, why="x")
    assert assessment.result["household_income"] == "100.00"
    assert assessment.result["gmi_benefit"] == "87.00"  # 187.00 − 100.00
    assert assessment.result["status"] == "needy"
    assert assessment.facts == case_facts(application)
    assert assessment.facts_digest == digest(assessment.facts)
    assert [step["step"] for step in assessment.steps_lv] == [step["step"] for step in assessment.steps_en]
    assert "spsp.gmi_threshold.first_person" in {item["name"] for item in assessment.parameters_used}
    assert len(assessment.later_months) == assessment.result["granting_months"] - 1 == 2
    assert assessment.trace


def test_the_same_facts_give_the_same_row_and_other_facts_another(worker):
    application = declared(worker)
    first = assess_application(application, by=worker, why="x")
    assert assess_application(application, by=worker, why="again") == first
    reopen_declaration(application, by=worker, why="x")
    declare_wage(application, 30_000, worker)
    complete_declaration(application, by=worker, why="x")
    second = assess_application(application, by=worker, why="x")
    assert second != first
    assert latest_assessment(application) == second
    assert Assessment.objects.count() == 2


def test_replaying_gives_the_same_to_the_cent_and_shows_a_changed_cent(worker):
    assessment = assess_application(declared(worker, wage=12_345), by=worker, why="x")
    assert replay(assessment).equal
    assessment.result["gmi_benefit"] = "63.56"
    (difference,) = replay(assessment).differences
    assert (difference.name, difference.before, difference.after) == ("gmi_benefit", "63.56", "63.55")


def test_an_incomplete_declaration_is_not_assessed(worker):
    application = declared(worker, complete=False)
    with pytest.raises(NotAllowedNow) as error:
        assess_application(application, by=worker, why="x")
    assert error.value.code == "assessment.declaration"
    assert not Assessment.objects.exists()


@pytest.mark.parametrize("role", [Role.HEAD, Role.ACCOUNTANT, Role.AUDITOR, Role.ADMINISTRATOR])
def test_only_those_who_handle_applications_assess(worker, actor, role):
    application = declared(worker)
    with pytest.raises(NotAllowedForYou) as error:
        assess_application(application, by=actor("TUK", role, name="Other"), why="x")
    assert error.value.code == "draft_decision"


@pytest.mark.parametrize(
    "statement", ["UPDATE decisions_assessment SET result = '{}'", "DELETE FROM decisions_assessment"]
)
def test_an_assessment_is_never_changed(worker, statement):
    assess_application(declared(worker), by=worker, why="x")
    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        connection.cursor().execute(statement)


def test_an_amount_that_changes_inside_the_period_is_decided_month_by_month(worker):
    """The coefficient falls on 01.05.2026: a grant of March to May has two amounts."""
    facts = {
        "benefit_month": "2026-03", "application_date": "2026-03-10",
        "persons": [{"id": "a", "birth_date": "1990-01-01", "incomes": [{"kind": "wage", "monthly": "100.00"}]}],
        "household": {"housing_costs": {"rent": "120.00"}},
    }
    computed = compute(facts)
    later = [month["housing_benefit"] for month in computed.later_months]
    assert computed.result["housing_benefit"] == later[0] != later[1]
    assessment = Assessment(
        result=computed.result, later_months=computed.later_months, failed=computed.failed,
        steps_lv=computed.steps_lv, steps_en=computed.steps_en,
    )
    first, second = decide_items(assessment, ["housing"])
    assert (first.months, second.months) == (2, 1)
    assert first.monthly_cents > second.monthly_cents > 0
    assert any(step["text"].startswith("No 05.2026: ") for step in computed.steps_lv)
