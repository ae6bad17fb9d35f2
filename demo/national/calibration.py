"""Finds the take-up shares with which the entitled of the synthetic country become the published recipients.

`python -m demo.national calibrate` prints an entry for `data/take_up.yaml`. The needy: ten shares (five classes, with
and without a GMI benefit) for five published figures, the bounded least squares that stay nearest to one common share.
The housing benefit: two equations for persons and amount. Low-income: one share.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from demo.national.country import Country
from demo.national.data import table
from demo.national.takeup import CLASSES, Claimed, entitled, household_classes, person_groups
from digisoc.kernel.months import Month
from digisoc.rules.api import simulate

HOUSING_BAND = 100
#: No class applies completely or never (chosen).
BOUNDS = (0.02, 0.95)
#: How much nearness to the common share counts beside the published figures.
REGULAR = 0.002
#: How much the GMI sum counts beside each group of persons: it is published, the groups are rounded.
GMI_WEIGHT = 1.5
_GROUP_TARGETS = ("needy_children", "needy_of_pension_age", "needy_with_disability", "needy_able_adults")


def calibrate(country: Country, month: Month) -> dict[str, Any]:
    """An entry of the take-up data for this country and month, measured against the published figures."""
    law = entitled(simulate(country.at(month), month))
    target = {row["measure"]: row["published"] * 1.0 for row in table("published")}
    shares = _needy(country, law, target)
    persons = country.columns["sizes"][law.status == 1].sum()
    return {
        "valid_from": str(month),
        "status": "calibrated",
        "needy": _named(shares[: len(CLASSES)]),
        "with_gmi": _named(shares[len(CLASSES) :]),
        "low_income": round(float(target["low_income_persons"] * country.share / persons), 4),
        "housing_band": HOUSING_BAND,
        "housing_rate": _housing(country, law, target),
    }


def _named(shares: NDArray[np.float64]) -> dict[str, float]:
    return dict(zip(CLASSES, (round(float(share), 4) for share in shares), strict=True))


def _needy(country: Country, law: Claimed, target: dict[str, float]) -> NDArray[np.float64]:
    """Shares of each class without, then with a GMI benefit, by which persons of each group and the sum come out."""
    cells = household_classes(country) + len(CLASSES) * (law.gmi > 0)
    needy, number = law.status == 2, 2 * len(CLASSES)
    of_person = country.household_of_person
    there = needy[of_person]
    rows: list[NDArray[Any]] = [
        np.bincount(cells[of_person][there & (person_groups(country) == group)], minlength=number) for group in range(4)
    ]
    rows.append(np.bincount(cells, weights=law.gmi / 100, minlength=number))
    wanted = [target[name] / 100 * target["needy_persons"] for name in _GROUP_TARGETS] + [target["gmi_per_month"]]
    weights = np.array([1.0, 1.0, 1.0, 1.0, GMI_WEIGHT])
    matrix = np.array(rows) * (weights / (np.array(wanted) * country.share))[:, None]
    start = target["needy_persons"] * country.share / country.columns["sizes"][needy].sum()
    return _bounded(matrix, weights, float(start))


def _bounded(
    matrix: NDArray[np.float64], wanted: NDArray[np.float64], start: float
) -> NDArray[np.float64]:
    """Shares x in `BOUNDS` with matrix·x near `wanted` and, as far as `REGULAR` asks, near `start`: gradient steps."""
    step = 1 / (np.linalg.norm(matrix, 2) ** 2 + REGULAR)
    shares = np.full(matrix.shape[1], start)
    for _ in range(50_000):
        slope = matrix.T @ (matrix @ shares - wanted) + REGULAR * (shares - start)
        shares = np.clip(shares - step * slope, *BOUNDS)
    return shares


def _housing(country: Country, law: Claimed, target: dict[str, float]) -> dict[str, float]:
    """Shares below and from the band so that both persons and amount per person are met."""
    sizes = country.columns["sizes"]
    large = law.housing >= HOUSING_BAND * 100 * sizes
    parts = [(law.housing > 0) & ~large, large]
    matrix = np.array([[sizes[part].sum() for part in parts], [law.housing[part].sum() / 100 for part in parts]])
    persons = target["housing_persons_per_month"] * country.share
    below, above = np.linalg.solve(matrix, np.array([persons, persons * target["housing_per_person_month"]]))
    return {"below": round(float(below), 4), "from": round(float(above), 4)}
