"""Closed lists: kinds of institutions and roles."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class InstitutionKind(TextChoices):
    """What kind of body a tenant is."""

    STATE_CITY = "state_city", _("State city")
    COUNTY = "county", _("County")
    MINISTRY = "ministry", _("Ministry")
    AGENCY = "agency", _("Agency")


class Role(TextChoices):
    """What a person may be in an institution. One person may hold several."""

    ASSISTANCE_ORGANISER = "assistance_organiser", _("Social assistance organiser")
    SOCIAL_WORKER = "social_worker", _("Social worker")
    HEAD = "head", _("Head of the social service")
    ACCOUNTANT = "accountant", _("Accountant")
    ADMINISTRATOR = "administrator", _("Administrator")
    AUDITOR = "auditor", _("Auditor")
