"""Case files: YAML and JSON lines read as text, so that amounts and codes keep the form they were written in.

A number stays the text it was ("400.10", "0040000"); anchors, duplicate keys and oversized input are refused.
"""

import json
from collections.abc import Hashable, Mapping
from pathlib import Path
from typing import Any

import yaml

from digisoc.kernel.errors import N_
from digisoc.rules.types import CaseError

MAX_BYTES = 1_000_000


class _CaseLoader(yaml.SafeLoader):
    """Safe, without anchors, without duplicate keys, and without turning numbers or dates into anything else."""

    yaml_implicit_resolvers = {
        first: [
            (tag, pattern) for tag, pattern in resolvers if tag in ("tag:yaml.org,2002:bool", "tag:yaml.org,2002:null")
        ]
        for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }

    def compose_node(self, parent: Any, index: Any) -> Any:
        if self.check_event(yaml.events.AliasEvent):
            raise CaseError("", N_("YAML anchors and references are not accepted here."), code="file.alias")
        return super().compose_node(parent, index)

    def construct_mapping(self, node: Any, deep: bool = False) -> dict[Hashable, Any]:
        keys = [key.value if isinstance(key, yaml.ScalarNode) else None for key, _ in node.value]
        _refuse_duplicates(keys)
        return super().construct_mapping(node, deep=True)


def read_yaml_case(path: Path) -> Any:
    """The data of a YAML file (one case); raises `CaseError` for anything that is not such a file."""
    try:
        with path.open("rb") as file:
            raw = file.read(MAX_BYTES + 1)
    except FileNotFoundError:
        raise CaseError("", N_("The file %(name)s was not found."), code="file.missing", name=path.name) from None
    except OSError:
        raise CaseError("", N_("The file %(name)s can't be read."), code="file.unreadable", name=path.name) from None
    try:
        return yaml.load(decoded(raw), Loader=_CaseLoader)  # noqa: S506  (a SafeLoader)
    except (yaml.YAMLError, ValueError) as error:
        mark = getattr(error, "problem_mark", None)
        problem = f"{getattr(error, 'problem', None) or type(error).__name__}"
        problem += f" (line {mark.line + 1})" if mark else ""
        raise CaseError("", N_("This is not valid YAML: %(problem)s."), code="file.yaml", problem=problem) from None
    except RecursionError:
        raise _too_deep() from None


def read_json_case(raw: bytes) -> Any:
    """The data of one line of a batch; numbers keep the text they were written with."""
    try:
        return json.loads(decoded(raw), parse_float=str, parse_int=str, parse_constant=str, object_pairs_hook=_pairs)
    except json.JSONDecodeError as error:
        raise CaseError(
            "",
            N_("This is not valid JSON: %(problem)s."),
            code="file.json",
            problem=f"{error.msg} (column {error.colno})",
        ) from None
    except RecursionError:
        raise _too_deep() from None


def decoded(raw: bytes) -> str:
    """The text of a file or line that is UTF-8 and not oversized."""
    if len(raw) > MAX_BYTES:
        raise CaseError(
            "", N_("The file or line is larger than %(most)s kilobytes."), code="file.too_large", most=MAX_BYTES // 1000
        )
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise CaseError("", N_("The file is not UTF-8 text."), code="file.not_utf8") from None


def _pairs(pairs: list[tuple[str, Any]]) -> Mapping[str, Any]:
    _refuse_duplicates([key for key, _ in pairs])
    return dict(pairs)


def _refuse_duplicates(keys: list[Any]) -> None:
    seen: set[str] = set()
    for key in keys:
        if isinstance(key, str) and key in seen:
            raise CaseError("", N_("The key “%(key)s” is given twice."), code="file.duplicate_key", key=key[:40])
        seen.add(key)


def _too_deep() -> CaseError:
    return CaseError("", N_("The data is nested too deeply."), code="file.too_deep")
