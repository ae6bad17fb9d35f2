"""Frozen values of the DAGR exchange: the connection, the facts that registers tell, and one reading of a register."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from types import MappingProxyType
from typing import Any

from digisoc.exchange.dagr.enums import IncomeKind, Outcome, Register
from digisoc.kernel.money import Cents
from digisoc.kernel.months import Month
from digisoc.kernel.person_code import PersonCode

NO_PARAMS: Mapping[str, Any] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class DagrConnection:
    """One registered technical connection of one institution's system.

    `permissions` holds the VIRSIS permission number for each register; a register without one is not asked.
    `timeout` and `timeouts` are seconds for a whole request, from connecting to the last byte.
    """

    base_url: str
    client_id: str
    private_key: Path
    permissions: Mapping[Register, str]
    timeout: float = 5.0
    timeouts: Mapping[Register, float] = field(default_factory=dict)
    retries: int = 2
    service_names: Mapping[Register, str] = field(default_factory=dict)

    def timeout_for(self, register: Register) -> float:
        return self.timeouts.get(register, self.timeout)


@dataclass(frozen=True, slots=True)
class PersonName:
    """A person as another person's record names them; `code` is None for one without a code."""

    code: PersonCode | None
    given_name: str
    surname: str
    birth_date: date | None = None


@dataclass(frozen=True, slots=True)
class AddressFact:
    """An address of the state address register; `atvk` is the territory's code."""

    code: str
    text: str
    atvk: str
    postal_code: str = ""
    since: date | None = None


@dataclass(frozen=True, slots=True)
class FamilyLink:
    """`kind` is parent, child or spouse, seen from the person read."""

    kind: str
    person: PersonName


@dataclass(frozen=True, slots=True)
class PersonFact:
    """What the Register of Natural Persons tells; a field the permission doesn't grant is None or empty."""

    code: PersonCode
    given_name: str
    surname: str
    birth_date: date | None
    sex: str | None
    died_on: date | None
    previous_codes: tuple[PersonCode, ...]
    declared_address: AddressFact | None
    declared_there: tuple[PersonName, ...]
    family: tuple[FamilyLink, ...]


@dataclass(frozen=True, slots=True)
class IncomeFact:
    """Net income of one kind in one month; `label` is the register's own Latvian name of it."""

    kind: IncomeKind
    month: Month
    cents: Cents
    label: str = ""
    payer: str = ""


@dataclass(frozen=True, slots=True)
class UnemploymentFact:
    """One period of registration; `status` is unemployed or jobseeker, `until` None while it lasts."""

    status: str
    since: date
    until: date | None


@dataclass(frozen=True, slots=True)
class DisabilityFact:
    """`group` is group_1, group_2, group_3 or child, as in the assessment's facts."""

    group: str
    since: date
    until: date | None
    needs_special_care: bool


@dataclass(frozen=True, slots=True)
class VehicleFact:
    registration_number: str
    category: str
    make: str
    year: int | None
    holding: str


@dataclass(frozen=True, slots=True)
class PropertyFact:
    """`kind` is flat, house, building or land; the share is kept as the register writes it ("1/2")."""

    cadastre_number: str
    kind: str
    share: str
    address: str
    land_m2: int

    @property
    def is_dwelling(self) -> bool:
        return self.kind in {"flat", "house"}


type Fact = (
    PersonFact | PersonName | AddressFact | IncomeFact | UnemploymentFact | DisabilityFact | VehicleFact | PropertyFact
)


@dataclass(frozen=True, slots=True)
class Reading:
    """One register asked once about one subject: what came of it, when, under which number.

    `explanation` is an English msgid for the worker, filled by `explanation_params`; show it translated. A failure is
    a reading too; nothing is raised. `request_number` is empty when no answer came back that could carry one.
    """

    register: Register
    service: str
    subject: str
    outcome: Outcome
    asked_at: datetime
    answered_at: datetime | None
    request_number: str
    values: tuple[Fact, ...]
    explanation: str
    explanation_params: Mapping[str, Any] = NO_PARAMS

    @property
    def answered(self) -> bool:
        return self.outcome is Outcome.ANSWERED

    @property
    def incomes(self) -> tuple[IncomeFact, ...]:
        return tuple(value for value in self.values if isinstance(value, IncomeFact))

    @property
    def person(self) -> PersonFact | None:
        return next((value for value in self.values if isinstance(value, PersonFact)), None)


@dataclass(frozen=True, slots=True)
class CheckResult:
    """One line of the operator's self-check; `explanation` is a msgid like a reading's."""

    name: str
    passed: bool
    explanation: str
    explanation_params: Mapping[str, Any] = NO_PARAMS
