"""A browser and its desk, paired as a user pairs them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Page, expect

from e2e.desks import Served, one_time_link
from extension.asking import Asking
from extension.browsing import Chromium

# Far from now: what a browser reads is then always of the past, however late these tests are run.
TUESDAY = "2035-11-27T09:00:00+01:00"


@dataclass(slots=True)
class Pair:
    """A browser with the extension, and the desk that it was paired with by pressing the button on its page."""

    browser: Chromium
    desk: Served
    api: Asking
    page: Page  # signed in at the desk

    def save(self, url: str, html: str, **typed: str) -> Page:
        """Presses the button on a page, types over fields, and saves with Enter; the popup as it is then."""
        page = self.browser.open(url, html)
        popup = self.browser.press(page)
        popup.locator("#form").wait_for()
        for name, value in typed.items():
            popup.locator(f"#{name}").fill(value)
        popup.locator("#name").focus()
        popup.keyboard.press("Enter")
        popup.locator("#done").wait_for()
        page.close()
        return popup

    def known(self, words: str) -> list[dict[str, Any]]:
        """The desk's contacts that these words find."""
        return self.api.found(words)


def pair(browser: Chromium, desk: Served) -> Pair:
    """Pairs as a user does: the desk's page is opened, its button pressed, and then the toolbar's."""
    page = browser.context.new_page()
    page.goto(one_time_link(desk))
    page.wait_for_url(lambda url: "sign-in" not in url)
    page.goto(f"{desk.url}/pair")
    page.get_by_role("button", name="Pair a browser").click()
    page.locator("[data-pairing-code]").wait_for()
    popup = browser.press(page)
    expect(popup.locator("#message-title")).to_have_text("Paired with your desk")
    token = browser.worker("async () => (await (await import('/settings.js')).settings()).token")
    return Pair(browser, desk, Asking(desk.url, token), page)
