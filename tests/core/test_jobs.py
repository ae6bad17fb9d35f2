"""Background jobs: they commit with the row that needs them, and a killed worker loses none."""

from uuid import uuid4

import pytest
from django.db import connection, transaction

from digisoc.core.api import acting, defer, tenant_task
from digisoc.trail.models import AccessEntry
from tests.support.site import Site
from tests.support.tasks import look

ran: list[tuple[int, int]] = []


@tenant_task("tests.note_institution")
def note_institution(*, institution_id: int, user_id: int) -> None:
    ran.append((institution_id, user_id))


def jobs() -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT task_name, args FROM procrastinate_jobs ORDER BY id")
        return cursor.fetchall()


def test_a_job_vanishes_with_the_transaction_that_deferred_it(fresh_database):
    with transaction.atomic():
        defer(note_institution, institution_id=1, user_id=2)
        assert len(jobs()) == 1
        transaction.set_rollback(True)
    assert jobs() == []


def test_a_job_is_there_when_its_transaction_commits(fresh_database):
    with transaction.atomic():
        defer(note_institution, institution_id=1, user_id=2)
    assert [name for name, _ in jobs()] == ["tests.note_institution"]


def test_a_job_carries_identifiers_only(fresh_database):
    with transaction.atomic():
        defer(note_institution, institution_id=1, user_id=2)
    assert jobs()[0][1] in ({"institution_id": 1, "user_id": 2}, '{"user_id": 2, "institution_id": 1}')


def test_a_task_acts_for_the_institution_that_deferred_it(db, institutions):
    note_institution(institution_id=institutions["TUK"].pk, user_id=7)
    assert ran[-1] == (institutions["TUK"].pk, 7)


@pytest.mark.process
def test_the_job_of_a_killed_worker_is_done_once_by_the_next_one(live_site: Site, institutions, tmp_path):
    gate, place = tmp_path / "gate", institutions["TUK"].pk
    with transaction.atomic():
        defer(look, institution_id=place, user_id=0, subject=str(uuid4()), gate=str(gate))
    live_site.start_worker()
    live_site.wait_until((tmp_path / "gate.reached").exists, "the job has begun")
    live_site.kill("worker")
    assert statuses() == ["doing"]
    gate.touch()
    assert live_site.revive_jobs() == 1
    live_site.start_worker()
    live_site.wait_until(lambda: statuses() == ["succeeded"], "the job is done")
    with acting(institution_id=place, user_id=0, purpose="test"):
        assert AccessEntry.objects.count() == 1


def statuses() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT status FROM procrastinate_jobs WHERE task_name = 'tests.look'")
        return [status for (status,) in cursor.fetchall()]
