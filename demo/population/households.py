"""Households of a chunk, the same for the same seed, place and chunk, whatever was generated before."""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from demo.population import names, shapes
from demo.population.codes import CHUNK_HOUSEHOLDS, CodeOffice
from demo.population.families import Member, draw_family
from demo.population.incomes import FIRST_MONTH, LAST_MONTH, NEW_FAMILY_BENEFIT, family_state_benefit
from demo.population.livelihoods import LivelihoodMaker, birthday_month
from demo.population.places import Place, place, street
from demo.population.types import Address, Course, Dwelling, Estate, Household, IncomeStream, Resident, Vehicle
from digisoc.exchange.dagr.enums import IncomeKind
from digisoc.kernel.months import Month

#: Ages are full years at the first day of the next year.
REFERENCE_YEAR = 2025
_KEYS_IN_CHUNK = 1_000_000


def generate_households(seed: int, atvk: str, count: int, chunk: int = 0) -> Iterator[Household]:
    """The first `count` households of a chunk of a place (at most `CHUNK_HOUSEHOLDS`).

    ValueError for a count or chunk that the place doesn't have, KeyError for an unknown ATVK code.
    """
    if not 0 <= count <= CHUNK_HOUSEHOLDS:
        raise ValueError(f"a chunk has at most {CHUNK_HOUSEHOLDS} households")
    maker = _ChunkMaker(seed, place(atvk), chunk)
    return (maker.household(number) for number in range(count))


class _ChunkMaker:
    """Draws everything from one generator, household by household."""

    def __init__(self, seed: int, of: Place, chunk: int) -> None:
        self._place, self._chunk = of, chunk
        self._rng = np.random.Generator(np.random.PCG64(np.random.SeedSequence([seed, int(of.atvk), chunk])))
        self._codes = CodeOffice(of, chunk)
        self._lives = LivelihoodMaker(self._rng, of, (seed * 1_000 + self._codes.chunk_number) * _KEYS_IN_CHUNK)
        self._shapes = list(shapes.HOUSEHOLD_SHAPES)
        weights = _weights(of.region)
        self._bounds = np.cumsum(weights) / weights.sum()
        self._things = 0

    def household(self, number: int) -> Household:
        shape = self._shapes[int(np.searchsorted(self._bounds, self._rng.random()))]
        members = draw_family(self._rng, shape)
        address = self._address(number)
        residents = self._residents(members)
        self._child_benefits(members, residents)
        dwelling = self._dwelling(len(members))
        self._belongings(members, residents, dwelling, address)
        return Household(
            number=f"{self._place.atvk}-{self._chunk:03d}-{number:04d}", atvk=self._place.atvk, address=address,
            residents=tuple(residents), dwelling=dwelling, savings=int(self._rng.lognormal(9.6, 1.9)),
        )

    def _residents(self, members: list[Member]) -> list[Resident]:
        origin = self._origin()
        surname = self._pick(names.SURNAMES[origin])
        used: set[str] = set()
        return [self._resident(member, origin, surname, used) for member in members]

    def _resident(self, member: Member, origin: str, surname: str, used: set[str]) -> Resident:
        wants_new_form = origin == names.UKRAINIAN or self._lives.chance(shapes.NEW_FORM_SHARE)
        birth_date, code = self._codes.register(REFERENCE_YEAR - member.age, wants_new_form=wants_new_form)
        studying = (18 <= member.age <= 24 and self._lives.chance(0.45)) or 7 <= member.age < 18
        disability = self._lives.disability(member.age, birth_date)
        life = None
        if member.role != "K":
            life = self._lives.of_adult(member.age, birth_date, disability, studying)
        return Resident(
            code=code, given_name=self._given_name(origin, member.sex, used),
            surname=names.surname_for(surname, member.sex), birth_date=birth_date, sex=member.sex,
            language={names.LATVIAN: "lv", names.RUSSIAN: "ru", names.UKRAINIAN: "uk"}[origin],
            parents=member.parents, spouse=member.spouse, studying=studying, disability=disability,
            incomes=tuple(life.incomes) if life else (), spells=tuple(life.spells) if life else (),
        )

    def _origin(self) -> str:
        if self._lives.chance(shapes.UKRAINIAN_SHARE):
            return names.UKRAINIAN
        return names.RUSSIAN if self._lives.chance(shapes.NON_LATVIAN[self._place.region]) else names.LATVIAN

    def _given_name(self, origin: str, sex: str, used: set[str]) -> str:
        choices = names.GIVEN_NAMES[origin, sex]
        start = int(self._rng.integers(0, len(choices)))
        chosen = next(name for name in (*choices[start:], *choices) if name not in used)
        used.add(chosen)
        return chosen

    def _pick(self, choices: list[str]) -> str:
        return choices[int(self._rng.integers(0, len(choices)))]

    def _child_benefits(self, members: list[Member], residents: list[Resident]) -> None:
        children = [residents[i] for i, member in enumerate(members) if member.role == "K"]
        parent = next((i for i, member in enumerate(members) if member.role in {"C", "P"}), None)
        if not children or parent is None:
            return
        streams = list(residents[parent].incomes)
        streams += family_benefit_streams(children)
        for child in children:
            if child.disability and child.disability.needs_special_care:
                streams.append(self._lives.stream(
                    IncomeKind.DISABLED_CHILD_CARE_BENEFIT, Course.FLAT, shapes.CARE_BENEFIT,
                    first=Month.of(child.disability.since), last=birthday_month(child.birth_date, 18) - 1,
                ))
        if residents[parent].sex == names.FEMALE:
            streams = self._with_parental_leave(streams, children)
        if members[parent].role == "P" and self._lives.chance(0.22):
            streams.append(self._lives.stream(IncomeKind.MAINTENANCE, Course.FLAT, 12_500 * len(children)))
        residents[parent] = replace(residents[parent], incomes=tuple(streams))
        if members[parent].role == "P" and self._lives.chance(0.08):
            self._survivors(members, residents)

    def _with_parental_leave(self, streams: list[IncomeStream], children: list[Resident]) -> list[IncomeStream]:
        for child in children:
            born = Month.of(child.birth_date)
            if born.year < 2020:
                continue
            wage = next((item for item in streams if item.kind is IncomeKind.WAGE), None)
            if wage:
                on_leave = replace(wage, gaps=(*wage.gaps, (born, born + 18)))
                streams = [on_leave if item is wage else item for item in streams]
                streams.append(self._lives.stream(
                    IncomeKind.PARENTAL_BENEFIT, Course.FLAT, wage.base * 6 // 10, first=born, last=born + 12
                ))
            first = born + 13 if wage else born
            streams.append(self._lives.stream(
                IncomeKind.CHILDCARE_BENEFIT, Course.FLAT, 17_100, first=first, last=born + 18
            ))
        return streams

    def _survivors(self, members: list[Member], residents: list[Resident]) -> None:
        for index, member in enumerate(members):
            if member.role == "K":
                pension = self._lives.stream(IncomeKind.SURVIVOR_PENSION, Course.INDEXED, 20_500)
                residents[index] = replace(residents[index], incomes=(*residents[index].incomes, pension))

    def _address(self, number: int) -> Address:
        of, place_in_town = self._place, self._chunk * CHUNK_HOUSEHOLDS + number
        house, flat = place_in_town // 24 % 150 + 1, place_in_town // (24 * 150) + 1
        code = self._codes.chunk_number * 10_000 + number
        return make_address(of, street(of, place_in_town), f"{house}-{flat}", code)

    def _dwelling(self, persons: int) -> Dwelling:
        owned = self._lives.chance(shapes.OWNED_DWELLINGS)
        area = 24 + persons * 9 + int(self._rng.integers(0, 22))
        heating = "central" if self._lives.chance(0.7 if self._place.is_state_city else 0.5) else "stove"
        costs = (
            ("rent", int(area * (75 if owned else 215) * (0.8 + 0.5 * self._rng.random()))),
            ("heating", int(area * 120 * (0.7 + 0.7 * self._rng.random()))),
            ("electricity", 1_800 + persons * int(self._rng.integers(500, 1_200))),
            ("water", persons * int(self._rng.integers(500, 1_100))),
        )
        tenure = "owned" if owned else ("social" if self._lives.chance(0.08) else "rented")
        return Dwelling(tenure, area, heating, costs)

    def _belongings(
        self, members: list[Member], residents: list[Resident], dwelling: Dwelling, address: Address
    ) -> None:
        owner = next(index for index, member in enumerate(members) if member.role != "K")
        estates = self._estates(dwelling, address)
        cars = int(self._rng.poisson(0.35 if len(members) == 1 else 0.95))
        vehicles = tuple(self._vehicle() for _ in range(min(cars, 3)))
        residents[owner] = replace(residents[owner], estates=estates, vehicles=vehicles)

    def _estates(self, dwelling: Dwelling, address: Address) -> tuple[Estate, ...]:
        found = []
        if dwelling.tenure == "owned":
            found.append(Estate(self._cadastre_number(), "flat", address.text))
        if self._lives.chance(shapes.SECOND_HOME):
            found.append(Estate(self._cadastre_number(), "house", f"“Vecmājas”, {self._place.name}", 1_200))
        if self._lives.chance(shapes.FARM_LAND[self._place.region]):
            area = int(self._rng.lognormal(9.9, 1.1))
            found.append(Estate(self._cadastre_number(), "land", f"“Druvas”, {self._place.name}", area))
        return tuple(found)

    def _vehicle(self) -> Vehicle:
        self._things += 1
        number = self._codes.chunk_number * 4_000 + self._things
        letters = chr(65 + number // 9_000 // 26 % 26) + chr(65 + number // 9_000 % 26)
        make = shapes.MAKES[int(self._rng.integers(0, len(shapes.MAKES)))]
        return Vehicle(f"{letters}{1_000 + number % 9_000}", make, 1998 + int(self._rng.integers(0, 26)))

    def _cadastre_number(self) -> str:
        self._things += 1
        return f"{36 + self._place.number:02d}{self._codes.chunk_number:04d}{self._things:05d}"


def make_address(of: Place, street_name: str, house: str, number: int) -> Address:
    """An address with a code of its own, written as the address register writes it."""
    where = of.town if of.is_state_city else f"{of.town}, {of.name}"
    text = f"{street_name} {house}, {where}, {of.postal_code}"
    return Address(f"{100_000_000 + number}", text, of.atvk, of.postal_code)


def family_benefit_streams(children: list[Resident]) -> list[IncomeStream]:
    """Family state benefit of all children under 18, one stream for each stretch of months with the same children."""
    stretches = [(Month.of(child.birth_date) + 1, birthday_month(child.birth_date, 18)) for child in children]
    turns = {FIRST_MONTH, NEW_FAMILY_BENEFIT, *(month for stretch in stretches for month in stretch)}
    starts = sorted(month for month in turns if FIRST_MONTH <= month <= LAST_MONTH)
    streams = []
    for start, following in zip(starts, [*starts[1:], LAST_MONTH + 1], strict=True):
        entitled = sum(first <= start < end for first, end in stretches)
        if entitled:
            cents = family_state_benefit(entitled, start)
            streams.append(
                IncomeStream(IncomeKind.FAMILY_STATE_BENEFIT, Course.FLAT, cents, first=start, last=following - 1)
            )
    return streams


def _weights(region: str) -> np.ndarray:
    """Weights of the shapes, with the region's share of one-person households."""
    weights = np.array(list(shapes.HOUSEHOLD_SHAPES.values()))
    single = list(shapes.HOUSEHOLD_SHAPES).index("S")
    wanted = shapes.ONE_PERSON[region]
    weights *= (1000 - wanted) / (weights.sum() - weights[single])
    weights[single] = wanted
    return weights
