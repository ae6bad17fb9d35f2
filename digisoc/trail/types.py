"""Values that may cross rooms."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

_HIDDEN = {"pgh_id", "pgh_created_at", "pgh_label", "pgh_obj", "pgh_context", "id", "institution", "uid"}


@dataclass(frozen=True, slots=True)
class Change:
    """One state change of a row: `fields` maps a column to (before, after); everything is new at the first one."""

    at: datetime
    label: str
    user_id: int | None
    purpose: str
    fields: dict[str, tuple[Any, Any]]

    @classmethod
    def between(cls, before: Any, after: Any) -> Change:
        """From two rows of a history table; `before` is None for the first."""
        names = [field.name for field in after._meta.concrete_fields if field.name not in _HIDDEN]
        fields = {name: (getattr(before, name, None), getattr(after, name)) for name in names}
        metadata = after.pgh_context.metadata if after.pgh_context else {}
        return cls(
            at=after.pgh_created_at, label=after.pgh_label, user_id=metadata.get("user"),
            purpose=metadata.get("purpose", ""),
            fields={name: pair for name, pair in fields.items() if pair[0] != pair[1]},
        )
