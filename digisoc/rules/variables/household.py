"""Who lives in the household: ages, pension age, disability, and the counts that the other articles ask for.

Ages are those on the first day of the month. The age of the old-age pension rises by three months each January until
2025; who reached the age of an earlier year keeps it (Likums par valsts pensijām 11), so the year before is asked too.
"""

from datetime import date
from typing import Any

import numpy as np
from openfisca_core.periods import DateUnit, Instant
from openfisca_core.variables import Variable

from digisoc.rules.arithmetic import WholeNumber, sum_of
from digisoc.rules.entities import household, person
from digisoc.rules.vocabulary import HOUSEHOLD_TYPES


def month_index(year: int, month: int) -> int:
    """Months since January 1970, the scale of numpy's datetime64[M]."""
    return (year - 1970) * 12 + month - 1


class birth_date(Variable):
    value_type = date
    entity = person
    definition_period = DateUnit.ETERNITY
    label = "Date of birth"


class has_disability(Variable):
    value_type = bool
    entity = person
    definition_period = DateUnit.MONTH
    label = "Disability of group I, II or III, or a child with a disability"


class studying(Variable):
    value_type = bool
    entity = person
    definition_period = DateUnit.MONTH
    label = "In general, vocational or higher education"


class birth_month(WholeNumber):
    value_type = int
    entity = person
    definition_period = DateUnit.ETERNITY
    label = "Month of birth, counted from January 1970"

    def formula(person: Any, period: Any) -> Any:
        return person("birth_date", period).astype("datetime64[M]").astype(np.int64)


class age_in_months(WholeNumber):
    value_type = int
    entity = person
    definition_period = DateUnit.MONTH
    label = "Full months of age on the first day of the month"

    def formula(person: Any, period: Any) -> Any:
        born = person("birth_date", period)
        later_in_month = born != born.astype("datetime64[M]").astype("datetime64[D]")
        return month_index(period.start.year, period.start.month) - person("birth_month", period) - later_in_month


class is_minor(Variable):
    value_type = bool
    entity = person
    definition_period = DateUnit.MONTH
    label = "A child: younger than 18 on the first day of the month"

    def formula(person: Any, period: Any, parameters: Any) -> Any:
        return person("age_in_months", period) < 12 * parameters(period).spsp.child_age.general


class of_pension_age(Variable):
    value_type = bool
    entity = person
    definition_period = DateUnit.MONTH
    label = "Has reached the age of the old-age pension, this year's or, in time, last year's"

    def formula(person: Any, period: Any, parameters: Any) -> Any:
        year = period.start.year - 1
        before = parameters(Instant((year, 12, 31))).pensions_law.pension_age_months
        now = parameters(period).pensions_law.pension_age_months
        reached = person("age_in_months", period) >= now
        return reached | (person("birth_month", period) <= month_index(year, 12) - before)


class of_working_age(Variable):
    value_type = bool
    entity = person
    definition_period = DateUnit.MONTH
    label = "An adult below pension age"

    def formula(person: Any, period: Any, parameters: Any) -> Any:
        old_enough = person("age_in_months", period) >= 12 * parameters(period).mk_809.working_age_from
        return old_enough & ~person("of_pension_age", period)


class pensioner_or_disabled(Variable):
    value_type = bool
    entity = person
    definition_period = DateUnit.MONTH
    label = "Of pension age or with a disability"

    def formula(person: Any, period: Any) -> Any:
        return person("of_pension_age", period) | person("has_disability", period)


class household_size(WholeNumber):
    value_type = int
    entity = household
    definition_period = DateUnit.MONTH
    label = "Persons in the household"

    def formula(household: Any, period: Any) -> Any:
        return sum_of(household, np.ones(len(household.members_entity_id), dtype=np.int64))


class minors(WholeNumber):
    value_type = int
    entity = household
    definition_period = DateUnit.MONTH
    label = "Children under 18 in the household"

    def formula(household: Any, period: Any) -> Any:
        return sum_of(household, household.members("is_minor", period))


class working_age_adults(WholeNumber):
    value_type = int
    entity = household
    definition_period = DateUnit.MONTH
    label = "Persons of working age in the household"

    def formula(household: Any, period: Any) -> Any:
        return sum_of(household, household.members("of_working_age", period))


class pensioners_or_disabled(WholeNumber):
    value_type = int
    entity = household
    definition_period = DateUnit.MONTH
    label = "Persons of pension age or with a disability in the household"

    def formula(household: Any, period: Any) -> Any:
        return sum_of(household, household.members("pensioner_or_disabled", period))


class other_adults(WholeNumber):
    value_type = int
    entity = household
    definition_period = DateUnit.MONTH
    label = "Adults neither of pension age nor with a disability"

    def formula(household: Any, period: Any) -> Any:
        members = household.members
        return sum_of(household, ~(members("is_minor", period) | members("pensioner_or_disabled", period)))


class household_type_fits(WholeNumber):
    value_type = int
    entity = household
    definition_period = DateUnit.MONTH
    label = "Bits, one per household type of the closed vocabulary, that fit this household"

    def formula(household: Any, period: Any) -> Any:
        size, children = household("household_size", period), household("minors", period)
        only_protected = household("other_adults", period) == 0
        fits = {
            "lone_pensioner_or_disabled": (size == 1) & (household("pensioners_or_disabled", period) == 1),
            "all_pension_age_or_disabled": only_protected,
            "single_parent": (size - children == 1) & (children > 0),
            "working_age_adult_present": household("working_age_adults", period) > 0,
            "with_children": children > 0,
            "any": size > 0,
        }
        return sum(fits[name].astype(np.int64) << bit for bit, name in enumerate(HOUSEHOLD_TYPES))


VARIABLES: list[type[Variable]] = [
    birth_date,
    has_disability,
    studying,
    birth_month,
    age_in_months,
    is_minor,
    of_pension_age,
    of_working_age,
    pensioner_or_disabled,
    household_size,
    minors,
    working_age_adults,
    pensioners_or_disabled,
    other_adults,
    household_type_fits,
]
