"""The SQLite file that holds what simulated registers know: (data set, key) -> one JSON record, in order of change."""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from pathlib import Path
from typing import Any, NamedTuple

_SCHEMA = """
CREATE TABLE IF NOT EXISTS record (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    service TEXT NOT NULL, key TEXT NOT NULL, body TEXT NOT NULL,
    UNIQUE (service, key)
);
CREATE INDEX IF NOT EXISTS record_changes ON record (service, seq);
"""

# An unchanged record keeps its place in the change list, a changed one moves to the end, a vanished one is dropped.
_MERGE = """
DELETE FROM record WHERE NOT EXISTS (
    SELECT 1 FROM incoming AS new
    WHERE new.service = record.service AND new.key = record.key AND new.body = record.body
);
INSERT INTO record (service, key, body)
SELECT service, key, body FROM incoming AS new
WHERE NOT EXISTS (SELECT 1 FROM record WHERE record.service = new.service AND record.key = new.key)
ORDER BY new.rowid;
"""


class RegisterRecord(NamedTuple):
    service: str
    key: str
    body: Mapping[str, Any]


class Change(NamedTuple):
    seq: int
    key: str


class RegisterFile:
    """Opened anew for every call, so that a rewritten file is seen and threads share nothing."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def replace_all(self, records: Iterable[RegisterRecord]) -> int:
        """Make the file hold exactly these records, in one transaction; returns how many."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with closing(self._open()) as database, database:
            for statement in _statements(_SCHEMA):
                database.execute(statement)
            database.execute(
                "CREATE TEMP TABLE incoming (service TEXT, key TEXT, body TEXT, UNIQUE (service, key))"
            )
            rows = ((item.service, item.key, _dump(item.body)) for item in records)
            database.executemany("INSERT INTO incoming (service, key, body) VALUES (?, ?, ?)", rows)
            for statement in _statements(_MERGE):
                database.execute(statement)
            return int(database.execute("SELECT count(*) FROM record").fetchone()[0])

    def find(self, service: str, key: str) -> dict[str, Any] | None:
        """The record of a key, or None."""
        query = "SELECT body FROM record WHERE service = ? AND key = ?"
        with closing(self._open()) as database:
            row = database.execute(query, (service, key)).fetchone()
        return json.loads(row[0]) if row else None

    def changes(self, service: str, after: int, limit: int) -> list[Change]:
        """Keys changed after a place in the list, oldest change first."""
        query = "SELECT seq, key FROM record WHERE service = ? AND seq > ? ORDER BY seq LIMIT ?"
        with closing(self._open()) as database:
            return [Change(*row) for row in database.execute(query, (service, after, limit))]

    def _open(self) -> sqlite3.Connection:
        return sqlite3.connect(self.path, timeout=10)


def _statements(script: str) -> Iterator[str]:
    return (statement for statement in script.split(";") if statement.strip())


def _dump(body: Mapping[str, Any]) -> str:
    return json.dumps(body, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
