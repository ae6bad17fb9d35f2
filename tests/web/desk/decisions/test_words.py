"""The insights as sentences, in both languages."""

import uuid

import pytest
from django.utils import translation

from digisoc.intake.enums import PropertyKind, Source
from digisoc.intake.types import ValueView
from digisoc.kernel.months import Month
from digisoc.web.desk.decisions import words
from digisoc.web.desk.decisions.insights import Doubt, Effect, WithinLimits

EVERYTHING = ("status", "gmi", "housing")


def plain(text: str) -> str:
    return text.replace("\xa0", " ")


HIGHER = Effect(0, 1403, "needy", "needy")


def doubt(effect=HIGHER, counted_by="register", other_by="declared", **changes) -> Doubt:
    view = ValueView(
        uid=uuid.uuid4(), value=51240, source=Source.REGISTER, register="income", register_moment=None,
        register_value=51240, declared_value=47030, corrected_value=None, reason="Izziņa", evidence_uid=None,
        differs=True, version=1,
    )
    known = {
        "value": view, "person_uid": uuid.uuid4(), "person_name": "Anna", "kind": "wage", "month": Month(2026, 9),
        "is_property": False, "counted_by": counted_by, "other_by": other_by, "now": 51240, "other": 47030,
        "effect": effect, **changes,
    }
    return Doubt(**known)


def test_the_sentence_of_the_picture():
    with translation.override("lv"):
        assert words.doubt_title(doubt()) == "Anna · alga · 09.2026"
        assert plain(words.doubt_values(doubt())) == "Deklarēts 470,30 €, VID: 512,40 €. Skaita reģistra vērtību."
        said = words.doubt_effect(doubt(), EVERYTHING)
    assert plain(said) == "Ar deklarēto vērtību mājokļa pabalsts būtu par 14,03 € lielāks."


@pytest.mark.parametrize(("effect", "requests", "said"), [
    (Effect(0, 0, "needy", "needy"), EVERYTHING, "With the declared value the result would be the same."),
    (Effect(0, 1403, "needy", "needy"), ("gmi",), "With the declared value the result would be the same."),
    (Effect(-100, 0, "needy", "needy"), EVERYTHING, "With the declared value the GMI benefit would be 1,00 € lower."),
    (Effect(-100, 200, "needy", "none"), EVERYTHING,
     "With the declared value the household would be without a status instead of needy, the GMI benefit would be "
     "1,00 € lower and the housing benefit would be 2,00 € higher."),
])
def test_only_what_was_asked_for_is_said(effect, requests, said):
    with translation.override("en"):
        assert plain(words.doubt_effect(doubt(effect), requests)) == said


def test_a_correction_says_its_reason():
    with translation.override("en"):
        corrected = words.doubt_values(doubt(counted_by="corrected", other_by="register", now=47030, other=51240))
        declared = words.doubt_values(doubt(counted_by="corrected", now=50000))
    assert plain(corrected) == "VID says 512,40 €, replaced by 470,30 €: Izziņa."
    assert plain(declared) == "Declared 470,30 €, replaced by 500,00 €: Izziņa."


@pytest.mark.parametrize(("kind", "value", "shown"), [
    (PropertyKind.SAVINGS, 123_456, "1 234,56 €"), (PropertyKind.LAND, 12_500, "12 500 m²"),
    (PropertyKind.VEHICLE, 2, "2"),
])
def test_property_in_its_unit(kind, value, shown):
    assert plain(words.quantity(kind, value)) == shown


def test_norms_stand_in_one_line_and_an_unknown_code_stays_itself():
    codes = ["housing_norm.rent", "gmi_threshold", "housing_norm.heating", "low_income_threshold.0052000", "new.thing"]
    with translation.override("en"):
        lines = words.unconfirmed_in_words(codes)
    assert len(lines) == 4
    assert lines[0] == "GMI threshold"
    assert lines[2] == "new.thing"
    assert lines[3].startswith("Norms of housing costs: ")
    assert "," in lines[3]


def test_property_within_the_limits_says_nothing_when_nothing_asked_for_changes():
    within = WithinLimits(("several_homes",), Effect(500, 0, "none", "none"))
    with translation.override("en"):
        assert words.within_limits_in_words(within, ["housing"]) == ""
        assert "GMI benefit would be" in words.within_limits_in_words(within, ["gmi"])
