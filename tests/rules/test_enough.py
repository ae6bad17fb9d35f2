"""What would have been enough: the sentences a reader sees, and the explanations evaluated anew."""

import random
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from digisoc.rules.api import Assessment, assess, enough, explain, parse_case
from digisoc.rules.enough import HAS, search
from tests.rules.explain_check import check, main, problems_of_enough, problems_of_steps
from tests.rules.generator import one_case


def household(month: str = "2026-03", income: str = "500", code: str = "0040000", **facts: Any) -> Assessment:
    """A lone pensioner in Ogre: needy up to 425, low-income up to 595, GMI 187, coefficient 2,5."""
    person = {"id": "a", "birth_date": "1950-05-01", "incomes": [{"kind": "old_age_pension", "monthly": income}]}
    return assess(parse_case({"benefit_month": month, "municipality": code, "persons": [person], "household": facts}))


def said(assessment: Assessment, lang: Any = "lv") -> dict[str, str]:
    return {one.gain: one.text.replace("\u00a0", " ") for one in enough(assessment, lang)}


def test_an_income_that_is_too_high() -> None:
    assert said(household()) == {
        "needy": "Trūcīgas mājsaimniecības statusam pietiktu ar vidējiem ienākumiem līdz 425,00 € mēnesī "
                 "(tagad 500,00 €).",
        "gmi": "GMI pabalsts pienāktos ar vidējiem ienākumiem līdz 186,99 € mēnesī (tagad 500,00 €).",
        "housing": "Mājokļa pabalsts pienāktos ar vidējiem ienākumiem līdz 467,49 € mēnesī (tagad 500,00 €).",
    }


def test_property_and_income_together() -> None:
    result = household(income="600", savings="300", homes=2, land_ha="6.5", motor_vehicles=2)
    assert said(result, "en")["low_income"] == (
        "For the status of a low-income household it would be enough to have an average income up to 595,00 € a month "
        "(now 600,00 €), savings up to 272,00 € (now 300,00 €), a number of real properties up to 1 (now 2), land up "
        "to 5 ha (now 6,5 ha) and a number of motor vehicles up to 1 (now 2).")
    found = next(one for one in enough(result, "lv") if one.gain == "low_income")
    assert found.as_dict()["needs"][:2] == [
        {"fact": "income", "now": "600.00", "at_most": "595.00"},
        {"fact": "savings", "now": "300.00", "at_most": "272.00"},
    ]


def test_property_alone_leaves_the_income_as_it_is() -> None:
    assert said(household(income="100", savings="272.01")) == {
        "needy": "Trūcīgas mājsaimniecības statusam pietiktu ar naudas līdzekļu uzkrājumiem līdz 272,00 € "
                 "(tagad 272,01 €).",
        "low_income": "Maznodrošinātas mājsaimniecības statusam pietiktu ar naudas līdzekļu uzkrājumiem līdz 272,00 € "
                      "(tagad 272,01 €).",
        "gmi": "GMI pabalsts pienāktos ar naudas līdzekļu uzkrājumiem līdz 272,00 € (tagad 272,01 €).",
    }


def test_what_nothing_would_bring_is_left_out() -> None:
    assert "housing" not in said(household("2021-05", "300"))
    assert "low_income" not in said(household(code="", income="900"))
    assert said(household("2021-05", "50")) == {}


def test_the_edition_of_the_answer_is_asked() -> None:
    """As known on 27.02.2026 the coefficient of January is 2,1: 187 × 2,1 − 0,01; today it is 2,5."""
    case = household("2026-01").case
    then = {one.gain: one.needs[0].at_most for one in enough(assess(case, known_on=date(2026, 2, 27)), "lv")}
    now = {one.gain: one.needs[0].at_most for one in enough(assess(case), "lv")}
    assert (then["housing"], now["housing"]) == (39_269, 46_749)


@pytest.mark.parametrize("seed", range(40))
def test_the_blind_search_finds_the_same_edge(seed: int) -> None:
    assessment = assess(parse_case(one_case(random.Random(seed))))
    for one in enough(assessment, "en"):
        incomes = [need.at_most for need in one.needs if need.fact == "income"]
        within = one.case if not incomes else None
        if incomes:
            assert search(assessment, one.case, one.gain) == incomes[0]
        else:
            assert within is not None
            assert HAS[one.gain](assess(within))


def test_explanations_evaluated_anew_give_the_same() -> None:
    counts = {"steps": 0, "enough": 0}
    problems = [problem for found, _ in check(300, 20260310, counts) for problem in found]
    assert problems == []
    assert counts["steps"] > 2700
    assert counts["enough"] > 300


def test_the_check_notices_a_wrong_number() -> None:
    """A check that can't fail is none: one cent more in a quoted number, or in an edge, is found."""
    assessment = household()
    steps = explain(assessment, "lv")
    wrong = [replace(steps[0], inputs=dict(steps[0].inputs) | {"irregular_income": "0.12"}), *steps[1:]]
    assert "household_income" in "".join(problems_of_steps(assessment, wrong))
    one = enough(assessment, "lv")[0]
    lower = replace(one, needs=(replace(one.needs[0], at_most=one.needs[0].at_most - 1),))
    higher = replace(one, needs=(replace(one.needs[0], at_most=one.needs[0].at_most + 1),))
    assert "edge" in "".join(problems_of_enough(assessment, [lower]))
    assert "not enough" in "".join(problems_of_enough(assessment, [higher]))


def test_the_command_prints_what_it_evaluated(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--n", "20", "--seed", "7"]) == 0
    assert "20 households" in capsys.readouterr().out
