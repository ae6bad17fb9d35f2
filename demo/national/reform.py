"""Today's law and a scenario on the same people, through OpenFisca's own reforms; no file of the law is touched."""

from collections.abc import Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import numpy as np
from numpy.typing import NDArray
from openfisca_core.parameters import ParameterNode
from openfisca_core.periods import Instant
from openfisca_core.reforms import Reform
from openfisca_core.simulations import Simulation
from openfisca_core.taxbenefitsystems import TaxBenefitSystem

from demo.national.data import table
from demo.national.scenario import Change, Scenario, ScenarioError
from digisoc.kernel.money import format_plain
from digisoc.kernel.months import Month, reference_months
from digisoc.rules.api import MUNICIPALITY_CODES, Population
from digisoc.rules.municipal import own_coefficients, published, threshold_pairs
from digisoc.rules.simulation import build, calculate, openfisca_period, put
from digisoc.rules.system import system
from digisoc.rules.variables.housing import cost_variable

type Pair = tuple[str, int, int]
_PERSONS = ("first_person", "other_person")


class ReformedLaw(Reform):
    """The law with some parameters changed, as OpenFisca's reforms do it: on a copy of the parameters."""

    def __init__(self, changes: Sequence[Change]) -> None:
        self.changes = changes
        super().__init__(system())

    def apply(self) -> None:
        """Called by OpenFisca while the reform is built."""
        self.modify_parameters(self._changed)

    def _changed(self, parameters: ParameterNode) -> ParameterNode:
        for change in sorted(self.changes, key=lambda change: (change.parameter, change.first)):
            node: Any = parameters
            for part in change.parameter.split("."):
                node = node.children[part]
            node.update(start=Instant((change.first.year, change.first.number, 1)), value=change.value)
        return parameters


class ScenarioLaw:
    """What a scenario makes of the law in one month; refuses thresholds that contradict each other."""

    def __init__(self, scenario: Scenario, month: Month) -> None:
        self.scenario, self.month = scenario, month
        self.system: TaxBenefitSystem = ReformedLaw(scenario.changes)
        self._today = self._bounds(system())
        self._bounds_then = self._bounds(self.system)
        self._check()
        self._share = None if scenario.low_income is None else self._share_pair(scenario.low_income.percent)

    def pairs(self, code: str) -> list[Pair]:
        """A municipality's low-income thresholds by household type, in cents."""
        chosen = self.scenario.low_income
        if chosen is not None and (chosen.municipalities is None or code in chosen.municipalities):
            assert self._share is not None
            return [("any", *self._share)]
        needy, highest = self._bounds_then["needy_threshold"], self._bounds_then["low_income_maximum"]
        if not _has_own(code, self.month):
            return [("any", *highest)]
        own = [(pair.household_type, pair.first, pair.other) for pair in threshold_pairs(code, self.month)]
        if self._bounds_then == self._today:
            return own
        return [
            (kind, _between(first, needy[0], highest[0]), _between(other, needy[1], highest[1]) if other else 0)
            for kind, first, other in own
        ]

    def simulate(self, population: Population) -> Mapping[str, NDArray[Any]]:
        """Every output per household, like `digisoc.rules.api.simulate`."""
        simulation = build(population.household_of_person, population.households)
        simulation.tax_benefit_system = self.system
        _put_people(simulation, population, self.month)
        if population.municipality is not None:
            self._put_municipalities(simulation, population.municipality)
        return calculate(simulation, self.month)

    def _put_municipalities(self, simulation: Simulation, index: NDArray[np.int64]) -> None:
        tables: dict[str, NDArray[np.int64]] = {}
        for position, code in enumerate(MUNICIPALITY_CODES):
            values = {f"municipal_coefficient_{own.group}": own.thousandths for own in own_coefficients(
                code, self.month)}
            for kind, first, other in self.pairs(code):
                values |= {f"municipal_first_{kind}": first, f"municipal_other_{kind}": other}
            for name, cents in values.items():
                column = tables.setdefault(name, np.zeros(len(MUNICIPALITY_CODES) + 1, dtype=np.int64))
                column[position] = cents
        put(simulation, "has_municipality", self.month, index >= 0)
        for name, column in tables.items():
            put(simulation, name, self.month, column[index])

    def _bounds(self, of: TaxBenefitSystem) -> dict[str, tuple[int, int]]:
        spsp = of.get_parameters_at_instant(openfisca_period(self.month).start).spsp
        names = ("gmi_threshold", "needy_threshold", "low_income_maximum")
        found = {name: [int(getattr(getattr(spsp, name), part)) for part in _PERSONS] for name in names}
        return {name: (first, other) for name, (first, other) in found.items()}

    def _check(self) -> None:
        """GMI ≤ needy ≤ the highest low-income threshold, for the first and for each other person."""
        for lower, upper in (("gmi_threshold", "needy_threshold"), ("needy_threshold", "low_income_maximum")):
            for place, person in enumerate(_PERSONS):
                low, high = self._bounds_then[lower][place], self._bounds_then[upper][place]
                if low > high:
                    raise ScenarioError(
                        f"parameters.spsp.{lower}.{person}",
                        f"{format_plain(low)} in {self.month} is above spsp.{upper}.{person}, {format_plain(high)}.",
                    )

    def _share_pair(self, percent: Decimal) -> tuple[int, int]:
        """Thresholds in cents, rounded to whole euro as the published ones are."""
        spsp = self.system.parameters.children["spsp"]
        median = spsp.children["minimum_income_median"].get_at_instant(self.month.first_day.isoformat())
        if median is None:
            raise ScenarioError("low_income_share", f"the law of {self.month} knows no median.")
        first = (Decimal(int(median)) / 100 * percent / 100).quantize(Decimal(1), ROUND_HALF_UP)
        other = (first * Decimal(str(table("law")["other_person"]))).quantize(Decimal(1), ROUND_HALF_UP)
        pair = int(first) * 100, int(other) * 100
        if any(share < needy for share, needy in zip(pair, self._bounds_then["needy_threshold"], strict=True)):
            raise ScenarioError("low_income_share", f"{percent} % lies below the needy threshold of {self.month}.")
        return pair


def _put_people(simulation: Simulation, population: Population, month: Month) -> None:
    """The inputs of a population, apart from what its municipality sets."""
    put(simulation, "birth_date", month, population.birth_date)
    for name in ("has_disability", "studying", "savings", "homes", "land_m2", "motor_vehicles"):
        if (values := getattr(population, name)) is not None:
            put(simulation, name, month, values)
    for kind, income in population.regular_income.items():
        by_month = income if isinstance(income, tuple) else (income,) * 3
        for paid_in, cents in zip(reference_months(month.first_day, 3), by_month, strict=True):
            put(simulation, kind, paid_in, cents)
    for kind, cents in population.irregular_income.items():
        put(simulation, kind, month, cents)
    for position, bills in population.housing_costs.items():
        put(simulation, cost_variable(position), month, bills)


def _has_own(code: str, month: Month) -> bool:
    """Whether the municipality has published thresholds of its own; otherwise the state maximum stands in."""
    entries = published().get(code, {}).get("low_income_threshold", [])
    return any(entry["valid_from"] <= month.first_day for entry in entries)


def _between(cents: int, lowest: int, highest: int) -> int:
    return min(max(cents, lowest), highest)
