"""`./run rules openfisca-test`: the worked examples, turned into OpenFisca's own form and run by `openfisca test`.

Facts become inputs of the system (whole cents, thousandths, square metres), `expect` and `steps` become `output` as the
lawyer wrote them; nothing is computed here. A municipality is given by the published pairs that apply to it.
"""

import os
import subprocess
import sys
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml

from digisoc.rules.api import Case, parse_case
from digisoc.rules.municipal import own_coefficients, threshold_pairs
from digisoc.rules.variables.housing import cost_variable

HERE = Path(__file__).parent
SOURCE, TARGET = HERE / "cases", HERE.parents[1] / "var" / "openfisca-cases"
MONEY = ("household_income", "gmi_threshold", "needy_threshold", "low_income_threshold", "gmi_benefit",
         "recognised_housing_costs", "housing_benefit", "housing_need")
HEAD = "# Written by `./run rules openfisca-test` from tests/rules/cases; cents, thousandths, square metres.\n"


class _Text(yaml.SafeLoader):
    """Numbers and dates stay as they are written."""

    yaml_implicit_resolvers = {
        first: [item for item in resolvers if item[0].endswith((":bool", ":null"))]
        for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }


class _Plain(yaml.SafeDumper):
    """Without anchors: each test stands alone."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


def rendered() -> dict[str, str]:
    """The folder's files by name."""
    return {path.name: HEAD + _dumped(path) for path in sorted(SOURCE.glob("*.yaml"))}


def _dumped(path: Path) -> str:
    rows = yaml.load(path.read_text(encoding="utf-8"), Loader=_Text)
    tests = [_test(row) for row in rows]
    return yaml.dump([one for one in tests if one["output"]], Dumper=_Plain, allow_unicode=True, sort_keys=False,
                     width=120)


def _test(row: dict[str, Any]) -> dict[str, Any]:
    case = parse_case(row["case"])
    month = str(case.benefit_month)
    return {
        "name": row["name"],
        "period": month,
        "absolute_error_margin": 0,
        "input": {"persons": dict(_persons(case, month)), "households": {"household": _household(case, month)}},
        "output": dict(_outputs(row)),
    }


def _persons(case: Case, month: str) -> Iterator[tuple[str, Any]]:
    for person in case.persons:
        inputs: dict[str, Any] = {"birth_date": {"ETERNITY": person.birth_date.isoformat()}}
        if person.disability != "none":
            inputs["has_disability"] = {month: True}
        if person.studying:
            inputs["studying"] = {month: True}
        for income in person.incomes:
            paid = ((month, income.last_12_months),) if income.last_12_months else income.months
            for paid_in, cents in paid:
                by_month = inputs.setdefault(income.kind, {})
                by_month[str(paid_in)] = by_month.get(str(paid_in), 0) + cents
        yield person.id, inputs


def _household(case: Case, month: str) -> dict[str, Any]:
    offset = (case.application_date.year - case.benefit_month.year) * 12
    offset += case.application_date.month - case.benefit_month.number
    facts: dict[str, Any] = {"application_offset": offset, "savings": case.savings, "homes": case.homes,
                             "land_m2": case.land_m2, "motor_vehicles": case.motor_vehicles}
    facts |= {cost_variable(position): cents for position, cents in case.housing_costs}
    if case.municipality:
        facts["has_municipality"] = True
        for pair in threshold_pairs(case.municipality, case.benefit_month):
            facts[f"municipal_first_{pair.household_type}"] = pair.first
            facts[f"municipal_other_{pair.household_type}"] = pair.other
        for own in own_coefficients(case.municipality, case.benefit_month):
            facts[f"municipal_coefficient_{own.group}"] = own.thousandths
    known = {name: {month: value} for name, value in facts.items() if value or name == "application_offset"}
    return {"members": [person.id for person in case.persons]} | known


def _outputs(row: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    steps = {name: value for name, value in row.get("steps", {}).items() if name == "housing_need"}
    for name, expected in (row["expect"] | steps).items():
        if name in MONEY and expected is not None:
            yield name, int(Decimal(expected) * 100)
        elif name == "housing_coefficient":
            yield name, int(Decimal(expected or 0) * 1000)
        elif name in ("status", "housing_group"):
            yield name, expected
        elif name == "granting_months":
            yield name, int(expected)


def write(folder: Path) -> None:
    """The examples as files that OpenFisca's runner takes."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in rendered().items():
        (folder / name).write_text(text, encoding="utf-8")


def main(folder: Path = TARGET) -> int:
    """Writes the folder and runs OpenFisca's own runner over it, away from our configuration; its exit status."""
    write(folder)
    command = [sys.executable, "-m", "openfisca_core.scripts.openfisca_command", "test", "-c", "digisoc.rules.country"]
    environment = os.environ | {"PYTHONPATH": str(HERE.parents[1]), "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
    # OpenFisca hands over to pytest, which would take this repository's settings: the folder gets its own.
    (folder / "pytest.ini").write_text("[pytest]\n", encoding="utf-8")
    return subprocess.run([*command, "."], cwd=folder, env=environment, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
