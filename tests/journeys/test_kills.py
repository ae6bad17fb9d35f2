"""SIGKILL at the worst moments, and two clicks at once: one decision, one letter, one payment, nothing half done.

The moment is chosen by a lock that the test holds as the owner of the database: the process under test stands still at
exactly that write, everything before it in its transaction is done, and it is killed there.
"""

import uuid
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import httpx
import psycopg
import pytest

from config.visitor import Visitor
from demo.people import ACCOUNTS
from digisoc.accounts.api import Actor, User, actor_for
from digisoc.decisions.api import seal_letter
from digisoc.kernel.months import Month
from digisoc.payments.api import collect_run, plan_payments
from tests.decisions.household import approved, declared, submitted
from tests.journeys.locks import barred, wait_until_rolled_back, wait_until_waiting
from tests.support.registers import TODAY
from tests.support.site import Site

pytestmark = pytest.mark.process

type Ask = Callable[[str], list[tuple]]


@pytest.fixture
def ask(owner_connection: psycopg.Connection) -> Ask:
    """Rows by raw SQL, seen as the owner: no row security, no code of ours in between."""
    return lambda query: owner_connection.execute(query).fetchall()


@pytest.fixture
def person(town: Site) -> Callable[[str], Actor]:
    """`person("mara")`: an account of the demonstration as an actor."""

    def find(username: str) -> Actor:
        actor = actor_for(User.objects.get(username=username), TODAY)
        assert actor is not None
        return actor

    return find


@pytest.fixture
def decision(town: Site, person, acting_as):
    """Approved, the letter's job waits for a worker."""
    with acting_as(person("ilze")):
        return approved(declared(person("ilze")), person("ilze"), person("mara"))


@pytest.fixture
def run(town: Site, person, acting_as, decision):
    """Collected by Dace, not released."""
    with acting_as(person("dace")):
        seal_letter(decision_uid=decision.uid, by=person("mara"), why="test")
        plan_payments(decision_uid=decision.uid, by=person("mara"), why="test")
        return collect_run(due_until=Month.of(TODAY), by=person("dace"), why="test", form_token=uuid.uuid4())


def _next_worker_finishes(site: Site, ask: Ask) -> None:
    wait_until_rolled_back(site)
    assert site.revive_jobs() == 1
    site.start_worker()
    site.wait_until(lambda: _jobs(ask) == {"succeeded"}, "all jobs are done")


def _jobs(ask: Ask) -> set[str]:
    statuses = ask("SELECT status::text FROM procrastinate_jobs WHERE task_name NOT LIKE 'core.%'")
    return {status for (status,) in statuses}


def _one_of_everything(ask: Ask) -> None:
    numbers = ask("SELECT number FROM decisions_decision WHERE state = 'approved'")
    assert numbers == [("TUK/2026/000001",)]
    assert ask("SELECT count(*), count(DISTINCT decision_id) FROM decisions_decisionletter") == [(1, 1)]
    assert ask("SELECT count(*) FROM core_storedfile WHERE media_type = 'application/pdf'") == [(1,)]
    months = ask("SELECT sum(months) FROM decisions_decisionitem WHERE result = 'granted' AND benefit <> 'status'")
    dues = ask("SELECT count(*), count(DISTINCT (item_id, month)) FROM payments_due")
    assert dues == [(months[0][0], months[0][0])]
    assert months[0][0] > 0


def test_a_worker_killed_between_the_letter_and_the_payments(town: Site, decision, ask: Ask):
    with barred(town, "payments_due"):
        town.start_worker()
        wait_until_waiting(town)
        assert ask("SELECT count(*) FROM decisions_decisionletter") == [(1,)]
        town.kill("worker")
    assert ask("SELECT count(*) FROM payments_due") == [(0,)]
    _next_worker_finishes(town, ask)
    _one_of_everything(ask)


def test_a_worker_killed_while_it_seals(town: Site, decision, ask: Ask):
    with barred(town, "decisions_decisionletter"):
        town.start_worker()
        wait_until_waiting(town)
        town.kill("worker")
    wait_until_rolled_back(town)
    # The letter, its file's row and the job that plans the payments are one transaction: none of them is there.
    assert ask("SELECT count(*) FROM decisions_decisionletter") == ask("SELECT count(*) FROM core_storedfile") == [(0,)]
    assert ask("SELECT count(*) FROM procrastinate_jobs WHERE task_name = 'payments.plan_payments'") == [(0,)]
    _next_worker_finishes(town, ask)
    _one_of_everything(ask)


def test_jobs_that_run_twice_do_nothing_the_second_time(town: Site, decision, ask: Ask, owner_connection):
    town.start_worker()
    town.wait_until(lambda: ask("SELECT id FROM payments_due") and _jobs(ask) == {"succeeded"}, "all jobs are done")
    letter, dues = ask("SELECT * FROM decisions_decisionletter"), ask("SELECT * FROM payments_due ORDER BY id")
    owner_connection.execute(
        "INSERT INTO procrastinate_jobs (task_name, queue_name, args, status, attempts)"
        " SELECT task_name, queue_name, args, 'todo', 0 FROM procrastinate_jobs WHERE task_name NOT LIKE 'core.%'"
    )
    town.wait_until(lambda: _jobs(ask) == {"succeeded"}, "they ran again")
    assert ask("SELECT * FROM decisions_decisionletter") == letter
    assert ask("SELECT * FROM payments_due ORDER BY id") == dues
    _one_of_everything(ask)


def test_the_web_killed_during_a_release(town: Site, run, ask: Ask):
    town.start_web()
    visitor = _signed_in(town, "uldis", f"/desk/payments/runs/{run.uid}/")
    before = _state_of_the_run(ask)
    # The run is written last in the release: its file and its due amounts are already changed in the transaction.
    with ThreadPoolExecutor(1) as pool, barred(town, "payments_paymentrun"):
        sent = pool.submit(visitor.send, "/release", {})
        wait_until_waiting(town)
        town.kill("web")
        with pytest.raises(httpx.HTTPError):
            sent.result()
    wait_until_rolled_back(town)
    assert _state_of_the_run(ask) == before == ([("collected", None)], [("collected",)], 0)
    town.start_web()
    again = _signed_in(town, "uldis", f"/desk/payments/runs/{run.uid}/")
    again.send("/release", {})
    states, dues, files = _state_of_the_run(ask)
    assert ([state for state, _ in states], dues, files) == (["released"], [("released",)], 1)
    assert ask("SELECT count(*) FROM payments_runline WHERE live") == ask("SELECT count FROM payments_paymentrun")
    assert again.send("/file", {}).startswith(b"<?xml")


def _state_of_the_run(ask: Ask) -> tuple[list[tuple], list[tuple], int]:
    dues = "SELECT DISTINCT d.state FROM payments_due d JOIN payments_runline l ON l.due_id = d.id"
    files = ask("SELECT count(*) FROM core_storedfile WHERE media_type = 'application/xml'")
    return ask("SELECT state, file_id FROM payments_paymentrun"), ask(dues), files[0][0]


def _signed_in(site: Site, username: str, address: str) -> Visitor:
    visitor = Visitor(site.url)
    visitor.sign_in(next(account.name for account in ACCOUNTS if account.username == username))
    visitor.get(address)
    return visitor


def _at_once(site: Site, table: str, visitors: list[Visitor], action: str) -> None:
    """All send the same form; all requests stand inside the server before any may write."""
    with ThreadPoolExecutor(len(visitors)) as pool:
        with barred(site, table):
            sent = [pool.submit(visitor.send, action, {}) for visitor in visitors]
            wait_until_waiting(site, len(visitors))
        for answer in sent:
            answer.result()  # a status other than 200 raises


def test_two_clicks_on_release_at_once_are_one_release(town: Site, run, ask: Ask):
    town.start_web()
    visitors = [_signed_in(town, "uldis", f"/desk/payments/runs/{run.uid}/") for _ in range(2)]
    _at_once(town, "payments_paymentrun", visitors, "/release")
    states, dues, files = _state_of_the_run(ask)
    assert ([state for state, _ in states], dues, files) == (["released"], [("released",)], 1)
    assert [visitor.has("/file") for visitor in visitors] == [True, True]


def test_two_clicks_on_approve_at_once_are_one_approval(town: Site, person, acting_as, ask: Ask):
    with acting_as(person("ilze")):
        waiting = submitted(declared(person("ilze")), person("ilze"))
    town.start_web()
    visitors = [_signed_in(town, "mara", f"/desk/decisions/{waiting.uid}/") for _ in range(2)]
    _at_once(town, "decisions_decision", visitors, "/approve")
    assert ask("SELECT state, number, version FROM decisions_decision") == [("approved", "TUK/2026/000001", 3)]
    assert ask("SELECT count(*) FROM procrastinate_jobs WHERE task_name = 'decisions.seal_letter'") == [(1,)]
    assert all("TUK/2026/000001" in visitor.text for visitor in visitors)
