"""The simulated registers in a thread, with the settings of the site pointing at them."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import httpx
from django.test import override_settings

from demo.population.registers import write_registers
from demo.population.story import story_households
from digisoc.exchange.dagr.api import make_connection_files
from digisoc.exchange.dagr.demo_connection import DEMO_CLIENT_ID, DEMO_PERMISSIONS
from digisoc.exchange.dagr.register_file import RegisterFile
from digisoc.exchange.dagr.simulator.platform import Platform
from digisoc.exchange.dagr.simulator.server import Simulator, serve_in_thread
from digisoc.exchange.dagr.simulator.tokens import RegisteredConnection, TokenOffice

TODAY = date(2026, 11, 22)


@contextmanager
def registers(folder: Path, *, timeout: float = 4.0) -> Iterator[Simulator]:
    """Registers that know the story's households as of 22.11.2026, behind the ordinary connection settings."""
    path = folder / "registers.sqlite"
    write_registers(path, [story.household for story in story_households(TODAY)], TODAY)
    files = make_connection_files(folder / "connection")
    office = TokenOffice(RegisteredConnection(DEMO_CLIENT_ID, files.certificate))
    simulator = serve_in_thread(Platform(RegisterFile(path), office))
    settings = {
        "DAGR_URL": simulator.base_url, "DAGR_CLIENT_ID": DEMO_CLIENT_ID, "DAGR_PRIVATE_KEY": files.private_key,
        "DAGR_PERMISSIONS": {str(register): number for register, number in DEMO_PERMISSIONS.items()},
        "DAGR_TIMEOUT": timeout,
    }
    with override_settings(**settings):
        yield simulator
    simulator.stop()


def fault(simulator: Simulator, **plan: object) -> None:
    """Make the simulator misbehave as its fault plan says."""
    answer = httpx.post(f"{simulator.base_url}/_simulator/faults", json=plan, trust_env=False)
    assert answer.status_code == 200, answer.text
