"""Counting queries, with the line of ours that sent each."""

import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.db import connection

_ROOT = str(Path(__file__).resolve().parents[2])
_NOT_COUNTED = ("SAVEPOINT", "RELEASE SAVEPOINT", "ROLLBACK TO SAVEPOINT")


@contextmanager
def assert_queries(expected: int) -> Iterator[list[str]]:
    """The block sends exactly so many queries (savepoints aside); else each is printed with its caller."""
    seen: list[str] = []

    def note(execute: Callable[..., Any], query: Any, params: Any, many: bool, context: Any) -> Any:
        text = " ".join(str(query).split())
        if not text.startswith(_NOT_COUNTED):
            seen.append(f"{_caller()}\n      {text[:300]}")
        return execute(query, params, many, context)

    with connection.execute_wrapper(note):
        yield seen
    if len(seen) != expected:
        listing = "\n".join(f"  {number}. {query}" for number, query in enumerate(seen, 1))
        raise AssertionError(f"{len(seen)} queries instead of {expected}:\n{listing}")


def _caller() -> str:
    ours = [
        frame for frame in traceback.extract_stack()
        if frame.filename.startswith(_ROOT) and ".venv" not in frame.filename and frame.filename != __file__
    ]
    return " < ".join(f"{Path(frame.filename).relative_to(_ROOT)}:{frame.lineno}" for frame in reversed(ours[-3:]))
