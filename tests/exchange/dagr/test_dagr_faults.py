"""Every way a register can fail ends as a reading that says so."""

import logging
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date

import httpx
import pytest

from digisoc.exchange.dagr.api import Outcome, Register, RegisterReader
from digisoc.exchange.dagr.catalogue import catalogue
from digisoc.exchange.dagr.simulator.faults import Mode
from digisoc.kernel.months import reference_months
from digisoc.kernel.person_code import PersonCode
from tests.exchange.dagr.bench import Bench

ANNA = PersonCode.parse("170488-19906")
MONTHS = reference_months(date(2026, 11, 22), 3)
VID = catalogue()[Register.INCOME].name


@contextmanager
def patient_for(bench: Bench, seconds: float) -> Iterator[RegisterReader]:
    with RegisterReader(replace(bench.connection, timeout=seconds)) as reader:
        yield reader


@pytest.mark.parametrize(
    ("mode", "outcome"),
    [
        (Mode.DOWN, Outcome.UNAVAILABLE),
        (Mode.UNKNOWN, Outcome.UNKNOWN_PERSON),
        (Mode.QUOTA, Outcome.QUOTA_EXHAUSTED),
        (Mode.DENIED, Outcome.DENIED),
        (Mode.GARBAGE, Outcome.MALFORMED),
        (Mode.STALE_TOKEN, Outcome.DENIED),
    ],
)
def test_each_fault_becomes_its_outcome(bench: Bench, reader: RegisterReader, mode: Mode, outcome: Outcome) -> None:
    bench.fault(service=VID, mode=mode)
    reading = reader.read(Register.INCOME, ANNA, MONTHS)
    assert reading.outcome is outcome
    assert reading.values == ()
    assert reading.request_number
    assert reading.explanation.endswith(".")


def test_a_slow_register_does_not_hold_up_the_others(bench: Bench) -> None:
    bench.fault(service=VID, mode="timeout", seconds=60)
    connection = replace(bench.connection, timeouts={Register.INCOME: 0.3})
    with RegisterReader(connection) as reader:
        readings = {reading.register: reading for reading in reader.read_all(ANNA, MONTHS)}
    assert readings.pop(Register.INCOME).outcome is Outcome.TIMED_OUT
    assert {reading.outcome for reading in readings.values()} == {Outcome.ANSWERED}


def test_the_time_limit_is_told_to_the_worker(bench: Bench) -> None:
    bench.fault(service=VID, mode="timeout")
    with patient_for(bench, 0.3) as reader:
        reading = reader.read(Register.INCOME, ANNA, MONTHS)
    assert reading.explanation % reading.explanation_params == (
        "The register didn't answer within 0.3 seconds. Ask again, or go on with documents."
    )
    assert reading.request_number == ""
    assert reading.answered_at is None


def test_slow_but_in_time_is_an_answer(bench: Bench, reader: RegisterReader) -> None:
    bench.fault(service=VID, mode="slow", seconds=0.2, times=1)
    started = time.monotonic()
    reading = reader.read(Register.INCOME, ANNA, MONTHS)
    assert reading.outcome is Outcome.ANSWERED
    assert time.monotonic() - started >= 0.2


def test_a_fault_of_one_person_leaves_others_alone(bench: Bench, reader: RegisterReader) -> None:
    bench.fault(service="*", person=str(ANNA), mode="down")
    janis = PersonCode.parse("020985-19900")
    assert reader.read(Register.INCOME, ANNA).outcome is Outcome.UNAVAILABLE
    assert reader.read(Register.INCOME, janis).outcome is Outcome.ANSWERED


def test_a_fault_passes_after_its_times_and_when_taken_away(bench: Bench, reader: RegisterReader) -> None:
    bench.fault(service=VID, mode="down", times=1)
    outcomes = [reader.read(Register.INCOME, ANNA).outcome for _ in range(2)]
    assert outcomes == [Outcome.UNAVAILABLE, Outcome.ANSWERED]
    bench.fault(service=VID, mode="down")
    address = f"{bench.simulator.base_url}/_simulator/faults"
    assert [fault["mode"] for fault in httpx.get(address, trust_env=False).json()] == ["down"]
    httpx.delete(address, trust_env=False)
    assert reader.read(Register.INCOME, ANNA).outcome is Outcome.ANSWERED


def test_one_stale_token_is_replaced_without_the_worker_noticing(bench: Bench, reader: RegisterReader) -> None:
    bench.fault(service=VID, mode="stale_token", times=1)
    assert reader.read(Register.INCOME, ANNA).outcome is Outcome.ANSWERED


def test_a_platform_that_is_not_there(bench: Bench) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        nowhere = replace(bench.connection, base_url=f"http://127.0.0.1:{taken.getsockname()[1]}", retries=1)
        with RegisterReader(nowhere) as reader:
            readings = reader.read_all(ANNA, MONTHS)
    assert {reading.outcome for reading in readings} == {Outcome.UNAVAILABLE}


def test_a_token_office_that_hangs_costs_one_wait_for_all_registers(bench: Bench) -> None:
    """The office hangs once: were each register to ask it for itself, the second would be answered."""
    bench.fault(service="token", mode="timeout", times=1)
    with patient_for(bench, 0.8) as reader:
        readings = reader.read_all(ANNA, MONTHS)
        assert {reading.outcome for reading in readings} == {Outcome.TIMED_OUT}
        assert reader.read_person(ANNA).outcome is Outcome.ANSWERED


def test_an_answer_about_somebody_else_is_refused(bench: Bench, reader: RegisterReader) -> None:
    stranger = "32123456789"
    found = bench.platform.registers.find("fpr_person", ANNA.digits)
    assert found is not None

    class Mixed:
        def find(self, service: str, key: str) -> dict[str, object] | None:
            return found if key == stranger else None

    bench.platform.registers = Mixed()  # type: ignore[assignment]
    reading = reader.read_person(PersonCode(stranger))
    assert reading.outcome is Outcome.MALFORMED
    assert reading.values == ()


@pytest.mark.parametrize(
    "payment",
    [
        {"Month": "2026-10", "Kind": "VP", "Amount": "-5.00"},
        {"Month": "2026-10", "Kind": "VP", "Amount": "12.345"},
        {"Month": "2026-10", "Kind": "VP", "Amount": None},
        {"Month": "2026-13", "Kind": "VP", "Amount": "5.00"},
        {"Month": "2026-10", "Kind": "VP"},
        "not an object",
    ],
)
def test_a_record_that_makes_no_sense_is_malformed_as_a_whole(
    bench: Bench, reader: RegisterReader, payment: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    good = {"Month": "2026-10", "Kind": "VP", "Amount": "5.00"}
    body = {"PersonCode": ANNA.digits, "Payments": [good, payment]}
    monkeypatch.setattr(bench.platform, "record", lambda *_: {"records": [body]})
    reading = reader.read(Register.BENEFITS, ANNA)
    assert (reading.outcome, reading.values) == (Outcome.MALFORMED, ())


def test_an_unknown_kind_of_income_is_kept_as_other(
    bench: Bench, reader: RegisterReader, monkeypatch: pytest.MonkeyPatch
) -> None:
    payment = {"Month": "2026-10", "Kind": "XYZ", "Title": "Jauns pabalsts", "Amount": 7.5}
    body = {"PersonCode": ANNA.digits, "Payments": [payment]}
    monkeypatch.setattr(bench.platform, "record", lambda *_: {"records": [body]})
    (fact,) = reader.read(Register.BENEFITS, ANNA).incomes
    assert (fact.kind, fact.cents, fact.label) == ("other", 750, "Jauns pabalsts")


def test_no_personal_code_reaches_the_log(
    bench: Bench, reader: RegisterReader, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    bench.fault(service=VID, mode="down")
    reader.read_all(ANNA, MONTHS)
    text = "\n".join(record.getMessage() for record in caplog.records)
    assert "HTTP Request" in text
    assert ANNA.digits not in text
    assert str(ANNA) not in text
    assert "Bērziņa" not in text
