"""Who lives together: shapes of households, ages, disability, all households of a chunk at once.

The shapes and shares are those of `demo.population`, which makes single households by hand for the registers.
"""

from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from demo.national.data import table
from demo.population import shapes

type Ints = NDArray[np.int64]
type Floats = NDArray[np.float64]
type Bools = NDArray[np.bool_]

SINGLE, COUPLE, LONE, GROWN, CHILD, GRANDPARENT = range(1, 7)
_LETTERS = {"S": SINGLE, "C": COUPLE, "P": LONE, "A": GROWN, "K": CHILD, "G": GRANDPARENT}
REGIONS = tuple(shapes.ONE_PERSON)
OLDEST = 101


@dataclass(frozen=True, slots=True)
class People:
    """Persons in the order of their households; `place` is the position inside the household, `age` full years."""

    household: Ints
    place: Ints
    role: Ints
    age: Ints
    disabled: Bools
    studying: Bools
    sizes: Ints


@cache
def shape_roles() -> Ints:
    """One row per shape: the roles of its members, 0 after the last."""
    names = list(shapes.HOUSEHOLD_SHAPES)
    rows = np.zeros((len(names), max(map(len, names))), dtype=np.int64)
    for row, name in enumerate(names):
        rows[row, : len(name)] = [_LETTERS[letter] for letter in name]
    return rows


@cache
def shape_shares() -> Floats:
    """One row per region: the share of each shape, with the region's published share of one-person households."""
    names, weights = list(shapes.HOUSEHOLD_SHAPES), np.array(list(shapes.HOUSEHOLD_SHAPES.values()))
    weights = np.where([len(name) in (4, 5) for name in names], weights * table("shape")["large"], weights)
    single = names.index("S")
    rows = []
    for region in REGIONS:
        wanted = shapes.ONE_PERSON[region] * table("shape")["one_person"]
        row = weights * (1000 - wanted) / (weights.sum() - weights[single])
        row[single] = wanted
        rows.append(row / row.sum())
    return np.array(rows)


def draw_people(rng: np.random.Generator, region: Ints) -> People:
    """The members of one household per entry of `region` (index in `REGIONS`)."""
    bounds = np.cumsum(shape_shares(), axis=1)
    shape = (rng.random(len(region))[:, None] > bounds[region]).sum(axis=1)
    roles = shape_roles()[np.minimum(shape, len(shape_roles()) - 1)]
    ages = _ages(rng, roles)
    there = roles > 0
    sizes = there.sum(axis=1)
    household, place = np.nonzero(there)
    role, age = roles[there], ages[there]
    limits = np.array([limit for limit, _ in shapes.DISABILITY_BY_AGE])
    share = np.array([share for _, share in shapes.DISABILITY_BY_AGE])[np.searchsorted(limits, age, side="right")]
    disabled = rng.random(len(age)) < share
    studying = ((age >= 7) & (age < 18)) | ((age >= 18) & (age <= 24) & (rng.random(len(age)) < 0.45))
    return People(household, place, role, age, disabled, studying, sizes)


def _ages(rng: np.random.Generator, roles: Ints) -> Ints:
    """Full years of every member, in the layout of `roles`."""
    households = len(roles)
    children = _children(rng, roles)
    kin = (roles == CHILD) | (roles == GROWN)
    oldest = np.where(kin, children, 0).max(axis=1)
    youngest = np.where(kin, children, OLDEST).min(axis=1)
    parent = _parents(rng, oldest, youngest)
    alone = kin.sum(axis=1) == 0
    first = np.where(alone, _couples(rng, households), parent)
    partner = first + np.rint(rng.normal(2.0, 3.5, households)).astype(np.int64)
    partner = np.clip(partner, np.where(alone, 18, np.maximum(18, oldest + 17)), OLDEST)
    second = (np.cumsum(roles == COUPLE, axis=1) == 2) & (roles == COUPLE)
    by_role = {
        SINGLE: _singles(rng, households),
        COUPLE: first,
        LONE: parent,
        GRANDPARENT: np.minimum(OLDEST, parent + rng.integers(20, 36, households)),
    }
    ages = children
    for role, years in by_role.items():
        ages = np.where(roles == role, years[:, None], ages)
    return np.where(second, partner[:, None], ages)


def _singles(rng: np.random.Generator, count: int) -> Ints:
    old = 65 + 35 * rng.beta(1.3, 2.4, count)
    young = 21 + 44 * rng.beta(1.5, 1.1, count)
    return np.where(rng.random(count) < shapes.OLD_SINGLES, old, young).astype(np.int64)


def _couples(rng: np.random.Generator, count: int) -> Ints:
    old = 65 + 25 * rng.beta(1.2, 2.4, count)
    young = 22 + 43 * rng.beta(1.6, 1.0, count)
    return np.where(rng.random(count) < shapes.OLD_COUPLES, old, young).astype(np.int64)


def _parents(rng: np.random.Generator, oldest: Ints, youngest: Ints) -> Ints:
    """Age of the parent: 17 to 44 at every birth."""
    at_birth = np.clip(np.rint(rng.normal(26.5, 5.0, len(oldest))), 17, 44).astype(np.int64)
    spread = oldest - youngest
    at_birth = np.where(spread + at_birth > 44, np.maximum(17, 44 - spread), at_birth)
    return np.minimum(OLDEST - 12, np.maximum(18, oldest + at_birth))


def _children(rng: np.random.Generator, roles: Ints) -> Ints:
    """Ages of children and grown-up children, younger ones first: fewer small than big ones, as births have fallen."""
    count = len(roles)
    minors, grown = (roles == CHILD).sum(axis=1), (roles == GROWN).sum(axis=1)
    only, several = 18 * rng.beta(1.5, 1.0, count), 18 * rng.beta(1.35, 1.7, count)
    start = np.where(minors == 1, only, several).astype(np.int64)
    adult_start = np.where(grown < 3, 18 + 40 * rng.beta(1.25, 1.15, count), 22).astype(np.int64)
    steps = rng.integers(1, 5, (count, roles.shape[1] + 1))
    ages, minor = np.zeros(roles.shape, dtype=np.int64), start.copy()
    begun, adult = minors > 0, np.zeros(count, dtype=np.int64)
    last = np.zeros(count, dtype=np.int64)
    for column in range(roles.shape[1]):
        is_minor = roles[:, column] == CHILD
        ages[:, column] = np.where(is_minor, np.minimum(minor, 17), 0)
        last = np.where(is_minor, ages[:, column], last)
        minor = np.where(is_minor, minor + steps[:, column], minor)
    adult = np.where(begun, last + steps[:, -1], adult_start)
    for column in range(roles.shape[1]):
        is_grown = roles[:, column] == GROWN
        ages[:, column] = np.where(is_grown, np.clip(adult, 18, 60), ages[:, column])
        adult = np.where(is_grown, adult + steps[:, column], adult)
    return ages
