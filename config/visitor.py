"""A visitor without a browser: follows links and sends forms as plain HTTP, as somebody without JavaScript does."""

from collections.abc import Mapping
from urllib.parse import urljoin, urlsplit

import httpx
import lxml.html
from lxml.html import FormElement, HtmlElement


class CheckFailed(Exception):
    """A step did not do what it should; the message says which and what came instead."""


class Visitor:
    """One signed-in person. `page` is the page last seen, `path` its address."""

    def __init__(self, url: str) -> None:
        self.client = httpx.Client(base_url=url, follow_redirects=True, timeout=60, trust_env=False)
        self.page: HtmlElement = lxml.html.fromstring("<html></html>")
        self.path = "/"

    def sign_in(self, name: str) -> None:
        """One click on the demo account of a person of this name."""
        self.get("/demo/")
        accounts = self.page.xpath("//form[.//input[@name='user']]")
        form = next((form for form in accounts if name in form.getparent().text_content()), None)
        if form is None:
            raise CheckFailed(f"no demo account of {name}")
        self._seen(self.client.post("/demo/", data=dict(form.form_values())), 200)

    def get(self, path: str, *, expect: int = 200) -> bytes:
        """Open an address of the site; the answer's bytes."""
        return self._seen(self.client.get(path), expect)

    def send(
        self, action: str, values: Mapping[str, object], *, files: Mapping[str, tuple[str, bytes, str]] | None = None,
        expect: int = 200,
    ) -> bytes:
        """Send the form of the page whose address ends with `action`, with these values over what it shows."""
        form = self._form(action)
        fields: dict[str, object] = {}
        for name, value in form.form_values():
            fields.setdefault(name, [])
            fields[name].append(value)  # type: ignore[attr-defined]
        known = {*form.fields.keys(), *form.xpath(".//button/@name")}
        unknown = set(values) - known
        if unknown:
            raise CheckFailed(f"{self.path}: the form {action} has no field {sorted(unknown)}")
        fields.update(values)
        address = urljoin(self.path, form.get("action") or self.path)
        return self._seen(self.client.post(address, data=fields, files=files), expect)

    def link(self, ending: str) -> str:
        """The address of the first link or form on the page that contains a text."""
        addresses = [*self.page.xpath("//a/@href"), *self.page.xpath("//form/@action")]
        found = next((address for address in addresses if ending in address), None)
        if found is None:
            raise CheckFailed(f"{self.path}: no link to {ending}; the page says: {self.text[:600]}")
        return str(found)

    def has(self, ending: str) -> bool:
        """Is there a link or form that contains a text?"""
        return any(ending in address for address in [*self.page.xpath("//a/@href"), *self.page.xpath("//form/@action")])

    @property
    def text(self) -> str:
        """What the page says."""
        main = self.page.xpath("//main") or [self.page]
        return " ".join(main[0].text_content().split())

    def _form(self, action: str) -> FormElement:
        for form in self.page.forms:
            if urlsplit(form.get("action") or self.path).path.endswith(action):
                return form
        raise CheckFailed(f"{self.path}: no form {action}; the page says: {self.text[:600]}")

    def _seen(self, answer: httpx.Response, expect: int) -> bytes:
        self.path = answer.url.raw_path.decode()
        if "html" in answer.headers.get("content-type", "") and answer.content:
            self.page = lxml.html.fromstring(answer.text)
        if answer.status_code != expect:
            raise CheckFailed(
                f"{self.path} answered {answer.status_code} instead of {expect}; the page says: {self.text[:600]}"
            )
        return answer.content
