"""Popup, panel and options as people meet them: today's queue with its acts, the switch, the marks, and axe's rules."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, Playwright, Route, expect

from e2e.desks import PATIENCE, legwork, press, serve
from extension import pages
from extension.browsing import chromium, free_port
from extension.paired import TUESDAY, Pair, pair

pytestmark = pytest.mark.browser

AXE = Path(__file__).parents[2] / "extension" / "node_modules" / "axe-core" / "axe.min.js"
CONNECTIONS = """First Name,Last Name,URL,Email Address,Company,Position,Connected On
Ada,Quill,https://www.linkedin.com/in/ada-quill-1,ada@globex.example,Globex,Analyst,12 Mar 2029
Ben,Roe,https://www.linkedin.com/in/ben-roe-2,,Initech,Engineer,14 Apr 2030
Cleo,Sands,https://www.linkedin.com/in/cleo-sands-3,,Hooli,Designer,2 May 2031
"""
RULES = """() => new Promise((done) => chrome.declarativeContent.onPageChanged.getRules(undefined, (rules) => done(
  rules.map((rule) => [rule.id, rule.conditions.map((condition) => condition.pageUrl.urlMatches)]))))"""


@pytest.fixture(scope="module")
def queued(playwright_driver: Playwright, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pair]:
    """A pair whose desk has people to write to today."""
    expect.set_options(timeout=PATIENCE * 1000)
    folder, port = tmp_path_factory.mktemp("views"), free_port()
    (folder / "Connections.csv").write_text(CONNECTIONS, encoding="utf-8")
    legwork(folder / "home", "import", str(folder / "Connections.csv"), now=TUESDAY)
    with serve(folder / "home", TUESDAY, port=port) as desk, chromium(playwright_driver, folder, port) as browser:
        yield pair(browser, desk)


@pytest.fixture(autouse=True)
def _only_the_desk_stays_open(queued: Pair) -> Iterator[None]:
    yield
    queued.browser.tidy(queued.page)


def violations(page: Page) -> list[str]:
    page.evaluate(AXE.read_text("utf-8"))
    found = page.evaluate("axe.run().then((result) => result.violations)")
    return [f"{rule['id']}: {json.dumps([node['html'][:120] for node in rule['nodes']])}" for rule in found]


def in_both_schemes(page: Page, what: str) -> None:
    """Axe finds nothing, in the light and in the dark, and nothing is wider than its place."""
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
        assert violations(page) == [], f"{what}, {scheme}"
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), f"{what} is too wide"


def panel(queued: Pair, width: int = 360) -> Page:
    page = queued.browser.page_of("panel/panel.html")
    page.set_viewport_size({"width": width, "height": 800})
    page.locator("#card h2").wait_for()
    return page


def test_the_panel_opens_beside_the_page_from_the_popup(queued: Pair) -> None:
    page = queued.browser.open("https://beside.example/", pages.person("Beside Person"))
    popup = queued.browser.press(page)
    popup.locator("#form").wait_for()
    popup.get_by_role("button", name="Today’s queue").click()
    beside = queued.browser.inside("panel/panel.html")
    beside.locator("#card h2").wait_for()
    queued.browser.leave()
    page.close()


def test_a_card_is_sent_with_its_draft_and_taken_back_by_keyboard(queued: Pair) -> None:
    page = panel(queued)
    before = queued.api.get("/today")
    first = before["cards"][0]
    expect(page.locator("#card h2")).to_have_text(first["contact"]["name"])
    expect(page.locator("#card .why li")).to_have_count(len(first["why"]))
    assert page.locator("#draft").input_value() == first["draft"]["text"]
    note = queued.api.get(f"/contacts/{first['contact']['id']}/note")
    page.locator(".research summary").click()
    for statement in note["statements"]:
        expect(page.locator(".research")).to_contain_text(statement["text"])
    page.locator("#draft").fill(f"{first['draft']['text']}\nP.S. Thank you.")
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("s")
    expect(page.locator("#toast-said")).to_contain_text("wrote to")
    after = queued.api.get("/today")
    assert first["id"] not in [card["id"] for card in after["cards"]]
    (kept,) = json.loads(legwork(queued.desk.home, "export", now=TUESDAY))["contacts"][0]["events"]
    assert "P.S. Thank you." in str(kept)
    page.keyboard.press("u")
    expect(page.locator("#card h2")).to_have_text(first["contact"]["name"])
    assert queued.api.get("/today")["cards"] == before["cards"]
    page.close()


def test_what_is_typed_while_the_queue_is_read_again_stays(queued: Pair) -> None:
    page = panel(queued)
    held: list[Route] = []
    page.route("**/note", lambda route: held.append(route))  # noqa: PLW0108  a built-in method cannot be marked
    with page.expect_request("**/note"):
        page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    page.locator("#draft").fill("In my own words.")
    with page.expect_response("**/note") as answer:
        held[0].continue_()
    answer.value.finished()
    page.evaluate("new Promise((done) => setTimeout(done, 100))")
    expect(page.locator("#draft")).to_have_value("In my own words.")
    page.close()


def test_later_and_not_this_person_ask_first_and_do_as_the_desk_does(queued: Pair) -> None:
    page = panel(queued)
    before = queued.api.get("/today")
    name = before["cards"][0]["contact"]["name"]
    page.keyboard.press("l")
    page.keyboard.press("2")
    expect(page.locator("#toast-said")).to_contain_text("comes back later")
    assert name not in [card["contact"]["name"] for card in queued.api.get("/today")["cards"]]
    page.keyboard.press("u")
    expect(page.locator("#card h2")).to_have_text(name)
    page.keyboard.press("x")
    page.keyboard.press("5")
    expect(page.locator("#toast-said")).to_contain_text("put")
    page.keyboard.press("u")
    expect(page.locator("#card h2")).to_have_text(name)
    assert queued.api.get("/today")["cards"] == before["cards"]
    page.close()


def test_known_pages_are_marked_by_the_browser_itself(queued: Pair) -> None:
    queued.save("https://marked.example/about", pages.person("Marked Person"))
    people = [card["contact"]["profile"] for card in queued.api.get("/today")["cards"]]
    for _ in range(50):  # the list is fetched anew after the popup has said that it saved
        rules = dict(queued.browser.worker(RULES))
        if any("/about" in each for each in rules.get("saved", ())) and len(rules.get("today", ())) == len(people):
            break
    assert rules.keys() == {"saved", "today"}
    assert any("/about" in each for each in rules["saved"])
    assert len(rules["today"]) == len(people)
    page = queued.browser.open("https://marked.example/about?utm_source=x", pages.person("Marked Person"))
    popup = queued.browser.press(page)
    expect(popup.locator("#known")).to_contain_text("Known: Marked Person")
    popup.close()
    page.close()


def test_axe_finds_nothing_in_popup_panel_and_options(queued: Pair) -> None:
    page = queued.browser.open("https://axe.example/", pages.person("Axe Person"))
    popup = queued.browser.press(page)
    popup.locator("#form").wait_for()
    popup.locator("#more summary").click()
    in_both_schemes(popup, "the form")
    popup.locator("#name").press("Enter")
    popup.locator("#done").wait_for()
    in_both_schemes(popup, "what became of it")
    popup.close()
    team = queued.browser.open("https://axe.example/team", pages.team("Dora Kim", "Emil Berg"))
    popup = queued.browser.press(team)
    popup.locator("#choose").wait_for()
    in_both_schemes(popup, "the choice")
    popup.close()
    for width in (360, 500):
        beside = panel(queued, width)
        beside.keyboard.press("l")
        in_both_schemes(beside, f"the panel, {width} wide")
        beside.close()
    for width in (360, 1440):
        options = queued.browser.page_of("options/options.html")
        options.set_viewport_size({"width": width, "height": 900})
        expect(options.locator("#desk-said")).to_contain_text("knows this browser")
        in_both_schemes(options, f"the options, {width} wide")
        options.close()


def test_another_address_is_kept_only_in_its_one_form(queued: Pair) -> None:
    forms = {
        "8770": "http://127.0.0.1:8770",
        "localhost:8770": "http://127.0.0.1:8770",
        "http://127.0.0.1:8770/contacts": "http://127.0.0.1:8770",
        "https://127.0.0.1:8770": "",
        "http://evil.example:8765": "",
        "http://127.0.0.1.evil.example:8765": "",
        "http://user:secret@127.0.0.1:8765": "",
        "javascript:alert(1)": "",
    }
    made = queued.browser.worker(
        "async (typed) => { const { deskAddress } = await import('/settings.js'); return typed.map(deskAddress); }",
        list(forms),
    )
    assert made == list(forms.values())


def test_twenty_captures_are_triaged_with_the_keyboard(queued: Pair) -> None:
    family = (
        "Ashby Brook Cole Dunn Eads Firth Gale Hurst Irons Jarvis Keane Lowe Marsh North Orme Pell Quirk Rook Stone"
    )
    family += " Tull"
    names = [f"Triage {name}" for name in family.split()]
    bodies = [
        {
            "url": f"https://triage-{number}.example/",
            "captured_at": f"2035-11-26T10:00:{number:02}Z",
            "fields": {"name": name, "title": "Analyst", "company": f"{name} & Partners"},
        }
        for number, name in enumerate(names)
    ]
    queued.browser.worker(
        """async (bodies) => {
          const { keep } = await import("/outbox.js");
          for (const body of bodies) await keep(body);
          await (await import("/messages.js")).flush();
        }""",
        bodies,
    )
    queued.page.bring_to_front()
    queued.page.goto(f"{queued.desk.url}/inbox")
    for name in reversed(names):
        who = queued.page.get_by_role("heading", name=name)
        who.wait_for()
        press(queued.page, "h" if name == names[0] else "3")
        who.wait_for(state="detached")
    states = [contact["state"] for contact in sorted(queued.known("Triage"), key=lambda contact: contact["name"])]
    assert states == ["inbox"] + ["closed"] * 19
    press(queued.page, "u")
    queued.page.get_by_role("heading", name=names[0]).wait_for()
