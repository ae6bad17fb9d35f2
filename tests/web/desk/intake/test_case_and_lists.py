"""The household and history of a case, the lists, the search, and those who come too near."""

import uuid
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from digisoc.accounts.api import Role
from digisoc.intake.models import Application
from digisoc.registry.api import correct_person, members_on
from digisoc.registry.models import Person
from digisoc.registry.types import PersonData
from digisoc.trail.models import AccessEntry
from tests.support.queries import assert_queries
from tests.web.desk.intake.conftest import NOWHERE, text

pytestmark = pytest.mark.django_db


def person_fields(person, **changes):
    return {
        "first_name": person.first_name, "last_name": person.last_name, "person_code": person.shown_code,
        "language": "lv", "version": person.version, **changes,
    }


def test_the_household_shows_its_members_and_the_application(desk, page, applied):
    application, _ = applied()
    shown = text(desk.get(page("case", application.case)))
    asked_for = "Mājsaimniecības statuss, GMI pabalsts, mājokļa pabalsts"
    for words in ("Anna Bērziņa", "170488-19906", asked_for, "22.12.2026."):
        assert words in shown


def test_a_stale_person_shows_both_versions_and_can_be_saved_again(desk, page, applied, worker, acting_as):
    application, people = applied()
    anna = people[0]
    url = page("edit_person", application.case, anna)
    assert desk.get(url).status_code == 200
    with acting_as(worker):
        data = PersonData("Anna", "Ozola", anna.shown_code, phone="20000001")
        correct_person(anna, data, version=anna.version, by=worker, why="x")
    typed = person_fields(anna, phone="20000002")
    stale = desk.post(url, typed)
    assert stale.status_code == 409
    both = {one.label: (one.theirs, one.mine) for one in stale.context["versions"]}
    assert both["Tālrunis"] == ("20000001", "20000002")
    assert both["Uzvārds"] == ("Ozola", "Bērziņa")
    assert desk.post(url, {**typed, "version": stale.context["version"]}).status_code == 302


@pytest.mark.parametrize(
    "change",
    [{"person_code": "170488-19909"}, {"birth_date": "01.01.1990."}, {"iban": "LV00"}, {"first_name": ""}],
)
def test_a_wrong_correction_of_a_person_is_kept(desk, page, applied, change):
    application, people = applied()
    answer = desk.post(page("edit_person", application.case, people[0]), person_fields(people[0], **change, phone="29"))
    assert answer.status_code == 422
    assert 'value="29"' in answer.content.decode()


def test_a_member_leaves_from_the_day_of_the_application(desk, page, applied, worker, acting_as):
    application, people = applied()
    with acting_as(worker):
        household = application.case.household
        household.refresh_from_db()
    url = page("change_household", application.case)
    fields = {"since": "22.11.2026.", "version": household.version, "in": [str(people[2].uid), str(people[3].uid)]}
    stale = desk.post(url, {**fields, "version": household.version + 5})
    assert stale.status_code == 409
    assert "Jānis Bērziņš" in stale.context["theirs"]
    assert desk.post(url, {**fields, "since": "22.11.2027."}).status_code == 422
    assert desk.post(url, fields).status_code == 302
    with acting_as(worker):
        assert len(members_on(household, date(2026, 11, 22))) == 3


def test_the_history_names_changes_and_everyone_who_looked(desk, page, applied, client_of, actor):
    application, people = applied()
    head = actor("TUK", Role.HEAD, name="Māra Liepa")
    client_of(head).get(page("declaration", application.case))
    desk.post(page("edit_person", application.case, people[0]), person_fields(people[0], phone="20000001"))
    shown = text(desk.get(page("history", application.case)))
    assert "20000001" in shown
    assert "Māra Liepa" in shown
    assert "Ilze Kalniņa" in shown


def test_the_list_of_work_takes_the_same_queries_for_more_rows(desk, page, applied, worker):
    applied("berzini")
    before = count_of(desk, page("worklist"))
    applied("ozola")
    applied("krumins")
    with assert_queries(before):
        shown = text(desk.get(page("worklist")))
    assert "Velta Ozola" in shown
    assert "4 personas, 2 bērni" in shown


def count_of(client, url) -> int:
    with CaptureQueriesContext(connection) as seen:
        client.get(url)
    return sum(not query["sql"].startswith(("SAVEPOINT", "RELEASE", "ROLLBACK TO")) for query in seen)


def test_the_chips_count_and_filter_what_is_left(desk, page, applied, worker, acting_as):
    application, _ = applied("berzini")
    applied("ozola")
    with acting_as(worker):
        Application.objects.filter(pk=application.pk).update(due_on=date(2026, 11, 19))
    late = desk.get(page("worklist", show="overdue"))
    assert [line.row.application.pk for line in late.context["lines"]] == [application.pk]
    assert "kavē 1 darba dienu" in text(late)
    assert [line.tag for line in late.context["lines"]] == [("danger", "Nokavēts")]
    counts = {key: count for key, _label, count, _color in late.context["chips"]}
    assert counts == {"overdue": 1, "today": 0, "week": 0, "differences": 0, "waiting": 2}
    empty = text(desk.get(page("worklist", show="today")))
    assert "Neviens iesniegums neatbilst" in empty
    assert desk.get(page("worklist", show="nonsense", page="-4")).status_code == 200


def test_cases_stand_in_latvian_order(desk, page, applied):
    for key in ("sprogis", "berzini", "apsisi", "kalnina"):
        applied(key)
    answer = desk.get(page("cases"))
    assert [case.applicant.last_name for case in answer.context["page"]] == ["Apsīte", "Bērziņa", "Kalniņa", "Sproģis"]


@pytest.mark.parametrize("q", ["berzina", "Bērzņa", "170488-19906", "Anna"])
def test_people_are_found_with_typing_errors_and_come_with_their_case(desk, page, applied, q):
    application, _ = applied()
    shown = text(desk.get(page("search", q=q)))
    assert "Anna Bērziņa" in shown
    assert application.case.number in shown


def test_a_case_is_found_by_its_number_and_nonsense_by_nothing(desk, page, applied):
    application, _ = applied()
    assert application.case.number in text(desk.get(page("search", q=application.case.number)))
    assert "Neviens nav atrasts" in text(desk.get(page("search", q="Qqqq")))
    assert desk.get(page("search")).status_code == 200
    assert desk.get(page("search", q="%00%27;--")).status_code == 200


READ = ("case", "declaration", "history")
WRITE = ("change_household", "add_member")
OF_APPLICATION = ("add_income", "add_property", "housing_costs", "sign", "add_document")
POSTED = ("complete", "reopen", "ask_all")


def test_the_same_role_of_another_municipality_gets_404_and_is_logged(page, applied, client_of, actor, acting_as):
    application, people = applied()
    near = actor("LPJ", Role.ASSISTANCE_ORGANISER, name="Kārlis Jūrnieks")
    client = client_of(near)
    for name in (*READ, *WRITE):
        assert client.get(page(name, application.case)).status_code == 404, name
    for name in OF_APPLICATION:
        assert client.get(page(name, application)).status_code == 404, name
        assert client.post(page(name, application), {"file_kind": "bill"}).status_code == 404, name
    for name in POSTED:
        assert client.post(page(name, application)).status_code == 404, name
    for name in ("new_household", "new_member", "new_request"):
        assert client.get(page(name, people[0])).status_code == 404, name
    assert client.get(page("edit_person", application.case, people[0])).status_code == 404
    assert "Anna" not in text(client.get(page("search", q="Bērziņa")))
    assert application.case.number not in text(client.get(page("worklist")))
    assert application.case.number not in text(client.get(page("cases")))
    with acting_as(near):
        denied = AccessEntry.objects.filter(user_id=near.user_id, outcome="denied")
        assert denied.filter(detail=page("case", application.case)).exists()


@pytest.mark.parametrize("role", [Role.ACCOUNTANT, Role.AUDITOR, Role.HEAD])
def test_those_who_only_read_may_read_and_nothing_else(page, applied, client_of, actor, role):
    application, people = applied()
    client = client_of(actor("TUK", role, name="Kāds Cits"))
    for name in READ:
        answer = client.get(page(name, application.case))
        assert answer.status_code == 200, name
        assert "Pievienot ienākumus" not in text(answer)
    for name in WRITE:
        assert client.post(page(name, application.case), {"action": "find", "q": "x"}).status_code == 403, name
    for name in (*OF_APPLICATION, *POSTED):
        assert client.post(page(name, application)).status_code == 403, name
    assert client.post(page("edit_person", application.case, people[0]), {}).status_code == 403
    assert client.get(page("new")).status_code == 403


def test_an_administrator_sees_no_case_and_a_stranger_signs_in(client, page, applied, client_of, actor):
    application, _ = applied()
    administrator = client_of(actor("TUK", Role.ADMINISTRATOR, name="Edgars Grants"))
    for name in READ:
        assert administrator.get(page(name, application.case)).status_code == 403
        assert client.get(page(name, application.case)).status_code == 302


@pytest.mark.parametrize("name", ["document", "correct_income", "correct_property", "settle"])
def test_what_does_not_exist_is_404(desk, page, name):
    assert desk.get(page(name, NOWHERE)).status_code == 404


def test_a_member_of_another_case_is_not_edited_through_this_one(desk, page, applied):
    first, _ = applied("berzini")
    _, others = applied("ozola")
    assert desk.get(page("edit_person", first.case, others[0])).status_code == 404
    assert desk.get(page("member_facts", first, others[0])).status_code == 404
    assert desk.get(page("declaration", first.case, application=uuid.uuid4())).status_code == 404
    assert Person.objects.count() == 0  # outside of an acting institution nothing is visible
