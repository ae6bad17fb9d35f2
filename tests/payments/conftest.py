"""The people of decisions, two accountants, and a municipality with an account to pay from."""

import pytest

from digisoc.accounts.api import Institution, Role
from tests.decisions.conftest import _own_day_and_files, at_work, head, worker  # noqa: F401

PAYER_IBAN = "LV97HABA0012345678910"


@pytest.fixture
def payer(institutions):
    Institution.objects.filter(short_code="TUK").update(payment_iban=PAYER_IBAN)
    return institutions["TUK"]


@pytest.fixture
def accountant(actor):
    return actor("TUK", Role.ACCOUNTANT, name="Dace Liepa")


@pytest.fixture
def second(actor):
    return actor("TUK", Role.ACCOUNTANT, name="Ivars Egle")
