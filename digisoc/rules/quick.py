"""OpenFisca's own machinery with its idle parts left out, so that one household takes milliseconds.

Nothing of the calculation is replaced: the first question for a value goes through OpenFisca as ever. Two thirds of all
questions inside one household are repetitions; they are answered from what was found, and noted in the trace as usual.
"""

from collections.abc import Sequence
from typing import Any

from numpy.typing import NDArray
from openfisca_core.periods import Period
from openfisca_core.populations import GroupPopulation, Population
from openfisca_core.simulations import Simulation
from openfisca_core.tracers import FullTracer


class UntimedTracer(FullTracer):
    """The tracer without its stop-watch: we keep what was computed from what, not how long it took."""

    def _record_start_time(self, time_in_s: float | None = None) -> None:
        pass

    def _record_end_time(self, time_in_s: float | None = None) -> None:
        pass


class OncePerValue(Simulation):
    """A simulation whose inputs are complete before the first calculation: what was found once stays true."""

    def __init__(self, *args: Any) -> None:
        self._found: dict[tuple[str, Period], NDArray[Any]] = {}
        super().__init__(*args)

    def calculate(self, variable_name: str, period: Period) -> NDArray[Any]:
        """The value, computed on the first question."""
        found = self.known(variable_name, period)
        if found is None:
            found = self._found[variable_name, period] = super().calculate(variable_name, period)
        return found

    def known(self, variable_name: str, period: Period) -> NDArray[Any] | None:
        """The value if it was found before, noted in the trace as asked for."""
        found = self._found.get((variable_name, period))
        if found is not None:
            self.tracer.record_calculation_start(variable_name, period)
            self.tracer.record_calculation_result(found)
            self.tracer.record_calculation_end()
        return found


class _AskKnownFirst:
    """A population that looks among the known values before OpenFisca checks the question."""

    simulation: OncePerValue

    def __call__(self, variable_name: str, period: Any, options: Sequence[str] | None = None) -> Any:
        found = self.simulation.known(variable_name, period)
        if found is not None:
            return found
        return super().__call__(variable_name, period, options)  # type: ignore[misc]


class Persons(_AskKnownFirst, Population):
    """The persons of a simulation."""


class Households(_AskKnownFirst, GroupPopulation):
    """The households of a simulation."""
