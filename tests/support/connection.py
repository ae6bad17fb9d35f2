"""Pointing Django's only connection at another database, as the web role."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

from config.database import parse
from tests.support.database import Clone


@contextmanager
def pointed_at(clone: Clone) -> Iterator[None]:
    """Django works on the clone inside, and on what it had before afterwards."""
    before = dict(connection.settings_dict)
    connection.close()
    connection.settings_dict.update(parse(clone.web_url))
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict.update(before)
