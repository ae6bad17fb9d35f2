"""A municipality at work: web, simulated registers and the demonstration's accounts, on a pinned day."""

import subprocess
import sys
from collections.abc import Iterator

import pytest

from demo import accounts
from demo.population.registers import write_registers
from demo.population.story import story_households
from tests.support.registers import TODAY
from tests.support.site import ROOT, Site


@pytest.fixture
def town(live_site: Site, monkeypatch, settings) -> Iterator[Site]:
    """The site with its accounts, on 22.11.2026; nothing runs yet. The test itself lives on the same day."""
    monkeypatch.setenv("DIGISOC_TODAY", TODAY.isoformat())
    live_site.environment["DIGISOC_TODAY"] = TODAY.isoformat()
    settings.DIGISOC_FILES = live_site.folder / "files"
    settings.DIGISOC_KEYS = live_site.folder / "keys"
    accounts.load()
    return live_site


@pytest.fixture
def town_with_registers(town: Site) -> Site:
    """The same with web and the simulated registers running; no worker yet, no case."""
    data = town.folder / "registers.sqlite"
    write_registers(data, [story.household for story in story_households(TODAY)], TODAY)
    town.start_registers(data)
    town.start_web()
    return town


@pytest.fixture
def town_at_work(town_with_registers: Site) -> Site:
    """The same with a worker, and the demonstration's cases on the desk."""
    environment = town_with_registers.environment
    subprocess.run([sys.executable, "-m", "demo", "cases"], cwd=ROOT, env=environment, check=True)
    town_with_registers.start_worker()
    return town_with_registers
