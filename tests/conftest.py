"""The strict test house: a real database as the web role, accounts, and the rules that every page must keep.

`db` gives a transaction that is rolled back; `fresh_database` a clone of its own for tests that commit, kill or run
processes. Django's own way of emptying tables needs the owner's rights, so it is refused.
"""

import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import date
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.db import connection
from django.test import Client
from hypothesis import settings as hypothesis_settings

from config import bootstrap
from tests.support.connection import pointed_at
from tests.support.database import Clone, TestServer
from tests.support.site import Site
from tests.support.strict import shuffled_when_unordered
from tools.chromium import find

# Without the deadline, which would make a busy machine a failure; the same examples on every machine in CI.
hypothesis_settings.register_profile("digisoc", deadline=None, print_blob=True)
hypothesis_settings.load_profile("digisoc")

CHROMIUM_ARGUMENTS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage",
)
_OWN_DATABASE = ("fresh_database", "module_database", "live_site")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Refuse what would need the owner's rights inside the web role's tests."""
    for item in items:
        marker = item.get_closest_marker("django_db")
        if marker and (marker.kwargs.get("transaction") or marker.args):
            raise pytest.UsageError(f"{item.nodeid}: use the fixture fresh_database instead of transaction=True")


@pytest.fixture(scope="session")
def database_server() -> Iterator[TestServer]:
    """The PostgreSQL server of this session: of DATABASE_URL, else the embedded one."""
    with bootstrap.server() as owner:
        server = TestServer(owner)
        server.sweep()
        yield server
        server.close()


@pytest.fixture(scope="session")
def session_database(database_server: TestServer) -> Clone:
    """The clone that all tests with `db` share, each in a transaction of its own."""
    return database_server.clone()


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment: None, django_db_blocker: Any, session_database: Clone) -> Iterator[None]:
    """Instead of pytest-django's: no superuser, no flush, the same role as in production."""
    with django_db_blocker.unblock(), pointed_at(session_database):
        django_db_blocker.block()
        yield
        django_db_blocker.restore()


@pytest.fixture
def transactional_db() -> None:
    """Refused: emptying tables needs the owner's rights."""
    pytest.fail("use the fixture fresh_database instead of transactional_db or live_server")


@pytest.fixture
def fresh_database(
    database_server: TestServer, django_db_setup: None, django_db_blocker: Any
) -> Iterator[Clone]:
    """A database of this test alone; Django works on it and really commits."""
    yield from _own_database(database_server, django_db_blocker)


@pytest.fixture(scope="module")
def module_database(
    database_server: TestServer, django_db_setup: None, django_db_blocker: Any
) -> Iterator[Clone]:
    """A database of this test module, in which commits stay from test to test."""
    yield from _own_database(database_server, django_db_blocker)


def _own_database(server: TestServer, blocker: Any) -> Iterator[Clone]:
    clone = server.clone()
    with blocker.unblock(), pointed_at(clone):
        yield clone
    server.drop(clone)


@pytest.fixture(autouse=True)
def _strict_order() -> Iterator[None]:
    """Whoever relies on the order of an unordered queryset fails sooner or later; here sooner."""
    with shuffled_when_unordered():
        yield


@pytest.fixture
def live_site(fresh_database: Clone, tmp_path: Path) -> Iterator[Site]:
    """The site as real processes over a database of its own; nothing runs until the test starts it.

    `live_site.start_web()`, `.start_worker()`, `.start_registers(file)`, `.kill("worker")`, `.url`. Django in the
    test itself works on the same database and the same files.
    """
    site = Site(fresh_database, tmp_path)
    yield site
    site.stop_all()


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """The Chromium of the system; without one every browser test fails and says what to do."""
    path = find()
    if path is None:
        pytest.fail("no Chromium found; `./run test` installs one, or: python -m tools.chromium")
    # Playwright's loop runs in this thread, and Django would refuse to ask the database beside it.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    return {**browser_type_launch_args, "executable_path": path, "args": list(CHROMIUM_ARGUMENTS)}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    """Latvian, in Riga, at the width of a desk."""
    size = {"width": 1280, "height": 900}
    return {**browser_context_args, "locale": "lv-LV", "timezone_id": "Europe/Riga", "viewport": size}


@pytest.fixture
def database_access(request: pytest.FixtureRequest) -> None:
    """The test's own database when it asked for one, else the rolled-back transaction."""
    own = [name for name in _OWN_DATABASE if name in request.fixturenames]
    request.getfixturevalue(own[0] if own else "db")


@pytest.fixture
def owner_connection(database_access: None, database_server: TestServer) -> Iterator[psycopg.Connection]:
    """The same database as its owner, autocommit: sees no uncommitted row of `db`, and row security not at all."""
    name = str(connection.settings_dict["NAME"])
    with psycopg.connect(database_server.owner % name, autocommit=True) as owner:
        yield owner


@pytest.fixture
def institutions(database_access: None) -> dict[str, Any]:
    """All institutions by short code: `institutions["TUK"]`."""
    from digisoc.accounts.api import Institution

    return {row.short_code: row for row in Institution.objects.all()}


type ActorFactory = Callable[..., Any]


@pytest.fixture
def actor(institutions: dict[str, Any]) -> ActorFactory:
    """`actor("TUK", Role.HEAD, name="Anna Kalniņa")`: a user with mandates since 2021, as an `Actor`.

    The same name and institution give the same user, so a second call adds roles.
    """
    from digisoc.accounts.api import actor_for, give_mandate, register_user
    from digisoc.kernel import clock

    def make(institution_code: str, *roles: Any, name: str = "") -> Any:
        place = institutions[institution_code]
        label = name or f"{institution_code} {'+'.join(roles) or 'nobody'}"
        user = register_user(username=label.replace(" ", "."), display_name=label, password=None)
        for role in roles:
            give_mandate(user=user, institution=place, role=role, since=date(2021, 7, 1))
        return actor_for(user, clock.today(), place.pk)

    return make


@pytest.fixture
def acting_as() -> Callable[..., AbstractContextManager[None]]:
    """`with acting_as(actor):` the transaction acts for the actor's institution; the purpose can be given."""
    from digisoc.core.api import acting
    from digisoc.trail.enums import Purpose

    def act(by: Any, purpose: str = Purpose.CASE_HANDLING) -> AbstractContextManager[None]:
        return acting(institution_id=by.institution_id, user_id=by.user_id, purpose=purpose)

    return act


@pytest.fixture
def client_of(database_access: None) -> Callable[[Any], Client]:
    """`client_of(actor)`: a signed-in test client acting for the actor's institution."""
    from digisoc.accounts.api import User

    def sign_in(by: Any) -> Client:
        client = Client()
        client.force_login(User.objects.get(pk=by.user_id), backend="django.contrib.auth.backends.ModelBackend")
        session = client.session
        session["institution_id"] = by.institution_id
        session.save()
        return client

    return sign_in
