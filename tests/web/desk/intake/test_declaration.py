"""The means declaration at the desk: values with sources, differences, corrections, documents, signatures, closing."""

import httpx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from digisoc.intake.api import ask_registers, correct_income
from digisoc.intake.models import Attachment, HousingCost, IncomeLine, MemberFacts, RegisterReading, Signature
from tests.support.registers import fault
from tests.web.desk.intake.conftest import text

pytestmark = pytest.mark.django_db
INCOME = {"kind": "wage", "source": "applicant"}


@pytest.fixture
def filled(applied, simulator, worker, acting_as):
    """The Bērziņi with the registers' answers."""
    application, people = applied()
    with acting_as(worker):
        ask_registers(application, by=worker, why="test")
    return application, people


@pytest.fixture
def wage(filled, worker, acting_as):
    with acting_as(worker):
        return IncomeLine.objects.get(person=filled[1][0], kind="wage", month="2026-09-01")


def amounts(**by_month):
    return {f"amount-2026-{month[1:]}": amount for month, amount in by_month.items()}


def test_the_declared_value_stands_beside_the_registers_as_text(desk, page, filled):
    application, people = filled
    answer = desk.post(page("add_income", application), {**INCOME, "person": people[0].uid, **amounts(m09="470,30")})
    assert answer.status_code == 302
    shown = text(desk.get(answer.url))
    assert "deklarēts</span>" in shown or "deklarēts 470,30" in shown
    assert "512,40" in shown
    assert "(neskaita)" in shown


@pytest.mark.parametrize("amount", ["-5", "12,345", "99999999", "daudz"])
def test_a_wrong_amount_is_said_and_kept(desk, page, filled, amount):
    application, people = filled
    answer = desk.post(page("add_income", application), {**INCOME, "person": people[0].uid, **amounts(m09=amount)})
    assert answer.status_code == 422
    assert f'value="{amount}"' in answer.content.decode()
    assert "Lai turpinātu" in text(answer)


def test_declaring_again_shows_what_is_declared_and_replaces_only_knowingly(desk, page, filled, worker, acting_as):
    application, people = filled
    url = page("add_income", application)
    typed = {"kind": "maintenance", "source": "applicant", "person": people[1].uid}
    assert desk.post(url, {**typed, **amounts(m08="60,00", m09="60,00")}).status_code == 302
    assert desk.post(url, {**typed, **amounts(m10="60,00")}).status_code == 302  # another month replaces nothing
    refused = desk.post(url, {**typed, **amounts(m09="75,00")})
    assert refused.status_code == 409
    assert "deklarēts 60,00, tagad ierakstīts 75,00" in text(refused)
    assert refused.content.decode().count('value="60,00"') == 2  # the months left empty
    opened = desk.get(url, {"person": people[1].uid, "kind": "maintenance"})
    assert opened.content.decode().count('value="60,00"') == 3
    carried = {"opened": opened.context["opened"], **{f"was-{name}": cents for name, cents in opened.context["was"]}}
    emptied = desk.post(url, {**typed, **carried, **amounts(m08="60,00", m09="75,00")})
    assert emptied.status_code == 422
    assert "nevar atstāt tukšu" in text(emptied)
    fields = {**typed, **carried, **amounts(m08="60,00", m09="75,00", m10="0")}
    assert desk.post(url, fields).status_code == 302
    with acting_as(worker):
        lines = application.incomelines.filter(kind="maintenance").order_by("month")
        assert [(line.declared_value, line.version) for line in lines] == [(6_000, 1), (7_500, 2), (0, 2)]
    stale = desk.post(url, {**fields, **amounts(m09="80,00")})
    assert stale.status_code == 409
    both = {one.label: (one.theirs, one.mine) for one in stale.context["versions"]}
    assert both["09.2026"] == ("75,00", "80,00")
    again = {f"was-{name}": cents for name, cents in stale.context["was"]}
    assert desk.post(url, {**fields, **again, **amounts(m09="80,00")}).status_code == 302


@pytest.mark.parametrize("month", ["m01", "m13", "mxx"])
def test_income_outside_the_months_is_refused_and_kept(desk, page, filled, month):
    application, people = filled
    typed = {**INCOME, "person": people[0].uid, **amounts(**{month: "77,00"})}
    answer = desk.post(page("add_income", application), typed)
    assert answer.status_code == 422
    assert 'value="77,00"' in answer.content.decode()


@pytest.mark.parametrize("change", [{"kind": "luck"}, {"person": "x"}, {"source": "rumour"}, {"evidence": "x"}])
def test_an_answer_that_is_not_on_the_list_is_refused(desk, page, filled, change):
    application, people = filled
    typed = {**INCOME, "person": people[0].uid, **amounts(m09="50,00"), **change}
    answer = desk.post(page("add_income", application), typed)
    assert answer.status_code == 422
    assert 'value="50,00"' in answer.content.decode()


def test_no_amount_at_all_is_refused(desk, page, filled):
    application, people = filled
    assert desk.post(page("add_income", application), {**INCOME, "person": people[0].uid}).status_code == 422


def test_a_correction_keeps_the_registers_value_beside_it(desk, page, wage, worker, acting_as, png):
    typed = {"value": "470,30", "reason": "Darba devēja izziņa", "version": wage.version, "file_kind": "employer"}
    file = SimpleUploadedFile("izzina.png", png)
    answer = desk.post(page("correct_income", wage), {**typed, "file": file})
    assert answer.status_code == 302, text(answer)
    shown = text(desk.get(answer.url))
    assert "VID: 512,40, labots" in shown
    assert "Darba devēja izziņa" in shown
    with acting_as(worker):
        wage.refresh_from_db()
        assert (wage.register_value, wage.corrected_value) == (51_240, 47_030)
        assert wage.evidence is not None


def test_a_correction_without_a_reason_is_refused_but_the_document_is_kept(desk, page, wage, png):
    typed = {"value": "470,30", "reason": "", "version": wage.version, "file_kind": "employer"}
    answer = desk.post(page("correct_income", wage), {**typed, "file": SimpleUploadedFile("izzina.png", png)})
    assert answer.status_code == 422
    assert 'value="470,30"' in answer.content.decode()
    assert "izzina.png" in text(answer)
    assert answer.context["form"].raw("evidence")


def test_a_stale_correction_shows_both_versions_and_can_be_saved_again(desk, page, wage, worker, acting_as):
    opened = wage.version
    with acting_as(worker):
        correct_income(wage, cents=50_000, reason="izraksts", evidence=None, version=opened, by=worker, why="first")
    typed = {"value": "470,30", "reason": "izziņa", "version": opened}
    stale = desk.post(page("correct_income", wage), typed)
    assert stale.status_code == 409
    both = [(one.theirs, one.mine) for one in stale.context["versions"]]
    assert both == [("500,00", "470,30"), ("izraksts", "izziņa")]
    assert desk.post(page("correct_income", wage), {**typed, "version": stale.context["version"]}).status_code == 302


def test_property_is_declared_in_its_unit_and_corrected_to_nothing(desk, page, filled, worker, acting_as):
    application, people = filled
    typed = {"person": people[0].uid, "kind": "savings", "quantity": "140,00", "source": "document"}
    answer = desk.post(page("add_property", application), typed)
    assert answer.status_code == 302
    assert "140,00 €" in text(desk.get(answer.url))
    for kind, wrong in (("savings", "-1"), ("vehicle", "1,5"), ("land", "x")):
        refused = desk.post(page("add_property", application), {**typed, "kind": kind, "quantity": wrong})
        assert refused.status_code == 422
        assert f'value="{wrong}"' in refused.content.decode()
    with acting_as(worker):
        car = application.propertyitems.get(kind="vehicle")
    gone = {"value": "0", "reason": "pārdots", "version": car.version}
    assert desk.post(page("correct_property", car), gone).status_code == 302


def test_housing_costs_by_position_and_a_stale_form(desk, page, filled, worker, acting_as):
    application, _ = filled
    typed = {"cost-rent": "120,00", "cost-heating": "62,10"}
    assert desk.post(page("housing_costs", application), typed).status_code == 302
    stale = desk.post(page("housing_costs", application), {"cost-rent": "99,00"})
    assert stale.status_code == 409
    assert ("120,00", "99,00") in [(one.theirs, one.mine) for one in stale.context["versions"]]
    wrong = {"was-cost-rent": "120,00", "was-cost-heating": "62,10", "cost-rent": "1,234", "cost-heating": ""}
    refused = desk.post(page("housing_costs", application), wrong)
    assert refused.status_code == 422
    assert 'value="1,234"' in refused.content.decode()
    assert desk.post(page("housing_costs", application), {**wrong, "cost-rent": "130,00"}).status_code == 302
    with acting_as(worker):
        assert list(HousingCost.objects.values_list("position", "cents")) == [("rent", 13_000)]


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("tukss.pdf", b"", "ir tukš"), ("viltus.pdf", b"MZ not a pdf", "viltus.pdf"),
        ("liels.pdf", b"%PDF-" + b"0" * 10_485_760, "lielāk"),
    ],
)
def test_a_bad_file_is_refused_with_a_sentence(desk, page, filled, name, content, words):
    answer = desk.post(
        page("add_document", filled[0]), {"file_kind": "bill", "file": SimpleUploadedFile(name, content)}
    )
    assert answer.status_code == 422
    assert words in text(answer)
    assert desk.post(page("add_document", filled[0]), {"file_kind": "bill"}).status_code == 422


def test_a_document_comes_back_as_it_was_and_is_never_opened_as_ours(desk, page, filled, png, worker, acting_as):
    file = SimpleUploadedFile("rēķins.png", png)
    assert desk.post(page("add_document", filled[0]), {"file_kind": "bill", "file": file}).status_code == 302
    with acting_as(worker):
        kept = Attachment.objects.get()
    answer = desk.get(page("document", kept))
    assert answer.content == png
    assert answer["Content-Type"] == "image/png"
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["X-Content-Type-Options"] == "nosniff"


def test_a_signature_in_the_future_or_of_a_child_is_refused(desk, page, filled, worker, acting_as):
    application, people = filled
    typed = {"person": people[0].uid, "signed_on": "22.11.2026.", "method": "paper"}
    assert desk.post(page("sign", application), {**typed, "signed_on": "23.11.2026."}).status_code == 422
    child = desk.post(page("sign", application), {**typed, "person": people[2].uid})
    assert child.status_code == 422
    assert "paraksta tikai pilngadīgie" in text(child)
    assert desk.post(page("sign", application), typed).status_code == 302
    with acting_as(worker):
        assert Signature.objects.count() == 1


def test_a_silent_register_is_a_grey_row_with_two_ways_on(desk, page, applied, simulator, worker, acting_as):
    application, _ = applied()
    fault(simulator, service="*", mode="down")
    answer = desk.post(page("ask_all", application))
    shown = text(desk.get(answer.url))
    assert "row-silent" in shown
    assert "Jautāt vēlreiz" in shown
    with acting_as(worker):
        one, other = RegisterReading.objects.filter(is_latest=True).order_by("pk")[:2]
    assert desk.post(page("settle", one), {"note": " "}).status_code == 422
    assert desk.post(page("settle", one), {"note": "konta pārskats"}).status_code == 302
    assert desk.post(page("ask_again", other)).status_code == 302
    assert "Aizstāts ar dokumentiem: konta pārskats" in text(desk.get(answer.url))


def test_a_silent_register_stands_once_for_all_persons(desk, page, applied, simulator, worker, acting_as):
    application, _ = applied()
    fault(simulator, service="*", mode="down")
    answer = desk.post(page("ask_all", application))
    shown = desk.get(answer.url)
    groups = shown.context["failing"]
    assert len(groups) == 6
    assert all(len(group.lines) == 4 and group.may_ask for group in groups)
    assert "VID: nav atbildes par 4 personām" in text(shown)
    assert "6 reģistri neatbildēja." in text(shown)
    assert "Neviens reģistrs nav atbildējis" in text(shown)
    httpx.delete(f"{simulator.base_url}/_simulator/faults", trust_env=False).raise_for_status()
    assert desk.post(page("ask_register", application, "income")).status_code == 302
    assert desk.post(page("ask_register", application, "income")).status_code == 302  # the second click
    url = page("settle_register", application, "benefits")
    assert "VSAA" in text(desk.get(url))
    assert desk.post(url, {"note": ""}).status_code == 422
    assert desk.post(url, {"note": "izmaksu izziņas"}).status_code == 302
    assert desk.post(url, {"note": "izmaksu izziņas"}).status_code == 404
    assert desk.get(page("settle_register", application, "nothing")).status_code == 404
    with acting_as(worker):
        latest = RegisterReading.objects.filter(is_latest=True)
        assert set(latest.filter(register="income").values_list("outcome", flat=True)) == {"answered"}
        assert latest.filter(settled_note="izmaksu izziņas").count() == 4


def test_the_declaration_closes_when_nothing_is_missing_and_opens_again(desk, page, filled, worker, acting_as):
    application, people = filled
    early = desk.post(page("complete", application))
    assert early.status_code == 409
    assert "Vēl nav parakstījis: Anna Bērziņa, Jānis Bērziņš" in text(early)
    for person in people[:2]:
        desk.post(page("sign", application), {"person": person.uid, "signed_on": "22.11.2026.", "method": "paper"})
    assert desk.post(page("complete", application)).status_code == 302
    closed = desk.post(page("add_income", application), {**INCOME, "person": people[0].uid, **amounts(m09="9,00")})
    assert closed.status_code == 409
    assert 'value="9,00"' in closed.content.decode()
    assert desk.post(page("reopen", application)).status_code == 302
    assert desk.post(page("reopen", application)).status_code == 409


def test_disability_and_studies_from_a_document(desk, page, filled, worker, acting_as):
    application, people = filled
    url = page("member_facts", application, people[2])
    was = desk.get(url).context["was"]
    assert desk.post(url, {"disability": "child", "studying": "yes", "was": was}).status_code == 302
    stale = desk.post(url, {"disability": "none", "was": was})
    assert stale.status_code == 409
    assert stale.context["versions"]
    with acting_as(worker):
        assert MemberFacts.objects.get(person=people[2]).disability == "child"
