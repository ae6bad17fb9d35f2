"""Whole-number arithmetic on arrays: the only place where the law's divisions and sums over a household are done.

OpenFisca sums a household through float64 and defaults to int32 and float32; none of these may touch money, so every
variable here is int64 and every sum stays in integers. The largest household (40 persons, a million euro for every
amount) is below 10**15 cents, far from the end of int64.
"""

from typing import Any, cast

import numpy as np
from numpy.typing import NDArray
from openfisca_core.errors import ParameterNotFoundError
from openfisca_core.variables import Variable

type Ints = NDArray[np.int64]
type Bools = NDArray[np.bool_]

#: Coefficients are kept in thousandths: 2.5 is 2500.
THOUSAND = 1000


class WholeNumber(Variable):
    """An OpenFisca variable of int64 (OpenFisca's own `int` is int32: it overflows silently at 21 million euro)."""

    def __init__(self, baseline_variable: Variable | None = None) -> None:
        super().__init__(baseline_variable)
        self.dtype = np.int64


class Cents(WholeNumber):
    """An amount of money in whole euro cents."""


def divide_half_up(numerator: Ints, denominator: int) -> Ints:
    """Rounded half up, away from zero on a tie: `digisoc.kernel.money.divide_half_up` for arrays."""
    if denominator <= 0:
        raise ValueError("denominator must be positive")
    doubled = 2 * denominator
    if numerator.size and numerator.min() < 0:
        return np.sign(numerator) * ((2 * np.abs(numerator) + denominator) // doubled)
    return (2 * numerator + denominator) // doubled


def at_least_zero(amount: Ints) -> Ints:
    """The law's "a negative result means no benefit"."""
    return cast(Ints, np.maximum(amount, 0))


def sum_of(household: Any, per_person: NDArray[Any]) -> Ints:
    """Sum over the members of each household, exact.

    `simulation.build` groups the persons by household and notes where each begins (`member_starts`), which makes the
    sum one pass; a simulation built elsewhere (OpenFisca's own tools) has no such note and is summed the slow way.
    """
    starts = getattr(household, "member_starts", None)
    if starts is None:
        totals = np.zeros(household.count, dtype=np.int64)
        np.add.at(totals, household.members_entity_id, per_person)
        return totals
    if household.count == len(per_person):
        return per_person.astype(np.int64, copy=False)
    return cast(Ints, np.add.reduceat(per_person, starts, dtype=np.int64))


def is_known(population: Any, name: str, period: Any) -> bool:
    """Whether an input was given at all for that month, so that a national pass skips what nobody has."""
    holder = population._holders.get(name)
    return holder is not None and holder.get_array(period) is not None


def value_or_none(node: Any, name: str) -> int | None:
    """A parameter that may have no value in a month: a norm not yet confirmed, or before a benefit began."""
    try:
        return cast(int, getattr(node, name))
    except ParameterNotFoundError:
        return None
