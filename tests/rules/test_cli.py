"""The command line as a user meets it: exit status, order, errors on their line, never a traceback."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

CONTRACT = """\
benefit_month: 2026-03            # the month the benefit is for
application_date: 2026-03-10
municipality: "0040000"
persons:
  - id: a
    birth_date: 1950-05-01
    disability: none
    studying: false
    incomes:
      - {kind: old_age_pension, monthly: 500.00}
household:
  savings: 100.00
  homes: 1
  land_ha: 0
  motor_vehicles: 1
  housing_costs: {rent: 120.00, heating: 80.00, electricity: 30.00, water: 20.00}
"""


def run(*arguments: object) -> tuple[int, str]:
    command = [sys.executable, "-m", "digisoc.rules.cli", *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    assert "Traceback" not in done.stderr
    return done.returncode, done.stdout


def written(folder: Path, text: str | bytes, name: str = "case.yaml") -> Path:
    file = folder / name
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return file


def test_the_contracts_example(tmp_path: Path) -> None:
    status, out = run(written(tmp_path, CONTRACT), "--explain", "--lang", "en")
    result = json.loads(out)
    assert status == 0
    assert list(result) == [
        "benefit_month", "household_income", "gmi_threshold", "needy_threshold", "low_income_threshold", "status",
        "gmi_benefit", "housing_coefficient", "housing_group", "recognised_housing_costs", "housing_benefit",
        "granting_months", "failed_conditions", "unconfirmed", "explanation",
    ]
    assert result["housing_benefit"] == "217.50"
    assert result["failed_conditions"] == [{
        "code": "income_above_needy", "law": "SPSP 33", "limit": "425.00", "actual": "500.00",
        "message": "The income of 500,00\u00a0€ exceeds the needy threshold of 425,00\u00a0€ by 75,00\u00a0€.",
    }]
    steps = result["explanation"]
    assert [step["step"] for step in steps] == [
        "household_income", "needy_threshold", "low_income_threshold", "property_test", "status", "gmi_threshold",
        "housing_need", "recognised_housing_costs", "housing_benefit", "granting_months",
    ]
    assert all({"step", "value", "inputs", "law", "source", "text"} <= set(step) for step in steps)
    assert steps[-2]["text"] == "The housing benefit is 217,50\u00a0€ a month: 467,50 + 250,00 − 500,00."


def test_latvian_is_the_default(tmp_path: Path) -> None:
    _, out = run(written(tmp_path, CONTRACT), "--explain")
    needy = next(step for step in json.loads(out)["explanation"] if step["step"] == "needy_threshold")
    assert needy["text"] == (
        "Trūcīgas mājsaimniecības ienākumu slieksnis 1 personai ir 425,00\u00a0€; "
        "ienākumi to pārsniedz par 75,00\u00a0€."
    )


def test_batch_keeps_the_order_and_goes_on_after_an_error(tmp_path: Path) -> None:
    def line(month: str) -> str:
        return json.dumps({"benefit_month": month, "persons": [{"id": "a", "birth_date": "1980-01-01"}]})

    lines = [line("2021-03"), "{", "", line("2026-03"), '{"benefit_month": "2026-03", "benefit_month": "2025-03"}',
             '{"benefit_month": "2026-03", "persons": [{"id": "a", "birth_date": "1980-01-01", "incomes": '
             '[{"kind": "wage", "monthly": NaN}]}]}', "[" * 100_000, "1" * 6000, '"x"', line("2024-03")]
    status, out = run("--batch", written(tmp_path, "\n".join(lines), "cases.jsonl"))
    results: list[dict[str, Any]] = [json.loads(text) for text in out.splitlines()]
    assert status == 0
    assert [item.get("gmi_benefit", "error") for item in results] == [
        "109.00", "error", "187.00", "error", "error", "error", "error", "error", "137.00",
    ]
    assert results[4]["error"]["path"] == "persons[0].incomes[0].monthly"


def test_an_oversized_line_is_one_error(tmp_path: Path) -> None:
    good = '{"benefit_month": "2026-03", "persons": [{"id": "a", "birth_date": "1980-01-01"}]}'
    file = written(tmp_path, b'{"x": "' + b"a" * 2_500_000 + b'"}\n' + good.encode() + b"\n\xff\xfe\n", "cases.jsonl")
    status, out = run("--batch", file)
    assert status == 0
    assert ["error" in json.loads(text) for text in out.splitlines()] == [True, False, True]


BAD = {
    "not yaml": "a: [1",
    "tab": "a:\n\t- b",
    "alias": "a: &a [x, x]\nb: *a",
    "python tag": "!!python/object/apply:os.system ['true']",
    "duplicate key": "benefit_month: 2026-03\nbenefit_month: 2026-04",
    "a list": "- 1",
    "empty": "",
    "deep": "[" * 5000,
    "two documents": "a: 1\n---\nb: 2",
    "a mapping as key": "? {a: 1}\n: 2",
    "a control character": "a: \x01",
    "not utf-8": b"\xff\xfe\x00a",
    "too large": b"#" + b"x" * 1_100_000,
    "octal municipality": CONTRACT.replace('"0040000"', "9"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_is_a_sentence_and_status_2(name: str, tmp_path: Path) -> None:
    status, out = run(written(tmp_path, BAD[name]))
    assert status == 2
    assert json.loads(out)["error"]["message"]


def test_a_code_without_quotes_is_read_as_written(tmp_path: Path) -> None:
    status, out = run(written(tmp_path, CONTRACT.replace('"0040000"', "0040000")))
    assert (status, json.loads(out)["low_income_threshold"]) == (0, "595.00")


@pytest.mark.parametrize("arguments", [["missing.yaml"], ["--batch", "missing.jsonl"], ["."], ["--batch", "."]])
def test_a_file_that_can_not_be_read(arguments: list[str]) -> None:
    status, out = run(*arguments)
    assert status == 2
    assert "error" in json.loads(out)


def test_kinds_lists_both_closed_lists() -> None:
    status, out = run("--kinds")
    lists = json.loads(out)
    kinds = {row["kind"]: row for row in lists["income_kinds"]}
    assert status == 0
    assert kinds["scholarship"]["cap"] == "minimum_monthly_wage"
    assert kinds["property_sale"]["irregular"] is True
    assert kinds["family_state_benefit"]["counted"] is False
    assert len(lists["cost_positions"]) == 15
