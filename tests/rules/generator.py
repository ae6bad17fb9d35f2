"""Random cases for the comparison with the oracle: seeded, and crowded around the edges of the law on purpose."""

import random
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from tests.rules import oracle

MONTHS = [f"{year}-{month:02d}" for year in range(2021, 2028) for month in range(1, 13)]
KINDS = [
    *sorted(oracle.COUNTED),
    "family_state_benefit", "special_care_benefit", "student_credit", "charity", "municipal_benefit",
    "scholarship", "scholarship", "minor_earnings", "minor_earnings", "property_sale", "other_irregular",
]
CODES = [*oracle.LOW_INCOME, "0003000", "0007000", "0038001", None]
DISABILITIES = ["none"] * 6 + ["group_1", "group_2", "group_3", "child"]


def cases(count: int, seed: int) -> Iterator[dict[str, Any]]:
    """`count` cases, the same for the same seed."""
    chance = random.Random(seed)
    for _ in range(count):
        yield one_case(chance)


def one_case(chance: random.Random) -> dict[str, Any]:
    """One household; every optional part is sometimes left out."""
    month = chance.choice(MONTHS)
    case: dict[str, Any] = {"benefit_month": month}
    day = date.fromisoformat(month + "-01")
    if chance.random() < 0.5:
        day += timedelta(days=chance.randint(-60, 40))
        case["application_date"] = day.isoformat()
    code = chance.choice(CODES)
    if code:
        case["municipality"] = code
    size = chance.choice([1, 1, 1, 2, 2, 3, 4, 5, 7])
    case["persons"] = [one_person(chance, f"p{index}", day) for index in range(size)]
    if chance.random() < 0.9:
        case["household"] = one_household(chance)
    return case


def one_person(chance: random.Random, name: str, day: date) -> dict[str, Any]:
    """A person, often close to 18, 24 or the pension age."""
    years = chance.choice([chance.uniform(0, 95), chance.uniform(17.7, 18.3), chance.uniform(23.8, 24.2),
                           chance.uniform(63.7, 65.2), chance.uniform(0, 18), chance.uniform(66, 90)])
    born = day - timedelta(days=round(years * 365.2425))
    if chance.random() < 0.2:
        born = born.replace(day=1)
    person: dict[str, Any] = {"id": name, "birth_date": born.isoformat()}
    if chance.random() < 0.8:
        person["disability"] = chance.choice(DISABILITIES)
    if chance.random() < 0.5:
        person["studying"] = chance.random() < 0.5
    if chance.random() < 0.85:
        person["incomes"] = [one_income(chance, day) for _ in range(chance.choice([0, 1, 1, 2, 3]))]
    return person


def one_income(chance: random.Random, day: date) -> dict[str, Any]:
    """An income of any kind in one of the forms of the contract."""
    kind = chance.choice(KINDS)
    if kind in oracle.IRREGULAR:
        return {"kind": kind, "last_12_months": amount(chance, 6000)}
    if chance.random() < 0.5:
        return {"kind": kind, "monthly": amount(chance, 900)}
    months = chance.sample(oracle.months_before(day, 3), chance.randint(1, 3))
    return {"kind": kind, "months": {month: amount(chance, 900) for month in months}}


def one_household(chance: random.Random) -> dict[str, Any]:
    """Savings, property and bills, mostly within the limits."""
    chosen = chance.sample(oracle.POSITIONS, chance.randint(0, 5))
    return {
        "savings": chance.choice(["0", "272", "272.01", amount(chance, 300)]),
        "homes": chance.choice([0, 1, 1, 1, 1, 2]),
        "land_ha": chance.choice([0, 0, 0, 5, "5.0001", "4.25"]),
        "motor_vehicles": chance.choice([0, 0, 1, 1, 1, 2, 3]),
        "housing_costs": {position: amount(chance, 150) for position in chosen},
    }


def amount(chance: random.Random, most: int) -> Any:
    """Whole euro, cents, text, or an amount at which the law has an edge."""
    exact = chance.choice([str(chance.randint(0, most)), f"{chance.randint(0, most * 100) / 100:.2f}", "425.00", "187"])
    return float(exact) if chance.random() < 0.3 else exact
