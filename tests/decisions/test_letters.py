"""The letter: complete, a draft that can't pass for a decision, sealed once whatever runs twice."""

import io

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob
from pypdf import PdfReader

from digisoc.core.api import read
from digisoc.decisions.api import DecisionLetter, access_letter, draft_decision, preview_letter
from digisoc.decisions.letter_texts import full_laws
from digisoc.decisions.tasks import seal_letter
from digisoc.documents.api import verify
from digisoc.kernel.errors import NotAllowedNow, UserFacingError
from digisoc.registry.api import correct_person
from digisoc.registry.types import PersonData
from digisoc.trail.enums import Purpose
from tests.decisions.household import TODAY, approved, declared

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_work")]


def _text(pdf: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages).split())


def _seal(decision, by):
    seal_letter(institution_id=by.institution_id, user_id=by.user_id, decision_uid=str(decision.uid))


def _jobs():
    return list(ProcrastinateJob.objects.order_by("id").values_list("task_name", flat=True))


def test_the_draft_says_that_it_is_one(worker):
    text = _text(preview_letter(draft_decision(declared(worker), by=worker, why="x"), by=worker))
    assert "PROJEKTS" in text
    assert "Anna Bērziņa" in text


def test_the_letter_says_what_was_decided_why_and_how_to_contest(worker, head):
    decision = approved(declared(worker, wage=10_000), worker, head)
    _seal(decision, head)
    text = _text(read(access_letter(decision.uid, by=worker, purpose=Purpose.CASE_HANDLING)))
    for words in (
        "TUK/2026/000001", "22.11.2026.", "22.12.2026.", "GMI pabalsts", "87,00 €", "11.2026–01.2027",
        "Mājsaimniecības vidējie ienākumi mēnesī", "Sociālo pakalpojumu un sociālās palīdzības likuma 33. panta",
        "Ilze Kalniņa", "Māra Ozola", "LV80 … 5001", "trūcīga no 01.11.2026. līdz 31.01.2027. (3 mēneši)",
    ):
        assert words in text, words
    assert "PROJEKTS" not in text
    assert "LV80BANK0000435195001" not in text


def test_sealed_once_and_announced_once_though_the_job_runs_twice(worker, head):
    decision = approved(declared(worker), worker, head)
    assert _jobs() == ["decisions.seal_letter"]
    _seal(decision, head)
    first = DecisionLetter.objects.get()
    _seal(decision, head)
    assert DecisionLetter.objects.get() == first
    assert _jobs() == ["decisions.seal_letter", "payments.plan_payments"]
    check = verify(read(first.file), [])
    assert check.sealed
    assert check.intact
    assert check.covers_whole_document


def test_a_draft_is_never_sealed(worker, head):
    decision = draft_decision(declared(worker), by=worker, why="x")
    _seal(decision, head)
    assert not DecisionLetter.objects.exists()
    with pytest.raises(NotAllowedNow) as error:
        access_letter(decision.uid, by=worker, purpose=Purpose.CASE_HANDLING)
    assert error.value.code == "letter.none"


def test_a_name_changed_after_approval_does_not_change_the_letter(worker, head):
    decision = approved(declared(worker), worker, head)
    person = decision.case.applicant
    correct_person(
        person, PersonData("Anna", "Ozoliņa", birth_date=person.birth_date), version=person.version, by=worker, why="x"
    )
    _seal(decision, head)
    text = _text(read(DecisionLetter.objects.get().file))
    assert "Anna Bērziņa" in text
    assert "Ozoliņa" not in text
    assert decision.decided_on == TODAY


@pytest.mark.parametrize(
    ("short", "full"),
    [
        ("SPSP 33", ["Sociālo pakalpojumu un sociālās palīdzības likuma 33. pants"]),
        ("SPSP 33(4)", ["Sociālo pakalpojumu un sociālās palīdzības likuma 33. panta ceturtā daļa"]),
        ("SPSP 36(1) 2)", ["Sociālo pakalpojumu un sociālās palīdzības likuma 36. panta pirmās daļas 2. punkts"]),
        ("SPSP 33, 36(1)", ["Sociālo pakalpojumu un sociālās palīdzības likuma 33. pants",
                            "Sociālo pakalpojumu un sociālās palīdzības likuma 36. panta pirmā daļa"]),
        ("MK 809 2.", ["Ministru kabineta 17.12.2020. noteikumu Nr. 809 2. punkts"]),
        ("MK 809", ["Ministru kabineta 17.12.2020. noteikumi Nr. 809"]),
        ("SPSP 35(3); MK 809 3. pielikums",
         ["Sociālo pakalpojumu un sociālās palīdzības likuma 35. panta trešā daļa",
          "Ministru kabineta 17.12.2020. noteikumu Nr. 809 3. pielikums"]),
    ],
)
def test_articles_are_written_out(short, full):
    assert full_laws(short) == full


def test_without_a_production_key_nothing_is_half_sealed(worker, head, settings, tmp_path):
    decision = approved(declared(worker), worker, head)
    settings.DIGISOC_DEMO, settings.DIGISOC_SEAL_KEYS = False, tmp_path / "none"
    with pytest.raises(UserFacingError) as error:
        _seal(decision, head)
    assert error.value.code == "seal.key"
    assert not DecisionLetter.objects.exists()
    assert _jobs() == ["decisions.seal_letter"]
    settings.DIGISOC_DEMO = True
    _seal(decision, head)
    assert DecisionLetter.objects.count() == 1
