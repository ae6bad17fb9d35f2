"""The door of the law: a case in, an assessment and its explanation out. No Django, no database, no network.

Money is whole euro cents everywhere except in `Assessment.as_contract()` and other JSON-ready forms.
"""

from digisoc.rules.assessing import assess, assess_many
from digisoc.rules.assessment import Assessment
from digisoc.rules.difference import Difference, MonthDifference, StatusDifference, difference
from digisoc.rules.differences import PopulationDifference, population_differences
from digisoc.rules.enough import Enough, Need, enough
from digisoc.rules.explanation import explain
from digisoc.rules.municipal import municipalities
from digisoc.rules.population import MUNICIPALITY_CODES, Population, simulate
from digisoc.rules.provenance import parameter_used, parameters_by_name
from digisoc.rules.reading import parse_case
from digisoc.rules.texts import error_sentence
from digisoc.rules.types import (
    Case,
    CaseError,
    CostPosition,
    FailedCondition,
    Income,
    IncomeKind,
    Language,
    ParameterUsed,
    Person,
    Step,
)
from digisoc.rules.vocabulary import Disability, cost_position_table, income_kind_table

#: Named in every frozen assessment; raised when a formula or a published number changes.
RULES_VERSION = "2026.11.1"


def income_kinds() -> tuple[IncomeKind, ...]:
    """The closed list of income kinds, in reading order."""
    return tuple(income_kind_table().values())


def cost_positions() -> tuple[CostPosition, ...]:
    """The closed list of housing-cost positions, in the order of MK 809 Annex 3."""
    return tuple(cost_position_table().values())


__all__ = [
    "MUNICIPALITY_CODES",
    "RULES_VERSION",
    "Assessment",
    "Case",
    "CaseError",
    "CostPosition",
    "Difference",
    "Disability",
    "Enough",
    "FailedCondition",
    "Income",
    "IncomeKind",
    "Language",
    "MonthDifference",
    "Need",
    "ParameterUsed",
    "Person",
    "Population",
    "PopulationDifference",
    "StatusDifference",
    "Step",
    "assess",
    "assess_many",
    "cost_positions",
    "difference",
    "enough",
    "error_sentence",
    "explain",
    "income_kinds",
    "municipalities",
    "parameter_used",
    "parameters_by_name",
    "parse_case",
    "population_differences",
    "simulate",
]
