"""Published municipal values in a closed vocabulary, resolved for one municipality and month.

A municipality's low-income threshold lies between the needy threshold and the state maximum (SPSP 33(4)).
Where nothing is known to be published for a month, the last published value is carried on inside these bounds, and
where there is none the state maximum stands in; both are unconfirmed and say so.
"""

from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from digisoc.kernel.months import Month
from digisoc.rules.provenance import value_at
from digisoc.rules.system import exact_integer
from digisoc.rules.vocabulary import HOUSEHOLD_TYPES, HOUSING_GROUPS

DIRECTORY = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Pair:
    """A threshold for one household type: cents for the first and each other person, and how sure they are."""

    household_type: str
    first: int
    other: int
    first_confirmed: bool
    other_confirmed: bool
    valid_from: str
    act: str
    link: str
    note: str


@dataclass(frozen=True, slots=True)
class OwnCoefficient:
    """A municipality's own coefficient of the housing benefit for one group, in thousandths."""

    group: str
    thousandths: int
    valid_from: str
    link: str
    note: str
    confirmed: bool


def _read(path: Path) -> Any:
    return yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)


@cache
def municipalities() -> dict[str, str]:
    """Names of the 42 local governments by ATVK code."""
    return dict(_read(DIRECTORY / "municipalities.yaml"))


@cache
def published() -> dict[str, Any]:
    """The published sets by ATVK code, as the files hold them."""
    files = [path for path in sorted(DIRECTORY.glob("*.yaml")) if path.name != "municipalities.yaml"]
    sets = {data["municipality"]: data for data in map(_read, files)}
    if unknown := sets.keys() - municipalities().keys():
        raise ValueError(f"published sets of unknown municipalities: {sorted(unknown)}")
    return sets


@cache
def threshold_pairs(code: str, month: Month, edition: date | None = None) -> tuple[Pair, ...]:
    """The pairs that apply to a municipality in a month, by household type."""
    entry = _latest(published().get(code, {}).get("low_income_threshold", []), month, edition)
    if entry is None:
        return (_state_maximum(month, edition),)
    carried = month > _known_until(entry, edition)
    return tuple(_pair(entry, row, month, carried, edition) for row in entry["pairs"])


@cache
def own_coefficients(code: str, month: Month, edition: date | None = None) -> tuple[OwnCoefficient, ...]:
    """A municipality's own coefficients in a month; they are not carried on beyond what is published."""
    entry = _latest(published().get(code, {}).get("housing_coefficient", []), month, edition)
    if entry is None or month > Month.parse(entry["known_until"]):
        return ()
    return tuple(
        OwnCoefficient(
            group,
            exact_integer(entry["groups"][group], 1000, code),
            str(entry["valid_from"]),
            entry["link"],
            entry["note"],
            entry["status"] == "confirmed",
        )
        for group in HOUSING_GROUPS
        if group in entry["groups"]
    )


def _latest(entries: list[Any], month: Month, edition: date | None) -> Any:
    known = [entry for entry in entries if edition is None or announced_on(entry) <= edition]
    begun = [entry for entry in known if entry["valid_from"] <= month.first_day]
    return max(begun, key=lambda entry: entry["valid_from"]) if begun else None


def announced_on(entry: Any) -> date:
    """The day from which a published set could be known; where none is recorded, its first day of validity."""
    day: date = entry.get("announced", entry["valid_from"])
    return day


def _known_until(entry: Any, edition: date | None) -> Month:
    last = Month.parse(entry["known_until"])
    return last if edition is None else min(last, Month(edition.year, 12))


def _pair(entry: Any, row: Any, month: Month, carried: bool, edition: date | None) -> Pair:
    if row["household_type"] not in HOUSEHOLD_TYPES:
        raise ValueError(f"unknown household type {row['household_type']}")
    first = exact_integer(row["first"], 100, "first")
    other = exact_integer(row["other"] or 0, 100, "other")
    note = entry["note"]
    if carried:
        first = _within_law(first, "first_person", month, edition)
        other = _within_law(other, "other_person", month, edition) if other else 0
        note = f"carried on from {entry['valid_from']} inside the bounds of SPSP 33(4); {note}"
    sure = not carried and row.get("status", entry["status"]) == "confirmed"
    return Pair(
        row["household_type"],
        first,
        other,
        sure,
        sure and row.get("other_status", "confirmed") == "confirmed",
        str(entry["valid_from"]),
        entry.get("act", "binding regulations of the municipality"),
        entry["link"],
        note,
    )


def _within_law(cents: int, person: str, month: Month, edition: date | None) -> int:
    lowest = value_at(f"spsp.needy_threshold.{person}", month, edition).value
    highest = value_at(f"spsp.low_income_maximum.{person}", month, edition).value
    return min(max(cents, lowest), highest)


def _state_maximum(month: Month, edition: date | None) -> Pair:
    first, other = (value_at(f"spsp.low_income_maximum.{part}_person", month, edition) for part in ("first", "other"))
    return Pair(
        "any",
        first.value,
        other.value,
        False,
        False,
        first.instant_str,
        first.metadata["act"],
        first.metadata["link"],
        "no value of this municipality is published; the state maximum stands in",
    )
