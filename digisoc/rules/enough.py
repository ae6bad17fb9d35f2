"""What would have been enough: for each status or benefit that a household misses, the facts that would have given it.

Each answer is found by asking the law again: first at the limit that the result itself names, and where that is not the
edge, by a search over the income. The edge is what two further runs confirm: with the limit the household gets it, with
a cent more it does not.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from digisoc.kernel.money import format_euro, format_plain
from digisoc.kernel.months import reference_months
from digisoc.rules.assessing import assess_many
from digisoc.rules.assessment import Assessment
from digisoc.rules.provenance import hectares_text
from digisoc.rules.texts import sentence
from digisoc.rules.types import Case, Income, Language

type Gain = Literal["needy", "low_income", "gmi", "housing"]

LAWS: dict[Gain, str] = {
    "needy": "SPSP 33(1), 36(1)",
    "low_income": "SPSP 33(4), 36(1)",
    "gmi": "SPSP 33(2), 35(1) 1)",
    "housing": "SPSP 35(1) 2), 35(5)",
}
#: The failed condition of a property fact → the attribute of the case.
PROPERTY_FACTS = {
    "savings_above_limit": "savings",
    "several_homes": "homes",
    "land_above_limit": "land_m2",
    "too_many_vehicles": "motor_vehicles",
}
HAS: dict[Gain, Callable[[Assessment], bool]] = {
    "needy": lambda one: one.status == "needy",
    "low_income": lambda one: one.status in ("needy", "low_income"),
    "gmi": lambda one: one.gmi_benefit > 0,
    "housing": lambda one: one.housing_benefit > 0,
}
#: Points asked in one pass of a search; five passes find any cent below a million euro.
POINTS = 48


@dataclass(frozen=True, slots=True)
class Need:
    """One fact that stands in the way: what it is and what it may be at most (cents, square metres or a number)."""

    fact: str
    now: int
    at_most: int


@dataclass(frozen=True, slots=True)
class Enough:
    """With all `needs` met the household would get `gain`; `case` is that household, `text` says it to a reader.

    Each need is the edge: one unit more of any of them, and the gain is lost.
    """

    gain: Gain
    needs: tuple[Need, ...]
    case: Case
    text: str
    law: str

    def as_dict(self) -> dict[str, Any]:
        """JSON-ready; amounts as in the contract."""
        needs = [
            {"fact": need.fact, "now": _plain(need.fact, need.now), "at_most": _plain(need.fact, need.at_most)}
            for need in self.needs
        ]
        return {"gain": self.gain, "needs": needs, "text": self.text, "law": self.law}


def enough(assessment: Assessment, lang: Language) -> list[Enough]:
    """For each status and benefit that this household misses, what would have been enough; by its own edition of law.

    A gain that no lower income and no smaller property would bring (the housing benefit before July 2021, a low-income
    status without municipality) is left out.
    """
    missed = [gain for gain in HAS if _possible(assessment, gain) and not HAS[gain](assessment)]
    within = [_within_limits(assessment, gain) for gain in missed]
    guesses = [max(_guess(assessment, gain), 0) for gain in missed]
    asked = [
        case
        for property_fits, guess in zip(within, guesses, strict=True)
        for case in (property_fits, with_income(property_fits, guess), with_income(property_fits, guess + 1))
    ]
    answers = iter(_asked(assessment, asked))
    found = []
    for gain, case, guess in zip(missed, within, guesses, strict=True):
        as_is, at, above = (HAS[gain](next(answers)) for _ in range(3))
        income = None if as_is else guess if at and not above else search(assessment, case, gain)
        if as_is or income is not None:
            found.append(_said(assessment, gain, case, income, lang))
    return found


def with_income(case: Case, cents: int) -> Case:
    """The same household with exactly this counted income a month in place of every income it has."""
    months = tuple((month, cents) for month in reference_months(case.application_date, 3))
    first, *others = case.persons
    earning = replace(first, incomes=(Income("other", months=months),))
    return replace(case, persons=(earning, *(replace(person, incomes=()) for person in others)))


def _possible(now: Assessment, gain: Gain) -> bool:
    if gain == "low_income":
        return now.low_income_threshold is not None
    return gain != "housing" or now.housing_coefficient is not None


def _within_limits(now: Assessment, gain: Gain) -> Case:
    """The property that the gain asks for; the housing benefit asks for none."""
    if gain == "housing":
        return now.case
    return replace(now.case, **{need.fact: need.at_most for need in property_needs(now)})  # type: ignore[arg-type]


def property_needs(now: Assessment) -> list[Need]:
    """The property facts that exceed what the law allows, with their limits."""
    limits = {item.code: item.limit for item in now.failed_conditions if item.code in PROPERTY_FACTS}
    return [
        Need(fact, getattr(now.case, fact), _units(fact, limits[code]))
        for code, fact in PROPERTY_FACTS.items()
        if code in limits
    ]


def _units(fact: str, plain: str) -> int:
    """A limit in the contract's form back in whole units."""
    factor = {"savings": 100, "land_m2": 10_000}.get(fact, 1)
    whole, _, rest = plain.partition(".")
    return int(whole) * factor + (int(rest) * factor // 10 ** len(rest) if rest else 0)


def _asked(now: Assessment, cases: Sequence[Case]) -> list[Assessment]:
    return assess_many(cases, known_on=now.edition)


def _guess(now: Assessment, gain: Gain) -> int:
    """The highest income with which the household should have the gain, by the limit that the result names."""
    return {
        "needy": now.needy_threshold,
        "low_income": max(now.needy_threshold, now.low_income_threshold or 0),
        "gmi": now.gmi_threshold - 1,
        "housing": now.housing_need + now.recognised_housing_costs - 1,
    }[gain]


def search(now: Assessment, case: Case, gain: Gain) -> int | None:
    """The highest income with which `case` would have the gain, or None; no gain grows with income.

    Narrowed down between no income and today's, without any idea of the limit.
    """
    low, high = 0, now.household_income + 1
    if not HAS[gain](_asked(now, [with_income(case, 0)])[0]):
        return None
    while high - low > 1:
        points = list(range(low + 1, high, max((high - low) // (POINTS + 1), 1)))
        results = _asked(now, [with_income(case, point) for point in points])
        good = [point for point, result in zip(points, results, strict=True) if HAS[gain](result)]
        bad = [point for point, result in zip(points, results, strict=True) if not HAS[gain](result)]
        low, high = max([low, *good]), min([high, *bad])
    return low


def _said(now: Assessment, gain: Gain, within: Case, income: int | None, lang: Language) -> Enough:
    needs = [] if gain == "housing" else property_needs(now)
    case = within
    if income is not None:
        needs.insert(0, Need("income", now.household_income, income))
        case = with_income(within, income)
    phrases = list(_phrases(needs, lang))
    listed = sentence(lang, "enough.and").join([", ".join(phrases[:-1]), phrases[-1]] if phrases[1:] else phrases)
    return Enough(gain, tuple(needs), case, sentence(lang, f"enough.{gain}", needs=listed), LAWS[gain])


def _phrases(needs: Sequence[Need], lang: Language) -> Iterator[str]:
    for need in needs:
        words = {"limit": _shown(need.fact, need.at_most), "now": _shown(need.fact, need.now)}
        yield sentence(lang, f"enough.fact.{need.fact}", **words)


def _shown(fact: str, value: int) -> str:
    return format_euro(value) if fact in ("income", "savings") else _plain(fact, value).replace(".", ",")


def _plain(fact: str, value: int) -> str:
    if fact in ("income", "savings"):
        return format_plain(value)
    return hectares_text(value) if fact == "land_m2" else str(value)
