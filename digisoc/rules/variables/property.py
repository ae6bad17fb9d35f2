"""Property and savings that a household may have (SPSP 36(1) p. 2)."""

from typing import Any

import numpy as np
from openfisca_core.periods import DateUnit
from openfisca_core.variables import Variable

from digisoc.rules.arithmetic import Cents, WholeNumber
from digisoc.rules.entities import household

REFERENCE = "SPSP 36(1) 2)"


class savings(Cents):
    value_type = int
    entity = household
    definition_period = DateUnit.MONTH
    label = "Money savings of the whole household on the day of the application"


class homes(WholeNumber):
    value_type = int
    entity = household
    definition_period = DateUnit.MONTH
    label = "Real properties beside land"


class land_m2(WholeNumber):
    value_type = int
    entity = household
    definition_period = DateUnit.MONTH
    label = "Land, square metres"


class motor_vehicles(WholeNumber):
    value_type = int
    entity = household
    definition_period = DateUnit.MONTH
    label = "Motor vehicles"


class savings_fit(Variable):
    value_type = bool
    entity = household
    definition_period = DateUnit.MONTH
    label = "Savings are not above the limit"
    reference = REFERENCE

    def formula(household: Any, period: Any, parameters: Any) -> Any:
        return household("savings", period) <= parameters(period).spsp.property.savings_limit


class homes_fit(Variable):
    value_type = bool
    entity = household
    definition_period = DateUnit.MONTH
    label = "Not more than one real property beside land"
    reference = REFERENCE

    def formula(household: Any, period: Any, parameters: Any) -> Any:
        return household("homes", period) <= parameters(period).spsp.property.homes_limit


class land_fits(Variable):
    value_type = bool
    entity = household
    definition_period = DateUnit.MONTH
    label = "Land is not above the limit"
    reference = REFERENCE

    def formula(household: Any, period: Any, parameters: Any) -> Any:
        return household("land_m2", period) <= parameters(period).spsp.property.land_limit


class motor_vehicles_limit(WholeNumber):
    value_type = int
    entity = household
    definition_period = DateUnit.MONTH
    label = "Motor vehicles allowed: one, with children two"
    reference = REFERENCE

    def formula(household: Any, period: Any, parameters: Any) -> Any:
        limits = parameters(period).spsp.property
        with_children = household("minors", period) > 0
        return np.where(with_children, limits.motor_vehicles_limit_with_children, limits.motor_vehicles_limit)


class motor_vehicles_fit(Variable):
    value_type = bool
    entity = household
    definition_period = DateUnit.MONTH
    label = "Not more motor vehicles than allowed"
    reference = REFERENCE

    def formula(household: Any, period: Any) -> Any:
        return household("motor_vehicles", period) <= household("motor_vehicles_limit", period)


class property_test_passed(Variable):
    value_type = bool
    entity = household
    definition_period = DateUnit.MONTH
    label = "The household has no more property and savings than the law allows"
    reference = REFERENCE

    def formula(household: Any, period: Any) -> Any:
        passed = household("savings_fit", period) & household("homes_fit", period)
        return passed & household("land_fits", period) & household("motor_vehicles_fit", period)


VARIABLES: list[type[Variable]] = [
    savings,
    homes,
    land_m2,
    motor_vehicles,
    savings_fit,
    homes_fit,
    land_fits,
    motor_vehicles_limit,
    motor_vehicles_fit,
    property_test_passed,
]
