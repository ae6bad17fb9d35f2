"""Readings: every question to a register ends as a value with its outcome, never as an exception."""

import logging
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import replace
from datetime import datetime
from typing import Self

from digisoc.exchange.dagr import mapping
from digisoc.exchange.dagr.catalogue import catalogue
from digisoc.exchange.dagr.client import Answer, DagrClient, DagrFailure
from digisoc.exchange.dagr.enums import REGISTERS_OF_A_PERSON, Outcome, Register
from digisoc.exchange.dagr.types import DagrConnection, Fact, PersonName, Reading
from digisoc.kernel import clock
from digisoc.kernel.errors import N_, UserFacingError
from digisoc.kernel.months import Month
from digisoc.kernel.person_code import PersonCode

_log = logging.getLogger(__name__)

#: Registers that tell money.
MEANS_REGISTERS = (Register.BENEFITS, Register.INCOME, Register.UNEMPLOYMENT)

_ANSWERED = N_("The register answered.")
_NOTHING = N_("The register answered: nothing is registered for this person.")
_EXPLANATIONS = {
    Outcome.UNKNOWN_PERSON: N_(
        "The register doesn't know this person. Check the personal code; go on with documents from the applicant."
    ),
    Outcome.UNAVAILABLE: N_(
        "The register is out of order. What you typed is kept; ask again later or go on with documents."
    ),
    Outcome.TIMED_OUT: N_(
        "The register didn't answer within %(seconds)s seconds. Ask again, or go on with documents."
    ),
    Outcome.DENIED: N_(
        "The register refused the request: the permission isn't valid for it. "
        "Go on with documents and tell the administrator."
    ),
    Outcome.QUOTA_EXHAUSTED: N_(
        "The permitted number of requests to this register is used up. "
        "Go on with documents and tell the administrator."
    ),
    Outcome.MALFORMED: N_(
        "The register sent an answer that can't be read, so nothing was taken from it. "
        "Go on with documents and tell the administrator."
    ),
}


class RegisterReader:
    """Asks registers through one connection. May be shared by threads; `close` it or use it as a context manager."""

    def __init__(self, connection: DagrConnection) -> None:
        self.client = DagrClient(connection)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.client.close()

    def close(self) -> None:
        self.client.close()

    def read_person(self, code: PersonCode) -> Reading:
        """Identity, declared address and family links: one `PersonFact`."""
        return self._read(Register.PERSON, code.digits)

    def read_address(self, address_code: str) -> Reading:
        """One `AddressFact` by the address register's code."""
        return self._read(Register.ADDRESS, address_code)

    def read_household_at_address(self, code: PersonCode) -> Reading:
        """Everybody declared where this person is declared, themself included: `PersonName` values.

        They are who *may* be the household: being declared at an address doesn't make one.
        """
        reading = self.read_person(code)
        person = reading.person
        if person is None:
            return reading
        themself = PersonName(person.code, person.given_name, person.surname, person.birth_date)
        others = tuple(name for name in person.declared_there if name.code != person.code)
        return replace(reading, values=(themself, *others))

    def read_means(self, code: PersonCode, months: Sequence[Month]) -> tuple[Reading, ...]:
        """Benefits, income and unemployment; incomes only of the given months."""
        return self.read_all(code, months, MEANS_REGISTERS)

    def read_all(
        self, code: PersonCode, months: Sequence[Month], registers: Sequence[Register] = REGISTERS_OF_A_PERSON
    ) -> tuple[Reading, ...]:
        """All registers of one person at the same time, in the order given; a slow one doesn't hold up the others."""
        asked_at = clock.now()
        pool = ThreadPoolExecutor(max_workers=len(registers), thread_name_prefix="dagr")
        futures = [pool.submit(self.read, register, code, months) for register in registers]
        wait(futures, timeout=self._patience(registers))
        pool.shutdown(wait=False, cancel_futures=True)
        pairs = zip(registers, futures, strict=True)
        return tuple(self._result(register, code.digits, future, asked_at) for register, future in pairs)

    def read(self, register: Register, code: PersonCode, months: Sequence[Month] = ()) -> Reading:
        """One register of a person."""
        monthly = bool(catalogue()[register].monthly)
        return self._read(register, code.digits, months if monthly else ())

    def _read(self, register: Register, subject: str, months: Sequence[Month] = ()) -> Reading:
        asked_at = clock.now()

        def reading(outcome: Outcome, number: str, values: tuple[Fact, ...] = (), explanation: str = "") -> Reading:
            return self._reading(register, subject, outcome, asked_at, number, values, explanation)

        try:
            answer = self.client.records(register, subject, months)
            return _from_answer(register, subject, months, answer, reading)
        except DagrFailure as failure:
            _log.warning("register %s: %s, request %s", register, failure, failure.request_number or "-")
            return reading(failure.outcome, failure.request_number)
        except Exception as error:  # noqa: BLE001 - a register's fault must never stop the worker
            _log.error("register %s: unexpected %s", register, type(error).__name__)
            return reading(Outcome.UNAVAILABLE, "")

    def _reading(
        self, register: Register, subject: str, outcome: Outcome, asked_at: datetime,
        number: str, values: tuple[Fact, ...] = (), explanation: str = "",
    ) -> Reading:
        params: Mapping[str, str] = {}
        if outcome is Outcome.TIMED_OUT:
            params = {"seconds": f"{self.client.connection.timeout_for(register):g}"}
        return Reading(
            register=register, service=self.client.names[register], subject=subject, outcome=outcome,
            asked_at=asked_at, answered_at=clock.now() if number else None, request_number=number, values=values,
            explanation=explanation or _EXPLANATIONS[outcome], explanation_params=params,
        )

    def _patience(self, registers: Sequence[Register]) -> float:
        """The longest a lawful request takes: a token, the read, and the retries between."""
        connection = self.client.connection
        slowest = max(connection.timeout_for(register) for register in registers)
        return connection.timeout + slowest + 2.0

    def _result(self, register: Register, subject: str, future: Future[Reading], asked_at: datetime) -> Reading:
        if future.done() and not future.cancelled():
            return future.result()
        return self._reading(register, subject, Outcome.TIMED_OUT, asked_at, "")


def _from_answer(
    register: Register, subject: str, months: Sequence[Month], answer: Answer, reading: Callable[..., Reading]
) -> Reading:
    number = answer.request_number
    if not answer.body and not catalogue()[register].absence_is_answer:
        return reading(Outcome.UNKNOWN_PERSON, number)
    try:
        values = mapping.facts(register, subject, answer.body, months)
    except (LookupError, TypeError, ValueError, AttributeError, UserFacingError) as error:
        _log.warning("register %s: unreadable record (%s), request %s", register, type(error).__name__, number)
        return reading(Outcome.MALFORMED, number)
    return reading(Outcome.ANSWERED, number, values, _ANSWERED if values else _NOTHING)
