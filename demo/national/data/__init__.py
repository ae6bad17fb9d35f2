"""The figures behind the synthetic country, as dated data with sources, and their one reader."""

from functools import cache
from pathlib import Path
from typing import Any

import yaml


@cache
def table(name: str) -> Any:
    """The content of one of the data files beside this module, read once."""
    return yaml.load((Path(__file__).parent / f"{name}.yaml").read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
