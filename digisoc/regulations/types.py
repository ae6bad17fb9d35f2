"""The content of a set as frozen values, and the facts and outcome of a benefit. Money is whole cents.

A multiple of the minimum wage, a coefficient and a percentage are whole thousandths.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from digisoc.kernel.errors import InvalidValue
from digisoc.kernel.months import Month
from digisoc.regulations import enums as terms


class RegulationError(InvalidValue):
    """The content of a set can't be accepted. `path` names the place: "benefits[2].amount.value"."""

    def __init__(self, path: str, message: str, *, code: str, hint: str = "", **params: Any) -> None:
        super().__init__(message, code=code, field=path, hint=hint, path=path, **params)
        self.path = path


@dataclass(frozen=True, slots=True)
class Source:
    """Where a value is written. After `known_until` it is carried on, and therefore unconfirmed."""

    act: str
    link: str
    certainty: terms.Certainty
    known_until: Month | None = None
    note: str = ""

    def confirmed_on(self, day: date) -> bool:
        """Read in its source, and the source speaks of that day."""
        if self.known_until is not None and Month.of(day) > self.known_until:
            return False
        return self.certainty == terms.Certainty.CONFIRMED


@dataclass(frozen=True, slots=True)
class ThresholdPair:
    """One low-income threshold: cents or thousandths of a percent; `other` None: the type has no other person."""

    household_type: terms.HouseholdType
    first: int
    other: int | None


@dataclass(frozen=True, slots=True)
class Thresholds:
    """The low-income thresholds of a municipality: one pair, or several by household type."""

    unit: terms.ThresholdUnit
    pairs: tuple[ThresholdPair, ...]
    source: Source


@dataclass(frozen=True, slots=True)
class Coefficients:
    """Own coefficients of the housing benefit, in thousandths by group."""

    groups: tuple[tuple[terms.HousingGroup, int], ...]
    source: Source


@dataclass(frozen=True, slots=True)
class IncomeCap:
    """The own income limit of a benefit; `value` in cents, or thousandths of a percent of the minimum wage."""

    basis: terms.CapBasis
    scope: terms.CapScope
    unit: terms.CapUnit
    value: int


@dataclass(frozen=True, slots=True)
class Eligibility:
    """Who may get it. Empty conditions ask nothing; several terms in one condition mean any of them.

    `statuses`, `households` and the numbers of children speak of the household; the rest picks persons in it.
    """

    statuses: frozenset[terms.Status] = frozenset()
    households: frozenset[terms.BenefitHousehold] = frozenset()
    not_households: frozenset[terms.BenefitHousehold] = frozenset()
    children_from: int | None = None
    children_to: int | None = None
    persons: frozenset[terms.PersonGroup] = frozenset()
    age_from: int | None = None
    age_to: int | None = None
    disability: frozenset[terms.Disability] = frozenset()
    education: frozenset[terms.Education] = frozenset()
    circumstances: frozenset[terms.Circumstance] = frozenset()
    without: frozenset[terms.Circumstance] = frozenset()
    proofs: frozenset[terms.Proof] = frozenset()
    occasions: frozenset[terms.Occasion] = frozenset()
    income_cap: IncomeCap | None = None


@dataclass(frozen=True, slots=True)
class EventRate:
    """What one event is worth, and from which of its kind on (a hospital day from day 2)."""

    kind: terms.EventKind
    cents: int
    from_number: int = 1


@dataclass(frozen=True, slots=True)
class Amount:
    """How much. `value` is the sum or the ceiling in `unit`; None: not entered yet, so nothing can be granted.

    `share` is the part of the bill in thousandths of a percent; `max_count` limits days or events in a period.
    """

    kind: terms.AmountKind
    unit: terms.AmountUnit = terms.AmountUnit.EURO
    value: int | None = None
    share: int | None = None
    rates: tuple[EventRate, ...] = ()
    max_count: int | None = None


@dataclass(frozen=True, slots=True)
class Term:
    """A length of time: 30 days, 1 month, 10 working days."""

    count: int
    unit: terms.DayCount


@dataclass(frozen=True, slots=True)
class Window:
    """Days of every year, both inclusive, as (month, day); may run over New Year."""

    first: tuple[int, int]
    last: tuple[int, int]

    def holds(self, day: date) -> bool:
        """Does the day lie inside?"""
        here = (day.month, day.day)
        if self.first <= self.last:
            return self.first <= here <= self.last
        return here >= self.first or here <= self.last

    def __str__(self) -> str:
        return "–".join(f"{day:02d}.{month:02d}." for month, day in (self.first, self.last))


@dataclass(frozen=True, slots=True)
class TimeRules:
    """When: days on which one may apply, the term after the event, the age of receipts, the term of the decision."""

    application_window: Window | None = None
    apply_within: Term | None = None
    receipt_age: Term | None = None
    decide_within: Term | None = None


@dataclass(frozen=True, slots=True)
class Benefit:
    """One additional benefit. `excludes` names other benefits of the set and support from elsewhere."""

    code: str
    name_lv: str
    name_en: str
    kind: terms.BenefitKind
    scope: terms.Scope
    eligibility: Eligibility
    amount: Amount
    period: terms.Period
    time: TimeRules
    payee: terms.Payee
    form: terms.Form
    excludes: frozenset[str]
    paid: terms.Period | None
    source: Source

    @property
    def payable(self) -> bool:
        """Are all amounts entered?"""
        amount = self.amount
        match amount.kind:
            case terms.AmountKind.SHARE_OF_BILL:
                return amount.share is not None
            case terms.AmountKind.PER_EVENT:
                return bool(amount.rates)
        return amount.value is not None


@dataclass(frozen=True, slots=True)
class Content:
    """Everything a set says."""

    thresholds: Thresholds | None = None
    coefficients: Coefficients | None = None
    benefits: tuple[Benefit, ...] = ()

    def benefit(self, code: str) -> Benefit | None:
        """The benefit of this code, if the set has it."""
        return next((benefit for benefit in self.benefits if benefit.code == code), None)


@dataclass(frozen=True, slots=True)
class LawOfDay:
    """The state's dated numbers that municipal rules refer to, on one day; `notes` says which are unconfirmed."""

    day: date
    minimum_wage: int
    pension_age_months: int
    earlier_pension_age_months: int
    unconfirmed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PersonFacts:
    """One person of the household on the day of the application; incomes are a month's, in cents."""

    id: str
    birth_date: date
    disability: terms.Disability = terms.Disability.NONE
    education: terms.Education | None = None
    circumstances: frozenset[terms.Circumstance] = frozenset()
    income_gross: int = 0
    income_net: int = 0


@dataclass(frozen=True, slots=True)
class Receipt:
    """A receipt or a bill: `days` are the meals or days it stands for, `person` whose expense it is."""

    reference: str
    day: date
    cents: int
    person: str = ""
    days: int = 0


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened `count` times: three visits, a stay of five days."""

    kind: terms.EventKind
    count: int
    day: date
    person: str = ""


@dataclass(frozen=True, slots=True)
class Granted:
    """What was already granted under a benefit: by code, day, cents; whose; with which receipts; how many days."""

    code: str
    day: date
    cents: int
    person: str = ""
    count: int = 0
    references: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Facts:
    """The household and its request. `need` is what the officer found to be needed, `reason` why, in words."""

    status: terms.Status
    applied_on: date
    persons: tuple[PersonFacts, ...]
    receipts: tuple[Receipt, ...] = ()
    events: tuple[Event, ...] = ()
    proofs: frozenset[terms.Proof] = frozenset()
    occasion: terms.Occasion | None = None
    occasion_on: date | None = None
    need: int = 0
    reason: str = ""
    other_support: frozenset[terms.OtherSupport] = frozenset()
    granted: tuple[Granted, ...] = ()


@dataclass(frozen=True, slots=True)
class Refusal:
    """The one reason: `code` is stable, `message` an English template with `params`, limit against actual."""

    code: str
    message: str
    params: Mapping[str, Any] = field(default_factory=dict)
    limit: str = ""
    actual: str = ""

    def __str__(self) -> str:
        return self.message % self.params if self.params else self.message


@dataclass(frozen=True, slots=True)
class Share:
    """One holder's part of an outcome: a person's, or the household's ("")."""

    person: str
    cents: int
    remaining: int | None
    count: int = 0


@dataclass(frozen=True, slots=True)
class SetAside:
    """A receipt that does not count, and why."""

    reference: str
    refusal: Refusal


@dataclass(frozen=True, slots=True)
class Outcome:
    """The answer: an amount and what remains of the ceiling, or the reason why nothing is granted.

    `remaining` None means that there is no ceiling. `references` are the receipts used up by this grant.
    """

    code: str
    granted: int = 0
    remaining: int | None = None
    shares: tuple[Share, ...] = ()
    references: frozenset[str] = frozenset()
    set_aside: tuple[SetAside, ...] = ()
    refusal: Refusal | None = None
    unconfirmed: bool = False


@dataclass(frozen=True, slots=True)
class ResolvedPair:
    """A threshold in cents with exactly the fields of the municipal pairs of `rules`."""

    household_type: str
    first: int
    other: int
    first_confirmed: bool
    other_confirmed: bool
    valid_from: str
    act: str
    link: str
    note: str


@dataclass(frozen=True, slots=True)
class ResolvedCoefficient:
    """A housing coefficient with exactly the fields of the municipal coefficients of `rules`."""

    group: str
    thousandths: int
    valid_from: str
    link: str
    note: str
    confirmed: bool


@dataclass(frozen=True, slots=True)
class MunicipalInputs:
    """What a published set gives to the assessment on a day; empty parts are left to `rules`."""

    pairs: tuple[ResolvedPair, ...] = ()
    coefficients: tuple[ResolvedCoefficient, ...] = ()


@dataclass(frozen=True, slots=True)
class SetData:
    """What an author writes: how the act is cited, from when to when (inclusive; None: open), and its content."""

    number: str
    title: str
    link: str
    valid_from: date
    valid_to: date | None
    content: Mapping[str, Any]
