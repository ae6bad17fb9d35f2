"""The door of payments_out: write, check and read the bank's payment file."""

from collections.abc import Sequence
from datetime import date, datetime

from digisoc.exchange.payments_out import messages
from digisoc.exchange.payments_out.checks import (
    check_bic,
    check_iban,
    check_message,
    check_payer,
    check_transfers,
    validate_pain001,
)
from digisoc.exchange.payments_out.types import BankFile, Payer, Transfer, Version
from digisoc.kernel.clock import RIGA

__all__ = ["build_pain001", "check_bic", "check_iban", "read_pain001", "validate_pain001"]


def build_pain001(
    payer: Payer,
    transfers: Sequence[Transfer],
    *,
    message_id: str,
    created_at: datetime,
    execution_date: date,
    version: Version = "pain.001.001.09",
    batch_booking: bool = True,
) -> bytes:
    """One payment run as a pain.001 file; equal arguments give equal bytes.

    `created_at` must be aware and is written as Riga time; `batch_booking` asks the bank for one debit instead of one
    a person. Raises `InvalidValue` for an empty run, an amount not above zero, a payment id used twice, an account
    that can't be paid or an execution day before the day of making. Amounts are cents; the control sum is exact.
    """
    if created_at.tzinfo is None:
        raise ValueError("created_at must be aware")
    check_message(message_id, version, created_at.astimezone(RIGA).date(), execution_date)
    check_payer(payer)
    check_transfers(transfers)
    xml = messages.write(payer, transfers, message_id, created_at, execution_date, version, batch_booking)
    faults = validate_pain001(xml)
    if faults:  # every input was checked, so this is our fault, not the user's: no such file may leave
        raise ValueError(f"pain.001 does not fit its schema: {faults}")
    return xml


def read_pain001(xml: bytes) -> BankFile:
    """A payment file read back for reconciliation: its stated count and sum, and the transfers it holds.

    Raises `InvalidValue` when it isn't a valid pain.001.001.09 or .03. That the stated sum equals the sum of the
    transfers is left to the caller to compare: a difference is a finding, not a reading error.
    """
    return messages.read(xml)
