"""The synthetic country in columns, made in chunks that don't depend on each other.

Household i always lives in the same municipality with the same people: a chunk's generator is seeded with the seed and
the chunk's number alone, and municipalities follow a golden-ratio sequence, so that the first N households are a
faithful sample of all. What a month changes (ages, levels of pay and pensions) is applied by `Country.at`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from demo.national.data import table
from demo.national.livelihoods import draw_dwellings, draw_incomes
from demo.national.people import REGIONS, draw_people, shape_roles, shape_shares
from demo.national.progress import progress
from demo.population.places import places
from digisoc.kernel.months import Month, reference_months
from digisoc.rules.api import MUNICIPALITY_CODES, Population

_GOLDEN = 0.6180339887498949
#: Part of a cached file's name; raised when the same seed gives other people.
VERSION = 1

INDEXED = ("old_age_pension", "disability_pension", "survivor_pension")
FLAT = ("unemployment_benefit", "third_party_transfer", "state_social_security_benefit", "parental_benefit",
        "childcare_benefit", "maintenance")
PAID = ("wage", "business")
COST_POSITIONS = ("rent", "heating", "electricity", "water")
PROPERTY = ("savings", "homes", "land_m2", "motor_vehicles")
_OF_HOUSEHOLD = ("sizes", "municipality", "draw", *(f"cost_{name}" for name in COST_POSITIONS), *PROPERTY)


@dataclass(frozen=True, slots=True)
class Country:
    """Columns of persons (grouped by household) and of households; `share` of the whole country is in it.

    `draw` of a household is a fixed number in [0, 1): it applies for a benefit whose take-up is above it.
    """

    columns: Mapping[str, NDArray[Any]]
    share: float

    @property
    def households(self) -> int:
        return len(self.columns["sizes"])

    @property
    def persons(self) -> int:
        return len(self.columns["age_days"])

    @property
    def household_of_person(self) -> NDArray[np.int64]:
        """Each person's household, numbered from 0."""
        return np.repeat(np.arange(self.households), self.columns["sizes"])

    def at(self, month: Month) -> Population:
        """The columns of the law for a benefit month; the same people, always equally old, paid as in that year."""
        of = self.columns
        months = reference_months(month.first_day, 3)
        incomes: dict[str, Any] = {name: of[name].astype(np.int64) for name in FLAT}
        for name in PAID:
            course = of["wage_course"].astype(np.int64)
            incomes[name] = tuple(
                of[name] * course[place] // 1000 * pay_level(paid_in) // 1000 for place, paid_in in enumerate(months)
            )
        for name in INDEXED:
            incomes[name] = tuple(of[name].astype(np.int64) * pension_level(paid_in) // 1_000_000 for paid_in in months)
        return Population(
            household_of_person=self.household_of_person,
            birth_date=np.datetime64(month.first_day) - of["age_days"].astype("timedelta64[D]"),
            has_disability=of["disabled"], studying=of["studying"], regular_income=incomes,
            municipality=of["municipality"].astype(np.int64),
            savings=of["savings"].astype(np.int64), homes=of["homes"].astype(np.int64),
            land_m2=of["land_m2"].astype(np.int64), motor_vehicles=of["motor_vehicles"].astype(np.int64),
            housing_costs={name: of[f"cost_{name}"].astype(np.int64) for name in COST_POSITIONS},
        )

    def only(self, chosen: NDArray[np.bool_]) -> "Country":
        """The households that are chosen, with all their members."""
        persons = chosen[self.household_of_person]
        columns = {
            name: values[..., chosen if name in _OF_HOUSEHOLD else persons] for name, values in self.columns.items()
        }
        return Country(columns, self.share)


@cache
def pay_level(month: Month) -> int:
    """Level of pay in a month, per mille of 2025; ValueError for a year without a figure."""
    levels = table("shape")["pay_level"]
    if month.year not in levels:
        raise ValueError(f"no level of pay is known for {month.year}")
    return int(levels[month.year])


@cache
def pension_level(month: Month) -> int:
    """Level of pensions in a month, millionths of that of November 2025, moved by each October's indexation."""
    level, turn = 1_000_000, Month(2025, 11)
    for year, factor in sorted(table("shape")["pension_indexation"].items()):
        if turn < Month(year, 10) <= month:
            level = level * int(factor) // 1000
    for year, factor in sorted(table("shape")["pension_indexation"].items(), reverse=True):
        if month < Month(year, 10) <= turn:
            level = level * 1000 // int(factor)
    return level


def total_households() -> int:
    """Households of the whole country."""
    return int(table("shape")["households"])


def make_country(
    seed: int, households: int | None = None, *, municipality: str | None = None, label: str = "synthetic country"
) -> Country:
    """The first `households` of the country (default: all), or of these the ones of one municipality.

    Says on standard error how far it is. ValueError for a number that the country doesn't have.
    """
    wanted = total_households() if households is None else households
    if not 1 <= wanted <= total_households():
        raise ValueError(f"the country has 1 to {total_households()} households, not {wanted}")
    size = int(table("shape")["chunk_households"])
    parts = []
    for number in progress(range(-(-wanted // size)), label):
        part = make_chunk(seed, number)
        part = {name: values[..., : _members(part, name, wanted - number * size)] for name, values in part.items()}
        if municipality is not None:
            kept = Country(part, 1.0)
            part = dict(kept.only(part["municipality"] == MUNICIPALITY_CODES.index(municipality)).columns)
        parts.append(part)
    return Country(_joined(parts), wanted / total_households())


def make_chunk(seed: int, number: int) -> dict[str, NDArray[Any]]:
    """Chunk `number` of the country: always the same, whatever was made before."""
    size = int(table("shape")["chunk_households"])
    count = min(size, total_households() - number * size)
    rng = np.random.Generator(np.random.PCG64(np.random.SeedSequence([seed, VERSION, number])))
    municipality = homes_of(np.arange(number * size, number * size + count))
    region = _regions()[municipality]
    people = draw_people(rng, region)
    days = (people.age * 365.2425).astype(np.int64) + 1 + rng.integers(0, 365, len(people.age))
    incomes = draw_incomes(rng, people, region)
    columns = {
        "sizes": people.sizes, "municipality": municipality, "draw": rng.random(count), "age_days": days,
        "disabled": people.disabled, "studying": people.studying,
        **incomes, **draw_dwellings(rng, people, region, incomes),
    }
    return {name: _small(values) if name != "draw" else values for name, values in columns.items()}


def homes_of(households: NDArray[np.int64]) -> NDArray[np.int64]:
    """The municipality of each household, as an index in `MUNICIPALITY_CODES`."""
    position = np.mod((households + 1) * _GOLDEN, 1.0)
    return np.minimum(np.searchsorted(_bounds(), position, side="right"), len(MUNICIPALITY_CODES) - 1)


def cached_country(seed: int, directory: Path) -> Country:
    """The whole country, kept as a file in `directory` for the next time; a file that can't be read is made anew."""
    path = directory / f"country-{VERSION}-{seed}.npz"
    try:
        with np.load(path) as stored:
            return Country({name: stored[name] for name in stored.files}, 1.0)
    except (OSError, ValueError, EOFError, BadZipFile):
        made = make_country(seed)
    directory.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(f".{path.stem}.part.npz")
    try:
        np.savez(partial, allow_pickle=False, **made.columns)
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)
    return made


@cache
def _regions() -> NDArray[np.int64]:
    by_code = {place.atvk: REGIONS.index(place.region) for place in places()}
    return np.array([by_code[code] for code in MUNICIPALITY_CODES])


@cache
def _bounds() -> NDArray[np.float64]:
    """Upper bounds of the municipalities' shares of all households: residents by the region's household size."""
    residents = {place.atvk: place.population for place in places()}
    sizes = shape_shares() @ (shape_roles() > 0).sum(axis=1)
    weights = np.array([residents[code] for code in MUNICIPALITY_CODES]) / sizes[_regions()]
    return np.cumsum(weights) / weights.sum()


def _small(values: NDArray[Any]) -> NDArray[Any]:
    """Half the memory: flags as they are, numbers as 32-bit integers."""
    return values if values.dtype == np.bool_ else values.astype(np.int32)


def _members(part: Mapping[str, NDArray[Any]], name: str, households: int) -> int:
    return households if name in _OF_HOUSEHOLD else int(part["sizes"][:households].sum())


def _joined(parts: Sequence[Mapping[str, NDArray[Any]]]) -> dict[str, NDArray[Any]]:
    return {name: np.concatenate([part[name] for part in parts], axis=-1) for name in parts[0]}
