"""Latvian order and folding of text, independent of the database server's locale.

The embedded PostgreSQL is built without ICU, so lists sort by a stored key that any server compares byte by byte.
"""

import unicodedata

_ALPHABET = "aābcčdeēfgģhiījkķlļmnņoōpqrŗsštuūvwxyzž"
_WEIGHTS = {letter: f"{index + 10:02d}" for index, letter in enumerate(_ALPHABET)}
_TONES = str.maketrans("", "", "'’-‐–")


def sort_key(text: str) -> str:
    """Digits whose byte order is the Latvian alphabetical order; case, hyphens and spaces at ends don't matter.

    A word end sorts before any letter, foreign letters sort by their base letter, anything else after the letters.
    """
    return "".join(_weight(char) for char in " ".join(text.lower().translate(_TONES).split()))


def fold(text: str) -> str:
    """Lower case without diacritics: what a search compares ("Bērziņa" and "berzina" are one)."""
    decomposed = unicodedata.normalize("NFKD", text.lower())
    return " ".join("".join(char for char in decomposed if not unicodedata.combining(char)).split())


def _weight(char: str) -> str:
    if char == " ":
        return "01"
    if char.isdecimal():
        return f"02{int(char)}"
    if char in _WEIGHTS:
        return _WEIGHTS[char]
    base = unicodedata.normalize("NFKD", char)[0]
    return _WEIGHTS.get(base, "99")
