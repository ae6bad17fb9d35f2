"""A scenario: which numbers of the law are to be others, read from a YAML file and checked before anything is computed.

Every fault is a `ScenarioError` that names its place in the file.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from demo.national.data import table
from digisoc.kernel.errors import UserFacingError
from digisoc.kernel.months import Month
from digisoc.rules.api import MUNICIPALITY_CODES, CaseError, error_sentence, parameters_by_name
from digisoc.rules.files import read_yaml_case
from digisoc.rules.system import UNITS, exact_integer
from digisoc.rules.vocabulary import HOUSING_GROUPS

KEYS = ("title", "month", "parameters", "housing_coefficient", "low_income_share")
_MOST = 10**9


class ScenarioError(Exception):
    """What is wrong with a scenario and where; the text is a whole sentence."""

    def __init__(self, place: str, sentence: str) -> None:
        super().__init__(f"{place}: {sentence}" if place else sentence)
        self.place = place


@dataclass(frozen=True, slots=True)
class Change:
    """A parameter's new value in the calculation's integers (None: no value) from a month on, until the next one."""

    parameter: str
    first: Month
    value: int | None
    place: str


@dataclass(frozen=True, slots=True)
class ShareOfMedian:
    """Low-income thresholds as per cent of the median, for some municipalities (None: all)."""

    percent: Decimal
    municipalities: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Scenario:
    """The changes in the order of the file; `month` is what the file suggests to compute."""

    title: str
    month: Month | None = None
    changes: tuple[Change, ...] = ()
    low_income: ShareOfMedian | None = None
    source: str = field(default="", compare=False)


def first_month() -> Month:
    """The first month of the law that is kept here."""
    return Month.parse(table("law")["first_month"])


def read_scenario(path: Path) -> Scenario:
    """The scenario of a file; `ScenarioError` for anything that is not one."""
    try:
        data = read_yaml_case(path)
    except CaseError as error:
        raise ScenarioError(path.name, error_sentence(error, "en")) from None
    return parse_scenario(data, path.name)


def parse_scenario(data: Any, source: str = "scenario") -> Scenario:
    """The scenario in what a YAML file holds, every number still as the text it was written as."""
    if not isinstance(data, Mapping):
        raise ScenarioError(source, f"a scenario is a list of keys: {', '.join(KEYS)}.")
    for key in data:
        if key not in KEYS:
            raise ScenarioError(str(key), f"there is no such key; a scenario has {', '.join(KEYS)}.")
    month = None if data.get("month") is None else checked_month(data["month"], "month")
    changes = (*_parameters(data.get("parameters")), *_coefficients(data.get("housing_coefficient")))
    low_income = None if data.get("low_income_share") is None else _share(data["low_income_share"])
    if not changes and low_income is None:
        raise ScenarioError(source, "the scenario changes nothing; name a parameter, a coefficient or a share.")
    _refuse_twice(changes)
    return Scenario(str(data.get("title") or source), month, changes, low_income, source)


def checked_month(text: Any, place: str) -> Month:
    """A month the law is kept for; `ScenarioError` for another."""
    try:
        month = Month.parse(str(text))
    except UserFacingError:
        raise ScenarioError(place, f"“{text}” is not a month; write it as 2026-11.") from None
    if month < first_month():
        raise ScenarioError(place, f"months before {first_month()} are governed by an earlier law; {month} can't be.")
    return month


def _parameters(data: Any) -> Iterator[Change]:
    for name, wanted in _mapping(data, "parameters").items():
        place = f"parameters.{name}"
        if name not in parameters_by_name():
            raise ScenarioError(place, f"there is no parameter “{name}”.{_nearest(str(name))}")
        yield from _changes(str(name), wanted, place)


def _coefficients(data: Any) -> Iterator[Change]:
    for group, wanted in _mapping(data, "housing_coefficient").items():
        place = f"housing_coefficient.{group}"
        if group not in HOUSING_GROUPS:
            raise ScenarioError(place, f"there is no group “{group}”; the groups are {', '.join(HOUSING_GROUPS)}.")
        yield from _changes(f"spsp.housing_coefficient.{group}", wanted, place)


def _changes(name: str, wanted: Any, place: str) -> Iterator[Change]:
    """One value as if it had always been so, or several from their months on."""
    if not isinstance(wanted, list):
        yield Change(name, first_month(), _value(name, wanted, place), place)
        return
    if not wanted:
        raise ScenarioError(place, "the list of values is empty.")
    before: Month | None = None
    for number, entry in enumerate(wanted, 1):
        spot = f"{place}[{number}]"
        if not isinstance(entry, Mapping) or set(entry) != {"from", "value"}:
            raise ScenarioError(spot, "a dated value is written {from: 2026-11, value: …}.")
        first = checked_month(entry["from"], f"{spot}.from")
        if before is not None and first <= before:
            raise ScenarioError(f"{spot}.from", f"dates are out of order: {first} does not come after {before}.")
        yield Change(name, first, _value(name, entry["value"], f"{spot}.value"), spot)
        before = first


def _value(name: str, wanted: Any, place: str) -> int | None:
    parameter = parameters_by_name()[name]
    if wanted is None:
        if all(dated.value is not None for dated in parameter.values_list):
            raise ScenarioError(place, "this parameter needs a value in every month.")
        return None
    number, unit = _number(wanted, place), parameter.metadata["unit"]
    try:
        whole = exact_integer(number, UNITS[unit], name)
    except ValueError:
        raise ScenarioError(place, f"{number} has more decimals than the unit “{unit}” allows.") from None
    if whole > _MOST:
        raise ScenarioError(place, f"{number} is too large.")
    return whole


def _number(wanted: Any, place: str) -> Decimal:
    try:
        number = Decimal(str(wanted))
    except InvalidOperation:
        number = Decimal("NaN")
    if isinstance(wanted, bool) or not number.is_finite() or number < 0 or abs(number.adjusted()) > 12:
        raise ScenarioError(place, f"“{wanted}” is not a number from 0 on; write it as 187.00.")
    return number


def _share(data: Any) -> ShareOfMedian:
    place = "low_income_share"
    if not isinstance(data, Mapping):
        return ShareOfMedian(_percent(data, place))
    if "percent" not in data or set(data) - {"percent", "municipalities"}:
        raise ScenarioError(place, "a share is written {percent: 70, municipalities: [\"0001000\"]}.")
    codes = data.get("municipalities")
    if codes is None:
        return ShareOfMedian(_percent(data["percent"], f"{place}.percent"))
    if not isinstance(codes, list) or not codes:
        raise ScenarioError(f"{place}.municipalities", "this is a list of ATVK codes.")
    for code in codes:
        if code not in MUNICIPALITY_CODES:
            raise ScenarioError(f"{place}.municipalities", f"“{code}” is not the ATVK code of a municipality.")
    return ShareOfMedian(_percent(data["percent"], f"{place}.percent"), tuple(codes))


def _percent(wanted: Any, place: str) -> Decimal:
    bounds, number = table("law")["low_income_share"], _number(str(wanted).removesuffix("%").strip(), place)
    if number > bounds["highest"]:
        raise ScenarioError(place, f"{number} % is above the {bounds['highest']} % of the median the law allows.")
    if number < bounds["lowest"]:
        raise ScenarioError(place, f"{number} % lies below the needy threshold, which is {bounds['lowest']} %.")
    return number


def _mapping(data: Any, place: str) -> Mapping[Any, Any]:
    if data is None:
        return {}
    if not isinstance(data, Mapping):
        raise ScenarioError(place, "here names and values are needed, one a line.")
    return data


def _refuse_twice(changes: tuple[Change, ...]) -> None:
    seen: dict[tuple[str, Month], str] = {}
    for change in changes:
        key = (change.parameter, change.first)
        if key in seen:
            raise ScenarioError(change.place, f"{change.parameter} is changed at {seen[key]} already.")
        seen[key] = change.place


def _nearest(name: str) -> str:
    last = name.rsplit(".", 1)[-1]
    near = [known for known in parameters_by_name() if last and last in known][:3]
    return f" Did you mean {' or '.join(near)}?" if near else " `./run simulate --parameters` lists them."
