"""Commands of administrators and of the installation."""

from datetime import date

from django.db.backends.postgresql.psycopg_any import DateRange

from digisoc.accounts.enums import InstitutionKind, Role
from digisoc.accounts.models import Institution, Mandate, User
from digisoc.kernel.latvian import sort_key


def create_institution(
    *, atvk: str | None, kind: InstitutionKind, territory: str, name: str, name_en: str, short_code: str,
    valid_from: date, valid_to: date | None = None, successor: Institution | None = None,
) -> Institution:
    """Add an institution or bring the one with this short code up to date; safe to run twice."""
    values = {
        "atvk": atvk, "kind": kind, "territory": territory, "name": name, "name_en": name_en,
        "sort_key": sort_key(territory), "valid_from": valid_from, "valid_to": valid_to, "successor": successor,
    }
    return Institution.objects.update_or_create(short_code=short_code, defaults=values)[0]


def register_user(*, username: str, display_name: str, password: str | None, is_demo: bool = False) -> User:
    """Add a user or return the one of this name; without a password sign-in by password is impossible."""
    user, created = User.objects.get_or_create(
        username=username, defaults={"display_name": display_name, "is_demo": is_demo}
    )
    if created:
        user.set_password(password)
        user.save(update_fields=["password"])
    return user


def give_mandate(*, user: User, institution: Institution, role: Role, since: date) -> Mandate:
    """Let the user act in a role from a day on, up to a later mandate of the same role if there is one.

    Does nothing when the user already may on that day.
    """
    same = Mandate.objects.filter(user=user, institution=institution, role=role)
    held = same.filter(period__contains=since).first()
    if held:
        return held
    later = same.filter(period__startswith__gt=since).order_by("period").first()
    until = later.period.lower if later else None
    return Mandate.objects.create(user=user, institution=institution, role=role, period=DateRange(since, until))
