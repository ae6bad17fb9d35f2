"""Same names in the same places, and what a name can't say stands in a docstring."""

import ast
import importlib
import inspect
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.architecture.floors import ROOT, floors, stale
from tools import budgets

TOLD = ("api", "actions", "queries", "policies", "permissions")

#: File names that hide what is inside; the furniture has better ones.
UNTELLING = {"utils.py", "helpers.py", "common.py", "misc.py", "views.py", "signals.py", "managers.py", "services.py"}

#: path -> why it may have such a name.
EXCEPTIONS: dict[str, str] = {}

#: Commands of a door without `by` and `why`, and the reason.
WITHOUT_WHO_AND_WHY = {
    "digisoc.documents.actions.next_number": "a step inside another room's command, which names both",
    "digisoc.decisions.actions.letters.preview_letter": "shows a letter and changes nothing",
    "digisoc.intake.actions.registers.look_up_person": "asks a register and changes nothing",
    "digisoc.intake.actions.registers.persons_at_address": "asks a register and changes nothing",
}

ROOMS = [room for room in floors() if (ROOT / "digisoc" / room / "__init__.py").exists()]


def modules() -> list[Path]:
    return [path for path in budgets.sources() if path.is_relative_to(ROOT / "digisoc")]


def name_of(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_says_what_it_is_for_and_what_it_refuses_to_know(room):
    text = ast.get_docstring(ast.parse((ROOT / "digisoc" / room / "__init__.py").read_text())) or ""
    assert re.search(r"\brefuses? to know\b", text, re.IGNORECASE), f"digisoc/{room}/__init__.py"
    assert len(text.split()) >= 15, f"digisoc/{room}/__init__.py says too little"


def test_every_module_has_a_docstring():
    assert [name_of(path) for path in modules() if not ast.get_docstring(ast.parse(path.read_text()))] == []


def test_public_functions_of_doors_and_rules_have_docstrings():
    silent = [
        f"{name_of(path)}:{node.name}"
        for path in modules() if _is_told(path)
        for node in ast.parse(path.read_text()).body
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)
        and not node.name.startswith("_") and not ast.get_docstring(node) and not _is_variable(node)
    ]
    assert silent == []


def test_no_untelling_file_names():
    found = {name_of(path) for path in modules() if path.name in UNTELLING and "web" not in path.parts}
    assert sorted(found - set(EXCEPTIONS)) + stale(EXCEPTIONS, found) == []


def test_a_door_lists_what_it_opens():
    doors = [path for path in modules() if path.name == "api.py"]
    assert doors
    for path in doors:
        names = {
            target.id for node in ast.parse(path.read_text()).body if isinstance(node, ast.Assign)
            for target in node.targets if isinstance(target, ast.Name)
        }
        assert "__all__" in names, name_of(path)


def test_every_command_names_who_and_why():
    """What a door takes from `actions`, in the rooms above accounts: keyword-only `by` and `why`."""
    height = floors()
    nameless = {
        f"{command.__module__}.{command.__name__}"
        for room in ROOMS if height[room] > height["accounts"]
        for command in commands_of(room) if not {"by", "why"} <= keywords_of(command)
    }
    assert sorted(nameless - set(WITHOUT_WHO_AND_WHY)) + stale(WITHOUT_WHO_AND_WHY, nameless) == []


def commands_of(room: str) -> list[Callable]:
    if not (ROOT / "digisoc" / room / "api.py").exists():
        return []
    door = importlib.import_module(f"digisoc.{room}.api")
    named = [getattr(door, name) for name in door.__all__]
    return [item for item in named if inspect.isfunction(item) and ".actions" in item.__module__]


def keywords_of(command: Callable) -> set[str]:
    parameters = inspect.signature(command).parameters.values()
    return {parameter.name for parameter in parameters if parameter.kind is parameter.KEYWORD_ONLY}


def test_budgets():
    assert budgets.problems() == []


def _is_told(path: Path) -> bool:
    return path.stem in TOLD or path.parent.name in TOLD or "rules" in path.parts


def _is_variable(node: ast.AST) -> bool:
    """An OpenFisca variable says in its `label` and `reference` what a docstring would repeat."""
    return isinstance(node, ast.ClassDef) and any(
        isinstance(item, ast.Assign) and getattr(item.targets[0], "id", "") == "label" for item in node.body
    )
