"""Provenance and drift: the list, the warnings, and the replay of every amendment since 2021."""

import csv
from collections import defaultdict
from datetime import date
from pathlib import Path

import pytest

from digisoc.kernel.months import Month
from digisoc.rules.__main__ import main
from digisoc.rules.audit import COLUMNS, Warning, provenance, warnings

#: The day by which an amendment was known, then the numbers that it sets, with the first day of each.
AMENDMENTS: dict[tuple[str, str], dict[str, str]] = defaultdict(dict)
for row in provenance():
    if row.valid_from > "2021-01-01" and not row.name.startswith("municipal"):
        AMENDMENTS[row.act, row.announced].setdefault(row.name, row.valid_from)


def month_before(day: str) -> date:
    one = Month.of(date.fromisoformat(day)) - 1
    return one.first_day.replace(day=min(int(day[8:]), one.last_day.day))


def drifts(found: list[Warning]) -> dict[str, set[str]]:
    by_name: dict[str, set[str]] = defaultdict(set)
    for item in found:
        by_name[item.row.name].add(item.drift)
    return by_name


@pytest.mark.parametrize("amendment", AMENDMENTS, ids=lambda one: f"{one[1]} {one[0][:20]}")
def test_a_month_before_each_amendment_the_audit_warns_of_it(amendment: tuple[str, str]) -> None:
    """Before its first day of validity and, when it was announced afterwards, also before its announcement."""
    numbers = AMENDMENTS[amendment]
    first = min(numbers.values())
    days = {month_before(first)} | ({month_before(amendment[1])} if amendment[1] > first else set())
    for day in days:
        found = drifts(warnings(day, within=2))
        assert set(numbers) & set(found), (day, numbers)


def test_there_are_amendments_in_every_year() -> None:
    assert {first[:4] for numbers in AMENDMENTS.values() for first in numbers.values()} == {
        "2021", "2022", "2023", "2024", "2025", "2026"}
    assert len(AMENDMENTS) >= 15


@pytest.mark.parametrize(("day", "name", "drift"), [
    ("2021-06-01", "spsp.housing_coefficient.lone", "starts"),
    ("2021-12-01", "spsp.housing_coefficient.lone", "review"),
    ("2022-01-01", "spsp.housing_coefficient.other", "temporary"),
    ("2022-09-01", "spsp.housing_coefficient.other", "starts"),
    ("2023-05-01", "spsp.housing_coefficient.other", "ends"),
    ("2023-06-01", "spsp.gmi_threshold.first_person", "starts"),
    ("2023-12-01", "spsp.needy_threshold.first_person", "review"),
    ("2024-12-01", "spsp.housing_coefficient.lone", "starts"),
    ("2024-12-01", "labour_law.minimum_monthly_wage", "review"),
    ("2025-12-01", "spsp.gmi_threshold.other_person", "review"),
    ("2026-01-28", "spsp.housing_coefficient.other", "unconfirmed"),
    ("2026-03-01", "spsp.housing_coefficient.other", "announced"),
    ("2026-04-01", "spsp.housing_coefficient.other", "ends"),
    ("2026-04-01", "spsp.housing_coefficient.other", "starts"),
    ("2025-12-01", "municipal.0040000.low_income_threshold.any.first_person", "review"),
])
def test_what_the_audit_of_a_day_said(day: str, name: str, drift: str) -> None:
    assert drift in drifts(warnings(date.fromisoformat(day), within=2))[name]


@pytest.mark.parametrize(("day", "name", "drift"), [
    ("2022-07-01", "spsp.housing_coefficient.other", "starts"),  # announced on 11.08.2022
    ("2026-02-27", "spsp.housing_coefficient.other", "announced"),
    ("2022-03-01", "spsp.gmi_threshold.first_person", "review"),
    ("2026-09-01", "spsp.housing_coefficient.other", "announced"),  # half a year ago is not lately
])
def test_what_the_audit_of_a_day_could_not_say(day: str, name: str, drift: str) -> None:
    assert drift not in drifts(warnings(date.fromisoformat(day), within=2)).get(name, set())


def test_as_of_a_day_lists_only_what_was_known() -> None:
    then = {(row.name, row.valid_from) for row in provenance(date(2026, 1, 28))}
    now = {(row.name, row.valid_from) for row in provenance()}
    assert now - then == {
        *((f"spsp.housing_coefficient.{group}", day) for group in ("lone", "only", "with_children", "other")
          for day in ("2026-01-01", "2026-05-01")),
        ("spsp.child_age.student_in_housing_group", "2026-03-01"),
    }
    assert then < now


def test_one_value_of_each_number_is_in_force() -> None:
    for day in (date(2022, 3, 1), date(2026, 6, 1)):
        rows = [row for row in provenance(day) if row.in_force]
        assert len({row.name for row in rows}) == len(rows)
        assert {row.name for row in rows} >= {"spsp.gmi_threshold.first_person", "mk_809.housing_norm.rent"}


def test_every_row_cites_its_source() -> None:
    for row in provenance():
        assert row.act, row.name
        assert row.article, row.name
        assert row.link.startswith(("https://", "http://")), row.name
        assert row.status in ("confirmed", "unconfirmed")


def test_the_commands_print_and_write_one_table(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "parameters.csv"
    assert main(["audit", "--as-of", "2026-03-01", "--within", "2", "--csv", str(file)]) == 0
    printed = capsys.readouterr().out
    assert "law of 26.02.2026" in printed
    assert "spsp.housing_coefficient.other  1.7 coefficient  from 2026-01-01" in printed
    rows = list(csv.DictReader(file.open(encoding="utf-8")))
    assert tuple(rows[0]) == COLUMNS
    assert main(["parameters", "--as-of", "2026-03-01"]) == 0
    assert capsys.readouterr().out == file.read_text(encoding="utf-8")
    assert {"187.00", "2.5", "5"} <= {row["value"] for row in rows}


@pytest.mark.parametrize(("arguments", "said"), [
    (["audit", "--as-of", "2020-12-31"], "2020-12-31"),
    (["parameters", "--csv", "/nowhere/at/all.csv"], "/nowhere/at/all.csv"),
    (["cliffs", "--month", "2020-12"], "2021-01"),
    (["cliffs", "--municipality", "9999999"], "9999999"),
    (["difference", "missing.yaml"], "missing.yaml"),
])
def test_a_refusal_is_one_sentence_and_status_2(
    arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(arguments) == 2
    out, err = capsys.readouterr()
    assert (out, err.count("\n")) == ("", 1)
    assert said in err


@pytest.mark.parametrize("arguments", [
    [], ["unknown"], ["audit", "--as-of", "31.12.2025"], ["audit", "--within", "-1"], ["audit", "--within", "x"],
    ["cliffs", "--month", "2026-13"], ["serve", "--port", "70000"], ["difference"],
])
def test_arguments_without_meaning_are_status_2(arguments: list[str]) -> None:
    with pytest.raises(SystemExit) as refusal:
        main(arguments)
    assert refusal.value.code == 2
