"""The status of the household (SPSP 33, 36) and the GMI benefit (SPSP 35(1) p. 1)."""

from typing import Any

import numpy as np
from openfisca_core.indexed_enums import Enum, EnumArray
from openfisca_core.periods import DateUnit
from openfisca_core.variables import Variable

from digisoc.rules.arithmetic import Cents, at_least_zero
from digisoc.rules.entities import household
from digisoc.rules.vocabulary import Status


class income_fits_needy(Variable):
    value_type = bool
    entity = household
    definition_period = DateUnit.MONTH
    label = "Income is not above the needy threshold"
    reference = "SPSP 33(1)"

    def formula(household: Any, period: Any) -> Any:
        return household("household_income", period) <= household("needy_threshold", period)


class income_fits_low_income(Variable):
    value_type = bool
    entity = household
    definition_period = DateUnit.MONTH
    label = "Income is not above the municipality's low-income threshold"
    reference = "SPSP 33(4)"

    def formula(household: Any, period: Any) -> Any:
        fits = household("household_income", period) <= household("low_income_threshold", period)
        return fits & household("has_municipality", period)


class status(Variable):
    value_type = Enum
    possible_values = Status
    default_value = Status.none
    entity = household
    definition_period = DateUnit.MONTH
    label = "needy, low-income or none"
    reference = "SPSP 33, 36(1)"

    def formula(household: Any, period: Any) -> Any:
        by_income = np.where(household("income_fits_needy", period), 2, household("income_fits_low_income", period))
        granted = np.where(household("property_test_passed", period), by_income, 0)
        return EnumArray(granted.astype(np.uint8), Status)


class gmi_benefit(Cents):
    value_type = int
    entity = household
    definition_period = DateUnit.MONTH
    label = "GMI benefit: what a needy household lacks to its GMI threshold"
    reference = "SPSP 35(1) 1)"

    def formula(household: Any, period: Any) -> Any:
        gap = at_least_zero(household("gmi_threshold", period) - household("household_income", period))
        return gap * (household("status", period).view(np.ndarray) == 2)


VARIABLES: list[type[Variable]] = [income_fits_needy, income_fits_low_income, status, gmi_benefit]
