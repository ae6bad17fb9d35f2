"""The synthetic country: the same for the same seed, chunk by chunk, and near the published figures."""

import csv
from pathlib import Path

import numpy as np
import pytest

from demo.national.__main__ import main
from demo.national.country import Country, cached_country, homes_of, make_chunk, make_country, total_households
from demo.national.data import table
from demo.national.fit import MONTH, report
from demo.national.takeup import claimed, entitled, household_classes, rates_at
from digisoc.kernel.months import Month
from digisoc.rules.api import MUNICIPALITY_CODES, simulate

SAMPLE = 50_000


@pytest.fixture(scope="module")
def sample() -> Country:
    return make_country(2026, SAMPLE)


def test_the_same_seed_gives_the_same_country() -> None:
    first, second, other = make_country(7, 2_000), make_country(7, 2_000), make_country(8, 2_000)
    assert all(np.array_equal(first.columns[name], second.columns[name]) for name in first.columns)
    assert not np.array_equal(first.columns["age_days"][:1000], other.columns["age_days"][:1000])


def test_a_chunk_is_the_same_whatever_was_made_before() -> None:
    alone = make_chunk(7, 1)
    make_chunk(7, 0)
    again, size = make_chunk(7, 1), table("shape")["chunk_households"]
    whole = make_country(7, 2 * size)
    persons = len(alone["age_days"])
    for name, values in alone.items():
        tail = size if len(values) == size else persons
        assert np.array_equal(values, again[name])
        assert np.array_equal(values, whole.columns[name][..., -tail:])


def test_the_chunks_make_up_the_whole_country() -> None:
    size = table("shape")["chunk_households"]
    last = total_households() // size - (total_households() % size == 0)
    assert len(make_chunk(7, last)["sizes"]) == total_households() - last * size


def test_a_sample_is_the_beginning_of_the_country() -> None:
    small, larger = make_country(7, 300), make_country(7, 3_000)
    assert np.array_equal(small.columns["sizes"], larger.columns["sizes"][:300])
    assert np.array_equal(small.columns["wage"], larger.columns["wage"][: small.persons])
    assert small.share == 300 / total_households()


def test_every_municipality_has_its_share_even_in_a_sample() -> None:
    counted = np.bincount(homes_of(np.arange(20_000)), minlength=len(MUNICIPALITY_CODES))
    assert (counted > 0).all()
    assert len(counted) == 42
    assert counted[MUNICIPALITY_CODES.index("0001000")] / 20_000 == pytest.approx(0.33, abs=0.01)


def test_one_municipality_is_what_the_whole_country_holds_of_it() -> None:
    whole, alone = make_country(7, 4_000), make_country(7, 4_000, municipality="0040000")
    chosen = whole.columns["municipality"] == MUNICIPALITY_CODES.index("0040000")
    assert np.array_equal(alone.columns["draw"], whole.columns["draw"][chosen])
    assert alone.persons == int(whole.columns["sizes"][chosen].sum())
    assert np.array_equal(alone.columns["wage"], whole.only(chosen).columns["wage"])


def test_columns_are_a_lawful_population(sample: Country) -> None:
    population = sample.at(Month(2026, 3))
    assert population.households == SAMPLE
    assert len(population.birth_date) == sample.persons
    assert (population.birth_date < np.datetime64("2026-03-01")).all()
    assert all((cents >= 0).all() for costs in (population.housing_costs,) for cents in costs.values())
    adults = np.bincount(sample.household_of_person[sample.columns["age_days"] >= 18 * 365.2425], minlength=SAMPLE)
    assert (adults > 0).all()
    assert sample.columns["sizes"].max() <= 8


def test_pay_and_pensions_follow_the_year(sample: Country) -> None:
    earlier, later = (sample.at(month).regular_income for month in (Month(2021, 3), Month(2026, 12)))
    for name in ("wage", "old_age_pension"):
        assert sum(part.sum() for part in earlier[name]) < 0.85 * sum(part.sum() for part in later[name])


def test_the_sample_is_near_the_published_figures(sample: Country) -> None:
    """Rare groups vary from sample to sample, so a sample has three bands of room where the whole country has one."""
    lines = {line.measure: line for line in report(sample)}
    assert lines.keys() == {row["measure"] for row in table("published")}
    for line in lines.values():
        assert abs(line.difference) <= max(3 * line.within, 3), (line.measure, line.published, line.ours)
        assert line.source


def test_take_up_never_gives_what_the_law_does_not(sample: Country) -> None:
    results = simulate(sample.at(MONTH), MONTH)
    law, granted = entitled(results), claimed(sample, household_classes(sample), results, MONTH)
    for mine, whole in ((granted.status, law.status), (granted.gmi, law.gmi), (granted.housing, law.housing)):
        assert (mine <= whole).all()
        assert ((mine == 0) | (mine == whole)).all()
        assert 0 < mine.sum() < whole.sum()
    assert (granted.gmi[granted.status != 2] == 0).all()


def test_take_up_is_dated() -> None:
    assert rates_at(Month(2021, 1)) == rates_at(MONTH)
    assert 0 < rates_at(Month(2026, 11))["low_income"] < 1


def test_a_cached_country_is_read_back_and_a_broken_file_made_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    directory = tmp_path / "national"
    small = dict(table("shape")) | {"households": 500, "chunk_households": 200}
    monkeypatch.setattr("demo.national.country.table", lambda name: small if name == "shape" else table(name))
    made = cached_country(3, directory)
    (path,) = directory.iterdir()
    read = cached_country(3, directory)
    assert made.households == read.households == 500
    assert all(np.array_equal(made.columns[name], read.columns[name]) for name in made.columns)
    for broken in (b"no such file", path.read_bytes()[:5_000]):
        path.write_bytes(broken)
        assert np.array_equal(cached_country(3, directory).columns["draw"], made.columns["draw"])
    assert [item.name for item in directory.iterdir()] == [path.name]


def test_the_report_of_fit_says_published_ours_difference_and_source(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "fit.csv"
    assert main(["fit", "--households", "3000", "--csv", str(path)]) in (0, 1)
    out = capsys.readouterr().out
    assert "needy_persons" in out
    assert "±" in out
    rows = list(csv.DictReader(path.open(encoding="utf-8")))
    assert [row["measure"] for row in rows] == [row["measure"] for row in table("published")]
    assert all(row["source"] for row in rows)


def test_a_country_of_no_or_too_many_households_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(ValueError, match="1 to 825000"):
        make_country(1, 0)
    assert main(["fit", "--households", "900000"]) == 2
    assert "825000" in capsys.readouterr().err
