"""The door of the room: numbers and last days, the decision letter, the seal and its check."""

from digisoc.documents.actions import next_number
from digisoc.documents.deadlines import contestation_deadline, next_working_day
from digisoc.documents.letter_data import mask_iban
from digisoc.documents.letters import mask_person_code, render_decision
from digisoc.documents.numbering import file_name, format_number, parse_number
from digisoc.documents.sealing import SealKey, ensure_demo_certificate, seal, verify

__all__ = [
    "SealKey",
    "contestation_deadline",
    "ensure_demo_certificate",
    "file_name",
    "format_number",
    "mask_iban",
    "mask_person_code",
    "next_number",
    "next_working_day",
    "parse_number",
    "render_decision",
    "seal",
    "verify",
]
