"""Decisions at the desk: hand over, return, approve, and everybody who may not."""

import pytest
from django.urls import reverse

from digisoc.accounts.api import Role
from digisoc.decisions.enums import DecisionState
from digisoc.decisions.models import Decision
from digisoc.intake.api import Application, declare_income, months_of, reopen_declaration
from digisoc.trail.models import AccessEntry
from tests.decisions.household import approved, declared, sealed, submitted
from tests.support.queries import assert_queries

pytestmark = pytest.mark.django_db


def url(name, decision):
    return reverse(f"desk:{name}", args=[decision.uid])


def state():
    return Decision.objects.order_by("-id").first().state


@pytest.fixture
def draft(worker, worker_client, application, acting_as):
    worker_client.post(reverse("desk:draft_decision", args=[application.uid]))
    with acting_as(worker):
        return Decision.objects.select_related("application", "case").get()


def test_the_whole_way_at_the_desk(draft, worker_client, head_client, acting_as, head):
    handed = worker_client.post(url("submit_decision", draft), {"version": draft.version, "note": "Lūdzu apstiprināt"})
    assert handed.url == url("decision", draft)
    assert "Lūdzu apstiprināt" in head_client.get(url("decision", draft)).content.decode()
    with acting_as(head):
        draft.refresh_from_db()
    back = head_client.post(url("return_decision", draft), {"version": draft.version, "return_note": "Pievieno rēķinu"})
    assert back.status_code == 302
    assert "Pievieno rēķinu" in worker_client.get(url("decision", draft)).content.decode()
    with acting_as(head):
        draft.refresh_from_db()
    worker_client.post(url("submit_decision", draft), {"version": draft.version, "note": ""})
    with acting_as(head):
        draft.refresh_from_db()
    head_client.post(url("approve_decision", draft), {"version": draft.version})
    with acting_as(head):
        draft.refresh_from_db()
        assert (draft.state, draft.number) == (DecisionState.APPROVED, "TUK/2026/000001")
    shown = head_client.get(url("decision", draft)).content.decode()
    assert draft.number in shown
    assert "letter-state" in shown  # the page asks again until the letter is sealed
    events = head_client.get(url("decision", draft)).context["events"]
    assert [event.who for event in events] == [head.name, "Ilze Kalniņa", head.name, "Ilze Kalniņa", "Ilze Kalniņa"]


def test_a_second_click_on_approve_is_calm(waiting, head_client):
    first = head_client.post(url("approve_decision", waiting), {"version": waiting.version})
    second = head_client.post(url("approve_decision", waiting), {"version": waiting.version}, follow=True)
    assert (first.status_code, second.status_code) == (302, 200)


def test_the_drafter_who_is_also_head_sees_why_not_and_is_refused(actor, client_of, acting_as):
    both = actor("TUK", Role.ASSISTANCE_ORGANISER, Role.HEAD, name="Ilze Both")
    with acting_as(both):
        decision = submitted(declared(both, wage=15_000), both)
    client = client_of(both)
    shown = client.get(url("decision", decision))
    assert "kādam citam" in shown.context["may"].why_not
    assert shown.context["may"].why_not in shown.content.decode()
    assert url("approve_decision", decision) not in shown.content.decode()
    refused = client.post(url("approve_decision", decision), {"version": decision.version})
    assert refused.status_code == 403
    assert shown.context["may"].why_not in refused.content.decode()
    with acting_as(both):
        assert state() == DecisionState.SUBMITTED
        assert AccessEntry.objects.filter(outcome="denied", what="four_eyes").exists()


@pytest.mark.parametrize("role", [Role.ASSISTANCE_ORGANISER, Role.SOCIAL_WORKER, Role.ACCOUNTANT, Role.AUDITOR])
def test_nobody_but_the_head_approves_or_returns(waiting, actor, client_of, acting_as, worker, role):
    client = client_of(actor("TUK", role, name="Somebody"))
    for name in ("approve_decision", "return_decision"):
        refused = client.post(url(name, waiting), {"version": waiting.version, "return_note": "x"})
        assert refused.status_code == 403
        assert "<h1" in refused.content.decode()
    with acting_as(worker):
        assert state() == DecisionState.SUBMITTED


def test_a_head_of_another_municipality_finds_nothing_and_it_is_logged(
    waiting, client_of, head_of_liepaja, acting_as, worker
):
    client = client_of(head_of_liepaja)
    for name in ("decision", "decision_preview", "decision_letter", "letter_state"):
        assert client.get(url(name, waiting)).status_code == 404
    assert client.post(url("approve_decision", waiting), {"version": waiting.version}).status_code == 404
    with acting_as(head_of_liepaja):
        assert AccessEntry.objects.filter(outcome="denied", user_id=head_of_liepaja.user_id).count() == 5
    with acting_as(worker):
        assert state() == DecisionState.SUBMITTED


def test_a_return_without_a_note_keeps_the_page_and_says_it(waiting, head_client, acting_as, head):
    shown = head_client.post(url("return_decision", waiting), {"version": waiting.version, "return_note": " "})
    assert shown.status_code == 422
    assert shown.context["form"].problem("return_note")
    with acting_as(head):
        assert state() == DecisionState.SUBMITTED


def test_a_stale_form_shows_both_versions_and_keeps_the_note(draft, worker_client):
    shown = worker_client.post(url("submit_decision", draft), {"version": draft.version + 7, "note": "Mana piezīme"})
    assert shown.status_code == 409
    assert shown.context["is_stale"]
    assert "Mana piezīme" in shown.content.decode()


def test_a_benefit_without_an_account_is_not_handed_over(worker, worker_client, acting_as):
    with acting_as(worker):
        application = declared(worker, wage=10_000)
        Application.objects.filter(pk=application.pk).update(iban="")
    worker_client.post(reverse("desk:draft_decision", args=[application.uid]))
    with acting_as(worker):
        decision = Decision.objects.get()
    shown = worker_client.post(url("submit_decision", decision), {"version": decision.version, "note": "Tā"})
    assert shown.status_code == 409
    assert "IBAN" in shown.content.decode()
    assert "Tā" in shown.content.decode()


def test_changed_facts_stop_the_approval(waiting, worker, head_client, acting_as):
    with acting_as(worker):
        application = waiting.application
        reopen_declaration(application, by=worker, why="x")
        declare_income(
            application, person=application.case.applicant, kind="wage", month=months_of(application)[0],
            cents=18_000, by=worker, why="x",
        )
    shown = head_client.get(url("decision", waiting))
    assert shown.context["stale_facts"]
    assert not shown.context["may"].approve
    assert shown.context["may"].send_back
    refused = head_client.post(url("approve_decision", waiting), {"version": waiting.version})
    assert refused.status_code == 409
    with acting_as(worker):
        assert state() == DecisionState.SUBMITTED


def test_letters_as_draft_and_sealed(waiting, worker_client, head_client, acting_as, worker, head):
    preview = worker_client.get(url("decision_preview", waiting))
    assert preview["Content-Type"] == "application/pdf"
    assert preview.content.startswith(b"%PDF")
    assert worker_client.get(url("decision_letter", waiting)).status_code == 409
    with acting_as(worker):
        done = sealed(declared(worker, wage=12_000, name="Otra"), worker, head)
    letter = head_client.get(url("decision_letter", done))
    assert letter.content.startswith(b"%PDF")
    assert "no-store" in letter["Cache-Control"]
    assert "letter-state" not in head_client.get(url("letter_state", done)).content.decode()


def test_a_withdrawn_draft_can_be_prepared_again(draft, worker_client, acting_as, worker):
    assert worker_client.post(url("withdraw_decision", draft), {"version": draft.version}).status_code == 302
    again = worker_client.post(reverse("desk:draft_decision", args=[draft.application.uid]))
    assert again.url != url("decision", draft)


def test_the_account_is_masked_for_the_worker_and_whole_for_the_head(waiting, worker_client, head_client):
    assert "LV80BANK0000435195001" not in worker_client.get(url("decision", waiting)).content.decode()
    assert "LV80BANK0000435195001" in head_client.get(url("decision", waiting)).content.decode()


def test_the_accountant_sees_what_was_decided_but_not_the_income(waiting, actor, client_of, head_client):
    client = client_of(actor("TUK", Role.ACCOUNTANT, name="Dace Liepa"))
    shown = client.get(url("decision", waiting))
    assert client.get(url("decision_preview", waiting)).status_code == 403
    assert shown.status_code == 200
    assert shown.context["items"]
    assert shown.context["calculation"] is None
    assert "150,00" not in shown.content.decode()
    assert "150,00" in head_client.get(url("decision", waiting)).content.decode()


def test_the_list_shows_each_decision_with_its_letter(worker, head, worker_client, acting_as):
    with acting_as(worker):
        decision = approved(declared(worker, wage=15_000), worker, head)
    shown = worker_client.get(reverse("desk:decisions", args=[decision.case.uid]))
    assert shown.status_code == 200
    assert decision.number in shown.content.decode()


def test_an_empty_queue_says_so(head_client, head):
    shown = head_client.get(reverse("desk:approvals"))
    assert shown.status_code == 200
    assert shown.context["rows"] == []


def test_the_queue_names_what_waits_and_asks_a_constant_number_of_queries(worker, head_client, acting_as):
    address = reverse("desk:approvals")
    with acting_as(worker):
        submitted(declared(worker, wage=15_000), worker)
    head_client.get(address)
    with assert_queries(12):
        assert len(head_client.get(address).context["rows"]) == 1
    with acting_as(worker):
        for number in range(4):
            submitted(declared(worker, wage=10_000 + number, name=f"Anna{number}"), worker)
    with assert_queries(12):
        assert len(head_client.get(address).context["rows"]) == 5


def test_only_the_head_has_a_queue(worker_client, waiting):
    assert worker_client.get(reverse("desk:approvals")).status_code == 403
