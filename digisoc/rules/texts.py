"""Sentences of the law in Latvian and English: templates by code, kept as two small catalogues beside the rules."""

from functools import cache

from digisoc.rules.types import CaseError, Language
from digisoc.rules.vocabulary import load_catalogue


@cache
def templates(lang: Language) -> dict[str, str]:
    """All templates of one language by code."""
    return dict(load_catalogue(f"texts.{lang}.yaml"))


def sentence(lang: Language, code: str, **words: object) -> str:
    """The template of a code, filled."""
    return templates(lang)[code] % words


def error_sentence(error: CaseError, lang: Language) -> str:
    """What is wrong with a case, in the reader's language (amount errors come from the kernel under their own codes)."""
    if lang == "lv" and (template := templates("lv").get(f"error.{error.code}")):
        return template % error.params
    return str(error)


def persons_lv(count: int) -> str:
    """"1 persona", "4 personas", "21 persona"."""
    return f"{count} {'persona' if count % 10 == 1 and count % 100 != 11 else 'personas'}"


def persons_en(count: int) -> str:
    """"1 person", "4 persons"."""
    return f"{count} {'person' if count == 1 else 'persons'}"
