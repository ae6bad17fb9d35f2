"""Databases of the tests: one migrated template per state of the migrations, a cheap clone of it per session or test.

A session marks itself alive by a connection whose application name is its databases' prefix; databases whose session
has no such connection any more are leftovers (of a killed run) and are dropped.
"""

import hashlib
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg
from psycopg import sql

from config import bootstrap

_ROOT = Path(__file__).resolve().parents[2]
_TEMPLATE = "digisoc_template_"
_CLONE = "digisoc_test_"
_LOCK = 4_711_001  # any number, the same for all test sessions of a server
_KEPT_TEMPLATES = 3


@dataclass(frozen=True, slots=True)
class Clone:
    """A database of its own: as the owner (`owner_url`) and as the web role (`web_url`)."""

    name: str
    owner_url: str
    web_url: str

    @property
    def environment(self) -> dict[str, str]:
        """What a subprocess needs to work on this database as the web role."""
        return {**os.environ, "DATABASE_URL": self.owner_url, "DATABASE_WEB_URL": self.web_url}


class TestServer:
    """The server's test databases of one session."""

    __test__ = False

    def __init__(self, owner: str) -> None:
        self.owner = owner
        self.prefix = f"{_CLONE}{os.getpid()}_{secrets.token_hex(3)}"
        self._count = 0
        self._keeper = psycopg.connect(owner % "postgres", autocommit=True, application_name=self.prefix)

    def clone(self) -> Clone:
        """A fresh copy of the template, which is built first when the migrations have changed."""
        self._count += 1
        name = f"{self.prefix}_{self._count}"
        with self._alone():
            template = self._template()
            self._run("CREATE DATABASE {} TEMPLATE {}", name, template)
            # A lost last moment after a power cut doesn't matter here.
            self._run("ALTER DATABASE {} SET synchronous_commit = off", name)
        return Clone(name, self.owner % name, bootstrap.web_url(self.owner, name))

    def drop(self, clone: Clone) -> None:
        """Remove a clone, whoever is still connected to it."""
        self._run("DROP DATABASE IF EXISTS {} WITH (FORCE)", clone.name)

    def sweep(self) -> None:
        """Drop what dead sessions left behind, and all templates but the newest."""
        with self._alone():
            alive = self._names("SELECT application_name FROM pg_stat_activity WHERE application_name LIKE %s", _CLONE)
            for name in self._names("SELECT datname FROM pg_database WHERE datname LIKE %s", _CLONE):
                if name.rpartition("_")[0] not in alive:
                    self._run("DROP DATABASE IF EXISTS {} WITH (FORCE)", name)
            templates = self._names("SELECT datname FROM pg_database WHERE datname LIKE %s ORDER BY oid", _TEMPLATE)
            for name in templates[:-_KEPT_TEMPLATES]:
                self._run("DROP DATABASE IF EXISTS {} WITH (FORCE)", name)

    def close(self) -> None:
        """Drop everything this session made."""
        for name in self._names("SELECT datname FROM pg_database WHERE datname LIKE %s", self.prefix):
            self._run("DROP DATABASE IF EXISTS {} WITH (FORCE)", name)
        self._keeper.close()

    def _template(self) -> str:
        name = _TEMPLATE + _fingerprint()
        if not self._names("SELECT datname FROM pg_database WHERE datname LIKE %s", name):
            unfinished = f"digisoc_building_{os.getpid()}"
            bootstrap.database(self.owner, unfinished, fresh=True)
            self._run("ALTER DATABASE {} RENAME TO {}", unfinished, name)
        return name

    def _names(self, query: str, start: str) -> list[str]:
        return [row[0] for row in self._keeper.execute(query, [start.replace("_", r"\_") + "%"])]

    def _run(self, statement: str, *names: str) -> None:
        self._keeper.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))

    @contextmanager
    def _alone(self) -> Iterator[None]:
        self._keeper.execute("SELECT pg_advisory_lock(%s)", [_LOCK])
        try:
            yield
        finally:
            self._keeper.execute("SELECT pg_advisory_unlock(%s)", [_LOCK])


def _fingerprint() -> str:
    """Changes with everything that decides what a migrated and fenced database looks like."""
    digest = hashlib.sha256()
    sources = [
        *_ROOT.glob("digisoc/*/migrations/*.py"), *_ROOT.glob("digisoc/*/models.py"),
        *_ROOT.glob("digisoc/*/models/*.py"), *_ROOT.glob("digisoc/**/management/commands/*.py"),
        _ROOT / "digisoc/core/rls.py", _ROOT / "digisoc/accounts/data/institutions.csv", _ROOT / "requirements.lock",
    ]
    for path in sorted(path for path in sources if path.exists()):
        digest.update(f"{path.relative_to(_ROOT)}\n".encode() + path.read_bytes())
    return digest.hexdigest()[:12]
