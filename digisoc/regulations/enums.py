"""The closed vocabulary in which a municipality writes its rules. A term that isn't here is refused by name."""

from enum import StrEnum

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class SetState(TextChoices):
    """Where a set is on its way. A returned one is a draft again, with the note that says why."""

    DRAFTED = "drafted", _("Draft of regulations")
    SUBMITTED = "submitted", _("Regulations submitted for approval")
    APPROVED = "approved", _("Approved regulations")
    PUBLISHED = "published", _("Published regulations")


class Origin(TextChoices):
    """Written here by people (four eyes), or loaded from the shipped list of published acts."""

    WRITTEN = "written", _("Written in the institution")
    LOADED = "loaded", _("Loaded from published acts")


class Certainty(StrEnum):
    """Is the value read in its source, or a working value?"""

    CONFIRMED = "confirmed"
    UNCONFIRMED = "unconfirmed"


class Status(StrEnum):
    """The status that a household was given; `none` also admits a household without one."""

    NEEDY = "needy"
    LOW_INCOME = "low_income"
    NONE = "none"


class HouseholdType(StrEnum):
    """Household types of thresholds, in the order in which `rules` asks them; the first that fits applies."""

    LONE_PENSIONER_OR_DISABLED = "lone_pensioner_or_disabled"
    ALL_PENSION_AGE_OR_DISABLED = "all_pension_age_or_disabled"
    SINGLE_PARENT = "single_parent"
    WORKING_AGE_ADULT_PRESENT = "working_age_adult_present"
    WITH_CHILDREN = "with_children"
    ANY = "any"


class BenefitHousehold(StrEnum):
    """Household types of benefits: a household may be several at once."""

    LONE_PENSIONER_OR_DISABLED = "lone_pensioner_or_disabled"
    ALL_PENSION_AGE_OR_DISABLED = "all_pension_age_or_disabled"
    SINGLE_PARENT = "single_parent"
    WORKING_AGE_ADULT_PRESENT = "working_age_adult_present"
    NO_WORKING_AGE_ADULT = "no_working_age_adult"
    WITH_CHILDREN = "with_children"
    GUARDIANSHIP_FAMILY = "guardianship_family"
    CHILD_WITH_DISABILITY = "child_with_disability"


class HousingGroup(StrEnum):
    """Groups of the housing coefficient (SPSP 35(5))."""

    LONE = "lone"
    ONLY = "only"
    WITH_CHILDREN = "with_children"
    OTHER = "other"


class ThresholdUnit(StrEnum):
    """How a threshold is written."""

    EURO = "euro"
    MEDIAN_PERCENT = "median_percent"


class BenefitKind(StrEnum):
    """The three families: SPSP 35(2) p. 1, SPSP 35(2) p. 2, and outside that law."""

    SPECIFIC_EXPENSE = "specific_expense"
    CRISIS = "crisis"
    VOLUNTARY = "voluntary"


class Scope(StrEnum):
    """Whose the amount and its ceiling are."""

    PERSON = "person"
    HOUSEHOLD = "household"


class AmountKind(StrEnum):
    """How the amount is found; `up_to_need` is a ceiling on what the officer assessed, with a reason."""

    FIXED = "fixed"
    CEILING_WITH_RECEIPTS = "ceiling_with_receipts"
    UP_TO_NEED = "up_to_need"
    SHARE_OF_BILL = "share_of_bill"
    PER_EVENT = "per_event"


class AmountUnit(StrEnum):
    """Euro, or multiples of the minimum monthly wage of the day."""

    EURO = "euro"
    MINIMUM_WAGE = "minimum_wage"


class Period(StrEnum):
    """In what stretch of time an amount or a ceiling is available once."""

    MONTH = "month"
    QUARTER = "quarter"
    CALENDAR_YEAR = "calendar_year"
    SCHOOL_YEAR = "school_year"
    ONE_OFF = "one_off"


class CapBasis(StrEnum):
    """Income before or after tax."""

    GROSS = "gross"
    NET = "net"


class CapScope(StrEnum):
    """Whose income the cap compares: the person's own, the household's, or the household's per head."""

    PERSON = "person"
    HOUSEHOLD = "household"
    PER_HEAD = "per_head"


class CapUnit(StrEnum):
    """An income cap in euro or in percent of the minimum monthly wage."""

    EURO = "euro"
    MINIMUM_WAGE_PERCENT = "minimum_wage_percent"


class PersonGroup(StrEnum):
    """Who in the household; several in one condition mean any of them."""

    CHILD = "child"
    ADULT = "adult"
    PENSION_AGE = "pension_age"
    DISABLED = "disabled"


class Disability(StrEnum):
    """Disability as the register of the State Commission knows it."""

    NONE = "none"
    GROUP_1 = "group_1"
    GROUP_2 = "group_2"
    GROUP_3 = "group_3"
    CHILD = "child"


class Education(StrEnum):
    """Where a person learns."""

    PRESCHOOL = "preschool"
    GRADE_1 = "grade_1"
    BASIC = "basic"
    SECONDARY = "secondary"
    VOCATIONAL = "vocational"
    HIGHER = "higher"


class Circumstance(StrEnum):
    """Facts about one person that a rule may ask for, or rule out."""

    WORKING = "working"
    BEDRIDDEN = "bedridden"
    ORPHAN = "orphan"
    IN_GUARDIANSHIP = "in_guardianship"
    OUT_OF_FAMILY_CARE = "out_of_family_care"
    WARD = "ward"
    MUNICIPAL_PRESCHOOL = "municipal_preschool"


class Proof(StrEnum):
    """Papers and assessments that a rule may require beside the receipts."""

    GP_NOTE = "gp_note"
    ORTHODONTIST_NOTE = "orthodontist_note"
    SOCIAL_WORKER_PLAN = "social_worker_plan"
    SOCIAL_WORKER_ASSESSMENT = "social_worker_assessment"
    COMMISSION_OPINION = "commission_opinion"
    DECLARED_AND_LIVING_HERE = "declared_and_living_here"


class Occasion(StrEnum):
    """What happened: the events after which a benefit may be asked for."""

    CATASTROPHE = "catastrophe"
    DWELLING_DAMAGED = "dwelling_damaged"
    OUTBUILDING_DAMAGED = "outbuilding_damaged"
    SUDDEN_HARDSHIP = "sudden_hardship"
    IDENTITY_PAPERS = "identity_papers"
    TRAVEL = "travel"
    REPATRIATION_OF_REMAINS = "repatriation_of_remains"
    OTHER = "other"


class EventKind(StrEnum):
    """What is counted by a benefit per event, or limited by number of days."""

    GP_VISIT = "gp_visit"
    SPECIALIST_VISIT = "specialist_visit"
    HOSPITAL_DAY = "hospital_day"
    FOOD_VOUCHER = "food_voucher"


class Payee(StrEnum):
    """Who gets the money."""

    CLIENT = "client"
    SUPPLIER = "supplier"


class Form(StrEnum):
    """Money, or goods and services."""

    MONEY = "money"
    IN_KIND = "in_kind"


class OtherSupport(StrEnum):
    """Support from elsewhere that a benefit may exclude."""

    FREE_LUNCH = "free_lunch"
    GMI_BENEFIT = "gmi_benefit"
    HOUSING_BENEFIT = "housing_benefit"
    INSURANCE = "insurance"


class DayCount(StrEnum):
    """In what a term is counted."""

    DAYS = "days"
    WORKING_DAYS = "working_days"
    MONTHS = "months"
