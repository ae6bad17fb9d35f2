"""The accountant's commands: collect what is due, discard a run that isn't released."""

from uuid import UUID

from django.db import connection, transaction
from django.db.models import QuerySet

from digisoc.accounts.api import Actor
from digisoc.documents.api import next_number
from digisoc.kernel import clock
from digisoc.kernel.errors import N_, InvalidValue, NotAllowedNow
from digisoc.kernel.months import Month
from digisoc.payments import permissions, policies
from digisoc.payments.actions.locking import check_version, locked_run
from digisoc.payments.models import Due, PaymentRun, RunLine
from digisoc.payments.purposes import purpose_of
from digisoc.payments.queries import due_until as planned_until
from digisoc.payments.queries import run_of_form
from digisoc.payments.transitions import DUE_TRANSITIONS, RUN_TRANSITIONS

SERIES = "PAYRUN"
REASON_LIMIT = 300


@transaction.atomic
def collect_run(*, due_until: Month, by: Actor, why: str, form_token: UUID) -> PaymentRun:
    """Put every planned amount of months up to and including `due_until` into a new run.

    The same form twice gives the run that it made. When nothing is due (or another run has it already), `NotAllowedNow`
    ("run.nothing_due").
    """
    permissions.check_collect(by)
    _one_at_a_time(by.institution_id)
    return run_of_form(form_token) or _collect(due_until, by, form_token)


@transaction.atomic
def discard_run(run: PaymentRun, *, version: int, by: Actor, why: str) -> PaymentRun:
    """Give up a run before its release; its amounts are planned again. `why` is kept with the run and is required."""
    permissions.check_collect(by)
    reason = why.strip()
    if not reason or len(reason) > REASON_LIMIT:
        raise InvalidValue(
            N_("Say in 1 to %(limit)s characters why the run is discarded."), code="run.reason", field="why",
            hint=N_("The reason is kept with the run."), limit=REASON_LIMIT,
        )
    current = locked_run(run)
    policies.check_transition(current, "discard")
    check_version(current.version, version)
    lines = list(RunLine.objects.filter(run=current, live=True))
    move_dues(Due.objects.filter(lines__in=lines), "discard")
    for line in lines:
        line.live = False
        line.save(update_fields=["live"])
    current.discarded_by_id, current.discard_reason = by.user_id, reason
    current.state = RUN_TRANSITIONS["discard"][1]
    current.version += 1
    current.save()
    return current


def move_dues(dues: QuerySet[Due], command: str) -> int:
    """Move due amounts by the table; returns how many. One that isn't where it must be is a fault of ours."""
    allowed, target = DUE_TRANSITIONS[command]
    moved = 0
    for due in dues.select_for_update(of=("self",)).order_by("pk"):
        if due.state not in allowed:
            raise RuntimeError(f"due {due.uid} is {due.state}, so it can't {command}")
        due.state, due.version = target, due.version + 1
        due.save(update_fields=["state", "version"])
        moved += 1
    return moved


def _collect(until: Month, by: Actor, form_token: UUID) -> PaymentRun:
    dues = list(
        planned_until(until).select_related("item", "decision").select_for_update(of=("self",))
        .order_by("pk")
    )
    if not dues:
        raise NotAllowedNow(
            N_("Nothing is due up to %(month)s."), code="run.nothing_due", field="due_until",
            hint=N_("Choose a later month, or look whether a run already holds the payments."), month=until.shown,
        )
    run = _create(dues, until, by, form_token)
    for due in dues:
        RunLine.objects.create(
            institution_id=by.institution_id, run=run, due=due, cents=due.cents, payee_name=due.payee_name,
            iban=due.iban, purpose=purpose_of(due),
        )
    move_dues(Due.objects.filter(pk__in=[due.pk for due in dues]), "collect")
    return run


def _one_at_a_time(institution_id: int) -> None:
    """Two clicks or two accountants of an institution collect one after the other, until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('payments.collect_run'), %s)", [institution_id])


def _create(dues: list[Due], until: Month, by: Actor, form_token: UUID) -> PaymentRun:
    moment = clock.now()
    sequence = next_number(institution_id=by.institution_id, series=SERIES, year=moment.year)
    return PaymentRun.objects.create(
        institution_id=by.institution_id, number=f"{moment.year}-{sequence:06d}", form_token=form_token,
        due_until=until.first_day, count=len(dues), total_cents=sum(due.cents for due in dues),
        collected_by_id=by.user_id, collected_at=moment,
    )
