"""The households of the demonstration: the same people on any day, incomes in the months before it."""

from datetime import date

import pytest

from demo.population.__main__ import demo_households, main
from demo.population.incomes import amounts
from demo.population.names import surname_for
from demo.population.registers import register_records
from demo.population.story import story_household, story_households
from digisoc.exchange.dagr.enums import IncomeKind
from digisoc.kernel.months import reference_months
from digisoc.kernel.person_code import PersonCode

DAYS = (date(2026, 11, 22), date(2026, 1, 31), date(2027, 3, 1))


@pytest.mark.parametrize("day", DAYS)
def test_codes_never_change_and_are_well_formed(day: date) -> None:
    first = [one.code for story in story_households(DAYS[0]) for one in story.household.residents]
    now = [one.code for story in story_households(day) for one in story.household.residents]
    assert now == first
    known = [code for code in now if code]
    assert len(set(known)) == len(known) == len(now) - 1
    for code in known:
        assert PersonCode.parse(str(code), today=day) == code


@pytest.mark.parametrize("day", DAYS)
def test_the_family_of_the_picture_has_its_incomes_in_the_reference_months(day: date) -> None:
    anna, janis = story_household("berzini", day).household.residents[:2]
    months = reference_months(day, 3)
    wages = [{stream.kind: cents for stream, cents in amounts(anna, month)} for month in months]
    assert [wage[IncomeKind.WAGE] for wage in wages] == [51_240, 51_240, 53_000]
    benefits = [sum(cents for _, cents in amounts(janis, month)) for month in months]
    assert benefits == [24_100, 24_100, 0]


def test_what_the_story_must_show() -> None:
    stories = {story.key: story for story in story_households(DAYS[0])}
    assert len([story for story in stories.values() if story.household.atvk == "0052000"]) >= 12
    assert len([story for story in stories.values() if story.household.atvk == "0005000"]) == 3
    assert stories["moroz"].applicant.code is None
    code = stories["kovalenko"].applicant.code
    assert code is not None
    assert code.is_new_form
    assert sum(estate.kind != "land" for estate in stories["balode"].applicant.estates) == 2
    student = stories["grinbergi"].household.residents[1]
    assert student.studying
    assert DAYS[0].year - student.birth_date.year == 20
    assert stories["sprogis"].declared


def test_parents_and_spouses_point_inside_the_household() -> None:
    for story in story_households(DAYS[0]):
        residents = story.household.residents
        for place, one in enumerate(residents):
            assert all(residents[parent].birth_date < one.birth_date for parent in one.parents)
            if one.spouse is not None:
                assert residents[one.spouse].spouse == place


def test_nobody_without_a_code_is_in_a_register() -> None:
    (story,) = (story for story in story_households(DAYS[0]) if story.key == "moroz")
    assert [record.service for record in register_records([story.household], DAYS[0])] == ["vzd_address"]


def test_no_two_records_of_the_demonstration_share_a_key() -> None:
    records = list(register_records(demo_households(2026, 400, DAYS[0]), DAYS[0]))
    keys = [(record.service, record.key) for record in records]
    assert len(set(keys)) == len(keys)
    assert len(list(demo_households(2026, 400, DAYS[0]))) == 400 + 16


def test_the_command_writes_the_file(tmp_path, capsys) -> None:  # type: ignore[no-untyped-def]
    out = tmp_path / "deep" / "registers.sqlite"
    assert main(["--out", str(out), "--households", "5", "--today", "2026-11-22"]) == 0
    assert out.stat().st_size > 0
    assert "records as of 2026-11-22" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("man", "woman"),
    [
        ("Bērziņš", "Bērziņa"), ("Lācis", "Lāce"), ("Ozols", "Ozola"), ("Kovaļevskis", "Kovaļevska"),
        ("Ivanovs", "Ivanova"), ("Kovaļenko", "Kovaļenko"), ("Bite", "Bite"), ("Jansons", "Jansona"),
    ],
)
def test_surnames_of_women(man: str, woman: str) -> None:
    assert surname_for(man, "F") == woman
    assert surname_for(man, "M") == man
