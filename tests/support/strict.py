"""What the strict house adds to Django: mistakes that a browser or a lucky order would hide become failures."""

import random
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from html.parser import HTMLParser
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse

_OURS = ("/digisoc/web/templates/", "<unknown source>")


class UndefinedVariable(AssertionError):
    """A template of ours printed a variable that nobody gave it."""


class InlineCode(AssertionError):
    """A page holds script or style that the content security policy would silently drop."""


class Undefined(str):
    """Stands in for `string_if_invalid`: raises in our templates, stays empty in those of the libraries."""

    __slots__ = ()

    def __new__(cls) -> "Undefined":
        return super().__new__(cls, "%s")

    def __mod__(self, variable: Any) -> str:
        context = sys._getframe(1).f_locals.get("context")
        template = getattr(getattr(context, "render_context", None), "template", None)
        name = str(getattr(getattr(template, "origin", None), "name", _OURS[1]))
        if any(part in name for part in _OURS):
            raise UndefinedVariable(f"“{variable}” is not defined in {name}")
        return ""


class InlineCodeMiddleware:
    """Fails every HTML answer with inline script, style, event handler or `javascript:` address."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.get("Content-Type", "").startswith("text/html") and not response.streaming:
            check_no_inline_code(response.content.decode(), request.path)
        return response


def check_no_inline_code(html: str, where: str) -> None:
    """Raise `InlineCode` naming every offence of a page."""
    finder = _InlineCodeFinder()
    finder.feed(html)
    if finder.offences:
        raise InlineCode(f"{where}: " + "; ".join(finder.offences))


class _InlineCodeFinder(HTMLParser):
    _DATA_BLOCKS = ("application/json", "application/ld+json", "text/template")

    def __init__(self) -> None:
        super().__init__()
        self.offences: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if tag == "script" and "src" not in values and values.get("type") not in self._DATA_BLOCKS:
            self._offend("inline <script>")
        if tag == "style":
            self._offend("inline <style>")
        for name, value in attrs:
            if name == "style" or name.startswith(("on", "hx-on")):
                self._offend(f"<{tag} {name}=…>")
            if (value or "").strip().lower().startswith("javascript:"):
                self._offend(f"<{tag} {name}=javascript:…>")

    def _offend(self, what: str) -> None:
        self.offences.append(f"line {self.getpos()[0]}: {what}")


@contextmanager
def shuffled_when_unordered() -> Iterator[None]:
    """Rows of a queryset without an order come back in another order each time, as the database is free to do."""
    fetch_all = QuerySet._fetch_all

    def fetch_and_shuffle(self: Any) -> None:
        fresh = self._result_cache is None
        fetch_all(self)
        if fresh and not self.ordered and isinstance(self._result_cache, list):
            random.shuffle(self._result_cache)

    QuerySet._fetch_all = fetch_and_shuffle  # type: ignore[method-assign]
    try:
        yield
    finally:
        QuerySet._fetch_all = fetch_all  # type: ignore[method-assign]
