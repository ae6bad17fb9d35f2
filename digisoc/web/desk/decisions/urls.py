"""Addresses of the calculation, decisions and approvals; taken in by the desk under its own name space."""

from django.urls import path

from digisoc.web.desk.decisions import approvals, calculation, views

urlpatterns = [
    path("cases/<uuid:uid>/calculation/", calculation.calculation, name="calculation"),
    path("applications/<uuid:uid>/decision", calculation.draft, name="draft_decision"),
    path("cases/<uuid:uid>/decisions/", views.decisions, name="decisions"),
    path("decisions/<uuid:uid>/", views.decision, name="decision"),
    path("decisions/<uuid:uid>/submit", views.submit, name="submit_decision"),
    path("decisions/<uuid:uid>/approve", views.approve, name="approve_decision"),
    path("decisions/<uuid:uid>/return", views.send_back, name="return_decision"),
    path("decisions/<uuid:uid>/withdraw", views.withdraw, name="withdraw_decision"),
    path("decisions/<uuid:uid>/calculate-again", views.redraft, name="redraft_decision"),
    path("decisions/<uuid:uid>/letter.pdf", views.letter, name="decision_letter"),
    path("decisions/<uuid:uid>/draft.pdf", views.preview, name="decision_preview"),
    path("decisions/<uuid:uid>/letter-state", views.letter_state, name="letter_state"),
    path("approvals/", approvals.approvals, name="approvals"),
]
