"""The shipped list of published acts: one YAML file per municipality, read into data of sets."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from digisoc.kernel.errors import N_
from digisoc.regulations.types import RegulationError, SetData

FOLDER = Path(__file__).parent / "published"
_FILE = {"municipality", "name", "sets", "terms"}
_SET = {"number", "title", "link", "valid_from", "valid_to", "content"}


@dataclass(frozen=True, slots=True)
class PublishedFile:
    """The acts of one municipality, by ATVK code, in the order of their days."""

    atvk: str
    name: str
    sets: tuple[SetData, ...]


def published_files(folder: Path = FOLDER) -> tuple[PublishedFile, ...]:
    """All files of a folder; raises `RegulationError` that names file and place."""
    return tuple(_file(path) for path in sorted(folder.glob("*.yaml")))


def _file(path: Path) -> PublishedFile:
    try:
        raw = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    except yaml.YAMLError as fault:
        raise RegulationError(path.name, N_("%(path)s: this is not YAML."), code="regulation.yaml") from fault
    _keys(raw, _FILE, path.name)
    sets = sorted((_set(item, f"{path.name}: sets[{number}]") for number, item in enumerate(raw["sets"])),
                  key=lambda data: data.valid_from)
    return PublishedFile(str(raw["municipality"]), str(raw["name"]), tuple(sets))


def _set(raw: Any, path: str) -> SetData:
    _keys(raw, _SET, path)
    for name in ("valid_from", "valid_to"):
        if not isinstance(raw.get(name), date) and not (name == "valid_to" and raw.get(name) is None):
            raise RegulationError(
                f"{path}.{name}", N_("%(path)s: a day is expected here, as 2026-01-31."), code="regulation.day"
            )
    return SetData(
        str(raw["number"]), str(raw["title"]), str(raw["link"]), raw["valid_from"], raw.get("valid_to"), raw["content"]
    )


def _keys(raw: Any, known: set[str], path: str) -> None:
    optional = {"valid_to", "terms"}
    if not isinstance(raw, dict) or not known - optional <= set(raw) <= known:
        raise RegulationError(
            path, N_("%(path)s: exactly these values are expected here: %(known)s."), code="regulation.form",
            known=", ".join(sorted(known)),
        )
