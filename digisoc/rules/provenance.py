"""Where a number comes from: a parameter's dated value with its act, article, link, status and last confirmation."""

from datetime import date
from functools import cache
from typing import Any

from openfisca_core.parameters import Parameter

from digisoc.kernel.money import format_plain
from digisoc.kernel.months import Month
from digisoc.rules.system import all_parameters, system
from digisoc.rules.types import ParameterUsed

#: What the articles are called in sentences.
SHORT_ACTS = {
    "Sociālo pakalpojumu un sociālās palīdzības likums": "SPSP",
    "MK 17.12.2020. noteikumi Nr. 809": "MK 809",
}


@cache
def parameters_by_name(edition: date | None = None) -> dict[str, Parameter]:
    """Every dated parameter by its dotted name; with an edition, with the values announced by that day."""
    return {parameter.name: parameter for parameter in all_parameters(system(edition))}


@cache
def value_at(name: str, month: Month, edition: date | None = None) -> Any:
    """OpenFisca's dated value in force on the first day of a month, with `value`, `instant_str` and `metadata`."""
    first_day = month.first_day.isoformat()
    for dated in parameters_by_name(edition)[name].values_list:
        if dated.instant_str <= first_day:
            return dated
    raise KeyError(f"{name} has no value for {month}")


@cache
def is_confirmed(name: str, month: Month, edition: date | None = None) -> bool:
    """Confirmed in its source, and the month is not beyond what has been reviewed."""
    dated = value_at(name, month, edition)
    reviewed = reviewed_until(dated, edition)
    return dated.metadata["status"] == "confirmed" and (reviewed is None or month <= reviewed)


def reviewed_until(dated: Any, on: date | None = None) -> Month | None:
    """The last month a value has been checked for; looking back from a day, at most the December of its year.

    Sums and coefficients change with the year's budget, so that nobody confirms a year before it has begun.
    """
    text = dated.metadata.get("reviewed_until")
    if text is None:
        return None
    return Month.parse(text) if on is None else min(Month.parse(text), Month(on.year, 12))


@cache
def parameter_used(name: str, month: Month, edition: date | None = None) -> ParameterUsed:
    """The dated value as it is frozen into a decision."""
    dated = value_at(name, month, edition)
    facts = dated.metadata
    return ParameterUsed(
        name=name,
        value=shown(dated.value, facts["unit"]),
        unit=facts["unit"],
        valid_from=dated.instant_str,
        act=facts["act"],
        law=f"{SHORT_ACTS.get(facts['act'], facts['act'])} {facts['article']}",
        link=facts["link"],
        status="confirmed" if is_confirmed(name, month, edition) else "unconfirmed",
        last_confirmed=facts["last_confirmed"],
        note=facts.get("note", ""),
    )


def shown(value: int | None, unit: str) -> str | None:
    """The integer of the calculation in the contract's form: "187.00", "2.5", "5"."""
    if value is None:
        return None
    if unit == "euro":
        return format_plain(value)
    if unit == "coefficient":
        return coefficient_text(value)
    if unit == "hectare":
        return hectares_text(value)
    return str(value)


def coefficient_text(thousandths: int) -> str:
    """ "2.5", "1", "1.25"."""
    whole, rest = divmod(thousandths, 1000)
    return f"{whole}.{rest:03d}".rstrip("0").rstrip(".")


def hectares_text(square_metres: int) -> str:
    """ "5", "6.25"."""
    whole, rest = divmod(square_metres, 10_000)
    return f"{whole}.{rest:04d}".rstrip("0").rstrip(".")
