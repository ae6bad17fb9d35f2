"""Security tokens of a connection: how they are asked for (pluggable, not yet confirmed) and kept until they expire."""

import threading
import time
import uuid
from collections.abc import Callable
from typing import NamedTuple, Protocol

import jwt

from digisoc.exchange.dagr.types import DagrConnection

ASSERTION_TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
_ASSERTION_SECONDS = 120


class Token(NamedTuple):
    value: str
    expires_at: float
    """On the monotonic clock, so that a corrected system clock doesn't revive an old token."""


class TokenRequest(Protocol):
    """The strategy: the form fields of a token request."""

    def __call__(self, connection: DagrConnection, audience: str) -> dict[str, str]: ...


def jwt_assertion(connection: DagrConnection, audience: str) -> dict[str, str]:
    """RFC 7523: an RS256 assertion signed with the key whose certificate is registered with the connection."""
    moment = int(time.time())
    claims = {
        "iss": connection.client_id, "sub": connection.client_id, "aud": audience,
        "iat": moment, "exp": moment + _ASSERTION_SECONDS, "jti": uuid.uuid4().hex,
    }
    return {
        "grant_type": "client_credentials",
        "client_id": connection.client_id,
        "client_assertion_type": ASSERTION_TYPE,
        "client_assertion": jwt.encode(claims, connection.private_key.read_bytes(), algorithm="RS256"),
    }


class TokenStore:
    """One token for all threads, fetched by one of them; the others wait and share its success or failure."""

    def __init__(self, fetch: Callable[[], Token]) -> None:
        self._fetch = fetch
        self._lock = threading.Lock()
        self._token: Token | None = None
        self._failure: Exception | None = None
        self._failed_at = float("-inf")

    def get(self, *, rejected: str = "") -> str:
        """A token that still lives for a while; never the `rejected` one."""
        asked_at = time.monotonic()
        with self._lock:
            if self._token and self._token.value != rejected and asked_at < self._token.expires_at:
                return self._token.value
            if self._failure and self._failed_at > asked_at:
                raise self._failure
            return self._renew().value

    def _renew(self) -> Token:
        try:
            self._token = self._fetch()
        except Exception as failure:
            self._token, self._failure, self._failed_at = None, failure, time.monotonic()
            raise
        self._failure = None
        return self._token


def expiry(lifetime_seconds: float) -> float:
    """When to stop using a token: a tenth of its life early, at most half a minute."""
    return time.monotonic() + lifetime_seconds - min(30.0, lifetime_seconds / 10)
