"""One person at a browser whose every page is held to the same rules: accessible, no sideways scroll, a silent console.

`look` is called after each step. With DIGISOC_PICTURES=1 the pages that are named become the pictures of docs/pictures.
"""

import io
import os
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from PIL import Image
from playwright.sync_api import Browser, Locator, Page

PICTURES = Path(__file__).resolve().parents[2] / "docs" / "pictures"
WIDTHS = (390, 1280)
HEIGHT = 900
TALLEST = 2400
COLOURS = 96
PATIENCE = 60_000  # milliseconds; a busy machine is slow, a missing element is a failure


class Visit:
    """A signed-in person of the demonstration; `page` is Playwright's, `faults` what `look` found."""

    def __init__(self, browser: Browser, url: str, name: str = "", *, scripts: bool = True) -> None:
        self.url, self.scripts = url, scripts
        size = {"width": 1280, "height": HEIGHT}
        self.context = browser.new_context(
            base_url=url, locale="lv-LV", timezone_id="Europe/Riga", viewport=size, java_script_enabled=scripts
        )
        self.context.set_default_timeout(PATIENCE)
        self.page: Page = self.context.new_page()
        self.complaints: list[str] = []
        self.page.on("console", lambda said: self.complaints.append(said.text) if said.type == "error" else None)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        if name:
            self.sign_in(name)

    def sign_in(self, name: str) -> None:
        """One click on the demonstration's account."""
        self.open("/demo/")
        self.page.locator(".account", has_text=name).locator("button").click()
        self.look()

    def open(self, address: str, *, status: int = 200) -> None:
        """Go to an address and look at the page that comes."""
        answer = self.page.goto(address)
        assert answer is not None
        assert answer.status == status, f"{address}: {answer.status}"
        self.look(refused=status >= 400)

    def follow(self, ending: str, *, picture: str = "") -> None:
        """Click the first link of the page's content whose address contains a text."""
        self.page.locator(f'main a[href*="{ending}"]').first.click()
        self.look(picture=picture)

    def press(self, action: str = "", *, picture: str = "", refused: bool = False) -> None:
        """Press the first button of the form that posts to an address with this ending, or of the page's own form."""
        self.form(action).locator("button[type=submit]").first.click()
        self.look(picture=picture, refused=refused)

    def form(self, action: str = "") -> Locator:
        """The form that posts to an address with this ending, or the one that posts to the page itself."""
        which = f'main form[action$="{action}"]' if action else 'main form[method="post"]:not([action])'
        return self.page.locator(which).first

    def says(self, words: str) -> bool:
        """Do these words stand on the page, with ordinary spaces?"""
        return words in self.text

    @property
    def text(self) -> str:
        """The page's content with ordinary spaces."""
        return " ".join((self.page.locator("main").text_content() or "").replace("\xa0", " ").split())

    @property
    def path(self) -> str:
        """The address without the host and the query."""
        return self.page.url.removeprefix(self.url).partition("?")[0].partition("#")[0]

    def look(self, *, picture: str = "", refused: bool = False) -> None:
        """Fail unless the page keeps the rules at both widths; `refused`: the browser notes the status itself."""
        self.page.wait_for_load_state()
        found = [] if not self.scripts else [fault for width in WIDTHS for fault in self._faults(width, picture)]
        said = [text for text in self.complaints if not (refused and "Failed to load resource" in text)]
        self.complaints.clear()
        assert not found + said, "\n".join([self.path, *found, *said])

    def _faults(self, width: int, picture: str) -> list[str]:
        self.page.set_viewport_size({"width": width, "height": HEIGHT})
        if picture and os.environ.get("DIGISOC_PICTURES") == "1":
            self._draw(f"{picture}-{width}.png", width)
        faults = [
            f"{width}: {rule['id']}: {node['html'][:200]} {node.get('failureSummary', '')[:300]}"
            for rule in Axe().run(self.page).response["violations"] for node in rule["nodes"]
        ]
        if self.page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            faults.append(f"{width}: wider than the screen")
        return faults

    def _draw(self, name: str, width: int) -> None:
        """The whole page from its top, with few colours: a picture for a document, not a proof of pixels."""
        self.page.evaluate("document.activeElement?.blur(); scrollTo(0, 0)")
        shot = self.page.screenshot(full_page=True, animations="disabled", caret="hide")
        image = Image.open(io.BytesIO(shot)).convert("RGB")
        image = image.crop((0, 0, width, min(image.height, TALLEST)))
        PICTURES.mkdir(parents=True, exist_ok=True)
        image.quantize(COLOURS, dither=Image.Dither.NONE).save(PICTURES / name, optimize=True)
