"""What is not a rule of the vocabulary, contradicts itself or the law: a sentence that names the place."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digisoc.regulations import enums
from digisoc.regulations.bounds import amounts_on, check_against_law
from digisoc.regulations.content import parse_content
from digisoc.regulations.law import law_of_day
from digisoc.regulations.policies import check_data
from digisoc.regulations.types import InvalidValue, RegulationError
from digisoc.rules import vocabulary
from tests.regulations.samples import SOURCE, benefit, content, data, thresholds

DAY = date(2026, 1, 1)


def refused(raw) -> RegulationError:
    with pytest.raises(RegulationError) as caught:
        parse_content(raw)
    assert str(caught.value).startswith(f"{caught.value.path}: ") or caught.value.path == "content"
    return caught.value


def test_a_whole_benefit_is_read_as_written():
    one = parse_content(content()).benefits[0]
    assert (one.code, one.amount.value, one.period) == ("health_care", 11_500, "calendar_year")
    assert one.time.receipt_age.count == 12


@pytest.mark.parametrize(("changes", "path", "code"), [
    ({"kind": "charity"}, "benefits[0].kind", "regulation.unknown_term"),
    ({"limit": 5}, "benefits[0].limit", "regulation.unknown_term"),
    ({"who": {"statuses": ["needy", "poor"]}}, "benefits[0].who.statuses[1]", "regulation.unknown_term"),
    ({"who": {"statuses": ["needy", "needy"]}}, "benefits[0].who.statuses[1]", "regulation.form"),
    ({"who": {"statuses": "needy"}}, "benefits[0].who.statuses", "regulation.form"),
    ({"who": {"statuses": ["none"]}}, "benefits[0].who.statuses", "regulation.status"),
    ({"who": None}, "benefits[0].who.statuses", "regulation.status"),
    ({"who": {"statuses": ["needy"], "age_from": 20, "age_to": 18}}, "benefits[0].who.age_from", "regulation.order"),
    ({"who": {"statuses": ["needy"], "children_from": -1}}, "benefits[0].who.children_from", "regulation.form"),
    ({"kind": "crisis"}, "benefits[0].who", "regulation.crisis"),
    ({"amount": {"kind": "share_of_bill", "share": 101}}, "benefits[0].amount.share", "regulation.percent"),
    ({"amount": {"kind": "share_of_bill", "share": 0}}, "benefits[0].amount.share", "regulation.percent"),
    ({"amount": {"kind": "fixed", "share": 50}}, "benefits[0].amount.share", "regulation.amount"),
    ({"amount": {"kind": "fixed", "value": 0}}, "benefits[0].amount.value", "regulation.nought"),
    ({"amount": {"kind": "fixed", "value": -5}}, "benefits[0].amount.value", "regulation.form"),
    ({"amount": {"kind": "fixed", "value": "1.005"}}, "benefits[0].amount.value", "regulation.form"),
    ({"amount": {"kind": "fixed", "value": "many"}}, "benefits[0].amount.value", "regulation.form"),
    ({"amount": {"kind": "fixed", "value": float("nan")}}, "benefits[0].amount.value", "regulation.form"),
    ({"amount": {"kind": "fixed", "value": float("inf")}}, "benefits[0].amount.value", "regulation.form"),
    ({"amount": {"kind": "fixed", "value": "1e999999"}}, "benefits[0].amount.value", "regulation.form"),
    ({"amount": {"kind": "fixed", "value": True}}, "benefits[0].amount.value", "regulation.form"),
    ({"amount": {"kind": "fixed", "unit": "minimum_wage", "value": 51}}, "benefits[0].amount.value", "regulation.form"),
    ({"amount": {"kind": "per_event", "rates": [{"event": "gp_visit", "value": 1}] * 2}}, "benefits[0].amount.rates[1]",
     "regulation.twice"),
    ({"amount": {"kind": "up_to_need", "value": 5}, "scope": "person"}, "benefits[0].scope", "regulation.scope"),
    ({"amount": None}, "benefits[0].amount", "regulation.missing"),
    ({"time": {"receipt_age": {"months": 1, "days": 3}}}, "benefits[0].time.receipt_age", "regulation.term"),
    ({"time": {"receipt_age": {"weeks": 1}}}, "benefits[0].time.receipt_age.weeks", "regulation.unknown_term"),
    ({"time": {"application_window": {"from": "02-30", "to": "09-30"}}}, "benefits[0].time.application_window.from",
     "regulation.form"),
    ({"time": {"application_window": {"from": "02-01"}}}, "benefits[0].time.application_window.to",
     "regulation.missing"),
    ({"excludes": ["nothing_known"]}, "benefits[0].excludes", "regulation.unknown_term"),
    ({"excludes": ["health_care"]}, "benefits[0].excludes", "regulation.unknown_term"),
    ({"code": "Veselība"}, "benefits[0].code", "regulation.form"),
    ({"name_lv": " "}, "benefits[0].name_lv", "regulation.form"),
    ({"name_lv": "x\x00"}, "benefits[0].name_lv", "regulation.form"),
    ({"name_lv": "x\ud800"}, "benefits[0].name_lv", "regulation.form"),
    ({"name_lv": "x" * 201}, "benefits[0].name_lv", "regulation.form"),
    ({"source": {**SOURCE, "link": "likumi.lv"}}, "benefits[0].source.link", "regulation.link"),
    ({"source": {**SOURCE, "status": "sure"}}, "benefits[0].source.status", "regulation.unknown_term"),
    ({"source": {**SOURCE, "known_until": "2026-13"}}, "benefits[0].source.known_until", "regulation.form"),
])
def test_the_place_is_named(changes, path, code):
    error = refused(content(benefit(**changes)))
    assert (error.path, error.code) == (path, code)


@pytest.mark.parametrize(("raw", "path"), [
    ({}, "content"), ([], "content"), ("x", "content"), (None, "content"), ({"benefits": {}}, "benefits"),
    ({"benefits": [3]}, "benefits[0]"), ({"prices": []}, "prices"),
    ({"thresholds": {"unit": "euro", "pairs": [], "source": SOURCE}}, "thresholds.pairs"),
    ({"coefficients": {"groups": {"everyone": 2}, "source": SOURCE}}, "coefficients.groups.everyone"),
    ({"thresholds": thresholds(other=None)}, "thresholds.pairs[0].other"),
])
def test_what_is_no_content_at_all(raw, path):
    assert refused(raw).path == path


def test_a_code_stands_once():
    assert refused(content(benefit(), benefit())).path == "benefits[1]"


def test_an_unknown_term_comes_with_the_known_ones():
    error = refused(content(benefit(period="decade")))
    assert "calendar_year" in error.hint % error.params


@given(st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(
        st.sampled_from(["thresholds", "benefits", "unit", "pairs", "coefficients", "groups", "kind", "amount"])
        | st.text(max_size=5), inner, max_size=4),
    max_leaves=12,
))
def test_whatever_comes_is_read_or_refused_with_a_place(raw):
    try:
        parse_content(raw)
    except RegulationError as error:
        assert error.path


@given(st.sampled_from(sorted(benefit())), st.none() | st.booleans() | st.floats() | st.integers() | st.text())
def test_a_spoilt_value_never_breaks_the_reader(name, value):
    try:
        parse_content(content({**benefit(), name: value}))
    except RegulationError as error:
        assert error.path.startswith("benefits[0]")


@pytest.mark.parametrize(("first", "other", "unit", "place", "code"), [
    (424.99, 350, "euro", "first", "bounds.below"),
    (680.01, 350, "euro", "first", "bounds.above"),
    (500, 297.99, "euro", "other", "bounds.below"),
    (500, 476.01, "euro", "other", "bounds.above"),
    (80.001, None, "median_percent", "first", "bounds.percent"),
    (70, 81, "median_percent", "other", "bounds.percent"),
    (49, None, "median_percent", "first", "bounds.below"),
])
def test_thresholds_outside_the_law(first, other, unit, place, code):
    with pytest.raises(RegulationError) as caught:
        check_data(data(DAY, thresholds=thresholds(first, other, unit)))
    assert (caught.value.path, caught.value.code) == (f"thresholds.pairs[0].{place}", code)
    assert str(caught.value).startswith(f"thresholds.pairs[0].{place}: ")


@pytest.mark.parametrize(("first", "other", "unit"), [
    (425, 298, "euro"), (680, 476, "euro"), (50, None, "median_percent"), (80, None, "median_percent"),
])
def test_thresholds_on_the_edge_of_the_law(first, other, unit):
    check_data(data(DAY, thresholds=thresholds(first, other, unit)))


def test_a_set_is_held_against_later_law_too():
    whole = data(date(2025, 1, 1), thresholds=thresholds(400, 290))
    with pytest.raises(RegulationError) as caught:
        check_data(whole)
    assert caught.value.code == "bounds.below"
    assert "01.01.2026" in str(caught.value)
    check_data(data(date(2025, 1, 1), date(2025, 12, 31), thresholds=thresholds(400, 290)))


@pytest.mark.parametrize(("day", "group", "value", "fine"), [
    (date(2026, 1, 1), "lone", 2.5, True), (date(2026, 1, 1), "lone", 2.4, False),
    (date(2026, 5, 1), "lone", 2.4, True), (date(2026, 5, 1), "lone", 2, False),
])
def test_an_own_coefficient_is_not_below_the_state(day, group, value, fine):
    whole = data(day, coefficients={"groups": {group: value}, "source": SOURCE})
    if fine:
        return check_data(whole)
    with pytest.raises(RegulationError) as caught:
        check_data(whole)
    assert (caught.value.path, caught.value.code) == ("coefficients.groups.lone", "bounds.coefficient")


@pytest.mark.parametrize("part", [
    {"thresholds": thresholds()}, {"coefficients": {"groups": {"lone": 3}, "source": SOURCE}},
])
def test_what_the_system_has_no_law_for_is_not_accepted(part):
    with pytest.raises(RegulationError) as caught:
        check_data(data(date(2020, 12, 31), **part))
    assert caught.value.code == "bounds.early"


def test_no_percentage_of_a_median_that_the_law_does_not_know():
    parsed = parse_content(content(thresholds=thresholds(70, None, "median_percent")))
    with pytest.raises(RegulationError) as caught:
        check_against_law(parsed, date(2022, 1, 1), None)
    assert caught.value.code == "bounds.median"


def test_percentages_become_whole_euro():
    """Salaspils 2024: 70 % of 685,78 is 480,05, printed 480 and 336."""
    parsed = parse_content(content(thresholds=thresholds(70, None, "median_percent"))).thresholds
    assert amounts_on(parsed, parsed.pairs[0], date(2024, 6, 1)) == (48_000, 33_600)


def test_the_vocabulary_is_that_of_the_rules():
    assert [item.value for item in enums.HouseholdType] == list(vocabulary.HOUSEHOLD_TYPES)
    assert {item.value for item in enums.HousingGroup} == set(vocabulary.HOUSING_GROUPS)
    assert {item.value for item in enums.Disability} == {item.value for item in vocabulary.Disability}


def test_the_minimum_wage_is_that_of_the_day():
    assert [law_of_day(date(year, 2, 1)).minimum_wage for year in (2021, 2024, 2026)] == [50_000, 70_000, 78_000]
    with pytest.raises(InvalidValue):
        law_of_day(date(2017, 12, 31))
