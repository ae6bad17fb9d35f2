"""The cliffs of the law: where one cent (one home, one car …) more costs a household more than it brings.

Nothing is listed by hand. Typical households are computed at every cent of income and savings and at every count of
property, in one pass each, and the steps are read off. An income step is a cliff when the benefits fall by more than
the income rises or the status falls; a step of property is one when the benefits or the status fall at all.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from digisoc.kernel.months import Month
from digisoc.rules.population import MUNICIPALITY_CODES, Population, simulate
from digisoc.rules.vocabulary import Status

STATUSES = tuple(item.name for item in Status)

#: Ages (first grown-up first) and whether each has a disability; together every coefficient group and child.
HOUSEHOLDS: Mapping[str, tuple[tuple[int, bool], ...]] = {
    "lone pensioner": ((75, False),),
    "lone adult of working age": ((40, False),),
    "pensioner and disabled adult": ((75, False), (45, True)),
    "pensioner and child": ((75, False), (12, False)),
    "parent and child": ((35, False), (9, False)),
    "two adults and two children": ((40, False), (39, False), (12, False), (9, False)),
}
BILLS = (0, 20_000)
#: Incomes at which the steps of property are tried: none, below every GMI threshold, below every needy threshold.
INCOMES = (0, 10_000, 25_000)
#: Fact → the highest value tried, in its whole units.
PROPERTY = {"savings": 60_000, "homes": 4, "land_m2": 60_000, "motor_vehicles": 4}


@dataclass(frozen=True, slots=True)
class Cliff:
    """One step of one household: the last good value of the fact, and what one unit more takes.

    Amounts in cents a month; `gmi` and `housing` are the change of each benefit, `rise` the income's.
    """

    month: Month
    household: str
    bills: int
    income: int
    fact: str
    at: int
    gmi: int
    housing: int
    rise: int
    status_before: str
    status_after: str

    @property
    def costs_money(self) -> bool:
        """Do the benefits of the month fall by more than the income rises?"""
        return self.gmi + self.housing + self.rise < 0


def cliffs(month: Month, municipality: str | None = None) -> list[Cliff]:
    """Every cliff of the typical households in a month; with a municipality also those of its low-income threshold."""
    return [
        found
        for name in HOUSEHOLDS
        for bills in BILLS
        for found in (*_of_income(name, bills, month, municipality), *_of_property(name, bills, month, municipality))
    ]


def _of_income(name: str, bills: int, month: Month, municipality: str | None) -> Iterator[Cliff]:
    size = len(HOUSEHOLDS[name])
    incomes = np.arange(0, 80_000 + 50_000 * (size - 1), dtype=np.int64)
    out = simulate(_households(name, bills, month, incomes, municipality), month)
    yield from _steps(out, month, name, bills, None, "income", np.diff(out["household_income"]))


def _of_property(name: str, bills: int, month: Month, municipality: str | None) -> Iterator[Cliff]:
    for income in INCOMES:
        for fact, most in PROPERTY.items():
            values = np.arange(most + 1, dtype=np.int64)
            people = _households(name, bills, month, np.full(len(values), income, dtype=np.int64), municipality)
            varied: Any = {fact: values}
            out = simulate(replace(people, **varied), month)
            yield from _steps(out, month, name, bills, income, fact, np.zeros(most, dtype=np.int64))


def _households(
    name: str, bills: int, month: Month, incomes: NDArray[np.int64], municipality: str | None
) -> Population:
    """The same household as often as there are incomes; its first person has the income."""
    people, count = HOUSEHOLDS[name], len(incomes)
    born = [np.datetime64(f"{month.year - age}-{month.number:02d}-01") - np.timedelta64(40, "D") for age, _ in people]
    per_person = np.zeros((count, len(people)), dtype=np.int64)
    per_person[:, 0] = incomes
    place = None
    if municipality is not None:
        place = np.full(count, MUNICIPALITY_CODES.index(municipality), dtype=np.int64)
    return Population(
        household_of_person=np.repeat(np.arange(count), len(people)),
        birth_date=np.tile(np.array(born, dtype="datetime64[D]"), count),
        has_disability=np.tile(np.array([disabled for _, disabled in people]), count),
        regular_income={"other": per_person.ravel()},
        municipality=place,
        housing_costs={"rent": np.full(count, bills, dtype=np.int64)},
    )


def _steps(
    out: Mapping[str, NDArray[Any]], month: Month, name: str, bills: int, income: int | None, fact: str, rise: Any
) -> Iterator[Cliff]:
    gmi, housing = np.diff(out["gmi_benefit"]), np.diff(out["housing_benefit"])
    status = out["status"].astype(np.int64)
    for at in np.flatnonzero((gmi + housing + rise < 0) | (np.diff(status) < 0)):
        yield Cliff(
            month,
            name,
            bills,
            int(at) if income is None else income,
            fact,
            int(at),
            int(gmi[at]),
            int(housing[at]),
            int(rise[at]),
            STATUSES[status[at]],
            STATUSES[status[at + 1]],
        )
