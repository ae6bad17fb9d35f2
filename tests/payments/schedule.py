"""Due amounts made by the whole way: application, decision, letter, plan."""

import uuid

from digisoc.kernel.months import Month
from digisoc.payments.api import collect_run, plan_payments, release_run
from tests.decisions.household import declared, sealed

NOVEMBER, JANUARY = Month(2026, 11), Month(2027, 1)


def planned(worker, head, **household):
    """The due amounts of one new household's approved and sealed decision."""
    decision = sealed(declared(worker, **household), worker, head)
    return plan_payments(decision_uid=decision.uid, by=head, why="x")


def collected(accountant, until=NOVEMBER):
    """A run of everything due up to a month."""
    return collect_run(due_until=until, by=accountant, why="x", form_token=uuid.uuid4())


def released(accountant, second, until=NOVEMBER):
    """A run collected by one and released by the other."""
    run = collected(accountant, until)
    return release_run(run, version=run.version, by=second, why="x")
