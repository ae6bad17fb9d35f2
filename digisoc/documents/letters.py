"""Letters as PDF/A-2a and PDF/UA-1: archival, readable by a screen reader, the same bytes for the same letter.

The renderer gets the letter as data and never as markup, uses only the typeface in `fonts/`, and takes the moment of
making from the letter's own date, so a letter can be made again and compared with the one that was sealed.
"""

import json
import threading
from collections.abc import Mapping
from datetime import UTC, datetime, time
from functools import cache
from pathlib import Path
from typing import Any

import typst

from digisoc.documents.letter_data import decision_data
from digisoc.documents.text import FONTS
from digisoc.documents.types import DecisionLetter
from digisoc.kernel.errors import N_, InvalidValue

TEMPLATES = Path(__file__).parent / "templates"
STANDARDS: Any = ["a-2a", "ua-1"]
_lock = threading.Lock()  # the compiler keeps its fonts and templates between letters but can't be used twice at once


def render_decision(letter: DecisionLetter) -> bytes:
    """The decision letter in Latvian as a PDF (PDF/A-2a and PDF/UA-1), unsealed.

    Equal letters give equal bytes. Text is printed as it is, whatever it contains; a character that no typeface of
    ours draws is printed as the nearest one. Raises `InvalidValue` when the title, the number, the
    addressee or what was decided is missing.
    """
    _check_complete(letter)
    return _render("decision.typ", decision_data(letter), datetime.combine(letter.decision_date, time(), UTC))


def mask_person_code(code: str) -> str:
    """"010190-•••••": what a letter needs where the full code does not."""
    return f"{code[:6]}-•••••" if len(code) >= 6 else code


def _check_complete(letter: DecisionLetter) -> None:
    for name in ("title", "decision_number", "addressee_name"):
        if not getattr(letter, name).strip():
            raise InvalidValue(
                N_("The letter can't be made: its %(part)s is missing."), code="letter.incomplete", field=name,
                hint=N_("Complete the draft; nothing was sent."), part=name,
            )
    if not letter.outcomes and not letter.status_text.strip():
        raise InvalidValue(
            N_("The letter can't be made: it doesn't say what was decided."), code="letter.empty", field="outcomes",
            hint=N_("Complete the draft; nothing was sent."),
        )


def _render(template: str, data: Mapping[str, Any], made_at: datetime) -> bytes:
    inputs = {"letter": json.dumps(data, ensure_ascii=False, sort_keys=True)}
    with _lock:
        pdf = _compiler(template).compile(
            format="pdf", sys_inputs=inputs, pdf_standards=STANDARDS, timestamp=int(made_at.timestamp()),
        )
    assert isinstance(pdf, bytes)
    return pdf


@cache
def _compiler(template: str) -> typst.Compiler:
    return typst.Compiler(
        str(TEMPLATES / template), root=str(TEMPLATES), font_paths=[str(FONTS)], ignore_system_fonts=True
    )
