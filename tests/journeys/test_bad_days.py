"""Bad input over HTTP that belongs to no single screen: rubbish in every field and address, and silence.

What one screen refuses stands beside that screen's own tests.
"""

import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import URLPattern, get_resolver, reverse

from digisoc.accounts.api import Role
from digisoc.intake.models import Application, HousingCost, IncomeLine, PropertyLine, RegisterReading
from tests.support.registers import fault
from tests.web.desk.intake.conftest import (  # noqa: F401
    _pinned,
    applied,
    desk,
    page,
    png,
    silent,
    simulator,
    text,
    worker,
)

pytestmark = pytest.mark.django_db
RUBBISH = (
    "\x00", "A\x00nna", "\ufffe\u202eAnna", "x" * 5000, "9" * 40, "-1", "<b>", "%s%(x)s{{ 7 }}", "' OR 1=1 --",
)
#: Fields as the screens name them; every address gets all of them, and takes what it knows.
FIELDS = (
    "q", "received_on", "first_name", "last_name", "person_code", "birth_date", "declared_address", "declared_atvk",
    "phone", "email", "language", "iban", "in", "offered", "address", "atvk", "version", "action", "form_token",
    "requests", "first_month", "channel", "person", "kind", "source", "total", "value", "amount", "reason", "evidence",
    "amount-2026-09", "cost-rent", "was-cost-rent", "note", "return_note", "why", "due_until", "execution_date",
    "signed_on", "method", "file_kind", "month", "months", "studying", "disability", "left_on",
)
EVERY_ROLE = tuple(Role)
ANSWERS = {200, 302, 400, 404, 405, 409, 422}


def _addresses() -> list[URLPattern]:
    patterns = next(entry for entry in get_resolver().url_patterns if hasattr(entry, "url_patterns")).url_patterns
    desk_part = next(entry for entry in patterns if str(entry.pattern) == "desk/")
    flat: list[URLPattern] = []
    for entry in desk_part.url_patterns:
        flat += entry.url_patterns if hasattr(entry, "url_patterns") else [entry]
    return flat


DESK = [(entry.name, tuple(entry.pattern.converters)) for entry in _addresses()]


def _rows(application, people) -> dict[str, uuid.UUID]:
    """A row of each kind that an address may name."""
    return {
        "case": application.case.uid, "application": application.uid, "person": people[0].uid,
        "income": IncomeLine.objects.all()[0].uid, "reading": RegisterReading.objects.all()[0].uid,
    }


@pytest.fixture
def filled(applied, simulator, worker, acting_as):  # noqa: F811
    """The Bērziņi with the registers' answers, and one row of each kind."""
    from digisoc.intake.api import ask_registers

    application, people = applied()
    with acting_as(worker):
        ask_registers(application, by=worker, why="test")
        return application, people, _rows(application, people)


@pytest.mark.parametrize("rubbish", RUBBISH, ids=range(len(RUBBISH)))
def test_rubbish_in_every_field_is_never_a_fault_of_ours(filled, actor, client_of, rubbish, settings):
    """The way to each form is right, what is typed into it is rubbish; the page comes back or says where to go."""
    settings.DAGR_URL = "http://127.0.0.1:1"
    client = client_of(actor("TUK", *EVERY_ROLE, name="Dara Visu"))
    typed = dict.fromkeys(FIELDS, rubbish)
    for name, keys in DESK:
        for row in filled[2].values() if keys else [None]:
            url = reverse(f"desk:{name}", args=[row] * len(keys))
            assert client.post(url, typed).status_code in ANSWERS, url
            assert client.get(url, {"q": rubbish, "page": rubbish, "show": rubbish}).status_code in ANSWERS, url


def test_nothing_at_any_address_belongs_to_the_neighbour(filled, actor, client_of):
    """Every address with every known identifier, for somebody with every role in another municipality."""
    near = client_of(actor("LPJ", *EVERY_ROLE, name="Kārlis Jūrnieks"))
    for name, keys in DESK:
        if not keys:
            continue
        for row in filled[2].values():
            url = reverse(f"desk:{name}", args=[row] * len(keys))
            for answer in (near.get(url), near.post(url, {"version": "1"})):
                assert answer.status_code in (404, 405), url
                assert "Bērzi" not in text(answer), url


def test_a_form_without_its_token_is_refused_with_a_sentence(worker, page):  # noqa: F811
    strict = Client(enforce_csrf_checks=True)
    answer = strict.post(page("new"), {"q": "Anna"})
    assert answer.status_code == 403
    assert "nekas netika mainīts" in text(answer)


@pytest.mark.parametrize("amount", ["-0,01", "1,234", "100000000", "10,,5", "1e5", "NaN", "٣", "0x10"])
def test_wrong_amounts_of_bills_and_property_are_said_and_kept(filled, desk, page, acting_as, worker, amount):  # noqa: F811
    application = filled[0]
    bills = desk.post(page("housing_costs", application), {"cost-rent": amount, "cost-heating": "62,10"})
    savings = desk.post(
        page("add_property", application), {"person": filled[1][0].uid, "kind": "savings", "value": amount}
    )
    for answer in (bills, savings):
        assert answer.status_code == 422
        assert f'value="{amount}"' in answer.content.decode()
    assert 'value="62,10"' in bills.content.decode()
    with acting_as(worker):
        assert not HousingCost.objects.exists()
        assert not PropertyLine.objects.filter(kind="savings").exists()


def test_a_file_of_another_kind_than_its_name_is_refused_by_its_content(filled, desk, page, png):  # noqa: F811
    false = {"rekins.pdf": png, "rekins.png": b"%PDF-1.7 text", "rekins.exe": b"MZ", "x.svg": b"<svg/>"}
    for name, content in false.items():
        file = SimpleUploadedFile(name, content)
        answer = desk.post(page("add_document", filled[0]), {"file_kind": "bill", "file": file})
        assert answer.status_code == 422, name
        assert name in text(answer)


def test_a_register_that_lets_wait_is_shown_and_the_worker_goes_on(applied, simulator, settings, desk, page):  # noqa: F811
    settings.DAGR_TIMEOUT = 0.2
    application, people = applied()
    fault(simulator, service="*", mode="timeout", seconds=2)
    asked = desk.post(page("ask_all", application), follow=True)
    assert asked.status_code == 200
    assert "neatbildēja laikā" in text(asked) or "Jautāt vēlreiz" in text(asked)
    typed = {"person": people[0].uid, "kind": "wage", "source": "applicant", "amount-2026-09": "470,30"}
    assert desk.post(page("add_income", application), typed).status_code == 302
    assert "470,30" in text(desk.get(page("declaration", application.case)))


def test_an_application_sent_again_after_going_back_is_the_same_one(applied, silent, desk, page, acting_as, worker):  # noqa: F811
    """The page of a new application opened anew has another token: the open application is named, not doubled."""
    application, people = applied()
    typed = {
        "requests": ["status", "gmi", "housing"], "first_month": "2026-11", "channel": "desk",
        "iban": "LV80BANK0000435195001", "received_on": "22.11.2026.", "form_token": str(uuid.uuid4()),
    }
    answer = desk.post(page("new_request", people[0]), typed)
    with acting_as(worker):
        assert Application.objects.count() == 1, answer.status_code
    assert answer.status_code in (409, 422)
    assert application.case.number in text(answer)
