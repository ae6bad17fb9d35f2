"""Child processes of the demonstration: started together, watched, ended together."""

import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import ExitStack
from dataclasses import dataclass

from config.bootstrap import ROOT, VAR

START_SECONDS = 60
STOP_SECONDS = 10


class ServiceDied(Exception):
    """A part ended although it should run; the message says where its output is."""


@dataclass(frozen=True, slots=True)
class Process:
    """One part and the file with what it prints."""

    name: str
    handle: subprocess.Popen[bytes]
    log: str

    def check(self) -> None:
        """Raise when the part is no longer running."""
        if self.handle.poll() is not None:
            raise ServiceDied(f"{self.name} ended with status {self.handle.returncode}; see {self.log}")


def start(stack: ExitStack, name: str, module: list[str], environment: dict[str, str]) -> Process:
    """Start `python -m MODULE …`; it is ended when the stack closes."""
    folder = VAR / "log"
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{name}.log"
    output = stack.enter_context(path.open("ab"))
    handle = subprocess.Popen(  # noqa: S603
        [sys.executable, "-m", *module], cwd=ROOT, env=environment, stdout=output, stderr=subprocess.STDOUT
    )
    stack.callback(_end, handle)
    return Process(name, handle, str(path))


def wait_for(address: str, processes: list[Process]) -> None:
    """Until the address answers, or a part dies, or a minute is over."""
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        for process in processes:
            process.check()
        try:
            with urllib.request.urlopen(address, timeout=5):  # noqa: S310
                return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.2)
    raise ServiceDied(f"{address} did not answer within {START_SECONDS} seconds; see {VAR / 'log'}")


def _end(handle: subprocess.Popen[bytes]) -> None:
    if handle.poll() is None:
        handle.terminate()
        try:
            handle.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            handle.kill()
            handle.wait()
