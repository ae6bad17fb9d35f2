"""Who may act for whom on which day."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from digisoc.accounts.api import Role, actor_for, actors_of, give_mandate, register_user, system_actor, user_names
from digisoc.accounts.models import Mandate
from digisoc.kernel import clock


@pytest.fixture
def anna(db):
    return register_user(username="anna", display_name="Anna Kalniņa", password=None)


def mandate(user, place, role, start, end=None):
    return Mandate.objects.create(user=user, institution=place, role=role, period=DateRange(start, end))


def test_an_actor_holds_the_roles_of_one_institution(anna, institutions):
    give_mandate(user=anna, institution=institutions["TUK"], role=Role.HEAD, since=date(2026, 1, 1))
    give_mandate(user=anna, institution=institutions["TUK"], role=Role.AUDITOR, since=date(2026, 1, 1))
    give_mandate(user=anna, institution=institutions["LPJ"], role=Role.ACCOUNTANT, since=date(2026, 1, 1))
    actor = actor_for(anna, date(2026, 6, 1), institutions["TUK"].pk)
    assert actor.roles == {Role.HEAD, Role.AUDITOR}
    assert (actor.name, actor.institution_name) == ("Anna Kalniņa", institutions["TUK"].name)
    assert actor.has(Role.HEAD, Role.ACCOUNTANT)
    assert not actor.has(Role.ACCOUNTANT)


@pytest.mark.parametrize(("day", "may"), [
    (date(2025, 12, 31), False), (date(2026, 1, 1), True), (date(2026, 6, 30), True), (date(2026, 7, 1), False),
])
def test_a_mandate_holds_from_its_first_day_to_its_last(anna, institutions, day, may):
    mandate(anna, institutions["TUK"], Role.HEAD, date(2026, 1, 1), date(2026, 7, 1))
    assert (actor_for(anna, day) is not None) is may


def test_another_institution_cannot_be_chosen(anna, institutions):
    give_mandate(user=anna, institution=institutions["TUK"], role=Role.HEAD, since=date(2026, 1, 1))
    chosen = actor_for(anna, date(2026, 6, 1), institutions["LPJ"].pk)
    assert chosen.institution_id == institutions["TUK"].pk


def test_the_same_role_twice_on_one_day_is_refused_by_the_database(anna, institutions):
    mandate(anna, institutions["TUK"], Role.HEAD, date(2026, 1, 1), date(2026, 7, 1))
    with pytest.raises(IntegrityError, match="mandate_periods_do_not_overlap"), transaction.atomic():
        mandate(anna, institutions["TUK"], Role.HEAD, date(2026, 6, 30))
    mandate(anna, institutions["TUK"], Role.HEAD, date(2026, 7, 1))
    mandate(anna, institutions["TUK"], Role.AUDITOR, date(2026, 6, 30))
    mandate(anna, institutions["LPJ"], Role.HEAD, date(2026, 6, 30))


def test_giving_a_mandate_twice_changes_nothing(anna, institutions):
    first = give_mandate(user=anna, institution=institutions["TUK"], role=Role.HEAD, since=date(2026, 1, 1))
    assert give_mandate(user=anna, institution=institutions["TUK"], role=Role.HEAD, since=date(2026, 5, 1)) == first


def test_a_mandate_that_begins_before_a_later_one_ends_there(anna, institutions):
    mandate(anna, institutions["TUK"], Role.HEAD, date(2026, 6, 1), date(2026, 9, 1))
    give_mandate(user=anna, institution=institutions["TUK"], role=Role.HEAD, since=date(2026, 1, 1))
    for day in (date(2026, 3, 1), date(2026, 7, 1)):
        assert actor_for(anna, day).roles == {Role.HEAD}


def test_institutions_come_in_latvian_order(anna, institutions):
    for code in ("SAU", "CES", "AUG", "JEL"):
        give_mandate(user=anna, institution=institutions[code], role=Role.HEAD, since=date(2026, 1, 1))
    keys = [institutions_by_id(institutions)[actor.institution_id] for actor in actors_of(anna, date(2026, 6, 1))]
    assert keys == ["AUG", "CES", "JEL", "SAU"]


def test_a_user_is_registered_once_and_without_a_password_cannot_sign_in(anna, client):
    assert register_user(username="anna", display_name="Somebody else", password="x" * 20) == anna
    assert not anna.has_usable_password()
    assert not client.login(username="anna", password="x" * 20)


def test_the_system_acts_without_roles(institutions):
    actor = system_actor(institutions["TUK"].pk)
    assert (actor.user_id, actor.roles) == (0, frozenset())


def test_names_of_users_include_the_system(anna):
    assert user_names([anna.pk, 0]) == {0: "DigiSoc", anna.pk: "Anna Kalniņa"}


def test_nobody_can_sign_up(db, client):
    response = client.post("/account/signup/", {"username": "x", "password1": "y" * 20})
    assert clock.today()
    assert response.status_code in (200, 403, 404)
    assert not client.login(username="x", password="y" * 20)


def institutions_by_id(institutions) -> dict[int, str]:
    return {row.pk: code for code, row in institutions.items()}
