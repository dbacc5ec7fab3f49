"""No page breaks a rule that axe can check: at both widths, in both schemes, with its menus open."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page

from e2e.desks import Served, press

pytestmark = pytest.mark.browser

AXE = Path(__file__).parent / "node_modules" / "axe-core" / "axe.min.js"
PAGES = (
    "/", "/inbox", "/contacts", "/contacts?q=zhang", "/contacts?q=nobody-at-all", "/review", "/review/strong",
    "/review/decided", "/trash", "/imports", "/history", "/settings", "/welcome", "/begin", "/people", "/employers",
    "/commands", "/no-such-page",
)  # fmt: skip


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1440])
def test_axe_finds_nothing(worked_desk: Served, sit_down: Callable[..., Page], width: int, scheme: str) -> None:
    page = sit_down(worked_desk, width=width, scheme=scheme)
    contact = _first_link(page, worked_desk, "/contacts", "a.who")
    pair = _first_link(page, worked_desk, "/review", "a[href^='/why/']")
    for path in (*PAGES, contact, *(f"{contact}/{name}" for name in ("note", "forget", "outside")), pair):
        page.goto(worked_desk.url + path)
        assert violations(page) == [], path
        page.evaluate("for (const menu of document.querySelectorAll('details')) menu.open = true")
        assert violations(page) == [], f"{path} with everything open"
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), f"{path} is too wide"
    page.goto(worked_desk.url)
    press(page, "?")
    assert page.locator("#keys").is_visible()
    assert violations(page) == [], "the list of keys"
    press(page, "Escape")
    press(page, "Control+k")
    assert page.locator("#palette").is_visible()
    assert violations(page) == [], "every command"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_columns_are_named_with_the_keyboard_alone(desk: Served, sit_down: Callable[..., Page], scheme: str) -> None:
    page = sit_down(desk, width=360, scheme=scheme)
    page.goto(f"{desk.url}/imports")
    table = f"Wer;{'Ein langer Name einer Spalte ' * 4};Post\nÖrs Kun;{'x' * 200};ors@kun.example\n"
    file = {"name": f"{'a-long-name' * 12}.csv", "mimeType": "text/csv", "buffer": table.encode()}
    page.locator("#files").set_input_files(file)
    page.get_by_role("link", name="Name the columns of").focus()
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.keyboard.press("Enter")
    page.locator("#column-1").focus()
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert page.locator("#column-1").input_value() == "name"
    page.keyboard.press("Tab")
    page.keyboard.type("Emp")
    page.keyboard.press("Tab")
    assert page.locator("#column-3").input_value() == "email"
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Import").wait_for()
    assert "company = " in page.locator("main").inner_text()
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def _first_link(page: Page, served: Served, path: str, selector: str) -> str:
    page.goto(served.url + path)
    return page.locator(selector).first.get_attribute("href") or ""


def violations(page: Page) -> list[str]:
    page.evaluate(AXE.read_text("utf-8"))
    found = page.evaluate("axe.run().then((result) => result.violations)")
    return [f"{rule['id']}: {json.dumps([node['html'][:120] for node in rule['nodes']])}" for rule in found]


@pytest.mark.parametrize(("width", "scheme"), [(360, "dark"), (1440, "light")])
def test_what_an_import_tells_beside_the_one_before(
    desk: Served, sit_down: Callable[..., Page], width: int, scheme: str
) -> None:
    page = sit_down(desk, width=width, scheme=scheme)
    rows = [
        f"Given{number},{'Fam' * 8},https://www.linkedin.com/in/p-{number},,Globex,Analyst,{number + 1:02} Mar 2026\n"
        for number in range(9)
    ]
    later = [rows[8], *rows[2:7]]
    later[2] = later[2].replace("Globex", "A long name of an employer " * 4)
    for list_of in (rows[:8], later):
        page.goto(f"{desk.url}/imports")
        text = f"First Name,Last Name,URL,Email Address,Company,Position,Connected On\n{''.join(list_of)}"
        page.locator("#files").set_input_files({"name": "c.csv", "mimeType": "text/csv", "buffer": text.encode()})
        page.get_by_role("button", name="Import").click()
        page.get_by_role("heading", name="Who came").wait_for()
    for heading in ("1 person changed jobs", "1 new connection", "3 are no longer connected"):
        assert page.get_by_role("heading", name=heading).is_visible()
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.get_by_role("region", name="Since the export before").get_by_role("link", name="Given0").focus()
    page.keyboard.press("Enter")
    page.get_by_text("No longer among your LinkedIn connections").first.wait_for()
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
