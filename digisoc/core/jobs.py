"""Background jobs: rows of the same database, deferred in the same transaction as the change that needs them.

A job may run twice (a worker can die after its work and before its report), so every task is written to find its own
work already done. Arguments carry identifiers only, never personal data.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

import procrastinate
from django.db import close_old_connections, connection
from procrastinate.contrib.django import app

from digisoc.core.tenancy import acting

__all__ = ["ANNOUNCEMENTS", "announce", "app", "defer", "on_app_ready", "tenant_task"]

#: What has happened -> the jobs that answer. A room imports neither a higher one nor its own job shells; it says only
#: what happened, and the names of the answers stand here.
ANNOUNCEMENTS: dict[str, tuple[str, ...]] = {
    "decision.approved": ("decisions.seal_letter",),
    "decision.sealed": ("payments.plan_payments",),
}


def on_app_ready(app: procrastinate.App) -> None:
    """Called by procrastinate once Django is set up; jobs of dead workers come back by `core.tasks`."""


def tenant_task(name: str, *, attempts: int = 8) -> Callable[[Callable[..., None]], Any]:
    """Register a task that runs inside `acting` for the institution and user that deferred it.

    Failures are retried with growing pauses; the last one leaves the job as failed, which the operator's page shows.
    """

    def decorate(function: Callable[..., None]) -> Any:
        @app.task(
            name=name,
            pass_context=False,
            retry=procrastinate.RetryStrategy(max_attempts=attempts, exponential_wait=3),
        )
        @wraps(function)
        def run(*, institution_id: int, user_id: int, **arguments: Any) -> None:
            if not connection.in_atomic_block:
                close_old_connections()  # a worker lives long: a restarted database must not fail its next job
            with acting(institution_id=institution_id, user_id=user_id, purpose=f"job:{name}"):
                function(institution_id=institution_id, user_id=user_id, **arguments)

        return run

    return decorate


def defer(task: Any, *, institution_id: int, user_id: int, lock: str = "", **arguments: Any) -> None:
    """Put a job into the current transaction; it exists only if the transaction commits.

    `lock` keeps jobs about the same thing one after the other.
    """
    configured = task.configure(lock=lock) if lock else task
    configured.defer(institution_id=institution_id, user_id=user_id, **arguments)


def announce(event: str, *, institution_id: int, user_id: int, lock: str = "", **arguments: Any) -> None:
    """Put the jobs that answer an event into the current transaction; they exist only if it commits."""
    for name in ANNOUNCEMENTS[event]:
        job = app.configure_task(name, lock=lock or None, allow_unknown=True)
        job.defer(institution_id=institution_id, user_id=user_id, **arguments)
