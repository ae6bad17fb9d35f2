"""Closed lists of payments."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class DueState(TextChoices):
    """Where a due amount is; the transitions stand in `transitions`."""

    PLANNED = "planned", _("Planned")
    COLLECTED = "collected", _("In a payment run")
    RELEASED = "released", _("Sent to the bank")
    RETURNED = "returned", _("Returned by the bank")


class RunState(TextChoices):
    """Where a payment run is; the transitions stand in `transitions`."""

    COLLECTED = "collected", _("Awaiting release")
    RELEASED = "released", _("Released")
    DISCARDED = "discarded", _("Discarded")
