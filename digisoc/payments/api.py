"""The door of the room."""

from digisoc.payments.actions import (
    collect_run,
    correct_account,
    discard_run,
    download_file,
    plan_payments,
    release_run,
)
from digisoc.payments.models import Due, FileDownload, PaymentRun, RunLine
from digisoc.payments.permissions import (
    can_collect,
    can_fetch_file,
    can_read_payments,
    can_read_payments_of_case,
    can_release,
    check_can_release,
    check_collect,
    check_fetch_file,
    check_read_payments,
    check_read_payments_of_case,
)
from digisoc.payments.policies import can_transit
from digisoc.payments.queries import (
    access_lines,
    access_run,
    downloads_of,
    due_overview,
    due_until,
    live_lines,
    payment_runs,
    payments_of,
    reconcile,
)

__all__ = [
    "Due",
    "FileDownload",
    "PaymentRun",
    "RunLine",
    "access_lines",
    "access_run",
    "can_collect",
    "can_fetch_file",
    "can_read_payments",
    "can_read_payments_of_case",
    "can_release",
    "can_transit",
    "check_can_release",
    "check_collect",
    "check_fetch_file",
    "check_read_payments",
    "check_read_payments_of_case",
    "collect_run",
    "correct_account",
    "discard_run",
    "download_file",
    "downloads_of",
    "due_overview",
    "due_until",
    "live_lines",
    "payment_runs",
    "payments_of",
    "plan_payments",
    "reconcile",
    "release_run",
]
