"""The letter as a file: the draft to look at, the final one sealed once."""

from uuid import UUID

from django.db import transaction

from digisoc.accounts.api import Actor, institution
from digisoc.core.api import announce, store
from digisoc.decisions import permissions
from digisoc.decisions.enums import DecisionState
from digisoc.decisions.letters import compose
from digisoc.decisions.models import Decision, DecisionLetter
from digisoc.decisions.sealing_key import sealing_key
from digisoc.documents.api import file_name, render_decision, seal
from digisoc.intake.api import log_access
from digisoc.kernel import clock
from digisoc.trail.enums import Purpose


def preview_letter(decision: Decision, *, by: Actor, purpose: Purpose = Purpose.DECISION) -> bytes:
    """The letter as it stands, as a PDF marked as a draft; for the worker and the head, the look is logged."""
    permissions.check_read_decision(by)
    log_access(decision.application, by=by, purpose=purpose, what="decision_draft")
    return render_decision(compose(decision))


@transaction.atomic
def seal_letter(*, decision_uid: UUID, by: Actor, why: str) -> DecisionLetter | None:
    """Make, seal and keep the letter of an approved decision, and announce it in the same transaction.

    Runs twice without harm: the letter that is there stays the only one. None when the decision isn't approved.
    """
    decision = Decision.objects.select_for_update().filter(uid=decision_uid, state=DecisionState.APPROVED).first()
    if decision is None:
        return None
    known = DecisionLetter.objects.filter(decision=decision).first()
    if known:
        return known
    at = clock.now()
    place = institution(decision.institution_id)
    pdf = seal(
        render_decision(compose(decision)), sealing_key(place.pk), f"Lēmums Nr. {decision.number}", place.territory, at
    )
    file = store(
        pdf, name=f"{file_name(decision.number or '')}.pdf", media_type="application/pdf", institution_id=place.pk,
        user_id=by.user_id,
    )
    letter = DecisionLetter.objects.create(institution_id=place.pk, decision=decision, file=file, sealed_at=at)
    announce(
        "decision.sealed", institution_id=place.pk, user_id=by.user_id, lock=f"decision:{decision.uid}",
        decision_uid=str(decision.uid),
    )
    return letter
