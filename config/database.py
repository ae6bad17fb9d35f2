"""Which database, and as which role.

`DATABASE_URL` belongs to the owner, who migrates. The web processes and workers connect with `DATABASE_WEB_URL`, a
role that owns nothing and is fenced by row-level security; `config.bootstrap` makes it.
"""

import os
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit


def django_database() -> dict[str, Any]:
    """The `default` entry of `DATABASES`: the owner for migrations (`DIGISOC_DB_ROLE=owner`), else the web role."""
    if os.environ.get("DIGISOC_DB_ROLE") == "owner":
        return parse(os.environ.get("DATABASE_URL", ""))
    return parse(os.environ.get("DATABASE_WEB_URL", ""), pool=os.environ.get("DIGISOC_DB_POOL") == "1")


def parse(url: str, *, pool: bool = False) -> dict[str, Any]:
    """A Django database entry from `postgresql://user:password@host:port/name?host=/socket/folder`."""
    parts = urlsplit(url)
    query = dict(parse_qsl(parts.query))
    options: dict[str, Any] = {"application_name": "digisoc"}
    if pool:
        options["pool"] = {"min_size": 2, "max_size": 12, "timeout": 20}
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.lstrip("/") or "digisoc",
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": query.get("host", parts.hostname or ""),
        "PORT": str(query.get("port", parts.port or "")),
        "OPTIONS": options,
        "CONN_HEALTH_CHECKS": True,
    }
