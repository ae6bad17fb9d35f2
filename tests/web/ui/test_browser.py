"""In a real browser: accessible, no sideways scroll, everything allowed by the content security policy."""

from datetime import date

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Page

from digisoc.accounts.api import Institution, Role, give_mandate, register_user

PASSWORD = "a long enough phrase"
WIDTHS = (1280, 390)
PATHS = ("/account/login/", "/demo/", "/ui/catalogue", "/institution/", "/nowhere", "/account/2fa/",
         "/account/password/change/")

pytestmark = pytest.mark.browser


@pytest.fixture
def site(live_site):
    user = register_user(username="anna", display_name="Anna Demo", password=PASSWORD, is_demo=True)
    for code in ("TUK", "OGR"):
        place = Institution.objects.get(short_code=code)
        give_mandate(user=user, institution=place, role=Role.HEAD, since=date(2021, 7, 1))
    live_site.start_web()
    # WebAuthn wants a name, not an address of numbers.
    return f"http://localhost:{live_site.port}"


def watched(context: BrowserContext) -> tuple[Page, list[str]]:
    """A page and the list of everything its console complains of, refused addresses aside."""
    page, complaints = context.new_page(), []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    return page, complaints


def sign_in(page: Page, site: str) -> None:
    page.goto(site + "/account/login/")
    page.fill("[name=login]", "anna")
    page.fill("[name=password]", PASSWORD)
    page.press("[name=password]", "Enter")
    page.wait_for_url(site + "/institution/")


def test_every_shared_page_is_accessible_at_both_widths(site, context):
    page, complaints = watched(context)
    found = []
    for path in PATHS:
        if path == "/ui/catalogue":
            sign_in(page, site)
        page.goto(site + path)
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            found += [f"{path} {width}: {rule['id']}" for rule in Axe().run(page).response["violations"]]
            if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
                found.append(f"{path} {width}: wider than the screen")
    assert found == []
    assert [text for text in complaints if "404" not in text] == []


def test_a_passkey_is_added_and_signs_in_under_the_policy(site, context):
    page, complaints = watched(context)
    cdp = context.new_cdp_session(page)
    cdp.send("WebAuthn.enable")
    cdp.send("WebAuthn.addVirtualAuthenticator", {"options": {
        "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
        "isUserVerified": True, "automaticPresenceSimulation": True,
    }})
    sign_in(page, site)
    page.goto(site + "/account/2fa/webauthn/add/")
    # A key is as good as the password, so the password is asked once more.
    page.fill("[name=password]", PASSWORD)
    page.press("[name=password]", "Enter")
    page.fill("[name=name]", "My key")
    page.check("[name=passwordless]")
    page.click("#mfa_webauthn_add")
    page.wait_for_url(site + "/account/2fa/recovery-codes/")
    page.click("details.who summary")
    page.click("details.who form button")
    page.wait_for_url(site + "/demo/")
    page.goto(site + "/account/login/")
    page.click("#passkey_login")
    page.wait_for_url(site + "/institution/")
    assert page.locator(".who-name").inner_text().startswith("Anna Demo")
    assert complaints == []


def test_the_summary_takes_the_focus_and_leads_to_the_field(site, page):
    sign_in(page, site)
    page.goto(site + "/ui/catalogue")
    assert page.evaluate("document.activeElement.id") == "error-summary"
    page.click("#error-summary a[href='#f-amount']")
    assert page.evaluate("document.activeElement.id") == "f-amount"


def test_the_skip_link_is_the_first_stop(site, page):
    page.goto(site + "/account/login/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "#main"
