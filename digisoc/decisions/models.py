"""Frozen assessments, decisions with their items, and the sealed letter.

An approved decision and its items can't be changed or deleted by anybody who isn't the owner of the database: the
triggers stand in migration 0002 (plain SQL, because pgtrigger's own can be switched off by a session setting).
"""

from django.db import models
from django.db.models import F, Q

from digisoc.accounts.api import User
from digisoc.casework.api import Case
from digisoc.core.api import StoredFile, TenantModel
from digisoc.decisions.enums import Benefit, DecisionState, HouseholdStatus, Result
from digisoc.intake.api import Application
from digisoc.registry.api import Person
from digisoc.trail.api import tracked

_LIVE = ~Q(state=DecisionState.WITHDRAWN)
_APPROVED = Q(state=DecisionState.APPROVED)


class Assessment(TenantModel):
    """The law's answer for one application, frozen: facts, result, steps, the numbers used, the computation itself.

    `facts` and `result` have the form of the assessment contract (amounts as "123.45"); `later_months` are the results
    of the granted months after the first (a dated number may change inside the period); `failed` are the conditions not
    met, with `message_lv` and `message_en`; `steps_lv` and `steps_en` are the explanation.
    """

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="assessments")
    facts = models.JSONField()
    facts_digest = models.CharField(max_length=64)
    rules_version = models.CharField(max_length=40)
    result = models.JSONField()
    later_months = models.JSONField(default=list)
    failed = models.JSONField(default=list)
    steps_lv = models.JSONField()
    steps_en = models.JSONField()
    parameters_used = models.JSONField()
    unconfirmed = models.JSONField(default=list)
    trace = models.JSONField(default=list)
    created_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    append_only = True

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["application", "facts_digest", "rules_version"], name="one_assessment_per_facts_and_rules"
            )
        ]

    class Keeping:
        personal = True
        retention = "case_file"

    def __str__(self) -> str:
        return f"{self.application} {self.facts_digest[:8]}"

    def steps(self, lang: str) -> list[dict]:
        """The explanation in "lv" or "en"."""
        steps: list[dict] = self.steps_lv if lang == "lv" else self.steps_en
        return steps


@tracked
class Decision(TenantModel):
    """What the institution decided on an application, from the draft on.

    `number`, `decided_on`, `contest_until`, `iban` and `letter_facts` (the persons and names in the letter) are frozen
    at approval. `first_month` and `last_month` are first days of months; they bound every item that is granted.
    """

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="decisions")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="decisions")
    assessment = models.ForeignKey(Assessment, on_delete=models.PROTECT, related_name="decisions")
    follows = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="followers")
    state = models.CharField(max_length=10, choices=DecisionState, default=DecisionState.DRAFTED)
    version = models.PositiveIntegerField(default=1)
    status = models.CharField(max_length=10, choices=HouseholdStatus)
    granting_months = models.PositiveSmallIntegerField()
    first_month = models.DateField()
    last_month = models.DateField()
    note = models.CharField(max_length=1000, blank=True)
    drafted_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    submitted_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    submitted_at = models.DateTimeField(null=True, blank=True)
    returned_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    return_note = models.CharField(max_length=1000, blank=True)
    approved_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    approved_at = models.DateTimeField(null=True, blank=True)
    decided_on = models.DateField(null=True, blank=True)
    contest_until = models.DateField(null=True, blank=True)
    number = models.CharField(max_length=24, null=True, blank=True)
    number_year = models.PositiveSmallIntegerField(null=True, blank=True)
    number_sequence = models.PositiveIntegerField(null=True, blank=True)
    iban = models.CharField(max_length=34, blank=True)
    letter_facts = models.JSONField(null=True, blank=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["application"], condition=_LIVE & Q(follows__isnull=True), name="one_live_decision"
            ),
            models.UniqueConstraint(fields=["follows"], condition=_LIVE, name="followed_once"),
            models.UniqueConstraint(
                fields=["institution", "number_year", "number_sequence"], condition=Q(number__isnull=False),
                name="decision_number_once",
            ),
            models.CheckConstraint(
                condition=(_APPROVED & Q(number__isnull=False, number_year__isnull=False, number_sequence__isnull=False,
                                         approved_by__isnull=False, decided_on__isnull=False,
                                         letter_facts__isnull=False))
                | (~_APPROVED & Q(number__isnull=True, approved_by__isnull=True, decided_on__isnull=True)),
                name="a_number_is_given_at_approval",
            ),
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True)
                | (~Q(approved_by=F("drafted_by")) & ~Q(approved_by=F("submitted_by"))),
                name="decision_four_eyes",
            ),
            models.CheckConstraint(condition=Q(last_month__gte=F("first_month")), name="decision_months"),
        ]

    class Keeping:
        personal = True
        retention = "case_file"

    def __str__(self) -> str:
        return self.number or f"{self.case} {self.state}"


@tracked
class DecisionItem(TenantModel):
    """One request decided. Granted benefits carry cents a month and the months; a status only the months.

    A benefit whose amount changes inside the period has one item for each run of equal months. `reason_lv` and
    `reason_en` say why something is refused.
    """

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="items")
    benefit = models.CharField(max_length=10, choices=Benefit)
    result = models.CharField(max_length=8, choices=Result)
    monthly_cents = models.PositiveIntegerField(default=0)
    months = models.PositiveSmallIntegerField(default=0)
    first_month = models.DateField(null=True, blank=True)
    last_month = models.DateField(null=True, blank=True)
    reason_codes = models.JSONField(default=list)
    reason_lv = models.CharField(max_length=1000, blank=True)
    reason_en = models.CharField(max_length=1000, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["decision", "benefit", "first_month"], nulls_distinct=False, name="an_item_stands_once"
            ),
            models.CheckConstraint(
                condition=(Q(result=Result.GRANTED, months__gte=1, first_month__isnull=False, last_month__isnull=False)
                           & (Q(benefit=Benefit.STATUS, monthly_cents=0)
                              | (~Q(benefit=Benefit.STATUS) & Q(monthly_cents__gt=0))))
                | (Q(result=Result.REFUSED, monthly_cents=0, months=0) & ~Q(reason_lv="")),
                name="granted_or_refused_with_a_reason",
            ),
        ]

    class Keeping:
        personal = True
        retention = "case_file"

    def __str__(self) -> str:
        return f"{self.benefit}: {self.result}"

    @property
    def total_cents(self) -> int:
        """What the household gets in all months of the item."""
        return self.monthly_cents * self.months


class GrantedMonth(TenantModel):
    """A month of a money benefit in which a person was counted. The database counts nobody twice, in no household."""

    item = models.ForeignKey(DecisionItem, on_delete=models.PROTECT, related_name="granted_months")
    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="granted_months_of_members")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    benefit = models.CharField(max_length=10, choices=Benefit)
    month = models.DateField()
    append_only = True

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["institution", "person", "benefit", "month"], name="nobody_is_counted_twice_in_a_month"
            )
        ]

    class Keeping:
        personal = True
        retention = "case_file"

    def __str__(self) -> str:
        return f"{self.benefit} {self.month:%Y-%m}"


class DecisionLetter(TenantModel):
    """The sealed letter of a decision: made once, by whichever run of the job is first."""

    decision = models.OneToOneField(Decision, on_delete=models.PROTECT, related_name="letter")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    sealed_at = models.DateTimeField()
    append_only = True

    class Keeping:
        personal = True
        retention = "case_file"

    def __str__(self) -> str:
        return str(self.decision)
