"""Income by calendar month: the same person and month always give the same cents, whatever was asked before.

The yearly levels are synthetic, near the published course of pay and pensions; they are nobody's law.
"""

from functools import cache

from demo.population.types import Course, IncomeStream, Resident
from digisoc.kernel.money import Cents
from digisoc.kernel.months import Month

FIRST_MONTH, LAST_MONTH = Month(2021, 1), Month(2027, 12)
#: From here the family state benefit has its present amounts.
NEW_FAMILY_BENEFIT = Month(2022, 1)

#: Level of pay by year, per mille of 2025.
_PAY_LEVEL = {2021: 720, 2022: 780, 2023: 870, 2024: 945, 2025: 1000, 2026: 1062, 2027: 1115}
#: What each October's indexation multiplies pensions by, per mille.
_INDEXATION = {2021: 1039, 2022: 1165, 2023: 1069, 2024: 1037, 2025: 1061, 2026: 1040, 2027: 1035}
#: Unemployment benefit in per cent of its first amount, by months since the first.
_BENEFIT_STEPS = (100, 100, 75, 75, 50, 50, 45, 45)
_MASK = (1 << 64) - 1


def amounts(resident: Resident, month: Month) -> list[tuple[IncomeStream, Cents]]:
    """What a person gets in a month, source by source; sources with nothing are left out."""
    found = ((stream, amount(stream, month)) for stream in resident.incomes)
    return [(stream, cents) for stream, cents in found if cents]


def amount(stream: IncomeStream, month: Month) -> Cents:
    """Net cents of one source in one month; 0 before, after and in the gaps of it."""
    if stream.course is Course.LISTED:
        return dict(stream.listed).get(month, 0)
    if not _runs(stream, month):
        return 0
    match stream.course:
        case Course.WAGE:
            return _wage(stream, month)
        case Course.BUSINESS:
            return _business(stream, month)
        case Course.INDEXED:
            return stream.base * _pension_level(month) // 1_000_000
        case Course.FALLING:
            return _falling(stream, month)
        case _:
            return stream.base


def noise(key: int, month: Month, salt: int = 0) -> float:
    """A number in [0, 1) fixed by its key and month (splitmix64)."""
    count = month.year * 12 + month.number
    value = (key * 0x9E3779B97F4A7C15 + count * 0xBF58476D1CE4E5B9 + salt * 0x94D049BB) & _MASK
    value = ((value ^ (value >> 30)) * 0xBF58476D1CE4E5B9) & _MASK
    value = ((value ^ (value >> 27)) * 0x94D049BB133111EB) & _MASK
    return ((value ^ (value >> 31)) >> 11) / (1 << 53)


def falling_months() -> int:
    """How long an unemployment benefit lasts."""
    return len(_BENEFIT_STEPS)


def _runs(stream: IncomeStream, month: Month) -> bool:
    if (stream.first and month < stream.first) or (stream.last and month > stream.last):
        return False
    return not any(first <= month <= last for first, last in stream.gaps)


def _wage(stream: IncomeStream, month: Month) -> Cents:
    level = stream.base * _PAY_LEVEL.get(month.year, 1000) // 1000
    draw = noise(stream.key, month)
    factor = 0.98 + 0.04 * noise(stream.key, month, 1)
    if draw < 0.03:  # unpaid days
        factor = 0.55 + 8 * draw
    elif draw > 0.96:  # bonus, holiday pay
        factor = 1.1 + 5 * (draw - 0.96)
    return int(level * factor)


def _business(stream: IncomeStream, month: Month) -> Cents:
    level = stream.base * _PAY_LEVEL.get(month.year, 1000) // 1000
    return int(level * 2 * noise(stream.key, month)) if noise(stream.key, month, 2) > 0.12 else 0


def _falling(stream: IncomeStream, month: Month) -> Cents:
    assert stream.first is not None
    step = (month.year - stream.first.year) * 12 + month.number - stream.first.number
    return stream.base * _BENEFIT_STEPS[step] // 100 if step < len(_BENEFIT_STEPS) else 0


@cache
def _pension_level(month: Month) -> int:
    """Pension level in millionths of January 2025."""
    level = 1_000_000
    for year, factor in sorted(_INDEXATION.items()):
        october = Month(year, 10)
        if Month(2025, 1) < october <= month:
            level = level * factor // 1000
    for year, factor in sorted(_INDEXATION.items(), reverse=True):
        october = Month(year, 10)
        if month < october <= Month(2025, 1):
            level = level * 1000 // factor
    return level


def family_state_benefit(children: int, month: Month) -> Cents:
    """For all children of a family together; since 2022 one 25, two 100, three 225, more 100 each (euro)."""
    if month < NEW_FAMILY_BENEFIT:
        return {0: 0, 1: 1_138, 2: 3_414}.get(children, 6_828 + (children - 3) * 3_414)
    return {0: 0, 1: 2_500, 2: 10_000, 3: 22_500}.get(children, children * 10_000)
