"""The people of decisions and a household whose declaration is complete."""

import pytest

from digisoc.accounts.api import Role
from tests.decisions.conftest import _own_day_and_files, head, worker  # noqa: F401
from tests.decisions.household import declared, submitted


@pytest.fixture
def application(worker, acting_as):  # noqa: F811
    """Complete, not yet drafted; wage 150,00 a month, rent 120,00."""
    with acting_as(worker):
        return declared(worker, wage=15_000)


@pytest.fixture
def waiting(worker, acting_as, application):  # noqa: F811
    """Submitted, waiting for the head."""
    with acting_as(worker):
        return submitted(application, worker)


@pytest.fixture
def worker_client(client_of, worker):  # noqa: F811
    return client_of(worker)


@pytest.fixture
def head_client(client_of, head):  # noqa: F811
    return client_of(head)


@pytest.fixture
def head_of_liepaja(actor):
    return actor("LPJ", Role.HEAD, name="Vita Krasta")
