"""Which conditions of a status the household does not meet, with the limit, the fact and the article."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from digisoc.kernel.money import format_euro, format_plain
from digisoc.rules.provenance import hectares_text, value_at
from digisoc.rules.texts import sentence
from digisoc.rules.types import Case, FailedCondition

PROPERTY_LAW = "SPSP 36(1) 2)"

#: Condition code → the parameter that limits it.
PROPERTY_LIMITS = {
    "savings_above_limit": "savings_limit",
    "several_homes": "homes_limit",
    "land_above_limit": "land_limit",
    "too_many_vehicles": "motor_vehicles_limit",
}


def failed_conditions(case: Case, out: Mapping[str, Any], edition: date | None = None) -> tuple[FailedCondition, ...]:
    """Income conditions first, then property, in the order of the law; empty when every status condition is met."""
    return (*_income(out), *_property(case, out, edition))


def _income(out: Mapping[str, Any]) -> Iterator[FailedCondition]:
    income = out["household_income"]
    limits = [
        ("income_above_needy", "SPSP 33", out["needy_threshold"]),
        ("income_above_low_income", "SPSP 33(4)", out["low_income_threshold"]),
    ]
    for code, law, limit in limits:
        if limit is not None and income > limit:
            yield _condition(
                code,
                law,
                format_plain(limit),
                format_plain(income),
                limit=format_euro(limit),
                actual=format_euro(income),
                excess=format_euro(income - limit),
            )


def _property(case: Case, out: Mapping[str, Any], edition: date | None) -> Iterator[FailedCondition]:
    facts = {
        "savings_above_limit": case.savings,
        "several_homes": case.homes,
        "land_above_limit": case.land_m2,
        "too_many_vehicles": case.motor_vehicles,
    }
    for code, name in PROPERTY_LIMITS.items():
        limit = value_at(f"spsp.property.{name}", case.benefit_month, edition).value
        if code == "too_many_vehicles":
            limit = out["motor_vehicles_limit"]
        if facts[code] > limit:
            yield _property_condition(code, limit, facts[code])


def _property_condition(code: str, limit: int, actual: int) -> FailedCondition:
    if code == "savings_above_limit":
        return _condition(
            code,
            PROPERTY_LAW,
            format_plain(limit),
            format_plain(actual),
            limit=format_euro(limit),
            actual=format_euro(actual),
            excess=format_euro(actual - limit),
        )
    plain = hectares_text if code == "land_above_limit" else str
    return _condition(
        code,
        PROPERTY_LAW,
        plain(limit),
        plain(actual),
        limit=plain(limit).replace(".", ","),
        actual=plain(actual).replace(".", ","),
    )


def _condition(code: str, law: str, limit_plain: str, actual_plain: str, **words: str) -> FailedCondition:
    return FailedCondition(
        code=code,
        law=law,
        link="https://likumi.lv/ta/id/68488",
        limit=limit_plain,
        actual=actual_plain,
        message_lv=sentence("lv", f"condition.{code}", **words),
        message_en=sentence("en", f"condition.{code}", **words),
    )
