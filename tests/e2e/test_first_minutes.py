"""From nothing to the first card: by keyboard alone, and without scripts."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from e2e.desks import Served, one_time_link, press
from legwork.desk import visiting

pytestmark = pytest.mark.browser


class Hands:
    """A keyboard that counts what it is asked to do."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.count = 0

    def press(self, key: str) -> None:
        self.count += 1
        press(self.page, key)

    def type(self, text: str) -> None:
        self.count += 1
        self.page.keyboard.type(text)


def test_three_people_to_a_first_card_in_under_25_interactions(desk: Served, sit_down: Callable[..., Page]) -> None:
    page = sit_down(desk)
    hands = Hands(page)
    expect(page.get_by_role("heading", name="Find your way by talking to people.")).to_be_visible()
    page.get_by_role("button", name="Skip this").focus()
    hands.press("Enter")
    expect(page.get_by_role("heading", name="Whom do you know already?")).to_be_visible()
    hands.press("2")
    page.get_by_label("Friends").focus()
    hands.type("Ana Souza, Initech\nWei Zhang\nTom Reis, Globex")
    page.get_by_role("button", name="Add them").focus()
    hands.press("Enter")
    expect(page.get_by_text("Three people here")).to_be_visible()
    for _ in range(3):
        name = page.locator("#who").inner_text()
        hands.press("1")
        expect(page.locator("[data-toast]")).to_contain_text(name)
    expect(page.get_by_role("heading", name="The inbox is empty.")).to_be_visible()
    hands.press("g")
    hands.press("t")
    expect(page.get_by_role("heading", name="Why now")).to_be_visible()
    assert page.locator(".why li").count() >= 1
    assert hands.count < 25


def test_files_are_chosen_looked_at_and_imported(desk: Served, sit_down: Callable[..., Page], exports: Path) -> None:
    page = sit_down(desk)
    page.goto(f"{desk.url}/imports")
    page.get_by_label("Files, or a zip").set_input_files(sorted(exports.iterdir()))
    expect(page.get_by_text("Nothing is stored yet.")).to_be_visible()
    expect(page.get_by_role("cell", name="Kofi Mensah")).to_be_visible()
    press(page, "Enter")
    expect(page.get_by_role("heading", name="Who came")).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("link", name="Download them all as CSV").click()
    assert "Nobody Ltd" in download.value.path().read_text("utf-8")
    page.get_by_role("link", name="See today").click()
    expect(page.get_by_role("heading", name="Why now")).to_be_visible()


def test_files_dropped_on_the_page_are_looked_at(desk: Served, sit_down: Callable[..., Page]) -> None:
    page = sit_down(desk)
    page.goto(f"{desk.url}/imports")
    carrier = page.evaluate_handle(
        """() => {
          const carrier = new DataTransfer();
          const lines = ["BEGIN:VCARD", "VERSION:3.0", "FN:Kofi Mensah", "N:Mensah;Kofi", "END:VCARD", ""];
          carrier.items.add(new File([lines.join("\\r\\n")], "kofi.vcf"));
          return carrier;
        }"""
    )
    page.dispatch_event("[data-drop]", "drop", {"dataTransfer": carrier})
    expect(page.get_by_role("heading", name="kofi.vcf", exact=True)).to_be_visible()


def test_without_scripts_everything_goes_by_buttons(desk: Served, sit_down: Callable[..., Page], exports: Path) -> None:
    page = sit_down(desk, scripts=False)
    page.get_by_role("button", name="Skip this").click()
    page.get_by_role("link", name="Import files").click()
    page.get_by_label("Files, or a zip").set_input_files(sorted(exports.iterdir()))
    page.get_by_role("button", name="Look inside").click()
    page.get_by_role("button", name="Import", exact=False).click()
    expect(page.get_by_role("heading", name="Who came")).to_be_visible()
    page.get_by_role("link", name="See today").click()
    name = page.locator("#who").inner_text()
    page.get_by_role("button", name="Skip today").click()
    expect(page.locator("#who")).not_to_have_text(name)
    page.get_by_role("button", name="Undo").click()
    expect(page.locator("#who")).to_have_text(name)
    page.get_by_text("Later …").click()
    page.get_by_role("button", name="Next week").click()
    expect(page.locator("#who")).not_to_have_text(name)


def test_the_page_in_the_desks_folder_leads_a_browser_in(desk: Served, browser: Browser, tmp_path: Path) -> None:
    page = tmp_path / "open.html"
    page.write_text(visiting.PAGE.format(link=one_time_link(desk)), encoding="utf-8")
    context = browser.new_context()
    tab = context.new_page()
    tab.goto(page.as_uri())
    expect(tab.get_by_role("heading", name="Find your way by talking to people.")).to_be_visible()
    context.close()
