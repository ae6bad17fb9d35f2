"""From nothing to a migrated, fenced database: used by the demonstration, the tests and an installation.

`python -m config.bootstrap` prepares the database of `DATABASE_URL` and prints the web role's URL.
"""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote, urlsplit, urlunsplit

from config.secret import local_secret
from digisoc.core import postgres
from digisoc.core.roles import WEB_ROLE

ROOT = Path(__file__).resolve().parent.parent
VAR = Path(os.environ.get("DIGISOC_VAR", ROOT / "var"))


@contextmanager
def server() -> Iterator[str]:
    """The owner's URL with `%s` for the database name: of `DATABASE_URL`'s server, else of the embedded one."""
    given = os.environ.get("DATABASE_URL")
    if given:
        parts = urlsplit(given)
        yield urlunsplit(parts._replace(path="/%s", query=parts.query.replace("%", "%%")))
        return
    with postgres.embedded_server(VAR / "postgres") as url:
        yield url


def database(owner: str, name: str, *, fresh: bool = False) -> tuple[str, str]:
    """Create (or empty) the database and the web role, migrate, fence; returns the owner's and the web role's URL."""
    postgres.ensure_database(owner, name, fresh=fresh)
    owner_url = owner % name
    web = web_url(owner, name)
    postgres.ensure_web_role(owner_url, _web_password())
    manage(["prepare_database"], owner_url=owner_url, web=web)
    return owner_url, web


def web_url(owner: str, name: str) -> str:
    """The URL by which the web role reaches the database."""
    parts = urlsplit(owner % name)
    place = parts.netloc.rpartition("@")[2]
    return urlunsplit(parts._replace(netloc=f"{WEB_ROLE}:{quote(_web_password())}@{place}"))


def manage(command: list[str], *, owner_url: str, web: str) -> None:
    """Run a management command as the owner; its failure ends the caller with the command's own message."""
    environment = {**os.environ, "DATABASE_URL": owner_url, "DATABASE_WEB_URL": web, "DIGISOC_DB_ROLE": "owner"}
    subprocess.run([sys.executable, "-m", "config", *command, "--skip-checks"], cwd=ROOT, env=environment, check=True,  # noqa: S603
                   stdout=subprocess.DEVNULL)


def _web_password() -> str:
    return os.environ.get("DIGISOC_WEB_PASSWORD") or local_secret(VAR / "keys" / "web-role")


if __name__ == "__main__":
    with server() as url:
        print(database(url, urlsplit(os.environ.get("DATABASE_URL", "/digisoc")).path.lstrip("/"))[1])
