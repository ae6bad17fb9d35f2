"""From facts to what an assessment freezes. Reads and writes no table, so that it can be replayed from frozen facts."""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

from digisoc.decisions.types import Difference
from digisoc.rules.api import Assessment, Language, Step, assess, assess_many, explain, parse_case

_AMOUNTS = ("gmi_benefit", "housing_benefit")
_FROM_MONTH = {"lv": "No %s: ", "en": "From %s: "}


@dataclass(frozen=True, slots=True)
class Computed:
    """Everything that the law says about the facts; JSON-ready."""

    result: dict[str, Any]
    later_months: list[dict[str, Any]]
    failed: list[dict[str, str]]
    steps_lv: list[dict[str, Any]]
    steps_en: list[dict[str, Any]]
    parameters_used: list[dict[str, Any]]
    unconfirmed: list[str]
    trace: list[dict[str, Any]]


def digest(facts: Mapping[str, Any]) -> str:
    """SHA-256 over the facts, whatever the order of their keys."""
    canonical = json.dumps(facts, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def compute(facts: Mapping[str, Any]) -> Computed:
    """The law's answer for the first month and for each month that would be granted after it, by that month's law."""
    first = assess(parse_case(facts))
    months = [first, *_later(first)]
    changed = [now for before, now in pairwise(months) if _amounts(before) != _amounts(now)]
    return Computed(
        result=first.as_contract("lv"), later_months=[later.as_contract("lv") for later in months[1:]],
        failed=_failed(first), steps_lv=list(_steps(months, "lv")), steps_en=list(_steps(months, "en")),
        parameters_used=_unique(item.as_dict() for one in (first, *changed) for item in one.parameters_used),
        unconfirmed=list(dict.fromkeys(code for one in (first, *changed) for code in one.unconfirmed)),
        trace=first.trace,
    )


def result_differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[Difference, ...]:
    """Which values of two results differ, in the order of the contract."""
    names = [name for name in before if before[name] != after.get(name)]
    names += [name for name in after if name not in before]
    return tuple(Difference(name, _shown(before.get(name)), _shown(after.get(name))) for name in names)


def _later(first: Assessment) -> list[Assessment]:
    case = first.case
    return assess_many(
        [replace(case, benefit_month=case.benefit_month + ahead) for ahead in range(1, first.granting_months)]
    )


def _amounts(one: Assessment) -> tuple[int, ...]:
    return tuple(getattr(one, name) for name in _AMOUNTS)


def _failed(one: Assessment) -> list[dict[str, str]]:
    return [
        {
            "code": item.code, "law": item.law, "link": item.link, "limit": item.limit, "actual": item.actual,
            "message_lv": item.message("lv"), "message_en": item.message("en"),
        }
        for item in one.failed_conditions
    ]


def _steps(months: Sequence[Assessment], lang: Language) -> Iterator[dict[str, Any]]:
    """The first month's steps, then those that a later month with other amounts changes, each saying from when."""
    known: dict[str, Step] = {}
    for place, one in enumerate(months):
        steps = explain(one, lang)
        if place == 0 or _amounts(one) != _amounts(months[place - 1]):
            for step in steps:
                if place == 0:
                    yield step.as_dict()
                elif step.step not in known or known[step.step].value != step.value:
                    opening = _FROM_MONTH[lang] % one.case.benefit_month.shown
                    yield step.as_dict() | {"text": opening + step.text, "month": str(one.case.benefit_month)}
        known = {step.step: step for step in steps}


def _unique(rows: Iterator[dict[str, Any]]) -> list[dict[str, Any]]:
    return list({json.dumps(row, sort_keys=True): row for row in rows}.values())


def _shown(value: Any) -> str:
    if isinstance(value, str | int):
        return str(value)
    return "" if value is None else json.dumps(value, ensure_ascii=False, sort_keys=True)
