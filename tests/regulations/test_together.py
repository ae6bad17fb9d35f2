"""Two heads publish at the same moment, and the owner loads: real transactions on a database of their own."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import date

from django.db import connection

from config import bootstrap
from digisoc.accounts.api import Role
from digisoc.core.api import acting
from digisoc.kernel.errors import UserFacingError
from digisoc.regulations.api import approve_set, draft_set, publish_set, submit_set
from digisoc.regulations.enums import SetState
from digisoc.regulations.models import RegulationSet
from tests.regulations.samples import data


def approved(author, head, start: date, number: str) -> RegulationSet:
    row = draft_set(data(start, number=number), by=author, why="x")
    row = submit_set(row, version=1, by=author, why="x")
    return approve_set(row, version=2, by=head, why="x")


def test_two_sets_published_at_once_give_one(fresh_database, actor, acting_as):
    author, head = actor("TUK", Role.ADMINISTRATOR), actor("TUK", Role.HEAD)
    with acting_as(author):
        rows = [approved(author, head, date(2026, 1, 1 + day), f"{day}") for day in range(2)]
    start = threading.Barrier(len(rows))

    def publish(row: RegulationSet) -> object:
        try:
            start.wait(timeout=30)
            with acting_as(head):
                return publish_set(row, version=3, by=head, why="x")
        except UserFacingError as error:
            return error.code
        finally:
            connection.close()

    with ThreadPoolExecutor(len(rows)) as pool:
        results = list(pool.map(publish, rows))
    with acting_as(author):
        published = RegulationSet.objects.filter(state=SetState.PUBLISHED)
        assert [row.number for row in published] == [row.number for row in results if isinstance(row, RegulationSet)]
        assert len(published) == 1
    refusals = [result for result in results if isinstance(result, str)]
    assert refusals[0] in ("regulations.followed", "regulations.gap", "regulations.overlap")


def test_the_owner_loads_too_and_twice_is_once(fresh_database, institutions):
    for _ in range(2):
        bootstrap.manage(["load_regulations"], owner_url=fresh_database.owner_url, web=fresh_database.web_url)
    with acting(institution_id=institutions["KEK"].pk, user_id=0, purpose="system"):
        assert [row.number for row in RegulationSet.objects.order_by("valid_from")] == [
            "19/2021", "pub. 26.10.2022", "pub. 2023", "pub. 2023, turpinājums"]
