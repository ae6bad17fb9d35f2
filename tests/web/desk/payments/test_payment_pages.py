"""Payments at the desk: collected by one, released by another, one file, and everybody who may not."""

import uuid

import pytest
from django.urls import reverse

from digisoc.accounts.api import Role
from digisoc.exchange.payments_out.api import read_pain001
from digisoc.payments.api import Due, PaymentRun
from digisoc.payments.enums import DueState, RunState
from digisoc.trail.models import AccessEntry
from tests.decisions.household import IBAN
from tests.payments.schedule import collected, planned
from tests.support.queries import assert_queries

pytestmark = pytest.mark.django_db


def url(name, run):
    return reverse(f"desk:{name}", args=[run.uid])


def account_address(due):
    return reverse("desk:correct_account", args=[due.decision.case.uid, due.uid])


def collect_form(**changes):
    return {"due_until": "2026-11", "form_token": str(uuid.uuid4()), **changes}


def newest():
    return PaymentRun.objects.order_by("-id").first()


def test_the_whole_way_at_the_desk(dues, accountant_client, second_client, acting_as, accountant):
    page = accountant_client.get(reverse("desk:payment_runs"))
    assert page.context["may_collect"]
    assert page.context["months"][0] == ("2026-11", "11.2026")
    made = accountant_client.post(reverse("desk:collect_run"), collect_form())
    with acting_as(accountant):
        run = newest()
    assert made.url == url("payment_run", run)
    mine = accountant_client.get(made.url)
    assert "kādam citam" in mine.context["why_not"]
    assert mine.context["why_not"] in mine.content.decode()
    assert url("release_run", run) not in mine.content.decode()
    done = second_client.post(url("release_run", run), {"version": run.version, "execution_date": "23.11.2026."})
    assert done.url == made.url
    first, again = second_client.post(url("run_file", run)), accountant_client.post(url("run_file", run))
    assert first.content == again.content
    assert "attachment" in first["Content-Disposition"]
    assert sum(one.cents for one in read_pain001(first.content).transfers) == run.total_cents
    shown = accountant_client.get(made.url)
    assert shown.context["checked"].equal
    assert [one.is_first for one in shown.context["downloads"]] == [True, False]
    assert IBAN in shown.content.decode()


def test_the_pages_at_the_side_of_a_case_all_let_the_accountant_in(dues, accountant_client, acting_as, accountant):
    with acting_as(accountant):
        case = Due.objects.select_related("case").order_by("id")[0].case
    page = accountant_client.get(reverse("desk:payments", args=[case.uid]))
    links = [side.url for side in page.context["side"]]
    assert reverse("desk:calculation", args=[case.uid]) not in links
    assert links
    assert {accountant_client.get(link).status_code for link in links} == {200}


def test_a_double_click_on_collect_makes_one_run(dues, accountant_client, acting_as, accountant):
    form = collect_form()
    first, second = (accountant_client.post(reverse("desk:collect_run"), form) for _ in range(2))
    assert first.url == second.url
    with acting_as(accountant):
        assert PaymentRun.objects.count() == 1


def test_a_double_click_on_release_is_one_release_and_a_calm_page(run, second_client, acting_as, second):
    form = {"version": run.version, "execution_date": ""}
    first, again = second_client.post(url("release_run", run), form), second_client.post(url("release_run", run), form)
    assert (first.status_code, again.status_code) == (302, 302)
    assert second_client.get(again.url).status_code == 200
    with acting_as(second):
        assert newest().state == RunState.RELEASED


def test_the_collector_is_refused_by_a_forged_release(run, accountant_client, acting_as, accountant):
    refused = accountant_client.post(url("release_run", run), {"version": run.version, "execution_date": ""})
    assert refused.status_code == 403
    assert "kādam citam" in refused.content.decode()
    with acting_as(accountant):
        assert newest().state == RunState.COLLECTED
        assert AccessEntry.objects.filter(outcome="denied", what="four_eyes").exists()


@pytest.mark.parametrize("role", [Role.ASSISTANCE_ORGANISER, Role.SOCIAL_WORKER, Role.AUDITOR, Role.ADMINISTRATOR])
@pytest.mark.parametrize("name", ["release_run", "discard_run", "run_file"])
def test_nobody_else_releases_discards_or_fetches(run, actor, client_of, acting_as, accountant, role, name):
    client = client_of(actor("TUK", role, name="Somebody"))
    assert client.post(url(name, run), {"version": run.version, "why": "x"}).status_code == 403
    with acting_as(accountant):
        assert newest().state == RunState.COLLECTED


def test_an_accountant_of_another_municipality_finds_nothing_and_it_is_logged(run, actor, client_of, acting_as):
    stranger = actor("LPJ", Role.ACCOUNTANT, Role.HEAD, name="Vita Krasta")
    client = client_of(stranger)
    assert client.get(url("payment_run", run)).status_code == 404
    for name in ("release_run", "discard_run", "run_file"):
        assert client.post(url(name, run), {"version": run.version, "why": "x"}).status_code == 404
    assert client.get(reverse("desk:payment_runs")).context["overview"] == []
    with acting_as(stranger):
        assert AccessEntry.objects.filter(outcome="denied", user_id=stranger.user_id).count() == 4


def test_the_auditor_reads_with_masked_accounts_and_no_button(run, actor, client_of):
    client = client_of(actor("TUK", Role.AUDITOR, name="Inese Roze"))
    shown = client.get(url("payment_run", run))
    assert shown.status_code == 200
    assert IBAN not in shown.content.decode()
    assert not any(shown.context[name] for name in ("may_release", "may_discard", "may_fetch"))
    assert client.get(reverse("desk:payment_runs")).status_code == 200


def test_a_look_changes_nothing(run, second_client):
    for name in ("release_run", "discard_run"):
        assert second_client.get(url(name, run)).status_code == 405
    assert second_client.get(reverse("desk:collect_run")).status_code == 405


def test_discarding_needs_a_reason_and_frees_the_payments(run, accountant_client, acting_as, accountant):
    kept = accountant_client.post(url("discard_run", run), {"version": run.version, "why": " "})
    assert kept.status_code == 422
    assert kept.context["form"].problem("why")
    done = accountant_client.post(url("discard_run", run), {"version": run.version, "why": "Nepareizs konts"})
    assert done.status_code == 302
    assert "Nepareizs konts" in accountant_client.get(url("payment_run", run)).content.decode()
    with acting_as(accountant):
        assert not Due.objects.exclude(state=DueState.PLANNED).exists()


def test_a_stale_release_shows_the_newest_state(run, second_client):
    shown = second_client.post(url("release_run", run), {"version": run.version + 3, "execution_date": "23.11.2026."})
    assert shown.status_code == 409
    assert shown.context["is_stale"]


@pytest.mark.parametrize(("typed", "field"), [
    ({"execution_date": "31.02.2026."}, "execution_date"), ({"execution_date": "01.01.2020."}, "execution_date"),
])
def test_a_wrong_day_is_said_at_its_field_and_kept(run, second_client, typed, field):
    shown = second_client.post(url("release_run", run), {"version": run.version, **typed})
    assert shown.status_code == 422
    assert shown.context["form"].raw(field) == typed[field]
    assert typed[field] in shown.content.decode()


@pytest.mark.parametrize("month", ["", "2026-13", "zzz", "2020-01"])
def test_a_month_that_can_not_be_collected_is_said(dues, accountant_client, acting_as, accountant, month):
    shown = accountant_client.post(reverse("desk:collect_run"), collect_form(due_until=month))
    assert shown.status_code in (409, 422)
    assert shown.context["form"].problem("due_until")
    with acting_as(accountant):
        assert not PaymentRun.objects.exists()


def test_a_forged_token_is_no_fault(dues, accountant_client):
    made = accountant_client.post(reverse("desk:collect_run"), collect_form(form_token="no token"))
    assert made.status_code == 302


def test_the_schedule_of_a_case(run, client_of, worker, accountant_client, acting_as):
    with acting_as(worker):
        case = Due.objects.select_related("case").first().case
    address = reverse("desk:payments", args=[case.uid])
    shown = client_of(worker).get(address)
    assert [month.month.shown for month in shown.context["months"]] == ["11.2026", "12.2026", "01.2027"]
    assert shown.context["total"] == sum(month.cents for month in shown.context["months"])
    assert IBAN not in shown.content.decode()
    assert run.number in shown.content.decode()
    assert IBAN in accountant_client.get(address).content.decode()


def test_the_account_of_a_planned_payment_is_corrected(dues, accountant_client, acting_as, accountant):
    due = dues[-1]
    address = account_address(due)
    wrong = accountant_client.post(address, {"iban": "LV00BANK0000435195001", "version": due.version})
    assert wrong.status_code == 422
    assert "LV00BANK0000435195001" in wrong.content.decode()
    right = accountant_client.post(address, {"iban": "LV97HABA0012345678910", "version": due.version})
    assert right.status_code == 302
    with acting_as(accountant):
        due.refresh_from_db()
        assert due.iban == "LV97HABA0012345678910"


def test_the_worker_does_not_correct_accounts(dues, client_of, worker):
    assert client_of(worker).get(account_address(dues[0])).status_code == 403


def test_nothing_due_says_so(accountant_client):
    shown = accountant_client.get(reverse("desk:payment_runs"))
    assert shown.status_code == 200
    assert shown.context["overview"] == []


def test_runs_and_lines_ask_a_constant_number_of_queries(
    run, worker, head, accountant, accountant_client, acting_as
):
    list_address, address = reverse("desk:payment_runs"), url("payment_run", run)
    with assert_queries(10):
        accountant_client.get(list_address)
    with assert_queries(12):
        accountant_client.get(address)
    with acting_as(worker):
        for number in range(3):
            planned(worker, head, wage=10_000, name=f"Anna{number}")
        bigger = collected(accountant)
        for number in range(3):
            planned(worker, head, wage=9_000, name=f"Zane{number}")
        collected(accountant)
    with assert_queries(10):
        accountant_client.get(list_address)
    with assert_queries(12):
        assert len(accountant_client.get(url("payment_run", bigger)).context["lines"]) == 6
