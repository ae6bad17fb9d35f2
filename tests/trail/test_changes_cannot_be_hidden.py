"""The change history is written whatever a session sets."""

from datetime import date

from django.db import connection

from digisoc.accounts.api import Role
from digisoc.registry.api import register_person
from digisoc.registry.types import PersonData
from digisoc.trail.api import changes_of


def test_a_session_cannot_switch_the_history_off(actor, acting_as):
    worker = actor("TUK", Role.SOCIAL_WORKER)
    with acting_as(worker):
        anna = register_person(PersonData("Anna", "Ozola", birth_date=date(1990, 1, 1)), by=worker, why="x")
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT set_config('pgtrigger.ignore', "
                "(SELECT array_agg(tgname)::text FROM pg_trigger WHERE NOT tgisinternal), true)"
            )
            cursor.execute("UPDATE registry_person SET last_name = 'Liepa' WHERE id = %s", [anna.pk])
        assert changes_of(anna)[0].fields["last_name"] == ("Ozola", "Liepa")
