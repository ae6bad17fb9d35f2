"""The tools that keep the house fail when they should."""

import polib
import pytest

from tools import budgets, chromium, hygiene, translations


def entry(msgid: str, msgstr: str = "", plural: str = "", forms: tuple[str, ...] = (), fuzzy: bool = False):
    made = polib.POEntry(msgid=msgid, msgstr=msgstr, msgid_plural=plural, occurrences=[("x.py", "")])
    made.msgstr_plural = dict(enumerate(forms))
    made.flags = ["fuzzy"] if fuzzy else []
    return made


@pytest.mark.parametrize(("made", "problem"), [
    (entry("Case"), "missing"),
    (entry("Case", "Lieta", fuzzy=True), "fuzzy"),
    (entry("%(n)s files", "%(m)s faili"), "placeholders"),
    (entry("{name}", "vārds"), "placeholders"),
    (entry("One file", plural="%(n)s files", forms=("%(n)s fails", "%(n)s faili")), "plural"),
    (entry("One file", plural="%(n)s files", forms=("Viens fails", "%(n)s faili", "%(n)s failu")), "placeholders"),
    (entry("One file", plural="%(n)s files", forms=("%(n)s fails", "", "%(n)s failu")), "missing"),
])
def test_a_wrong_translation_is_reported(made, problem):
    assert any(sentence.startswith(problem) for sentence in translations._problems(made))


@pytest.mark.parametrize("made", [
    entry("Case", "Lieta"),
    entry("%(a)s of %(b)s", "no %(b)s ir %(a)s"),
    entry("One file", plural="%(n)s files", forms=("%(n)s fails", "%(n)s faili", "%(n)s failu")),
])
def test_a_right_translation_passes(made):
    assert translations._problems(made) == []


@pytest.fixture
def catalogue(tmp_path, monkeypatch):
    """A catalogue and a source of its own."""
    sources = {"a.py": 'gettext("Case"); ngettext("%(n)s day", "%(n)s days", n); pgettext("law", "Case")'}
    monkeypatch.setattr(translations, "FOLDER", tmp_path)
    monkeypatch.setattr(translations, "CATALOGUE", tmp_path / "LC_MESSAGES/django.po")
    monkeypatch.setattr(translations, "COMPILED", tmp_path / "LC_MESSAGES/django.mo")
    monkeypatch.setattr(translations, "_sources", lambda: iter(sources.items()))
    (tmp_path / "fragments").mkdir()
    return tmp_path


HEADER = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'
ALL = (
    'msgid "Case"\nmsgstr "Lieta"\n\nmsgctxt "law"\nmsgid "Case"\nmsgstr "Gadījums"\n\nmsgid "%(n)s day"\n'
    'msgid_plural "%(n)s days"\nmsgstr[0] "%(n)s diena"\nmsgstr[1] "%(n)s dienas"\nmsgstr[2] "%(n)s dienu"\n'
)


def test_fragments_become_the_catalogue(catalogue):
    (catalogue / "fragments/a.po").write_text(HEADER + ALL)
    assert translations.main([]) == 0
    assert translations.main(["--check"]) == 0
    assert (catalogue / "LC_MESSAGES/django.mo").exists()
    assert translations.main(["--absorb"]) == 0
    assert not list((catalogue / "fragments").iterdir())
    assert translations.main(["--check"]) == 0


def test_a_missing_translation_fails_the_check(catalogue, capsys):
    translations.main([])
    assert translations.main(["--check"]) == 1
    assert "missing: “Case”" in capsys.readouterr().out


def test_two_fragments_that_disagree_are_a_conflict(catalogue, capsys):
    (catalogue / "fragments/a.po").write_text(HEADER + ALL)
    (catalogue / "fragments/b.po").write_text(HEADER + 'msgid "Case"\nmsgstr "Lietiņa"\n')
    assert translations.main([]) == 1
    assert "conflict: “Case” differs in a.po and b.po" in capsys.readouterr().out


def test_a_translation_of_nothing_is_obsolete(catalogue, capsys):
    (catalogue / "fragments/a.po").write_text(HEADER + ALL + '\nmsgid "Gone"\nmsgstr "Prom"\n')
    assert translations.main([]) == 1
    assert "obsolete in a.po: “Gone”" in capsys.readouterr().out


def test_templates_are_read_too():
    found = {key[1] for key in translations._extracted()}
    assert {"Sign in", "Social worker", "The file “%(name)s” is empty."} <= found


def test_a_function_counts_without_its_docstring():
    import ast

    tree = ast.parse('class A:\n    def f(self):\n        """One.\n\n        Two.\n        """\n        return 1\n')
    assert list(budgets._functions(tree)) == [("A.f", 2)]
    assert budgets.ninetieth([1, 2, 3, 4, 5, 6, 7, 8, 9, 100]) == 9


def test_hygiene_finds_a_registry_and_a_machine(tmp_path, monkeypatch):
    text = "ok\nhttps://" + "pypi" + ".org/simple\n" + "/ho" + "me/anna/x\n# TO" + "DO later\n"
    (tmp_path / "a.txt").write_text(text)
    monkeypatch.setattr(hygiene, "ROOT", tmp_path)
    monkeypatch.setattr(hygiene, "_tracked", lambda: ["a.txt"])
    monkeypatch.setattr(hygiene, "_lock_is_behind", list)
    assert [line.split(": ")[0] for line in hygiene.problems()] == ["a.txt:2", "a.txt:3", "a.txt:4"]


def test_a_named_chromium_that_is_none_is_refused(monkeypatch):
    monkeypatch.setenv("DIGISOC_CHROMIUM", "/nowhere/chromium")
    with pytest.raises(SystemExit, match="No Chromium"):
        chromium.find_or_install()
