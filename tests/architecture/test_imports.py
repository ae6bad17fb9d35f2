"""Rooms are entered by their door."""

import grimp
import pytest

from tests.architecture.floors import floors, stale

#: Rooms that are all door: every module of theirs may be imported.
OPEN = {"kernel"}
DOORS = {"api", "types", "enums"}

#: (importer, imported) -> why this one may climb through the window.
EXCEPTIONS: dict[tuple[str, str], str] = {}


@pytest.fixture(scope="module")
def graph() -> grimp.ImportGraph:
    return grimp.build_graph("digisoc")


def room_of(module: str) -> str:
    """`digisoc.exchange.dagr` and its sisters are rooms of their own; the rest are one level deep."""
    parts = module.split(".")
    deep = parts[1:2] == ["exchange"] and len(parts) > 2
    return ".".join(parts[1:3] if deep else parts[1:2])


def test_a_cross_room_import_ends_in_the_other_rooms_door(graph):
    crossing = {
        (importer, imported)
        for importer in graph.modules for imported in graph.find_modules_directly_imported_by(importer)
        if room_of(importer) != room_of(imported) and room_of(imported).split(".")[0] not in OPEN
    }
    forced = {pair for pair in crossing if pair[1].split(".")[-1] not in DOORS}
    assert [f"{a} imports {b}" for a, b in sorted(forced - set(EXCEPTIONS))] + stale(EXCEPTIONS, forced) == []


def test_there_is_something_to_check(graph):
    assert len(graph.modules) > 100
    assert set(floors()) >= {"web", "registry", "kernel"}


def test_no_cycle_between_rooms(graph):
    edges = {
        (room_of(importer), room_of(imported))
        for importer in graph.modules for imported in graph.find_modules_directly_imported_by(importer)
    }
    height = floors()
    upward = [
        f"{a} -> {b}" for a, b in sorted(edges)
        if a and b and a != b and height[b.split(".")[0]] >= height[a.split(".")[0]]
    ]
    assert upward == []
