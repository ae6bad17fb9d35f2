"""Background work of payments: thin shells over actions."""

from uuid import UUID

from digisoc.accounts.api import system_actor
from digisoc.core.api import tenant_task
from digisoc.payments.actions import planning


@tenant_task("payments.plan_payments")
def plan_payments(*, institution_id: int, user_id: int, decision_uid: str) -> None:
    """Plan what a sealed decision obliges to pay; may run twice."""
    planning.plan_payments(decision_uid=UUID(decision_uid), by=system_actor(institution_id), why="decision sealed")
