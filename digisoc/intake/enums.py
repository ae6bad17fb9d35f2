"""Closed lists of intake."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Channel(TextChoices):
    """How the application arrived."""

    DESK = "desk", _("At the desk")
    POST = "post", _("By post")
    E_SERVICE = "e_service", _("E-service")


class Request(TextChoices):
    """What is asked for."""

    STATUS = "status", _("Household status")
    GMI = "gmi", _("GMI benefit")
    HOUSING = "housing", _("Housing benefit")


class ApplicationState(TextChoices):
    """Where an application is; the transitions stand in `transitions`."""

    COLLECTING = "collecting", _("Declaration being filled")
    DECLARED = "declared", _("Declaration complete")
    DECIDED = "decided", _("Decided")


class SignatureMethod(TextChoices):
    """How an adult signed."""

    PAPER = "paper", _("On paper")
    ELECTRONIC = "electronic", _("Electronically")


class AttachmentKind(TextChoices):
    """What a document proves."""

    BANK_STATEMENT = "bank_statement", _("Bank statement")
    EMPLOYER = "employer", _("Employer's statement")
    BUSINESS = "business", _("Business income statement")
    BILL = "bill", _("Housing bill")
    IDENTITY = "identity", _("Identity document")
    SIGNED_APPLICATION = "signed_application", _("Signed application")
    OTHER = "other", _("Other document")


class Source(TextChoices):
    """Where a value comes from."""

    REGISTER = "register", _("Register")
    DOCUMENT = "document", _("Document")
    APPLICANT = "applicant", _("Applicant")


class PropertyKind(TextChoices):
    """What a household may own; the unit of `quantity` stands behind each."""

    REAL_PROPERTY = "real_property", _("Real property")  # pieces
    LAND = "land", _("Land")  # square metres
    VEHICLE = "vehicle", _("Motor vehicle")  # pieces
    SAVINGS = "savings", _("Savings")  # cents


class ReadingOutcome(TextChoices):
    """What came of asking a register."""

    ANSWERED = "answered", _("Answered")
    UNKNOWN_PERSON = "unknown_person", _("Person unknown")
    UNAVAILABLE = "unavailable", _("Out of order")
    TIMED_OUT = "timed_out", _("No answer in time")
    DENIED = "denied", _("Refused")
    QUOTA_EXHAUSTED = "quota_exhausted", _("Quota used up")
    MALFORMED = "malformed", _("Unreadable answer")
    NO_CODE = "no_code", _("No personal code")


class WorkFilter(TextChoices):
    """What the list of work can be narrowed to."""

    OVERDUE = "overdue", _("Overdue")
    TODAY = "today", _("Today")
    WEEK = "week", _("This week")
    DIFFERENCES = "differences", _("Values differ")
    WAITING = "waiting", _("Waiting for signatures or registers")
