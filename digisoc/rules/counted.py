"""The counted part of single incomes, for showing a calculation; the result itself is always OpenFisca's.

A capped kind is disregarded up to one minimum monthly wage per person, kind and month, whatever the number of payers,
so the first entries of a month use up the disregard.
"""

from datetime import date

from digisoc.kernel.clock import age_on
from digisoc.kernel.months import Month
from digisoc.rules.provenance import value_at
from digisoc.rules.types import Income, IncomeKind, Person
from digisoc.rules.vocabulary import income_kind_table

ADULT_AGE = "spsp.child_age.general"


def counted_by_month(person: Person, income: Income, edition: date | None = None) -> list[tuple[Month, int]]:
    """The counted cents of a regular income in each of its months."""
    kind = income_kind_table()[income.kind]
    if kind.counted:
        return list(income.months)
    if kind.cap is None:
        return [(month, 0) for month, _ in income.months]
    return [(month, _above_cap(person, income, kind, month, cents, edition)) for month, cents in income.months]


def is_minor_in(person: Person, month: Month) -> bool:
    """Younger than 18 on the first day of the month."""
    first, born = month.first_day, person.birth_date
    age = age_on(born, first)
    return bool(age < value_at(ADULT_AGE, month).value)


def is_capped(person: Person, income: Income, month: Month) -> bool:
    """Whether only the part above one minimum monthly wage counts in that month."""
    kind = income_kind_table()[income.kind]
    return kind.cap is not None and (not kind.only_minors or is_minor_in(person, month))


def _above_cap(person: Person, income: Income, kind: IncomeKind, month: Month, cents: int, edition: date | None) -> int:
    if not is_capped(person, income, month):
        return cents
    wage: int = value_at("labour_law.minimum_monthly_wage", month, edition).value
    before = 0
    for earlier in person.incomes:
        if earlier is income:
            break
        before += sum(paid for paid_in, paid in earlier.months if earlier.kind == kind.code and paid_in == month)
    return max(0, before + cents - wage) - max(0, before - wage)
