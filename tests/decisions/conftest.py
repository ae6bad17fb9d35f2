"""Worker and head of one municipality, the pinned day, and a place of their own for files."""

import pytest

from digisoc.accounts.api import Role
from tests.decisions.household import TODAY


@pytest.fixture(autouse=True)
def _own_day_and_files(monkeypatch, settings, tmp_path):
    monkeypatch.setenv("DIGISOC_TODAY", TODAY.isoformat())
    settings.DIGISOC_FILES = tmp_path / "files"


@pytest.fixture
def worker(actor):
    return actor("TUK", Role.ASSISTANCE_ORGANISER, name="Ilze Kalniņa")


@pytest.fixture
def head(actor):
    return actor("TUK", Role.HEAD, name="Māra Ozola")


@pytest.fixture
def at_work(acting_as, worker):
    """The transaction acts for the municipality."""
    with acting_as(worker):
        yield
