"""A progress bar on standard error: one line that redraws itself, or a few lines where there is no terminal."""

import sys
from collections.abc import Iterator, Sequence
from typing import TextIO

WIDTH = 30


def progress[T](items: Sequence[T], label: str, out: TextIO | None = None) -> Iterator[T]:
    """The items one by one; says on `out` (default: standard error) how many are done."""
    stream = out or sys.stderr
    redraw, last_tenth = stream.isatty(), -1
    for done, item in enumerate(items):
        yield item
        share = (done + 1) / len(items)
        if redraw:
            filled = int(share * WIDTH)
            stream.write(f"\r{label} [{'#' * filled}{'.' * (WIDTH - filled)}] {share:4.0%}")
        elif int(share * 10) > last_tenth:
            last_tenth = int(share * 10)
            stream.write(f"{label}: {share:.0%}\n")
        stream.flush()
    if redraw and items:
        stream.write("\n")
