"""Takes the extension's pictures for the documents: `.venv/bin/python scripts/picture_extension.py`.

The desk is that of the invented people, the browser is Chromium, the button is really pressed.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Page, expect, sync_playwright

import checkout
from pictures import PICTURES, demo

sys.path.insert(0, str(checkout.ROOT / "tests"))  # where the driving of browsers lives

from e2e.desks import Served
from extension import pages
from extension.browsing import Chromium, chromium
from extension.paired import TUESDAY, pair

ADDRESS = "https://ines-carvalho.example/"
BEFORE = pages.person("Inês Carvalho", "Grid Planner", "Northlight Grid")
NOW = pages.person("Inês Carvalho", "Head of Planning", "Solvane", place="Lisbon", school="University of Porto")
SCHEMES = ("light", "dark")


def main() -> None:
    with (
        tempfile.TemporaryDirectory() as folder,
        sync_playwright() as playwright,
        demo(TUESDAY) as (address, link),
        chromium(playwright, Path(folder), urlsplit(address).port or 80) as browser,
    ):
        paired = pair(browser, Served(address.rstrip("/"), [link], Path(folder)))
        paired.save(ADDRESS, BEFORE)
        for scheme in SCHEMES:
            _popup(browser, scheme)
            panel = _view(browser, "panel/panel.html", (400, 1000), scheme)
            panel.locator("#card h2").wait_for()
            # the clock of these pictures stands far in the future
            panel.evaluate("document.getElementById('day').textContent = '27 Nov'")
            panel.screenshot(path=PICTURES / f"extension-panel-{scheme}.png")
            options = _view(browser, "options/options.html", (900, 1100), scheme)
            expect(options.locator("#desk-said")).to_contain_text("knows this browser")
            options.screenshot(path=PICTURES / f"extension-options-{scheme}.png")


def _popup(browser: Chromium, scheme: str) -> None:
    page = browser.open(ADDRESS, NOW)
    popup = browser.press(page)
    popup.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    popup.locator("#known ins").first.wait_for()
    popup.screenshot(path=PICTURES / f"extension-popup-{scheme}.png")
    popup.close()
    page.close()


def _view(browser: Chromium, path: str, size: tuple[int, int], scheme: str) -> Page:
    page = browser.page_of(path)
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    return page


if __name__ == "__main__":
    main()
