"""Who may act on which day."""

from datetime import date

import pytest
from django.db import IntegrityError, connection
from django.db.backends.postgresql.psycopg_any import DateRange

from digisoc.accounts.api import Role, actor_for, give_mandate, register_user
from digisoc.accounts.models import Mandate

pytestmark = pytest.mark.django_db


def test_web_role_is_used(actor):
    with connection.cursor() as cursor:
        cursor.execute("select current_user")
        assert cursor.fetchone() == ("digisoc_web",)
    assert actor("TUK", Role.HEAD).has(Role.HEAD)
