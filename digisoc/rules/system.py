"""Builds the tax-benefit system once: entities, variables, parameters with money turned into whole cents.

Parameter files are written for lawyers (euro, coefficients, hectares); the calculation knows only integers (cents,
thousandths, square metres). The turn is made here, through Decimal and refusing any value that is not exact.
"""

from datetime import date
from decimal import Decimal
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

from openfisca_core.parameters import Parameter
from openfisca_core.taxbenefitsystems import TaxBenefitSystem

from digisoc.rules.entities import entities

PARAMETERS_DIRECTORY = Path(__file__).parent / "parameters"

#: One module per group of articles.
VARIABLE_MODULES = ("household", "income", "thresholds", "property", "status", "housing", "granting")

#: What one unit of a file is in the calculation's integers.
UNITS = {"euro": 100, "coefficient": 1000, "hectare": 10_000, "months": 1, "years": 1, "count": 1}


@cache
def system(edition: date | None = None) -> TaxBenefitSystem:
    """The law of this process, loaded once; with an edition, only what had been announced by that day.

    Editions come from `digisoc.rules.announced.edition`, which keeps their number small.
    """
    built = TaxBenefitSystem(entities)
    load(built, edition)
    return built


def load(into: TaxBenefitSystem, edition: date | None = None) -> None:
    """Variables and parameters, money turned into whole cents."""
    for module in VARIABLE_MODULES:
        for variable in import_module(f"digisoc.rules.variables.{module}").VARIABLES:
            into.add_variable(variable)
    into.load_parameters(str(PARAMETERS_DIRECTORY))
    for parameter in all_parameters(into):
        if edition is not None:
            parameter.values_list = [item for item in parameter.values_list if announced_on(item) <= edition]
        _into_integers(parameter)


def announced_on(dated: Any) -> date:
    """The day from which a value could be known; where none is recorded, its first day of validity."""
    return date.fromisoformat(dated.metadata.get("announced") or dated.instant_str)


def all_parameters(of: TaxBenefitSystem) -> list[Parameter]:
    """Every dated parameter, in the order of the tree."""
    return [item for item in of.parameters.get_descendants() if isinstance(item, Parameter)]


def _into_integers(parameter: Parameter) -> None:
    factor = UNITS[parameter.metadata["unit"]]
    for dated in parameter.values_list:
        if dated.value is not None:
            dated.value = exact_integer(dated.value, factor, parameter.name)


def exact_integer(value: Any, factor: int, name: str) -> int:
    """`value` × `factor` as a whole number; a file with more decimals than the unit allows is refused."""
    product = Decimal(str(value)) * factor
    if product != product.to_integral_value():
        raise ValueError(f"{name}: {value} is not exact in units of 1/{factor}")
    return int(product)
