"""The door of the room."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from uuid import UUID

import pghistory
from django.db.models import Model, QuerySet

from digisoc.core.api import acting_institution_id
from digisoc.trail.enums import Outcome, Purpose
from digisoc.trail.models import AccessEntry
from digisoc.trail.types import Change

__all__ = ["accesses_to_case", "changes_of", "changes_of_all", "record_access", "record_denial", "tracked"]


def tracked[M: type[Model]](model: M) -> M:
    """Class decorator: keep every state of the row in a history table, by triggers, whoever writes.

    The history table carries the institution and is fenced like the table itself.
    """
    return pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())(model)


def record_access(
    *, user_id: int, subjects: Iterable[UUID], purpose: Purpose, what: str, case_number: str = "", detail: str = ""
) -> None:
    """Log that a user is shown data of these persons; call it in the transaction that reads them.

    A look that found nobody is logged too, without a subject: looking for someone is a look.
    """
    institution_id = acting_institution_id()
    looked_at: list[UUID | None] = list(subjects)
    AccessEntry.objects.bulk_create(
        AccessEntry(
            institution_id=institution_id, user_id=user_id, subject=subject, case_number=case_number,
            purpose=purpose, what=what, outcome=Outcome.SHOWN, detail=detail[:200],
        )
        for subject in looked_at or [None]
    )


def record_denial(*, user_id: int, purpose: Purpose, what: str, detail: str) -> None:
    """Log a refused attempt. Call it in a transaction of its own: the one of the attempt is rolled back."""
    AccessEntry.objects.create(
        institution_id=acting_institution_id(), user_id=user_id, purpose=purpose, what=what[:60],
        outcome=Outcome.DENIED, detail=detail[:200],
    )


def accesses_to_case(case_number: str) -> QuerySet[AccessEntry]:
    """Who looked into a case of the current institution, newest first."""
    return AccessEntry.objects.filter(case_number=case_number).order_by("-id")


def changes_of(row: Model, limit: int = 100) -> list[Change]:
    """What happened to one tracked row, newest first: when, by which user id, under which purpose, which fields."""
    history = type(row).pgh_event_model  # type: ignore[attr-defined]
    newest = history.objects.filter(pgh_obj_id=row.pk).select_related("pgh_context").order_by("-pgh_id")
    events = list(newest[: limit + 1])
    before = [*events[1:], None]  # the state before each; of the oldest one fetched, only what lies within the limit
    return [Change.between(old, new) for old, new in zip(before, events, strict=True)][:limit]


def changes_of_all[M: Model](rows: Sequence[M]) -> list[tuple[M, Change]]:
    """What happened to rows of one tracked model, newest first, in one query."""
    if not rows:
        return []
    history = type(rows[0]).pgh_event_model  # type: ignore[attr-defined]
    events = history.objects.filter(pgh_obj_id__in=[row.pk for row in rows]).select_related("pgh_context")
    by_row = defaultdict(list)
    for event in events.order_by("pgh_id"):
        by_row[event.pgh_obj_id].append(event)
    found = [
        (row, Change.between(before, after))
        for row in rows for before, after in zip([None, *by_row[row.pk]], by_row[row.pk], strict=False)
    ]
    return sorted(found, key=lambda pair: pair[1].at, reverse=True)
