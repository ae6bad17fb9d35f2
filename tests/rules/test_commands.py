"""The commands as a user meets them: the front door's words, the Web API over HTTP, OpenFisca's own test runner."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
import yaml

from digisoc.rules.__main__ import main
from tests.rules import compare, openfisca_cases

ROOT = Path(__file__).resolve().parents[2]
CASE = """\
benefit_month: 2026-01
application_date: 2025-12-15
persons:
  - {id: a, birth_date: 1990-01-05, incomes: [{kind: wage, monthly: 200}]}
household: {housing_costs: {rent: 150}}
"""


def test_the_difference_of_the_law_of_2026(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """187 × (1,7 − 1,3) = 74,80 for each of January to April, nothing for May."""
    file = tmp_path / "case.yaml"
    file.write_text(CASE)
    assert main(["difference", str(file), "--from", "2026-01", "--to", "2026-05", "--known-before", "2026-02-27"]) == 0
    result = json.loads(capsys.readouterr().out)
    assert [(row["month"], row["owed"], row["owed_to"]) for row in result["months"]] == [
        (f"2026-{month:02d}", "74.80", "household") for month in (1, 2, 3, 4)]
    assert (result["supplement"], result["overpayment"]) == ("299.20", "0.00")


def test_the_difference_of_facts(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before, after = tmp_path / "before.yaml", tmp_path / "after.yaml"
    before.write_text(CASE)
    after.write_text(CASE.replace("monthly: 200", "monthly: 300"))
    assert main(["difference", str(before), str(after)]) == 0
    assert json.loads(capsys.readouterr().out)["balance"] == "-100.00"


def test_months_out_of_order_are_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "case.yaml"
    file.write_text(CASE)
    assert main(["difference", str(file), "--from", "2026-05", "--to", "2026-01"]) == 2
    assert "2026-01" in capsys.readouterr().err


def test_a_comparison_goes_on_where_it_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
                                               capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(compare, "CHUNK", 40)
    assert compare.run(60, 5, 1, tmp_path) == 0
    notes = next(tmp_path.iterdir())
    first = notes.read_text()
    notes.write_text(first + '{"chunk": 2, "cas')  # interrupted in mid-line
    assert compare.run(100, 5, 1, tmp_path) == 0
    assert notes.read_text().startswith(first)
    noted = [(note["chunk"], note["cases"]) for note in compare.read_notes(notes)]
    assert noted == [(0, 40), (1, 20), (1, 40), (2, 20)]
    assert compare.run(100, 5, 1, tmp_path) == 0
    assert len(list(compare.read_notes(notes))) == 4, "nothing is compared twice"
    assert "100 households (seed 5)" in capsys.readouterr().out


def test_a_difference_to_the_second_opinion_is_shown_and_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The second opinion is made to misread one threshold: the comparison must notice."""
    wrong = [(month, first + 1, other) for month, first, other in compare.oracle.GMI]
    monkeypatch.setattr(compare.oracle, "GMI", wrong)
    assert compare.run(30, 5, 1, tmp_path) == 1
    assert "gmi_threshold" in capsys.readouterr().out


def test_the_worked_cases_run_under_openfisca_test(tmp_path: Path) -> None:
    folder = tmp_path / "cases"
    assert openfisca_cases.main(folder) == 0
    published = (folder / "published_examples.yaml").read_text(encoding="utf-8")
    tests = yaml.safe_load(published)
    assert sum(len(yaml.safe_load(path.read_text(encoding="utf-8"))) for path in folder.glob("*.yaml")) >= 300
    (folder / "published_examples.yaml").write_text(published.replace("33700", "33701"), encoding="utf-8")
    assert tests[0]["output"]["gmi_benefit"] == 33_700
    assert openfisca_cases_run(folder) != 0, "OpenFisca's runner must notice a wrong expectation"


def openfisca_cases_run(folder: Path) -> int:
    command = [sys.executable, "-m", "openfisca_core.scripts.openfisca_command", "test", "-c", "digisoc.rules.country"]
    environment = os.environ | {"PYTHONPATH": str(ROOT), "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
    return subprocess.run([*command, "published_examples.yaml"], cwd=folder, env=environment, capture_output=True,
                          check=False).returncode


@pytest.fixture(scope="module")
def api() -> Iterator[httpx.Client]:
    """The Web API as `./run rules serve` starts it, on a free port."""
    command = [sys.executable, "-u", "-m", "digisoc.rules", "serve", "--port", "0"]
    server = subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True)
    assert server.stderr is not None
    try:
        address = re.search(r"http://127\.0\.0\.1:\d+", server.stderr.readline())
        assert address
        with httpx.Client(base_url=address.group(), timeout=60) as client:
            yield client
    finally:
        server.terminate()
        server.wait(10)
        server.stderr.close()


SITUATION = {
    "persons": {"a": {"birth_date": {"ETERNITY": "1950-05-01"},
                      "old_age_pension": {f"2026-0{month}": 50_000 for month in (1, 2)} | {"2025-12": 50_000}}},
    "households": {"h": {"members": ["a"], "housing_cost_rent": {"2026-03": 25_000},
                         "household_income": {"2026-03": None}, "housing_benefit": {"2026-03": None},
                         "status": {"2026-03": None}}},
}


@pytest.mark.process
def test_the_web_api_calculates_and_traces(api: httpx.Client) -> None:
    """The pensioner of the contract: 187 × 2,5 + 250 − 500 = 217,50."""
    answer = api.post("/calculate", json=SITUATION).json()["households"]["h"]
    assert answer["household_income"]["2026-03"] == 50_000
    assert answer["housing_benefit"]["2026-03"] == 21_750
    assert answer["status"]["2026-03"] == "none"
    trace = api.post("/trace", json=SITUATION).json()["trace"]
    assert trace["housing_need<2026-03>"]["value"] == [46_750]


@pytest.mark.process
def test_the_web_api_describes_the_law(api: httpx.Client) -> None:
    assert "spsp.gmi_threshold.first_person" in api.get("/parameters").json()
    gmi = api.get("/parameter/spsp/gmi_threshold/first_person").json()
    assert gmi["values"]["2026-01-01"] == 18_700
    assert {"wage", "housing_benefit", "status"} <= set(api.get("/variables").json())
    spec = api.get("/spec").json()
    assert spec["info"]["version"] == api.get("/entities").headers["Country-Package-Version"]
    assert "/calculate" in spec["paths"]


@pytest.mark.process
def test_the_web_api_refuses_what_it_can_not_read(api: httpx.Client) -> None:
    assert api.post("/calculate", content="{", headers={"Content-Type": "application/json"}).status_code == 400
    unknown = {"persons": {"a": {"no_such_thing": {"2026-03": 1}}}, "households": {}}
    assert api.post("/calculate", json=unknown).status_code == 404
    assert api.get("/parameter/nothing").status_code == 404
