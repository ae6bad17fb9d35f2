"""The calculation page: live while the declaration is filled, frozen afterwards, and the way to a draft."""

import pytest
from django.urls import reverse

from digisoc.accounts.api import Role
from digisoc.decisions.models import Decision
from digisoc.intake.api import declare_income, months_of
from digisoc.intake.models import IncomeLine
from tests.decisions.household import declared

pytestmark = pytest.mark.django_db


def page(application):
    return reverse("desk:calculation", args=[application.case.uid])


def text(response) -> str:
    return " ".join(response.content.decode().replace("\xa0", " ").split())


def test_while_the_declaration_is_filled_it_is_a_preview_and_says_so(worker, worker_client, acting_as):
    with acting_as(worker):
        application = declared(worker, wage=15_000, complete=False)
    shown = worker_client.get(page(application))
    assert shown.status_code == 200
    assert shown.context["calculation"].frozen is None
    assert not shown.context["may_draft"]
    assert shown.context["calculation"].benefits == {"gmi": 3_700, "housing": shown.context["result"]["cents"] - 3_700}
    assert "priekšskatījums" in text(shown).lower()
    assert "150,00" in text(shown)


def test_a_draft_is_prepared_once_and_the_page_then_shows_what_was_frozen(
    worker, worker_client, application, acting_as
):
    url = reverse("desk:draft_decision", args=[application.uid])
    first, second = worker_client.post(url), worker_client.post(url)
    with acting_as(worker):
        decision = Decision.objects.select_related("assessment").get()
    assert first.url == second.url == reverse("desk:decision", args=[decision.uid])
    shown = worker_client.get(page(application))
    assert shown.context["calculation"].frozen == decision.assessment
    assert reverse("desk:decision", args=[decision.uid]) in text(shown)


def test_a_draft_is_not_made_by_a_look(worker, worker_client, application, acting_as):
    assert worker_client.get(reverse("desk:draft_decision", args=[application.uid])).status_code == 405
    with acting_as(worker):
        assert not Decision.objects.exists()


def test_a_difference_says_how_much_hangs_on_it(worker, worker_client, acting_as):
    with acting_as(worker):
        application = declared(worker, wage=15_000, rent=0, requests=("status", "gmi"), complete=False)
        month = months_of(application)[1]
        line = IncomeLine.objects.get(month=month.first_day)
        IncomeLine.objects.filter(pk=line.pk).update(register_value=18_000, declared_value=None, declared_source="")
        declare_income(
            application, person=application.case.applicant, kind="wage", month=month, cents=15_000, by=worker, why="x"
        )
    shown = worker_client.get(page(application))
    (one,) = shown.context["attention"]
    assert "10,00" in one.effect.replace("\xa0", " ")  # 30,00 : 3
    assert one.effect in shown.content.decode()


def test_failed_conditions_and_what_would_be_enough_stand_beside(worker, worker_client, acting_as):
    with acting_as(worker):
        application = declared(worker, wage=90_000, rent=0)
    shown = worker_client.get(page(application))
    assert {row["law"] for row in shown.context["failed"]} >= {"SPSP 33"}
    assert any("187,00" in sentence.replace("\xa0", " ") for sentence in shown.context["changes"])
    assert shown.context["result"]["cents"] == 0


def test_a_case_that_can_not_be_calculated_says_why_and_where_to_go(worker, worker_client, acting_as, monkeypatch):
    with acting_as(worker):
        application = declared(worker, wage=0, complete=False)
        application.first_month = application.first_month.replace(year=2019)
        application.save()
    shown = worker_client.get(page(application))
    assert shown.status_code == 200
    assert shown.context["calculation"] is None
    assert shown.context["trouble"] in shown.content.decode()
    assert reverse("desk:declaration", args=[application.case.uid]) in text(shown)


def test_a_case_of_another_municipality_does_not_exist(application, client_of, head_of_liepaja, acting_as):
    from digisoc.trail.models import AccessEntry

    assert client_of(head_of_liepaja).get(page(application)).status_code == 404
    with acting_as(head_of_liepaja):
        assert AccessEntry.objects.filter(outcome="denied", user_id=head_of_liepaja.user_id).count() == 1


@pytest.mark.parametrize(("role", "status"), [
    (Role.ASSISTANCE_ORGANISER, 200), (Role.SOCIAL_WORKER, 200), (Role.HEAD, 200), (Role.AUDITOR, 200),
    (Role.ACCOUNTANT, 403), (Role.ADMINISTRATOR, 403),
])
def test_who_reads_the_calculation(application, actor, client_of, role, status):
    assert client_of(actor("TUK", role, name="Somebody")).get(page(application)).status_code == status


def test_the_head_may_look_but_not_draft(application, head_client):
    assert not head_client.get(page(application)).context["may_draft"]
    assert head_client.post(reverse("desk:draft_decision", args=[application.uid])).status_code == 403
