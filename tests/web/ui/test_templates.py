"""The content security policy allows no inline code; the design allows no colour of our own."""

import re
from pathlib import Path

import pytest

WEB = Path(__file__).resolve().parents[3] / "digisoc/web"
TEMPLATES = sorted((WEB / "templates").rglob("*.html"))
FORBIDDEN = {
    "inline style": re.compile(r"\sstyle\s*=|<style", re.IGNORECASE),
    "inline script": re.compile(r"<script(?![^>]*\bsrc=)(?![^>]*application/json)", re.IGNORECASE),
    "event handler": re.compile(r"\s(on[a-z]+|hx-on[:\w-]*)\s*=\s*[\"']", re.IGNORECASE),
    "javascript address": re.compile(r"javascript:", re.IGNORECASE),
    "foreign file": re.compile(r"<(link|script|img|iframe)[^>]*(src|href)=[\"']?(https?:)?//", re.IGNORECASE),
    "unescaped attributes of a component": re.compile(r"\{\{\s*attrs\s*\}\}"),
    "unescaped value": re.compile(r"\|\s*safe\b|autoescape off|mark_safe"),
}


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(WEB / "templates")))
def test_a_template_holds_nothing_the_policy_forbids(path):
    text = path.read_text()
    assert [name for name, pattern in FORBIDDEN.items() if pattern.search(text)] == []


@pytest.mark.parametrize(
    "bad",
    ['<p style="x">', "<script>1</script>", '<a onclick="x">', '<a href="javascript:x">', '<link href="//x.y/z">',
     "<b {{ attrs }}>", "{{ x|safe }}", '<i hx-on:click="x">'],
)
def test_the_scan_sees_each_offence(bad):
    assert any(pattern.search(bad) for pattern in FORBIDDEN.values())


def test_colours_come_from_the_design_system():
    css = (WEB / "static/css/digisoc.css").read_text()
    assert re.findall(r"#[0-9a-fA-F]{3,8}\b|rgba?\(|hsla?\(", css) == []
    known = set(re.findall(r"(--ds[\w-]+)\s*:", "".join(
        (WEB / "static/vendor/designsystemet" / name).read_text() for name in ("index.css", "theme.css"))))
    assert set(re.findall(r"var\((--ds[\w-]+)", css)) - known == set()


def test_every_class_a_template_uses_is_drawn():
    css = "".join(path.read_text() for path in (WEB / "static").rglob("*.css"))
    drawn = set(re.findall(r"\.([a-zA-Z][\w-]*)", css))
    plain = re.compile(r'\bclass="([^"{}]*)"')
    used = {name for path in TEMPLATES if "desk" not in path.parts
            for words in plain.findall(path.read_text()) for name in words.split()}
    assert used - drawn == set()
