"""`secure_database`: grants and row-level policies, run by the owner after `migrate`."""

from typing import Any

from django.core.management.base import BaseCommand
from django.db import connection, transaction

from digisoc.core.rls import statements, tenant_models


class Command(BaseCommand):
    """Idempotent; takes a moment."""

    help = "Fence every tenant table by row-level security and grant the web role exactly what it needs."

    def handle(self, *args: Any, **options: Any) -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            for statement in statements(connection.introspection.table_names(cursor)):
                cursor.execute(statement)
        self.stdout.write(f"fenced {len(tenant_models())} tenant tables")
