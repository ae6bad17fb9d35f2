"""Who applies. Entitlement is the law's; that not everybody entitled applies is a calibrated share beside it.

A household applies when its fixed draw lies below the share of its group, so that under two laws the same household
behaves the same way. Shares are dated data (`data/take_up.yaml`) and never touch an amount.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from demo.national.country import Country
from demo.national.data import table
from digisoc.kernel.months import Month

#: Household classes of the take-up, the first that fits.
CLASSES = ("lone_parent", "with_children", "disability", "pension_age", "other")
#: Groups of persons in the statistics of the needy, the first that fits.
PERSON_GROUPS = ("child", "pension_age", "disability", "able_adult")
PENSION_AGE_DAYS, ADULT_DAYS = 65 * 365.2425, 18 * 365.2425


@dataclass(frozen=True, slots=True)
class Claimed:
    """What is applied for and granted: statuses (0, 1 low-income, 2 needy) and cents a month, per household."""

    status: NDArray[np.int64]
    gmi: NDArray[np.int64]
    housing: NDArray[np.int64]

    @property
    def total(self) -> NDArray[np.int64]:
        return self.gmi + self.housing


def rates_at(month: Month) -> Mapping[str, Any]:
    """The dated take-up shares for a month; before the first calibration the first one stands in."""
    entries = sorted(table("take_up"), key=lambda entry: str(entry["valid_from"]))
    begun = [entry for entry in entries if Month.parse(entry["valid_from"]) <= month]
    found: Mapping[str, Any] = begun[-1] if begun else entries[0]
    return found


def person_groups(country: Country) -> NDArray[np.int64]:
    """Index in `PERSON_GROUPS` of every person."""
    days = country.columns["age_days"]
    tests = [days < ADULT_DAYS, days >= PENSION_AGE_DAYS, country.columns["disabled"]]
    return np.select(tests, range(3), 3)


def household_classes(country: Country) -> NDArray[np.int64]:
    """Index in `CLASSES` of every household: children (one adult or more), a disability, all of pension age, other."""
    groups, of_person = person_groups(country), country.household_of_person
    counts = [np.bincount(of_person[groups == index], minlength=country.households) for index in range(4)]
    sizes = country.columns["sizes"]
    lone = (counts[0] > 0) & (sizes - counts[0] == 1)
    return np.select([lone, counts[0] > 0, counts[2] > 0, counts[1] == sizes], range(4), 4)


def entitled(results: Mapping[str, NDArray[Any]]) -> Claimed:
    """Everything the law gives, as if everybody applied."""
    return Claimed(
        results["status"].astype(np.int64), results["gmi_benefit"].astype(np.int64),
        results["housing_benefit"].astype(np.int64),
    )


def claimed(
    country: Country, classes: NDArray[np.int64], results: Mapping[str, NDArray[Any]], month: Month
) -> Claimed:
    """What of it is applied for in that month by the dated shares."""
    law, rates, draw = entitled(results), rates_at(month), country.columns["draw"]
    status = law.status * (draw < status_share(rates, classes, law))
    housing = law.housing * (draw < housing_share(rates, law, country.columns["sizes"]))
    return Claimed(status, law.gmi * (status == 2), housing)


def status_share(rates: Mapping[str, Any], classes: NDArray[np.int64], law: Claimed) -> NDArray[np.float64]:
    """The share of households like each one that apply for the status they would get."""
    poorest, needy = (np.array([rates[key][name] for name in CLASSES]) for key in ("with_gmi", "needy"))
    return np.select(
        [(law.status == 2) & (law.gmi > 0), law.status == 2, law.status == 1],
        [poorest[classes], needy[classes], np.full(len(classes), rates["low_income"])],
    )


def housing_share(rates: Mapping[str, Any], law: Claimed, sizes: NDArray[Any]) -> NDArray[np.float64]:
    """The share that applies for the housing benefit: it depends on how much a person would get."""
    large = law.housing >= rates["housing_band"] * 100 * sizes
    return np.where(large, rates["housing_rate"]["from"], rates["housing_rate"]["below"]) * (law.housing > 0)
