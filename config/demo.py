"""`./run demo`: everything of a demonstration in the foreground; ends as a whole with Ctrl-C or when a part dies."""

import argparse
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from types import FrameType

from config import bootstrap
from config.check import walk
from config.processes import Process, ServiceDied, start, wait_for
from config.visitor import CheckFailed
from demo.people import ACCOUNTS

VAR = bootstrap.VAR


def main(arguments: list[str]) -> int:
    """Start the demonstration, or go its way once with `--check`; the exit status."""
    options = _options(arguments)
    signal.signal(signal.SIGTERM, _stop)
    name = "digisoc_demo_check" if options.check else "digisoc_demo"
    port = options.port or (_free_port() if options.check else 8000)
    if not _is_free(port):
        print(f"Port {port} is taken. Choose another: ./run demo --port {port + 1}", file=sys.stderr)
        return 2
    try:
        with running(name, port, fresh=options.check) as (url, processes):
            return _check(url) if options.check else _serve(url, processes)
    except ServiceDied as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("stopped", flush=True)
        return 0


@contextmanager
def running(name: str, port: int, *, fresh: bool = False) -> Iterator[tuple[str, list[Process]]]:
    """Database, synthetic data, simulators, web and worker; yields the address and the processes."""
    with ExitStack() as stack:
        _say("database")
        owner = stack.enter_context(bootstrap.server())
        owner_url, web_url = bootstrap.database(owner, name, fresh=fresh)
        environment = _environment(owner_url, web_url)
        _say("synthetic people and their registers")
        folder = VAR / "demo"
        _run(["demo", "accounts"], {**environment, "DIGISOC_DB_ROLE": "owner"})
        _run(["demo.population", "--out", str(folder / "registers.sqlite"), "--seed", "2026"], environment)
        registers_port = _free_port()
        environment["DAGR_URL"] = f"http://127.0.0.1:{registers_port}"
        registers, web, worker = _parts(port, registers_port, folder)
        processes = [start(stack, *registers, environment)]
        wait_for(f"{environment['DAGR_URL']}/_simulator/faults", processes)
        _say("cases on the desk")
        _run(["demo", "cases"], environment)
        _say("web and worker")
        processes += [start(stack, *web, environment), start(stack, *worker, environment)]
        url = f"http://127.0.0.1:{port}"
        wait_for(f"{url}/healthz", processes)
        yield url, processes


def _parts(port: int, registers_port: int, folder: Path) -> list[tuple[str, list[str]]]:
    from digisoc.exchange.dagr.demo_connection import make_connection_files

    certificate = make_connection_files(VAR / "keys" / "dagr").certificate
    return [
        ("registers", ["digisoc.exchange.dagr.simulator", "--data", str(folder / "registers.sqlite"),
                       "--port", str(registers_port), "--certificate", str(certificate)]),
        ("web", ["uvicorn", "config.asgi:application", "--port", str(port), "--log-level", "warning"]),
        ("worker", ["config", "procrastinate", "worker", "--concurrency", "2"]),
    ]


def _environment(owner_url: str, web_url: str) -> dict[str, str]:
    environment = {key: value for key, value in os.environ.items() if key != "DATABASE_URL"}
    return {
        **environment, "DATABASE_URL": owner_url, "DATABASE_WEB_URL": web_url,
        "DJANGO_SETTINGS_MODULE": "config.settings.demo", "PYTHONUNBUFFERED": "1",
    }


def _serve(url: str, processes: list[Process]) -> int:
    print(f"ready: {url}\n\nDemo accounts ({url}/demo/ signs in with one click):")
    for account in ACCOUNTS:
        roles = ", ".join(account.roles)
        print(f"  {account.username:<8} {account.name:<18} {account.institution:<4} {roles}")
    print("\nCtrl-C ends the demonstration; what you did stays in var/ for the next one.", flush=True)
    while True:
        time.sleep(1)
        for process in processes:
            process.check()


def _check(url: str) -> int:
    try:
        for line in walk(url):
            print(line, flush=True)
    except CheckFailed as error:
        print(f"FAILED: {error}", file=sys.stderr)
        return 1
    return 0


def _run(module: list[str], environment: dict[str, str]) -> None:
    command = [sys.executable, "-m", *module]
    subprocess.run(command, cwd=bootstrap.ROOT, env=environment, check=True, stdout=subprocess.DEVNULL)  # noqa: S603


def _options(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="./run demo")
    parser.add_argument("--port", type=int, default=0, help="where the web pages are (8000)")
    parser.add_argument("--check", action="store_true", help="go the whole main job over HTTP and stop")
    return parser.parse_args(arguments)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def _say(what: str) -> None:
    print(f"… {what}", flush=True)


def _stop(number: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
