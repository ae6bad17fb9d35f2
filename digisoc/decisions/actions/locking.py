"""Rows locked in one order (application, then decision), so that two commands can't wait for each other."""

from digisoc.decisions.models import Decision
from digisoc.intake.api import Application
from digisoc.kernel.errors import N_, NotVisible, StaleVersion


def locked_application(application: Application) -> Application:
    """The application's newest state; nobody changes its declaration until this transaction ends."""
    current = Application.objects.select_for_update().filter(pk=application.pk).first()
    if current is None:
        raise NotVisible(N_("This application is not in your institution's register."), code="application")
    return current


def locked_decision(decision: Decision) -> Decision:
    """The decision's newest state with its application, both locked; another institution's doesn't exist."""
    known = Decision.objects.filter(pk=decision.pk).first()
    if known is None:
        raise NotVisible(N_("This decision is not in your institution's register."), code="decision")
    application = locked_application(known.application)
    current = Decision.objects.select_for_update().get(pk=decision.pk)
    current.application = application
    return current


def check_version(decision: Decision, version: int) -> None:
    """Raise `StaleVersion` (code "stale") when the form was opened on an older version."""
    if decision.version != version:
        raise StaleVersion(
            N_("Someone else changed this decision while you had it open."), code="stale",
            hint=N_("Compare both versions below and decide again; nothing you typed is lost."),
        )
