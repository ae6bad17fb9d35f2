"""`./run check`: every check that needs no running system, one line each; exit code 1 if any failed.

`./run check mypy budgets` runs only those.
"""

import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
_BIN = Path(sys.executable).parent

CHECKS: dict[str, list[str]] = {
    "mypy": ["mypy"],
    "ruff": ["ruff", "check"],
    "imports": ["lint-imports"],
    "templates": ["djlint", "--lint", "--quiet", "digisoc/web/templates"],
    "migrations": ["python", "-W", "ignore", "-m", "config", "makemigrations", "--check", "--dry-run"],
    "django": ["python", "-m", "config", "check", "--fail-level", "WARNING"],
    "translations": ["python", "-m", "tools.translations", "--check"],
    "budgets": ["python", "-m", "tools.budgets"],
    "hygiene": ["python", "-m", "tools.hygiene"],
}


def main(names: list[str]) -> int:
    """Run the named checks, or all; a failed one shows its whole output."""
    unknown = set(names) - set(CHECKS)
    if unknown:
        print(f"no such check: {', '.join(sorted(unknown))}; there are {', '.join(CHECKS)}")
        return 2
    chosen = [name for name in CHECKS if not names or name in names]
    with ThreadPoolExecutor(max_workers=os.cpu_count() or 2) as pool:
        results = list(pool.map(_run, chosen))
    failed = [name for name, passed in zip(chosen, results, strict=True) if not passed]
    print(f"failed: {', '.join(failed)}" if failed else f"all {len(chosen)} checks passed")
    return 1 if failed else 0


def _run(name: str) -> bool:
    program, *arguments = CHECKS[name]
    start = time.monotonic()
    done = subprocess.run(
        [str(_BIN / program), *arguments], cwd=ROOT, capture_output=True, text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    passed = done.returncode == 0
    output = "" if passed else "\n" + (done.stdout + done.stderr).strip()
    print(f"{'ok  ' if passed else 'FAIL'} {name} ({time.monotonic() - start:.0f} s){output}", flush=True)
    return passed


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
