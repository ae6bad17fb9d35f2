"""Institutions, users, mandates. These tables say who belongs where, so they are not fenced by row-level security."""

from typing import ClassVar

from django.contrib.auth.models import AbstractUser
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Q

from digisoc.accounts.enums import InstitutionKind, Role


class Institution(models.Model):
    """A tenant: a local government's social service, the Ministry, SIVA.

    `atvk` is the code of the territory (null for state bodies), `valid_to` the last day of a local government that
    merged into its `successor`.
    """

    atvk = models.CharField(max_length=7, null=True, blank=True)
    kind = models.CharField(max_length=12, choices=InstitutionKind)
    territory = models.CharField(max_length=60)
    name = models.CharField(max_length=120)
    name_en = models.CharField(max_length=120)
    short_code = models.CharField(max_length=5, unique=True)
    sort_key = models.CharField(max_length=160)
    registration_number = models.CharField(max_length=11, blank=True)
    address = models.CharField(max_length=200, blank=True)
    payment_iban = models.CharField(max_length=34, blank=True)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    successor = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="predecessors")

    class Meta:
        ordering = ["sort_key"]
        constraints = [
            models.UniqueConstraint(fields=["atvk"], condition=Q(valid_to__isnull=True), name="one_valid_per_atvk"),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")), name="institution_dates"
            ),
        ]

    class Keeping:
        personal = False
        retention = "reference"

    def __str__(self) -> str:
        return self.name


class User(AbstractUser):
    """A person who works with the system. The name is the one on decisions."""

    display_name = models.CharField(max_length=120)
    is_demo = models.BooleanField(default=False)
    REQUIRED_FIELDS = ["display_name"]

    class Keeping:
        personal = True
        retention = "account"

    def __str__(self) -> str:
        return self.display_name or self.username


class Mandate(models.Model):
    """A user's role in an institution for a period. Two periods of the same role may not overlap."""

    tenant_free: ClassVar[bool] = True
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="mandates")
    institution = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="mandates")
    role = models.CharField(max_length=24, choices=Role)
    period = DateRangeField()

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="mandate_periods_do_not_overlap",
                expressions=[
                    ("user", RangeOperators.EQUAL), ("institution", RangeOperators.EQUAL),
                    ("role", RangeOperators.EQUAL), ("period", RangeOperators.OVERLAPS),
                ],
            )
        ]

    class Keeping:
        personal = True
        retention = "account"

    def __str__(self) -> str:
        return f"{self.user}: {self.role}"
