"""Reads of the registry. Rows of other institutions don't exist here: the database hides them."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.contrib.postgres.search import TrigramWordSimilarity
from django.db.models import Q, QuerySet

from digisoc.accounts.api import Actor
from digisoc.kernel import clock
from digisoc.kernel.errors import N_, NotVisible
from digisoc.kernel.latvian import fold
from digisoc.registry import permissions
from digisoc.registry.models import Household, HouseholdMember, Person, Representation
from digisoc.trail.api import record_access
from digisoc.trail.enums import Purpose

#: How alike a typed name must be to count as the same with a typing error (trigram word similarity).
_ALIKE = 0.45


def access_person(uid: UUID, *, by: Actor, purpose: Purpose, case_number: str = "") -> Person:
    """One person; the look is logged."""
    permissions.check_read_person(by)
    person = Person.objects.filter(uid=uid).first()
    if person is None:
        raise NotVisible(N_("This person is not in your institution's register."), code="person")
    record_access(user_id=by.user_id, subjects=[person.uid], purpose=purpose, what="person", case_number=case_number)
    return person


def search_persons(text: str, *, by: Actor, purpose: Purpose = Purpose.SEARCH, limit: int = 20) -> list[Person]:
    """Persons by personal code or by name, with typing errors and missing diacritics; every one shown is logged."""
    permissions.check_read_person(by)
    found = list(_matching(text)[:limit])
    record_access(user_id=by.user_id, subjects=[person.uid for person in found], purpose=purpose, what="search")
    return found


def _matching(text: str) -> QuerySet[Person]:
    digits = "".join(char for char in text if char.isdigit())
    if len(digits) >= 6:
        return Person.objects.filter(
            Q(person_code__startswith=digits[:11]) | Q(previous_codes__person_code=digits[:11])
        ).distinct()
    words = fold(text)
    if len(words) < 2:
        return Person.objects.none()
    alike = Person.objects.annotate(likeness=TrigramWordSimilarity(words, "search_text"))
    near = alike.filter(Q(search_text__contains=words) | Q(likeness__gte=_ALIKE))
    return near.order_by("-likeness", "sort_key", "id")


def person_by_code(digits: str) -> Person | None:
    """The person with this code today or before; not a look at data, so nothing is logged."""
    return Person.objects.filter(Q(person_code=digits) | Q(previous_codes__person_code=digits)).first()


def members_on(household: Household, day: date) -> list[HouseholdMember]:
    """Who belongs to the household on a day, in the order in which they joined it."""
    return list(household.members.filter(period__contains=day).select_related("person").order_by("id"))


def open_membership_of(person: Person, day: date | None = None) -> HouseholdMember | None:
    """The household the person is in on a day (today), if any."""
    return (
        HouseholdMember.objects.filter(person=person, period__contains=day or clock.today())
        .select_related("household", "person")
        .first()
    )


def namesakes(first_name: str, last_name: str, birth_date: date) -> list[Person]:
    """Persons without a code of the same name and birth date: most likely the one about to be registered twice."""
    name = fold(f"{first_name} {last_name} {first_name}")[:180]
    return list(Person.objects.filter(person_code__isnull=True, search_text=name, birth_date=birth_date))


def access_representations(
    persons: Sequence[Person], *, by: Actor, purpose: Purpose, case_number: str = ""
) -> list[Representation]:
    """Who may or might act for these persons, those in force first; the look at each representative is logged."""
    permissions.check_read_person(by)
    found = representations_of(persons)
    shown = {row.representative.uid: None for row in found}
    if shown:
        record_access(
            user_id=by.user_id, subjects=list(shown), purpose=purpose, what="representatives", case_number=case_number
        )
    return found


def access_representation(uid: UUID, *, by: Actor, purpose: Purpose, case_number: str = "") -> Representation:
    """One record of who may act for whom; the look at both is logged."""
    permissions.check_read_person(by)
    found = Representation.objects.select_related("person", "representative").filter(uid=uid).first()
    if found is None:
        raise NotVisible(N_("This record is not in your institution's register."), code="representation")
    subjects = [found.person.uid, found.representative.uid]
    record_access(
        user_id=by.user_id, subjects=subjects, purpose=purpose, what="representatives", case_number=case_number
    )
    return found


def representations_of(persons: Sequence[Person]) -> list[Representation]:
    """All records about these persons, those in force first, then the newest; logs nothing."""
    rows = Representation.objects.filter(person__in=persons).select_related("person", "representative")
    return sorted(rows, key=lambda row: (not row.in_force, -row.since.toordinal(), row.pk))
