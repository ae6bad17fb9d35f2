"""Ages, sexes and kinship of one household, from its shape."""

from dataclasses import dataclass

import numpy as np

from demo.population import shapes
from demo.population.names import FEMALE, MALE

OLDEST = 101


@dataclass
class Member:
    """A place in the household before names and incomes; `role` is a letter of the shape."""

    role: str
    age: int
    sex: str
    parents: tuple[int, ...] = ()
    spouse: int | None = None


def draw_family(rng: np.random.Generator, shape: str) -> list[Member]:
    """Members in the order of the shape; ages are full years at the beginning of the reference year."""
    if shape == "S":
        return [_single(rng)]
    if shape == "CC":
        return _couple(rng, _couple_age(rng))
    return _with_children(rng, shape)


def _single(rng: np.random.Generator) -> Member:
    if rng.random() < shapes.OLD_SINGLES:
        women, age = shapes.WOMEN_AMONG_OLD_SINGLES, 65 + int(35 * rng.beta(1.3, 2.4))
    else:
        women, age = shapes.WOMEN_AMONG_YOUNG_SINGLES, 21 + int(44 * rng.beta(1.5, 1.1))
    return Member("S", age, FEMALE if rng.random() < women else MALE)


def _couple_age(rng: np.random.Generator) -> int:
    if rng.random() < shapes.OLD_COUPLES:
        return 65 + int(25 * rng.beta(1.2, 2.4))
    return 22 + int(43 * rng.beta(1.6, 1.0))


def _couple(rng: np.random.Generator, her_age: int, first: int = 0, at_least: int = 18) -> list[Member]:
    his_age = min(OLDEST, max(at_least, her_age + round(float(rng.normal(2.0, 3.5)))))
    return [Member("C", her_age, FEMALE, spouse=first + 1), Member("C", his_age, MALE, spouse=first)]


def _with_children(rng: np.random.Generator, shape: str) -> list[Member]:
    ages = _children_ages(rng, shape.count("K"), shape.count("A"))
    parent_age = _parent_age(rng, ages)
    members: list[Member] = []
    if "G" in shape:
        age = min(OLDEST, parent_age + int(rng.integers(20, 36)))
        members.append(Member("G", age, FEMALE if rng.random() < shapes.WOMEN_AMONG_GRANDPARENTS else MALE))
    grandparents = tuple(range(len(members)))
    first = len(members)
    if "CC" in shape:
        members += _couple(rng, parent_age, first, at_least=max(18, max(ages) + 17))
    else:
        members.append(_lone_parent(rng, parent_age))
    members[first].parents = grandparents
    parents = tuple(range(first, len(members)))
    for role, age in zip("A" * shape.count("A") + "K" * shape.count("K"), sorted(ages, reverse=True), strict=True):
        members.append(Member(role, age, MALE if rng.random() < shapes.BOYS else FEMALE, parents))
    return members


def _lone_parent(rng: np.random.Generator, age: int) -> Member:
    return Member("P", age, FEMALE if rng.random() < shapes.WOMEN_AMONG_LONE_PARENTS else MALE)


def _children_ages(rng: np.random.Generator, children: int, grown: int) -> list[int]:
    """Ages with the youngest first; fewer small children than big ones, as births have fallen."""
    ages = []
    if children:
        ages.append(int(18 * rng.beta(1.5, 1.0)) if children == 1 else int(18 * rng.beta(1.35, 1.7)))
        while len(ages) < children:
            ages.append(min(17, ages[-1] + int(rng.integers(1, 5))))
    for _ in range(grown):
        before = ages[-1] if ages else (18 + int(40 * rng.beta(1.25, 1.15)) if grown < 3 else 22)
        step = 0 if not ages else int(rng.integers(1, 5))
        ages.append(max(18, min(before + step, 60)))
    return ages


def _parent_age(rng: np.random.Generator, ages: list[int]) -> int:
    """The mother was 17 to 44 at every birth."""
    at_first_birth = min(44, max(17, round(float(rng.normal(26.5, 5.0)))))
    oldest, youngest = max(ages), min(ages)
    if oldest - youngest + at_first_birth > 44:
        at_first_birth = max(17, 44 - (oldest - youngest))
    return min(OLDEST - 12, max(18, oldest + at_first_birth))
