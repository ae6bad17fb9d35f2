"""From an assessment to what is decided: one item per request, and only what was requested; a refusal says why.

A GMI benefit belongs to a needy household (SPSP 35(1) 1)), a housing benefit asks for no status (domain pack,
means-test 3.2), so their refusals have different reasons.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
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


def decide_items(assessment: Assessment, requests: Iterable[str]) -> list[ItemDraft]:
    """Items in the order status, GMI, housing, of those that are requested."""
    asked = set(requests)
    return [item for benefit in Benefit if benefit in asked for item in _decide(assessment, Benefit(benefit))]


def _decide(assessment: Assessment, benefit: Benefit) -> list[ItemDraft]:
    granted = [_status(assessment)] if benefit == Benefit.STATUS else list(_amounts(assessment, benefit))
    return [item for item in granted if item] or [_refused(assessment, benefit)]


def _status(assessment: Assessment) -> ItemDraft | None:
    if assessment.result["status"] == HouseholdStatus.NONE:
        return None
    return _granted(Benefit.STATUS, 0, granted_months(assessment))


def _amounts(assessment: Assessment, benefit: Benefit) -> Iterator[ItemDraft]:
    """Runs of months with the same amount; months in which nothing is due are left out."""
    by_month = [(parse_euro(result[_AMOUNT[benefit]]), Month.parse(result["benefit_month"]))
                for result in _results(assessment)]
    for cents, run in groupby(by_month, key=lambda pair: pair[0]):
        months = [month for _, month in run]
        if cents:
            yield _granted(benefit, cents, months)


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
