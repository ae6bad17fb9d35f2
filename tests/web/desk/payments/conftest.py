"""The people of payments and due amounts of an approved and sealed decision."""

import pytest

from digisoc.payments.api import Due
from tests.decisions.conftest import _own_day_and_files, head, worker  # noqa: F401
from tests.payments.conftest import accountant, payer, second  # noqa: F401
from tests.payments.schedule import collected, planned


@pytest.fixture
def dues(worker, head, payer, acting_as):  # noqa: F811
    """Three months of a GMI and a housing benefit of one household."""
    with acting_as(worker):
        found = planned(worker, head, wage=10_000)
        return list(Due.objects.filter(pk__in=[due.pk for due in found]).select_related("decision__case"))


@pytest.fixture
def run(dues, accountant, acting_as):  # noqa: F811
    """Collected by the accountant, not yet released."""
    with acting_as(accountant):
        return collected(accountant)


@pytest.fixture
def accountant_client(client_of, accountant):  # noqa: F811
    return client_of(accountant)


@pytest.fixture
def second_client(client_of, second):  # noqa: F811
    return client_of(second)
