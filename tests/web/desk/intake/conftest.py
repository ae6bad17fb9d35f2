"""The desk as its people see it: a worker in Tukums, others who come too near, the simulated registers."""

import io
import uuid

import pytest
from django.urls import reverse
from PIL import Image

from digisoc.accounts.api import Role
from digisoc.intake.api import submit_application
from tests.intake.conftest import application_data, register_story
from tests.support.registers import TODAY, registers

NOWHERE = uuid.UUID(int=7)


@pytest.fixture(autouse=True)
def _pinned(monkeypatch, settings, tmp_path):
    monkeypatch.setenv("DIGISOC_TODAY", TODAY.isoformat())
    settings.DIGISOC_FILES = tmp_path / "files"


@pytest.fixture
def simulator(tmp_path):
    with registers(tmp_path) as running:
        yield running


@pytest.fixture
def silent(settings):
    """Registers that nobody answers for."""
    settings.DAGR_URL = "http://127.0.0.1:1"


@pytest.fixture
def worker(actor):
    return actor("TUK", Role.ASSISTANCE_ORGANISER, name="Ilze Kalniņa")


@pytest.fixture
def desk(client_of, worker):
    return client_of(worker)


@pytest.fixture
def applied(worker, acting_as):
    """`applied("berzini")`: a story household with its application, registers not asked yet."""

    def make(key: str = "berzini", **changes):
        with acting_as(worker):
            people, household = register_story(key, worker)
            return submit_application(
                application_data(**changes), applicant=people[0], household=household, by=worker, why="test"
            ), people

    return make


@pytest.fixture
def page():
    """`page("declaration", application)`: addresses without spelling them."""

    def address(name: str, *keys, **query) -> str:
        url = reverse(f"desk:{name}", args=[getattr(key, "uid", key) for key in keys])
        return url + ("?" + "&".join(f"{key}={value}" for key, value in query.items()) if query else "")

    return address


@pytest.fixture
def png() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (4, 4), "white").save(out, "PNG")
    return out.getvalue()


def text(response) -> str:
    """The page's text with ordinary spaces."""
    return " ".join(response.content.decode().replace("\xa0", " ").split())
