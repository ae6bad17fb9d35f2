"""Fetching the bank file."""

from django.db import transaction

from digisoc.accounts.api import Actor
from digisoc.core.api import read
from digisoc.kernel import clock
from digisoc.kernel.errors import N_, NotAllowedNow
from digisoc.payments import permissions
from digisoc.payments.actions.locking import locked_run
from digisoc.payments.models import FileDownload, PaymentRun
from digisoc.payments.types import FetchedFile
from digisoc.trail.api import record_access
from digisoc.trail.enums import Purpose


@transaction.atomic
def download_file(run: PaymentRun, *, by: Actor, why: str = "bank file") -> FetchedFile:
    """The file as it was released, byte by byte; each fetch is recorded, and every one after the first says so.

    `NotAllowedNow` ("run.no_file") before the release. The look at every payee is logged.
    """
    permissions.check_fetch_file(by)
    current = locked_run(run)
    if current.file is None:
        raise NotAllowedNow(
            N_("The run %(number)s is not released, so it has no bank file."), code="run.no_file",
            hint=N_("Somebody other than the collector must release it first."), number=current.number,
        )
    content = read(current.file)
    first = current.downloads.select_related("by").filter(is_first=True).first()
    this = FileDownload.objects.create(
        institution_id=current.institution_id, run=current, by_id=by.user_id, at=clock.now(), is_first=first is None
    )
    payees = current.lines.filter(live=True).values_list("due__payee__uid", flat=True).distinct()
    record_access(
        user_id=by.user_id, subjects=list(payees), purpose=Purpose.PAYMENT, what="bank_file", detail=current.number
    )
    return FetchedFile(
        name=current.file.name, content=content, sha256=current.sha256, count=current.count,
        total_cents=current.total_cents, is_first=first is None, first_by=first.by.display_name if first else by.name,
        first_at=first.at if first else this.at,
    )
