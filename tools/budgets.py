"""Budgets of size. They keep what makes code easy to read; the list of exceptions may only shrink.

`python -m tools.budgets` prints the figures and what breaks them. A function counts from `def` to its last line without
its docstring, a file by all its lines. Tests, migrations and benchmarks are free.
"""

import ast
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parent.parent
FOLDERS = ("digisoc", "config", "demo", "tools")


@dataclass(frozen=True, slots=True)
class Budget:
    """Upper limits, in lines."""

    median: int
    ninetieth: int
    largest: int


FUNCTIONS = Budget(8, 30, 60)
FILES = Budget(80, 300, 600)

#: `path` or `path:function` -> why it may be larger than the largest. One that is no longer needed fails.
EXCEPTIONS: dict[str, str] = {}


def problems() -> list[str]:
    """One sentence for each broken budget and each exception that is no longer needed."""
    files, functions = measure()
    too_large = {
        name for sizes, budget in ((files, FILES), (functions, FUNCTIONS))
        for name, size in sizes.items() if size > budget.largest
    }
    return [
        *_spread("functions", functions.values(), FUNCTIONS),
        *_spread("files", files.values(), FILES),
        *(f"{name}: {(files | functions)[name]} lines" for name in sorted(too_large - set(EXCEPTIONS))),
        *(f"{name}: the exception is not needed any more" for name in sorted(set(EXCEPTIONS) - too_large)),
    ]


def measure() -> tuple[dict[str, int], dict[str, int]]:
    """Lines of every file and of every function, by name."""
    files: dict[str, int] = {}
    functions: dict[str, int] = {}
    for path in sources():
        text, name = path.read_text(encoding="utf-8"), str(path.relative_to(ROOT))
        files[name] = len(text.splitlines())
        functions.update({f"{name}:{function}": size for function, size in _functions(ast.parse(text))})
    return files, functions


def sources() -> Iterator[Path]:
    """Every Python file under a budget; empty ones (package markers) say nothing about size."""
    for folder in FOLDERS:
        for path in sorted((ROOT / folder).rglob("*.py")):
            if "migrations" not in path.parts and path.stat().st_size:
                yield path


def ninetieth(sizes: Iterable[int]) -> int:
    """The size that nine of ten don't exceed."""
    ordered = sorted(sizes)
    return ordered[max(0, -(-len(ordered) * 9 // 10) - 1)]


def _functions(tree: ast.AST, prefix: str = "") -> Iterator[tuple[str, int]]:
    for node in ast.iter_child_nodes(tree):
        named = isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)
        name = f"{prefix}{node.name}" if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) else ""
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield name, (node.end_lineno or node.lineno) - node.lineno + 1 - _docstring_lines(node)
        yield from _functions(node, f"{name}." if named else prefix)


def _docstring_lines(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    if ast.get_docstring(node) is None:
        return 0
    first = node.body[0]
    return (first.end_lineno or first.lineno) - first.lineno + 1


def _spread(what: str, sizes: Iterable[int], budget: Budget) -> list[str]:
    values = list(sizes)
    figures = (("median", median(values), budget.median), ("90th percentile", ninetieth(values), budget.ninetieth))
    return [f"{what}: {name} {value:g} lines, at most {limit}" for name, value, limit in figures if value > limit]


def main() -> int:
    """Print the figures; exit code 1 when a budget is broken."""
    for what, sizes in zip(("files", "functions"), measure(), strict=True):
        values = sizes.values()
        print(f"{len(values)} {what}: median {median(values):g}, 90th percentile {ninetieth(values)}, "
              f"largest {max(values)} ({max(sizes, key=lambda name: sizes[name])})")
    found = problems()
    print(*found, sep="\n", end="\n" if found else "")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
