"""Due amounts, payment runs with their lines, and who fetched a bank file.

What was released can't be changed or deleted by anybody who isn't the owner of the database, and no due amount's
cents, month or item ever change: the triggers stand in migration 0002.
"""

from django.db import models
from django.db.models import F, Q

from digisoc.accounts.api import User
from digisoc.casework.api import Case
from digisoc.core.api import StoredFile, TenantModel
from digisoc.decisions.api import Decision, DecisionItem
from digisoc.payments.enums import DueState, RunState
from digisoc.registry.api import Person
from digisoc.trail.api import tracked

_RELEASED = Q(state=RunState.RELEASED)


@tracked
class Due(TenantModel):
    """One month of one granted benefit, in cents. `month` is its first day.

    `payee_name` and `iban` are frozen at planning; the account may be corrected while the amount is still planned.
    """

    item = models.ForeignKey(DecisionItem, on_delete=models.PROTECT, related_name="dues")
    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="dues")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="dues")
    payee = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    payee_name = models.CharField(max_length=170)
    iban = models.CharField(max_length=34)
    month = models.DateField()
    cents = models.PositiveIntegerField()
    state = models.CharField(max_length=10, choices=DueState, default=DueState.PLANNED)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["month", "payee__sort_key", "id"]
        constraints = [
            models.UniqueConstraint(fields=["item", "month"], name="a_month_is_due_once"),
            models.CheckConstraint(condition=Q(cents__gt=0), name="due_above_zero"),
        ]

    class Keeping:
        personal = True
        retention = "accounting"

    def __str__(self) -> str:
        return f"{self.month:%Y-%m} {self.cents}"


@tracked
class PaymentRun(TenantModel):
    """Due amounts collected by one person and released by another; `file` is the bank file as it was released.

    `number` as "2026-000012"; `message_id` identifies the file for the bank; `total_cents` and `count` are those of
    the lines and of the file. `form_token`: a double click collects once.
    """

    number = models.CharField(max_length=12)
    form_token = models.UUIDField()
    due_until = models.DateField()
    state = models.CharField(max_length=10, choices=RunState, default=RunState.COLLECTED)
    version = models.PositiveIntegerField(default=1)
    count = models.PositiveIntegerField()
    total_cents = models.PositiveBigIntegerField()
    collected_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    collected_at = models.DateTimeField()
    released_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    released_at = models.DateTimeField(null=True, blank=True)
    discarded_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    discard_reason = models.CharField(max_length=300, blank=True)
    execution_date = models.DateField(null=True, blank=True)
    message_id = models.CharField(max_length=35, blank=True)
    payer_name = models.CharField(max_length=120, blank=True)
    payer_iban = models.CharField(max_length=34, blank=True)
    file = models.OneToOneField(StoredFile, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    sha256 = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(fields=["institution", "number"], name="run_number_once"),
            models.UniqueConstraint(fields=["institution", "form_token"], name="one_run_per_form"),
            models.CheckConstraint(
                condition=(_RELEASED & Q(released_by__isnull=False, released_at__isnull=False, file__isnull=False)
                           & ~Q(message_id="") & ~Q(sha256=""))
                | (~_RELEASED & Q(released_by__isnull=True, file__isnull=True)),
                name="a_released_run_has_its_file",
            ),
            models.CheckConstraint(
                condition=Q(released_by__isnull=True) | ~Q(released_by=F("collected_by")), name="run_four_eyes"
            ),
        ]

    class Keeping:
        personal = False
        retention = "accounting"

    def __str__(self) -> str:
        return self.number


@tracked
class RunLine(TenantModel):
    """One transfer of a run, frozen when it was collected. `live` is false once the run is discarded."""

    run = models.ForeignKey(PaymentRun, on_delete=models.PROTECT, related_name="lines")
    due = models.ForeignKey(Due, on_delete=models.PROTECT, related_name="lines")
    cents = models.PositiveIntegerField()
    payee_name = models.CharField(max_length=170)
    iban = models.CharField(max_length=34)
    purpose = models.CharField(max_length=140)
    live = models.BooleanField(default=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["due"], condition=Q(live=True), name="a_due_is_paid_once"),
            models.UniqueConstraint(fields=["run", "due"], name="a_due_stands_once_in_a_run"),
        ]

    class Keeping:
        personal = True
        retention = "accounting"

    def __str__(self) -> str:
        return f"{self.run}: {self.cents}"

    @property
    def end_to_end_id(self) -> str:
        """Our id of the payment, which comes back in the bank's statement."""
        return self.due.uid.hex


class FileDownload(TenantModel):
    """Somebody fetched the bank file of a run. `is_first` marks the one download that was meant to go to the bank."""

    run = models.ForeignKey(PaymentRun, on_delete=models.PROTECT, related_name="downloads")
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    is_first = models.BooleanField()
    append_only = True

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["run"], condition=Q(is_first=True), name="one_first_download")
        ]

    class Keeping:
        personal = False
        retention = "accounting"

    def __str__(self) -> str:
        return f"{self.run} {self.at:%Y-%m-%d %H:%M}"
