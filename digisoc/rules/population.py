"""The law for a whole population in one vectorised pass: numpy arrays in, numpy arrays out, the same formulas."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from digisoc.kernel.months import Month, reference_months
from digisoc.rules.announced import edition
from digisoc.rules.municipal import municipalities
from digisoc.rules.simulation import build, calculate, put, put_municipalities
from digisoc.rules.variables.housing import cost_variable

type Cents = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Population:
    """Households as columns. Persons stand grouped by household; all money in cents.

    `regular_income` maps a kind to one array (the same net amount in each reference month) or to three (oldest first);
    `irregular_income` holds twelve-month totals. `municipality` is the index in `MUNICIPALITY_CODES`, −1 for none.
    Applications are those of the benefit month.
    """

    household_of_person: NDArray[np.int64]
    birth_date: NDArray[np.datetime64]
    has_disability: NDArray[np.bool_]
    studying: NDArray[np.bool_] | None = None
    regular_income: Mapping[str, Cents | tuple[Cents, Cents, Cents]] = field(default_factory=dict)
    irregular_income: Mapping[str, Cents] = field(default_factory=dict)
    municipality: NDArray[np.int64] | None = None
    savings: Cents | None = None
    homes: NDArray[np.int64] | None = None
    land_m2: NDArray[np.int64] | None = None
    motor_vehicles: NDArray[np.int64] | None = None
    housing_costs: Mapping[str, Cents] = field(default_factory=dict)

    @property
    def households(self) -> int:
        """How many households there are."""
        return int(self.household_of_person[-1]) + 1 if len(self.household_of_person) else 0


#: Municipality codes in the order that `Population.municipality` indexes.
MUNICIPALITY_CODES = tuple(municipalities())


def simulate(population: Population, month: Month, *, known_on: date | None = None) -> Mapping[str, NDArray[Any]]:
    """Every output of the law per household for one month; status: 0 none, 1 low-income, 2 needy; groups in order.

    With `known_on` by the law as it had been announced by that day. Money in cents, coefficients in thousandths
    (0: no benefit yet), `low_income_threshold` 0 without municipality.
    """
    law = edition(known_on)
    simulation = build(population.household_of_person, population.households, edition=law)
    put(simulation, "birth_date", month, population.birth_date)
    for name in ("has_disability", "studying", "savings", "homes", "land_m2", "motor_vehicles"):
        if (values := getattr(population, name)) is not None:
            put(simulation, name, month, values)
    for kind, income in population.regular_income.items():
        by_month = income if isinstance(income, tuple) else (income,) * 3
        for paid_in, cents in zip(reference_months(month.first_day, 3), by_month, strict=True):
            put(simulation, kind, paid_in, cents)
    for kind, cents in population.irregular_income.items():
        put(simulation, kind, month, cents)
    for position, bills in population.housing_costs.items():
        put(simulation, cost_variable(position), month, bills)
    if population.municipality is not None:
        put_municipalities(simulation, month, MUNICIPALITY_CODES, population.municipality, law)
    return calculate(simulation, month)
