"""`difference` for a whole population: each month computed twice in one pass each, households as columns."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from digisoc.kernel.months import Month
from digisoc.rules.announced import edition
from digisoc.rules.difference import BENEFITS, Benefit
from digisoc.rules.population import Population, simulate

type Cents = NDArray[np.int64]
#: The same households in every month, or a function that gives them as they were in a month.
type Facts = Population | Callable[[Month], Population]


@dataclass(frozen=True, slots=True)
class PopulationDifference:
    """One month of all households, in cents: amounts before and after, and what is owed (as `MonthDifference.owed`)."""

    month: Month
    before: Mapping[Benefit, Cents]
    after: Mapping[Benefit, Cents]
    owed: Mapping[Benefit, Cents]


def population_differences(
    before: Facts,
    after: Facts,
    first: Month,
    last: Month,
    *,
    known_before: date | None = None,
    known_after: date | None = None,
    assessed: NDArray[np.bool_] | None = None,
) -> Iterator[PopulationDifference]:
    """Month by month from `first` to `last`, by the same reading of the law as `difference`.

    `assessed`: which households had been assessed before (default: all). Household i is the same in both.
    """
    same_facts = before is after
    law_only = same_facts and edition(known_before) != edition(known_after)
    for month in first.until(last):
        old = simulate(_facts(before, month), month, known_on=known_before)
        new = simulate(_facts(after, month), month, known_on=known_after)
        pairs = {benefit: (old[f"{benefit}_benefit"], new[f"{benefit}_benefit"]) for benefit in BENEFITS}
        yield PopulationDifference(
            month,
            {benefit: pair[0] for benefit, pair in pairs.items()},
            {benefit: pair[1] for benefit, pair in pairs.items()},
            {benefit: _owed(*pair, law_only, assessed) for benefit, pair in pairs.items()},
        )


def _facts(given: Facts, month: Month) -> Population:
    return given if isinstance(given, Population) else given(month)


def _owed(before: Any, after: Any, law_only: bool, assessed: NDArray[np.bool_] | None) -> Cents:
    owed = after - before
    if law_only:
        owed = np.where((before == 0) & (after > 0), 0, owed)
    return owed if assessed is None else np.where(assessed, owed, 0)
