"""Every table knows its institution, its fence, its floor and how long it is kept."""

from collections.abc import Iterable

import pytest
from django.apps import apps
from django.db import connection, models

from digisoc.core.retention import CLASSES
from digisoc.core.rls import is_tenant
from tests.architecture.floors import floors, stale

#: Tables without an institution of their own, and why.
TENANT_FREE = {
    "accounts.Institution": "the list of the tenants themselves",
    "accounts.User": "one person may work for two institutions",
    "accounts.Mandate": "says who belongs where; read before an institution is chosen",
}

#: Link tables that Django makes by itself would have no institution and no `Keeping`.
AUTOMATIC_LINKS = {
    "accounts.User_groups": "Django's own; groups are not used",
    "accounts.User_user_permissions": "Django's own; permissions are not used",
}


def ours(*, automatic: bool = False) -> list[type[models.Model]]:
    found = apps.get_models(include_auto_created=automatic)
    return [model for model in found if model.__module__.startswith("digisoc.")]


def label(model: type[models.Model]) -> str:
    return model._meta.label


def test_there_is_something_to_check():
    assert len(ours()) > 5


def test_every_table_has_its_institution():
    free = {label(model) for model in ours() if not is_tenant(model)}
    assert sorted(free - set(TENANT_FREE)) + stale(TENANT_FREE, free) == []


def test_the_institution_is_never_null():
    fields = [(label(model), model._meta.get_field("institution")) for model in ours() if _has(model, "institution")]
    assert [name for name, field in fields if field.null] == []


def test_no_automatic_link_tables():
    automatic = {label(model) for model in ours(automatic=True) if model._meta.auto_created}
    assert sorted(automatic - set(AUTOMATIC_LINKS)) + stale(AUTOMATIC_LINKS, automatic) == []


def test_foreign_keys_point_down():
    height = floors()
    upward = [
        f"{label(model)}.{field.name} -> {label(target)}"
        for model, field, target in foreign_keys(ours())
        if room(target) in height and room(target) != room(model) and height[room(target)] >= height[room(model)]
        and field.name != "institution"
    ]
    assert upward == []


def test_every_table_says_how_long_it_is_kept():
    for model in ours():
        keeping = getattr(getattr(model, "pgh_tracked_model", model), "Keeping", None)
        assert keeping is not None, f"{label(model)} has no Keeping"
        assert isinstance(keeping.personal, bool), label(model)
        assert keeping.retention in CLASSES, f"{label(model)}: no retention class {keeping.retention}"


@pytest.mark.django_db
def test_every_tenant_table_is_fenced_in_the_catalogue():
    with connection.cursor() as cursor:
        cursor.execute("SELECT relname FROM pg_class WHERE relrowsecurity AND relkind IN ('r', 'p')")
        enabled = {name for (name,) in cursor.fetchall()}
        cursor.execute(
            "SELECT tablename, policyname, cmd, qual, with_check FROM pg_policies WHERE permissive = 'PERMISSIVE'"
        )
        policies = {table: rest for table, *rest in cursor.fetchall()}
    rule = "(institution_id = digisoc_institution())"
    tables = {model._meta.db_table for model in apps.get_models() if is_tenant(model)}
    assert sorted(tables - enabled) == []
    fence = ["tenant", "ALL", rule, rule]
    assert {table: policies.get(table) for table in tables} == dict.fromkeys(tables, fence)
    assert sorted(enabled - tables) == [], "fenced, but no model says so"


@pytest.mark.django_db
def test_every_institution_column_of_the_database_is_fenced():
    """Also of a table that no model describes."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.relname FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid "
            "JOIN pg_namespace n ON n.oid = c.relnamespace WHERE a.attname = 'institution_id' "
            "AND NOT a.attisdropped AND c.relkind IN ('r', 'p', 'v', 'm') AND n.nspname = 'public' "
            "AND NOT c.relrowsecurity"
        )
        assert [name for (name,) in cursor.fetchall()] == ["accounts_mandate"]


@pytest.mark.django_db
def test_the_web_role_can_change_history_and_logs_nowhere():
    kept = [
        model for model in apps.get_models()
        if getattr(model, "append_only", False) or hasattr(model, "pgh_tracked_model")
    ]
    assert kept
    with connection.cursor() as cursor:
        for model in kept:
            cursor.execute(
                "SELECT has_table_privilege(%s, 'UPDATE'), has_table_privilege(%s, 'DELETE'), "
                "has_table_privilege(%s, 'TRUNCATE')", [model._meta.db_table] * 3,
            )
            assert cursor.fetchone() == (False, False, False), model


@pytest.mark.django_db
def test_the_web_role_owns_nothing_and_bypasses_nothing():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT rolname, rolsuper, rolbypassrls, rolcreatedb, rolcreaterole FROM pg_roles "
            "WHERE rolname = current_user"
        )
        assert cursor.fetchone() == ("digisoc_web", False, False, False, False)
        cursor.execute("SELECT relname FROM pg_class WHERE relowner = current_user::regrole")
        assert cursor.fetchall() == []
        cursor.execute("SELECT datname FROM pg_database WHERE pg_has_role(current_user, datdba, 'MEMBER')")
        assert cursor.fetchall() == []
        cursor.execute("SELECT has_schema_privilege('public', 'CREATE')")
        assert cursor.fetchone() == (False,)


def foreign_keys(found: Iterable[type[models.Model]]) -> Iterable[tuple]:
    for model in found:
        for field in model._meta.get_fields():
            if isinstance(field, models.ForeignKey | models.ManyToManyField) and not field.auto_created:
                yield model, field, field.related_model


def room(model: type[models.Model]) -> str:
    return model.__module__.split(".")[1] if model.__module__.startswith("digisoc.") else ""


def _has(model: type[models.Model], name: str) -> bool:
    return any(field.name == name for field in model._meta.concrete_fields)
