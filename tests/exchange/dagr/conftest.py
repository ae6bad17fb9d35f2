"""A real simulator over real HTTP, serving the story's households as of a fixed day."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from demo.population.registers import write_registers
from demo.population.story import story_households
from digisoc.exchange.dagr.api import RegisterReader, demo_connection, make_connection_files
from digisoc.exchange.dagr.demo_connection import DEMO_CLIENT_ID
from digisoc.exchange.dagr.register_file import RegisterFile
from digisoc.exchange.dagr.simulator.platform import Platform
from digisoc.exchange.dagr.simulator.server import serve_in_thread
from digisoc.exchange.dagr.simulator.tokens import RegisteredConnection, TokenOffice
from tests.exchange.dagr.bench import Bench

TODAY = date(2026, 11, 22)


@pytest.fixture(scope="session")
def register_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("registers") / "registers.sqlite"
    write_registers(path, [story.household for story in story_households(TODAY)], TODAY)
    return path


@pytest.fixture(scope="session")
def connection_directory(tmp_path_factory: pytest.TempPathFactory) -> Path:
    directory = tmp_path_factory.mktemp("connection")
    make_connection_files(directory)
    return directory


@pytest.fixture
def bench(register_path: Path, connection_directory: Path) -> Iterator[Bench]:
    certificate = make_connection_files(connection_directory).certificate
    office = TokenOffice(RegisteredConnection(DEMO_CLIENT_ID, certificate))
    simulator = serve_in_thread(Platform(RegisterFile(register_path), office))
    yield Bench(simulator, demo_connection(simulator.base_url, connection_directory))
    simulator.stop()


@pytest.fixture
def reader(bench: Bench) -> Iterator[RegisterReader]:
    with RegisterReader(bench.connection) as opened:
        yield opened
