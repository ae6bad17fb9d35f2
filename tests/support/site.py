"""The site as it really runs: web server, worker and register simulator as processes that a test may kill."""

import asyncio
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import httpx
import psycopg

from tests.support.database import Clone

ROOT = Path(__file__).resolve().parents[2]
_PATIENCE = 150.0  # seconds; a busy machine is slow, a hanging process is a failure
SITE_SETTINGS = "tests.support.settings"


@dataclass
class Site:
    """One database, one folder for files and keys, and the processes upon them.

    `start_web`, `start_worker` and `start_registers` wait until the process is ready; `kill` sends SIGKILL, `stop`
    asks politely. `output(name)` is what a process wrote.
    """

    database: Clone
    folder: Path
    port: int = field(default_factory=lambda: free_port())
    environment: dict[str, str] = field(default_factory=dict)
    _processes: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.environment = {
            **self.database.environment, "PYTHONPATH": str(ROOT), "DJANGO_SETTINGS_MODULE": SITE_SETTINGS,
            "DIGISOC_VAR": str(self.folder), "PYTHONUNBUFFERED": "1", **self.environment,
        }

    @property
    def url(self) -> str:
        """Without a slash at the end."""
        return f"http://127.0.0.1:{self.port}"

    def start_web(self) -> None:
        """The ASGI server on `port`, ready to answer; may be called again after `kill("web")`."""
        command = ["uvicorn", "config.asgi:application", "--host", "127.0.0.1", "--port", str(self.port)]
        self.start("web", *command, "--lifespan", "off", "--log-level", "warning")
        self.wait_for("web", lambda: _answers(self.url + "/account/login/"))

    def start_worker(self) -> None:
        """A worker that looks for jobs at once and every second."""
        before = self._workers()
        options = ["--concurrency", "1", "--fetch-job-polling-interval", "1", "--abort-job-polling-interval", "1"]
        self.start("worker", "config", "procrastinate", "worker", *options)
        self.wait_for("worker", lambda: self._workers() > before)

    def _workers(self) -> int:
        with psycopg.connect(self.database.web_url) as connection:
            return int(connection.execute("SELECT coalesce(max(id), 0) FROM procrastinate_workers").fetchone()[0])

    def start_registers(self, data: Path) -> None:
        """The simulated registers over a file made by `python -m demo.population`; later processes will ask them."""
        port = free_port()
        self.start("registers", "digisoc.exchange.dagr.simulator", "--data", str(data), "--port", str(port))
        self.wait_for("registers", lambda: "ready: " in self.output("registers"))
        self.environment["DAGR_URL"] = self.output("registers").partition("ready: ")[2].split()[0]
        self.environment["DAGR_PRIVATE_KEY"] = str(data.parent / "connection" / "client.key")

    def start(self, name: str, module: str, *arguments: str) -> None:
        """`python -m module …` in the environment of the site, under a name."""
        assert name not in self._processes, f"{name} runs already"
        with (self.folder / f"{name}.log").open("ab") as log:
            self._processes[name] = subprocess.Popen(
                [sys.executable, "-m", module, *arguments], cwd=ROOT, env=self.environment, stdout=log, stderr=log,
                start_new_session=True,
            )

    def wait_for(self, name: str, ready: Callable[[], bool]) -> None:
        """Until `ready()` is true; fails with the process's output when it ends or takes too long."""
        end = time.monotonic() + _PATIENCE
        while not ready():
            ended = self._processes[name].poll() is not None
            if ended or time.monotonic() > end:
                what = "ended" if ended else "is not ready"
                raise AssertionError(f"{name} {what}:\n{self.output(name)}")
            time.sleep(0.05)

    def output(self, name: str) -> str:
        """Everything the process of that name has written so far, over all its starts."""
        path = self.folder / f"{name}.log"
        return path.read_text(errors="replace") if path.exists() else ""

    def running(self, name: str) -> bool:
        """Was it started and has it not ended?"""
        return name in self._processes and self._processes[name].poll() is None

    def kill(self, name: str) -> None:
        """SIGKILL, to the process and its children: nothing of it can tidy up."""
        process = self._processes.pop(name)
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()

    def stop(self, name: str) -> None:
        """SIGTERM, and SIGKILL when that is ignored."""
        process = self._processes.pop(name)
        process.terminate()
        try:
            process.wait(15)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()

    def stop_all(self) -> None:
        """End of the test."""
        for name in list(self._processes):
            self.stop(name)

    def manage(self, *command: str) -> str:
        """Run a management command to its end and give its output."""
        done = subprocess.run(
            [sys.executable, "-m", "config", *command], cwd=ROOT, env=self.environment, capture_output=True, text=True
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def revive_jobs(self) -> int:
        """What the worker does by itself half a minute after another one died; returns how many jobs came back."""
        from procrastinate.contrib.django import app

        from digisoc.core.tasks import retry_stalled

        async def revive() -> int:
            async with app.open_async():
                return await retry_stalled(seconds=0)

        with app.replace_connector(app.connector.get_worker_connector()):
            return asyncio.run(revive())

    def wait_until(self, condition: Callable[[], object], what: str) -> None:
        """Until `condition()` is true; fails naming `what` and with the worker's output."""
        end = time.monotonic() + _PATIENCE
        while not condition():
            if time.monotonic() > end:
                raise AssertionError(f"waited in vain: {what}\n{self.output('worker')}\n{self.output('web')}")
            time.sleep(0.1)


def free_port() -> int:
    """A port that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _answers(url: str) -> bool:
    try:
        return httpx.get(url, timeout=5, trust_env=False).status_code < 500
    except httpx.HTTPError:
        return False
