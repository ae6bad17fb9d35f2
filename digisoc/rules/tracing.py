"""The computation of one household, read out of OpenFisca's tracer after a pass: JSON-ready, in order."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray
from openfisca_core.indexed_enums import EnumArray
from openfisca_core.simulations import Simulation

from digisoc.kernel.months import Month
from digisoc.rules.types import Case


@dataclass(frozen=True, slots=True, eq=False)
class Run:
    """One vectorised pass: its outputs, the simulation with the trace, and where each household's persons begin."""

    month: Month
    outputs: Mapping[str, NDArray[Any]]
    simulation: Simulation
    member_bounds: NDArray[np.int64]
    edition: date | None = None


def trace_of(run: Run, index: int, case: Case) -> Iterator[dict[str, Any]]:
    """Each variable once per month: name, month, value (persons: by id), the variables and parameters it asked for."""
    seen: set[tuple[str, str]] = set()
    for node in run.simulation.tracer.browse_trace():
        key = (node.name, str(node.period))
        if key in seen:
            continue
        seen.add(key)
        yield {
            "variable": node.name,
            "month": str(node.period),
            "value": _value(run, node, index, case),
            "asked": [f"{child.name} {child.period}" for child in node.children],
            "parameters": {item.name: item.value for item in node.parameters if _plain(item.value)},
        }


def _value(run: Run, node: Any, index: int, case: Case) -> Any:
    values = node.value
    if run.simulation.tax_benefit_system.get_variable(node.name).entity.is_person:
        first, last = run.member_bounds[index], run.member_bounds[index + 1]
        return {person.id: _json(values[i]) for person, i in zip(case.persons, range(first, last), strict=True)}
    if isinstance(values, EnumArray) and values.possible_values is not None:
        return str(values.decode_to_str()[index])
    return _json(values[index])


def _json(value: Any) -> Any:
    return str(value) if isinstance(value, np.datetime64) else value.item()


def _plain(value: Any) -> bool:
    return value is None or isinstance(value, int | str)
