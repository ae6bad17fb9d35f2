"""The worked examples that a lawyer reads and signs: result, intermediate steps, failed conditions."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from digisoc.rules.api import assess, explain, parse_case

FOLDER = Path(__file__).parent / "cases"


class TextLoader(yaml.SafeLoader):
    """Numbers and dates stay as they are written, as the command line reads them."""

    yaml_implicit_resolvers = {
        first: [item for item in resolvers if item[0].endswith((":bool", ":null"))]
        for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }


def examples() -> list[Any]:
    found = []
    for file in sorted(FOLDER.glob("*.yaml")):
        rows = yaml.load(file.read_text(encoding="utf-8"), Loader=TextLoader)
        found += [pytest.param(row, id=f"{file.stem}: {row['name']}") for row in rows]
    return found


@pytest.mark.parametrize("example", examples())
def test_example(example: dict[str, Any]) -> None:
    assessment = assess(parse_case(example["case"]))
    result = assessment.as_contract()
    for key, expected in example["expect"].items():
        shown = result[key] if isinstance(expected, list) or expected is None else str(result[key])
        assert shown == expected, key
    if "failed" in example:
        assert [item["code"] for item in result["failed_conditions"]] == example["failed"]
    steps = {step.step: step.value for step in explain(assessment, "lv")}
    for step, expected in example.get("steps", {}).items():
        assert steps[step] == expected


def test_every_published_example_is_there() -> None:
    rows = yaml.safe_load((FOLDER / "published_examples.yaml").read_text(encoding="utf-8"))
    assert {int(row["name"].split(" ")[0]) for row in rows} == set(range(1, 14))
    assert all(row["source"].startswith("https://") for row in rows)
