"""The access log."""

from django.db import models

from digisoc.core.api import TenantRow
from digisoc.trail.enums import Outcome, Purpose


class AccessEntry(TenantRow):
    """One look at a person, a case or a document, or a denied attempt. Never changed, never deleted by the system.

    `subject` is the person looked at (null when an attempt was denied before a person was known), `case_number` the
    case in which it happened, `what` a short stable word such as "declaration".
    """

    at = models.DateTimeField(auto_now_add=True, db_index=True)
    user_id = models.BigIntegerField()
    subject = models.UUIDField(null=True, db_index=True)
    case_number = models.CharField(max_length=20, blank=True)
    purpose = models.CharField(max_length=20, choices=Purpose)
    what = models.CharField(max_length=60)
    outcome = models.CharField(max_length=10, choices=Outcome)
    detail = models.CharField(max_length=200, blank=True)
    append_only = True

    class Meta:
        ordering = ["-id"]

    class Keeping:
        personal = True
        retention = "access_log"

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.what}"
