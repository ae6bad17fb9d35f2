"""What a calculation leaves unsaid: how much a doubtful value weighs, and what would have been enough.

Composes the declaration's facts with the rules and reads no table: each answer is the law asked again with one thing
changed. Amounts are cents a month in the first month of the benefit.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal
from uuid import UUID

from digisoc.intake.enums import PropertyKind
from digisoc.intake.types import IncomeRow, PropertyRow, ValueView
from digisoc.kernel.months import Month, reference_months
from digisoc.rules.api import Assessment, Case, Income, Person, assess, assess_many

type Gain = Literal["needy", "low_income", "gmi", "housing"]

_PROPERTY_FACTS = {
    PropertyKind.SAVINGS: "savings", PropertyKind.REAL_PROPERTY: "homes", PropertyKind.LAND: "land_m2",
    PropertyKind.VEHICLE: "motor_vehicles",
}
#: The failed condition of a property fact -> the attribute of the case.
_PROPERTY_CONDITIONS = {
    "savings_above_limit": "savings", "several_homes": "homes", "land_above_limit": "land_m2",
    "too_many_vehicles": "motor_vehicles",
}
#: Points asked in one pass of a search; five passes find any cent below a million euro.
_POINTS = 48


@dataclass(frozen=True, slots=True)
class Effect:
    """How the result would differ: benefits in cents a month (after minus now), status now and after."""

    gmi: int
    housing: int
    status_now: str
    status_then: str

    @property
    def status_changes(self) -> bool:
        """Would the household's status be another one?"""
        return self.status_now != self.status_then

    @property
    def nothing(self) -> bool:
        """Does the value not matter for the result?"""
        return not (self.gmi or self.housing or self.status_changes)


@dataclass(frozen=True, slots=True)
class Doubt:
    """A value with two answers: the one that counts now and the other one, with what the other would change.

    `counted_by` and `other_by` are "register", "declared" or "corrected"; values in the unit of their kind.
    """

    value: ValueView
    person_uid: UUID
    person_name: str
    kind: str
    month: Month | None
    is_property: bool
    counted_by: str
    other_by: str
    now: int
    other: int
    effect: Effect = Effect(0, 0, "", "")

    @property
    def settled(self) -> bool:
        """Did somebody already replace the register's value, with a reason?"""
        return self.counted_by == "corrected"


@dataclass(frozen=True, slots=True)
class Enough:
    """With a household income of at most `at_most` cents a month the household would also get `gain`."""

    gain: Gain
    at_most: int

    @property
    def below(self) -> int:
        """The first cent of income with which it would not be given any more."""
        return self.at_most + 1


@dataclass(frozen=True, slots=True)
class WithinLimits:
    """What the household would get if its property were within the limits: the conditions it would then meet."""

    conditions: tuple[str, ...]
    effect: Effect


def doubts(
    now: Assessment, incomes: Sequence[IncomeRow], properties: Sequence[PropertyRow], months: Sequence[Month]
) -> list[Doubt]:
    """Every value that sources give differently, with what the other answer would change, the heaviest first.

    The rows are those of the declaration that was assessed, `months` its reference months. One pass for all.
    """
    found = [*_income_doubts(incomes, months), *_property_doubts(properties)]
    results = assess_many([_with_other(now.case, doubt) for doubt in found])
    weighed = [replace(doubt, effect=effect_of(now, then)) for doubt, then in zip(found, results, strict=True)]
    return sorted(weighed, key=lambda doubt: -_weight(doubt))


def effect_of(now: Assessment, then: Assessment) -> Effect:
    """The difference between two assessments of one household."""
    return Effect(
        then.gmi_benefit - now.gmi_benefit, then.housing_benefit - now.housing_benefit, now.status, then.status
    )


def what_would_be_enough(now: Assessment) -> list[Enough]:
    """For each thing the household doesn't get because of its income: up to which income it would; nearest first.

    Searched by asking the law, not by reading a threshold, so that it holds for whatever the law becomes.
    """
    missing = [(gain, has) for gain, has in _GAINS.items() if not has(now)]
    found = [(gain, _highest_income(now, has)) for gain, has in missing]
    # Where no municipality raises it, the low-income limit is the needy one, and the better status says it all.
    needy = dict(found).get("needy")
    enough = [
        Enough(gain, cents) for gain, cents in found
        if cents is not None and not (gain == "low_income" and cents == needy)
    ]
    return sorted(enough, key=lambda one: -one.at_most)


def if_property_fitted(now: Assessment) -> WithinLimits | None:
    """What would change without the property that is too much; None when none is or nothing would change."""
    failed = [item.code for item in now.failed_conditions if item.code in _PROPERTY_CONDITIONS]
    case = now.case
    for code in failed:
        case = _with_property(case, _PROPERTY_CONDITIONS[code], 0)
    effect = effect_of(now, assess(case)) if failed else None
    return None if effect is None or effect.nothing else WithinLimits(tuple(failed), effect)


def with_income(case: Case, cents: int) -> Case:
    """The same household with exactly this income a month, all of it counted."""
    first, *others = case.persons
    months = tuple((month, cents) for month in reference_months(case.application_date, 3))
    persons = (
        replace(first, incomes=(Income("other", months=months),)), *(replace(person, incomes=()) for person in others),
    )
    return replace(case, persons=persons)


_GAINS: dict[Gain, Callable[[Assessment], bool]] = {
    "low_income": lambda one: one.status in ("low_income", "needy"),
    "needy": lambda one: one.status == "needy",
    "gmi": lambda one: one.gmi_benefit > 0,
    "housing": lambda one: one.housing_benefit > 0,
}


def _highest_income(now: Assessment, has: Callable[[Assessment], bool]) -> int | None:
    """The highest income below today's at which `has` holds; no benefit grows with income, so it can be bracketed."""
    low, high = 0, now.household_income  # at `high` it does not hold
    if high == 0 or not has(assess(with_income(now.case, 0))):
        return None
    while high - low > 1:
        step = max((high - low) // (_POINTS + 1), 1)
        points = list(range(low + step, high, step))
        held = [has(one) for one in assess_many([with_income(now.case, point) for point in points])]
        good = [point for point, holds in zip(points, held, strict=True) if holds]
        bad = [point for point, holds in zip(points, held, strict=True) if not holds]
        low, high = max([low, *good]), min([high, *bad])
    return low


def _income_doubts(incomes: Sequence[IncomeRow], months: Sequence[Month]) -> Iterator[Doubt]:
    for row in incomes:
        dated: list[tuple[Month | None, ValueView | None]] = [*zip(months, row.values, strict=False), (None, row.total)]
        for month, value in dated:
            if value is not None:
                yield from _doubt(value, row, month)


def _property_doubts(properties: Sequence[PropertyRow]) -> Iterator[Doubt]:
    for row in properties:
        yield from _doubt(row.value, row, None)


def _doubt(value: ValueView, row: IncomeRow | PropertyRow, month: Month | None) -> Iterator[Doubt]:
    sources = {"corrected": value.corrected_value, "register": value.register_value, "declared": value.declared_value}
    known = [(by, amount) for by, amount in sources.items() if amount is not None]
    if len(known) > 1 and known[0][1] != known[1][1]:
        (counted_by, now), (other_by, other) = known[:2]
        is_property = isinstance(row, PropertyRow)
        yield Doubt(
            value, row.person_uid, row.person_name, row.kind, month, is_property, counted_by, other_by, now, other
        )


def _with_other(case: Case, doubt: Doubt) -> Case:
    if doubt.is_property:
        fact = _PROPERTY_FACTS[PropertyKind(doubt.kind)]
        return _with_property(case, fact, getattr(case, fact) + doubt.other - doubt.now)
    return replace(case, persons=tuple(_person_with_other(person, doubt) for person in case.persons))


def _with_property(case: Case, fact: str, value: int) -> Case:
    return replace(case, **{fact: value})  # type: ignore[arg-type]


def _person_with_other(person: Person, doubt: Doubt) -> Person:
    if person.id != str(doubt.person_uid):
        return person
    return replace(person, incomes=tuple(_income_with_other(income, doubt) for income in person.incomes))


def _income_with_other(income: Income, doubt: Doubt) -> Income:
    if income.kind != doubt.kind:
        return income
    if doubt.month is None:
        return replace(income, last_12_months=doubt.other)
    months = tuple((month, doubt.other if month == doubt.month else cents) for month, cents in income.months)
    return replace(income, months=months)


def _weight(doubt: Doubt) -> int:
    """How much the result hangs on it; a status more than any amount, a settled value behind an open one."""
    effect = doubt.effect
    weight = abs(effect.gmi) + abs(effect.housing) + (1_000_000_00 if effect.status_changes else 0)
    return weight // 1000 if doubt.settled else weight
