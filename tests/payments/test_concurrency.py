"""Two accountants at the same moment, and a release that dies half-way: everything or nothing."""

import os
import signal
import subprocess
import sys
import time
import uuid
from pathlib import Path

import pytest
from django.db import connection

from digisoc.core.api import StoredFile
from digisoc.kernel.errors import UserFacingError
from digisoc.payments.api import PaymentRun, RunLine, collect_run, release_run
from digisoc.payments.enums import RunState
from tests.decisions.test_concurrency import together  # noqa: F401
from tests.payments.schedule import NOVEMBER, collected, planned

pytestmark = pytest.mark.usefixtures("fresh_database", "payer")

#: Releases a run in a process of its own and stops, with everything written but not committed, until it is killed.
DYING_RELEASE = """
import django, sys, time; django.setup()
from digisoc.accounts.api import Role, User, actor_for
from digisoc.core.api import acting
from digisoc.kernel import clock
from digisoc.payments.api import PaymentRun, release_run
user = User.objects.get(pk=int(sys.argv[1]))
by = actor_for(user, clock.today(), int(sys.argv[2]))
with acting(institution_id=by.institution_id, user_id=by.user_id, purpose="payment"):
    run = PaymentRun.objects.get()
    release_run(run, version=run.version, by=by, why="x")
    print("written", flush=True)
    time.sleep(600)
"""


def test_two_accountants_do_not_collect_the_same(together, worker, head, accountant, second, acting_as):  # noqa: F811
    with acting_as(worker):
        planned(worker, head)
    results = together(accountant, [lambda by=by: collected(by) for by in (accountant, second)])
    assert [error.code for error in results if isinstance(error, UserFacingError)] == ["run.nothing_due"]
    with acting_as(worker):
        assert RunLine.objects.count() == PaymentRun.objects.get().count == 2


def test_a_double_click_collects_once(together, worker, head, accountant, acting_as):  # noqa: F811
    with acting_as(worker):
        planned(worker, head)
    token = uuid.uuid4()
    click = lambda: collect_run(due_until=NOVEMBER, by=accountant, why="x", form_token=token)  # noqa: E731
    first, again = together(accountant, [click, click])
    assert first.pk == again.pk


def test_two_who_release_at_once_make_one_file(together, worker, head, accountant, second, acting_as):  # noqa: F811
    with acting_as(worker):
        planned(worker, head)
        run = collected(accountant)
    results = together(
        head, [lambda by=by: release_run(run, version=run.version, by=by, why="x") for by in (head, second)]
    )
    assert [error.code for error in results if isinstance(error, UserFacingError)] == ["run.released"]
    with acting_as(worker):
        assert StoredFile.objects.filter(media_type="application/xml").count() == 1


@pytest.mark.process
def test_a_process_killed_during_release_leaves_nothing(
    fresh_database, worker, head, accountant, second, acting_as, settings
):
    with acting_as(worker):
        planned(worker, head)
        run = collected(accountant)
    environment = {
        **fresh_database.environment, "DJANGO_SETTINGS_MODULE": "config.settings.test", "DIGISOC_VAR": str(
            Path(settings.DIGISOC_FILES).parent
        ),
    }
    command = [sys.executable, "-c", DYING_RELEASE, str(second.user_id), str(second.institution_id)]
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline().strip() == "written"
        os.kill(process.pid, signal.SIGKILL)
    _wait_until_rolled_back()
    with acting_as(head):
        current = PaymentRun.objects.get()
        assert (current.state, current.file, current.version) == (RunState.COLLECTED, None, run.version)
        assert {line.due.state for line in current.lines.select_related("due")} == {"collected"}
        done = release_run(current, version=current.version, by=second, why="x")
        assert done.state == RunState.RELEASED
        assert StoredFile.objects.filter(media_type="application/xml").count() == 1


def _wait_until_rolled_back():
    """The server notices a dead client within moments; its locks are the sign."""
    for _ in range(100):
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
                           " AND pid <> pg_backend_pid() AND xact_start IS NOT NULL")
            if cursor.fetchone() == (0,):
                return
        time.sleep(0.1)
    raise AssertionError("the killed process's transaction is still open")
