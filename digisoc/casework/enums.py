"""Closed lists of case work."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class CaseState(TextChoices):
    """Is the case being worked on."""

    OPEN = "open", _("Open")
    CLOSED = "closed", _("Closed")
