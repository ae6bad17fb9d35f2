"""What is refused before a bank file is written, and the schema test after it."""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

from lxml import etree
from schwifty import BIC, IBAN, exceptions

from digisoc.exchange.payments_out.mapping import bank_text, is_identifier
from digisoc.exchange.payments_out.types import VERSIONS, Payer, Transfer
from digisoc.kernel.errors import N_, InvalidValue
from digisoc.kernel.money import MAX_CENTS, format_euro

PURPOSE_LIMIT = 140
NAMESPACE = "urn:iso:std:iso:20022:tech:xsd:"
_IBAN_HINT = N_("Compare it with the bank's statement; a Latvian account has 21 characters and begins with LV.")
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)


def check_iban(text: str, field: str = "iban") -> str:
    """The account number without spaces and in capitals, or `InvalidValue` that says what is wrong with it.

    Only accounts reachable by SEPA credit transfer pass. A right check digit doesn't prove that the account exists.
    """
    typed = text.strip()
    if not typed:
        raise InvalidValue(N_("The account number is missing."), code="iban.empty", field=field, hint=_IBAN_HINT)
    try:
        iban = IBAN("".join(typed.split()).upper())
    except exceptions.SchwiftyException as error:
        raise _iban_error(error, typed, field) from error
    if not iban.in_sepa_zone:
        raise InvalidValue(
            N_("The account %(text)s is in a country that SEPA payments don't reach."), code="iban.not_sepa",
            field=field, hint=N_("Ask for an account in the SEPA area."), text=typed,
        )
    return str(iban)


def check_bic(text: str, field: str = "bic") -> str:
    """The bank code in capitals; an empty one stays empty (the account number alone is enough in SEPA)."""
    if not text.strip():
        return ""
    try:
        return str(BIC(text.strip().upper()))
    except exceptions.SchwiftyException as error:
        raise InvalidValue(
            N_("“%(text)s” is not a bank code (BIC)."), code="bic.form", field=field,
            hint=N_("It has 8 or 11 characters, for example HABALV22."), text=text,
        ) from error


def check_payer(payer: Payer) -> None:
    """The paying institution has a name a bank can print, an account, and a country if it has a town."""
    if not bank_text(payer.name, 70):
        raise InvalidValue(
            N_("The paying institution has no name."), code="payer.name", field="payer.name",
            hint=N_("Complete the institution's payment details."),
        )
    check_iban(payer.iban, "payer.iban")
    check_bic(payer.bic, "payer.bic")
    _check_country(payer.country, "payer.country")


def check_transfers(transfers: Sequence[Transfer]) -> None:
    """At least one transfer, each payable, no payment id twice; the error's field names the transfer by its index."""
    if not transfers:
        raise InvalidValue(
            N_("There is nothing to pay in this run."), code="payments.empty", field="transfers",
            hint=N_("Collect the payments that are due, then make the file."),
        )
    for index, transfer in enumerate(transfers):
        _check_transfer(transfer, f"transfers[{index}]")
    _check_unique(transfers)


def check_message(message_id: str, version: str, made_on: date, execution_date: date) -> None:
    """The file's own id and version are usable and it is not to be executed before it was made."""
    if version not in VERSIONS:
        raise ValueError(f"unknown message version {version}")
    if not is_identifier(message_id):
        raise InvalidValue(
            N_("“%(text)s” can't identify a bank file."), code="payments.message_id", field="message_id",
            hint=N_("Use 1 to 35 letters, digits and hyphens."), text=message_id,
        )
    if execution_date < made_on:
        raise InvalidValue(
            N_("The payment day %(day)s is already past."), code="payments.execution_date", field="execution_date",
            hint=N_("Choose today or a later day."), day=execution_date.strftime("%d.%m.%Y."),
        )


def validate_pain001(xml: bytes) -> list[str]:
    """What the message's XML schema has against a file, one sentence each with its line; empty when it is valid."""
    try:
        root = etree.fromstring(xml, _PARSER)
    except etree.XMLSyntaxError as error:
        return [f"line {error.lineno}: not well-formed XML: {error.msg}"]
    version = str(root.nsmap.get(root.prefix) or "").removeprefix(NAMESPACE)
    if version not in VERSIONS:
        return [f"line 1: not one of {', '.join(VERSIONS)}: {root.tag}"]
    schema = _schema(version)
    schema.validate(root)
    log: Any = schema.error_log  # the stubs don't know that it can be iterated
    return [f"line {entry.line}: {entry.message}" for entry in log]


@cache
def _schema(version: str) -> etree.XMLSchema:
    path = files("sepaxml") / "schemas" / f"{version}.xsd"
    return etree.XMLSchema(etree.fromstring(path.read_bytes(), _PARSER))


def _iban_error(error: Exception, typed: str, field: str) -> InvalidValue:
    messages: dict[type[Exception], tuple[str, str]] = {
        exceptions.InvalidLength: ("iban.length", N_("The account number %(text)s has a wrong number of characters.")),
        exceptions.InvalidChecksumDigits: (
            "iban.check_digits", N_("The check digits of the account number %(text)s don't fit; it is mistyped."),
        ),
        exceptions.InvalidCountryCode: (
            "iban.country", N_("The account number %(text)s doesn't begin with the code of a country."),
        ),
    }
    code, message = messages.get(type(error), ("iban.form", N_("“%(text)s” is not an account number (IBAN).")))
    return InvalidValue(message, code=code, field=field, hint=_IBAN_HINT, text=typed)


def _check_transfer(transfer: Transfer, field: str) -> None:
    if not is_identifier(transfer.end_to_end_id):
        raise InvalidValue(
            N_("“%(text)s” can't identify a payment."), code="transfer.id", field=f"{field}.end_to_end_id",
            hint=N_("Use 1 to 35 letters, digits and hyphens."), text=transfer.end_to_end_id,
        )
    _check_amount(transfer, field)
    check_iban(transfer.iban, f"{field}.iban")
    if not bank_text(transfer.payee_name, 70):
        raise InvalidValue(
            N_("The payment %(id)s has no payee name."), code="transfer.name", field=f"{field}.payee_name",
            hint=N_("Complete the payee in the person's payment details."), id=transfer.end_to_end_id,
        )
    _check_purpose(transfer, field)
    _check_country(transfer.payee_country, f"{field}.payee_country")


def _check_amount(transfer: Transfer, field: str) -> None:
    params = {
        "id": transfer.end_to_end_id, "name": transfer.payee_name,
        "amount": format_euro(transfer.cents), "limit": format_euro(MAX_CENTS),
    }
    if transfer.cents <= 0:
        raise InvalidValue(
            N_("The payment %(id)s to %(name)s is %(amount)s; only an amount above zero can be paid."),
            code="transfer.amount", field=f"{field}.cents", hint=N_("Take it out of the run."), **params,
        )
    if transfer.cents > MAX_CENTS:
        raise InvalidValue(
            N_("The payment %(id)s to %(name)s is %(amount)s, more than %(limit)s."),
            code="transfer.absurd", field=f"{field}.cents", hint=N_("Check the decision behind it."), **params,
        )


def _check_purpose(transfer: Transfer, field: str) -> None:
    if not bank_text(transfer.purpose, PURPOSE_LIMIT) or len(transfer.purpose) > PURPOSE_LIMIT:
        raise InvalidValue(
            N_("The payment %(id)s needs a purpose of 1 to %(limit)s characters."), code="transfer.purpose",
            field=f"{field}.purpose", hint=N_("Shorten or complete the text."),
            id=transfer.end_to_end_id, limit=PURPOSE_LIMIT,
        )


def _check_country(code: str, field: str) -> None:
    if code and not (len(code) == 2 and code.isascii() and code.isalpha() and code.isupper()):
        raise InvalidValue(
            N_("“%(text)s” is not the two-letter code of a country."), code="address.country", field=field,
            hint=N_("For Latvia it is LV."), text=code,
        )


def _check_unique(transfers: Sequence[Transfer]) -> None:
    twice = [key for key, times in Counter(transfer.end_to_end_id for transfer in transfers).items() if times > 1]
    if twice:
        raise InvalidValue(
            N_("The payment %(id)s is in the run more than once."), code="payments.duplicate", field="transfers",
            hint=N_("Take the repetition out; nothing has been sent."), id=twice[0],
        )
