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
    """What is wrong with a case, in the reader's language (amount errors bring the kernel's codes)."""
    if lang == "lv" and (template := templates("lv").get(f"error.{error.code}")):
        return template % error.params
    return str(error)


def persons(lang: Language, count: int) -> str:
    """ "1 persona", "4 personas", "21 persona"; "4 persons"."""
    if lang == "en":
        return f"{count} {'person' if count == 1 else 'persons'}"
    return f"{count} {'persona' if _one_in_latvian(count) else 'personas'}"


def for_persons(lang: Language, count: int) -> str:
    """The same after "for": "1 personai", "4 personām"; "4 persons"."""
    if lang == "en":
        return persons(lang, count)
    return f"{count} {'personai' if _one_in_latvian(count) else 'personām'}"


def _one_in_latvian(count: int) -> bool:
    return count % 10 == 1 and count % 100 != 11
