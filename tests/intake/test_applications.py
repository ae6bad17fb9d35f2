"""Applications: once, signed by every adult, with documents that are what they say."""

import io
import uuid
from datetime import date, timedelta

import pytest
from PIL import Image

from digisoc.intake.api import (
    Application,
    attach_document,
    complete_declaration,
    missing_signatures,
    record_signature,
    reopen_declaration,
    submit_application,
)
from digisoc.intake.enums import ApplicationState, AttachmentKind, SignatureMethod
from digisoc.intake.models import Attachment
from digisoc.kernel import clock
from digisoc.kernel.errors import InvalidValue, NotAllowedNow
from digisoc.kernel.months import Month
from tests.intake.conftest import application_data, register_story

pytestmark = pytest.mark.django_db


def _sign(application, person, by, **changes):
    values = {"signed_on": clock.today(), "method": SignatureMethod.PAPER, **changes}
    return record_signature(application, person, by=by, why="x", **values)


def test_a_double_click_makes_one_application(worker):
    people, household = register_story("berzini", worker)
    data = application_data()
    first = submit_application(data, applicant=people[0], household=household, by=worker, why="x")
    second = submit_application(data, applicant=people[0], household=household, by=worker, why="x")
    assert first == second
    assert Application.objects.count() == 1


def test_a_second_application_for_the_same_is_pointed_to_the_first(worker):
    people, household = register_story("berzini", worker)
    submit_application(application_data(), applicant=people[0], household=household, by=worker, why="x")
    with pytest.raises(NotAllowedNow) as refused:
        submit_application(application_data(), applicant=people[1], household=household, by=worker, why="x")
    assert refused.value.code == "application.open"
    assert refused.value.params == {"day": "22.11.2026.", "number": "2026-000001"}
    assert Application.objects.count() == 1


def test_the_deadline_is_one_month_on_a_working_day(applied):
    application, _ = applied("berzini")
    assert application.due_on == date(2026, 12, 22)
    assert application.case.number == "2026-000001"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"requests": ()}, "application.requests"),
        ({"received_on": date(2026, 11, 23)}, "application.future"),
        ({"first_month": Month(2026, 9)}, "application.first_month"),
        ({"iban": ""}, "application.iban"),
        ({"iban": "LV80BANK0000435195002"}, ""),
    ],
)
def test_bad_input_gets_a_sentence_and_makes_nothing(worker, changes, code):
    people, household = register_story("berzini", worker)
    with pytest.raises(InvalidValue) as refused:
        submit_application(application_data(**changes), applicant=people[0], household=household, by=worker, why="x")
    assert refused.value.field
    assert not code or refused.value.code == code
    assert not Application.objects.exists()


def test_each_adult_signs_once_and_children_do_not(worker, applied):
    application, (anna, janis, child, _) = applied("berzini")
    assert missing_signatures(application) == [anna, janis]
    _sign(application, anna, worker)
    _sign(application, anna, worker)
    assert missing_signatures(application) == [janis]
    with pytest.raises(InvalidValue, match="under 18"):
        _sign(application, child, worker)
    with pytest.raises(InvalidValue, match="future"):
        _sign(application, janis, worker, signed_on=clock.today() + timedelta(days=1))


def test_an_unsigned_declaration_is_not_complete_and_names_who_is_missing(worker, applied):
    application, (anna, *_) = applied("berzini")
    _sign(application, anna, worker)
    with pytest.raises(NotAllowedNow) as refused:
        complete_declaration(application, by=worker, why="x")
    assert refused.value.params["names"] == "Jānis Bērziņš"


def test_a_complete_declaration_can_be_reopened(worker, applied):
    application, (anna, janis, *_) = applied("berzini")
    _sign(application, anna, worker)
    _sign(application, janis, worker)
    complete_declaration(application, by=worker, why="x")
    assert application.state == ApplicationState.DECLARED
    with pytest.raises(NotAllowedNow):
        complete_declaration(application, by=worker, why="x")
    reopen_declaration(application, by=worker, why="x")
    assert application.state == ApplicationState.COLLECTING


def _png() -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", (4, 4)).save(buffer, "PNG")
    return buffer.getvalue()


def test_the_same_document_is_kept_once(worker, applied, settings, tmp_path):
    settings.DIGISOC_FILES = tmp_path / "files"
    application, (anna, *_) = applied("berzini")
    for name in ("rēķins.png", "rēķins vēlreiz.png"):
        attach_document(
            application, name=name, content=_png(), kind=AttachmentKind.BILL, person=anna, by=worker, why="x"
        )
    assert Attachment.objects.count() == 1


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("a.pdf", b"", "file.empty"),
        ("a.pdf", b"%PDF-1.7\n" + b"0" * (10 * 1024 * 1024), "file.too_large"),
        ("a.pdf", b"<html><script>alert(1)</script></html>", "file.type"),
        ("a.pdf", b"MZ" + b"\0" * 200, "file.type"),
        ("a.pdf", b"%PDF-1.7 cut off", "file.type"),
    ],
)
def test_a_file_that_is_not_what_it_says_is_refused(worker, applied, name, content, code):
    application, _ = applied("berzini")
    with pytest.raises(InvalidValue) as refused:
        attach_document(
            application, name=name, content=content, kind=AttachmentKind.BILL, person=None, by=worker, why="x"
        )
    assert refused.value.code == code
    assert not Attachment.objects.exists()


def test_a_png_called_pdf_is_refused(worker, applied):
    application, _ = applied("berzini")
    with pytest.raises(InvalidValue) as refused:
        attach_document(
            application, name="a.pdf", content=_png(), kind=AttachmentKind.BILL, person=None, by=worker, why="x"
        )
    assert refused.value.code == "file.type"


def test_a_form_token_of_another_institution_is_free(worker, actor, acting_as):
    token = uuid.uuid4()
    people, household = register_story("berzini", worker)
    submit_application(application_data(form_token=token), applicant=people[0], household=household, by=worker, why="x")
    from digisoc.accounts.api import Role

    neighbour = actor("LPJ", Role.SOCIAL_WORKER, name="Karlis Test")
    with acting_as(neighbour):
        people, household = register_story("berzini", neighbour)
        made = submit_application(
            application_data(form_token=token), applicant=people[0], household=household, by=neighbour, why="x"
        )
    assert made.institution_id == neighbour.institution_id
