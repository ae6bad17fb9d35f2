"""The fence: which institution, user and purpose the current transaction acts for.

The three values live in the database transaction itself (`set_config(…, true)`), so they end with it and can't leak
through a pooled connection. Row-level policies (`core.rls`) compare every tenant row with the first of them; without
it no tenant row is visible at all.
"""

from collections.abc import Iterator
from contextlib import contextmanager

import pghistory
from django.db import connection, transaction

_SETTINGS = ("digisoc.institution", "digisoc.user", "digisoc.purpose")


@contextmanager
def acting(*, institution_id: int, user_id: int, purpose: str) -> Iterator[None]:
    """Open a transaction (or a savepoint in one) that acts for an institution, a user and a purpose.

    Nesting restores the outer values. `user_id` 0 is the system itself. The change history gets the same three values.
    """
    with transaction.atomic():
        before = _read()
        _write((str(institution_id), str(user_id), purpose))
        with pghistory.context(institution=institution_id, user=user_id, purpose=purpose):
            yield
        if not connection.needs_rollback:  # else the rollback itself restores them, and no query is possible any more
            _write(before)


def current_institution_id() -> int | None:
    """The institution of the current transaction, or None outside `acting`."""
    value = _read()[0]
    return int(value) if value else None


def acting_institution_id() -> int:
    """The institution of the current transaction; outside `acting` a fault of the caller."""
    institution_id = current_institution_id()
    if institution_id is None:
        raise RuntimeError("this needs a transaction that acts for an institution (core.api.acting)")
    return institution_id


def _read() -> tuple[str, ...]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT " + ", ".join("coalesce(current_setting(%s, true), '')" for _ in _SETTINGS), _SETTINGS)
        return tuple(cursor.fetchone() or ("", "", ""))


def _write(values: tuple[str, ...]) -> None:
    pairs = [item for pair in zip(_SETTINGS, values, strict=True) for item in pair]
    with connection.cursor() as cursor:
        cursor.execute("SELECT " + ", ".join("set_config(%s, %s, true)" for _ in _SETTINGS), pairs)
