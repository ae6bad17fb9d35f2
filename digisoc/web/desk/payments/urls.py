"""Addresses of payments; taken in by the desk under its own name space."""

from django.urls import path

from digisoc.web.desk.payments import case_payments, runs

urlpatterns = [
    path("cases/<uuid:uid>/payments/", case_payments.payments, name="payments"),
    path("cases/<uuid:uid>/payments/<uuid:due_uid>/account/", case_payments.account, name="correct_account"),
    path("payments/", runs.runs, name="payment_runs"),
    path("payments/collect", runs.collect, name="collect_run"),
    path("payments/runs/<uuid:uid>/", runs.run, name="payment_run"),
    path("payments/runs/<uuid:uid>/release", runs.release, name="release_run"),
    path("payments/runs/<uuid:uid>/discard", runs.discard, name="discard_run"),
    path("payments/runs/<uuid:uid>/file", runs.file, name="run_file"),
]
