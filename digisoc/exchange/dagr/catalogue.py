"""The data sets behind the registers, read from `services.yaml`: their names and fields are configuration."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from digisoc.exchange.dagr.enums import IncomeKind, Register


@dataclass(frozen=True, slots=True)
class IncomeCode:
    """A register's own code of an income: the kind it is for the law, and its printed Latvian name."""

    code: str
    kind: IncomeKind
    title: str


@dataclass(frozen=True, slots=True)
class Service:
    """One data set. `name` may be overridden by a connection; `fields` is the nested tree of field names."""

    register: Register
    name: str
    confirmed: bool
    source: str
    giver: str
    title: str
    key: str
    absence_is_answer: bool
    monthly: str
    codes: Mapping[str, IncomeCode]
    fields: Mapping[str, Any]


@cache
def catalogue() -> Mapping[Register, Service]:
    """All services by register, as shipped."""
    raw = yaml.safe_load(Path(__file__).with_name("services.yaml").read_text(encoding="utf-8"))
    return {Register(role): _service(Register(role), entry) for role, entry in raw.items()}


def service_names(overrides: Mapping[Register, str] | None = None) -> dict[Register, str]:
    """The data set's name of every register, with a connection's overrides."""
    return {register: service.name for register, service in catalogue().items()} | dict(overrides or {})


def _service(register: Register, entry: Mapping[str, Any]) -> Service:
    return Service(
        register=register,
        name=entry["name"],
        confirmed=entry["status"] == "confirmed",
        source=entry["source"],
        giver=entry["giver"],
        title=entry["title"],
        key=entry["key"],
        absence_is_answer=entry["absence"] == "nothing_registered",
        monthly=entry.get("monthly", ""),
        codes={
            code: IncomeCode(code, IncomeKind(value["kind"]), value["title"])
            for code, value in entry.get("codes", {}).items()
        },
        fields=_without_markers(entry["fields"]),
    )


def _without_markers(fields: Mapping[str, Any]) -> dict[str, Any]:
    return {name.rstrip("*"): _without_markers(nested) for name, nested in fields.items()}
