"""What people live on: pensions, wages, benefits and disability of one resident, drawn in a fixed order."""

from dataclasses import dataclass, field
from datetime import date, timedelta

import numpy as np

from demo.population import shapes
from demo.population.incomes import FIRST_MONTH, LAST_MONTH, falling_months
from demo.population.places import Place
from demo.population.types import Course, Disability, IncomeStream, Spell
from digisoc.exchange.dagr.enums import IncomeKind
from digisoc.kernel.months import Month

PENSION_AGE = 65
_MONTHS = (LAST_MONTH.year - FIRST_MONTH.year) * 12 + 12


@dataclass
class Livelihood:
    """A resident's income under construction."""

    incomes: list[IncomeStream] = field(default_factory=list)
    spells: list[Spell] = field(default_factory=list)
    gaps: list[tuple[Month, Month]] = field(default_factory=list)
    wage: int = 0


def birthday_month(birth_date: date, age: int) -> Month:
    """The month in which a person reaches an age."""
    return Month(birth_date.year + age, birth_date.month)


class LivelihoodMaker:
    """Draws from its chunk's generator; `key` numbers income sources so that each varies on its own."""

    def __init__(self, rng: np.random.Generator, place: Place, first_key: int) -> None:
        self._rng = rng
        self._place = place
        self._key = first_key

    def chance(self, probability: float) -> bool:
        return bool(self._rng.random() < probability)

    def disability(self, age: int, birth_date: date) -> Disability | None:
        """A disability with the age group's probability."""
        share = next(share for limit, share in shapes.DISABILITY_BY_AGE if age < limit)
        if not self.chance(share):
            return None
        group = "child" if age < 18 else self._adult_group()
        since = max(birth_date + timedelta(days=200), date(2025 - int(self._rng.integers(0, 12)), 3, 15))
        return Disability(group, since, self.chance(shapes.NEEDS_CARE[group]))

    def of_adult(self, age: int, birth_date: date, disability: Disability | None, studying: bool) -> Livelihood:
        """Pension, wage, business, unemployment, sickness of one adult."""
        made = Livelihood()
        if disability:
            self._disability_incomes(made, birth_date, disability)
        self._old_age(made, birth_date)
        if self.chance(self._working(age, disability, studying)):
            self._work(made, birth_date, studying)
        elif age < PENSION_AGE and not studying and self.chance(0.04 * shapes.UNEMPLOYMENT[self._place.region]):
            start = date(2023, 1, 10) + timedelta(days=int(self._rng.integers(0, 900)))
            made.spells.append(Spell(start, None))
        return made

    def stream(self, kind: IncomeKind, course: Course, base: int, **more: object) -> IncomeStream:
        """An income source with a key of its own."""
        self._key += 1
        return IncomeStream(kind, course, base, key=self._key, **more)  # type: ignore[arg-type]

    def _adult_group(self) -> str:
        draw = self._rng.random()
        for group, share in shapes.DISABILITY_GROUPS:
            draw -= share
            if draw < 0:
                return group
        return "group_3"

    def _working(self, age: int, disability: Disability | None, studying: bool) -> float:
        if studying:
            share = 0.25
        elif age < 25:
            share = 0.68
        elif age < PENSION_AGE:
            share = 0.89
        else:
            share = 0.22 if age < 72 else 0.01
        return min(share, shapes.WORKING_WITH_DISABILITY[disability.group]) if disability else share

    def _disability_incomes(self, made: Livelihood, birth_date: date, disability: Disability) -> None:
        pension = int(shapes.DISABILITY_PENSION[disability.group] * (0.85 + 0.6 * self._rng.random()))
        last = birthday_month(birth_date, PENSION_AGE) - 1
        first = Month.of(disability.since)
        if first <= last:
            made.incomes.append(
                self.stream(IncomeKind.DISABILITY_PENSION, Course.INDEXED, pension, first=first, last=last)
            )
        if disability.needs_special_care:
            made.incomes.append(
                self.stream(IncomeKind.SPECIAL_CARE_BENEFIT, Course.FLAT, shapes.CARE_BENEFIT, first=first)
            )

    def _old_age(self, made: Livelihood, birth_date: date) -> None:
        if birth_date.year + PENSION_AGE > LAST_MONTH.year:
            return
        first = birthday_month(birth_date, PENSION_AGE)
        if self.chance(0.02):
            made.incomes.append(
                self.stream(IncomeKind.STATE_SOCIAL_SECURITY_BENEFIT, Course.FLAT, 18_900, first=first)
            )
            return
        level = float(self._rng.lognormal(np.log(shapes.PENSION_MEDIAN), shapes.PENSION_SIGMA))
        base = max(shapes.LOWEST_PENSION, int(level * shapes.PENSION[self._place.region]))
        made.incomes.append(self.stream(IncomeKind.OLD_AGE_PENSION, Course.INDEXED, base, first=first))

    def _work(self, made: Livelihood, birth_date: date, studying: bool) -> None:
        level = float(self._rng.lognormal(np.log(shapes.WAGE_MEDIAN), shapes.WAGE_SIGMA))
        made.wage = max(shapes.LOWEST_WAGE, int(level * shapes.PAY[self._place.region] * (0.4 if studying else 1)))
        first = birthday_month(birth_date, 18 + int(self._rng.integers(0, 4)))
        pensioned = birthday_month(birth_date, PENSION_AGE)
        last = pensioned + 84 if self.chance(0.22) else pensioned - 1
        if self.chance(0.06):
            made.incomes.append(self.stream(IncomeKind.BUSINESS, Course.BUSINESS, made.wage, first=first, last=last))
            return
        self._unemployment(made, first, last)
        self._sickness(made, first, last)
        employer = shapes.EMPLOYERS[int(self._rng.integers(0, len(shapes.EMPLOYERS)))]
        wage = self.stream(
            IncomeKind.WAGE, Course.WAGE, made.wage, first=first, last=last, gaps=tuple(made.gaps), payer=employer
        )
        made.incomes.append(wage)

    def _unemployment(self, made: Livelihood, first: Month, last: Month) -> None:
        if not self.chance(0.47 * shapes.UNEMPLOYMENT[self._place.region]):
            return
        start = FIRST_MONTH + int(self._rng.integers(0, _MONTHS))
        end = start + int(self._rng.integers(2, 14))
        if start <= first or end >= last:
            return
        made.gaps.append((start, end))
        made.spells.append(Spell(start.first_day, end.last_day))
        benefit = min(180_000, made.wage * 6 // 10)
        made.incomes.append(
            self.stream(
                IncomeKind.UNEMPLOYMENT_BENEFIT, Course.FALLING, benefit, first=start,
                last=min(end, start + (falling_months() - 1)),
            )
        )

    def _sickness(self, made: Livelihood, first: Month, last: Month) -> None:
        if not self.chance(0.2):
            return
        start = FIRST_MONTH + int(self._rng.integers(0, _MONTHS))
        end = start + int(self._rng.integers(0, 2))
        clash = any(start <= gap_end and gap_start <= end for gap_start, gap_end in made.gaps)
        if clash or start <= first or end >= last:
            return
        made.gaps.append((start, end))
        made.incomes.append(
            self.stream(IncomeKind.SICKNESS_BENEFIT, Course.FLAT, made.wage * 8 // 10, first=start, last=end)
        )
