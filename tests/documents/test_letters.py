"""The decision letter: archival, accessible, the same bytes each time, and text that stays text."""

import html
import io
import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from digisoc.documents import letters
from digisoc.documents.letter_data import mask_iban
from digisoc.documents.letters import mask_person_code, render_decision
from digisoc.documents.text import MISSING, coverage, drawable
from digisoc.documents.types import Institution, LawReference, Member, Outcome, ReasonStep
from digisoc.kernel.errors import InvalidValue
from digisoc.kernel.months import Month
from tests.documents.samples import DRAFT, EXTREME, MARKUP, NOTHING, ORDINARY, SPSP33

LETTERS = {"ordinary": ORDINARY, "extreme": EXTREME, "nothing": NOTHING, "draft": DRAFT}


@pytest.fixture(scope="module")
def pdfs():
    return {name: render_decision(letter) for name, letter in LETTERS.items()}


def read(pdf: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(pdf), strict=True)


def words(pdf: bytes) -> str:
    """All text, with line ends, no-break spaces and break opportunities evened out."""
    text = " ".join(page.extract_text() for page in read(pdf).pages)
    return " ".join(text.replace("\u200b", "").split())


def xmp(reader: PdfReader) -> str:
    return reader.root_object["/Metadata"].get_object().get_data().decode()


def said(metadata: str, name: str) -> str:
    return re.search(rf'<{name}>([^<]*)<|{name}="([^"]*)"', metadata).group(1)


def tags(reader: PdfReader) -> list[str]:
    """The structure tree's tags in reading order."""
    found: list[str] = []

    def walk(node) -> None:
        node = node.get_object()
        if not hasattr(node, "get"):
            return
        if "/S" in node:
            found.append(str(node["/S"]))
        children = node.get("/K", [])
        for child in children if isinstance(children, list) else [children]:
            walk(child)

    walk(reader.root_object["/StructTreeRoot"])
    return found


@pytest.mark.parametrize("name", LETTERS)
def test_it_says_that_it_is_archival_and_accessible(pdfs, name):
    reader = read(pdfs[name])
    metadata = xmp(reader)
    assert (said(metadata, "pdfaid:part"), said(metadata, "pdfaid:conformance")) == ("2", "A")
    assert said(metadata, "pdfuaid:part") == "1"
    root = reader.root_object
    assert root["/Lang"].startswith("lv")
    assert root["/MarkInfo"]["/Marked"].value is True
    assert root["/ViewerPreferences"]["/DisplayDocTitle"].value is True
    assert reader.metadata.title in html.unescape(metadata)
    assert "/OutputIntents" in root


@pytest.mark.parametrize("name", LETTERS)
def test_every_font_is_embedded_and_ours(pdfs, name):
    fonts = [
        descendant.get_object()
        for page in read(pdfs[name]).pages
        for font in page["/Resources"]["/Font"].values()
        for descendant in font.get_object()["/DescendantFonts"]
    ]
    assert fonts
    for font in fonts:
        assert "SourceSans3" in font["/BaseFont"]
        assert {"/FontFile2", "/FontFile3"} & set(font["/FontDescriptor"].get_object())


def test_headings_tables_lists_and_links_are_tagged(pdfs):
    found = tags(read(pdfs["ordinary"]))
    assert found.count("/H1") == 1
    assert found.count("/H2") == 7
    assert found.index("/H1") < found.index("/H2")
    assert found.count("/Table") == 2
    assert found.count("/TH") == 5 + 3
    assert found.count("/TR") == (1 + 2) + (1 + 4)
    assert found.count("/LI") == 6 + 1 + 1 + 3
    assert found.count("/Link") == 6 + 3 + 1


def test_it_reads_as_a_person_reads_it(pdfs):
    text = words(pdfs["ordinary"])
    for part in (
        "Tukuma novada Sociālais dienests", "Reģistrācijas Nr. 90000000000", "Anna Bērziņa", "Personas kods 010190-",
        "22.11.2026.", "TUK/2026/000123", "2026-004417", "Mājokļa pabalsts Piešķirts 229,67 € 12.2026–02.2027 689,01 €",
        "GMI pabalsts", "Atteikts", "LV97 … 8910", "kurā ir 4 personas", "Kārlis Bērziņš dēls",
        "1. Mājsaimniecības vidējie ienākumi mēnesī ir 738,93 €", "1 319,00 €", "koeficients 1,3",
        "līdz 22.12.2026. (ieskaitot)", "domes priekšsēdētājs", "Māra Ozola", "Ilze Kalniņa",
        "1. lapa no 2", "2. lapa no 2",
    ):
        assert part in text, part
    assert "HABA" not in text
    assert "PROJEKTS" not in text
    order = ["Ko nolēmām", "Jūsu mājsaimniecība", "Kāpēc tā nolēmām", "Kā apstrīdēt", "Māra Ozola"]
    assert sorted(order, key=text.index) == order


def test_links_lead_to_the_law_and_nowhere_else(pdfs):
    reader = read(pdfs["ordinary"])
    links = [note.get_object() for page in reader.pages for note in page.get("/Annots", [])]
    assert {str(link["/A"]["/URI"]) for link in links} >= {SPSP33.url}
    assert all(str(link["/A"]["/URI"]).startswith("https://likumi.lv/") for link in links)


@pytest.mark.parametrize(
    "url", ["", "javascript:alert(1)", "file:///etc/passwd", "http://likumi.lv", "https://a b", "https://ā.lv", "#"]
)
def test_only_a_web_address_becomes_a_link(url):
    letter = replace(NOTHING, legal_basis=(LawReference("SPSP 33", url),), contestation=replace(
        NOTHING.contestation, law=LawReference("APL", url)))
    reader = read(render_decision(letter))
    assert not [note for page in reader.pages for note in page.get("/Annots", [])]


def test_text_is_never_markup(pdfs):
    text = words(pdfs["extreme"])
    # 1 title, 1 contact, 1 address line, 1 status, 12 roles, 5 notes, 40 steps, 1 note, 1 head's title
    shown = text.replace(" ", "").count(MARKUP.replace(" ", ""))
    assert shown == 63
    assert "40. Solis 39" in text


def test_nothing_long_leaves_the_page(pdfs):
    """Every piece of text begins and ends between the margins (with a hair's breadth of grace)."""
    for page in read(pdfs["extreme"]).pages:
        starts: list[float] = []
        page.extract_text(visitor_text=lambda text, cm, tm, font, size, starts=starts: starts.append(
            tm[4] * cm[0] + cm[4]) if text.strip() else None)
        assert min(starts) >= 70
        assert max(starts) <= 595 - 56


def test_twelve_in_the_household_and_forty_steps(pdfs):
    found = tags(read(pdfs["extreme"]))
    assert found.count("/LI") == 40 + 2 + 1 + 3
    assert found.count("/TH") % 8 == 0  # a header repeated over pages is still a header
    assert "kurā ir 12 personas" in words(pdfs["extreme"])
    assert len(read(pdfs["extreme"]).pages) > 5


def test_letter_without_benefits_says_nothing_about_money(pdfs):
    text = words(pdfs["nothing"])
    assert "Naudu" not in text
    assert "Pabalsts" not in text
    assert "Kā apstrīdēt" in text


def test_refusal_alone_promises_no_transfer():
    refused = replace(ORDINARY, outcomes=(Outcome("GMI pabalsts", "refused"),))
    text = words(render_decision(refused))
    assert "Atteikts" in text
    assert "LV97" not in text


def test_several_benefits_are_summed():
    letter = replace(ORDINARY, outcomes=(
        Outcome("GMI pabalsts", "granted", 12_345, Month(2026, 12), Month(2026, 12), 12_345),
        Outcome("Mājokļa pabalsts", "granted", 200_010, Month(2026, 12), Month(2027, 5), 1_200_060),
    ))
    text = words(render_decision(letter))
    assert "123,45 € 12.2026 123,45 €" in text  # one month is one month
    assert "kopā 12 124,05 €" in text


def test_draft_says_so_on_every_page_and_in_its_title(pdfs):
    reader = read(pdfs["draft"])
    assert len(reader.pages) == 2
    for page in reader.pages:
        assert page.extract_text().count("PROJEKTS") >= 2  # behind the text and above it
    assert "Šis nav lēmums." in words(pdfs["draft"])
    assert reader.metadata.title.startswith("PROJEKTS")
    assert "apliecina iestādes elektroniskais zīmogs" not in words(pdfs["draft"])


def test_same_letter_same_bytes(pdfs):
    letters._compiler.cache_clear()  # a fresh process has nothing in memory
    for name, letter in LETTERS.items():
        assert render_decision(letter) == pdfs[name]


def test_another_day_is_another_file(pdfs):
    assert render_decision(replace(ORDINARY, decision_date=date(2026, 11, 23))) != pdfs["ordinary"]


def test_time_of_making_is_the_day_of_the_decision(pdfs):
    assert read(pdfs["ordinary"]).metadata.creation_date.date() == ORDINARY.decision_date


@pytest.mark.parametrize("field", ["title", "decision_number", "addressee_name"])
def test_incomplete_letter_is_refused(field):
    with pytest.raises(InvalidValue) as caught:
        render_decision(replace(ORDINARY, **{field: "  "}))
    assert caught.value.field == field
    assert caught.value.hint


def test_a_letter_that_decides_nothing_is_refused():
    with pytest.raises(InvalidValue) as caught:
        render_decision(replace(ORDINARY, outcomes=(), status_text=" "))
    assert caught.value.code == "letter.empty"


def test_letters_made_at_the_same_time_do_not_mix(pdfs):
    with ThreadPoolExecutor(4) as pool:
        made = list(pool.map(lambda name: render_decision(LETTERS[name]), ["ordinary", "draft"] * 4))
    assert made == [pdfs["ordinary"], pdfs["draft"]] * 4


@pytest.mark.parametrize("change", [
    {"monthly": 0}, {"total": 0}, {"monthly": -1}, {"first_month": None}, {"last_month": None},
    {"first_month": Month(2027, 1), "last_month": Month(2026, 12)},
])
def test_granted_benefit_needs_its_amount_and_months(change):
    whole = {"monthly": 100, "first_month": Month(2026, 12), "last_month": Month(2027, 2), "total": 300}
    with pytest.raises(InvalidValue, match="Mājokļa"):
        Outcome("Mājokļa pabalsts", "granted", **{**whole, **change})


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(max_size=120), st.text(max_size=400), st.lists(st.text(max_size=60), max_size=3))
def test_any_text_at_all_gives_a_letter(short, long, many):
    letter = replace(
        ORDINARY,
        institution=Institution("I" + short, short, tuple(many), tuple(many)),
        addressee_name="A" + short, addressee_address=tuple(many), title="T" + long, status_text=long,
        household=tuple(Member(text, short) for text in many),
        outcomes=(Outcome(long, "refused", note=short),),
        reasoning=tuple(ReasonStep(long, text, LawReference(short, "https://likumi.lv/" + short)) for text in many),
        unconfirmed=tuple(many), worker_name=short, head_name=short, head_title=long,
    )
    assert render_decision(letter).startswith(b"%PDF-1.7")


@pytest.mark.parametrize(("typed", "drawn"), [
    ("A\u0304nna", "Ānna"), ("a\nb\tc", "a b c"), ("nulle\x00 \u200b\u202e", "nulle"), ("గ", "g"), ("😀", MISSING),
    ("  a   b ", "a b"), ("1\u00a0234,00", "1\u00a0234,00"), ("12,50 €", "12,50\u00a0€"), ("\u00a0", ""),
    ("Łukasz Żółć Ünal Øre", "Łukasz Żółć Ünal Øre"),
])
def test_text_becomes_drawable(typed, drawn):
    assert drawable(typed) == drawn


@given(st.text())
def test_drawable_is_drawable_and_stays_so(text):
    once = drawable(text)
    assert set(once) <= coverage()
    assert drawable(once) == once


def test_the_list_of_characters_is_true_of_the_typeface():
    """One character more than the typeface has, and PDF/A would refuse the letter."""
    chars = sorted(coverage())
    for start in range(0, len(chars), 600):
        body = " ".join(chars[start : start + 600])
        assert render_decision(replace(NOTHING, status_text=body))
    assert set("āčēģīķļņōŗšūžĀČĒĢĪĶĻŅŌŖŠŪŽ€–−×„“”…•□ яЖ") <= coverage()


def test_masks():
    assert mask_person_code("010190-12345") == "010190-•••••"
    assert mask_person_code("01019012345") == "010190-•••••"
    assert mask_iban("LV97 HABA 0012 3456 7891 0") == "LV97 … 8910"
    assert mask_iban("") == mask_iban("LV97") == ""
