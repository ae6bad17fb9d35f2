"""Registered connections and their security tokens: the request is validated with the connection's certificate."""

import secrets
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import jwt
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey

from digisoc.exchange.dagr.simulator.errors import Refusal
from digisoc.exchange.dagr.tokens import ASSERTION_TYPE
from digisoc.kernel.clock import RIGA

_LONGEST_ASSERTION_SECONDS = 600


@dataclass(frozen=True, slots=True)
class RegisteredConnection:
    """As in the portal's form: identifier, certificate (PEM file), life of its tokens in seconds."""

    client_id: str
    certificate: Path
    token_lifetime: float = 300.0


class TokenOffice:
    """Issues tokens for one registered connection and knows which of them live."""

    def __init__(self, connection: RegisteredConnection) -> None:
        self.connection = connection
        self._lock = threading.Lock()
        self._tokens: dict[str, float] = {}
        self._used_assertions: set[str] = set()

    def issue(self, form: Mapping[str, str], audience: str) -> dict[str, Any]:
        """The answer to a token request; Refusal when the assertion isn't the connection's own."""
        if form.get("grant_type") != "client_credentials" or form.get("client_assertion_type") != ASSERTION_TYPE:
            raise Refusal(400, "unsupported_grant_type", "client_credentials with a JWT assertion is expected")
        claims = self._claims(form.get("client_assertion", ""), audience)
        token = secrets.token_urlsafe(32)
        with self._lock:
            if claims["jti"] in self._used_assertions:
                raise Refusal(401, "invalid_client", "the assertion was used before")
            self._used_assertions.add(claims["jti"])
            self._tokens[token] = time.monotonic() + self.connection.token_lifetime
        return {"access_token": token, "token_type": "Bearer", "expires_in": self.connection.token_lifetime}

    def check(self, authorization: str) -> None:
        """Refusal(401) unless the header carries a living token."""
        token = authorization.removeprefix("Bearer ").strip()
        with self._lock:
            expires_at = self._tokens.get(token, 0.0)
        if not token or time.monotonic() >= expires_at:
            raise Refusal(401, "invalid_token", "the security token is missing, unknown or expired")

    def revoke_all(self) -> None:
        with self._lock:
            self._tokens.clear()

    def _claims(self, assertion: str, audience: str) -> dict[str, Any]:
        client_id = self.connection.client_id
        try:
            claims: dict[str, Any] = jwt.decode(
                assertion, self._public_key(), algorithms=["RS256"], audience=audience, issuer=client_id,
                options={"require": ["iss", "sub", "aud", "exp", "iat", "jti"]},
            )
        except jwt.PyJWTError as error:
            raise Refusal(401, "invalid_client", f"the assertion isn't valid: {type(error).__name__}") from None
        if claims["sub"] != client_id or claims["exp"] - claims["iat"] > _LONGEST_ASSERTION_SECONDS:
            raise Refusal(401, "invalid_client", "the assertion is for another client or lives too long")
        return claims

    def _public_key(self) -> RSAPublicKey:
        certificate = x509.load_pem_x509_certificate(self.connection.certificate.read_bytes())
        now = datetime.now(RIGA)
        if not certificate.not_valid_before_utc <= now <= certificate.not_valid_after_utc:
            raise Refusal(401, "invalid_client", "the connection's certificate isn't valid today")
        key = certificate.public_key()
        if not isinstance(key, RSAPublicKey):
            raise Refusal(401, "invalid_client", "the connection's certificate holds no RSA key")
        return key
