"""Frozen values of an outgoing bank file."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from digisoc.kernel.money import Cents

type Version = Literal["pain.001.001.09", "pain.001.001.03"]

#: 09 is what banks are moving to; 03 is the newest that a Latvian bank's published specification confirms.
VERSIONS: tuple[Version, ...] = ("pain.001.001.09", "pain.001.001.03")


@dataclass(frozen=True, slots=True)
class Payer:
    """The institution whose account is debited; town and country are structured as SEPA wants from November 2026."""

    name: str
    iban: str
    bic: str = ""
    town: str = ""
    country: str = "LV"
    street: str = ""
    building: str = ""
    postcode: str = ""


@dataclass(frozen=True, slots=True)
class Transfer:
    """One credit transfer in euro. `end_to_end_id` is our own payment's id and comes back in the bank's statement."""

    end_to_end_id: str
    payee_name: str
    iban: str
    cents: Cents
    purpose: str
    payee_town: str = ""
    payee_country: str = ""


@dataclass(frozen=True, slots=True)
class BankFile:
    """A bank file read back: what it says of itself (`count`, `total`) and the transfers that it really holds."""

    version: str
    message_id: str
    created_at: str
    execution_date: date
    payer_name: str
    payer_iban: str
    count: int
    total: Cents
    transfers: tuple[Transfer, ...]
