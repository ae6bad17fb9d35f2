"""The bank file: exact to the cent, valid against the schema, the same every time it is fetched."""

import contextlib
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from schwifty import IBAN

from digisoc.exchange.payments_out.api import build_pain001, check_iban, read_pain001, validate_pain001
from digisoc.exchange.payments_out.mapping import LATVIAN, bank_text, is_identifier
from digisoc.exchange.payments_out.types import VERSIONS, Payer, Transfer
from digisoc.kernel.errors import InvalidValue
from digisoc.kernel.money import MAX_CENTS

PAYER = Payer(
    name="Tukuma novada Sociālais dienests", iban="LV80 BANK 0000 4351 9500 1", bic="HABALV22",
    town="Tukums", country="LV", street="Šēseles iela", building="3", postcode="LV-3101",
)
ANNA = Transfer(
    end_to_end_id="P-2026-000001", payee_name="Anna Bērziņa", iban="LV97HABA0012345678910",
    cents=22967, purpose="Mājokļa pabalsts 12.2026, lēmums TUK/2026/000123",
)
MADE = {
    "message_id": "TUK-2026-000007", "created_at": datetime(2026, 11, 22, 8, 15, tzinfo=UTC),
    "execution_date": date(2026, 11, 24),
}


def build(transfers=(ANNA,), payer=PAYER, **changes):
    return build_pain001(payer, transfers, **{**MADE, **changes})


def refusal(**kwargs) -> InvalidValue:
    with pytest.raises(InvalidValue) as caught:
        build(**kwargs)
    assert str(caught.value).endswith(".")
    assert caught.value.hint
    return caught.value


def text_of(xml: bytes, path: str) -> str:
    return etree.fromstring(xml).findtext(".//" + "/".join("{*}" + name for name in path.split("/")))


@pytest.mark.parametrize("version", VERSIONS)
def test_file_is_valid_and_says_what_it_holds(version):
    xml = build([ANNA, replace(ANNA, end_to_end_id="P-2", cents=1)], version=version)
    assert validate_pain001(xml) == []
    assert (text_of(xml, "GrpHdr/NbOfTxs"), text_of(xml, "GrpHdr/CtrlSum")) == ("2", "229.68")
    assert (text_of(xml, "PmtInf/NbOfTxs"), text_of(xml, "PmtInf/CtrlSum")) == ("2", "229.68")
    assert text_of(xml, "GrpHdr/CreDtTm") == "2026-11-22T10:15:00"  # Riga time
    assert text_of(xml, "Dbtr/PstlAdr/TwnNm") == "Tukums"
    assert text_of(xml, "Dbtr/PstlAdr/Ctry") == "LV"
    assert text_of(xml, "Cdtr/Nm") == "Anna Bērziņa"
    assert text_of(xml, "PmtTpInf/SvcLvl/Cd") == "SEPA"


@pytest.mark.parametrize("version", VERSIONS)
def test_sepaxml_reads_it_as_valid_too(version):
    """An independent validator (xmlschema) over the same schemas agrees with lxml."""
    from sepaxml.validation import try_valid_xml

    try_valid_xml(build(version=version), version)


def test_same_input_same_bytes():
    assert build() == build()
    assert build() != build(message_id="TUK-2026-000008")


def test_reads_back_what_was_written():
    second = replace(ANNA, end_to_end_id="P-2", payee_town="Tukums", payee_country="LV", cents=5)
    file = read_pain001(build([ANNA, second]))
    assert (file.count, file.total, file.transfers) == (2, 22972, (ANNA, second))
    assert (file.message_id, file.execution_date) == ("TUK-2026-000007", date(2026, 11, 24))
    assert (file.payer_iban, file.payer_name) == ("LV80BANK0000435195001", PAYER.name)


accounts = st.integers(0, 10**13 - 1).map(lambda n: str(IBAN.generate("LV", "HABA", f"{n:013d}")))
transfer_bodies = st.builds(
    Transfer,
    end_to_end_id=st.just("x"),
    payee_name=st.text(max_size=100).map(lambda text: "Ž" + text),
    iban=accounts,
    cents=st.integers(1, MAX_CENTS),
    purpose=st.text(max_size=139).map(lambda text: "p" + text),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(transfer_bodies, min_size=1, max_size=12), st.sampled_from(VERSIONS), st.text(max_size=80))
def test_any_text_and_amount_gives_a_valid_file_with_an_exact_sum(bodies, version, name):
    transfers = [replace(body, end_to_end_id=f"P-{index}") for index, body in enumerate(bodies)]
    xml = build(transfers, replace(PAYER, name="D" + name), version=version)
    assert validate_pain001(xml) == []
    file = read_pain001(xml)
    assert file.total == sum(transfer.cents for transfer in transfers) == sum(t.cents for t in file.transfers)
    assert [t.cents for t in file.transfers] == [t.cents for t in transfers]
    assert [t.iban for t in file.transfers] == [t.iban for t in transfers]


ALLOWED = set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789/-?:().,'+ " + LATVIAN)


@given(st.text(max_size=200), st.integers(1, 140))
def test_bank_text_never_leaves_the_character_set(text, limit):
    result = bank_text(text, limit)
    assert set(result) <= ALLOWED
    assert len(result) <= limit
    assert "//" not in result
    assert result == result.strip("/ ")


@pytest.mark.parametrize(("typed", "written"), [
    ("Kārlis Ģērmanis-Ķīsis", "Kārlis Ģērmanis-Ķīsis"),
    ("Ļena Ņurka", "Ļena Ņurka"),  # letters typed with combining marks
    ("Łukasz Müller & Søn", "Lukasz Muller + Son"),
    ("Алла Ко_ва", "Alla Ko-va"),
    ("//a//b//", "a/b"),
    ("“12,50 €”", "'12,50 EUR'"),
])
def test_text_is_written_with_the_nearest_letters(typed, written):
    assert bank_text(typed, 70) == written


@pytest.mark.parametrize(("text", "good"), [
    ("P-1", True), ("a" * 35, True), ("a" * 36, False), ("", False), ("P 1", False), ("/P", False), ("P/", False),
    ("P//1", False), ("Pā", False), ("P_1", False), ("P-1\n", False),
])
def test_identifiers(text, good):
    assert is_identifier(text) is good


@pytest.mark.parametrize(("typed", "code"), [
    ("", "iban.empty"), ("   ", "iban.empty"),
    ("LV97 HABA 0012 3456 7891", "iban.length"), ("LV97HABA00123456789101", "iban.length"),
    ("LV98HABA0012345678910", "iban.check_digits"),
    ("XX97HABA0012345678910", "iban.country"),
    ("LV97HAB!0012345678910", "iban.form"), ("konts", "iban.form"), ("LV", "iban.form"), ("%s%d", "iban.form"),
    ("AE070331234567890123456", "iban.not_sepa"),
])
def test_bad_accounts_get_a_sentence(typed, code):
    with pytest.raises(InvalidValue) as caught:
        check_iban(typed, "account")
    assert (caught.value.code, caught.value.field) == (code, "account")
    assert caught.value.hint


def test_account_is_normalised():
    assert check_iban(" lv97 haba 0012 3456 7891 0 ") == "LV97HABA0012345678910"


@given(st.text(max_size=40))
def test_no_text_breaks_the_account_check(text):
    with contextlib.suppress(InvalidValue):  # anything else that is raised would be a 500
        assert check_iban(text).isalnum()


def test_empty_run_is_refused():
    assert refusal(transfers=()).code == "payments.empty"


@pytest.mark.parametrize("cents", [0, -1, -22967])
def test_amount_not_above_zero_is_refused_with_the_payee(cents):
    error = refusal(transfers=[replace(ANNA, end_to_end_id="P-0"), replace(ANNA, cents=cents)])
    assert (error.code, error.field) == ("transfer.amount", "transfers[1].cents")
    assert "Anna Bērziņa" in str(error)


def test_absurd_amount_is_refused():
    assert refusal(transfers=[replace(ANNA, cents=MAX_CENTS + 1)]).code == "transfer.absurd"


def test_payment_twice_is_refused():
    error = refusal(transfers=[ANNA, replace(ANNA, cents=5)])
    assert error.code == "payments.duplicate"
    assert "P-2026-000001" in str(error)


@pytest.mark.parametrize(("change", "code", "field"), [
    ({"end_to_end_id": "a" * 36}, "transfer.id", "end_to_end_id"),
    ({"payee_name": " \u0000 "}, "transfer.name", "payee_name"),
    ({"purpose": "a" * 141}, "transfer.purpose", "purpose"),
    ({"purpose": ""}, "transfer.purpose", "purpose"),
    ({"iban": "LV98HABA0012345678910"}, "iban.check_digits", "iban"),
    ({"payee_country": "Latvija"}, "address.country", "payee_country"),
])
def test_bad_transfer_is_named(change, code, field):
    error = refusal(transfers=[replace(ANNA, **change)])
    assert (error.code, error.field) == (code, f"transfers[0].{field}")


@pytest.mark.parametrize(("change", "code"), [
    ({"name": ""}, "payer.name"), ({"iban": "LV"}, "iban.form"), ({"bic": "HABA"}, "bic.form"),
    ({"country": "lv"}, "address.country"),
])
def test_bad_payer_is_refused(change, code):
    assert refusal(payer=replace(PAYER, **change)).code == code


def test_past_execution_day_and_bad_message_id_are_refused():
    assert refusal(execution_date=date(2026, 11, 21)).code == "payments.execution_date"
    assert refusal(message_id="TUK 2026").code == "payments.message_id"


def test_day_of_making_is_the_day_in_riga():
    """23:30 UTC is already the next day in Riga, so the day before can't be an execution day."""
    late = datetime(2026, 11, 22, 23, 30, tzinfo=UTC)
    assert refusal(created_at=late, execution_date=date(2026, 11, 22)).code == "payments.execution_date"


def test_faults_of_the_programmer_are_not_shown_to_users():
    with pytest.raises(ValueError, match="aware"):
        build(created_at=datetime(2026, 11, 22))
    with pytest.raises(ValueError, match="version"):
        build(version="pain.001.001.99")


def test_payer_without_bank_code_or_address():
    for version in VERSIONS:
        xml = build(payer=replace(PAYER, bic="", town=""), version=version)
        assert text_of(xml, "DbtrAgt/FinInstnId/Othr/Id") == "NOTPROVIDED"
        assert b"PstlAdr" not in xml


@pytest.mark.parametrize("junk", [
    b"", b"not xml", b"<a/>", b'<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.008.001.02"/>',
    b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>',
])
def test_files_that_are_not_payment_files_are_refused(junk):
    assert validate_pain001(junk)
    with pytest.raises(InvalidValue) as caught:
        read_pain001(junk)
    assert caught.value.code == "payments.schema"


def test_an_edited_file_shows():
    xml = build()
    assert validate_pain001(xml.replace(b"<NbOfTxs>1<", b"<NbOfTxs>one<"))
    changed = read_pain001(xml.replace(b'<InstdAmt Ccy="EUR">229.67<', b'<InstdAmt Ccy="EUR">329.67<'))
    assert changed.total != sum(transfer.cents for transfer in changed.transfers)
    with pytest.raises(InvalidValue):
        read_pain001(xml.replace(b'"EUR">229.67<', b'"EUR">229.675<'))
