"""The main job in a real browser: worker, head, two accountants, and a neighbour who is refused."""

import io
from concurrent.futures import ThreadPoolExecutor

import psycopg
import pypdf
import pytest
from playwright.sync_api import Browser

from digisoc.accounts.api import Role, User
from digisoc.documents.api import ensure_demo_certificate, verify
from digisoc.exchange.payments_out.api import read_pain001, validate_pain001
from tests.decisions.household import declared, submitted
from tests.journeys.visit import Visit
from tests.journeys.way import HOUSING, apply, decide, declare
from tests.support.site import Site

pytestmark = pytest.mark.browser


def test_from_the_application_to_the_bank_file(town_at_work: Site, browser: Browser, owner_connection):
    url = town_at_work.url
    worker = Visit(browser, url, "Ilze Kalniņa")
    worker.look(picture="worklist")
    case = apply(worker)
    worker.open(case)
    worker.look(picture="household")
    declare(worker, case)
    decision = decide(worker, case)
    _the_drafter_does_not_approve(worker, decision)
    _the_neighbour_finds_nothing(Visit(browser, url, "Kārlis Jūrnieks"), [case, decision], owner_connection)
    _approve(Visit(browser, url, "Māra Liepa"), decision, town_at_work)
    worker.open(f"{case}payments/")
    worker.open(f"{case}history/")
    _pay(browser, town_at_work, owner_connection)


def _forge(visit: Visit, action: str, *, status: int) -> None:
    """Send a form of the page to another address than the page offers."""
    with visit.page.expect_navigation() as answer:
        visit.page.evaluate(
            "action => { const form = document.querySelector('main form[method=post]'); form.action = action;"
            " HTMLFormElement.prototype.submit.call(form) }", action,
        )
    assert answer.value.status == status
    visit.look(refused=True)


def _the_drafter_does_not_approve(worker: Visit, decision: str) -> None:
    assert worker.form("/approve").count() == 0
    _forge(worker, f"{decision}approve", status=403)
    assert worker.says("Lēmumus apstiprina vai atgriež tikai sociālā dienesta vadītājs")
    worker.open(decision)
    assert worker.says("Gaida vadītāja apstiprinājumu")


def _the_neighbour_finds_nothing(neighbour: Visit, addresses: list[str], owner: psycopg.Connection) -> None:
    for address in addresses:
        neighbour.open(address, status=404)
        assert "Bērziņa" not in neighbour.text
        assert neighbour.says("ūsu iestādes")
    denied = owner.execute(
        "SELECT u.username, e.detail FROM trail_accessentry e JOIN accounts_user u ON u.id = e.user_id"
        " WHERE e.outcome = 'denied' AND u.username = 'karlis' ORDER BY e.id"
    ).fetchall()
    assert denied == [("karlis", address) for address in addresses]


def _approve(head: Visit, decision: str, site: Site) -> None:
    head.open("/desk/approvals/")
    head.look(picture="approvals")
    head.follow(decision, picture="decision")
    head.press("/approve")
    # The page asks again by itself until the worker has sealed the letter.
    head.page.wait_for_selector("main a[href$='letter.pdf']", timeout=60_000)
    head.look()
    pdf = head.page.request.get(head.page.get_attribute("main a[href$='letter.pdf']", "href")).body()
    with ThreadPoolExecutor(1) as pool:  # the check runs a loop of its own, and Playwright's runs in this thread
        check = pool.submit(verify, pdf, [ensure_demo_certificate(site.folder / "keys").authority]).result()
    assert (check.sealed, check.intact, check.trusted) == (True, True, True), check.problem
    words = " ".join(" ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages).split())
    for expected in ("TUK/2026/000001", "Anna Bērziņa", HOUSING):
        assert expected in words


def _pay(browser: Browser, site: Site, owner: psycopg.Connection) -> None:
    collector, releaser = (Visit(browser, site.url, name) for name in ("Dace Ozoliņa", "Uldis Priede"))
    site.wait_until(lambda: _dues(owner), "the payments are planned")
    collector.open("/desk/payments/")
    collector.press("/collect")
    run = collector.path
    assert collector.form("/release").count() == 0
    _forge(collector, f"{run}release", status=403)
    assert collector.says("Šo maksājumu kopu sastādījāt Jūs")
    releaser.open(run)
    releaser.press("/release", picture="payment-run")
    first, again = _download(releaser, run), _download(releaser, run)
    assert first == again
    assert validate_pain001(first) == []
    file, released = read_pain001(first), [cents for state, cents in _dues(owner) if state == "released"]
    assert file.total == sum(transfer.cents for transfer in file.transfers) == sum(released) > 0
    assert len(released) == len(file.transfers)


def _dues(owner: psycopg.Connection) -> list[tuple[str, int]]:
    return owner.execute("SELECT state, cents FROM payments_due ORDER BY id").fetchall()


def _download(visit: Visit, run: str) -> bytes:
    visit.open(run)
    with visit.page.expect_download() as caught:
        visit.form("/file").locator("button").click()
    return caught.value.path().read_bytes()


def test_who_is_head_and_worker_does_not_approve_the_own_draft(town: Site, browser: Browser, actor, acting_as):
    both = actor("TUK", Role.ASSISTANCE_ORGANISER, Role.HEAD, name="Sanda Ozola")
    User.objects.filter(pk=both.user_id).update(is_demo=True)
    with acting_as(both):
        own = submitted(declared(both), both)
    decision = f"/desk/decisions/{own.uid}/"
    town.start_web()
    visit = Visit(browser, town.url, "Sanda Ozola")
    visit.open("/desk/approvals/")
    visit.follow(decision)
    assert visit.form("/approve").count() == 0
    _forge(visit, f"{decision}approve", status=403)
    assert visit.says("Šo lēmumu sagatavojāt Jūs, tāpēc")
    other = Visit(browser, town.url, "Ivars Kļaviņš")
    other.open(decision)
    other.press("/approve")
    assert other.says("TUK/2026/000001")


def test_the_way_of_the_worker_without_scripts(town_with_registers: Site, browser: Browser):
    worker = Visit(browser, town_with_registers.url, "Ilze Kalniņa", scripts=False)
    case = apply(worker)
    declare(worker, case)
    decision = decide(worker, case)
    head = Visit(browser, town_with_registers.url, "Māra Liepa", scripts=False)
    head.open("/desk/approvals/")
    head.follow(decision)
    head.press("/approve")
    assert head.says("TUK/2026/000001")
