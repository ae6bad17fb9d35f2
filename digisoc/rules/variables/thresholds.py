"""Thresholds of income (SPSP 33): first person plus each other person, published sums, never derived from a median."""

from typing import Any

import numpy as np
from openfisca_core.periods import DateUnit
from openfisca_core.variables import Variable

from digisoc.rules.arithmetic import Cents, Ints, WholeNumber, is_known
from digisoc.rules.entities import household
from digisoc.rules.vocabulary import HOUSEHOLD_TYPES


def for_household(pair: Any, size: Ints) -> Ints:
    """first + (n − 1) × other."""
    return pair.first_person + (size - 1) * pair.other_person


class gmi_threshold(Cents):
    value_type = int
    entity = household
    definition_period = DateUnit.MONTH
    label = "GMI threshold of the household"
    reference = "SPSP 33(2)"

    def formula(household: Any, period: Any, parameters: Any) -> Any:
        return for_household(parameters(period).spsp.gmi_threshold, household("household_size", period))


class needy_threshold(Cents):
    value_type = int
    entity = household
    definition_period = DateUnit.MONTH
    label = "Income threshold of a needy household"
    reference = "SPSP 33(1)"

    def formula(household: Any, period: Any, parameters: Any) -> Any:
        return for_household(parameters(period).spsp.needy_threshold, household("household_size", period))


class has_municipality(Variable):
    value_type = bool
    entity = household
    definition_period = DateUnit.MONTH
    label = "A municipality is given, so that its low-income threshold applies"


def _municipal_input(part: str, household_type: str) -> type[Variable]:
    return type(
        f"municipal_{part}_{household_type}",
        (Cents,),
        {
            "value_type": int,
            "entity": household,
            "definition_period": DateUnit.MONTH,
            "label": f"The municipality's low-income threshold, {part} person, household type {household_type}",
            "reference": "SPSP 33(4); binding regulations of the municipality",
        },
    )


class low_income_pair(WholeNumber):
    value_type = int
    entity = household
    definition_period = DateUnit.MONTH
    default_value = -1
    label = "Which household type's pair applies: index in the closed vocabulary, −1 for none"

    def formula(household: Any, period: Any) -> Any:
        chosen = np.full(household.count, -1, dtype=np.int64)
        fits = household("household_type_fits", period)
        for bit in reversed(range(len(HOUSEHOLD_TYPES))):
            name = f"municipal_first_{HOUSEHOLD_TYPES[bit]}"
            if is_known(household, name, period):
                chosen = np.where((household(name, period) > 0) & (fits & (1 << bit) > 0), bit, chosen)
        return chosen


class low_income_threshold(Cents):
    value_type = int
    entity = household
    definition_period = DateUnit.MONTH
    label = "The municipality's income threshold of a low-income household; 0 when no municipality is given"
    reference = "SPSP 33(4)"

    def formula(household: Any, period: Any) -> Any:
        chosen, others = household("low_income_pair", period), household("household_size", period) - 1
        amount = np.zeros(household.count, dtype=np.int64)
        for bit in np.unique(chosen):
            if bit >= 0:
                first = household(f"municipal_first_{HOUSEHOLD_TYPES[bit]}", period)
                other = household(f"municipal_other_{HOUSEHOLD_TYPES[bit]}", period)
                amount = np.where(chosen == bit, first + others * other, amount)
        return amount


VARIABLES: list[type[Variable]] = [
    gmi_threshold,
    needy_threshold,
    has_municipality,
    *(_municipal_input(part, name) for part in ("first", "other") for name in HOUSEHOLD_TYPES),
    low_income_pair,
    low_income_threshold,
]
