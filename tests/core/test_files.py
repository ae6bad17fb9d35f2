"""Uploads: every refusal, and that what was stored comes back unchanged."""

import io
from pathlib import Path

import pytest
from PIL import Image
from pypdf import PdfWriter

from digisoc.core.api import MAX_UPLOAD_BYTES, acting, check_upload, path_of, read, store
from digisoc.kernel.errors import InvalidValue


def image(kind: str) -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", (40, 30), "white").save(buffer, kind)
    return buffer.getvalue()


def pdf() -> bytes:
    writer, buffer = PdfWriter(), io.BytesIO()
    writer.add_blank_page(200, 200)
    writer.write(buffer)
    return buffer.getvalue()


@pytest.mark.parametrize(("name", "content", "media_type"), [
    ("rēķins.pdf", pdf(), "application/pdf"),
    ("bilde.JPG", image("JPEG"), "image/jpeg"),
    ("bilde.jpeg", image("JPEG"), "image/jpeg"),
    ("bilde.png", image("PNG"), "image/png"),
    ("bez-paplašinājuma", pdf(), "application/pdf"),
])
def test_what_is_what_it_says_passes(name, content, media_type):
    assert check_upload(name, content) == media_type


@pytest.mark.parametrize(("name", "content", "code"), [
    ("tukšs.pdf", b"", "file.empty"),
    ("liels.pdf", pdf() + b"\0" * MAX_UPLOAD_BYTES, "file.too_large"),
    ("program.pdf", b"MZ\x90\0" + b"\0" * 200, "file.type"),
    ("page.pdf", b"<html><script>alert(1)</script></html>", "file.type"),
    ("bilde.png", image("JPEG"), "file.type"),
    ("bilde.pdf", image("PNG"), "file.type"),
    ("bilde.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "file.type"),
    ("bilde.gif", image("GIF"), "file.type"),
    ("rēķins.exe", pdf(), "file.type"),
    ("nogriezts.pdf", pdf()[:40], "file.type"),
    ("nogriezta.png", image("PNG")[:30], "file.type"),
    ("vārdi.pdf", b"%PDF-1.7\nthis is no document", "file.type"),
    ("teksts.txt", b"just words", "file.type"),
])
def test_what_is_not_is_refused_with_a_sentence(name, content, code):
    with pytest.raises(InvalidValue) as refusal:
        check_upload(name, content)
    assert refusal.value.code == code
    assert refusal.value.params["name"] == name
    assert refusal.value.hint
    assert refusal.value.field == "file"


def test_the_largest_allowed_size_is_ten_megabytes():
    assert MAX_UPLOAD_BYTES == 10 * 1024 * 1024
    content = pdf()
    with pytest.raises(InvalidValue, match="larger than 10 MB"):
        check_upload("x.pdf", content + b"\n" * (MAX_UPLOAD_BYTES - len(content) + 1))


@pytest.fixture
def place(institutions, settings, tmp_path) -> int:
    settings.DIGISOC_FILES = tmp_path
    return institutions["TUK"].pk


def put(place: int, content: bytes, name: str = "x.pdf"):
    return store(content, name=name, media_type="application/pdf", institution_id=place, user_id=1)


def test_stored_bytes_come_back(place):
    with acting(institution_id=place, user_id=1, purpose="test"):
        content = pdf()
        assert read(put(place, content)) == content


def test_the_same_content_is_stored_once_and_named_twice(place, tmp_path):
    with acting(institution_id=place, user_id=1, purpose="test"):
        first, second = put(place, b"a", "a.pdf"), put(place, b"a", "b.pdf")
    assert path_of(first) == path_of(second)
    assert (first.name, second.name) == ("a.pdf", "b.pdf")
    assert len([path for path in tmp_path.rglob("*") if path.is_file()]) == 1


def test_a_name_can_lead_nowhere(place, tmp_path):
    with acting(institution_id=place, user_id=1, purpose="test"):
        file = put(place, b"a", "../../../../etc/passwd")
    assert file.name == "passwd"
    assert path_of(file).is_relative_to(tmp_path)


def test_files_are_for_their_owner_only_and_outside_what_is_served(place, settings):
    with acting(institution_id=place, user_id=1, purpose="test"):
        path = path_of(put(place, b"secret"))
    assert path.stat().st_mode & 0o077 == 0
    served = [Path(settings.STATIC_ROOT), *map(Path, settings.STATICFILES_DIRS)]
    assert not any(path.is_relative_to(folder) for folder in served)


def test_a_changed_file_is_never_shown(place):
    with acting(institution_id=place, user_id=1, purpose="test"):
        file = put(place, b"original")
        path_of(file).write_bytes(b"changed")
        with pytest.raises(RuntimeError, match="changed on disk"):
            read(file)
