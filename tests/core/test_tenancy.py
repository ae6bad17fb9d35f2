"""The fence between institutions, tried with raw SQL as the web role: Tukums against a row of Liepāja."""

from uuid import uuid4

import psycopg
import pytest
from django.db import connection, transaction

from config.database import parse
from digisoc.accounts.api import Role
from digisoc.core.api import acting, current_institution_id
from digisoc.registry.api import Household, HouseholdMember, Person

LIEPAJA_NAME = "Liepājniece"


def sql(query: str, *parameters: object) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(query, parameters)
        return cursor.fetchall() if cursor.description else [(cursor.rowcount,)]


@pytest.fixture
def tukums(actor):
    return actor("TUK", Role.SOCIAL_WORKER)


@pytest.fixture
def liepaja(actor):
    return actor("LPJ", Role.SOCIAL_WORKER)


@pytest.fixture
def person_of_liepaja(liepaja, acting_as) -> int:
    with acting_as(liepaja):
        return person(liepaja).pk


def person(by, name: str = LIEPAJA_NAME) -> Person:
    return Person.objects.create(
        institution_id=by.institution_id, first_name="Anna", last_name=name, birth_date="1990-01-01", sort_key="1",
        search_text=name,
    )


def test_the_own_institution_sees_its_row(person_of_liepaja, liepaja, acting_as):
    with acting_as(liepaja):
        assert sql("SELECT last_name FROM registry_person") == [(LIEPAJA_NAME,)]


def test_tukums_cannot_read_or_count_it(person_of_liepaja, tukums, acting_as):
    with acting_as(tukums):
        assert sql("SELECT * FROM registry_person") == []
        assert sql("SELECT * FROM registry_person WHERE id = %s", person_of_liepaja) == []
        assert sql("SELECT count(*) FROM registry_person") == [(0,)]
        assert sql("SELECT max(id) FROM registry_person") == [(None,)]
        assert sql("SELECT EXISTS (SELECT FROM registry_person WHERE last_name = %s)", LIEPAJA_NAME) == [(False,)]


def test_tukums_cannot_join_to_it(person_of_liepaja, tukums, acting_as):
    with acting_as(tukums):
        joined = "SELECT p.last_name FROM accounts_institution i JOIN registry_person p ON p.institution_id = i.id"
        assert sql(joined) == []
        assert sql("SELECT count(p.id) FROM accounts_institution i LEFT JOIN registry_person p ON true") == [(0,)]


def test_tukums_cannot_update_or_delete_it(person_of_liepaja, tukums, liepaja, acting_as):
    with acting_as(tukums):
        assert sql("UPDATE registry_person SET last_name = 'x'") == [(0,)]
        assert sql("UPDATE registry_person SET last_name = 'x' WHERE id = %s", person_of_liepaja) == [(0,)]
        assert sql("DELETE FROM registry_person WHERE id = %s", person_of_liepaja) == [(0,)]
        assert sql("SELECT id FROM registry_person WHERE id = %s FOR UPDATE", person_of_liepaja) == []
    with acting_as(liepaja):
        assert sql("SELECT last_name FROM registry_person WHERE id = %s", person_of_liepaja) == [(LIEPAJA_NAME,)]


def test_tukums_cannot_read_its_history(person_of_liepaja, tukums, liepaja, acting_as):
    with acting_as(liepaja):
        assert sql("SELECT count(*) FROM registry_personevent") == [(1,)]
    with acting_as(tukums):
        assert sql("SELECT * FROM registry_personevent") == []


def test_tukums_cannot_write_into_liepaja(person_of_liepaja, tukums, liepaja, acting_as):
    with pytest.raises(Exception, match="row-level security"), acting_as(tukums):
        person(liepaja)


def test_a_row_cannot_be_moved_to_another_institution(tukums, liepaja, acting_as):
    with acting_as(tukums):
        own = person(tukums, "Tukumniece").pk
    with pytest.raises(Exception, match="row-level security"), acting_as(tukums):
        sql("UPDATE registry_person SET institution_id = %s WHERE id = %s", liepaja.institution_id, own)


def test_a_foreign_key_cannot_point_to_it(person_of_liepaja, tukums, acting_as):
    with acting_as(tukums):
        household = Household.objects.create(institution_id=tukums.institution_id, address="Tukums", atvk="0001000")
    with pytest.raises(Exception, match="row-level security"), acting_as(tukums):
        HouseholdMember.objects.create(
            institution_id=tukums.institution_id, household=household, person_id=person_of_liepaja,
            period=("2026-01-01", None),
        )


def test_without_an_institution_nothing_is_visible(person_of_liepaja):
    assert current_institution_id() is None
    assert sql("SELECT count(*) FROM registry_person") == [(0,)]
    assert sql("SELECT count(*) FROM registry_personevent") == [(0,)]
    assert sql("SELECT count(*) FROM trail_accessentry") == [(0,)]
    assert sql("DELETE FROM registry_person") == [(0,)]


def test_without_an_institution_nothing_can_be_written(liepaja):
    with pytest.raises(Exception, match="row-level security"), transaction.atomic():
        person(liepaja)


def test_every_tenant_table_is_empty_for_the_other_institution(person_of_liepaja, tukums, acting_as, owner_connection):
    tables = [name for (name,) in owner_connection.execute("SELECT tablename FROM pg_policies").fetchall()]
    assert len(tables) > 10
    with acting_as(tukums):
        counts = {table: sql(f'SELECT count(*) FROM "{table}"')[0][0] for table in tables}
    assert counts == dict.fromkeys(tables, 0)


def test_the_web_role_cannot_lower_the_fence(db):
    owner = sql("SELECT tableowner FROM pg_tables WHERE tablename = 'registry_person'")[0][0]
    for statement in (
        "ALTER TABLE registry_person DISABLE ROW LEVEL SECURITY", "DROP POLICY tenant ON registry_person",
        "TRUNCATE registry_person", f'SET ROLE "{owner}"', "ALTER ROLE digisoc_web BYPASSRLS",
        "CREATE TABLE mine (id int)", "UPDATE django_migrations SET name = 'x'",
        "UPDATE trail_accessentry SET what = 'x'", "DELETE FROM trail_accessentry", "DELETE FROM registry_personevent",
    ):
        with pytest.raises(Exception, match=r"permission denied|must be owner"), transaction.atomic():
            sql(statement)


def test_the_institution_does_not_leak_into_the_next_transaction(fresh_database, tukums, liepaja, acting_as):
    pid = sql("SELECT pg_backend_pid()")
    with acting_as(liepaja):
        person(liepaja)
        assert current_institution_id() == liepaja.institution_id
    assert sql("SELECT pg_backend_pid()") == pid, "another connection would prove nothing"
    assert current_institution_id() is None
    assert sql("SELECT count(*) FROM registry_person") == [(0,)]


def test_the_institution_does_not_leak_out_of_a_failed_transaction(fresh_database, liepaja, acting_as):
    with acting_as(liepaja):
        person(liepaja)
        transaction.set_rollback(True)
    assert current_institution_id() is None
    with acting_as(liepaja):
        assert Person.objects.count() == 0


def test_nesting_restores_the_outer_institution(tukums, liepaja, acting_as):
    with acting_as(tukums):
        with acting_as(liepaja):
            assert current_institution_id() == liepaja.institution_id
        assert current_institution_id() == tukums.institution_id
        with pytest.raises(ZeroDivisionError), acting_as(liepaja):
            1 / 0  # noqa: B018
        assert current_institution_id() == tukums.institution_id
    assert current_institution_id() is None


def test_an_injected_institution_is_no_number_and_shows_nothing(fresh_database):
    options = parse(fresh_database.web_url)
    with psycopg.connect(fresh_database.web_url) as web:
        assert web.info.user == options["USER"] == "digisoc_web"
        web.execute("SELECT set_config('digisoc.institution', '1 OR true', true)")
        with pytest.raises(psycopg.errors.InvalidTextRepresentation):
            web.execute("SELECT count(*) FROM registry_person")


def test_the_history_knows_who_and_why(liepaja, person_of_liepaja, acting_as):
    with acting_as(liepaja):
        joined = "registry_personevent e JOIN pghistory_context c ON c.id = e.pgh_context_id"
        assert sql(f"SELECT c.metadata->>'user' FROM {joined}") == [(str(liepaja.user_id),)]


def test_ids_of_other_institutions_cannot_be_guessed_by_uid(person_of_liepaja, tukums):
    with acting(institution_id=tukums.institution_id, user_id=tukums.user_id, purpose="test"):
        assert not Person.objects.filter(uid=uuid4()).exists()
