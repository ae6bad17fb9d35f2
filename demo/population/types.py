"""Frozen values of the synthetic population. Amounts are net euro cents; months are calendar months."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from digisoc.exchange.dagr.enums import IncomeKind
from digisoc.kernel.money import Cents
from digisoc.kernel.months import Month
from digisoc.kernel.person_code import PersonCode


class Course(StrEnum):
    """How an income moves from month to month."""

    FLAT = "flat"
    WAGE = "wage"
    BUSINESS = "business"
    INDEXED = "indexed"
    FALLING = "falling"
    LISTED = "listed"


@dataclass(frozen=True, slots=True)
class IncomeStream:
    """One source of income. `base` is its level of January 2025; `key` seeds its own variation.

    A stream interrupts those of the same person that `gaps` name: no wage in the months between.
    """

    kind: IncomeKind
    course: Course
    base: Cents = 0
    first: Month | None = None
    last: Month | None = None
    key: int = 0
    gaps: tuple[tuple[Month, Month], ...] = ()
    listed: tuple[tuple[Month, Cents], ...] = ()
    payer: str = ""


@dataclass(frozen=True, slots=True)
class Spell:
    """A period of registration as unemployed; `last` None while it lasts."""

    first: date
    last: date | None
    status: str = "unemployed"


@dataclass(frozen=True, slots=True)
class Disability:
    """`group` is group_1, group_2, group_3 or child."""

    group: str
    since: date
    needs_special_care: bool = False


@dataclass(frozen=True, slots=True)
class Vehicle:
    registration_number: str
    make: str
    year: int
    category: str = "M1"


@dataclass(frozen=True, slots=True)
class Estate:
    """Real property in the cadastre; `kind` is flat, house or land, land in square metres."""

    cadastre_number: str
    kind: str
    address: str
    land_m2: int = 0
    share: str = "1/1"


@dataclass(frozen=True, slots=True)
class Address:
    code: str
    text: str
    atvk: str
    postal_code: str


@dataclass(frozen=True, slots=True)
class Dwelling:
    """`tenure` is owned, rented or social; costs are this household's monthly bills by position of the rules."""

    tenure: str
    area_m2: int
    heating: str
    costs: tuple[tuple[str, Cents], ...]


@dataclass(frozen=True, slots=True)
class Resident:
    """`parents` and `spouse` are places in the household's list of residents."""

    code: PersonCode | None
    given_name: str
    surname: str
    birth_date: date
    sex: str
    language: str = "lv"
    parents: tuple[int, ...] = ()
    spouse: int | None = None
    studying: bool = False
    disability: Disability | None = None
    incomes: tuple[IncomeStream, ...] = ()
    spells: tuple[Spell, ...] = ()
    vehicles: tuple[Vehicle, ...] = ()
    estates: tuple[Estate, ...] = ()
    previous_codes: tuple[PersonCode, ...] = ()
    unknown_to: frozenset[str] = frozenset()
    """Registers (by `Register` value) that have never heard of this person."""


@dataclass(frozen=True, slots=True)
class Household:
    """Who live together and share expenses; `also_declared` are others declared at the same address."""

    number: str
    atvk: str
    address: Address
    residents: tuple[Resident, ...]
    dwelling: Dwelling
    savings: Cents = 0
    also_declared: tuple[Resident, ...] = ()
