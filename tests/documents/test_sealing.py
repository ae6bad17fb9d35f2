"""The seal: one byte changed, added or moved shows; a draft and a sealed letter can't be sealed."""

import io
import stat
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from digisoc.documents.letters import render_decision
from digisoc.documents.sealing import SealKey, ensure_demo_certificate, seal, verify
from digisoc.kernel.errors import NotAllowedNow
from tests.documents.samples import DRAFT, EXTREME, NOTHING, ORDINARY

AT = datetime(2026, 11, 22, 8, 30, tzinfo=UTC)


@pytest.fixture(scope="module")
def key(tmp_path_factory) -> SealKey:
    return ensure_demo_certificate(tmp_path_factory.mktemp("keys"))


@pytest.fixture(scope="module")
def letter() -> bytes:
    return render_decision(NOTHING)


@pytest.fixture(scope="module")
def sealed(letter, key) -> bytes:
    return seal(letter, key, "Lēmuma apstiprināšana", "Tukums", AT)


def signature_of(pdf: bytes):
    return PdfReader(io.BytesIO(pdf)).root_object["/AcroForm"]["/Fields"][0].get_object()["/V"]


def test_a_fresh_seal_is_valid(sealed, key):
    check = verify(sealed, [key.authority])
    assert check.valid
    assert (check.sealed, check.intact, check.trusted, check.covers_whole_document) == (True, True, True, True)
    assert check.signer == "DigiSoc Demo Seal"
    assert check.time == AT
    assert check.problem == ""


def test_it_is_pades_and_says_why_and_where(sealed):
    signature = signature_of(sealed)
    assert signature["/SubFilter"] == "/ETSI.CAdES.detached"
    assert signature["/Reason"] == "Lēmuma apstiprināšana"
    assert signature["/Location"] == "Tukums"


def catalogue(reader: PdfReader) -> dict[str, object]:
    """The document's own entries (language, marks, structure tree …), with the number of what they point to."""
    root = reader.root_object
    return {name: getattr(root.raw_get(name), "idnum", root.raw_get(name)) for name in root}


@pytest.mark.parametrize("sample", [ORDINARY, EXTREME])
def test_the_letter_stays_archival_and_tagged(sample, key):
    """The letter's own bytes and metadata stay; what the seal adds fits PDF 1.7, on which PDF/A-2 is built."""
    before = render_decision(sample)
    after = seal(before, key, "Lēmums", "Tukums", AT)
    assert after.startswith(before)
    old, new = (PdfReader(io.BytesIO(pdf), strict=True) for pdf in (before, after))
    assert catalogue(old).items() <= catalogue(new).items()
    assert set(catalogue(new)) - set(catalogue(old)) == {"/AcroForm", "/Extensions"}  # no /Version: it stays PDF 1.7
    metadata = [pdf.root_object["/Metadata"].get_object().get_data() for pdf in (old, new)]
    assert metadata[0] == metadata[1]
    assert old.metadata == new.metadata
    field = new.root_object["/AcroForm"]["/Fields"][0].get_object()
    assert field["/TU"] == "Iestādes elektroniskais zīmogs"
    assert field["/F"] & 4  # printable, not hidden: PDF/A
    assert not field["/F"] & 2
    assert max(field["/Rect"]) < 0  # outside the page: PDF/UA asks no tag of it


def test_another_root_is_not_trusted(sealed, tmp_path):
    stranger = ensure_demo_certificate(tmp_path)
    check = verify(sealed, [stranger.authority])
    assert (check.intact, check.trusted, check.valid) == (True, False, False)
    assert check.problem
    assert not verify(sealed, []).valid


@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_one_changed_byte_anywhere_shows(sealed, key, data):
    """Also in the gap that holds the signature itself, which the signature can't cover."""
    place = data.draw(st.integers(0, len(sealed) - 1))
    byte = data.draw(st.integers(0, 255).filter(lambda value: value != sealed[place]))
    changed = sealed[:place] + bytes([byte]) + sealed[place + 1 :]
    check = verify(changed, [key.authority])
    assert not check.valid
    assert not check.intact or not check.sealed


def test_every_byte_of_the_added_part_counts(sealed, letter, key):
    """The part behind the letter, where the signature stands, in steps small enough to meet each of its parts."""
    for place in range(len(letter), len(sealed), 61):
        changed = bytearray(sealed)
        changed[place] ^= 0x20  # among others, turns a capital hexadecimal digit into a small one
        assert not verify(bytes(changed), [key.authority]).valid, place


@pytest.mark.parametrize("addition", [b"\n", b"%", b"\n% a comment after the end\n"])
def test_an_addition_behind_the_seal_shows(sealed, key, addition):
    check = verify(sealed + addition, [key.authority])
    assert not check.covers_whole_document
    assert not check.valid


def test_a_later_revision_shows(sealed, key):
    from pypdf import PdfWriter

    writer = PdfWriter(io.BytesIO(sealed), incremental=True)
    writer.add_metadata({"/Title": "Cits lēmums"})
    changed = io.BytesIO()
    writer.write(changed)
    assert not verify(changed.getvalue(), [key.authority]).valid


@pytest.mark.parametrize("cut", [1, 7, 600, 5000])
def test_a_cut_file_shows(sealed, key, cut):
    assert not verify(sealed[:-cut], [key.authority]).valid


def test_a_letter_without_a_seal_is_told_apart(letter, key):
    check = verify(letter, [key.authority])
    assert (check.sealed, check.intact, check.valid) == (False, False, False)


@pytest.mark.parametrize("junk", [b"", b"%PDF-1.7", b"not a pdf", b"\x00" * 2000])
def test_junk_is_neither_sealed_nor_verified(junk, key):
    assert not verify(junk, [key.authority]).valid
    with pytest.raises(NotAllowedNow) as caught:
        seal(junk, key, "", "", AT)
    assert caught.value.code == "seal.not_pdf"


def test_sealing_twice_is_refused(sealed, key):
    with pytest.raises(NotAllowedNow, match="already sealed") as caught:
        seal(sealed, key, "vēlreiz", "Tukums", AT)
    assert caught.value.code == "seal.twice"
    assert caught.value.hint


def test_a_draft_is_refused(key):
    with pytest.raises(NotAllowedNow, match="draft") as caught:
        seal(render_decision(DRAFT), key, "Lēmums", "Tukums", AT)
    assert caught.value.code == "seal.draft"


def test_moment_must_be_aware(letter, key):
    with pytest.raises(ValueError, match="aware"):
        seal(letter, key, "", "", datetime(2026, 11, 22))


def test_certificate_is_made_once_and_closed_to_others(tmp_path):
    first = ensure_demo_certificate(tmp_path / "deep" / "keys")
    assert ensure_demo_certificate(tmp_path / "deep" / "keys") == first
    files = [path for path in (tmp_path / "deep").rglob("*") if path.is_file()]
    assert len(files) == 3
    assert {stat.S_IMODE(path.stat().st_mode) for path in files} == {0o600}
    assert {stat.S_IMODE(path.parent.stat().st_mode) for path in files} == {0o700}


def test_two_at_once_get_one_certificate(tmp_path):
    with ThreadPoolExecutor(4) as pool:
        keys = list(pool.map(lambda _: ensure_demo_certificate(tmp_path), range(4)))
    assert all(key == keys[0] for key in keys)
    assert [path.name for path in Path(tmp_path).iterdir()] == ["demo-seal"]


def test_lost_key_file_gets_a_sentence(tmp_path):
    from digisoc.kernel.errors import UserFacingError

    ensure_demo_certificate(tmp_path)
    (tmp_path / "demo-seal" / "seal.key.pem").unlink()
    with pytest.raises(UserFacingError) as caught:
        ensure_demo_certificate(tmp_path)
    assert caught.value.code == "seal.key"


def test_key_does_not_print_itself(key):
    assert "PRIVATE" not in repr(key)
