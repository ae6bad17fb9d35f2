"""HTTP with DAGR: token, headers, time limits, bounded retries. Raises DagrFailure; logs no personal data."""

import json
import logging
import re
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, NamedTuple, Self

import httpx
from jwt.exceptions import PyJWTError

from digisoc.exchange.dagr import paths
from digisoc.exchange.dagr.catalogue import service_names
from digisoc.exchange.dagr.enums import Outcome, Register
from digisoc.exchange.dagr.tokens import Token, TokenRequest, TokenStore, expiry, jwt_assertion
from digisoc.exchange.dagr.types import DagrConnection
from digisoc.kernel.months import Month

MAX_ANSWER_BYTES = 4_000_000
_PAUSE_BETWEEN_RETRIES = 0.1
_KEY_IN_ADDRESS = re.compile(r"\d{6}-?\d{3,5}")


class DagrFailure(Exception):
    """A request that brought no usable answer. The text never holds personal data."""

    def __init__(self, outcome: Outcome, reason: str, request_number: str = "") -> None:
        super().__init__(f"{outcome}: {reason}")
        self.outcome = outcome
        self.reason = reason
        self.request_number = request_number


class Answer(NamedTuple):
    status: int
    body: Any
    request_number: str


class DagrClient:
    """One connection; may be shared by threads. Use as a context manager or call `close`."""

    def __init__(self, connection: DagrConnection, token_request: TokenRequest = jwt_assertion) -> None:
        self.connection = connection
        self.names = service_names(connection.service_names)
        self._token_request = token_request
        self._tokens = TokenStore(self._fetch_token)
        # Environment proxies are ignored: registers are reached on the institution's own network path only.
        self._http = httpx.Client(base_url=connection.base_url, trust_env=False, follow_redirects=False)
        _keep_codes_out_of_logs()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        self._http.close()

    def records(self, register: Register, key: str, months: Sequence[Month] = ()) -> Answer:
        """The records of one key as `body`; an empty list when the register has none."""
        path = paths.record(self.names[register], key)
        answer = self._get(path, register, paths.month_parameters(months))
        if answer.status == httpx.codes.NOT_FOUND:
            return answer._replace(body=[])
        with _malformed_on_error(answer.request_number):
            return answer._replace(body=paths.records_of(answer.body))

    def changes(self, register: Register, since: str = "", limit: int = 100) -> Answer:
        """One page of the change list; `body["next"]` is the cursor for the next call."""
        parameters = {"limit": str(limit)} | ({"since": since} if since else {})
        return self._get(paths.changes(self.names[register]), register, parameters)

    def permissions(self) -> Answer:
        """Permissions of this connection with their quota, as the platform lists them."""
        return self._get(paths.PERMISSIONS)

    def services(self) -> Answer:
        """All data sets that the platform distributes."""
        return self._get(paths.SERVICE_LIST)

    def check_token(self) -> None:
        """Ask for a token unless one is at hand; DagrFailure when refused."""
        self._tokens.get()

    def _get(self, path: str, register: Register | None = None, parameters: Mapping[str, str] | None = None) -> Answer:
        permission = self._permission(register)
        timeout = self.connection.timeout_for(register) if register else self.connection.timeout
        token = self._tokens.get()
        for fresh in (False, True):
            token = self._tokens.get(rejected=token) if fresh else token
            request = self._http.build_request(
                "GET", path, params=parameters, headers=paths.headers(token, permission), timeout=timeout
            )
            answer = self._send(request, timeout)
            if answer.status != httpx.codes.UNAUTHORIZED:
                return _accepted(answer)
        raise DagrFailure(Outcome.DENIED, "token refused", answer.request_number)

    def _permission(self, register: Register | None) -> str:
        if register is None:
            return ""
        permission = self.connection.permissions.get(register, "")
        if not permission:
            raise DagrFailure(Outcome.DENIED, "the connection has no permission number for this register")
        return permission

    def _fetch_token(self) -> Token:
        audience = self.connection.base_url.rstrip("/") + paths.TOKEN
        try:
            fields = self._token_request(self.connection, audience)
        except (OSError, ValueError, PyJWTError) as error:
            raise DagrFailure(Outcome.DENIED, f"the private key can't be used ({type(error).__name__})") from None
        request = self._http.build_request("POST", paths.TOKEN, data=fields, timeout=self.connection.timeout)
        answer = self._send(request, self.connection.timeout)
        if answer.status in {httpx.codes.BAD_REQUEST, httpx.codes.UNAUTHORIZED, httpx.codes.FORBIDDEN}:
            raise DagrFailure(Outcome.DENIED, "token request refused", answer.request_number)
        body = _accepted(answer).body
        with _malformed_on_error(answer.request_number):
            return Token(str(body["access_token"]), expiry(float(body["expires_in"])))

    def _send(self, request: httpx.Request, timeout: float) -> Answer:
        """Send; only a connection that broke is tried again, a slow register is not asked twice."""
        for attempt in range(self.connection.retries + 1):
            try:
                return self._send_once(request, timeout)
            except httpx.TimeoutException:
                raise DagrFailure(Outcome.TIMED_OUT, f"no answer within {timeout:g} s") from None
            except httpx.TransportError as error:
                failure = DagrFailure(Outcome.UNAVAILABLE, type(error).__name__)
            if attempt < self.connection.retries:
                time.sleep(_PAUSE_BETWEEN_RETRIES * (attempt + 1))
        raise failure

    def _send_once(self, request: httpx.Request, timeout: float) -> Answer:
        deadline = time.monotonic() + timeout
        response = self._http.send(request, stream=True)
        try:
            number = response.headers.get(paths.REQUEST_NUMBER_HEADER, "")
            content = bytearray()
            for part in response.iter_bytes():
                content += part
                if time.monotonic() > deadline:
                    raise DagrFailure(Outcome.TIMED_OUT, f"no whole answer within {timeout:g} s", number)
                if len(content) > MAX_ANSWER_BYTES:
                    raise DagrFailure(Outcome.MALFORMED, "answer too large", number)
            return Answer(response.status_code, _parsed(bytes(content), response.status_code, number), number)
        finally:
            response.close()


def _parsed(content: bytes, status: int, request_number: str) -> Any:
    """JSON with decimals kept as text, so that money never passes through a float; None for an unreadable refusal."""
    try:
        return json.loads(content, parse_float=str)
    except (ValueError, RecursionError):
        if status == httpx.codes.OK:
            raise DagrFailure(Outcome.MALFORMED, "answer is not JSON", request_number) from None
        return None


def _accepted(answer: Answer) -> Answer:
    if answer.status in {httpx.codes.OK, httpx.codes.NOT_FOUND}:
        return answer
    error = answer.body.get("error") if isinstance(answer.body, dict) else None
    outcome = Outcome.MALFORMED
    if error == paths.QUOTA_ERROR:
        outcome = Outcome.QUOTA_EXHAUSTED
    elif answer.status == httpx.codes.FORBIDDEN:
        outcome = Outcome.DENIED
    elif answer.status == httpx.codes.TOO_MANY_REQUESTS or answer.status >= httpx.codes.INTERNAL_SERVER_ERROR:
        outcome = Outcome.UNAVAILABLE
    raise DagrFailure(outcome, f"status {answer.status}", answer.request_number)


@contextmanager
def _malformed_on_error(request_number: str) -> Iterator[None]:
    try:
        yield
    except (LookupError, TypeError, ValueError) as error:
        raise DagrFailure(Outcome.MALFORMED, type(error).__name__, request_number) from None


def _mask(record: logging.LogRecord) -> bool:
    record.msg, record.args = _KEY_IN_ADDRESS.sub("***", record.getMessage()), ()
    return True


def _keep_codes_out_of_logs() -> None:
    """httpx logs every request's address, and ours ends in a personal code."""
    logging.getLogger("httpx").addFilter(_mask)
