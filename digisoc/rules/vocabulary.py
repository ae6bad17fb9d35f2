"""The closed lists: kinds of income, housing-cost positions, disability, household types, coefficient groups."""

from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from openfisca_core.indexed_enums import Enum

from digisoc.rules.types import CostPosition, IncomeKind

CATALOGUE = Path(__file__).parent / "catalogue"


class Disability(StrEnum):
    """Disability as the register of the State Commission (VDEĀVK) knows it; `child` is a child with a disability."""

    NONE = "none"
    GROUP_1 = "group_1"
    GROUP_2 = "group_2"
    GROUP_3 = "group_3"
    CHILD = "child"


class HousingGroup(Enum):
    """The household's group for the coefficient of the housing benefit (SPSP 35(5))."""

    lone = "lone"
    only = "only"
    with_children = "with_children"
    other = "other"


class Status(Enum):
    """The status that the household can be given."""

    none = "none"
    low_income = "low_income"
    needy = "needy"


#: Household types by which a municipality may set different thresholds; the first that fits and has a value applies.
HOUSEHOLD_TYPES = (
    "lone_pensioner_or_disabled",
    "all_pension_age_or_disabled",
    "single_parent",
    "working_age_adult_present",
    "with_children",
    "any",
)

HOUSING_GROUPS = tuple(group.name for group in HousingGroup)


def load_catalogue(name: str) -> Any:
    """One YAML file of the catalogue, read with the safe loader."""
    return yaml.load((CATALOGUE / name).read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)


@cache
def income_kind_table() -> dict[str, IncomeKind]:
    """Income kinds by code, in the order in which people read them."""
    return {row["code"]: IncomeKind(**row) for row in load_catalogue("income_kinds.yaml")}


@cache
def cost_position_table() -> dict[str, CostPosition]:
    """Housing-cost positions by code, in the order of MK 809 Annex 3."""
    return {row["code"]: CostPosition(**row) for row in load_catalogue("cost_positions.yaml")}
