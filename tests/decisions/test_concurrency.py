"""Several people at the same moment, with real transactions: one number each, no gap, one decision, one letter."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from digisoc.accounts.api import Role
from digisoc.decisions.api import Decision, DecisionLetter, approve_decision, draft_decision, seal_letter
from digisoc.kernel.errors import UserFacingError
from digisoc.payments.api import Due, plan_payments
from tests.decisions.household import declared, submitted


@pytest.fixture
def together(fresh_database, acting_as):
    """`together(by, [command, …])`: each in a thread and transaction of its own, started at once; results or errors."""

    def run(by, commands):
        start = threading.Barrier(len(commands))

        def one(command):
            try:
                start.wait(timeout=30)
                with acting_as(by):
                    return command()
            except UserFacingError as error:
                return error
            finally:
                connection.close()

        with ThreadPoolExecutor(len(commands)) as pool:
            return list(pool.map(one, commands))

    return run


def _approve(decision, head):
    return lambda: approve_decision(decision, version=decision.version, by=head, why="x")


def test_numbers_have_no_gaps_when_many_are_approved_at_once(together, worker, head, acting_as):
    with acting_as(worker):
        waiting = [submitted(declared(worker, name=f"Anna {number}"), worker) for number in range(6)]
    results = together(head, [_approve(decision, head) for decision in waiting])
    assert sorted(decision.number for decision in results) == [f"TUK/2026/{n:06d}" for n in range(1, 7)]


def test_two_heads_at_once_give_one_number(together, worker, head, actor, acting_as):
    second = actor("TUK", Role.HEAD, name="Second")
    with acting_as(worker):
        decision = submitted(declared(worker), worker)
    results = together(head, [_approve(decision, head), _approve(decision, second)])
    errors = [result for result in results if isinstance(result, UserFacingError)]
    assert [error.code for error in errors] == ["decision.approved"]
    with acting_as(worker):
        assert Decision.objects.get().number == "TUK/2026/000001"


def test_a_double_click_approves_once_and_both_see_it(together, worker, head, acting_as):
    with acting_as(worker):
        decision = submitted(declared(worker), worker)
    first, second = together(head, [_approve(decision, head)] * 2)
    assert first.number == second.number == "TUK/2026/000001"


def test_a_double_click_on_draft_gives_one(together, worker, acting_as):
    with acting_as(worker):
        application = declared(worker)
    drafts = together(worker, [lambda: draft_decision(application, by=worker, why="x")] * 4)
    assert len({draft.pk for draft in drafts}) == 1


def test_a_rolled_back_approval_gives_its_number_back(fresh_database, worker, head, acting_as):
    with acting_as(worker):
        first, second = (submitted(declared(worker, name=name), worker) for name in ("Anna", "Līga"))
    with pytest.raises(RuntimeError, match="power cut"), acting_as(head):
        _approve_and_die(first, head)
    with acting_as(head):
        assert Decision.objects.get(pk=first.pk).number is None
        assert _approve(second, head)().number == "TUK/2026/000001"
        assert _approve(first, head)().number == "TUK/2026/000002"


def _approve_and_die(decision, head):
    assert _approve(decision, head)().number == "TUK/2026/000001"
    raise RuntimeError("power cut")


def test_the_same_jobs_in_parallel_make_one_letter_and_one_schedule(together, worker, head, acting_as):
    with acting_as(worker):
        decision = submitted(declared(worker), worker)
    with acting_as(head):
        _approve(decision, head)()
    together(head, [lambda: seal_letter(decision_uid=decision.uid, by=head, why="x")] * 3)
    together(head, [lambda: plan_payments(decision_uid=decision.uid, by=head, why="x")] * 3)
    with acting_as(head):
        assert DecisionLetter.objects.count() == 1
        months = Due.objects.values_list("item_id", "month")
        assert len(months) == len(set(months)) == sum(
            item.months for item in decision.items.exclude(benefit="status")
        )
