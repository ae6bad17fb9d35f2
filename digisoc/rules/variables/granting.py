"""For how many months the status and the basic benefits are granted."""

from typing import Any

import numpy as np
from openfisca_core.periods import DateUnit
from openfisca_core.variables import Variable

from digisoc.rules.arithmetic import WholeNumber
from digisoc.rules.entities import household


class granting_months(WholeNumber):
    value_type = int
    entity = household
    definition_period = DateUnit.MONTH
    label = "6 when nobody is of working age, else 3; 1 when the income fits and another criterion does not"
    reference = "MK 809"

    def formula(household: Any, period: Any, parameters: Any) -> Any:
        months = parameters(period).mk_809.granting_months
        working = household("working_age_adults", period) > 0
        usual = np.where(working, months.working_age_present, months.no_working_age)
        income_fits = household("income_fits_needy", period) | household("income_fits_low_income", period)
        other_fails = ~household("property_test_passed", period)
        return np.where(income_fits & other_fails, months.other_criterion_fails, usual)


VARIABLES: list[type[Variable]] = [granting_months]
