"""python -m demo.population --out FILE.sqlite --seed 2026 --households 400: the story and a synthetic neighbourhood."""

import argparse
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from demo.population.codes import CHUNK_HOUSEHOLDS
from demo.population.households import generate_households
from demo.population.registers import write_registers
from demo.population.story import story_households
from demo.population.story_kit import LIEPAJA, TUKUMS
from demo.population.types import Household
from digisoc.kernel import clock


def demo_households(seed: int, count: int, today: date) -> Iterator[Household]:
    """The story first, then `count` generated ones: three of Tukums to one of Liepāja."""
    yield from (story.household for story in story_households(today))
    for atvk, share in ((TUKUMS, count - count // 4), (LIEPAJA, count // 4)):
        for chunk, start in enumerate(range(0, share, CHUNK_HOUSEHOLDS)):
            yield from generate_households(seed, atvk, min(CHUNK_HOUSEHOLDS, share - start), chunk)


def main(arguments: list[str] | None = None) -> int:
    """Write the register file and say how much is in it."""
    parser = argparse.ArgumentParser(prog="python -m demo.population", description=__doc__)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--seed", type=int, default=2026)
    parser.add_argument("--households", type=int, default=400)
    parser.add_argument("--today", type=date.fromisoformat, default=None, help="default: the product's own day")
    options = parser.parse_args(arguments)
    today = options.today or clock.today()
    written = write_registers(options.out, demo_households(options.seed, options.households, today), today)
    print(f"{options.out}: {written} records as of {today.isoformat()}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
