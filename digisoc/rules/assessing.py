"""From checked cases to assessments: groups by benefit month, one vectorised pass for each group."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date

import numpy as np
from openfisca_core.simulations import Simulation

from digisoc.kernel.months import Month
from digisoc.rules.announced import edition
from digisoc.rules.assessment import Assessment
from digisoc.rules.simulation import build, calculate, put, put_municipalities
from digisoc.rules.tracing import Run
from digisoc.rules.types import Case
from digisoc.rules.variables.housing import cost_variable


def assess(case: Case, *, known_on: date | None = None) -> Assessment:
    """The law's answer for one household and month; amounts in cents.

    With `known_on`: by the law as it had been announced by that day, so that a decision of the past can be repeated.
    """
    return assess_many([case], known_on=known_on)[0]


def assess_many(cases: Iterable[Case], *, known_on: date | None = None) -> list[Assessment]:
    """The same as `assess` for each, in the same order, computed in one pass per benefit month."""
    law = edition(known_on)
    rows = list(cases)
    groups: defaultdict[Month, list[int]] = defaultdict(list)
    for position, case in enumerate(rows):
        groups[case.benefit_month].append(position)
    found: dict[int, Assessment] = {}
    for month, positions in groups.items():
        run = _run(month, [rows[position] for position in positions], law)
        for index, position in enumerate(positions):
            found[position] = Assessment.from_run(rows[position], run, index)
    return [found[position] for position in range(len(rows))]


def _run(month: Month, cases: Sequence[Case], law: date | None) -> Run:
    sizes = np.array([len(case.persons) for case in cases], dtype=np.int64)
    simulation = build(np.repeat(np.arange(len(cases)), sizes), len(cases), trace=True, edition=law)
    _put_persons(simulation, month, cases)
    _put_incomes(simulation, month, cases)
    _put_household(simulation, month, cases)
    _put_municipality(simulation, month, cases, law)
    return Run(month, calculate(simulation, month), simulation, np.concatenate(([0], np.cumsum(sizes))), law)


def _put_persons(simulation: Simulation, month: Month, cases: Sequence[Case]) -> None:
    persons = [person for case in cases for person in case.persons]
    put(simulation, "birth_date", month, np.array([person.birth_date for person in persons], dtype="datetime64[D]"))
    put(simulation, "has_disability", month, np.array([person.disability != "none" for person in persons]))
    put(simulation, "studying", month, np.array([person.studying for person in persons]))


def _put_incomes(simulation: Simulation, month: Month, cases: Sequence[Case]) -> None:
    count = simulation.persons.count
    inputs: dict[tuple[str, Month], np.ndarray] = {}
    for position, person in enumerate(person for case in cases for person in case.persons):
        for income in person.incomes:
            amounts = ((month, income.last_12_months),) if income.last_12_months else income.months
            for paid_in, cents in amounts:
                key = (income.kind, paid_in)
                if key not in inputs:
                    inputs[key] = np.zeros(count, dtype=np.int64)
                inputs[key][position] += cents
    for (kind, paid_in), values in inputs.items():
        put(simulation, kind, paid_in, values)


def _put_household(simulation: Simulation, month: Month, cases: Sequence[Case]) -> None:
    for name in ("savings", "homes", "land_m2", "motor_vehicles"):
        put(simulation, name, month, np.array([getattr(case, name) for case in cases], dtype=np.int64))
    offsets = [
        (case.application_date.year - month.year) * 12 + case.application_date.month - month.number for case in cases
    ]
    put(simulation, "application_offset", month, np.array(offsets, dtype=np.int64))
    costs: dict[str, np.ndarray] = {}
    for index, case in enumerate(cases):
        for position, cents in case.housing_costs:
            costs.setdefault(position, np.zeros(len(cases), dtype=np.int64))[index] = cents
    for position, bills in costs.items():
        put(simulation, cost_variable(position), month, bills)


def _put_municipality(simulation: Simulation, month: Month, cases: Sequence[Case], law: date | None) -> None:
    codes = sorted({case.municipality for case in cases if case.municipality})
    place = {code: index for index, code in enumerate(codes)}
    index_of = np.array([place.get(case.municipality or "", -1) for case in cases], dtype=np.int64)
    put_municipalities(simulation, month, codes, index_of, law)
