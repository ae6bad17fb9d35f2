"""Who may act for whom, and where the household lives, as the desk records them."""

from datetime import date

import pytest

from digisoc.accounts.api import Role
from digisoc.registry.api import change_address, change_members, register_person
from digisoc.registry.enums import HouseholdRole
from digisoc.registry.models import Representation
from digisoc.registry.types import Member, PersonData
from digisoc.trail.models import AccessEntry
from tests.support.registers import TODAY
from tests.web.desk.intake.conftest import NOWHERE, text

pytestmark = pytest.mark.django_db
RECORD = {"action": "record", "kind": "parent", "since": "01.03.2026.", "basis": "Dzimšanas apliecība Nr. 1"}


@pytest.fixture
def family(applied, worker, acting_as):
    """The Bērziņi with roles; `[0]` applies, `[1]` is the spouse, `[2]` and `[3]` are children."""
    application, people = applied()
    roles = (HouseholdRole.APPLICANT, HouseholdRole.SPOUSE, HouseholdRole.CHILD, HouseholdRole.CHILD)
    with acting_as(worker):
        household = application.case.household
        household.refresh_from_db()
        change_members(
            household, [Member(one.uid, role) for one, role in zip(people, roles, strict=True)], since=TODAY,
            version=household.version, by=worker, why="x",
        )
    return application.case, people


def test_a_parent_in_the_household_is_offered_first_and_recorded(desk, page, family, worker, acting_as):
    case, people = family
    url = page("representatives", case, people[2])
    opened = desk.get(url)
    assert [value for value, _ in opened.context["candidates"]] == [str(people[0].uid), str(people[1].uid)]
    initial = opened.context["record"].initial
    assert (initial["representative"], initial["kind"]) == (str(people[0].uid), "parent")
    assert desk.post(url, {**RECORD, "representative": people[0].uid}).status_code == 302
    again = desk.post(url, {**RECORD, "representative": people[0].uid})
    assert again.status_code == 409
    assert "Jau ir ierakstīts, ka Anna Bērziņa" in text(again)
    for shown in (desk.get(page("case", case)), desk.get(page("edit_person", case, people[2])), desk.get(url)):
        assert "Dzimšanas apliecība Nr. 1" in text(shown)
    assert "Anna Bērziņa drīkst pārstāvēt: Emīls Bērziņš (vecāks)" in text(desk.get(page("history", case)))
    with acting_as(worker):
        looks = AccessEntry.objects.filter(what="representatives", case_number=case.number)
        assert set(looks.values_list("subject", flat=True)) == {people[0].uid}
        assert AccessEntry.objects.filter(what="person", subject=people[2].uid, case_number=case.number).exists()


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"basis": ""}, "Dokuments, kas to apliecina: aizpildiet šo lauku."),
        ({"kind": ""}, "Pamats: izvēlieties vienu no atbildēm."),
        ({"since": "23.11.2026."}, "nākotnē"),
        ({"since": "1.1."}, "1.1."),
        ({"representative": str(NOWHERE)}, "nav"),
        ({"representative": "x"}, "Šīs personas nav sarakstā"),
        ({"kind": "king"}, "king"),
    ],
)
def test_what_is_wrong_is_said_and_kept(desk, page, family, change, words):
    case, people = family
    typed = {**RECORD, "representative": people[0].uid, **change}
    answer = desk.post(page("representatives", case, people[2]), typed)
    assert answer.status_code in (404, 422)
    assert words in text(answer)
    if answer.status_code == 422:
        assert f'value="{typed["basis"]}"' in answer.content.decode()


def test_somebody_from_outside_is_found_or_registered_and_chosen(desk, page, silent, family, worker, acting_as):
    case, people = family
    url = page("representatives", case, people[0])
    with acting_as(worker):
        register_person(PersonData("Rūta", "Saule", "010170-19900"), by=worker, why="x")
    found = desk.post(url, {"action": "find", "q": "Rūta Saule"})
    assert found.status_code == 200
    chosen = found.context["record"].initial["representative"]
    assert chosen in [value for value, _ in found.context["candidates"]]
    power = {**RECORD, "kind": "power_of_attorney", "representative": chosen}
    assert desk.post(url, power).status_code == 302
    typed = {"action": "register", "first_name": "Halina", "last_name": "Moroz", "birth_date": "30.12.1961."}
    refused = desk.post(url, {**typed, "birth_date": "30.12.2061."})
    assert refused.status_code == 422
    assert 'value="Halina"' in refused.content.decode()
    registered = desk.post(url, typed)
    assert registered.status_code == 302
    opened = desk.get(registered.url.partition("#")[0])
    assert opened.context["record"].initial["representative"] in registered.url
    assert desk.post(url, {"action": "find", "q": "170488-19909"}).status_code == 422


def test_ending_a_representation(desk, page, family, worker, acting_as):
    case, people = family
    desk.post(page("representatives", case, people[2]), {**RECORD, "representative": people[0].uid})
    with acting_as(worker):
        record = Representation.objects.get()
    url = page("end_representation", case, record)
    assert desk.get(url).status_code == 200
    assert desk.post(url, {"last_day": "28.02.2026."}).status_code == 422
    assert desk.post(url, {"last_day": "21.11.2026."}).status_code == 302
    assert desk.post(url, {"last_day": "21.11.2026."}).status_code == 409
    assert "Kas kuru drīkst pārstāvēt" not in text(desk.get(page("case", case)))
    assert "01.03.2026.–21.11.2026." in text(desk.get(page("representatives", case, people[2])))


def test_representatives_are_kept_from_others(page, family, applied, desk, client_of, actor, worker, acting_as):
    case, people = family
    desk.post(page("representatives", case, people[2]), {**RECORD, "representative": people[0].uid})
    with acting_as(worker):
        record = Representation.objects.get()
    other, strangers = applied("ozola")
    assert desk.get(page("representatives", case, strangers[0])).status_code == 404
    assert desk.get(page("end_representation", other.case, record)).status_code == 404
    near = client_of(actor("LPJ", Role.SOCIAL_WORKER, name="Kārlis Jūrnieks"))
    head = client_of(actor("TUK", Role.HEAD, name="Māra Liepa"))
    for url in (
        page("representatives", case, people[2]), page("end_representation", case, record), page("change_address", case)
    ):
        assert near.get(url).status_code == 404
        assert near.post(url, RECORD).status_code == 404
        assert head.post(url, RECORD).status_code == 403
    assert "Dzimšanas apliecība Nr. 1" in text(head.get(page("case", case)))


def test_the_address_is_changed_and_a_stale_form_shows_both(desk, page, family, worker, acting_as):
    case, _ = family
    url = page("change_address", case)
    opened = desk.get(url).context["version"]
    typed = {"address": "Pils iela 3, Tukums", "atvk": case.household.atvk, "version": opened}
    for wrong in ({"address": ""}, {"atvk": "9999999"}, {"atvk": ""}):
        refused = desk.post(url, {**typed, **wrong})
        assert refused.status_code == 422
    with acting_as(worker):
        case.household.refresh_from_db()
        change_address(
            case.household, address="Ezera iela 5", atvk=case.household.atvk, version=opened, by=worker, why="x"
        )
    stale = desk.post(url, typed)
    assert stale.status_code == 409
    assert [(one.theirs, one.mine) for one in stale.context["versions"]] == [("Ezera iela 5", "Pils iela 3, Tukums")]
    assert desk.post(url, {**typed, "version": stale.context["version"]}).status_code == 302
    assert "Pils iela 3, Tukums" in text(desk.get(page("case", case)))
    assert "Ezera iela 5" in text(desk.get(page("history", case)))


def test_a_complete_declaration_keeps_the_address(desk, page, family, worker, acting_as):
    case, _ = family
    with acting_as(worker):
        case.applications.update(state="declared")
    typed = {"address": "Pils iela 3", "atvk": case.household.atvk, "version": "9", "received": date(2026, 11, 22)}
    assert desk.post(page("change_address", case), typed).status_code == 409
