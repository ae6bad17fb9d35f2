"""Commands of payments."""

from digisoc.payments.actions.collecting import collect_run, discard_run
from digisoc.payments.actions.files import download_file
from digisoc.payments.actions.planning import correct_account, plan_payments
from digisoc.payments.actions.releasing import release_run

__all__ = ["collect_run", "correct_account", "discard_run", "download_file", "plan_payments", "release_run"]
