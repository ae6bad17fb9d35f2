"""Closed lists of the access log."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Purpose(TextChoices):
    """Why somebody looks at a person's data; each look names one."""

    CASE_HANDLING = "case_handling", _("Handling an application")
    DECISION = "decision", _("Approving a decision")
    PAYMENT = "payment", _("Paying a benefit")
    SEARCH = "search", _("Finding a person")
    AUDIT = "audit", _("Audit")
    ADMINISTRATION = "administration", _("Administration")
    SYSTEM = "system", _("Work of the system")


class Outcome(TextChoices):
    """What came of the attempt."""

    SHOWN = "shown", _("Shown")
    DENIED = "denied", _("Denied")
