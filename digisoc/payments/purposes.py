"""The text of a transfer, which the payee reads in the bank's statement: always Latvian, at most 140 characters."""

from digisoc.decisions.enums import Benefit
from digisoc.kernel.months import Month
from digisoc.payments.models import Due

_BENEFITS = {Benefit.GMI: "GMI pabalsts", Benefit.HOUSING: "Mājokļa pabalsts"}


def purpose_of(due: Due) -> str:
    """"Mājokļa pabalsts 12.2026, lēmums TUK/2026/000123"."""
    return f"{_BENEFITS[Benefit(due.item.benefit)]} {Month.of(due.month).shown}, lēmums {due.decision.number}"
