"""Closed lists that cross rooms: the registers, what came of asking them, the kinds of income they know."""

from enum import StrEnum

from digisoc.kernel.errors import N_


class Register(StrEnum):
    """A register by its role for the means test; the data set's name on the platform is configuration."""

    PERSON = "person"
    ADDRESS = "address"
    BENEFITS = "benefits"
    INCOME = "income"
    UNEMPLOYMENT = "unemployment"
    DISABILITY = "disability"
    VEHICLES = "vehicles"
    PROPERTY = "property"

    @property
    def full_name(self) -> str:
        """English msgid of the full name."""
        return _TITLES[self]

    @property
    def short_name(self) -> str:
        """The giver's Latvian abbreviation, the same in every language: "VID"."""
        return _SHORT_NAMES[self]


_TITLES = {
    Register.PERSON: N_("Register of Natural Persons"),
    Register.ADDRESS: N_("State Address Register"),
    Register.BENEFITS: N_("Pensions and benefits of the State Social Insurance Agency"),
    Register.INCOME: N_("Income known to the State Revenue Service"),
    Register.UNEMPLOYMENT: N_("Unemployed and jobseekers of the State Employment Agency"),
    Register.DISABILITY: N_("Disability information system"),
    Register.VEHICLES: N_("Register of vehicles and their drivers"),
    Register.PROPERTY: N_("Cadastre and Land Register"),
}

_SHORT_NAMES = {
    Register.PERSON: "PMLP",
    Register.ADDRESS: "VZD",
    Register.BENEFITS: "VSAA",
    Register.INCOME: "VID",
    Register.UNEMPLOYMENT: "NVA",
    Register.DISABILITY: "VDEĀVK",
    Register.VEHICLES: "CSDD",
    Register.PROPERTY: "VZD",
}

#: What one person is asked about in one go; the address register has another key.
REGISTERS_OF_A_PERSON = tuple(register for register in Register if register is not Register.ADDRESS)


class Outcome(StrEnum):
    """What came of asking a register. Only ANSWERED carries values; an answer may also be "nothing registered"."""

    ANSWERED = "answered"
    UNKNOWN_PERSON = "unknown_person"
    UNAVAILABLE = "unavailable"
    TIMED_OUT = "timed_out"
    DENIED = "denied"
    QUOTA_EXHAUSTED = "quota_exhausted"
    MALFORMED = "malformed"


class IncomeKind(StrEnum):
    """Kinds that registers report, named as `digisoc.rules` names them; OTHER is a kind the mapping doesn't know."""

    WAGE = "wage"
    BUSINESS = "business"
    RENT_RECEIVED = "rent_received"
    PROPERTY_SALE = "property_sale"
    SCHOLARSHIP = "scholarship"
    OLD_AGE_PENSION = "old_age_pension"
    DISABILITY_PENSION = "disability_pension"
    SURVIVOR_PENSION = "survivor_pension"
    STATE_SOCIAL_SECURITY_BENEFIT = "state_social_security_benefit"
    UNEMPLOYMENT_BENEFIT = "unemployment_benefit"
    SICKNESS_BENEFIT = "sickness_benefit"
    PARENTAL_BENEFIT = "parental_benefit"
    CHILDCARE_BENEFIT = "childcare_benefit"
    MAINTENANCE = "maintenance"
    FAMILY_STATE_BENEFIT = "family_state_benefit"
    DISABLED_CHILD_CARE_BENEFIT = "disabled_child_care_benefit"
    SPECIAL_CARE_BENEFIT = "special_care_benefit"
    BIRTH_BENEFIT = "birth_benefit"
    FUNERAL_BENEFIT = "funeral_benefit"
    OTHER = "other"
