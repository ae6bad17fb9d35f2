"""What must not stand in a tracked file: a registry's host, a path of somebody's machine, work left over."""

import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

ROOT = Path(__file__).resolve().parent.parent

# Put together here, so that this file doesn't find itself.
_HOSTS = ["pypi" + ".org", "pythonhosted" + ".org", "npmjs" + ".org"]
_LEFTOVERS = re.compile(r"\b(TO" + r"DO|FIX" + r"ME|XX" + r"X)\b")
_HOME = re.compile(r"(?<![\w.])/(?:ro" + r"ot|ho" + r"me/\w+)/\w")
_FOREIGN = ("/vendor/", "/fonts/")


def problems() -> list[str]:
    """One line for each offence: file, line number, what."""
    here = re.compile("|".join(map(re.escape, [str(ROOT) + "/", *_HOSTS, *_configured_hosts()])))
    return [*_in_files(here), *_lock_is_behind()]


def _in_files(here: re.Pattern[str]) -> Iterator[str]:
    for name in _tracked():
        try:
            lines = (ROOT / name).read_text(encoding="utf-8").splitlines()
        except (UnicodeDecodeError, FileNotFoundError, IsADirectoryError):
            continue
        foreign = any(part in f"/{name}" for part in _FOREIGN)
        for number, line in enumerate(lines, 1):
            if here.search(line) or _HOME.search(line):
                yield f"{name}:{number}: names a registry or a machine"
            elif not foreign and _LEFTOVERS.search(line):
                yield f"{name}:{number}: left over: {line.strip()[:80]}"


def _tracked() -> list[str]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True)
    return [name for name in listed.stdout.split("\0") if name]


def _configured_hosts() -> set[str]:
    """The registries of this machine, as the lock that isn't tracked names them."""
    lock = ROOT / "uv.lock"
    packages = tomllib.loads(lock.read_text()).get("package", []) if lock.exists() else []
    hosts = {urlsplit(package.get("source", {}).get("registry", "")).hostname for package in packages}
    return {host for host in hosts if host}


def _lock_is_behind() -> Iterator[str]:
    """Every dependency of pyproject.toml stands in requirements.lock."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    wanted = [*project["project"]["dependencies"], *project["dependency-groups"]["dev"]]
    locked = set(re.findall(r"^([\w.-]+)==", (ROOT / "requirements.lock").read_text().lower(), re.MULTILINE))
    for requirement in wanted:
        name = re.split(r"[\[<>=~! ;]", requirement.lower())[0].replace("_", "-")
        if name not in locked:
            yield f"requirements.lock: {name} is missing; `./run lock` renews it"


def main() -> int:
    """Exit code 1 when anything was found."""
    found = problems()
    print(*found, sep="\n", end="\n" if found else "")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
