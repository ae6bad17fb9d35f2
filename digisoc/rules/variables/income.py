"""Income: what counts (SPSP 5(2)), over which months (MK 809 p. 2), and the one rounding of the household's average."""

from typing import Any

import numpy as np
from openfisca_core.periods import DateUnit
from openfisca_core.variables import Variable

from digisoc.rules.arithmetic import Cents, Ints, WholeNumber, at_least_zero, divide_half_up, is_known, sum_of
from digisoc.rules.entities import household, person
from digisoc.rules.types import IncomeKind
from digisoc.rules.vocabulary import income_kind_table


def _input_for(kind: IncomeKind) -> type[Variable]:
    span = "in twelve months" if kind.irregular else "in this month"
    return type(
        kind.code,
        (Cents,),
        {
            "value_type": int,
            "entity": person,
            "definition_period": DateUnit.MONTH,
            "label": f"{kind.en} received {span}, net, cents",
            "reference": kind.law,
        },
    )


def counted_part(kind: IncomeKind, amount: Ints, minor: Any, wage: int) -> Ints:
    """The part of one month's income that counts: all, nothing, or what exceeds one minimum monthly wage."""
    if kind.counted:
        return amount
    if kind.cap is None:
        return np.zeros_like(amount)
    above = at_least_zero(amount - wage)
    return np.where(minor, above, amount) if kind.only_minors else above


class application_offset(WholeNumber):
    value_type = int
    entity = household
    definition_period = DateUnit.MONTH
    label = "How many months the application was made after the benefit month (before it: negative)"


class counted_income(Cents):
    value_type = int
    entity = person
    definition_period = DateUnit.MONTH
    label = "Regular income of the month that counts"
    reference = "SPSP 5(2)"

    def formula(person: Any, period: Any, parameters: Any) -> Any:
        total = np.zeros(person.count, dtype=np.int64)
        for kind in income_kind_table().values():
            if kind.irregular or not (kind.counted or kind.cap) or not is_known(person, kind.code, period):
                continue
            wage = parameters(period).labour_law.minimum_monthly_wage if kind.cap else 0
            minor = person("is_minor", period) if kind.only_minors else None
            total += counted_part(kind, person(kind.code, period), minor, wage)
        return total


class income_of_three_months(Cents):
    value_type = int
    entity = household
    definition_period = DateUnit.MONTH
    label = "Counted regular income of all persons over the three full months before the application"
    reference = "MK 809 2.; SPSP 5(2)"

    def formula(household: Any, period: Any) -> Any:
        offsets = household("application_offset", period)
        total = np.zeros(household.count, dtype=np.int64)
        for offset in np.unique(offsets):
            months = [period.offset(int(offset) - back, DateUnit.MONTH) for back in (3, 2, 1)]
            per_person = sum(household.members("counted_income", month) for month in months)
            total = np.where(offsets == offset, sum_of(household, per_person), total)
        return total


class irregular_income(Cents):
    value_type = int
    entity = household
    definition_period = DateUnit.MONTH
    label = "Counted irregular income of all persons over the twelve months before the application"
    reference = "MK 809 2. pielikums 2.2"

    def formula(household: Any, period: Any) -> Any:
        total = np.zeros(household.count, dtype=np.int64)
        for kind in income_kind_table().values():
            if kind.irregular and kind.counted and is_known(household.members, kind.code, period):
                total += sum_of(household, household.members(kind.code, period))
        return total


class household_income(Cents):
    value_type = int
    entity = household
    definition_period = DateUnit.MONTH
    label = "Average monthly income: three months / 3 + twelve months / 12, exact, rounded once to the cent, half up"
    reference = "MK 809 2.; SPSP 5(2)"

    def formula(household: Any, period: Any) -> Any:
        three, twelve = household("income_of_three_months", period), household("irregular_income", period)
        return divide_half_up(4 * three + twelve, 12)


VARIABLES: list[type[Variable]] = [
    *(_input_for(kind) for kind in income_kind_table().values()),
    application_offset,
    counted_income,
    income_of_three_months,
    irregular_income,
    household_income,
]
