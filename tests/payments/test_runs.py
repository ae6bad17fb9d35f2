"""From due amounts to the bank file: planned once, paid once, by four eyes, fetched identically."""

import uuid
from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction

from digisoc.accounts.api import Institution, Role
from digisoc.core.api import StoredFile
from digisoc.decisions.tasks import seal_letter
from digisoc.exchange.payments_out.api import read_pain001, validate_pain001
from digisoc.kernel.errors import InvalidValue, NotAllowedForYou, NotAllowedNow, NotVisible, StaleVersion
from digisoc.kernel.months import Month
from digisoc.payments.api import (
    Due,
    PaymentRun,
    RunLine,
    access_lines,
    access_run,
    can_release,
    collect_run,
    correct_account,
    discard_run,
    download_file,
    downloads_of,
    due_overview,
    payment_runs,
    payments_of,
    reconcile,
    release_run,
)
from digisoc.payments.bank_file import build_file
from digisoc.payments.enums import DueState, RunState
from digisoc.payments.tasks import plan_payments
from digisoc.trail.models import AccessEntry
from tests.decisions.household import IBAN, approved, declared
from tests.payments.conftest import PAYER_IBAN
from tests.payments.schedule import JANUARY, NOVEMBER, collected, planned, released

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_work", "payer")]


def _job(task, decision, by):
    task(institution_id=by.institution_id, user_id=by.user_id, decision_uid=str(decision.uid))


def test_jobs_that_run_twice_plan_once(worker, head):
    decision = approved(declared(worker, wage=10_000, rent=0), worker, head)
    _job(plan_payments, decision, head)
    assert not Due.objects.exists()  # nothing is paid before the letter is sealed
    for task in (seal_letter, plan_payments, seal_letter, plan_payments):
        _job(task, decision, head)
    dues = Due.objects.filter(decision=decision, item__benefit="gmi").order_by("month")
    assert [(str(due.month), due.cents) for due in dues] == [
        ("2026-11-01", 8_700), ("2026-12-01", 8_700), ("2027-01-01", 8_700),
    ]
    assert {(due.iban, due.payee_name, due.state) for due in dues} == {(IBAN, "Anna Bērziņa", "planned")}
    assert Due.objects.count() == sum(item.months for item in decision.items.exclude(benefit="status"))


def test_a_refusal_plans_nothing(worker, head):
    assert planned(worker, head, wage=200_000) == []


def test_collecting_takes_what_is_due_up_to_the_month(worker, head, accountant):
    dues = planned(worker, head)
    run = collected(accountant)
    november = [due for due in dues if due.month == date(2026, 11, 1)]
    assert (run.number, run.count, run.total_cents) == ("2026-000001", 2, sum(due.cents for due in november))
    assert {line.due_id for line in run.lines.all()} == {due.pk for due in november}
    assert {line.purpose for line in run.lines.all()} == {
        "GMI pabalsts 11.2026, lēmums TUK/2026/000001", "Mājokļa pabalsts 11.2026, lēmums TUK/2026/000001",
    }
    overview = due_overview(by=accountant)
    assert [(row.month, row.planned_count, row.collected_count) for row in overview] == [
        (NOVEMBER, 0, 2), (Month(2026, 12), 2, 0), (JANUARY, 2, 0),
    ]


def test_a_double_click_collects_once_and_then_nothing_is_due(worker, head, accountant):
    planned(worker, head)
    token = uuid.uuid4()
    first = collect_run(due_until=NOVEMBER, by=accountant, why="x", form_token=token)
    assert collect_run(due_until=NOVEMBER, by=accountant, why="x", form_token=token) == first
    with pytest.raises(NotAllowedNow) as error:
        collected(accountant)
    assert error.value.code == "run.nothing_due"


def test_a_discarded_run_frees_its_amounts(worker, head, accountant):
    planned(worker, head)
    run = collected(accountant)
    with pytest.raises(InvalidValue) as error:
        discard_run(run, version=run.version, by=accountant, why=" ")
    assert error.value.code == "run.reason"
    gone = discard_run(run, version=run.version, by=accountant, why="kļūda kontā")
    assert (gone.state, gone.discard_reason) == (RunState.DISCARDED, "kļūda kontā")
    again = collected(accountant)
    assert again.total_cents == run.total_cents
    assert again.number == "2026-000002"


def test_the_file_is_valid_reconciles_and_holds_every_payment(worker, head, accountant, second):
    planned(worker, head, wage=10_000)
    planned(worker, head, name="Līga")
    run = released(accountant, second)
    fetched = download_file(run, by=second)
    assert validate_pain001(fetched.content) == []
    file = read_pain001(fetched.content)
    dues = Due.objects.filter(state=DueState.RELEASED)
    assert (file.version, file.message_id, file.payer_iban) == ("pain.001.001.09", "TUK-R-2026-000001", PAYER_IBAN)
    assert file.total == run.total_cents == sum(due.cents for due in dues) == fetched.total_cents
    assert {(line.end_to_end_id, line.cents, line.iban) for line in file.transfers} == {
        (due.uid.hex, due.cents, due.iban) for due in dues
    }
    assert reconcile(run).equal
    assert str(run.execution_date) == "2026-11-23"


def test_the_file_is_fetched_again_identically_and_says_so(worker, head, accountant, second):
    planned(worker, head)
    run = released(accountant, second)
    first = download_file(run, by=accountant)
    again = download_file(run, by=second)
    assert first.content == again.content
    assert first.sha256 == run.sha256
    assert (first.is_first, again.is_first) == (True, False)
    assert (again.first_by, again.first_at) == ("Dace Liepa", first.first_at)
    assert [download.is_first for download in downloads_of(run)] == [True, False]
    run = PaymentRun.objects.get(pk=run.pk)
    assert build_file(run, list(run.lines.select_related("due").order_by("id"))) == first.content


def test_the_collector_does_not_release(worker, head, accountant, actor):
    planned(worker, head)
    run = collected(accountant)
    both = actor("TUK", Role.HEAD, name="Dace Liepa")  # the same accountant, now also head
    assert both.user_id == accountant.user_id
    for by in (accountant, both):
        assert not can_release(run, by)
        with pytest.raises(NotAllowedForYou) as error:
            release_run(run, version=run.version, by=by, why="x")
        assert error.value.code == "four_eyes"
    with pytest.raises(IntegrityError, match="run_four_eyes"), transaction.atomic():
        PaymentRun.objects.filter(pk=run.pk).update(
            state="released", released_by_id=accountant.user_id, released_at="2026-11-22T10:00Z", message_id="x",
            sha256="x", file=StoredFile.objects.first(),
        )


def test_the_head_releases_and_the_second_click_gives_the_same(worker, head, accountant, second):
    planned(worker, head)
    run = collected(accountant)
    first = release_run(run, version=run.version, by=head, why="x")
    again = release_run(run, version=run.version, by=head, why="x")
    assert first.sha256 == again.sha256
    with pytest.raises(NotAllowedNow) as error:
        release_run(run, version=run.version, by=second, why="x")
    assert error.value.code == "run.released"
    with pytest.raises(NotAllowedNow) as error:
        discard_run(run, version=first.version, by=accountant, why="x")
    assert error.value.code == "run.released"


@pytest.mark.parametrize("role", [Role.SOCIAL_WORKER, Role.ASSISTANCE_ORGANISER, Role.AUDITOR, Role.ADMINISTRATOR])
def test_other_roles_neither_collect_release_nor_fetch(worker, head, accountant, actor, role):
    planned(worker, head)
    run = collected(accountant)
    other = actor("TUK", role, name="Other")
    for command, code in (
        (lambda: collected(other), "collect_run"),
        (lambda: release_run(run, version=run.version, by=other, why="x"), "release_run"),
        (lambda: discard_run(run, version=run.version, by=other, why="x"), "collect_run"),
        (lambda: download_file(run, by=other), "fetch_file"),
    ):
        with pytest.raises(NotAllowedForYou) as error:
            command()
        assert error.value.code == code


def test_another_municipality_has_no_such_run(worker, head, accountant, actor, acting_as):
    planned(worker, head)
    run = collected(accountant)
    stranger = actor("LPJ", Role.ACCOUNTANT, name="Stranger")
    with acting_as(stranger):
        assert list(payment_runs(by=stranger)) == []
        assert due_overview(by=stranger) == []
        for command in (
            lambda: access_run(run.uid, by=stranger),
            lambda: release_run(run, version=run.version, by=stranger, why="x"),
            lambda: download_file(run, by=stranger),
        ):
            with pytest.raises(NotVisible):
                command()


def test_a_stale_version_releases_nothing(worker, head, accountant, second):
    planned(worker, head)
    run = collected(accountant)
    with pytest.raises(StaleVersion):
        release_run(run, version=run.version + 1, by=second, why="x")
    assert set(Due.objects.filter(lines__run=run).values_list("state", flat=True)) == {DueState.COLLECTED}


def test_a_bad_account_names_the_payee_and_leaves_nothing_half_done(worker, head, accountant, second):
    planned(worker, head)
    for due in planned(worker, head, name="Līga"):
        Due.objects.filter(pk=due.pk).update(iban="LV80BANK0000435195002")
    run = collected(accountant)
    files = StoredFile.objects.count()
    with pytest.raises(InvalidValue) as error:
        release_run(run, version=run.version, by=second, why="x")
    assert error.value.code == "line.iban"
    assert "Līga Bērziņa" in str(error.value)
    assert PaymentRun.objects.get(pk=run.pk).state == RunState.COLLECTED
    assert StoredFile.objects.count() == files
    discard_run(run, version=run.version, by=accountant, why="kļūda kontā")
    for due in Due.objects.filter(payee_name="Līga Bērziņa"):
        correct_account(due, iban=IBAN, version=due.version, by=accountant, why="x")
    assert released(accountant, second).total_cents == run.total_cents


def test_an_account_is_corrected_only_while_planned(worker, head, accountant):
    due = planned(worker, head)[0]
    with pytest.raises(InvalidValue) as error:
        correct_account(due, iban="LV80BANK0000435195002", version=due.version, by=accountant, why="x")
    assert error.value.code == "iban.check_digits"
    collected(accountant)
    with pytest.raises(NotAllowedNow) as error:
        correct_account(due, iban=IBAN, version=due.version, by=accountant, why="x")
    assert error.value.code == "due.state"


def test_an_institution_without_an_account_pays_nothing(worker, head, accountant, second):
    planned(worker, head)
    Institution.objects.filter(short_code="TUK").update(payment_iban="")
    run = collected(accountant)
    with pytest.raises(NotAllowedNow) as error:
        release_run(run, version=run.version, by=second, why="x")
    assert error.value.code == "payer.iban_missing"


def test_a_past_payment_day_is_refused(worker, head, accountant, second):
    planned(worker, head)
    run = collected(accountant)
    with pytest.raises(InvalidValue) as error:
        release_run(run, version=run.version, by=second, why="x", execution_date=date(2026, 11, 21))
    assert error.value.code == "payments.execution_date"


def test_no_file_before_the_release(worker, head, accountant):
    planned(worker, head)
    with pytest.raises(NotAllowedNow) as error:
        download_file(collected(accountant), by=accountant)
    assert error.value.code == "run.no_file"


def test_looking_at_payees_is_logged(worker, head, accountant, second):
    dues = planned(worker, head)
    run = released(accountant, second)
    person = dues[0].payee.uid
    access_lines(run, by=accountant)
    payments_of(dues[0].case, by=worker)
    download_file(run, by=accountant)
    seen = set(AccessEntry.objects.filter(subject=person).values_list("what", "user_id"))
    assert ("payment_run", accountant.user_id) in seen
    assert ("payments", worker.user_id) in seen
    assert ("bank_file", accountant.user_id) in seen


def test_a_due_amount_stands_in_one_live_run_even_by_sql(worker, head, accountant):
    planned(worker, head)
    planned(worker, head, name="Līga")
    run = collected(accountant)
    other = collected(accountant, Month(2026, 12))
    line = run.lines.first()
    line.pk = line.id = None
    line.uid, line.run = uuid.uuid4(), other
    with pytest.raises(IntegrityError, match="a_due_is_paid_once"), transaction.atomic():
        line.save(force_insert=True)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE payments_paymentrun SET total_cents = 1",
        "UPDATE payments_paymentrun SET state = 'collected', file_id = NULL, released_by_id = NULL",
        "DELETE FROM payments_paymentrun",
        "UPDATE payments_runline SET live = false",
        "UPDATE payments_runline SET iban = 'LV00'",
        "DELETE FROM payments_runline",
        "UPDATE payments_due SET state = 'planned' WHERE state = 'released'",
        "UPDATE payments_due SET iban = 'LV00' WHERE state = 'released'",
        "UPDATE payments_due SET cents = cents + 1 WHERE state = 'planned'",
        "UPDATE payments_due SET month = '2030-01-01' WHERE state = 'planned'",
        "DELETE FROM payments_due",
    ],
)
def test_what_was_paid_is_immutable_even_by_sql(worker, head, accountant, second, statement):
    planned(worker, head)
    released(accountant, second)
    assert RunLine.objects.exists()
    with pytest.raises(IntegrityError, match=r"can't be changed|frozen|never deleted"), transaction.atomic():
        connection.cursor().execute(statement)
