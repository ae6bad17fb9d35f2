"""Tables of intake."""

from digisoc.intake.models.applications import Application, Attachment, Signature
from digisoc.intake.models.declarations import HousingCost, IncomeLine, MemberFacts, PropertyItem, RegisterReading

__all__ = [
    "Application",
    "Attachment",
    "HousingCost",
    "IncomeLine",
    "MemberFacts",
    "PropertyItem",
    "RegisterReading",
    "Signature",
]
