"""What a scenario changes: cost, recipients, winners and losers by municipality, household type and income decile."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from demo.national.country import Country
from demo.national.protection import hidden_rows
from demo.national.reform import ScenarioLaw
from demo.national.takeup import Claimed, claimed, entitled, household_classes, person_groups
from digisoc.kernel.months import Month
from digisoc.rules.api import MUNICIPALITY_CODES, municipalities, simulate

#: Figures of a row; those of `MONEY` are cents a month, the others households (`persons`: persons).
MONEY = ("cost_today", "cost_scenario", "difference", "gmi_today", "gmi_scenario", "housing_today", "housing_scenario",
         "gained", "lost")
COUNTS = ("households", "persons", "recipients_today", "recipients_scenario", "winners", "losers", "needy_today",
          "needy_scenario", "low_income_today", "low_income_scenario")
HOUSEHOLD_TYPES = (
    "one person of working age", "one person of pension age", "one adult with children",
    "several adults, one or two children", "several adults, three or more children",
    "several persons, all of pension age", "several persons, others",
)
TOTAL = "total"

#: Names of figures, and the sets of households behind them.
type Protected = tuple[tuple[str, ...], list[NDArray[np.bool_]]]


@dataclass(frozen=True, slots=True)
class Row:
    """A category and its figures by name; protected ones are missing."""

    label: str
    figures: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Table:
    """One breakdown, the total row last."""

    name: str
    rows: tuple[Row, ...]


def compare(country: Country, law: ScenarioLaw, month: Month, *, everybody: bool = False) -> list[Table]:
    """The three breakdowns; with `everybody` as if all who are entitled applied."""
    population = country.at(month)
    results, changed = simulate(population, month), law.simulate(population)
    if everybody:
        today, then = entitled(results), entitled(changed)
    else:
        classes = household_classes(country)
        today, then = claimed(country, classes, results, month), claimed(country, classes, changed, month)
    figures, protected = household_figures(country, today, then), protected_groups(today, then)
    return [
        table_of(name, labels, category, figures, protected)
        for name, labels, category in _breakdowns(country, results["household_income"])
    ]


def household_figures(country: Country, today: Claimed, then: Claimed) -> dict[str, NDArray[np.int64]]:
    """Every figure of a row for each single household."""
    change = then.total - today.total
    better = (change > 0) | ((change == 0) & (then.status > today.status))
    worse = (change < 0) | ((change == 0) & (then.status < today.status))
    figures = {
        "households": np.ones(country.households), "persons": country.columns["sizes"],
        "difference": change, "winners": better, "losers": worse,
        "gained": np.maximum(change, 0), "lost": np.maximum(-change, 0),
    }
    for name, law in (("today", today), ("scenario", then)):
        figures |= {
            f"recipients_{name}": law.total > 0, f"cost_{name}": law.total, f"gmi_{name}": law.gmi,
            f"housing_{name}": law.housing, f"needy_{name}": law.status == 2, f"low_income_{name}": law.status == 1,
        }
    return {name: np.asarray(figures[name]).astype(np.int64) for name in (*COUNTS, *MONEY)}


def protected_groups(today: Claimed, then: Claimed) -> list[Protected]:
    """Figures that stand or fall together, each with every set of households that they could single out.

    What a reader gets by adding or subtracting figures of one row stays inside one group.
    """
    better, worse = then.total > today.total, then.total < today.total
    same = ~better & ~worse
    parts = [
        group for mine, new in ((today.gmi, then.gmi), (today.housing, then.housing))
        for group in (mine > 0, new > 0, new > mine, new < mine)
    ]
    cost = ("recipients_today", "recipients_scenario", *MONEY)
    return [
        (("households", "persons"), [np.ones(len(same), dtype=np.bool_)]),
        (cost, [*_flow(today.total > 0, then.total > 0), better, worse, *parts]),
        (("winners", "losers"), [better | (same & (then.status > today.status)),
                                 worse | (same & (then.status < today.status))]),
        (("needy_today", "needy_scenario"), _flow(today.status == 2, then.status == 2)),
        (("low_income_today", "low_income_scenario"), _flow(today.status == 1, then.status == 1)),
    ]


def table_of(
    name: str, labels: Sequence[str], category: NDArray[Any], figures: Mapping[str, NDArray[np.int64]],
    protected: Sequence[Protected],
) -> Table:
    """Sums by category (index in `labels`) without those that would show fewer households than allowed."""
    there = np.unique(category)
    shown: list[dict[str, int]] = [{} for _ in range(len(there) + 1)]
    sizes = _sums(category, figures["households"], len(labels))[there]
    for names, groups in protected:
        counts = [_sums(category, group.astype(np.int64), len(labels))[there] for group in groups]
        hidden, total_hidden = hidden_rows(np.array(counts).T, sizes)
        for figure in names:
            sums = _sums(category, figures[figure], len(labels))[there]
            for place in np.flatnonzero(~hidden):
                shown[place][figure] = int(sums[place])
            if not total_hidden:
                shown[-1][figure] = int(sums.sum())
    rows = [Row(labels[index], shown[place]) for place, index in enumerate(there)]
    return Table(name, (*rows, Row(TOTAL, shown[-1])))


def _flow(before: NDArray[np.bool_], after: NDArray[np.bool_]) -> list[NDArray[np.bool_]]:
    """Who has something, will have it, loses it, gets it anew."""
    return [before, after, before & ~after, after & ~before]


def _sums(category: NDArray[Any], values: NDArray[np.int64], length: int) -> NDArray[np.int64]:
    """Exact sums by category (bincount's weights are floats)."""
    sums = np.zeros(length, dtype=np.int64)
    np.add.at(sums, category, values)
    return sums


def _breakdowns(country: Country, income: NDArray[np.int64]) -> list[tuple[str, Sequence[str], NDArray[Any]]]:
    names = [municipalities()[code] for code in MUNICIPALITY_CODES]
    deciles = [f"decile {number}" for number in range(1, 11)]
    return [
        ("by_municipality", names, country.columns["municipality"]),
        ("by_household_type", HOUSEHOLD_TYPES, household_types(country)),
        ("by_income_decile", deciles, income_deciles(income, country.columns["sizes"])),
    ]


def household_types(country: Country) -> NDArray[np.int64]:
    """Index in `HOUSEHOLD_TYPES` of every household."""
    groups, of_person, sizes = person_groups(country), country.household_of_person, country.columns["sizes"]
    minors, old = (np.bincount(of_person[groups == index], minlength=country.households) for index in (0, 1))
    adults = sizes - minors
    tests = [
        (sizes == 1) & (old == 0), sizes == 1, (minors > 0) & (adults <= 1), (minors > 0) & (minors <= 2), minors > 2,
        old == sizes,
    ]
    return np.select(tests, range(6), 6)


def income_deciles(income: NDArray[np.int64], sizes: NDArray[Any]) -> NDArray[np.int64]:
    """Tenth of households (0 the poorest) by today's income, each person after the first counted as 0.7."""
    order = np.argsort(income * 10 / (10 + 7 * (sizes.astype(np.int64) - 1)), kind="stable")
    decile = np.empty(len(income), dtype=np.int64)
    decile[order] = np.arange(len(income)) * 10 // max(1, len(income))
    return decile
