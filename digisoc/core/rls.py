"""Row-level security and grants, derived from the models, applied by the owner after every migration.

Deriving them (instead of writing them into each migration) means that a new tenant table can't be forgotten: the
command is idempotent, and a test compares the catalogue of the database with the models.
"""

from collections.abc import Collection, Iterable

from django.apps import apps
from django.db import models
from psycopg import sql

from digisoc.core.roles import WEB_ROLE

_FUNCTION = """
CREATE OR REPLACE FUNCTION digisoc_institution() RETURNS bigint LANGUAGE sql STABLE PARALLEL SAFE
AS $$ SELECT nullif(current_setting('digisoc.institution', true), '')::bigint $$
"""

#: The trigger library lets any session switch triggers off by a setting; the change history must not know that door.
_NEVER_IGNORED = """
CREATE OR REPLACE FUNCTION public._pgtrigger_should_ignore(trigger_name name) RETURNS boolean LANGUAGE sql IMMUTABLE
AS $$ SELECT false $$
"""


def tenant_models() -> list[type[models.Model]]:
    """All concrete models with an `institution_id` column that fences them, history tables included."""
    return [model for model in apps.get_models() if is_tenant(model)]


def is_tenant(model: type[models.Model]) -> bool:
    """Has the table an institution column, and is it not one of the tables that say who belongs where?"""
    if getattr(model, "tenant_free", False) or not model._meta.managed or model._meta.proxy:
        return False
    return any(field.column == "institution_id" for field in model._meta.concrete_fields)


def statements(tables: Collection[str]) -> Iterable[sql.Composable]:
    """Everything the owner runs on the existing `tables`, in order; safe to run again.

    A model whose migration isn't written yet has no table, so there is nothing to fence.
    """
    role = sql.Identifier(WEB_ROLE)
    yield sql.SQL(_FUNCTION)
    yield sql.SQL(_NEVER_IGNORED)
    yield sql.SQL("GRANT USAGE ON SCHEMA public TO {}").format(role)
    yield sql.SQL("GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {}").format(role)
    yield sql.SQL("GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {}").format(role)
    yield sql.SQL("GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA public TO {}").format(role)
    yield sql.SQL("REVOKE INSERT, UPDATE, DELETE ON django_migrations FROM {}").format(role)
    for model in _with_table(apps.get_models(), tables):
        if getattr(model, "append_only", False) or hasattr(model, "pgh_tracked_model"):
            table = sql.Identifier(model._meta.db_table)
            yield sql.SQL("REVOKE UPDATE, DELETE ON {} FROM {}").format(table, role)
    for model in _with_table(tenant_models(), tables):
        yield from _fence(model._meta.db_table)
        yield from _guard_references(model)


def _with_table(models_: Iterable[type[models.Model]], tables: Collection[str]) -> list[type[models.Model]]:
    return [model for model in models_ if model._meta.db_table in tables]


def _fence(table_name: str) -> Iterable[sql.Composable]:
    table = sql.Identifier(table_name)
    own = sql.SQL("institution_id = digisoc_institution()")
    yield sql.SQL("ALTER TABLE {} ENABLE ROW LEVEL SECURITY").format(table)
    yield sql.SQL("DROP POLICY IF EXISTS tenant ON {}").format(table)
    yield sql.SQL("CREATE POLICY tenant ON {} USING ({}) WITH CHECK ({})").format(table, own, own)


def _guard_references(model: type[models.Model]) -> Iterable[sql.Composable]:
    """A foreign key to a row of another institution is refused as if that row didn't exist.

    The database checks foreign keys as the owner, past the fence; the subquery of a policy runs inside it.
    """
    table = sql.Identifier(model._meta.db_table)
    yield sql.SQL("DROP POLICY IF EXISTS own_references ON {}").format(table)
    checks = [
        sql.SQL("({column} IS NULL OR EXISTS (SELECT FROM {target} seen WHERE seen.{key} = {here}.{column}))").format(
            column=sql.Identifier(field.column), target=sql.Identifier(target._meta.db_table), here=table,
            key=sql.Identifier(str(target._meta.pk.column)),
        )
        for field, target in _references(model)
    ]
    if checks:
        yield sql.SQL("CREATE POLICY own_references ON {} AS RESTRICTIVE USING (true) WITH CHECK ({})").format(
            table, sql.SQL(" AND ").join(checks)
        )


def _references(model: type[models.Model]) -> list[tuple[models.ForeignKey, type[models.Model]]]:
    """Foreign keys that the database enforces and whose target is fenced; history rows repeat checked ones.

    Not those to the same table: a policy that reads its own table recurses. A trigger of the room checks them.
    """
    fields = [field for field in model._meta.concrete_fields if isinstance(field, models.ForeignKey)]
    return [
        (field, field.related_model) for field in fields
        if getattr(field, "db_constraint", True) and field.related_model is not model
        and not isinstance(field.related_model, str) and is_tenant(field.related_model)
    ]
