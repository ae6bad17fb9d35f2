"""The means declaration: registers fill it, documents and corrections stand beside them."""

import pytest

from digisoc.intake.api import (
    ask_registers,
    case_facts,
    complete_declaration,
    correct_income,
    declare_income,
    declare_property,
    differences,
    income_rows,
    latest_readings,
    open_readings,
    property_rows,
    record_signature,
    set_housing_cost,
    settle_reading,
)
from digisoc.intake.enums import PropertyKind, ReadingOutcome, SignatureMethod, Source
from digisoc.intake.models import IncomeLine
from digisoc.kernel import clock
from digisoc.kernel.errors import InvalidValue, NotAllowedNow, StaleVersion
from digisoc.kernel.months import Month
from digisoc.rules.api import assess, parse_case
from tests.support.registers import fault

pytestmark = pytest.mark.django_db


def test_registers_fill_the_three_months_with_their_source(worker, applied, simulator):
    application, (anna, *_) = applied("berzini")
    ask_registers(application, by=worker, why="x")
    wage = next(row for row in income_rows(application) if row.person_uid == anna.uid and row.kind == "wage")
    assert [value.value for value in wage.values] == [51240, 51240, 53000]
    assert {value.source for value in wage.values} == {Source.REGISTER}
    assert {value.register for value in wage.values} == {"income"}
    assert all(reading.request_number for reading in latest_readings(application))
    assert open_readings(application) == []


def test_asking_again_changes_nothing_twice(worker, applied, simulator):
    application, _ = applied("berzini")
    ask_registers(application, by=worker, why="x")
    before = IncomeLine.objects.count()
    ask_registers(application, by=worker, why="x")
    assert IncomeLine.objects.count() == before
    assert len(latest_readings(application)) * 2 == application.readings.count()


def test_a_difference_is_flagged_and_a_correction_keeps_the_register_value(worker, applied, simulator):
    application, (anna, *_) = applied("berzini")
    ask_registers(application, by=worker, why="x")
    line = declare_income(
        application, person=anna, kind="wage", month=Month(2026, 9), cents=47030, by=worker, why="x"
    )
    assert differences(application) == 1
    assert line.value == 51240
    corrected = correct_income(
        line, cents=47030, reason="Darba devēja izziņa", evidence=None, version=line.version, by=worker, why="x"
    )
    assert (corrected.value, corrected.register_value, differences(application)) == (47030, 51240, 0)
    with pytest.raises(StaleVersion):
        correct_income(line, cents=1, reason="x", evidence=None, version=1, by=worker, why="x")
    ask_registers(application, by=worker, why="x")
    assert IncomeLine.objects.get(pk=line.pk).value == 47030


def test_a_correction_without_a_reason_is_refused(worker, applied, simulator):
    application, _ = applied("berzini")
    ask_registers(application, by=worker, why="x")
    line = IncomeLine.objects.first()
    with pytest.raises(InvalidValue, match="reason"):
        correct_income(line, cents=1, reason=" ", evidence=None, version=line.version, by=worker, why="x")


@pytest.mark.parametrize(("kind", "month", "code"), [
    ("wage", Month(2026, 7), "income.month"),
    ("wage", Month(2026, 11), "income.month"),
    ("wage", None, "income.period"),
    ("property_sale", Month(2026, 9), "income.period"),
    ("lottery", Month(2026, 9), "income.kind"),
])
def test_income_outside_the_reference_months_is_refused(worker, applied, kind, month, code):
    application, (anna, *_) = applied("berzini")
    with pytest.raises(InvalidValue) as refused:
        declare_income(application, person=anna, kind=kind, month=month, cents=100, by=worker, why="x")
    assert refused.value.code == code


@pytest.mark.parametrize("cents", [-1, 100_000_001])
def test_absurd_amounts_are_refused(worker, applied, cents):
    application, (anna, *_) = applied("berzini")
    with pytest.raises(InvalidValue):
        declare_income(application, person=anna, kind="wage", month=Month(2026, 9), cents=cents, by=worker, why="x")


@pytest.mark.parametrize(("mode", "outcome"), [
    ("down", ReadingOutcome.UNAVAILABLE),
    ("unknown", ReadingOutcome.UNKNOWN_PERSON),
    ("quota", ReadingOutcome.QUOTA_EXHAUSTED),
    ("denied", ReadingOutcome.DENIED),
    ("garbage", ReadingOutcome.MALFORMED),
])
def test_a_register_that_fails_is_shown_and_documents_take_its_place(worker, applied, simulator, mode, outcome):
    application, people = applied("berzini")
    fault(simulator, service="vid_income", mode=mode)
    ask_registers(application, by=worker, why="x")
    silent = open_readings(application)
    assert {reading.outcome for reading in silent} == {outcome}
    assert all(reading.explanation for reading in silent)
    for person in people[:2]:
        record_signature(
            application, person, signed_on=clock.today(), method=SignatureMethod.PAPER, by=worker, why="x"
        )
    with pytest.raises(NotAllowedNow):
        complete_declaration(application, by=worker, why="x")
    for reading in silent:
        settle_reading(reading, note="Konta izraksts", by=worker, why="x")
    complete_declaration(application, by=worker, why="x")


def test_a_person_without_a_code_goes_on_with_documents(worker, applied, simulator):
    application, _ = applied("moroz")
    ask_registers(application, by=worker, why="x")
    assert {reading.outcome for reading in latest_readings(application)} == {ReadingOutcome.NO_CODE}


def test_the_story_of_the_picture_gives_the_picture_result(worker, applied, simulator):
    application, (_, janis, *_) = applied("berzini")
    ask_registers(application, by=worker, why="x")
    for position, cents in (("rent", 12000), ("heating", 6210), ("electricity", 3250)):
        set_housing_cost(application, position=position, cents=cents, by=worker, why="x")
    declare_income_months = [Month(2026, 8), Month(2026, 9), Month(2026, 10)]
    for month in declare_income_months:
        if not IncomeLine.objects.filter(person=janis, kind="maintenance", month=month.first_day).exists():
            declare_income(
                application, person=janis, kind="maintenance", month=month, cents=6000, by=worker, why="x",
                source=Source.DOCUMENT,
            )
    result = assess(parse_case(case_facts(application))).as_contract()
    assert result["household_income"] == "738.93"
    assert result["housing_benefit"] == "229.67"
    assert result["status"] == "needy"


def test_property_of_registers_and_savings_reach_the_facts(worker, applied, simulator):
    application, (person, *_) = applied("balode")
    ask_registers(application, by=worker, why="x")
    declare_property(
        application, person=person, kind=PropertyKind.SAVINGS, quantity=15000, identifier="LV00", description="Konts",
        by=worker, why="x",
    )
    facts = case_facts(application)["household"]
    assert facts["savings"] == "150.00"
    homes = [row for row in property_rows(application) if row.kind == PropertyKind.REAL_PROPERTY]
    assert facts["homes"] == sum(row.value.value for row in homes)
