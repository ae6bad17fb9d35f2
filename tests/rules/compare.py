"""`./run rules compare --n N`: the OpenFisca system against the second opinion, every output, to the cent.

Works in chunks with a line of progress. A finished chunk is noted in `var/` together with a digest of both opinions, so
that an interrupted run goes on where it stopped and a changed rule starts anew. Exit status 1 when anything differs.
"""

import argparse
import hashlib
import json
import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from pathlib import Path
from typing import Any

from digisoc.rules.api import assess_many, parse_case
from tests.rules import oracle
from tests.rules.generator import cases

ROOT = Path(__file__).resolve().parents[2]
CHUNK = 5000
SHOWN = 5


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the comparison; returns the exit status."""
    parser = argparse.ArgumentParser(prog="./run rules compare", description=__doc__.split("\n")[0])
    parser.add_argument("--n", type=_positive, default=100_000, help="households (default: 100000)")
    parser.add_argument("--seed", type=int, default=1, help="which random households (default: 1)")
    parser.add_argument("--jobs", type=_positive, default=1, help="processes (default: 1)")
    options = parser.parse_args(arguments)
    return run(options.n, options.seed, options.jobs, ROOT / "var" / "rules-compare")


def run(count: int, seed: int, jobs: int, folder: Path) -> int:
    """Compares what is not yet noted as compared in `folder`; prints progress and the first differences."""
    notes = folder / f"{digest()}-{seed}.jsonl"
    done = {note["chunk"]: note for note in read_notes(notes)}
    wanted = [(chunk, min(CHUNK, count - chunk * CHUNK)) for chunk in range(-(-count // CHUNK))]
    missing = [(chunk, size) for chunk, size in wanted if done.get(chunk, {}).get("cases") != size]
    folder.mkdir(parents=True, exist_ok=True)
    begun, fresh = time.monotonic(), 0
    with notes.open("a", encoding="utf-8") as file:
        file.write("\n" if cut_off(notes) else "")
        for note in _compared(missing, seed, jobs):
            done[note["chunk"]] = note
            file.write(json.dumps(note, ensure_ascii=False) + "\n")
            file.flush()
            fresh += note["cases"]
            compared = sum(done[chunk]["cases"] for chunk, _ in wanted if chunk in done)
            _progress(compared, count, fresh / (time.monotonic() - begun), _differing(done.values()))
    return _report([done[chunk] for chunk, _ in wanted], seed)


def compare_chunk(chunk: int, size: int, seed: int) -> dict[str, Any]:
    """One chunk: how many households differ, the first of them, and what the chunk reached."""
    generated = list(cases(size, hash_of(seed, chunk)))
    results = [item.as_contract() for item in assess_many(map(parse_case, generated))]
    differing: list[dict[str, Any]] = []
    reached: set[str] = set()
    for case, result in zip(generated, results, strict=True):
        expected = oracle.assess(case)
        mine = without_messages(result)
        reached.add(f"{mine['benefit_month']}")
        reached.add(f"{mine['status']} {mine['housing_group']}")
        if mine != expected:
            names = [name for name in expected if mine.get(name) != expected[name]]
            differing.append({"case": case, "differs": {name: [mine.get(name), expected[name]] for name in names}})
    return {"chunk": chunk, "cases": size, "differing": len(differing), "first": differing[:SHOWN],
            "reached": sorted(reached)}


def hash_of(seed: int, chunk: int) -> int:
    """A seed of its own for each chunk, the same on every machine."""
    return int.from_bytes(hashlib.sha256(f"{seed}/{chunk}".encode()).digest()[:8], "big")


def digest() -> str:
    """Changes with any file of the rules, the second opinion or the generator."""
    rules, here = ROOT / "digisoc" / "rules", Path(__file__)
    sources = [*sorted(rules.rglob("*.py")), *sorted(rules.rglob("*.yaml"))]
    sources += [here.with_name("oracle.py"), here.with_name("generator.py")]
    return hashlib.sha256(b"".join(path.read_bytes() for path in sources)).hexdigest()[:12]


def read_notes(path: Path) -> Iterator[dict[str, Any]]:
    """The finished chunks; a last line cut off by an interruption is not one."""
    for line in path.read_text(encoding="utf-8").splitlines() if path.exists() else []:
        try:
            yield json.loads(line)
        except json.JSONDecodeError:
            continue


def cut_off(path: Path) -> bool:
    """Whether an interruption left half a line at the end."""
    text = path.read_bytes()
    return bool(text) and not text.endswith(b"\n")


def without_messages(result: dict[str, Any]) -> dict[str, Any]:
    """The second opinion writes no sentences."""
    failed = [{key: value for key, value in item.items() if key != "message"} for item in result["failed_conditions"]]
    return result | {"failed_conditions": failed}


def _compared(missing: list[tuple[int, int]], seed: int, jobs: int) -> Iterator[dict[str, Any]]:
    if jobs == 1:
        yield from (compare_chunk(chunk, size, seed) for chunk, size in missing)
        return
    with ProcessPoolExecutor(jobs) as pool:
        for future in as_completed([pool.submit(compare_chunk, chunk, size, seed) for chunk, size in missing]):
            yield future.result()


def _differing(notes: Any) -> int:
    return sum(note["differing"] for note in notes)


def _progress(compared: int, count: int, speed: float, differing: int) -> None:
    left = (count - compared) / speed if speed else 0
    print(f"\r{compared:,} of {count:,} households · {speed:,.0f} a second · {left / 60:.0f} min left · "
          f"{differing} differ ", end="", file=sys.stderr, flush=True)


def _report(notes: list[dict[str, Any]], seed: int) -> int:
    reached = {item for note in notes for item in note["reached"]}
    months = sum(1 for item in reached if item[0].isdigit())
    differing = _differing(notes)
    print(file=sys.stderr)
    print(f"{sum(note['cases'] for note in notes):,} households (seed {seed}), {months} benefit months, "
          f"{len(reached) - months} pairs of status and group: {differing} differ")
    for note in notes:
        for item in note["first"][: SHOWN if differing else 0]:
            print(json.dumps(item, ensure_ascii=False))
    return 1 if differing else 0


def _positive(text: str) -> int:
    value = int(text)
    if value < 1:
        raise argparse.ArgumentTypeError("a whole number from 1 on")
    return value


if __name__ == "__main__":
    raise SystemExit(main())
