"""Builds the tax-benefit system once: entities, variables, parameters with money turned into whole cents.

Parameter files are written for lawyers (euro, coefficients, hectares); the calculation knows only integers (cents,
thousandths, square metres). The turn is made here, through Decimal and refusing any value that is not exact.
"""

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
def system() -> TaxBenefitSystem:
    """The one system of this process; loading takes a fraction of a second, so it is kept."""
    built = TaxBenefitSystem(entities)
    for module in VARIABLE_MODULES:
        for variable in import_module(f"digisoc.rules.variables.{module}").VARIABLES:
            built.add_variable(variable)
    built.load_parameters(str(PARAMETERS_DIRECTORY))
    for parameter in all_parameters(built):
        _into_integers(parameter)
    return built


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
