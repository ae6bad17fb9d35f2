"""How fast the past is recalculated: 24 months of 100,000 households, before and after a change, with what is owed.

Run with `python -m benchmarks.rules_time`. Aim: at most 30 s. Two changes are timed: the law of 26.02.2026 announced
afterwards, and wages corrected upwards by a tenth. The first is checked against single households, or the run fails.
"""

import random
import resource
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import numpy as np

from benchmarks.rules import country
from digisoc.kernel.months import Month, reference_months
from digisoc.rules.api import (
    MUNICIPALITY_CODES,
    Case,
    Income,
    Person,
    Population,
    assess,
    difference,
    population_differences,
)

HOUSEHOLDS = 100_000
FIRST, LAST = Month(2024, 7), Month(2026, 6)
KNOWN_BEFORE = date(2026, 2, 27)
CHECKED = 200


def first_households(count: int) -> Population:
    """The first households of the benchmark's country."""
    whole = country()
    persons = whole.household_of_person < count
    return Population(
        household_of_person=whole.household_of_person[persons],
        birth_date=whole.birth_date[persons],
        has_disability=whole.has_disability[persons],
        studying=None if whole.studying is None else whole.studying[persons],
        regular_income={kind: _months(values, persons) for kind, values in whole.regular_income.items()},
        irregular_income={kind: values[persons] for kind, values in whole.irregular_income.items()},
        municipality=None if whole.municipality is None else whole.municipality[:count],
        savings=None if whole.savings is None else whole.savings[:count],
        homes=None if whole.homes is None else whole.homes[:count],
        land_m2=None if whole.land_m2 is None else whole.land_m2[:count],
        motor_vehicles=None if whole.motor_vehicles is None else whole.motor_vehicles[:count],
        housing_costs={position: bills[:count] for position, bills in whole.housing_costs.items()},
    )


def _months(values: Any, persons: Any) -> Any:
    return tuple(one[persons] for one in values) if isinstance(values, tuple) else values[persons]


def timed(name: str, before: Population, after: Population, known_before: date | None) -> list[Any]:
    """Runs the 24 months and prints time and sums; the months' results."""
    begun = time.perf_counter()
    months = list(population_differences(before, after, FIRST, LAST, known_before=known_before))
    seconds = time.perf_counter() - begun
    owed = np.stack([row.owed["gmi"] + row.owed["housing"] for row in months])
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1_048_576
    print(f"{name}: {HOUSEHOLDS:,} households, {len(months)} months twice: {seconds:.1f} s (aim <= 30 s), "
          f"peak {peak:.2f} GB; supplements {owed[owed > 0].sum() / 100:,.2f} €, "
          f"overpaid {-owed[owed < 0].sum() / 100:,.2f} €, {np.count_nonzero(owed.any(axis=0)):,} households")
    return months


def single_households(people: Population, indices: list[int], month: Month) -> Iterator[Case]:
    """Some of the households as cases of their own."""
    for index in indices:
        members = np.flatnonzero(people.household_of_person == index)
        assert people.savings is not None
        assert people.homes is not None
        assert people.land_m2 is not None
        assert people.motor_vehicles is not None
        assert people.municipality is not None
        yield Case(
            month, month.first_day, tuple(_person(people, int(member), month) for member in members),
            MUNICIPALITY_CODES[int(people.municipality[index])], int(people.savings[index]), int(people.homes[index]),
            int(people.land_m2[index]), int(people.motor_vehicles[index]),
            tuple((name, int(bills[index])) for name, bills in people.housing_costs.items()),
        )


def _person(people: Population, member: int, month: Month) -> Person:
    assert people.studying is not None
    incomes = []
    for kind, values in people.regular_income.items():
        by_month = values if isinstance(values, tuple) else (values,) * 3
        paid = zip(reference_months(month.first_day, 3), by_month, strict=True)
        incomes.append(Income(kind, tuple((one, int(array[member])) for one, array in paid)))
    incomes += [Income(kind, last_12_months=int(values[member])) for kind, values in people.irregular_income.items()]
    disability = "group_1" if people.has_disability[member] else "none"
    return Person(str(member), people.birth_date[member].item(), disability, bool(people.studying[member]),
                  tuple(incomes))


def agrees(people: Population, months: list[Any]) -> bool:
    """Whether single households are owed the same in the months of the amendment."""
    chosen = sorted(random.Random(1).sample(range(HOUSEHOLDS), CHECKED))
    for row in months:
        if Month(2025, 12) <= row.month <= Month(2026, 5):
            for index, case in zip(chosen, single_households(people, chosen, row.month), strict=True):
                single = difference([assess(case, known_on=KNOWN_BEFORE)], [assess(case)])
                if int(row.owed["gmi"][index] + row.owed["housing"][index]) != single.balance:
                    return False
    return True


def main() -> int:
    """Both changes, then the check; the exit status."""
    people = first_households(HOUSEHOLDS)
    months = timed("law announced afterwards", people, people, KNOWN_BEFORE)
    wages: Any = people.regular_income["wage"]
    raised = dict(people.regular_income) | {"wage": tuple(one * 11 // 10 for one in wages)}
    timed("wages corrected", people, replace(people, regular_income=raised), None)
    equal = agrees(people, months)
    print(f"{CHECKED} single households over six months: {'equal' if equal else 'DIFFER'}")
    return 0 if equal else 1


if __name__ == "__main__":
    sys.exit(main())
