"""The case."""

from django.db import models

from digisoc.accounts.api import User
from digisoc.casework.enums import CaseState
from digisoc.core.api import TenantModel
from digisoc.registry.api import Household, Person
from digisoc.trail.api import tracked


@tracked
class Case(TenantModel):
    """One household's case at one institution; `number` as "2026-000417", unique in the institution."""

    number = models.CharField(max_length=12)
    applicant = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="cases")
    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="cases")
    worker = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=6, choices=CaseState, default=CaseState.OPEN)
    opened_on = models.DateField()

    class Meta:
        ordering = ["-id"]
        constraints = [models.UniqueConstraint(fields=["institution", "number"], name="case_number_once")]

    class Keeping:
        personal = True
        retention = "case_file"

    def __str__(self) -> str:
        return self.number
