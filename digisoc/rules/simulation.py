"""Builds an OpenFisca simulation from arrays of persons grouped by household, and computes every output of the law."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray
from openfisca_core.periods import DateUnit, Instant, Period
from openfisca_core.simulations import Simulation

from digisoc.kernel.months import Month
from digisoc.rules.municipal import own_coefficients, threshold_pairs
from digisoc.rules.quick import Households, OncePerValue, Persons, UntimedTracer
from digisoc.rules.system import system

#: The outputs of the law in the order of computation, intermediate ones included, so that a result can be explained.
OUTPUTS = (
    "household_size",
    "income_of_three_months",
    "irregular_income",
    "household_income",
    "gmi_threshold",
    "needy_threshold",
    "low_income_pair",
    "low_income_threshold",
    "property_test_passed",
    "motor_vehicles_limit",
    "status",
    "gmi_benefit",
    "recognised_housing_costs",
    "housing_group",
    "housing_coefficient",
    "housing_need",
    "housing_benefit",
    "working_age_adults",
    "granting_months",
)


@cache
def openfisca_period(month: Month) -> Period:
    """OpenFisca's name for a calendar month."""
    return Period((DateUnit.MONTH, Instant((month.year, month.number, 1)), 1))


def build(
    household_of_person: NDArray[np.int64], households: int, *, trace: bool = False, edition: date | None = None
) -> Simulation:
    """An empty simulation; persons stand in the order of their households and no household is empty."""
    law = system(edition)
    persons = Persons(law.person_entity)
    group = Households(law.group_entities[0], persons)
    simulation = OncePerValue(law, {"person": persons, "household": group})
    if trace:
        simulation.trace = True
        simulation.tracer = UntimedTracer()
    persons.count, group.count = len(household_of_person), households
    group.members_entity_id = household_of_person
    starts = np.concatenate(([0], np.flatnonzero(np.diff(household_of_person)) + 1))
    if len(starts) != households or (households and household_of_person[-1] != households - 1):
        raise ValueError("persons must be grouped by household, and every household needs a person")
    group.member_starts = starts
    return simulation


def put(simulation: Simulation, name: str, month: Month, values: Any) -> None:
    """Sets one input for one month."""
    population = simulation.get_variable_population(name)
    population.get_holder(name).set_input(openfisca_period(month), values)


def put_municipalities(
    simulation: Simulation, month: Month, codes: Sequence[str], index: NDArray[np.int64], edition: date | None = None
) -> None:
    """Resolves each household's municipality (an index into `codes`, −1 for none) into the inputs of its thresholds."""
    given = index >= 0
    put(simulation, "has_municipality", month, given)
    tables: dict[str, NDArray[np.int64]] = {}
    for position, code in enumerate(codes):
        for pair in threshold_pairs(code, month, edition):
            _cell(tables, f"municipal_first_{pair.household_type}", len(codes))[position] = pair.first
            _cell(tables, f"municipal_other_{pair.household_type}", len(codes))[position] = pair.other
        for own in own_coefficients(code, month, edition):
            _cell(tables, f"municipal_coefficient_{own.group}", len(codes))[position] = own.thousandths
    for name, table in tables.items():
        put(simulation, name, month, table[index])


def _cell(tables: dict[str, NDArray[np.int64]], name: str, municipalities: int) -> NDArray[np.int64]:
    """The table of an input; the last place stays 0, which index −1 ("no municipality") reads."""
    return tables.setdefault(name, np.zeros(municipalities + 1, dtype=np.int64))


def calculate(simulation: Simulation, month: Month) -> Mapping[str, NDArray[Any]]:
    """Every output for the month, as plain arrays; enumerations as the index of their member."""
    period = openfisca_period(month)
    return {name: np.asarray(simulation.calculate(name, period)) for name in OUTPUTS}
