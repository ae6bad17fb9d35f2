"""Find a Chromium for the browser tests, or install one: `python -m tools.chromium` prints its path or fails loudly."""

import os
import shutil
import subprocess
import sys

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_HELP = """No Chromium was found and none could be installed, so the browser tests can't run. One of these helps:
  as root on Debian:    apt-get install chromium
  as an ordinary user:  .venv/bin/python -m playwright install chromium
  another browser:      DIGISOC_CHROMIUM=/path/to/chromium ./run test"""


def find() -> str | None:
    """The path of an installed Chromium: named by `DIGISOC_CHROMIUM`, on the PATH, or Playwright's own."""
    named = os.environ.get("DIGISOC_CHROMIUM")
    if named:
        return named if os.access(named, os.X_OK) else None
    return next(filter(None, map(shutil.which, _NAMES)), None) or _of_playwright()


def find_or_install() -> str:
    """As `find`, else Debian's package (as root) or Playwright's download (into the user's cache)."""
    found = find()
    if found or os.environ.get("DIGISOC_CHROMIUM"):
        return found or _give_up()
    if os.geteuid() == 0 and shutil.which("apt-get"):
        _try("apt-get", "update", "-qq")
        _try("apt-get", "install", "-y", "-qq", "chromium")
    if not find():
        _try(sys.executable, "-m", "playwright", "install", "chromium")
    return find() or _give_up()


def _of_playwright() -> str | None:
    from playwright.sync_api import sync_playwright  # half a second, seldom needed

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if os.access(path, os.X_OK) else None


def _try(*command: str) -> None:
    print("run:", *command, file=sys.stderr)
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(command, check=False, stdout=sys.stderr, env=environment)


def _give_up() -> str:
    raise SystemExit(_HELP)


if __name__ == "__main__":
    print(find_or_install())
