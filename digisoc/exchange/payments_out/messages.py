"""pain.001 in both versions, written and read.

sepaxml's own writer is not used: it puts random ids and the present moment into every file, so a file could not be
fetched again identically, and it strips the Latvian letters that domestic payments may carry. Its schemas are.
"""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from lxml import etree

from digisoc.exchange.payments_out.checks import (
    NAMESPACE,
    PURPOSE_LIMIT,
    check_bic,
    check_iban,
    validate_pain001,
)
from digisoc.exchange.payments_out.mapping import bank_text
from digisoc.exchange.payments_out.types import BankFile, Payer, Transfer, Version
from digisoc.kernel.clock import RIGA
from digisoc.kernel.errors import N_, InvalidValue
from digisoc.kernel.money import Cents, format_plain

NAME_LIMIT = 70
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)


class Node:
    """An element that adds children by name, so that the code below reads in the order of the schema."""

    def __init__(self, element: etree._Element) -> None:
        self.element = element

    def child(self, *path: str) -> "Node":
        """A new descendant along `path`; the namespace is the parent's."""
        element = self.element
        for name in path:
            element = etree.SubElement(element, f"{{{etree.QName(element).namespace}}}{name}")
        return Node(element)

    def text(self, value: str, *path: str) -> None:
        """A new descendant with text; an empty value adds nothing (the schema forbids empty elements)."""
        if value:
            self.child(*path).element.text = value


def write(
    payer: Payer,
    transfers: Sequence[Transfer],
    message_id: str,
    created_at: datetime,
    execution_date: date,
    version: Version,
    batch_booking: bool,
) -> bytes:
    """The file's bytes; everything in them comes from the arguments."""
    namespace = NAMESPACE + version
    default: Any = {None: namespace}  # the stubs don't know the default namespace
    document = etree.Element(f"{{{namespace}}}Document", nsmap=default)
    initiation = Node(document).child("CstmrCdtTrfInitn")
    _group_header(initiation.child("GrpHdr"), payer, transfers, message_id, created_at)
    instruction = initiation.child("PmtInf")
    instruction.text(message_id, "PmtInfId")  # one instruction a file, so the file's id names both
    instruction.text("TRF", "PmtMtd")
    instruction.text("true" if batch_booking else "false", "BtchBookg")
    _totals(instruction, transfers)
    instruction.text("SEPA", "PmtTpInf", "SvcLvl", "Cd")
    _execution_date(instruction, execution_date, version)
    _payer(instruction, payer, version)
    instruction.text("SLEV", "ChrgBr")
    for transfer in transfers:
        _transfer(instruction.child("CdtTrfTxInf"), transfer)
    return etree.tostring(document, xml_declaration=True, encoding="UTF-8", pretty_print=True)


def read(xml: bytes) -> BankFile:
    """A valid file's content; `InvalidValue` when the schema has something against it."""
    faults = validate_pain001(xml)
    if faults:
        raise InvalidValue(
            N_("The file is not a valid payment file: %(fault)s."), code="payments.schema", field="file",
            hint=N_("Take the file as it was downloaded, without editing it."), fault=faults[0],
        )
    root = etree.fromstring(xml, _PARSER)
    namespace = str(etree.QName(root).namespace)
    instructions = root.findall(".//{*}PmtInf")
    first = instructions[0]
    return BankFile(
        version=namespace.removeprefix(NAMESPACE),
        message_id=_find(root, "GrpHdr", "MsgId"),
        created_at=_find(root, "GrpHdr", "CreDtTm"),
        execution_date=date.fromisoformat(_find(first, "ReqdExctnDt", "Dt") or _find(first, "ReqdExctnDt")),
        payer_name=_find(first, "Dbtr", "Nm"),
        payer_iban=_find(first, "DbtrAcct", "Id", "IBAN"),
        count=int(_find(root, "GrpHdr", "NbOfTxs")),
        total=_cents(_find(root, "GrpHdr", "CtrlSum")),
        transfers=tuple(_read_transfer(node) for node in root.iterfind(".//{*}CdtTrfTxInf")),
    )


def _group_header(
    header: Node, payer: Payer, transfers: Sequence[Transfer], message_id: str, created_at: datetime
) -> None:
    header.text(message_id, "MsgId")
    header.text(created_at.astimezone(RIGA).replace(tzinfo=None).isoformat(timespec="seconds"), "CreDtTm")
    _totals(header, transfers)
    header.text(bank_text(payer.name, NAME_LIMIT), "InitgPty", "Nm")


def _totals(node: Node, transfers: Sequence[Transfer]) -> None:
    node.text(str(len(transfers)), "NbOfTxs")
    node.text(format_plain(sum(transfer.cents for transfer in transfers)), "CtrlSum")


def _execution_date(instruction: Node, day: date, version: Version) -> None:
    path = ("ReqdExctnDt",) if version == "pain.001.001.03" else ("ReqdExctnDt", "Dt")
    instruction.text(day.isoformat(), *path)


def _payer(instruction: Node, payer: Payer, version: Version) -> None:
    debtor = instruction.child("Dbtr")
    debtor.text(bank_text(payer.name, NAME_LIMIT), "Nm")
    if payer.town:
        address = debtor.child("PstlAdr")
        address.text(bank_text(payer.street, 70), "StrtNm")
        address.text(bank_text(payer.building, 16), "BldgNb")
        address.text(bank_text(payer.postcode, 16), "PstCd")
        address.text(bank_text(payer.town, 35), "TwnNm")
        address.text(payer.country, "Ctry")
    instruction.text(check_iban(payer.iban), "DbtrAcct", "Id", "IBAN")
    agent = instruction.child("DbtrAgt", "FinInstnId")
    bic = check_bic(payer.bic)
    if bic:
        agent.text(bic, "BIC" if version == "pain.001.001.03" else "BICFI")
    else:
        agent.text("NOTPROVIDED", "Othr", "Id")


def _transfer(node: Node, transfer: Transfer) -> None:
    node.text(transfer.end_to_end_id, "PmtId", "EndToEndId")
    amount = node.child("Amt", "InstdAmt")
    amount.element.set("Ccy", "EUR")
    amount.element.text = format_plain(transfer.cents)
    creditor = node.child("Cdtr")
    creditor.text(bank_text(transfer.payee_name, NAME_LIMIT), "Nm")
    if transfer.payee_town or transfer.payee_country:
        address = creditor.child("PstlAdr")
        address.text(bank_text(transfer.payee_town, 35), "TwnNm")
        address.text(transfer.payee_country, "Ctry")
    node.text(check_iban(transfer.iban), "CdtrAcct", "Id", "IBAN")
    node.text(bank_text(transfer.purpose, PURPOSE_LIMIT), "RmtInf", "Ustrd")


def _read_transfer(node: etree._Element) -> Transfer:
    return Transfer(
        end_to_end_id=_find(node, "PmtId", "EndToEndId"),
        payee_name=_find(node, "Cdtr", "Nm"),
        iban=_find(node, "CdtrAcct", "Id", "IBAN"),
        cents=_cents(_find(node, "Amt", "InstdAmt")),
        purpose=_find(node, "RmtInf", "Ustrd"),
        payee_town=_find(node, "Cdtr", "PstlAdr", "TwnNm"),
        payee_country=_find(node, "Cdtr", "PstlAdr", "Ctry"),
    )


def _find(node: etree._Element, *path: str) -> str:
    found = node.find(".//" + "/".join("{*}" + name for name in path))
    return "" if found is None or found.text is None else found.text.strip()


def _cents(text: str) -> Cents:
    whole, _, decimals = text.partition(".")
    if decimals.rstrip("0")[2:]:
        raise InvalidValue(
            N_("The file holds the amount %(text)s, which is not in whole cents."), code="payments.cents",
            field="file", hint=N_("Take the file as it was downloaded, without editing it."), text=text,
        )
    return int(whole or 0) * 100 + int(decimals[:2].ljust(2, "0"))
