"""The state's dated numbers that municipal rules lean on, asked of `rules`."""

from datetime import date
from functools import cache

from digisoc.kernel.errors import N_, InvalidValue
from digisoc.kernel.money import parse_euro
from digisoc.kernel.months import Month
from digisoc.regulations.types import LawOfDay
from digisoc.rules.api import parameter_used, parameters_by_name

MINIMUM_WAGE = "labour_law.minimum_monthly_wage"
PENSION_AGE = "pensions_law.pension_age_months"
MEDIAN = "spsp.minimum_income_median"
NEEDY = "spsp.needy_threshold.%s_person"
MAXIMUM = "spsp.low_income_maximum.%s_person"
COEFFICIENT = "spsp.housing_coefficient.%s"


def law_of_day(day: date) -> LawOfDay:
    """The minimum wage and the pension age of a day; `InvalidValue` ("law.unknown_month") before they are known."""
    month = Month.of(day)
    if day < first_day_known(MINIMUM_WAGE) or Month(month.year - 1, 12).first_day < first_day_known(PENSION_AGE):
        raise InvalidValue(
            N_("The law of %(month)s is not in this system, so nothing can be computed for that month."),
            code="law.unknown_month", hint=N_("Choose a later day."), month=month.shown,
        )
    wage, age = parameter_used(MINIMUM_WAGE, month), parameter_used(PENSION_AGE, month)
    earlier = parameter_used(PENSION_AGE, Month(month.year - 1, 12))
    return LawOfDay(
        day, parse_euro(wage.value or ""), int(age.value or 0), int(earlier.value or 0),
        tuple(used.name for used in (wage, age, earlier) if used.status != "confirmed"),
    )


def first_day_known(name: str) -> date:
    """The first day for which a parameter has a value in the files."""
    return min(date.fromisoformat(dated.instant_str) for dated in parameters_by_name()[name].values_list)


@cache
def number_on(name: str, day: date) -> int | None:
    """A parameter in its own whole unit (cents, thousandths, months) on the first day of a day's month."""
    first = Month.of(day).first_day.isoformat()
    for dated in parameters_by_name()[name].values_list:
        if dated.instant_str <= first:
            return None if dated.value is None else int(dated.value)
    return None


def days_of_change(names: list[str], start: date, end: date | None) -> list[date]:
    """`start` and every later day, up to `end`, from which one of the parameters has another value."""
    values = [dated for name in names for dated in parameters_by_name()[name].values_list]
    known = {date.fromisoformat(dated.instant_str) for dated in values}
    return [start, *sorted(day for day in known if start < day and (end is None or day <= end))]
