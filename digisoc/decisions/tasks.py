"""Background work of decisions: thin shells over actions."""

from uuid import UUID

from digisoc.accounts.api import system_actor
from digisoc.core.api import tenant_task
from digisoc.decisions.actions import letters


@tenant_task("decisions.seal_letter")
def seal_letter(*, institution_id: int, user_id: int, decision_uid: str) -> None:
    """Seal the letter of an approved decision; may run twice."""
    letters.seal_letter(decision_uid=UUID(decision_uid), by=system_actor(institution_id), why="approved")
