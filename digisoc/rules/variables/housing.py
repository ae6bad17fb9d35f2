"""The housing benefit (SPSP 35(3) to 35(5)): GMI threshold × coefficient + recognised costs − income − GMI benefit."""

from typing import Any

import numpy as np
from openfisca_core.indexed_enums import Enum, EnumArray
from openfisca_core.periods import DateUnit
from openfisca_core.variables import Variable

from digisoc.rules.arithmetic import (
    THOUSAND,
    Cents,
    WholeNumber,
    at_least_zero,
    divide_half_up,
    is_known,
    sum_of,
    value_or_none,
)
from digisoc.rules.entities import household
from digisoc.rules.vocabulary import HOUSING_GROUPS, HousingGroup, cost_position_table


def cost_variable(position: str) -> str:
    """Name of the input that holds this month's bills of a position."""
    return f"housing_cost_{position}"


def _cost_input(position: str) -> type[Variable]:
    return type(
        cost_variable(position),
        (Cents,),
        {
            "value_type": int,
            "entity": household,
            "definition_period": DateUnit.MONTH,
            "label": f"This month's bills: {cost_position_table()[position].en}",
            "reference": "MK 809 3. pielikums",
        },
    )


def _coefficient_input(group: str) -> type[Variable]:
    return type(
        f"municipal_coefficient_{group}",
        (WholeNumber,),
        {
            "value_type": int,
            "entity": household,
            "definition_period": DateUnit.MONTH,
            "label": f"The municipality's own coefficient for group {group}, thousandths; 0 for none",
        },
    )


class recognised_housing_costs(Cents):
    value_type = int
    entity = household
    definition_period = DateUnit.MONTH
    label = "Bills of the month, each at most the norm of its position where a norm is known"
    reference = "SPSP 35(3); MK 809 3. pielikums"

    def formula(household: Any, period: Any, parameters: Any) -> Any:
        total = np.zeros(household.count, dtype=np.int64)
        for position in cost_position_table():
            if is_known(household, cost_variable(position), period):
                bill = household(cost_variable(position), period)
                norm = value_or_none(parameters(period).mk_809.housing_norm, position)
                total += bill if norm is None else np.minimum(bill, norm)
        return total


class housing_group(Variable):
    value_type = Enum
    possible_values = HousingGroup
    default_value = HousingGroup.other
    entity = household
    definition_period = DateUnit.MONTH
    label = "Group of the household for the coefficient"
    reference = "SPSP 35(5)"

    def formula(household: Any, period: Any, parameters: Any) -> Any:
        members, size = household.members, household("household_size", period)
        child = members("is_minor", period)
        ages = parameters(period).spsp.child_age
        if ages.student_in_housing_group > ages.general and is_known(members, "studying", period):
            young = members("age_in_months", period) < 12 * ages.student_in_housing_group
            child = child | (young & members("studying", period))
        others = sum_of(household, ~(child | members("pensioner_or_disabled", period)))
        only = household("pensioners_or_disabled", period) == size
        families = (others == 0) & (sum_of(household, child) > 0)
        group = np.where(only, np.where(size == 1, 0, 1), np.where(families, 2, 3))
        return EnumArray(group.astype(np.uint8), HousingGroup)


class housing_coefficient(WholeNumber):
    value_type = int
    entity = household
    definition_period = DateUnit.MONTH
    label = "Coefficient in thousandths, the municipality's where it is higher; 0 while there is no state-wide benefit"
    reference = "SPSP 35(5)"

    def formula(household: Any, period: Any, parameters: Any) -> Any:
        state = parameters(period).spsp.housing_coefficient
        by_group = [value_or_none(state, group) for group in HOUSING_GROUPS]
        if by_group[0] is None:
            return np.zeros(household.count, dtype=np.int64)
        group = household("housing_group", period).view(np.ndarray)
        coefficient = np.array(by_group, dtype=np.int64)[group]
        for index, name in enumerate(HOUSING_GROUPS):
            if is_known(household, f"municipal_coefficient_{name}", period):
                own = household(f"municipal_coefficient_{name}", period)
                coefficient = np.where(group == index, np.maximum(coefficient, own), coefficient)
        return coefficient


class housing_need(Cents):
    value_type = int
    entity = household
    definition_period = DateUnit.MONTH
    label = "GMI threshold × coefficient: what is to be left to the household after the bills"
    reference = "SPSP 35(5)"

    def formula(household: Any, period: Any) -> Any:
        return divide_half_up(household("gmi_threshold", period) * household("housing_coefficient", period), THOUSAND)


class housing_benefit(Cents):
    value_type = int
    entity = household
    definition_period = DateUnit.MONTH
    label = "Housing benefit of the month; no status is required"
    reference = "SPSP 35(1) 2), 35(5); MK 809"

    def formula(household: Any, period: Any) -> Any:
        needed = household("housing_need", period) + household("recognised_housing_costs", period)
        has = household("household_income", period) + household("gmi_benefit", period)
        return at_least_zero(needed - has) * (household("housing_coefficient", period) > 0)


VARIABLES: list[type[Variable]] = [
    *(_cost_input(position) for position in cost_position_table()),
    *(_coefficient_input(group) for group in HOUSING_GROUPS),
    recognised_housing_costs,
    housing_group,
    housing_coefficient,
    housing_need,
    housing_benefit,
]
