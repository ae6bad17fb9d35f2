"""The newest state of a row, locked until the transaction ends."""

from digisoc.kernel.errors import N_, NotVisible, StaleVersion
from digisoc.payments.models import PaymentRun


def locked_run(run: PaymentRun) -> PaymentRun:
    """The run as it is now; another institution's doesn't exist (code "run")."""
    current = PaymentRun.objects.select_for_update().filter(pk=run.pk).first()
    if current is None:
        raise NotVisible(N_("This payment run is not in your institution's register."), code="run")
    return current


def check_version(current: int, version: int) -> None:
    """Raise `StaleVersion` (code "stale") when the form was opened on an older version."""
    if current != version:
        raise StaleVersion(
            N_("Someone else changed this while you had it open."), code="stale",
            hint=N_("Look at the newest state and decide again; nothing was sent."),
        )
