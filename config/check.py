"""The main job over HTTP, without a browser (`./run demo --check`)."""

from collections.abc import Iterator


class CheckFailed(Exception):
    """A step did not do what it should; the message says which and what came instead."""


def walk(url: str) -> Iterator[str]:
    """Go the way; yields a line for each step."""
    yield url
