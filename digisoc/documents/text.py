"""Text that the letter's typeface can draw.

PDF/A forbids a character without a glyph, so one emoji in a note would otherwise stop a decision from going out.
"""

import re
import unicodedata
from functools import cache
from pathlib import Path

from text_unidecode import unidecode

from digisoc.kernel.money import NBSP

FONTS = Path(__file__).parent / "fonts"
MISSING = "□"
_SPACES = re.compile(" {2,}")  # no-break spaces are meant and stay
_AMOUNT = re.compile(r"(?<=\d) (?=€)")  # the sign never stands alone on the next line


def drawable(text: str) -> str:
    """`text` on one line; a character that the typeface lacks becomes the nearest one it has, at worst "□"."""
    composed = unicodedata.normalize("NFC", text)
    line = "".join(_drawable(char) for char in composed)
    return _AMOUNT.sub(NBSP, _SPACES.sub(" ", line).strip())


@cache
def coverage() -> frozenset[str]:
    """Every character that the typeface draws."""
    chars: set[str] = set()
    for part in (FONTS / "coverage.txt").read_text(encoding="ascii").split():
        first, _, last = part.partition("-")
        chars.update(map(chr, range(int(first, 16), int(last or first, 16) + 1)))
    return frozenset(chars)


def _drawable(char: str) -> str:
    if char in coverage():
        return char
    if char.isspace():
        return " "
    if unicodedata.category(char) in {"Cc", "Cf", "Mn"}:
        return ""  # invisible: nothing is lost
    nearest = unidecode(char).strip()
    return nearest if nearest and set(nearest) <= coverage() else MISSING
