"""Holding a process still at a chosen statement, from outside: a lock in the database that its next write waits for."""

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from psycopg import sql

from tests.support.site import Site


@contextmanager
def barred(site: Site, table: str) -> Iterator[None]:
    """Nobody writes to the table inside; reading goes on. What waited goes on afterwards, if it still lives."""
    with psycopg.connect(site.database.owner_url) as owner:
        owner.execute(sql.SQL("LOCK TABLE {} IN SHARE MODE").format(sql.Identifier(table)))
        yield
        owner.rollback()


def wait_until_waiting(site: Site, sessions: int = 1) -> None:
    """Until that many sessions of the site stand before a lock, of the table or of a row."""
    with psycopg.connect(site.database.owner_url, autocommit=True) as owner:
        waiting = (
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
        )
        site.wait_until(lambda: owner.execute(waiting).fetchone() == (sessions,), f"{sessions} stand before a lock")


def wait_until_rolled_back(site: Site) -> None:
    """Until no session of the site holds a transaction open: the server has noticed that its client is dead."""
    with psycopg.connect(site.database.owner_url, autocommit=True) as owner:
        opened = (
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND xact_start IS NOT NULL"
            " AND pid <> pg_backend_pid() AND backend_type = 'client backend'"
        )
        site.wait_until(lambda: owner.execute(opened).fetchone() == (0,), "the dead one's transaction is rolled back")
