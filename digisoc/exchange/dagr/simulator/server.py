"""The simulated platform over HTTP: routing, request numbers, faults. Prints no address: it ends in a personal code."""

import json
import socket
import threading
import uuid
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, NamedTuple
from urllib.parse import parse_qsl, unquote, urlsplit

from digisoc.exchange.dagr import paths
from digisoc.exchange.dagr.simulator.errors import Refusal
from digisoc.exchange.dagr.simulator.faults import TOKEN, Fault, Mode
from digisoc.exchange.dagr.simulator.platform import Platform

FAULTS = "/_simulator/faults"
_LARGEST_BODY = 100_000
_FAULT_REFUSALS = {
    Mode.DOWN: Refusal(503, "unavailable", "the register is out of order"),
    Mode.UNKNOWN: Refusal(404, "not_found", "no record with this key"),
    Mode.QUOTA: Refusal(429, "quota_exhausted", "the quota of the permission is used up"),
    Mode.DENIED: Refusal(403, "permission_unknown", "no such permission"),
    Mode.STALE_TOKEN: Refusal(401, "invalid_token", "the security token is missing, unknown or expired"),
}


class Simulator(ThreadingHTTPServer):
    """Serves one platform; port 0 takes a free one, `base_url` tells it."""

    daemon_threads = True
    request_queue_size = 64

    def __init__(self, platform: Platform, port: int = 0, host: str = "127.0.0.1") -> None:
        super().__init__((host, port), Handler)
        self.platform = platform
        self.closing = threading.Event()

    @property
    def base_url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"

    def stop(self) -> None:
        """Stop serving and let faults that make callers wait end at once."""
        self.closing.set()
        self.shutdown()
        self.server_close()


class _Question(NamedTuple):
    method: str
    path: str
    query: dict[str, str]


class Handler(BaseHTTPRequestHandler):
    """One request; every answer carries a request number."""

    protocol_version = "HTTP/1.1"
    server: Simulator

    def do_GET(self) -> None:
        self._serve(self._get)

    def do_POST(self) -> None:
        self._serve(self._post)

    def do_DELETE(self) -> None:
        self._serve(self._delete)

    def setup(self) -> None:
        super().setup()
        # Headers and body are two writes; without this the second waits for an acknowledgement.
        self.connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def log_message(self, format: str, *args: Any) -> None:
        """Silent: the address holds a personal code."""

    def _serve(self, answer: Callable[[_Question], Any]) -> None:
        number = uuid.uuid4().hex
        parts = urlsplit(self.path)
        question = _Question(self.command, parts.path, dict(parse_qsl(parts.query)))
        try:
            content = answer(question)
        except Refusal as refusal:
            body = {"error": refusal.code, "message": refusal.message, "request_id": number}
            self._send(refusal.status, json.dumps(body).encode(), number)
            return
        if content is None:
            self.close_connection = True
        elif isinstance(content, bytes):
            self._send(200, content, number)
        else:
            self._send(200, json.dumps(content, ensure_ascii=False).encode(), number)

    def _send(self, status: int, body: bytes, number: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", "application/json; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.send_header(paths.REQUEST_NUMBER_HEADER, number)
        self.end_headers()
        self.wfile.write(body)

    def _get(self, question: _Question) -> Any:
        platform = self.server.platform
        if question.path == FAULTS:
            return platform.faults.shown()
        platform.tokens.check(self.headers.get("Authorization", ""))
        if question.path == paths.PERMISSIONS:
            return [permission.shown() for permission in platform.permissions.permissions]
        if question.path == paths.SERVICE_LIST:
            return platform.service_list()
        return self._data(question)

    def _data(self, question: _Question) -> Any:
        parts = [unquote(part) for part in question.path.strip("/").split("/")]
        if len(parts) != 2 or not all(parts):
            raise Refusal(404, "path_unknown", "no such path")
        service, key = parts
        key = key.replace("-", "")
        fault = self.server.platform.faults.take(service, key)
        if fault and (played := self._play(fault)) is not Mode.SLOW:
            return played
        number = self.headers.get(paths.PERMISSION_HEADER, "")
        if key == "changes":
            return self.server.platform.changes(service, number, question.query)
        return self.server.platform.record(service, key, number, question.query)

    def _play(self, fault: Fault) -> Any:
        """What the fault answers; Mode.SLOW when the true answer is to follow, None to close without one."""
        if refusal := _FAULT_REFUSALS.get(fault.mode):
            raise refusal
        if fault.mode is Mode.GARBAGE:
            return b'{"records": [{"PersonCode": "32'
        self._wait(fault.seconds)
        return Mode.SLOW if fault.mode is Mode.SLOW else None

    def _wait(self, seconds: float) -> None:
        self.server.closing.wait(seconds)

    def _post(self, question: _Question) -> Any:
        body = self._body()
        if question.path == FAULTS:
            return self.server.platform.faults.add(_json_object(body))
        if question.path != paths.TOKEN:
            raise Refusal(404, "path_unknown", "no such path")
        fault = self.server.platform.faults.take(TOKEN)
        if fault and (played := self._play(fault)) is not Mode.SLOW:
            return played
        return self.server.platform.tokens.issue(dict(parse_qsl(body.decode(errors="replace"))), self._audience())

    def _delete(self, question: _Question) -> Any:
        if question.path != FAULTS:
            raise Refusal(404, "path_unknown", "no such path")
        self.server.platform.faults.clear()
        return []

    def _audience(self) -> str:
        return f"http://{self.headers.get('Host', '')}{paths.TOKEN}"

    def _body(self) -> bytes:
        length = self.headers.get("Content-Length", "0")
        if not length.isdecimal() or int(length) > _LARGEST_BODY:
            self.close_connection = True
            raise Refusal(413, "body_too_large", "the body is too large or of unknown length")
        return self.rfile.read(int(length))


def _json_object(body: bytes) -> dict[str, Any]:
    try:
        value = json.loads(body)
    except ValueError:
        value = None
    if not isinstance(value, dict):
        raise Refusal(400, "bad_json", "a JSON object is expected")
    return value


def serve_in_thread(platform: Platform, port: int = 0) -> Simulator:
    """Start a simulator beside the caller's own work; end it with `stop()`."""
    simulator = Simulator(platform, port)
    threading.Thread(target=simulator.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
    return simulator
