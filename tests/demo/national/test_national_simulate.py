"""`./run simulate`: the law of single cases on every household, the scenario's arithmetic, files, and each refusal."""

import csv
import os
import signal
import subprocess
import sys
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from demo.national import output
from demo.national.compare import compare, household_figures
from demo.national.country import COST_POSITIONS, Country, make_country
from demo.national.reform import ScenarioLaw
from demo.national.scenario import ScenarioError, parse_scenario
from demo.national.simulate import main
from demo.national.takeup import entitled
from digisoc.kernel.money import format_plain
from digisoc.kernel.months import Month, reference_months
from digisoc.rules.api import MUNICIPALITY_CODES, Population, assess_many, parse_case, simulate

MONTH = Month(2026, 11)
HOUSEHOLDS = 200
COMPARED = ("household_income", "gmi_benefit", "housing_benefit", "gmi_threshold", "needy_threshold", "housing_need",
            "low_income_threshold", "recognised_housing_costs", "granting_months")
CHANGES = {
    "title": "try",
    "parameters": {
        "spsp.gmi_threshold.first_person": "220",
        "spsp.gmi_threshold.other_person": [{"from": "2026-07", "value": "140"}, {"from": "2026-12", "value": "150"}],
    },
    "housing_coefficient": {"lone": "2.5", "other": "1.1"},
    "low_income_share": "70",
}


@pytest.fixture(scope="module")
def country() -> Country:
    return make_country(2026, HOUSEHOLDS)


def scenario_file(directory: Path, text: str) -> Path:
    path = directory / "scenario.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def case_of(population: Population, index: int) -> Any:
    """The household as a single case would be written."""
    months = [str(month) for month in reference_months(MONTH.first_day, 3)]
    members = np.flatnonzero(population.household_of_person == index)
    persons = []
    for member in members:
        incomes = []
        for kind, values in population.regular_income.items():
            by_month = values if isinstance(values, tuple) else (values,) * 3
            amounts = [format_plain(int(paid[member])) for paid in by_month]
            if any(amount != "0.00" for amount in amounts):
                incomes.append({"kind": kind, "months": dict(zip(months, amounts, strict=True))})
        assert population.studying is not None
        persons.append({
            "id": f"p{member}", "birth_date": str(population.birth_date[member]), "incomes": incomes,
            "studying": bool(population.studying[member]),
            "disability": "group_2" if population.has_disability[member] else "none",
        })
    costs = {name: format_plain(int(population.housing_costs[name][index])) for name in COST_POSITIONS}
    assert population.municipality is not None
    return parse_case({
        "benefit_month": str(MONTH), "application_date": f"{MONTH}-10", "persons": persons,
        "municipality": MUNICIPALITY_CODES[population.municipality[index]],
        "household": {
            "savings": format_plain(int(population.savings[index])), "homes": int(population.homes[index]),
            "land_ha": f"{int(population.land_m2[index]) / 10_000:.4f}",
            "motor_vehicles": int(population.motor_vehicles[index]), "housing_costs": costs,
        },
    })


def test_households_get_what_each_single_case_gets_and_the_scenario_changes_just_that(country: Country) -> None:
    population = country.at(MONTH)
    today = simulate(population, MONTH)
    then = ScenarioLaw(parse_scenario(CHANGES), MONTH).simulate(population)
    cases = assess_many(case_of(population, index) for index in range(HOUSEHOLDS))
    for index, case in enumerate(cases):
        for name in COMPARED:
            assert int(today[name][index]) == getattr(case, name), (index, name)
        size = case.household_size
        gmi = 22_000 + 14_000 * (size - 1)
        property_test = bool(today["property_test_passed"][index])
        needy = case.household_income <= case.needy_threshold and property_test
        benefit = max(0, gmi - case.household_income) if needy else 0
        coefficient = {"lone": 2500, "other": 1100}.get(case.housing_group, int(today["housing_coefficient"][index]))
        need = (2 * gmi * coefficient + 1000) // 2000
        housing = max(0, need + case.recognised_housing_costs - case.household_income - benefit)
        assert int(then["gmi_benefit"][index]) == benefit
        assert int(then["housing_benefit"][index]) == housing
        assert int(then["low_income_threshold"][index]) == 59_500 + 41_700 * (size - 1)


def test_nothing_changed_gives_the_law_of_today(country: Country) -> None:
    population = country.at(MONTH)
    same = parse_scenario({"parameters": {"spsp.gmi_threshold.first_person": [{"from": "2027-01", "value": "500"}]}})
    today, then = simulate(population, MONTH), ScenarioLaw(same, MONTH).simulate(population)
    assert all(np.array_equal(today[name], then[name]) for name in today)
    assert simulate(population, MONTH)["gmi_threshold"].max() == today["gmi_threshold"].max()


def test_a_share_for_one_municipality_leaves_the_others(country: Country) -> None:
    share = {"percent": "60", "municipalities": ["0002000"]}
    law = ScenarioLaw(parse_scenario({"low_income_share": share}), MONTH)
    today, then = simulate(country.at(MONTH), MONTH), law.simulate(country.at(MONTH))
    there = country.columns["municipality"] == MUNICIPALITY_CODES.index("0002000")
    key = "low_income_threshold"
    assert (then[key][there] == 51_000 + 35_700 * (country.columns["sizes"][there] - 1)).all()
    assert np.array_equal(then[key][~there], today[key][~there])


def test_own_thresholds_stay_inside_the_bounds_of_a_changed_law(country: Country) -> None:
    wanted = {"spsp.needy_threshold.first_person": "600", "spsp.low_income_maximum.first_person": "610"}
    then = ScenarioLaw(parse_scenario({"parameters": wanted}), MONTH).simulate(country.at(MONTH))
    alone = country.columns["sizes"] == 1
    assert set(np.unique(then["low_income_threshold"][alone])) <= set(range(60_000, 61_001))


def test_tables_add_up_to_what_the_households_get() -> None:
    country = make_country(2026, 20_000)
    law = ScenarioLaw(parse_scenario(CHANGES), MONTH)
    tables = compare(country, law, MONTH, everybody=True)
    today, then = entitled(simulate(country.at(MONTH), MONTH)), entitled(law.simulate(country.at(MONTH)))
    figures: Mapping[str, NDArray[np.int64]] = household_figures(country, today, then)
    assert [table.name for table in tables] == ["by_municipality", "by_household_type", "by_income_decile"]
    for table in tables:
        total = table.rows[-1].figures
        assert total == {name: int(values.sum()) for name, values in figures.items()}
        assert total["difference"] == total["cost_scenario"] - total["cost_today"] == total["gained"] - total["lost"]
        assert sum(row.figures.get("cost_today", 0) for row in table.rows[:-1]) <= total["cost_today"]
    deciles = tables[2].rows[:-1]
    assert [row.figures["households"] for row in deciles] == [2_000] * 10


def test_the_command_writes_csv_and_a_workbook_with_charts(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = scenario_file(tmp_path, "title: More\nhousing_coefficient: {lone: 2.5}\n")
    out = tmp_path / "new" / "result"
    arguments = ["--scenario", str(path), "--households", "5000", "--month", "2026-11", "--out", str(out)]
    assert main(arguments) == 0
    printed = capsys.readouterr()
    assert "by income decile" in printed.out
    assert "multiply by 165" in printed.out
    assert "100%" in printed.err
    names = ["by_household_type.csv", "by_income_decile.csv", "by_municipality.csv", "simulation.xlsx"]
    assert sorted(item.name for item in out.iterdir()) == names
    rows = list(csv.DictReader((out / "by_household_type.csv").open(encoding="utf-8")))
    assert rows[-1]["households"] == "5000"
    with zipfile.ZipFile(out / "simulation.xlsx") as book:
        assert sum(name.startswith("xl/charts/chart") for name in book.namelist()) == 6
    before = {name: (out / name).read_bytes() for name in names if name.endswith(".csv")}
    assert main(arguments) == 0
    assert {name: (out / name).read_bytes() for name in before} == before


def test_one_municipality(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = scenario_file(tmp_path, "low_income_share: 60\n")
    assert main(["--scenario", str(path), "--municipality", "0040000", "--households", "8000"]) == 0
    out = capsys.readouterr().out
    assert "Ogres novads" in out
    assert "Daugavpils" not in out


FAULTS = {
    "parameters: {spsp.gmi_treshold.first_person: 1}": "gmi_treshold.first_person: there is no parameter",
    "month: 2020-12\nlow_income_share: 60": "month: months before 2021-01",
    "month: soon\nlow_income_share: 60": "“soon” is not a month",
    "low_income_share: 81": "low_income_share: 81 % is above the 80 %",
    "low_income_share: 49": "lies below the needy threshold",
    "low_income_share: {percent: 90, municipalities: ['0001000']}": "low_income_share.percent: 90 % is above",
    "low_income_share: {percent: 70, municipalities: ['1234567']}": "not the ATVK code",
    "parameters: {spsp.property.homes_limit: [{from: 2026-05, value: 1}, {from: 2026-04, value: 2}]}":
        "parameters.spsp.property.homes_limit[2].from: dates are out of order",
    "parameters: {spsp.property.homes_limit: [{from: 2020-05, value: 1}]}": "months before 2021-01",
    "parameters: {spsp.property.homes_limit: 1.5}": "more decimals",
    "parameters: {spsp.gmi_threshold.first_person: -1}": "is not a number",
    "parameters: {spsp.gmi_threshold.first_person: null}": "needs a value in every month",
    "parameters: {spsp.gmi_threshold.first_person: 9000}": "is above spsp.needy_threshold.first_person",
    "housing_coefficient: {widows: 2}": "housing_coefficient.widows: there is no group",
    "housing_coefficient: {lone: 2}\nparameters: {spsp.housing_coefficient.lone: 3}": "is changed at",
    "title: nothing": "changes nothing",
    "coefficients: {lone: 2}": "coefficients: there is no such key",
    "- a list": "a scenario is a list of keys",
    "title: [": "not valid YAML",
}


@pytest.mark.parametrize(("text", "sentence"), FAULTS.items())
def test_a_fault_is_named_with_its_place_and_nothing_is_written(
    text: str, sentence: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "result"
    path = scenario_file(tmp_path, text)
    assert main(["--scenario", str(path), "--households", "300", "--out", str(out)]) == 2
    captured = capsys.readouterr()
    assert sentence in captured.err
    assert captured.out == ""
    assert not out.exists()


@pytest.mark.parametrize(("arguments", "sentence"), [
    (["--month", "2020-12"], "--month: months before 2021-01"),
    (["--month", "2029-01"], "no level of pay is known"),
    (["--municipality", "Ogre"], "--municipality: “Ogre” is not the ATVK code"),
    (["--households", "0"], "--households: the country has 1 to 825000"),
    (["--seed", "-1"], "--seed"),
    (["--municipality", "0056000", "--households", "3"], "holds no household of this municipality"),
])
def test_a_wrong_argument_is_refused(
    arguments: list[str], sentence: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = scenario_file(tmp_path, "low_income_share: 60\n")
    assert main(["--scenario", str(path), "--households", "300", *arguments]) == 2
    assert sentence in capsys.readouterr().err


def test_a_missing_file_and_no_file_are_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--scenario", str(tmp_path / "none.yaml")]) == 2
    assert "was not found" in capsys.readouterr().err
    assert main([]) == 2
    assert "--scenario" in capsys.readouterr().err


def test_out_that_is_a_file_is_refused_and_kept(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = scenario_file(tmp_path, "low_income_share: 60\n")
    assert main(["--scenario", str(path), "--households", "300", "--out", str(path)]) == 2
    assert "is a file" in capsys.readouterr().err
    assert path.read_text(encoding="utf-8") == "low_income_share: 60\n"


def test_interrupted_while_writing_nothing_is_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(output, "_write_workbook", interrupt)
    path, out = scenario_file(tmp_path, "low_income_share: 60\n"), tmp_path / "a" / "b"
    assert main(["--scenario", str(path), "--households", "300", "--out", str(out)]) == 130
    assert not (tmp_path / "a").exists()


def test_ctrl_c_ends_a_long_run_without_files(tmp_path: Path) -> None:
    path, out = scenario_file(tmp_path, "low_income_share: 60\n"), tmp_path / "result"
    command = [sys.executable, "-m", "demo.national.simulate", "--scenario", str(path), "--out", str(out)]
    running = subprocess.Popen(  # a shell's background job hands an ignored SIGINT down to its children
        command, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).resolve().parents[3])},
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )
    assert running.stderr is not None
    assert "synthetic country" in running.stderr.readline()
    running.send_signal(signal.SIGINT)
    _, said = running.communicate(timeout=120)
    assert running.returncode == 130
    assert "interrupted" in said
    assert not out.exists()


def test_the_parameters_can_be_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--parameters"]) == 0
    assert "spsp.gmi_threshold.first_person: 187.00 euro since 2026-01-01" in capsys.readouterr().out


def test_a_share_needs_a_median() -> None:
    with pytest.raises(ScenarioError, match="knows no median"):
        ScenarioLaw(parse_scenario({"low_income_share": "70"}), Month(2022, 1))
