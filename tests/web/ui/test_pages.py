"""The pages every audience shares: who gets in, in which language, and what a refusal looks like."""

from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from lxml import html

from digisoc.accounts.api import Role, give_mandate, register_user
from digisoc.kernel.errors import InvalidValue, NotAllowedForYou, NotAllowedNow, NotVisible, StaleVersion
from digisoc.trail.models import AccessEntry
from digisoc.web.ui.errors import refusal, server_error
from digisoc.web.ui.navigation import navigation
from tests.support.strict import check_no_inline_code


@pytest.fixture
def demo_user(institutions):
    user = register_user(username="demo.anna", display_name="Anna Demo", password=None, is_demo=True)
    give_mandate(user=user, institution=institutions["TUK"], role=Role.HEAD, since=date(2021, 7, 1))
    return user


@pytest.mark.parametrize("role", list(Role))
def test_the_catalogue_opens_for_every_role(actor, client_of, role):
    answer = client_of(actor("TUK", role)).get("/ui/catalogue")
    assert answer.status_code == 200
    assert "no-store" in answer["Cache-Control"]
    policy = answer["Content-Security-Policy"]
    assert "unsafe-inline" not in policy
    assert "default-src 'self'" in policy


def test_the_catalogue_keeps_what_is_typed(actor, client_of):
    typed = {"amount": "<b>7</b>", "since": "soon", "why": "x"}
    answer = client_of(actor("TUK", Role.HEAD)).post("/ui/catalogue", typed)
    page = html.document_fromstring(answer.content.decode())
    assert answer.status_code == 422
    assert page.get_element_by_id("f-amount").get("value") == "<b>7</b>"
    assert page.get_element_by_id("f-since").get("value") == "soon"


def test_a_stranger_is_led_to_the_sign_in(db, client):
    answer = client.get("/ui/catalogue")
    assert answer.status_code == 302
    assert answer["Location"].startswith("/account/login/?next=/ui/catalogue")


def test_a_user_without_a_role_is_refused_in_words(actor, client_of, institutions, client):
    user = register_user(username="nobody", display_name="Nobody", password=None)
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    answer = client.get("/ui/catalogue")
    assert answer.status_code == 403
    assert "refusal-title" in answer.content.decode()


@pytest.mark.parametrize(
    ("cookie", "asked", "shown"), [("", "en", "lv"), ("en", "lv", "en"), ("lv", "en", "lv"), ("xx", "en", "lv")]
)
def test_latvian_first_whatever_the_browser_asks(db, client, cookie, asked, shown):
    if cookie:
        client.cookies["django_language"] = cookie
    answer = client.get("/account/login/", headers={"accept-language": asked})
    assert html.document_fromstring(answer.content.decode()).get("lang") == shown
    assert answer["Content-Language"] == shown


def test_the_switch_remembers_the_language_and_goes_back(db, client):
    answer = client.post("/language/", {"language": "en", "next": "/account/login/?a=b"})
    assert (answer.status_code, answer["Location"]) == (302, "/account/login/?a=b")
    assert client.cookies["django_language"].value == "en"


def test_the_switch_leads_to_no_foreign_address(db, client):
    answer = client.post("/language/", {"language": "en", "next": "https://elsewhere.example/"})
    assert answer["Location"] == "/"
    assert client.get("/language/").status_code == 405


def test_one_click_signs_in(demo_user, client):
    page = client.get("/demo/").content.decode()
    assert "Anna Demo" in page
    answer = client.post("/demo/", {"user": demo_user.pk})
    assert (answer.status_code, answer["Location"]) == (302, "/")
    assert client.get("/ui/catalogue").status_code == 200


@pytest.mark.parametrize("user", ["", "0", "x", "99999999999999999999", "-1"])
def test_no_such_demo_account(demo_user, client, user):
    assert client.post("/demo/", {"user": user}).status_code == 404
    assert "_auth_user_id" not in client.session


def test_a_real_account_has_no_one_click(actor, client):
    assert client.post("/demo/", {"user": actor("TUK", Role.HEAD).user_id}).status_code == 404
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize("method", ["get", "post"])
def test_outside_the_demonstration_there_is_no_one_click(demo_user, client, settings, method):
    settings.DIGISOC_DEMO = False
    assert getattr(client, method)("/demo/", {"user": demo_user.pk}).status_code == 404
    assert "_auth_user_id" not in client.session


def test_one_click_needs_the_form(demo_user):
    strict = Client(enforce_csrf_checks=True)
    answer = strict.post("/demo/", {"user": demo_user.pk})
    assert answer.status_code == 403
    assert "_auth_user_id" not in strict.session


@pytest.mark.parametrize(("demo", "place"), [(True, "/demo/"), (False, "/account/login/")])
def test_the_front_page_leads_a_stranger_in(db, client, settings, demo, place):
    settings.DIGISOC_DEMO = demo
    assert client.get("/")["Location"] == place


@pytest.fixture
def two_places(actor, institutions):
    first = actor("TUK", Role.HEAD, name="Two Places")
    give_mandate(user=first_user(first), institution=institutions["OGR"], role=Role.AUDITOR, since=date(2021, 7, 1))
    return first


def first_user(by):
    from digisoc.accounts.api import User

    return User.objects.get(pk=by.user_id)


def test_who_works_in_two_places_chooses_first(two_places, client, institutions):
    client.force_login(first_user(two_places), backend="django.contrib.auth.backends.ModelBackend")
    assert client.get("/")["Location"] == "/institution/"
    assert client.get("/institution/").content.decode().count('type="radio"') == 2
    answer = client.post("/institution/", {"institution": institutions["OGR"].pk})
    assert answer["Location"] == "/"
    assert client.session["institution_id"] == institutions["OGR"].pk


def test_nobody_chooses_a_foreign_institution(two_places, client_of, institutions):
    client = client_of(two_places)
    for wanted in (institutions["RIG"].pk, "x", "99999999999999999999"):
        assert client.post("/institution/", {"institution": wanted}).status_code == 404
    assert client.session["institution_id"] == two_places.institution_id


def test_a_choice_left_open_is_asked_again(two_places, client_of):
    answer = client_of(two_places).post("/institution/", {"institution": ""})
    assert answer.status_code == 422
    assert "error-summary" in answer.content.decode()


def test_a_foreign_choice_is_kept_in_the_log(two_places, client_of, institutions, acting_as):
    client_of(two_places).post("/institution/", {"institution": institutions["RIG"].pk})
    with acting_as(two_places):
        assert AccessEntry.objects.filter(what="institution", user_id=two_places.user_id).count() == 1


def test_healthz_needs_nothing(client):
    assert client.get("/healthz").content == b"ok"


def test_no_such_address(db, client):
    answer = client.get("/nowhere/at/all")
    assert answer.status_code == 404
    assert "refusal-title" in answer.content.decode()


@pytest.mark.parametrize(
    ("kind", "status"),
    [(NotVisible, 404), (NotAllowedForYou, 403), (NotAllowedNow, 409), (StaleVersion, 409), (InvalidValue, 422)],
)
def test_a_refusal_says_what_and_what_next(db, kind, status):
    request = RequestFactory().get("/somewhere")
    request.user = AnonymousUser()
    answer = refusal(request, kind("It is closed since %(day)s.", hint="Ask on %(day)s.", day="<Friday>"), status)
    page = html.document_fromstring(answer.content.decode())
    assert answer.status_code == status
    assert page.get_element_by_id("refusal-title").text_content() == "It is closed since <Friday>."
    assert "Ask on <Friday>." in page.text_content()
    check_no_inline_code(answer.content.decode(), "refusal")


def test_an_internal_fault_needs_neither_context_nor_database():
    answer = server_error(RequestFactory().get("/"))
    assert answer.status_code == 500
    assert answer.content.decode() == render_to_string("ui/server_error.html")
    check_no_inline_code(answer.content.decode(), "server error")


@pytest.mark.parametrize(
    "path",
    ["/account/login/", "/account/logout/", "/account/2fa/", "/account/2fa/webauthn/", "/account/password/change/",
     "/account/reauthenticate/", "/account/2fa/totp/activate/", "/account/2fa/webauthn/add/", "/account/inactive/",
     "/account/signup/", "/account/password/reset/"],
)
def test_account_pages_stand_in_our_frame(db, client, path):
    if not any(word in path for word in ("login", "signup", "reset")):
        register_user(username="anna", display_name="Anna", password="a long enough phrase")
        client.post("/account/login/", {"login": "anna", "password": "a long enough phrase"})
    answer = client.get(path, follow=True)
    page = html.document_fromstring(answer.content.decode())
    assert answer.status_code == 200
    assert page.xpath("//main[@id='main']//h1")
    assert page.xpath("//header//*[@class='brand']")
    assert not [field for field in page.xpath("//main//input[not(@type='hidden')]") if not labelled(page, field)]


def labelled(page, field):
    return bool(page.xpath(f"//label[@for='{field.get('id')}']"))


def test_a_wrong_password_keeps_the_name_and_says_so(actor, client):
    answer = client.post("/account/login/", {"login": "tuk.nobody", "password": "wrong horse"})
    page = html.document_fromstring(answer.content.decode())
    assert page.xpath("//input[@name='login']/@value") == ["tuk.nobody"]
    assert page.xpath("//*[@role='alert'][contains(@class, 'ds-alert')]")
    assert not page.xpath("//input[@name='password']/@value")


def test_signing_out_is_a_post(actor, client_of):
    client = client_of(actor("TUK", Role.HEAD))
    client.get("/account/logout/")
    assert "_auth_user_id" in client.session
    client.post("/account/logout/")
    assert "_auth_user_id" not in client.session


def test_the_bar_shows_only_pages_of_the_role_that_exist(actor):
    assert navigation(None) == []
    for role in Role:
        entries = navigation(actor("TUK", role, name=f"Bar {role}"))
        assert all(role in entry.roles and entry.url for entry in entries)


@pytest.mark.parametrize(("path", "current"), [
    ("/desk/", "desk:worklist"), ("/desk/new/", "desk:worklist"), ("/desk/cases/x/declaration/", "desk:cases"),
    ("/desk/decisions/x/", "desk:cases"), ("/desk/applications/x/sign/", "desk:cases"),
    ("/desk/approvals/", "desk:approvals"), ("/desk/payments/runs/x/", "desk:payment_runs"),
])
def test_the_bar_marks_the_one_entry_that_a_page_belongs_under(actor, path, current):
    entries = navigation(actor("TUK", Role.HEAD), path)
    assert [entry.url_name for entry in entries if entry.current] == [current]
    assert not any(entry.current for entry in navigation(actor("TUK", Role.HEAD), "/account/2fa/"))
