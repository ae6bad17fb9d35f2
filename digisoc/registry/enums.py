"""Closed lists of the registry."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Disability(TextChoices):
    """Disability group as the rules know it."""

    NONE = "none", _("None")
    GROUP_1 = "group_1", _("Group 1")
    GROUP_2 = "group_2", _("Group 2")
    GROUP_3 = "group_3", _("Group 3")
    CHILD = "child", _("Child with disability")


class Language(TextChoices):
    """In which language the person is best spoken to."""

    LV = "lv", _("Latvian")
    LTG = "ltg", _("Latgalian")
    RU = "ru", _("Russian")
    UK = "uk", _("Ukrainian")
    EN = "en", _("English")
    LSL = "lsl", _("Latvian sign language")


class HouseholdRole(TextChoices):
    """How a member stands to the applicant; for the worker's eye, no rule of law reads it."""

    APPLICANT = "applicant", _("Applicant")
    SPOUSE = "spouse", _("Spouse or partner")
    CHILD = "child", _("Child")
    PARENT = "parent", _("Parent")
    RELATIVE = "relative", _("Other relative")
    OTHER = "other", _("Other person")


class RepresentationKind(TextChoices):
    """On what ground somebody acts for the person."""

    PARENT = "parent", _("Parent")
    GUARDIAN = "guardian", _("Guardian of a child")
    TRUSTEE = "trustee", _("Trustee appointed by a court")
    POWER_OF_ATTORNEY = "power_of_attorney", _("Power of attorney")
