"""Benefits decided one dimension at a time, and what holds for every household."""

from dataclasses import replace
from datetime import date
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digisoc.kernel.errors import InvalidValue
from digisoc.regulations.content import parse_content
from digisoc.regulations.eligibility import household_kinds
from digisoc.regulations.enums import (
    BenefitHousehold,
    Circumstance,
    Disability,
    Education,
    EventKind,
    Occasion,
    OtherSupport,
    Proof,
    Status,
)
from digisoc.regulations.evaluation import evaluate
from digisoc.regulations.terms_of_time import last_day, oldest_day, period_around
from digisoc.regulations.types import Event, Granted, PersonFacts, Receipt
from tests.regulations.samples import LAW_2026, benefit, content, facts

APPLIED = date(2026, 3, 10)
CHILD = PersonFacts("c", date(2016, 5, 1), education=Education.BASIC)
ADULT = PersonFacts("a", date(1986, 1, 1))
PENSIONER = PersonFacts("p", date(1950, 1, 1), income_gross=52_700, income_net=50_000)


def decide(given_facts, law=LAW_2026, **changes):
    return evaluate(parse_content(content(benefit(**changes))), "health_care", given_facts, law)


def receipt(cents: int, day: date = APPLIED, reference: str = "r1", **more) -> Receipt:
    return Receipt(reference, day, cents, **more)


def code_of(outcome) -> str:
    assert outcome.granted == 0
    assert str(outcome.refusal)
    return outcome.refusal.code


def test_receipts_count_the_ceiling_down():
    first = decide(facts(receipts=(receipt(8_000),)))
    assert (first.granted, first.remaining, first.references) == (8_000, 3_500, {"r1"})
    earlier = (Granted("health_care", date(2026, 1, 5), 8_000, references=frozenset({"r1"})),)
    second = decide(facts(receipts=(receipt(5_000, reference="r2"),), granted=earlier))
    assert (second.granted, second.remaining) == (3_500, 0)
    gone = decide(facts(receipts=(receipt(5_000, reference="r3"),),
                        granted=(*earlier, Granted("health_care", APPLIED, 3_500))))
    assert (code_of(gone), gone.refusal.limit, gone.refusal.actual) == ("used_up", "115.00", "115.00")


def test_a_new_year_has_a_new_ceiling():
    last_year = (Granted("health_care", date(2025, 12, 31), 11_500),)
    assert decide(facts(receipts=(receipt(8_000),), granted=last_year)).granted == 8_000


@pytest.mark.parametrize(("day", "code"), [
    (date(2025, 3, 10), None), (date(2025, 3, 9), "receipt_too_old"), (date(2026, 3, 11), "receipt_later"),
])
def test_the_age_of_a_receipt(day, code):
    outcome = decide(facts(receipts=(receipt(100, day),)))
    assert outcome.granted == (0 if code else 100)
    if code:
        assert code_of(outcome) == code
        assert outcome.refusal.actual == day.isoformat()


def test_an_old_receipt_beside_a_good_one_is_set_aside():
    outcome = decide(facts(receipts=(receipt(100), receipt(900, date(2024, 1, 1), "old"))))
    assert outcome.granted == 100
    assert [(one.reference, one.refusal.code) for one in outcome.set_aside] == [("old", "receipt_too_old")]


def test_a_receipt_counts_once():
    twice = decide(facts(receipts=(receipt(100), receipt(100))))
    assert (twice.granted, twice.set_aside[0].refusal.code) == (100, "receipt_twice")
    used = Granted("anything", date(2024, 1, 1), 1, references=frozenset({"r1"}))
    assert code_of(decide(facts(receipts=(receipt(100),), granted=(used,)))) == "receipt_used"


def test_receipts_beyond_the_ceiling_may_come_again_next_year():
    outcome = decide(facts(receipts=(receipt(11_500, date(2026, 1, 1)), receipt(500, reference="later"))))
    assert (outcome.granted, outcome.references) == (11_500, {"r1"})


@pytest.mark.parametrize(("given_facts", "changes", "code"), [
    (facts(Status.LOW_INCOME), {}, "status"),
    (facts(Status.NONE), {}, "status"),
    (facts(), {"who": {"statuses": ["needy"], "households": ["with_children"]}}, "household_type"),
    (facts(), {"who": {"statuses": ["needy"], "not_households": ["working_age_adult_present"]}}, "household_type"),
    (facts(Status.NEEDY, ADULT, CHILD), {"who": {"statuses": ["needy"], "children_from": 2}}, "children"),
    (facts(Status.NEEDY, ADULT, CHILD), {"who": {"statuses": ["needy"], "children_to": 0}}, "children"),
    (facts(), {"who": {"statuses": ["needy"], "persons": ["child"]}}, "person"),
    (facts(), {"who": {"statuses": ["needy"], "age_from": 41}}, "person"),
    (facts(), {"who": {"statuses": ["needy"], "age_to": 39}}, "person"),
    (facts(), {"who": {"statuses": ["needy"], "disability": ["group_1"]}}, "person"),
    (facts(), {"who": {"statuses": ["needy"], "education": ["basic"]}}, "person"),
    (facts(), {"who": {"statuses": ["needy"], "circumstances": ["bedridden"]}}, "person"),
    (facts(Status.NEEDY, replace(ADULT, circumstances=frozenset({Circumstance.WORKING}))),
     {"who": {"statuses": ["needy"], "without": ["working"]}}, "person"),
    (facts(), {"who": {"statuses": ["needy"], "proofs": ["gp_note"]}}, "proof"),
    (facts(), {"who": {"statuses": ["needy"], "occasions": ["travel"]}}, "occasion"),
    (facts(occasion=Occasion.OTHER), {"who": {"statuses": ["needy"], "occasions": ["travel"]}}, "occasion"),
    (facts(), {"time": {"application_window": {"from": "08-16", "to": "09-30"}}}, "application_window"),
    (facts(), {"time": {"application_window": {"from": "11-01", "to": "03-09"}}}, "application_window"),
    (facts(), {"time": {"apply_within": {"months": 1}}}, "occasion_day"),
    (facts(occasion_on=date(2026, 3, 11)), {}, "occasion_later"),
    (facts(occasion_on=date(2026, 2, 8)), {"time": {"apply_within": {"days": 29}}}, "too_late"),
    (facts(other_support=frozenset({OtherSupport.FREE_LUNCH})), {"excludes": ["free_lunch"]}, "excluded"),
    (facts(), {"amount": {"kind": "ceiling_with_receipts"}}, "amount_unknown"),
    (facts(), {"amount": {"kind": "per_event", "max_count": 4}}, "amount_unknown"),
    (facts(), {}, "no_receipts"),
    (facts(need=500), {"kind": "crisis", "who": None, "amount": {"kind": "up_to_need", "value": 100}}, "reason"),
    (facts(reason="x"), {"kind": "crisis", "who": None, "amount": {"kind": "up_to_need", "value": 9}},
     "nothing_to_pay"),
])
def test_the_one_reason(given_facts, changes, code):
    assert code_of(decide(given_facts, **changes)) == code


def test_the_refusal_says_limit_and_actual():
    refusal = decide(facts(Status.LOW_INCOME)).refusal
    assert (refusal.limit, refusal.actual) == ("needy", "low_income")


@pytest.mark.parametrize("applied", [date(2026, 12, 31), date(2026, 1, 1), date(2026, 3, 9), date(2026, 11, 1)])
def test_a_window_over_new_year(applied):
    outcome = decide(
        facts(applied_on=applied, receipts=(receipt(100, applied),)),
        time={"application_window": {"from": "11-01", "to": "03-09"}},
    )
    assert outcome.granted == 100


@pytest.mark.parametrize(("basis", "scope", "unit", "value", "granted"), [
    ("gross", "person", "euro", 527, True), ("gross", "person", "euro", 526.99, False),
    ("net", "household", "euro", 500, True), ("net", "household", "euro", 499.99, False),
    ("gross", "per_head", "minimum_wage_percent", 33.782, True),
    ("gross", "per_head", "minimum_wage_percent", 33.78, False),
])
def test_income_caps(basis, scope, unit, value, granted):
    people = (PENSIONER,) if scope != "per_head" else (PENSIONER, ADULT)
    cap = {"basis": basis, "scope": scope, "unit": unit, "value": value}
    outcome = decide(facts(Status.NEEDY, *people, receipts=(receipt(100),)),
                     who={"statuses": ["needy"], "income_cap": cap})
    assert outcome.granted == (100 if granted else 0)
    if not granted:
        assert outcome.refusal.code == "income_cap"
        assert "" not in (outcome.refusal.limit, outcome.refusal.actual)


def test_each_person_has_a_ceiling_of_the_own():
    receipts = (receipt(20_000, person="a"), receipt(4_000, person="p", reference="r2"),
                receipt(1, person="x", reference="r3"), receipt(1, reference="r4"))
    outcome = decide(facts(Status.NEEDY, ADULT, PENSIONER, receipts=receipts), scope="person")
    assert {share.person: (share.cents, share.remaining) for share in outcome.shares} == {
        "a": (11_500, 0), "p": (4_000, 7_500),
    }
    assert (outcome.granted, outcome.remaining) == (15_500, 7_500)
    assert {one.refusal.code for one in outcome.set_aside} == {"receipt_person"}


def test_a_fixed_sum_once_a_period_for_each_child():
    fixed = {"scope": "person", "amount": {"kind": "fixed", "value": 30},
             "who": {"statuses": ["needy"], "persons": ["child"]}}
    other = replace(CHILD, id="d")
    assert decide(facts(Status.NEEDY, ADULT, CHILD, other), **fixed).granted == 6_000
    had = Granted("health_care", date(2026, 1, 2), 3_000, "c")
    assert [one.person for one in decide(facts(Status.NEEDY, ADULT, CHILD, other, granted=(had,)), **fixed).shares] == [
        "d"]
    again = decide(facts(Status.NEEDY, ADULT, CHILD, granted=(had,)), **fixed)
    assert (code_of(again), again.refusal.actual) == ("granted_already", "2026-01-02")


@pytest.mark.parametrize(("cents", "granted"), [(1_000, 900), (5, 5), (1, 1), (3_333, 3_000)])
def test_a_share_of_the_bill(cents, granted):
    """90 % of 0,05 is 0,045, rounded half up to 0,05; of 33,33 it is 29,997, so 30,00."""
    outcome = decide(facts(receipts=(receipt(cents),)), amount={"kind": "share_of_bill", "share": 90})
    assert (outcome.granted, outcome.remaining) == (granted, None)


def test_a_share_of_the_bill_for_a_number_of_days():
    amount = {"kind": "share_of_bill", "share": 100, "max_count": 60}
    bills = (receipt(8_000, date(2026, 1, 31), days=40), receipt(8_000, days=40, reference="r2"))
    outcome = decide(facts(receipts=bills), amount=amount)
    assert (outcome.granted, outcome.shares[0].count) == (12_000, 60)
    had = Granted("health_care", date(2026, 2, 1), 12_000, count=60)
    assert code_of(decide(facts(receipts=(receipt(1, days=1),), granted=(had,)), amount=amount)) == "count_used_up"
    assert code_of(decide(facts(receipts=(receipt(1),)), amount=amount)) == "receipt_days"


def test_events_at_their_rates_and_up_to_their_number():
    rates = [{"event": "gp_visit", "value": 1}, {"event": "hospital_day", "value": 7, "from_number": 2}]
    events = (Event(EventKind.GP_VISIT, 3, APPLIED), Event(EventKind.HOSPITAL_DAY, 5, APPLIED),
              Event(EventKind.SPECIALIST_VISIT, 9, APPLIED))
    assert decide(facts(events=events), amount={"kind": "per_event", "rates": rates}).granted == 300 + 2_800
    limited = decide(facts(events=events), amount={"kind": "per_event", "rates": rates, "max_count": 4})
    assert (limited.granted, limited.shares[0].count) == (300 + 700, 4)
    had = Granted("health_care", date(2026, 1, 1), 100, count=4)
    assert code_of(decide(facts(events=events, granted=(had,)),
                          amount={"kind": "per_event", "rates": rates, "max_count": 4})) == "count_used_up"
    assert code_of(decide(facts(), amount={"kind": "per_event", "rates": rates})) == "no_events"
    first_day = (Event(EventKind.HOSPITAL_DAY, 1, APPLIED),)
    assert code_of(decide(facts(events=first_day), amount={"kind": "per_event", "rates": rates})) == "no_events"


def test_a_crisis_asks_for_no_status_and_reckons_in_minimum_wages():
    crisis = {"kind": "crisis", "who": None, "period": "one_off", "time": {"apply_within": {"months": 1}},
              "amount": {"kind": "up_to_need", "unit": "minimum_wage", "value": 2}}
    fire = facts(Status.NONE, need=200_000, reason="Nodega māja", occasion_on=date(2026, 2, 10))
    assert (decide(fire, **crisis).granted, decide(fire, **crisis).remaining) == (156_000, 0)
    had = Granted("health_care", date(2026, 2, 20), 156_000)
    assert code_of(decide(replace(fire, granted=(had,)), **crisis)) == "used_up"
    before = Granted("health_care", date(2026, 2, 9), 156_000)
    assert decide(replace(fire, granted=(before,)), **crisis).granted == 156_000
    late = decide(replace(fire, occasion_on=date(2026, 2, 9), applied_on=date(2026, 3, 10)), **crisis)
    assert (code_of(late), late.refusal.limit, late.refusal.actual) == ("too_late", "2026-03-09", "2026-03-10")


def test_an_exclusion_holds_both_ways():
    both = parse_content(content(benefit(), benefit(code="other_help", excludes=["health_care"])))
    had = Granted("other_help", date(2026, 1, 1), 100)
    outcome = evaluate(both, "health_care", facts(receipts=(receipt(1),), granted=(had,)), LAW_2026)
    assert (code_of(outcome), outcome.refusal.actual) == ("excluded", "other_help")
    old = replace(had, day=date(2025, 12, 31))
    assert evaluate(both, "health_care", facts(receipts=(receipt(1),), granted=(old,)), LAW_2026).granted == 1


@pytest.mark.parametrize("source", [
    {"status": "unconfirmed"}, {"status": "confirmed", "known_until": "2026-02"},
])
def test_an_unconfirmed_value_says_so(source):
    base = {"act": "SN 1", "link": "https://likumi.lv/ta/id/1"}
    assert decide(facts(receipts=(receipt(1),)), source={**base, **source}).unconfirmed
    assert not decide(facts(receipts=(receipt(1),))).unconfirmed


@pytest.mark.parametrize(("people", "kinds"), [
    ((PENSIONER,), {"lone_pensioner_or_disabled", "all_pension_age_or_disabled", "no_working_age_adult"}),
    ((ADULT,), {"working_age_adult_present"}),
    ((ADULT, CHILD), {"single_parent", "working_age_adult_present", "with_children"}),
    ((PENSIONER, replace(CHILD, disability=Disability.CHILD)),
     {"single_parent", "all_pension_age_or_disabled", "no_working_age_adult", "with_children",
      "child_with_disability"}),
    ((ADULT, replace(CHILD, circumstances=frozenset({Circumstance.IN_GUARDIANSHIP}))),
     {"single_parent", "working_age_adult_present", "with_children", "guardianship_family"}),
])
def test_household_types(people, kinds):
    assert household_kinds(people, LAW_2026) == {BenefitHousehold(kind) for kind in kinds}


@pytest.mark.parametrize(("period", "days"), [
    ("month", (date(2026, 3, 1), date(2026, 3, 31))), ("quarter", (date(2026, 1, 1), date(2026, 3, 31))),
    ("calendar_year", (date(2026, 1, 1), date(2026, 12, 31))),
    ("school_year", (date(2025, 9, 1), date(2026, 8, 31))), ("one_off", None),
])
def test_periods(period, days):
    assert period_around(parse_content(content(benefit(period=period))).benefits[0].period, APPLIED) == days


def test_terms_end_on_working_days():
    terms = [parse_content(content(benefit(time={"receipt_age": {unit: count}}))).benefits[0].time.receipt_age
             for unit, count in (("days", 30), ("months", 1), ("working_days", 10))]
    assert [last_day(date(2026, 1, 31), term) for term in terms] == [
        date(2026, 3, 2), date(2026, 3, 2), date(2026, 2, 13)]
    assert [oldest_day(date(2026, 3, 31), term) for term in terms] == [
        date(2026, 3, 1), date(2026, 2, 28), date(2026, 3, 17)]


@pytest.mark.parametrize("wrong", [
    {"need": -1}, {"receipts": (receipt(-1),)}, {"receipts": (receipt(100_000_001),)},
    {"events": (Event(EventKind.GP_VISIT, -1, APPLIED),)}, {"granted": (Granted("x", APPLIED, -1),)},
    {"persons": ()}, {"persons": (ADULT, ADULT)},
    {"persons": tuple(replace(ADULT, id=str(number)) for number in range(41))},
])
def test_facts_that_cannot_be(wrong):
    with pytest.raises(InvalidValue):
        decide(replace(facts(), **wrong))


def test_forty_persons_are_a_household():
    people = tuple(replace(ADULT, id=str(number)) for number in range(40))
    assert decide(facts(Status.NEEDY, *people, receipts=(receipt(100),))).granted == 100


AMOUNTS = st.sampled_from([
    {"kind": "ceiling_with_receipts", "value": 115}, {"kind": "share_of_bill", "share": 33.333},
    {"kind": "share_of_bill", "share": 90, "value": 50}, {"kind": "share_of_bill", "share": 100, "max_count": 7},
    {"kind": "fixed", "value": 30}, {"kind": "ceiling_with_receipts", "unit": "minimum_wage", "value": 0.123},
    {"kind": "per_event", "rates": [{"event": "gp_visit", "value": 1.5}], "max_count": 3, "value": 4},
])
RECEIPTS = st.lists(st.builds(
    Receipt, reference=st.sampled_from("uvwxyz"), day=st.dates(date(2024, 6, 1), date(2026, 3, 20)),
    cents=st.integers(0, 20_000), person=st.sampled_from(["", "a", "c"]), days=st.integers(0, 9),
), max_size=6).map(tuple)
EVENTS = st.lists(st.builds(
    Event, kind=st.sampled_from(EventKind), count=st.integers(0, 5), day=st.dates(date(2026, 1, 1), APPLIED),
    person=st.sampled_from(["", "a", "c"]),
), max_size=4).map(tuple)


@given(AMOUNTS, st.sampled_from(["person", "household"]), RECEIPTS, EVENTS, st.integers())
def test_never_negative_and_never_dependent_on_order(amount, scope, receipts, events, seed):
    one = facts(Status.NEEDY, ADULT, CHILD, receipts=receipts, events=events)
    outcome = decide(one, amount=amount, scope=scope)
    assert outcome.granted >= 0
    assert (outcome.granted > 0) == (outcome.refusal is None)
    assert outcome.remaining is None or outcome.remaining >= 0
    assert all(share.cents >= 0 for share in outcome.shares)
    shuffle = Random(seed)
    shuffled = replace(one, **{
        name: tuple(shuffle.sample(getattr(one, name), len(getattr(one, name))))
        for name in ("receipts", "events", "persons")
    })
    assert decide(shuffled, amount=amount, scope=scope) == outcome


@given(AMOUNTS, st.sampled_from(["person", "household"]), st.lists(
    st.tuples(st.dates(date(2026, 1, 1), date(2026, 12, 31)), RECEIPTS, EVENTS), max_size=6))
def test_the_sum_over_the_year_never_exceeds_the_ceiling(amount, scope, applications):
    """Applications of a year in any order, each with the grants before it, and every receipt at most once."""
    granted: tuple[Granted, ...] = ()
    used: set[str] = set()
    for day, receipts, events in applications:
        one = facts(Status.NEEDY, ADULT, CHILD, applied_on=day, receipts=receipts, events=events, granted=granted)
        outcome = decide(one, amount=amount, scope=scope)
        assert not used & outcome.references
        assert outcome.granted <= sum(each.cents for each in receipts) or amount["kind"] in ("fixed", "per_event")
        used |= outcome.references
        granted += tuple(
            Granted("health_care", day, share.cents, share.person, share.count,
                    outcome.references if number == 0 else frozenset())
            for number, share in enumerate(outcome.shares)
        )
    if "value" not in amount:
        return
    ceiling = 9_594 if amount.get("unit") else amount["value"] * 100
    for person in {one.person for one in granted}:
        assert sum(one.cents for one in granted if one.person == person) <= ceiling
    assert "max_count" not in amount or sum(one.count for one in granted) <= 3 * (2 if scope == "person" else 1)


def test_missing_papers_are_named():
    outcome = decide(facts(proofs=frozenset({Proof.GP_NOTE})), who={"statuses": ["needy"], "proofs": [
        "gp_note", "social_worker_plan"]})
    assert outcome.refusal.actual == "social_worker_plan"
