"""The bank file of a run, built from its frozen lines: equal runs give equal bytes."""

from collections.abc import Sequence

from digisoc.exchange.payments_out.api import build_pain001
from digisoc.exchange.payments_out.types import Payer, Transfer
from digisoc.payments.models import PaymentRun, RunLine


def message_id_of(short_code: str, run_number: str) -> str:
    """"TUK-R-2026-000012": unique among the institution's files, at most 35 characters."""
    return f"{short_code}-R-{run_number}"


def build_file(run: PaymentRun, lines: Sequence[RunLine]) -> bytes:
    """pain.001.001.09 (checked against its schema) from the run's frozen payer, moment and lines, in their order."""
    assert run.released_at is not None
    assert run.execution_date is not None
    transfers = [Transfer(line.end_to_end_id, line.payee_name, line.iban, line.cents, line.purpose) for line in lines]
    return build_pain001(
        Payer(run.payer_name, run.payer_iban), transfers, message_id=run.message_id, created_at=run.released_at,
        execution_date=run.execution_date,
    )
