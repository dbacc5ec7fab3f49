"""No page breaks a rule that axe can check, at both widths, in both schemes, and each is worked by keyboard alone.

The pages are those of the application itself, so that a new one cannot be left out.
"""

from __future__ import annotations

import html
import io
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from playwright.sync_api import Page, expect
from werkzeug.routing import Rule

from e2e.desks import Served, press
from e2e.moving import opened, served
from legwork import app
from legwork.desk import conversing, editing, furnishing, importing, planning, viewing, visiting
from legwork.desk.opening import Desk
from web.sitting import HERE, Sitting

pytestmark = pytest.mark.browser

AXE = Path(__file__).parent / "node_modules" / "axe-core" / "axe.min.js"
NOT_PAGES = (
    "/api/", "/static/", "/contacts/<contact_id>/meeting.ics", "/contacts/<contact_id>/note.md",
    "/imports/<job_id>/progress", "/imports/<job_id>/rows",
    "/sign-in",  # where scripts run, it goes on by itself
)  # fmt: skip
UNLINKED = ("/welcome", "/begin", "/review/strong", "/review/decided", "/review/joined/1", "/no-such-page")
MOST_TABS = 400
MORE_TABS = 12  # what scrolls has the focus as well, and so has the browser itself
TABBABLE = """
  () => {
    const choice = (one) => document.querySelector(`input[name="${CSS.escape(one.name)}"]:checked`)
      ?? document.querySelector(`input[name="${CSS.escape(one.name)}"]`);
    return [...document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex='0']")].filter(
      (one) => one.checkVisibility() && !one.disabled && one.type !== "hidden" && one.tabIndex >= 0
        && (one.type !== "radio" || one === choice(one)));
  }
"""
# Buttons and lines of acts whose words stand out of them.
CROWDED = """
  () => [...document.querySelectorAll("main .button, main .act, main .timeline > li > *")]
    .filter((one) => one.checkVisibility() && !one.matches(".unseen") && one.scrollWidth > one.clientWidth + 2
      && getComputedStyle(one).display !== "inline")
    .map((one) => one.outerHTML.slice(0, 120))
"""


@dataclass(frozen=True, slots=True)
class Whole:
    """A desk on which every page has something to show: its address, and one address for each rule of its pages."""

    desk: Desk
    served: Served
    rules: list[Rule]
    pages: dict[str, str]
    card: str

    def served_again(self) -> Served:
        """With a link of its own for another browser."""
        return replace(self.served, links=[visiting.new_link(self.desk, f"{self.served.url}/")])


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Whole]:
    with opened(tmp_path_factory.mktemp("whole") / "home", "2026-11-24T09:00") as (desk, _):
        furnishing.furnish(desk)
        site = app.build(desk, port=8765)
        jobs = [_job(desk, start=start) for start in (True, False)]
        noor = viewing.contacts(desk, "Noor")[0].id
        conversing.note_line(desk, noor, "trend", "Towns ask first")
        lost = editing.add_people(desk, ["Bo Lin, Nowhere Ltd"])[0]
        starts = ("/", f"/contacts/{noor}", f"/inbox/{lost}/missing", f"/contacts/{noor}/write?for=close_loop")
        cards = planning.today(desk)["cards"]
        card = next(one["id"] for one in cards if one["act"] == "send_invitation")
        with served(desk) as here:
            yield Whole(
                desk, here, list(site.url_map.iter_rules()), _crawled(desk, site, (*starts, *jobs, *UNLINKED)), card
            )


def _job(desk: Desk, *, start: bool) -> str:
    """An import: done, or looked at and still without names for its columns."""
    name, text = ("c.csv", "Given Name,Family Name,E-mail 1 - Value\nIda,Berg,ida@x.example\n")
    if not start:
        name, text = "book.csv", "Wer;Betrieb;Post\nOrs Kun;Kun AG;ors@kun.example\n"
    job = importing.receive(desk, [(name, io.BytesIO(text.encode()))])
    importing.look_inside(desk, job)
    if start:
        importing.start(desk, job)
        importing.work(desk, job)
    return f"/imports/{job}"


def _crawled(desk: Desk, site: Flask, starts: tuple[str, ...]) -> dict[str, str]:
    """One address for each rule of a page, found by following the links of those found before, and all of `starts`."""
    client = _signed_in(desk, site)
    rules = site.url_map.bind("127.0.0.1")
    found: dict[str, str] = {}
    waiting = [*starts]
    while waiting:
        address = waiting.pop(0)
        path = address.partition("?")[0]
        rule = str(rules.match(path, return_rule=True)[0]) if rules.test(path) else path
        if rule.startswith(NOT_PAGES) or (rule in found and address not in starts) or address in found.values():
            continue
        found[address if rule in found else rule] = address
        answer = client.get(address, base_url=HERE)
        assert answer.status_code in {200, 404}, (address, answer.status_code)
        waiting += map(html.unescape, re.findall(r'href="(/[^"#]*)', answer.text))
    return found


def _signed_in(desk: Desk, site: Flask) -> FlaskClient:
    sitting = Sitting(site.test_client())
    link = re.search(
        r'name="link" value="([^"]+)"', sitting.get(visiting.new_link(desk, f"{HERE}/").removeprefix(HERE))
    )
    assert link
    sitting.post("/sign-in", link=link[1])
    return sitting.client


def test_no_page_is_left_out(whole: Whole) -> None:
    site = {rule.rule for rule in whole.rules if "GET" in (rule.methods or ())}
    assert {rule for rule in site if not rule.startswith(NOT_PAGES)} <= whole.pages.keys()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1440])
def test_axe_finds_nothing_on_any_page(whole: Whole, sit_down: Callable[..., Page], width: int, scheme: str) -> None:
    page = sit_down(whole.served_again(), width=width, scheme=scheme)
    for path in whole.pages.values():
        page.goto(whole.served.url + path)
        page.evaluate("for (const menu of document.querySelectorAll('details')) menu.open = true")
        assert violations(page) == [], path
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), f"{path} is too wide"
    page.goto(f"{whole.served.url}/?card={whole.card}")
    press(page, "?")
    expect(page.locator("#keys")).to_be_visible()
    assert violations(page) == [], "the list of keys"
    press(page, "Escape")
    press(page, "Control+k")
    expect(page.locator("#palette")).to_be_visible()
    assert violations(page) == [], "every command"
    press(page, "Escape")
    press(page, "s")
    expect(page.get_by_role("heading", name="Have you read up on")).to_be_visible()
    assert violations(page) == [], "before it counts as sent"
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_every_page_is_worked_by_the_tab_key_alone(whole: Whole, sit_down: Callable[..., Page]) -> None:
    """Everything that can be pressed or filled in is reached, and shows that it has the focus."""
    page = sit_down(whole.served_again(), width=1440)
    for path in whole.pages.values():
        page.goto(whole.served.url + path)
        page.evaluate(
            f"window.wanted = ({TABBABLE})(); window.reached = new Map();"
            "document.addEventListener('focusin', ({target}) => reached.set(target, getComputedStyle(target)"
            ".outlineStyle !== 'none' || target.matches('input, textarea, select, summary')));"
        )
        count = page.evaluate("wanted.length")
        assert 0 < count < MOST_TABS, path
        for _ in range(count + MORE_TABS):
            page.keyboard.press("Tab")
        missed = page.evaluate("wanted.filter((one) => !reached.get(one)).map((one) => one.outerHTML.slice(0, 120))")
        assert missed == [], path


@pytest.mark.parametrize(("width", "size"), [(320, "100%"), (360, "212.5%")])
def test_every_page_fits_a_narrow_window_and_letters_twice_as_large(
    whole: Whole, sit_down: Callable[..., Page], width: int, size: str
) -> None:
    """Nothing is cut off at the side or lies on top of something else; what the style sheet sets is 106.25 %."""
    page = sit_down(whole.served_again(), width=width)
    for path in whole.pages.values():
        page.goto(whole.served.url + path)
        page.evaluate("(size) => { if (size !== '100%') document.documentElement.style.fontSize = size; }", size)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), f"{path} is too wide"
        assert page.evaluate(CROWDED) == [], path


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
    expect(page.locator("#column-1")).to_have_value("name")
    page.keyboard.press("Tab")
    page.keyboard.type("Emp")
    page.keyboard.press("Tab")
    expect(page.locator("#column-3")).to_have_value("email")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Import").wait_for()
    expect(page.locator("main")).to_contain_text("company = ")
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


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
        expect(page.get_by_role("heading", name=heading)).to_be_visible()
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.get_by_role("region", name="Since the export before").get_by_role("link", name="Given0").focus()
    page.keyboard.press("Enter")
    page.get_by_text("No longer among your LinkedIn connections").first.wait_for()
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def violations(page: Page) -> list[str]:
    """What axe finds on the page, once all of it and its style sheets are there."""
    page.wait_for_load_state()
    page.evaluate(AXE.read_text("utf-8"))
    found = page.evaluate("axe.run().then((result) => result.violations)")
    return [f"{rule['id']}: {json.dumps([node['html'][:120] for node in rule['nodes']])}" for rule in found]
