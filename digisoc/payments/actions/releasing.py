"""The second person's command: release a run, which makes the bank file."""

import hashlib
from datetime import date

from django.db import transaction

from digisoc.accounts.api import Actor, Institution, institution
from digisoc.core.api import store
from digisoc.kernel import clock
from digisoc.kernel.workdays import next_working_day
from digisoc.payments import permissions, policies
from digisoc.payments.actions.collecting import move_dues
from digisoc.payments.actions.locking import check_version, locked_run
from digisoc.payments.bank_file import build_file, message_id_of
from digisoc.payments.enums import RunState
from digisoc.payments.models import Due, PaymentRun, RunLine
from digisoc.payments.transitions import RUN_TRANSITIONS

MEDIA_TYPE = "application/xml"


@transaction.atomic
def release_run(
    run: PaymentRun, *, version: int, by: Actor, why: str, execution_date: date | None = None
) -> PaymentRun:
    """Make the bank file and mark the amounts as sent: everything or nothing.

    `execution_date` is today or the next working day unless given. The same person's second click gives the released
    run. Raises `NotAllowedForYou` ("release_run", "four_eyes"), `NotAllowedNow` ("run.released", "run.state",
    "payer.iban_missing"), `InvalidValue` ("line.iban" names the payee, "payments.execution_date"), `StaleVersion`.
    """
    current = locked_run(run)
    permissions.check_can_release(current, by)
    if current.state == RunState.RELEASED and current.released_by_id == by.user_id:
        return current
    policies.check_transition(current, "release")
    check_version(current.version, version)
    payer = institution(current.institution_id)
    policies.check_payer(payer)
    lines = list(current.lines.filter(live=True).select_related("due").order_by("id"))
    policies.check_accounts(lines)
    _freeze(current, payer, by, execution_date)
    _keep_file(current, lines, by)
    move_dues(Due.objects.filter(lines__in=lines), "release")
    current.save()
    return current


def _freeze(run: PaymentRun, payer: Institution, by: Actor, execution_date: date | None) -> None:
    """What the file says of itself; without microseconds, so that the same moment is written again."""
    moment = clock.now().replace(microsecond=0)
    run.released_by_id, run.released_at = by.user_id, moment
    run.execution_date = execution_date or next_working_day(moment.date())
    run.payer_name, run.payer_iban = payer.name, payer.payment_iban
    run.message_id = message_id_of(payer.short_code, run.number)
    run.state = RUN_TRANSITIONS["release"][1]
    run.version += 1


def _keep_file(run: PaymentRun, lines: list[RunLine], by: Actor) -> None:
    content = build_file(run, lines)
    _check_sums(run, lines)
    run.sha256 = hashlib.sha256(content).hexdigest()
    run.file = store(
        content, name=f"{run.message_id}.xml", media_type=MEDIA_TYPE, institution_id=run.institution_id,
        user_id=by.user_id,
    )


def _check_sums(run: PaymentRun, lines: list[RunLine]) -> None:
    """A difference here would be a fault of ours, never a user's: no file may leave."""
    if len(lines) != run.count or any(line.cents != line.due.cents for line in lines):
        raise RuntimeError(f"lines of run {run.number} don't match the due amounts")
    if sum(line.cents for line in lines) != run.total_cents:
        raise RuntimeError(f"lines of run {run.number} don't add up to its total")
