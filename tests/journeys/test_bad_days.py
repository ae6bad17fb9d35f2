"""Bad input over HTTP that belongs to no single screen: rubbish in every field and address, and silence.

What one screen refuses stands beside that screen's own tests.
"""

import uuid
from itertools import chain

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import URLPattern, URLResolver, reverse

from digisoc.accounts.api import Role
from digisoc.intake.models import HousingCost, IncomeLine, PropertyItem, RegisterReading
from digisoc.web.desk.urls import urlpatterns
from tests.support.registers import fault
from tests.web.desk.intake.conftest import (  # noqa: F401
    _pinned,
    applied,
    desk,
    png,
    silent,
    simulator,
    text,
    worker,
)

pytestmark = pytest.mark.django_db
RUBBISH = ("A\x00nna", "\ufffe\u202eAnna", "x" * 5000, "9" * 40, "%s%(x)s{{ 7 }}")
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


def _flat(entries: list) -> list[URLPattern]:
    inside = (_flat(entry.url_patterns) if isinstance(entry, URLResolver) else [entry] for entry in entries)
    return list(chain.from_iterable(inside))


DESK = [(str(entry.name), str(entry.pattern)) for entry in _flat(urlpatterns)]


def _rows(application, people) -> dict[str, uuid.UUID]:
    """A row of each kind, by the beginning of the addresses that name it."""
    return {
        "new": people[0].uid, "cases": application.case.uid, "applications": application.uid,
        "income": IncomeLine.objects.all()[0].uid, "property": PropertyItem.objects.all()[0].uid,
        "readings": RegisterReading.objects.all()[0].uid, "persons": people[0].uid, "members": people[0].uid,
    }


def _url(rows: dict[str, uuid.UUID], name: str, route: str) -> str:
    """The address with the rows that it means; an unknown kind gets the case's."""
    parts = route.split("/")
    places = [parts[place - 1] for place, part in enumerate(parts) if part.startswith("<")]
    return reverse(f"desk:{name}", args=[rows.get(place, rows["cases"]) for place in places])


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
    for name, route in DESK:
        url = _url(filled[2], name, route)
        assert client.post(url, typed).status_code in ANSWERS, url
        assert client.get(url, {"q": rubbish, "page": rubbish, "show": rubbish}).status_code in ANSWERS, url


def test_nothing_at_any_address_belongs_to_the_neighbour(filled, actor, client_of):
    """Every address that names something, for somebody with every role in another municipality."""
    near = client_of(actor("LPJ", *EVERY_ROLE, name="Kārlis Jūrnieks"))
    for name, route in DESK:
        if "<" not in route:
            continue
        url = _url(filled[2], name, route)
        for answer in (near.get(url), near.post(url, {"version": "1"})):
            assert answer.status_code in (404, 405), url
            assert "Bērzi" not in text(answer), url


def test_a_form_without_its_token_is_refused_with_a_sentence(worker):  # noqa: F811
    strict = Client(enforce_csrf_checks=True)
    answer = strict.post(reverse("desk:new"), {"q": "Anna"})
    assert answer.status_code == 403
    assert "nekas nav mainīts" in text(answer)


@pytest.mark.parametrize("amount", ["-0,01", "1,234", "100000000", "10,,5", "1e5", "NaN", "٣", "0x10"])
def test_wrong_amounts_of_bills_and_property_are_said_and_kept(filled, desk, acting_as, worker, amount):  # noqa: F811
    application, people, _ = filled
    costs, things = (reverse(f"desk:{name}", args=[application.uid]) for name in ("housing_costs", "add_property"))
    bills = desk.post(costs, {"cost-rent": amount, "cost-heating": "62,10"})
    typed = {"person": people[0].uid, "kind": "savings", "source": "applicant", "quantity": amount}
    savings = desk.post(things, typed)
    for answer in (bills, savings):
        assert answer.status_code == 422
        assert f'value="{amount}"' in answer.content.decode()
    assert 'value="62,10"' in bills.content.decode()
    with acting_as(worker):
        assert not HousingCost.objects.exists()
        assert not PropertyItem.objects.filter(kind="savings").exists()


def test_a_file_of_another_kind_than_its_name_is_refused_by_its_content(filled, desk, png):  # noqa: F811
    false = {"rekins.pdf": png, "rekins.png": b"%PDF-1.7 text", "rekins.exe": b"MZ", "x.svg": b"<svg/>"}
    for name, content in false.items():
        file = SimpleUploadedFile(name, content)
        answer = desk.post(reverse("desk:add_document", args=[filled[0].uid]), {"file_kind": "bill", "file": file})
        assert answer.status_code == 422, name
        assert name in text(answer)


def test_a_register_that_lets_wait_is_shown_and_the_worker_goes_on(applied, simulator, settings, desk):  # noqa: F811
    settings.DAGR_TIMEOUT = 0.2
    application, people = applied()
    fault(simulator, service="*", mode="timeout", seconds=2)
    asked = desk.post(reverse("desk:ask_all", args=[application.uid]), follow=True)
    assert asked.status_code == 200
    assert "row-silent" in text(asked)
    assert "Jautāt vēlreiz" in text(asked)
    typed = {"person": people[0].uid, "kind": "wage", "source": "applicant", "amount-2026-09": "470,30"}
    assert desk.post(reverse("desk:add_income", args=[application.uid]), typed).status_code == 302
    assert "470,30" in text(desk.get(reverse("desk:declaration", args=[application.case.uid])))
