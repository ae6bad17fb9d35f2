"""What people live on and live in: pay, pensions, benefits, bills, property, as columns at the level of January 2025.

Amounts are cents. Wages vary from month to month; each of the three reference months has a factor of its own.
"""

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from demo.national.data import table
from demo.national.people import COUPLE, LONE, REGIONS, SINGLE, Bools, Floats, Ints, People
from demo.population import shapes

type Columns = Mapping[str, NDArray[Any]]

PENSION_AGE = 65
REFERENCE_MONTHS = 3


def by_region(values: Mapping[str, float]) -> Floats:
    """A table of `demo.population.shapes` in the order of `REGIONS`."""
    return np.array([values[region] for region in REGIONS])


def draw_incomes(rng: np.random.Generator, people: People, region: Ints) -> Columns:
    """Income columns of every person; `region` is that of each household."""
    figures, count = table("shape"), len(people.age)
    of_person = region[people.household]
    pensioner = _pensioner(rng, people)
    wage = _wage(rng, people, of_person)
    works = (rng.random(count) < _employment(people)) & ~(pensioner & (people.age < PENSION_AGE)) & (people.age >= 18)
    idle = ~works & ~people.studying & (people.age >= 18) & ~pensioner
    registered = _registered(rng, idle, of_person, people)
    insured = registered & (rng.random(count) < figures["unemployment"]["with_benefit"])
    step = np.array(figures["unemployment"]["steps"])[rng.integers(0, 8, count)]
    unemployment = np.minimum(wage * figures["unemployment"]["replacement"], 180_000) * step
    business = works & (rng.random(count) < figures["wage"]["business"])
    supported = idle & ~insured & ~people.disabled & (rng.random(count) < figures["supported_by_others"]["share"])
    transfers = rng.random(count) * figures["supported_by_others"]["most"] * 100
    columns = {
        "wage": np.where(works & ~business, wage, 0),
        "business": np.where(business, wage * 2 * rng.random(count), 0),
        "unemployment_benefit": np.where(insured, unemployment, 0),
        "third_party_transfer": np.where(supported, transfers, 0),
        "registered_unemployed": registered,
        **_pensions(rng, people, of_person, pensioner),
    }
    return _family(rng, people, columns) | {"wage_course": _course(rng, count)}


def draw_dwellings(rng: np.random.Generator, people: People, region: Ints, incomes: Columns) -> Columns:
    """Bills of a month in the heating season and property of every household; the poorer, the less is saved."""
    costs, count = table("shape")["housing_costs"], len(region)
    sizes = people.sizes
    owned = rng.random(count) < shapes.OWNED_DWELLINGS
    area = 24 + 9 * sizes + rng.integers(0, 22, count)
    rent = np.where(owned, costs["rent_owned_m2"], costs["rent_rented_m2"]) * (0.8 + 0.5 * rng.random(count))
    fixed, least, most = costs["electricity"]
    saved = table("shape")["savings"]
    paid = sum(values for name, values in incomes.items() if name not in ("registered_unemployed", "wage_course"))
    per_head = np.bincount(people.household, weights=paid, minlength=count) / sizes / 100
    level = saved["log_at"] + saved["slope"] * np.log((per_head + 50) / saved["at_income"])
    savings = rng.lognormal(level, saved["log_sigma"])
    land = rng.random(count) < by_region(shapes.FARM_LAND)[region]
    return {
        "cost_rent": _cents(area * rent),
        "cost_heating": _cents(area * costs["heating_m2"] * (0.7 + 0.7 * rng.random(count))),
        "cost_electricity": _cents(fixed + sizes * (least + (most - least) * rng.random(count))),
        "cost_water": _cents(sizes * (costs["water"][0] + (costs["water"][1] - costs["water"][0]) * rng.random(count))),
        "savings": np.minimum(_cents(savings), 100_000_000),
        "homes": owned.astype(np.int64) + (rng.random(count) < shapes.SECOND_HOME),
        "land_m2": np.where(land, rng.lognormal(9.9, 1.1, count), 0),
        "motor_vehicles": np.minimum(rng.poisson(np.where(sizes == 1, 0.35, 0.95)), 3),
    }


def _cents(euro: Floats) -> Ints:
    return np.rint(euro * 100).astype(np.int64)


def _pensioner(rng: np.random.Generator, people: People) -> Bools:
    early = table("shape")["old_age_pension"]["early"]
    draw = rng.random(len(people.age))
    return (people.age >= PENSION_AGE) | ((people.age >= early["from_age"]) & (draw < early["share"]))


def _wage(rng: np.random.Generator, people: People, region: Ints) -> Floats:
    figures = table("shape")["wage"]
    shared = figures["shared_in_household"]
    own, home = rng.standard_normal(len(people.age)), rng.standard_normal(len(people.sizes))[people.household]
    spread = figures["sigma"] * (np.sqrt(1 - shared) * own + np.sqrt(shared) * home)
    level = figures["median"] * 100 * np.exp(spread) * by_region(shapes.PAY)[region]
    return np.maximum(figures["lowest"] * 100, level * np.where(people.studying, 0.4, 1.0))


def _employment(people: People) -> Floats:
    shares, age = table("shape")["employment"], people.age
    working = np.select(
        [people.studying, age < 25, age < 60, age < PENSION_AGE, age < 72],
        [shares[name] for name in ("student", "young", "prime", "before_pension", "after_pension")],
        shares["old"],
    )
    working = np.where(people.role == LONE, working * shares["lone_parent"], working)
    with_disability = sum(
        share * shapes.WORKING_WITH_DISABILITY[group] for group, share in shapes.DISABILITY_GROUPS
    )
    return np.where(people.disabled, np.minimum(working, with_disability * shares["with_disability"]), working)


def _registered(rng: np.random.Generator, idle: Bools, region: Ints, people: People) -> Bools:
    share = table("shape")["unemployment"]["registered_of_not_working"] * by_region(shapes.UNEMPLOYMENT)[region]
    return idle & ~people.disabled & (rng.random(len(idle)) < np.minimum(share, 0.95))


def _pensions(rng: np.random.Generator, people: People, region: Ints, pensioner: Bools) -> dict[str, NDArray[Any]]:
    figures, count = table("shape"), len(people.age)
    old_age = figures["old_age_pension"]
    without = rng.random(count) < old_age["without"]
    drawn = np.interp(rng.random(count), old_age["quantiles"], old_age["amounts"]) * 100
    drawn *= by_region(shapes.PENSION)[region]
    group = np.searchsorted(np.cumsum([share for _, share in shapes.DISABILITY_GROUPS])[:-1], rng.random(count))
    amount = np.array([shapes.DISABILITY_PENSION[name] for name, _ in shapes.DISABILITY_GROUPS])[group]
    disabled = people.disabled & (people.age >= 18) & ~pensioner
    return {
        "old_age_pension": np.where(pensioner & ~without, drawn, 0),
        "state_social_security_benefit": np.where(pensioner & without, figures["social_security_benefit"] * 100, 0),
        "disability_pension": np.where(disabled, amount * (0.85 + 0.6 * rng.random(count)), 0),
    }


def _family(rng: np.random.Generator, people: People, columns: dict[str, NDArray[Any]]) -> dict[str, NDArray[Any]]:
    """Parental leave of the first parent, maintenance and survivor's pensions of lone parents' families."""
    figures, households = table("shape"), len(people.sizes)
    minor = people.age < 18
    children = np.bincount(people.household[minor], minlength=households)
    youngest = np.full(households, 99)
    np.minimum.at(youngest, people.household, np.where(minor, people.age, 99))
    first_parent = np.isin(people.role, (COUPLE, LONE, SINGLE)) & (people.place == _first_parent(people))
    baby, toddler = youngest[people.household] == 0, youngest[people.household] == 1
    on_leave = first_parent & baby & (columns["wage"] > 0)
    at_home = first_parent & toddler & (rng.random(len(baby)) < 0.5)
    lone = np.zeros(households, dtype=np.bool_)
    lone[people.household[people.role == LONE]] = True
    paid = lone & (rng.random(households) < figures["maintenance"]["share"])
    bereaved = lone & (rng.random(households) < figures["survivor"]["share"])
    maintenance = figures["maintenance"]["per_child"] * 100 * children * paid
    return columns | {
        "parental_benefit": np.where(on_leave, columns["wage"] * figures["parental"]["benefit"], 0),
        "childcare_benefit": np.where(at_home, figures["parental"]["childcare"] * 100, 0),
        "wage": np.where(on_leave | at_home, 0, columns["wage"]),
        "maintenance": np.where(first_parent, maintenance[people.household], 0),
        "survivor_pension": np.where(minor & bereaved[people.household], figures["survivor"]["pension"] * 100, 0),
    }


def _first_parent(people: People) -> Ints:
    """The position of the first parent in each person's household (a grandparent stands before the parents)."""
    adults = np.isin(people.role, (COUPLE, LONE, SINGLE))
    first = np.full(len(people.sizes), 99)
    np.minimum.at(first, people.household[adults], people.place[adults])
    return first[people.household]


def _course(rng: np.random.Generator, count: int) -> Ints:
    """Per mille of the wage in each reference month: unpaid days, bonuses, small changes."""
    draw = rng.random((REFERENCE_MONTHS, count))
    factor = 980 + 40 * rng.random((REFERENCE_MONTHS, count))
    factor = np.where(draw < 0.03, 550 + 8000 * draw, factor)
    return np.where(draw > 0.96, 1100 + 5000 * (draw - 0.96), factor).astype(np.int64)
