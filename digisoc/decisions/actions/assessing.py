"""Freezing what the law says about an application."""

from dataclasses import asdict

from django.db import transaction

from digisoc.accounts.api import Actor
from digisoc.decisions import permissions, policies
from digisoc.decisions.actions.locking import locked_application
from digisoc.decisions.computing import compute, digest
from digisoc.decisions.models import Assessment
from digisoc.intake.api import Application, case_facts
from digisoc.rules.api import RULES_VERSION


@transaction.atomic
def assess_application(application: Application, *, by: Actor, why: str) -> Assessment:
    """Calculate a complete declaration and freeze facts, numbers used, steps and result.

    The same facts under the same rules give the assessment that is already there. Raises `NotAllowedNow`
    ("assessment.declaration", "assessment.decided") and `CaseError` when the facts can't be read.
    """
    permissions.check_draft(by)
    current = locked_application(application)
    policies.check_can_assess(current)
    facts = case_facts(current)
    key = {"application": current, "facts_digest": digest(facts), "rules_version": RULES_VERSION}
    known = Assessment.objects.filter(**key).first()
    if known:
        return known
    frozen = {"institution_id": by.institution_id, "created_by_id": by.user_id, "facts": facts}
    return Assessment.objects.create(**key, **frozen, **asdict(compute(facts)))
