"""Values that cross the room's border."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from digisoc.intake.enums import Channel, PropertyKind, Request, Source
from digisoc.kernel.months import Month
from digisoc.registry.enums import HouseholdRole

if TYPE_CHECKING:
    from digisoc.intake.models import Application


@dataclass(frozen=True, slots=True)
class ApplicationData:
    """What is asked for. `form_token` identifies the form that was sent; the same one twice is one application."""

    form_token: UUID
    received_on: date
    first_month: Month
    requests: tuple[Request, ...]
    iban: str = ""
    channel: Channel = Channel.DESK


@dataclass(frozen=True, slots=True)
class OfferedPerson:
    """Somebody declared at the applicant's address, offered as a member; `person_uid` when already registered here.

    `role` is what the population register's family links say; OTHER when it knows no link, which proves nothing.
    """

    code: str
    first_name: str
    last_name: str
    birth_date: date | None
    person_uid: UUID | None = None
    role: HouseholdRole = HouseholdRole.OTHER


@dataclass(frozen=True, slots=True)
class ValueView:
    """One value with its sources side by side, in the unit of its kind (cents, pieces, square metres)."""

    uid: UUID
    value: int
    source: Source
    register: str
    register_moment: date | None
    register_value: int | None
    declared_value: int | None
    corrected_value: int | None
    reason: str
    evidence_uid: UUID | None
    differs: bool
    version: int


@dataclass(frozen=True, slots=True)
class IncomeRow:
    """One kind of income of one person: a value (or None) for each reference month; `total` for twelve-month kinds."""

    person_uid: UUID
    person_name: str
    kind: str
    label: str
    counted: bool
    irregular: bool
    values: tuple[ValueView | None, ...] = field(default=())
    total: ValueView | None = None


@dataclass(frozen=True, slots=True)
class PropertyRow:
    """One thing owned, or savings."""

    person_uid: UUID
    person_name: str
    kind: PropertyKind
    description: str
    identifier: str
    value: ValueView


@dataclass(frozen=True, slots=True)
class WorkRow:
    """One line of the list of work: `silent` registers without an answer, `unsigned` adults by name."""

    application: Application
    persons: int
    children: int
    differences: int
    silent: tuple[str, ...]
    unsigned: tuple[str, ...]
    asked: bool
