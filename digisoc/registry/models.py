"""Persons, previous codes, representatives, households and their dated membership."""

from datetime import date, timedelta
from typing import cast

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.db.models.functions import Length

from digisoc.core.api import TenantModel
from digisoc.kernel import clock
from digisoc.registry.enums import Disability, HouseholdRole, Language, RepresentationKind
from digisoc.trail.api import tracked

models.CharField.register_lookup(Length)


@tracked
class Person(TenantModel):
    """A person as one institution knows them.

    Either `person_code` (11 digits) or only `birth_date` is known; `sort_key` and `search_text` are derived from the
    names by the actions.
    """

    person_code = models.CharField(max_length=11, null=True, blank=True)
    birth_date = models.DateField()
    first_name = models.CharField(max_length=80)
    last_name = models.CharField(max_length=80)
    sort_key = models.CharField(max_length=360)
    search_text = models.CharField(max_length=180)
    language = models.CharField(max_length=3, choices=Language, default=Language.LV)
    disability = models.CharField(max_length=8, choices=Disability, default=Disability.NONE)
    studying = models.BooleanField(default=False)
    declared_address = models.CharField(max_length=200, blank=True)
    declared_atvk = models.CharField(max_length=7, blank=True)
    actual_address = models.CharField(max_length=200, blank=True)
    phone = models.CharField(max_length=30, blank=True)
    email = models.EmailField(blank=True)
    iban = models.CharField(max_length=34, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["sort_key", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["institution", "person_code"], condition=Q(person_code__isnull=False),
                name="one_person_per_code",
            ),
            models.CheckConstraint(
                condition=Q(person_code__isnull=True) | Q(person_code__length=11), name="person_code_has_11_digits"
            ),
        ]
        indexes = [GinIndex(fields=["search_text"], name="person_search", opclasses=["gin_trgm_ops"])]

    class Keeping:
        personal = True
        retention = "case_file"

    def __str__(self) -> str:
        return self.full_name

    @property
    def full_name(self) -> str:
        """First name, last name."""
        return f"{self.first_name} {self.last_name}"

    @property
    def shown_code(self) -> str:
        """The code with its hyphen, or an empty text."""
        return f"{self.person_code[:6]}-{self.person_code[6:]}" if self.person_code else ""


class PreviousCode(TenantModel):
    """A personal code that the person had before; the register changed it."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="previous_codes")
    person_code = models.CharField(max_length=11)
    until = models.DateField()
    append_only = True

    class Meta:
        constraints = [models.UniqueConstraint(fields=["institution", "person_code"], name="previous_code_once")]

    class Keeping:
        personal = True
        retention = "case_file"

    def __str__(self) -> str:
        return self.person_code


@tracked
class Representation(TenantModel):
    """Somebody who may act for a person in a period."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="representations")
    representative = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="represented")
    kind = models.CharField(max_length=20, choices=RepresentationKind)
    period = DateRangeField()
    basis = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(person=models.F("representative")), name="nobody_represents_themselves")
        ]

    class Keeping:
        personal = True
        retention = "case_file"

    def __str__(self) -> str:
        return f"{self.representative} for {self.person}"

    @property
    def since(self) -> date:
        """The first day."""
        return cast(date, self.period.lower)

    @property
    def last_day(self) -> date | None:
        """The last day; None while no end is known."""
        return self.period.upper - timedelta(days=1) if self.period.upper else None

    @property
    def in_force(self) -> bool:
        """May the representative act today?"""
        return clock.today() in self.period


@tracked
class Household(TenantModel):
    """Persons who live in one dwelling and share expenses, or one person who keeps house alone."""

    address = models.CharField(max_length=200)
    atvk = models.CharField(max_length=7)
    version = models.PositiveIntegerField(default=1)

    class Keeping:
        personal = True
        retention = "case_file"

    def __str__(self) -> str:
        return self.address


@tracked
class HouseholdMember(TenantModel):
    """A person's membership in a household for a period; the database lets nobody be in two at once."""

    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="members")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=10, choices=HouseholdRole, default=HouseholdRole.OTHER)
    period = DateRangeField()

    class Meta:
        ordering = ["id"]
        constraints = [
            ExclusionConstraint(
                name="one_household_at_a_time",
                expressions=[
                    ("institution", RangeOperators.EQUAL),
                    ("person", RangeOperators.EQUAL),
                    ("period", RangeOperators.OVERLAPS),
                ],
            )
        ]

    class Keeping:
        personal = True
        retention = "case_file"

    def __str__(self) -> str:
        return f"{self.person} in {self.household}"
