"""Text as banks accept it.

Latvian banks publish the set a-z A-Z 0-9 / - ? : ( ) . , ' + and space, and Latvian letters in domestic payments
(Luminor Latvia, ISO 20022 specification 1.2, 30.10.2019). Anything else in a payment file can stop the whole run, so
it is written with the nearest allowed letters: a bank compares names, an empty name would be refused.
"""

import re
import unicodedata

from text_unidecode import unidecode

LATVIAN = "āčēģīķļņōŗšūžĀČĒĢĪĶĻŅŌŖŠŪŽ"
_ALLOWED = frozenset(
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789/-?:().,'+ " + LATVIAN
)
_NEAREST = {"&": "+", "_": "-", '"': "'", "`": "'", ";": ",", "[": "(", "]": ")", "{": "(", "}": ")", "€": "EUR"}
_IDENTIFIER = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9/\-?:().,'+]{0,33}[A-Za-z0-9)])?")


def bank_text(text: str, limit: int) -> str:
    """`text` in the banks' character set, at most `limit` characters; "Łukasz & Ко" becomes "Lukasz + Ko"."""
    composed = unicodedata.normalize("NFC", text)
    allowed = "".join(_nearest(char) for char in composed)
    return re.sub(r"/{2,}", "/", " ".join(allowed.split())).strip("/ ")[:limit].rstrip("/ ")


def is_identifier(text: str) -> bool:
    """May `text` identify a message or a payment: 1 to 35 allowed characters, no Latvian letter, no stray slash.

    SEPA forbids an identifier that begins or ends with a slash or holds two in a row.
    """
    return bool(_IDENTIFIER.fullmatch(text)) and "//" not in text


def _nearest(char: str) -> str:
    if char in _ALLOWED:
        return char
    latin = _NEAREST.get(char) or unidecode(char)
    return "".join(c if c in _ALLOWED else _NEAREST.get(c, " ") for c in latin)
