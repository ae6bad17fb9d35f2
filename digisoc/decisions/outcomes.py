"""From an assessment to what is decided: one item per request, and only what was requested; a refusal says why.

A GMI benefit belongs to a needy household (SPSP 35(1) 1)), a housing benefit asks for no status (domain pack,
means-test 3.2), so their refusals have different reasons.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from digisoc.decisions.enums import Benefit, HouseholdStatus, Result
from digisoc.decisions.models import Assessment
from digisoc.decisions.types import ItemDraft
from digisoc.kernel.money import parse_euro
from digisoc.kernel.months import Month

_AMOUNT = {Benefit.GMI: "gmi_benefit", Benefit.HOUSING: "housing_benefit"}
#: The step of the explanation that says why the amount is nothing although no condition failed.
_STEP = {Benefit.GMI: "gmi_threshold", Benefit.HOUSING: "housing_benefit"}
_NEEDY_ONLY = "income_above_needy"
_LOW_INCOME = "income_above_low_income"


def granted_months(assessment: Assessment) -> list[Month]:
    """The months that the law grants, the first one included."""
    return [Month.parse(result["benefit_month"]) for result in _results(assessment)]


def decide_items(
    assessment: Assessment, requests: Iterable[str], claims: Mapping[tuple[Benefit, Month], str] = MappingProxyType({})
) -> list[ItemDraft]:
    """Items in the order status, GMI, housing, of those that are requested; months granted before are left out.

    `claims` holds the number of the earlier decision by benefit and month.
    """
    asked = set(requests)
    return [item for benefit in Benefit if benefit in asked for item in _decide(assessment, Benefit(benefit), claims)]


def _decide(
    assessment: Assessment, benefit: Benefit, claims: Mapping[tuple[Benefit, Month], str]
) -> list[ItemDraft]:
    if benefit == Benefit.STATUS:
        return [_status(assessment) or _refused(assessment, benefit)]
    due = _amounts(assessment, benefit)
    free = [(cents, month) for cents, month in due if (benefit, month) not in claims]
    if due and not free:
        return [_granted_before(benefit, sorted({claims[benefit, month] for _, month in due}))]
    return list(_runs(benefit, free)) or [_refused(assessment, benefit)]


def _status(assessment: Assessment) -> ItemDraft | None:
    if assessment.result["status"] == HouseholdStatus.NONE:
        return None
    return _granted(Benefit.STATUS, 0, granted_months(assessment))


def _amounts(assessment: Assessment, benefit: Benefit) -> list[tuple[int, Month]]:
    """Cents by month; months in which nothing is due are left out."""
    by_month = [
        (parse_euro(result[_AMOUNT[benefit]]), Month.parse(result["benefit_month"])) for result in _results(assessment)
    ]
    return [(cents, month) for cents, month in by_month if cents]


def _runs(benefit: Benefit, by_month: Iterable[tuple[int, Month]]) -> Iterator[ItemDraft]:
    """One item for each run of following months with the same amount."""
    run: list[tuple[int, Month]] = []
    for cents, month in by_month:
        if run and (run[-1][0], run[-1][1] + 1) != (cents, month):
            yield _granted(benefit, run[0][0], [known for _, known in run])
            run = []
        run.append((cents, month))
    if run:
        yield _granted(benefit, run[0][0], [known for _, known in run])


def _granted_before(benefit: Benefit, numbers: Sequence[str]) -> ItemDraft:
    named = ", ".join(numbers)
    return ItemDraft(
        benefit, Result.REFUSED, reason_codes=("granted_before",),
        reason_lv=f"Par šiem mēnešiem pabalsts mājsaimniecībai vai tās personai jau ir piešķirts (lēmums {named}).",
        reason_en=f"For these months the benefit is already granted to the household or a member (decision {named}).",
    )


def _granted(benefit: Benefit, cents: int, months: Sequence[Month]) -> ItemDraft:
    return ItemDraft(benefit, Result.GRANTED, cents, len(months), months[0].first_day, months[-1].first_day)


def _refused(assessment: Assessment, benefit: Benefit) -> ItemDraft:
    failed = [item for item in assessment.failed if _matters(assessment, benefit, item["code"])]
    if failed:
        return ItemDraft(
            benefit, Result.REFUSED, reason_codes=tuple(item["code"] for item in failed),
            reason_lv=" ".join(item["message_lv"] for item in failed),
            reason_en=" ".join(item["message_en"] for item in failed),
        )
    step = _STEP[benefit]
    return ItemDraft(
        benefit, Result.REFUSED, reason_codes=(f"{step}_not_reached",), reason_lv=_text(assessment.steps_lv, step),
        reason_en=_text(assessment.steps_en, step),
    )


def _matters(assessment: Assessment, benefit: Benefit, code: str) -> bool:
    """Which failed condition explains which refusal: for the status the last threshold that could have been met."""
    if benefit == Benefit.HOUSING or (benefit == Benefit.GMI and assessment.result["status"] == HouseholdStatus.NEEDY):
        return False
    if benefit == Benefit.STATUS and assessment.result["low_income_threshold"] is not None:
        return code != _NEEDY_ONLY
    return code != _LOW_INCOME


def _results(assessment: Assessment) -> list[dict[str, Any]]:
    return [assessment.result, *assessment.later_months]


def _text(steps: Iterable[dict[str, Any]], name: str) -> str:
    return next(str(step["text"]) for step in steps if step["step"] == name)
