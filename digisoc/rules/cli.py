"""`./run assess`: one YAML case or a stream of JSON lines in, the contract's result out. Needs no database.

Exit status 0, or 2 when the single case (or the batch file itself) can't be read.
"""

import argparse
import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from io import TextIOWrapper
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO, TextIO, cast

from digisoc.kernel.errors import N_
from digisoc.rules.api import (
    Assessment,
    Case,
    CaseError,
    Language,
    assess,
    assess_many,
    cost_positions,
    error_sentence,
    explain,
    income_kinds,
    parse_case,
)
from digisoc.rules.files import MAX_BYTES, read_json_case, read_yaml_case

CHUNK = 2000


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the command line; returns the exit status."""
    options = _parser().parse_args(arguments)
    out, lang = sys.stdout, cast(Language, options.lang)
    if isinstance(out, TextIOWrapper):
        out.reconfigure(encoding="utf-8")
    if options.kinds:
        _write(out, kinds(), indent=2)
        return 0
    if options.file is None:
        _parser().error("a FILE or --kinds is needed")
    try:
        if options.batch:
            return _batch(Path(options.file), out, lang, options.explain)
        _write(out, answer(assess(parse_case(read_yaml_case(Path(options.file)))), lang, options.explain), indent=2)
    except CaseError as error:
        _write(out, failure(error, lang), indent=2)
        return 2
    except BrokenPipeError:
        return 0
    return 0


def answer(assessment: Assessment, lang: Language, with_explanation: bool) -> dict[str, Any]:
    """The contract's result, with the explanation when asked for."""
    result = assessment.as_contract(lang)
    if with_explanation:
        result["explanation"] = [step.as_dict() for step in explain(assessment, lang)]
    return result


def failure(error: CaseError, lang: Language) -> dict[str, Any]:
    """The contract's form of a case that can't be read."""
    return {"error": {"path": error.path, "message": error_sentence(error, lang)}}


def kinds() -> dict[str, Any]:
    """The closed lists, as `--kinds` prints them."""
    return {
        "income_kinds": [
            {
                "kind": kind.code,
                "lv": kind.lv,
                "en": kind.en,
                "counted": kind.counted,
                "irregular": kind.irregular,
                "cap": kind.cap,
                "only_under_18": kind.only_minors,
                "law": kind.law,
            }
            for kind in income_kinds()
        ],
        "cost_positions": [
            {"position": item.code, "lv": item.lv, "en": item.en, "law": item.law} for item in cost_positions()
        ],
    }


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="./run assess", description="Assess one household's case by the law of its month."
    )
    parser.add_argument("file", nargs="?", metavar="FILE", help="a case as YAML; with --batch one JSON case a line")
    parser.add_argument(
        "--batch", action="store_true", help="read JSON lines, write one result a line in the same order"
    )
    parser.add_argument("--explain", action="store_true", help="add the steps from facts to result")
    parser.add_argument("--lang", choices=("lv", "en"), default="lv", help="language of the sentences (default: lv)")
    parser.add_argument("--kinds", action="store_true", help="print the kinds of income and the cost positions")
    return parser


def _batch(path: Path, out: TextIO, lang: Language, with_explanation: bool) -> int:
    try:
        file = path.open("rb")
    except FileNotFoundError:
        raise CaseError("", N_("The file %(name)s was not found."), code="file.missing", name=path.name) from None
    except OSError:
        raise CaseError("", N_("The file %(name)s can't be read."), code="file.unreadable", name=path.name) from None
    with file:
        lines = _lines(file)
        while chunk := list(islice(lines, CHUNK)):
            for result in _results(chunk, lang, with_explanation):
                _write(out, result)
    return 0


def _lines(file: BinaryIO) -> Iterator[bytes]:
    """Lines without the blank ones; of an oversized line only its beginning, which is then refused."""
    while line := file.readline(MAX_BYTES + 1):
        rest = line
        while len(rest) > MAX_BYTES and not rest.endswith(b"\n"):
            rest = file.readline(MAX_BYTES + 1)
        if line.strip():
            yield line


def _results(chunk: Iterable[bytes], lang: Language, with_explanation: bool) -> Iterator[dict[str, Any]]:
    read = [_case_or_error(raw) for raw in chunk]
    assessed = iter(assess_many(case for case in read if isinstance(case, Case)))
    for item in read:
        if isinstance(item, Case):
            yield answer(next(assessed), lang, with_explanation)
        else:
            yield failure(item, lang)


def _case_or_error(raw: bytes) -> Case | CaseError:
    try:
        return parse_case(read_json_case(raw))
    except CaseError as error:
        return error


def _write(out: TextIO, value: Any, indent: int | None = None) -> None:
    out.write(json.dumps(value, ensure_ascii=False, indent=indent) + "\n")


if __name__ == "__main__":
    raise SystemExit(main())
