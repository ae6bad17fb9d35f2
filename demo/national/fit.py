"""The report of fit: what is published and where, what the synthetic country gives, and the difference."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from demo.national.country import Country
from demo.national.data import table
from demo.national.livelihoods import PENSION_AGE
from demo.national.people import REGIONS
from demo.national.takeup import Claimed, claimed, household_classes, person_groups
from demo.population.places import LATGALE, RIGA, places
from digisoc.kernel.months import Month
from digisoc.rules.api import MUNICIPALITY_CODES, simulate

MONTH = Month(2025, 12)


@dataclass(frozen=True, slots=True)
class Fit:
    """One line of the report; `within` is the allowed difference in per cent of the published figure."""

    measure: str
    published: float
    ours: float
    unit: str
    within: float
    source: str
    status: str

    @property
    def difference(self) -> float:
        """In per cent of the published figure."""
        return 100 * (self.ours - self.published) / self.published

    @property
    def fits(self) -> bool:
        return abs(self.difference) <= self.within


def report(country: Country, month: Month = MONTH) -> list[Fit]:
    """Every published figure beside ours; numbers of a sample are scaled to the whole country."""
    ours = _measured(country, month)
    return [
        Fit(row["measure"], row["published"], ours[row["measure"]], row["unit"], row["within"], row["source"],
            row["status"])
        for row in table("published")
    ]


def _measured(country: Country, month: Month) -> dict[str, float]:
    results = simulate(country.at(month), month)
    granted = claimed(country, household_classes(country), results, month)
    return (
        _households(country) | _ages(country) | _livelihoods(country)
        | _regions(country, results) | _assistance(country, granted)
    )


def _households(country: Country) -> dict[str, float]:
    sizes, region = country.columns["sizes"], _region(country)
    minors = np.bincount(
        country.household_of_person[person_groups(country) == 0], minlength=country.households
    )
    with_children = minors[minors > 0]

    def one_person(name: str) -> float:
        return _percent(sizes[region == REGIONS.index(name)] == 1)

    return {
        "residents": country.persons / country.share,
        "households": country.households / country.share,
        "mean_household_size": float(sizes.mean()),
        "one_person_households": _percent(sizes == 1),
        "two_person_households": _percent(sizes == 2),
        "three_to_five_person_households": _percent((sizes >= 3) & (sizes <= 5)),
        "larger_households": _percent(sizes >= 6),
        "one_person_households_riga": one_person(RIGA),
        "one_person_households_latgale": one_person(LATGALE),
        "households_with_children": _percent(minors > 0),
        "of_these_one_child": _percent(with_children == 1),
        "of_these_two_children": _percent(with_children == 2),
    }


def _ages(country: Country) -> dict[str, float]:
    age = country.columns["age_days"] / 365.2425
    riga = country.columns["municipality"] == MUNICIPALITY_CODES.index("0001000")
    return {
        "age_0_14": _percent(age < 15),
        "age_65_and_over": _percent(age >= PENSION_AGE),
        "mean_age": float(age.mean()),
        "riga_residents": float(country.columns["sizes"][riga].sum()) / country.share,
        "people_with_disability": float(country.columns["disabled"].sum()) / country.share,
    }


def _livelihoods(country: Country) -> dict[str, float]:
    wages, pensions = (country.columns[name] for name in ("wage", "old_age_pension"))
    wages, pensions = wages[wages > 0] / 100, pensions[pensions > 0] / 100
    return {
        "median_net_pay": float(np.median(wages)),
        "mean_net_pay": float(wages.mean()),
        "old_age_pensioners": len(pensions) / country.share,
        "mean_old_age_pension": float(pensions.mean()),
        "pensions_up_to_300": _percent(pensions <= 300),
        "pensions_300_to_500": _percent((pensions > 300) & (pensions <= 500)),
        "registered_unemployed": float(country.columns["registered_unemployed"].sum()) / country.share,
    }


def _regions(country: Country, results: Mapping[str, Any]) -> dict[str, float]:
    region, sizes, income = _region(country), country.columns["sizes"], results["household_income"]
    days = country.columns["age_days"] / 365.2425
    of_working_age, of_person = (days >= 15) & (days < 65), country.household_of_person

    def unemployed(name: str) -> float:
        there = of_working_age & (region[of_person] == REGIONS.index(name))
        return float(country.columns["registered_unemployed"][there].mean())

    latgale = region == REGIONS.index(LATGALE)
    return {
        "unemployment_riga_to_latgale": unemployed(RIGA) / unemployed(LATGALE),
        "income_per_member_latgale_to_country": float(
            income[latgale].sum() / sizes[latgale].sum() / (income.sum() / sizes.sum())
        ),
    }


def _assistance(country: Country, granted: Claimed) -> dict[str, float]:
    sizes, scale = country.columns["sizes"], 1 / country.share
    groups = person_groups(country)[(granted.status == 2)[country.household_of_person]]
    housed = sizes[granted.housing > 0].sum()
    return {
        "needy_persons": len(groups) * scale,
        "low_income_persons": float(sizes[granted.status == 1].sum()) * scale,
        "needy_children": _percent(groups == 0),
        "needy_of_pension_age": _percent(groups == 1),
        "needy_with_disability": _percent(groups == 2),
        "needy_able_adults": _percent(groups == 3),
        "gmi_per_month": float(granted.gmi.sum()) / 100 * scale,
        "housing_persons_per_month": float(housed) * scale,
        "housing_per_person_month": float(granted.housing.sum()) / 100 / max(1.0, float(housed)),
    }


def _region(country: Country) -> Any:
    by_code = {place.atvk: REGIONS.index(place.region) for place in places()}
    return np.array([by_code[code] for code in MUNICIPALITY_CODES])[country.columns["municipality"]]


def _percent(values: Any) -> float:
    return 100 * float(values.mean()) if len(values) else 0.0
