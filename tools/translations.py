"""The Latvian catalogue, without gettext's binaries.

`python -m tools.translations` collects every marked string of code and templates, takes the translations from
`django.po` and from the fragments beside it, writes `django.po`, compiles it and reports what is missing.

    --check     write nothing; fail when the catalogue is not what the sources and fragments give, or is incomplete
    --compile   only make `django.mo`, and only when something is newer
    --absorb    remove the fragments once their translations stand in `django.po`

`django.po` is the whole catalogue. A fragment (`fragments/<part>.po`) is where somebody working on one part writes, so
that two people never edit one file; a fragment is newer than the catalogue and wins over it, two fragments that
translate one string differently are a conflict.
"""

import io
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import polib
from babel.messages.extract import extract
from django.conf import settings
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "digisoc/locale/lv"
CATALOGUE = FOLDER / "LC_MESSAGES/django.po"
COMPILED = CATALOGUE.with_suffix(".mo")

#: The forms of Django's own Latvian catalogue: 1, 21, 31 … · everything else · nought.
PLURAL_FORMS = "nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n != 0 ? 1 : 2);"
_FORMS = 3
_CONTEXT_FIRST = ((1, "c"), 2)
_CONTEXT_FIRST_PLURAL = ((1, "c"), 2, 3)
_KEYWORDS = {
    **dict.fromkeys(("_", "N_", "gettext", "gettext_lazy", "gettext_noop")),
    **dict.fromkeys(("ngettext", "ngettext_lazy"), (1, 2)),
    **dict.fromkeys(("pgettext", "pgettext_lazy"), _CONTEXT_FIRST),
    **dict.fromkeys(("npgettext", "npgettext_lazy"), _CONTEXT_FIRST_PLURAL),
}
_PLACEHOLDER = re.compile(r"%(?:\((\w+)\))?[#0\- +]*\d*(?:\.\d+)?[sdfr]|%%|\{(\w*)\}")

type Key = tuple[str | None, str]


def main(arguments: list[str]) -> int:
    """Exit code 1 when anything is missing or wrong."""
    if "--compile" in arguments:
        _compile_if_stale()
        return 0
    wanted, problems = build()
    if "--check" in arguments:
        if not CATALOGUE.exists() or CATALOGUE.read_text(encoding="utf-8") != str(wanted) + "\n":
            problems.append("django.po is not up to date: run `python -m tools.translations`")
    else:
        _write(wanted, absorb="--absorb" in arguments and not problems)
    for problem in problems:
        print(problem)
    print(f"{len(wanted)} strings, {len(wanted.translated_entries())} translated, {len(problems)} problems")
    return 1 if problems else 0


def build() -> tuple[polib.POFile, list[str]]:
    """The catalogue as it should be, and everything that is wrong with it, one sentence each."""
    known, problems = _translations()
    wanted = _empty()
    for key, entry in sorted(_extracted().items(), key=lambda item: (item[0][1], item[0][0] or "")):
        translated = known.pop(key, None)
        if translated:
            entry.msgstr, entry.msgstr_plural = translated.msgstr, translated.msgstr_plural
            entry.flags += [flag for flag in translated.flags if flag == "fuzzy"]
        problems += _problems(entry)
        wanted.append(entry)
    problems += [
        f"obsolete in {entry.comment}: “{_short(entry.msgid)}” is in no source"
        for entry in known.values() if entry.comment != CATALOGUE.name
    ]
    return wanted, problems


def _translations() -> tuple[dict[Key, polib.POEntry], list[str]]:
    """Catalogue, overlaid with the fragments; `comment` of an entry names the file it comes from."""
    known = _entries(CATALOGUE) if CATALOGUE.exists() else {}
    problems: list[str] = []
    for path in _fragments():
        for key, entry in _entries(path).items():
            other = known.get(key)
            if other and other.comment != CATALOGUE.name and _texts(other) != _texts(entry):
                problems.append(f"conflict: “{_short(entry.msgid)}” differs in {other.comment} and {path.name}")
            known[key] = entry
    return known, problems


def _entries(path: Path) -> dict[Key, polib.POEntry]:
    entries: dict[Key, polib.POEntry] = {}
    for entry in polib.pofile(str(path), encoding="utf-8"):
        if not entry.obsolete:
            entry.comment = path.name
            entries[entry.msgctxt, entry.msgid] = entry
    return entries


def _extracted() -> dict[Key, polib.POEntry]:
    entries: dict[Key, polib.POEntry] = {}
    for path, source in _sources():
        found = extract("python", io.BytesIO(source.encode()), _KEYWORDS, (), {"encoding": "utf-8"})
        for _line, message, _comments, context in found:
            singular, plural = message if isinstance(message, tuple) else (message, "")
            entry = entries.setdefault((context, singular), polib.POEntry(msgid=singular, msgctxt=context))
            if plural:
                entry.msgid_plural = plural
            if (path, "") not in entry.occurrences:
                entry.occurrences.append((path, ""))
            if "%(" in singular + plural and "python-format" not in entry.flags:
                entry.flags.append("python-format")
    return entries


def _sources() -> Iterator[tuple[str, str]]:
    """Path and Python-like text of everything that may hold marked strings."""
    if not settings.configured:
        settings.configure()
    for path in sorted(ROOT.glob("digisoc/**/*.py")):
        if "migrations" not in path.parts:
            yield str(path.relative_to(ROOT)), path.read_text(encoding="utf-8")
    for path in sorted(ROOT.glob("digisoc/**/templates/**/*")):
        if path.is_file():
            text = templatize(path.read_text(encoding="utf-8"), origin=str(path))
            # What isn't a string has become X; without its indentation the rest is Python.
            yield str(path.relative_to(ROOT)), "\n".join(line.strip() for line in text.splitlines())


def _problems(entry: polib.POEntry) -> list[str]:
    where = f"“{_short(entry.msgid)}” ({entry.occurrences[0][0]})"
    texts = _texts(entry)
    if not texts or not all(texts):
        return [f"missing: {where}"]
    problems = [f"fuzzy: {where}"] if entry.fuzzy else []
    if entry.msgid_plural and len(texts) != _FORMS:
        problems.append(f"plural: {where} needs {_FORMS} forms, has {len(texts)}")
    # Form 0 is also for 21 and 31, so every form names the number when the plural does.
    expected = _placeholders(entry.msgid_plural or entry.msgid)
    wrong = [text for text in texts if _placeholders(text) != expected]
    return [*problems, *(f"placeholders: {where} differ in “{_short(text)}”" for text in wrong)]


def _placeholders(text: str) -> list[str]:
    return sorted({match.group() for match in _PLACEHOLDER.finditer(text)})


def _texts(entry: polib.POEntry) -> list[str]:
    if entry.msgid_plural:
        return [entry.msgstr_plural[form] for form in sorted(entry.msgstr_plural)]
    return [entry.msgstr] if entry.msgstr else []


def _short(text: str) -> str:
    return text if len(text) <= 70 else text[:69] + "…"


def _empty() -> polib.POFile:
    catalogue = polib.POFile(encoding="utf-8", wrapwidth=110)
    catalogue.metadata = {
        "Language": "lv", "MIME-Version": "1.0", "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit", "Plural-Forms": PLURAL_FORMS,
    }
    return catalogue


def _fragments() -> list[Path]:
    return sorted((FOLDER / "fragments").glob("*.po"))


def _write(wanted: polib.POFile, *, absorb: bool) -> None:
    CATALOGUE.parent.mkdir(parents=True, exist_ok=True)
    CATALOGUE.write_text(str(wanted) + "\n", encoding="utf-8")
    wanted.save_as_mofile(str(COMPILED))
    for path in _fragments() if absorb else []:
        path.unlink()


def _compile_if_stale() -> None:
    inputs = [path for path in (CATALOGUE, *_fragments()) if path.exists()]
    newest = max((path.stat().st_mtime for path in inputs), default=0)
    if inputs and not (COMPILED.exists() and COMPILED.stat().st_mtime >= newest):
        everything = _empty()
        everything.extend(_translations()[0].values())
        COMPILED.parent.mkdir(parents=True, exist_ok=True)
        everything.save_as_mofile(str(COMPILED))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
