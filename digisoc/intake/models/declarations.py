"""The means declaration: readings of registers, income, property, housing costs, each value with its source."""

from django.db import models
from django.db.models import Q

from digisoc.core.api import TenantModel
from digisoc.intake.enums import PropertyKind, ReadingOutcome, Source
from digisoc.intake.models.applications import Application, Attachment
from digisoc.registry.api import Person
from digisoc.registry.enums import Disability
from digisoc.trail.api import tracked

_ONE_MILLION_EURO = 100_000_000


class RegisterReading(TenantModel):
    """One register asked once about one person: what came of it, when, under which request number.

    A failed one may be answered by documents: `settled_note` says which and why the worker went on.
    """

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="readings")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    register = models.CharField(max_length=20)
    outcome = models.CharField(max_length=16, choices=ReadingOutcome)
    request_number = models.CharField(max_length=80, blank=True)
    asked_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)
    explanation = models.TextField(blank=True)
    explanation_params = models.JSONField(default=dict)
    values = models.JSONField(default=list)
    is_latest = models.BooleanField(default=True)
    settled_note = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["person_id", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["application", "person", "register"], condition=Q(is_latest=True), name="one_latest_reading"
            )
        ]

    class Keeping:
        personal = True
        retention = "case_file"

    def __str__(self) -> str:
        return f"{self.register}: {self.outcome}"


class Valued(TenantModel):
    """A value with its sources side by side: register, declared, corrected; none replaces another."""

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="%(class)ss")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    register_value = models.BigIntegerField(null=True, blank=True)
    reading = models.ForeignKey(RegisterReading, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    declared_value = models.BigIntegerField(null=True, blank=True)
    declared_source = models.CharField(max_length=10, choices=Source, blank=True)
    corrected_value = models.BigIntegerField(null=True, blank=True)
    correction_reason = models.CharField(max_length=300, blank=True)
    evidence = models.ForeignKey(Attachment, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        abstract = True

    @property
    def value(self) -> int:
        """The value that counts: corrected, else the register's, else declared."""
        for candidate in (self.corrected_value, self.register_value, self.declared_value):
            if candidate is not None:
                return candidate
        return 0

    @property
    def source(self) -> Source:
        """Where `value` comes from."""
        if self.corrected_value is not None:
            return Source.DOCUMENT
        return Source.REGISTER if self.register_value is not None else Source(self.declared_source or Source.APPLICANT)

    @property
    def differs(self) -> bool:
        """Do the register and the applicant say different things, and has nobody settled it by a correction?"""
        both_known = self.register_value is not None and self.declared_value is not None
        return both_known and self.corrected_value is None and self.register_value != self.declared_value


def _value_constraints(name: str) -> list[models.BaseConstraint]:
    columns = ("register_value", "declared_value", "corrected_value")
    sane = Q(**{f"{columns[0]}__isnull": True}) | Q(**{f"{columns[0]}__range": (0, _ONE_MILLION_EURO)})
    for column in columns[1:]:
        sane &= Q(**{f"{column}__isnull": True}) | Q(**{f"{column}__range": (0, _ONE_MILLION_EURO)})
    reasoned = Q(corrected_value__isnull=True) | ~Q(correction_reason="")
    return [
        models.CheckConstraint(condition=sane, name=f"{name}_values_sane"),
        models.CheckConstraint(condition=reasoned, name=f"{name}_correction_reasoned"),
    ]


@tracked
class IncomeLine(Valued):
    """Net income of one kind of one person in one month, in cents; without a month it is the sum of twelve months."""

    kind = models.CharField(max_length=40)
    month = models.DateField(null=True, blank=True)
    label = models.CharField(max_length=120, blank=True)

    class Meta:
        ordering = ["person_id", "kind", "month", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["application", "person", "kind", "month"], nulls_distinct=False,
                name="one_line_per_kind_and_month",
            ),
            *_value_constraints("income"),
        ]

    class Keeping:
        personal = True
        retention = "case_file"

    def __str__(self) -> str:
        return f"{self.kind} {self.month}"


@tracked
class PropertyItem(Valued):
    """Something a person owns; the unit depends on the kind (pieces, square metres, cents).

    A corrected value of 0 means that it doesn't count, for the reason given.
    """

    kind = models.CharField(max_length=20, choices=PropertyKind)
    description = models.CharField(max_length=200, blank=True)
    identifier = models.CharField(max_length=40, blank=True)

    class Meta:
        ordering = ["person_id", "kind", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["application", "person", "kind", "identifier"], name="a_property_stands_once"
            ),
            *_value_constraints("property"),
        ]

    class Keeping:
        personal = True
        retention = "case_file"

    def __str__(self) -> str:
        return f"{self.kind} {self.identifier}"


@tracked
class HousingCost(TenantModel):
    """A bill of the dwelling by position of MK 809 Annex 3, in cents a month."""

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="housing_costs")
    position = models.CharField(max_length=40)
    cents = models.PositiveIntegerField()
    evidence = models.ForeignKey(Attachment, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["application", "position"], name="one_cost_per_position"),
            models.CheckConstraint(condition=Q(cents__lte=_ONE_MILLION_EURO), name="cost_sane"),
        ]

    class Keeping:
        personal = True
        retention = "case_file"

    def __str__(self) -> str:
        return f"{self.position} {self.cents}"


@tracked
class MemberFacts(TenantModel):
    """What the rules must know about a member on the day of the application, with its source."""

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="member_facts")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    disability = models.CharField(max_length=8, choices=Disability, default=Disability.NONE)
    disability_source = models.CharField(max_length=10, choices=Source, default=Source.APPLICANT)
    studying = models.BooleanField(default=False)
    studying_source = models.CharField(max_length=10, choices=Source, default=Source.APPLICANT)

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["application", "person"], name="facts_once_per_member")]

    class Keeping:
        personal = True
        retention = "case_file"

    def __str__(self) -> str:
        return f"{self.person}"
