"""A new application, step by step, and everything that may be typed wrong on the way."""

import uuid

import pytest

from digisoc.casework.models import Case
from digisoc.intake.models import Application, RegisterReading
from digisoc.registry.api import create_household, register_person
from digisoc.registry.models import HouseholdMember, Person
from digisoc.registry.types import Member, PersonData
from tests.intake.conftest import IBAN
from tests.support.registers import TODAY, fault
from tests.web.desk.intake.conftest import text

pytestmark = pytest.mark.django_db
RECEIVED = {"received_on": "22.11.2026."}
ANNA = "170488-19906"
REQUEST = {
    "requests": ["status", "gmi", "housing"], "first_month": "2026-11", "channel": "desk", "iban": IBAN, **RECEIVED
}


@pytest.fixture
def anna(worker, acting_as):
    with acting_as(worker):
        data = PersonData("Anna", "Bērziņa", ANNA, declared_address="Lielā iela 14-7")
        return register_person(data, by=worker, why="x")


@pytest.fixture
def housed(anna, worker, acting_as):
    """Anna alone in a household."""
    with acting_as(worker):
        create_household(
            address="Lielā iela 14-7", atvk="0052000", members=[Member(anna.uid)], since=TODAY, by=worker, why="x"
        )
    return anna


def test_the_whole_way_from_a_code_to_a_declaration_filled_by_registers(desk, page, simulator, worker, acting_as):
    found = desk.post(page("new"), {"q": ANNA, **RECEIVED})
    assert "PMLP 22.11." in text(found)
    form = found.context["person_form"].initial
    typed = {name: str(value or "") for name, value in form.items() if name not in ("died_on", "birth_date")}
    registered = desk.post(page("new_person"), {**typed, "birth_date": "17.04.1988.", **RECEIVED})
    assert registered.status_code == 302
    offered = desk.get(registered.url)
    rows = offered.context["composition"].rows
    assert [row.name for row in rows] == ["Anna Bērziņa", "Jānis Bērziņš", "Emīls Bērziņš", "Elza Bērziņa"]
    assert [row.role for row in rows] == ["applicant", "spouse", "child", "child"]
    carried = {"offered": [row.code for row in rows if row.offered], "in": [row.key for row in rows if row.offered]}
    for row in rows[1:]:
        names = {f"given-{row.code}": row.first_name, f"surname-{row.code}": row.last_name}
        carried |= {**names, f"born-{row.code}": row.born}
    initial = {"address": "Lielā iela 14-7", "atvk": "0052000", "version": "0", "action": "next"}
    composed = desk.post(registered.url, {**carried, **initial})
    assert composed.status_code == 302, text(composed)
    sent = desk.post(composed.url, {**REQUEST, "form_token": str(uuid.uuid4())})
    assert sent.status_code == 302, text(sent)
    declaration = text(desk.get(sent.url))
    assert "VID 22.11." in declaration
    assert "512,40" in declaration
    with acting_as(worker):
        assert HouseholdMember.objects.count() == 4
        assert RegisterReading.objects.filter(outcome="answered").count() == RegisterReading.objects.count() == 24


@pytest.mark.parametrize("code", ["170488-19909", "311299-2", "010199-29990", "999999-99999", "1704881990612"])
def test_a_wrong_code_is_said_and_kept(desk, page, code):
    answer = desk.post(page("new"), {"q": code, **RECEIVED})
    assert answer.status_code == 422
    assert f'value="{code}"' in answer.content.decode()
    assert "Lai turpinātu" in text(answer)
    assert code in answer.context["form"].problems[0].sentence


def test_a_register_that_is_down_lets_the_worker_type_by_hand(desk, page, simulator):
    fault(simulator, service="*", mode="down")
    answer = desk.post(page("new"), {"q": ANNA, **RECEIVED})
    assert answer.status_code == 200
    assert "neatbildēja" in text(answer)
    assert answer.context["show_person_form"]
    assert answer.context["person_form"].initial["person_code"] == ANNA


def test_a_person_without_a_code_needs_a_birth_date_in_the_past(desk, page):
    typed = {"first_name": "Halina", "last_name": "Moroz", "birth_date": "30.12.2061.", **RECEIVED}
    answer = desk.post(page("new_person"), typed)
    assert answer.status_code == 422
    assert "nākotnē" in text(answer)
    assert 'value="Halina"' in answer.content.decode()
    missing = desk.post(page("new_person"), {**typed, "birth_date": ""})
    assert missing.status_code == 422
    right = desk.post(page("new_person"), {**typed, "birth_date": "30.12.1961."})
    assert right.status_code == 302


def test_somebody_without_a_code_is_not_registered_twice_by_accident(desk, page, worker, acting_as):
    typed = {"first_name": "Halina", "last_name": "Moroz", "birth_date": "30.12.1961.", **RECEIVED}
    assert desk.post(page("new_person"), typed).status_code == 302
    again = desk.post(page("new_person"), typed)
    assert again.status_code == 409
    assert "jau ir reģistrā" in text(again)
    assert desk.post(page("new_person"), {**typed, "another": "yes"}).status_code == 302
    with acting_as(worker):
        assert Person.objects.count() == 2


def test_a_day_in_the_future_is_refused_and_kept(desk, page):
    answer = desk.post(page("new"), {"q": "Anna", "received_on": "23.11.2026."})
    assert answer.status_code == 422
    assert 'value="23.11.2026."' in answer.content.decode()


def test_a_person_in_another_household_is_named_with_a_way_on(desk, page, silent, housed, worker, acting_as):
    with acting_as(worker):
        janis = register_person(PersonData("Jānis", "Bērziņš", "020985-19900"), by=worker, why="x")
        create_household(
            address="Pils iela 3", atvk="0052000", members=[Member(janis.uid)], since=TODAY, by=worker, why="x"
        )
    url = page("new_member", housed)
    found = desk.post(url, {"action": "find", "q": "020985-19900"})
    assert "Pils iela 3" in text(found)
    chosen = {"action": "choose", "person": str(janis.uid), "role": "spouse"}
    refused = desk.post(url, chosen)
    assert refused.status_code == 409
    assert "Jānis Bērziņš jau ir mājsaimniecībā adresē Pils iela 3" in text(refused)
    assert desk.post(url, {**chosen, f"left-{janis.uid}": "yes"}).status_code == 302
    with acting_as(worker):
        assert HouseholdMember.objects.get(person=janis).household.address == "Lielā iela 14-7"


def test_the_register_not_answering_for_the_address_is_shown(desk, page, simulator, anna):
    fault(simulator, service="*", mode="down")
    answer = desk.get(page("new_household", anna))
    assert answer.status_code == 200
    assert "Pievienojiet mājsaimniecības personas ar roku" in text(answer)


def test_a_double_click_makes_one_application(desk, page, silent, housed, worker, acting_as):
    token = str(uuid.uuid4())
    first = desk.post(page("new_request", housed), {**REQUEST, "form_token": token})
    second = desk.post(page("new_request", housed), {**REQUEST, "form_token": token})
    assert first.url == second.url
    with acting_as(worker):
        assert Application.objects.count() == 1
        assert Case.objects.count() == 1


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"requests": []}, "Atzīmējiet vismaz vienu"),
        ({"iban": ""}, "Trūkst konta"),
        ({"iban": "LV80BANK0000435195002"}, "LV80BANK0000435195002"),
        ({"first_month": "2025-01"}, "Pabalstu var piešķirt"),
        ({"first_month": "nekas"}, "nekas"),
        ({"received_on": "23.11.2026."}, "nākotnē"),
        ({"received_on": "31.02.2026."}, "31.02.2026."),
        ({"received_on": "01.10.2026."}, "vēl nav reģistrēta"),
        ({"form_token": "x"}, "Nospiediet pogu vēlreiz"),
        ({"channel": "pigeon"}, "pigeon"),
    ],
)
def test_every_wrong_answer_is_said_and_the_rest_is_kept(desk, page, silent, housed, change, words):
    typed = {**REQUEST, "form_token": str(uuid.uuid4()), **change}
    answer = desk.post(page("new_request", housed), typed)
    assert answer.status_code == 422
    assert words in text(answer)
    assert f'value="{typed["iban"]}"' in answer.content.decode()


def test_an_application_that_came_before_the_household_was_recorded(desk, page, silent, housed):
    step = page("new_household", housed, received="2026-11-18")
    fields = {"address": "Lielā iela 14-7", "atvk": "0052000", "version": "1", "action": "next"}
    assert desk.post(step, fields).status_code == 302
    sent = desk.post(
        page("new_request", housed), {**REQUEST, "received_on": "18.11.2026.", "form_token": str(uuid.uuid4())}
    )
    assert sent.status_code == 302, text(sent)


def test_a_stale_household_shows_both_versions(desk, page, silent, housed):
    fields = {"address": "x", "atvk": "0052000", "version": "9", "action": "next"}
    answer = desk.post(page("new_household", housed), fields)
    assert answer.status_code == 409
    assert "Anna Bērziņa" in answer.context["theirs"]
    assert desk.post(page("new_household", housed), {**fields, "version": "1"}).status_code == 302


def test_the_summary_names_the_field_that_is_empty(desk, page):
    answer = desk.post(page("new_person"), {"last_name": "Moroz", "birth_date": "30.13.1961.", **RECEIVED})
    shown = text(answer)
    assert '<a class="ds-link" href="#f-first_name">Vārds: aizpildiet šo lauku.</a>' in shown
    assert '<a class="ds-link" href="#f-birth_date">Dzimšanas datums: “30.13.1961.” nav datums.</a>' in shown
    assert "</span>Aizpildiet šo lauku." in shown
