"""Closed lists of decisions."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class DecisionState(TextChoices):
    """Where a decision is; the transitions stand in `transitions`."""

    DRAFTED = "drafted", _("Draft")
    SUBMITTED = "submitted", _("Awaiting approval")
    RETURNED = "returned", _("Returned to the worker")
    APPROVED = "approved", _("Approved")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class HouseholdStatus(TextChoices):
    """The status of the household by its means; the values are those of the rules."""

    NEEDY = "needy", _("Needy household")
    LOW_INCOME = "low_income", _("Low-income household")
    NONE = "none", _("No status")


class Benefit(TextChoices):
    """What is decided about; the values are those of an application's requests."""

    STATUS = "status", _("Household status")
    GMI = "gmi", _("GMI benefit")
    HOUSING = "housing", _("Housing benefit")


class Result(TextChoices):
    """What came of one request."""

    GRANTED = "granted", _("Granted")
    REFUSED = "refused", _("Refused")
