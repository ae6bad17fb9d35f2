"""The shipped acts: loaded once, by the web role too; every benefit of theirs decided by hand in `published.yaml`."""

from datetime import date
from io import StringIO
from pathlib import Path

import pytest
import yaml
from django.core.management import CommandError, call_command

from digisoc.accounts.api import Role
from digisoc.core.api import acting
from digisoc.kernel.money import parse_euro
from digisoc.kernel.months import Month
from digisoc.regulations import enums as terms
from digisoc.regulations.api import benefits_in_force, resolve_for_rules, set_in_force
from digisoc.regulations.content import parse_content
from digisoc.regulations.evaluation import evaluate
from digisoc.regulations.law import law_of_day
from digisoc.regulations.models import RegulationSet
from digisoc.regulations.seeding import FOLDER, published_files
from digisoc.regulations.types import Event, Facts, Granted, PersonFacts, Receipt
from digisoc.rules.municipal import own_coefficients, threshold_pairs
from tests.regulations.samples import data
from tests.regulations.test_sets import published as publish_own

EXAMPLES = yaml.safe_load((Path(__file__).parent / "published.yaml").read_text(encoding="utf-8"))
FILES = {file.atvk: file for file in published_files()}


def load(folder: Path = FOLDER) -> str:
    out = StringIO()
    call_command("load_regulations", folder=folder, stdout=out)
    return out.getvalue()


def rows_of(place) -> list:
    with acting(institution_id=place.pk, user_id=0, purpose="system"):
        return list(RegulationSet.objects.filter(institution=place).order_by("valid_from").values())


def content_on(atvk: str, day: date):
    found = [one for one in FILES[atvk].sets if one.valid_from <= day and (one.valid_to is None or day <= one.valid_to)]
    assert len(found) == 1, f"{atvk} on {day}: {len(found)} sets"
    return parse_content(found[0].content)


def facts_of(example: dict) -> Facts:
    def person(number: int, raw: dict) -> PersonFacts:
        return PersonFacts(
            raw.get("id", f"p{number}"), raw["born"], terms.Disability(raw.get("disability", "none")),
            terms.Education(raw["education"]) if "education" in raw else None,
            frozenset(terms.Circumstance(one) for one in raw.get("circumstances", [])),
            parse_euro(str(raw.get("gross", 0))), parse_euro(str(raw.get("net", 0))),
        )

    def receipt(number: int, raw: dict) -> Receipt:
        return Receipt(f"r{number}", raw.get("day", example["applied"]), parse_euro(str(raw["sum"])),
                       raw.get("person", ""), raw.get("days", 0))

    return Facts(
        terms.Status(example.get("status", "none")), example["applied"],
        tuple(person(*pair) for pair in enumerate(example.get("persons", [{"born": date(1986, 1, 1)}]))),
        tuple(receipt(*pair) for pair in enumerate(example.get("receipts", []))),
        tuple(Event(terms.EventKind(kind), count, example["applied"], "p0")
              for kind, count in example.get("events", {}).items()),
        frozenset(terms.Proof(one) for one in example.get("proofs", [])),
        terms.Occasion(example["occasion"]) if "occasion" in example else None, example.get("happened"),
        parse_euro(str(example.get("need", 0))), example.get("reason", ""),
        frozenset(terms.OtherSupport(one) for one in example.get("support", [])),
        tuple(Granted(one.get("code", example["benefit"]), one["day"], parse_euro(str(one["sum"])),
                      one.get("person", ""), one.get("count", 0)) for one in example.get("granted", [])),
    )


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda one: f"{one['municipality']} {one['benefit']} {one['name']}")
def test_an_example_worked_by_hand(example):
    atvk = next(file.atvk for file in FILES.values() if file.name.startswith(example["municipality"]))
    outcome = evaluate(content_on(atvk, example["applied"]), example["benefit"], facts_of(example),
                       law_of_day(example["applied"]))
    if "refused" in example:
        assert outcome.granted == 0
        assert outcome.refusal.code == example["refused"]
        return
    assert outcome.refusal is None, str(outcome.refusal)
    assert outcome.granted == parse_euro(str(example["gets"]))
    assert outcome.remaining == (parse_euro(str(example["left"])) if "left" in example else outcome.remaining)


def test_every_benefit_is_decided_and_granted_where_its_amount_is_known():
    shipped = {
        (file.name, benefit.code): benefit.payable
        for file in FILES.values() for one in file.sets for benefit in parse_content(one.content).benefits
    }
    assert len(shipped) >= 60
    names = {file.name.split(" ")[0]: file.name for file in FILES.values()}
    decided = {(names[one["municipality"]], one["benefit"]): set() for one in EXAMPLES}
    for one in EXAMPLES:
        decided[names[one["municipality"]], one["benefit"]].add(one.get("refused", "granted"))
    assert sorted(set(shipped) - set(decided)) == []
    for key, payable in shipped.items():
        assert ("granted" if payable else "amount_unknown") in decided[key], key


def test_every_municipality_of_the_table_has_its_file():
    assert {file.name for file in FILES.values()} == {
        "Daugavpils", "Ķekavas novads", "Ventspils", "Jēkabpils novads", "Olaines novads", "Jelgava", "Liepāja",
        "Jūrmala", "Rīga", "Tukuma novads", "Valmieras novads", "Kuldīgas novads", "Saldus novads",
    }


def test_loading_again_changes_nothing_and_works_as_the_web_role(institutions):
    count = sum(len(file.sets) for file in FILES.values())
    assert load().startswith(f"{count} sets of 13")
    before = rows_of(institutions["VEN"])
    assert [(row["state"], row["origin"]) for row in before] == [("published", "loaded")] * 2
    assert before[1]["follows_id"] == before[0]["id"]
    assert load().startswith("0 sets of 13")
    assert rows_of(institutions["VEN"]) == before


def test_the_set_of_the_day(institutions):
    load()
    place = institutions["KEK"]
    with acting(institution_id=place.pk, user_id=0, purpose="system"):
        ceilings = {
            day: next(one.amount.value for one in benefits_in_force(day) if one.code == "health_care")
            for day in (date(2022, 9, 30), date(2022, 10, 1), date(2026, 11, 22))
        }
        assert list(ceilings.values()) == [20_000, 25_000, 25_000]
        assert set_in_force(place.pk, date(2021, 8, 31)) is None


@pytest.mark.parametrize(("code", "months"), [
    ("LPJ", [Month(2021, 1), Month(2022, 5), Month(2023, 6)]),
    ("KEK", [Month(2021, 9), Month(2022, 10), Month(2023, 6)]),
    ("JEL", [Month(2021, 7), Month(2021, 12)]),
])
def test_thresholds_agree_with_those_that_the_rules_ship(institutions, code, months):
    load()
    place = institutions[code]
    with acting(institution_id=place.pk, user_id=0, purpose="system"):
        for month in months:
            inputs = resolve_for_rules(month.first_day)
            shipped = threshold_pairs(place.atvk, month)
            if inputs.pairs:
                assert {(one.household_type, one.first, one.other, one.first_confirmed) for one in inputs.pairs} == {
                    (one.household_type, one.first, one.other, one.first_confirmed) for one in shipped}
            assert {(one.group, one.thousandths, one.confirmed) for one in inputs.coefficients} == {
                (one.group, one.thousandths, one.confirmed) for one in own_coefficients(place.atvk, month)}
            assert inputs.pairs or inputs.coefficients


def test_an_act_beside_the_own_set_is_named_and_the_others_are_loaded(institutions, actor, acting_as):
    author, head = actor("SLD", Role.ADMINISTRATOR), actor("SLD", Role.HEAD)
    with acting_as(author):
        own = publish_own(author, head, data(date(2026, 1, 1)))
    with pytest.raises(CommandError, match=r"Saldus novads.*overlap") as caught:
        load()
    assert caught.value.returncode == 2
    assert [row["id"] for row in rows_of(institutions["SLD"])] == [own.pk]
    assert len(rows_of(institutions["LPJ"])) == 3


def test_an_institution_follows_a_loaded_act_with_its_own(institutions, actor, acting_as):
    load()
    author, head = actor("VLM", Role.ADMINISTRATOR), actor("VLM", Role.HEAD)
    with acting_as(author):
        own = publish_own(author, head, data(date(2026, 12, 1), number="1/2026"))
        assert own.follows.valid_to == date(2026, 11, 30)


@pytest.mark.parametrize(("text", "said"), [
    ("municipality: [", "not YAML"), ("municipality: x\n", "exactly these values"),
    ('municipality: "0046000"\nname: S\nsets:\n  - {number: 1, title: t, link: "https://x", valid_from: soon, '
     "content: {}}\n", "valid_from: a day is expected"),
    ("- 1\n", "exactly these values"),
])
def test_a_spoilt_file_loads_nothing(institutions, tmp_path, text, said):
    (tmp_path / "spoilt.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(CommandError, match=said) as caught:
        load(tmp_path)
    assert "spoilt.yaml" in str(caught.value)
    assert caught.value.returncode == 2


def test_half_a_file_is_not_saved(institutions, tmp_path):
    good = (FOLDER / "saldus.yaml").read_text(encoding="utf-8")
    second = good[good.index("  - number"):].replace("2019-01-01", "2020-01-01")
    (tmp_path / "saldus.yaml").write_text(good + second, encoding="utf-8")
    with pytest.raises(CommandError, match="overlap"):
        load(tmp_path)
    assert rows_of(institutions["SLD"]) == []
