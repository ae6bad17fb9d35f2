"""The application, its signatures and its documents."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from digisoc.casework.api import Case
from digisoc.core.api import StoredFile, TenantModel
from digisoc.intake.enums import ApplicationState, AttachmentKind, Channel, Request, SignatureMethod
from digisoc.registry.api import Person
from digisoc.trail.api import tracked


@tracked
class Application(TenantModel):
    """A request of a household on a day. It can't be deleted or refused at the counter, only decided.

    `form_token` is the hidden value of the form that made it: a double click sends it twice and makes one application.
    `first_month` is the first day of the month from which benefits are asked. `due_on` is the last day for a decision.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="applications")
    form_token = models.UUIDField()
    received_on = models.DateField()
    channel = models.CharField(max_length=10, choices=Channel, default=Channel.DESK)
    requests = ArrayField(models.CharField(max_length=10, choices=Request))
    first_month = models.DateField()
    iban = models.CharField(max_length=34, blank=True)
    due_on = models.DateField()
    state = models.CharField(max_length=10, choices=ApplicationState, default=ApplicationState.COLLECTING)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["due_on", "id"]
        constraints = [models.UniqueConstraint(fields=["institution", "form_token"], name="one_application_per_form")]

    class Keeping:
        personal = True
        retention = "case_file"

    def __str__(self) -> str:
        return f"{self.case} {self.received_on}"


class Signature(TenantModel):
    """An adult's signature under the application; each adult of the household must sign (MK 809 p. 2.1)."""

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="signatures")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    signed_on = models.DateField()
    method = models.CharField(max_length=10, choices=SignatureMethod)
    recorded_by_id = models.BigIntegerField()
    append_only = True

    class Meta:
        constraints = [models.UniqueConstraint(fields=["application", "person"], name="one_signature_per_adult")]

    class Keeping:
        personal = True
        retention = "case_file"

    def __str__(self) -> str:
        return f"{self.person} {self.signed_on}"


class Attachment(TenantModel):
    """A document of an application; the same bytes are kept once."""

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="attachments")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    sha256 = models.CharField(max_length=64)
    kind = models.CharField(max_length=20, choices=AttachmentKind)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    append_only = True

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["application", "sha256"], name="a_document_is_uploaded_once")]

    class Keeping:
        personal = True
        retention = "case_file"

    def __str__(self) -> str:
        return self.file.name
