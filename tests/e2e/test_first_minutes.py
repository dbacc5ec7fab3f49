"""From nothing to the first card: by keyboard alone, and without scripts."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from e2e.desks import Served, legwork, one_time_link, press, serve
from legwork.desk import visiting

pytestmark = pytest.mark.browser


class Hands:
    """A keyboard that counts what it is asked to do."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.count = 0

    def press(self, *keys: str) -> None:
        self.count += len(keys)
        press(self.page, *keys)

    def reach(self, place: Locator) -> None:
        """Goes to a field or a button, which is one touch."""
        self.count += 1
        place.focus()

    def type(self, text: str) -> None:
        self.count += 1
        self.page.keyboard.type(text)


def test_three_people_to_a_first_card_in_under_25_interactions(desk: Served, sit_down: Callable[..., Page]) -> None:
    page = sit_down(desk)
    hands = Hands(page)
    expect(page.get_by_role("heading", name="Find your way by talking to people.")).to_be_visible()
    hands.reach(page.get_by_role("button", name="Skip this"))
    hands.press("Enter")
    expect(page.get_by_role("heading", name="Whom do you know already?")).to_be_visible()
    hands.press("2")
    hands.reach(page.get_by_label("Friends"))
    hands.type("Ana Souza, Initech\nWei Zhang\nTom Reis, Globex")
    hands.reach(page.get_by_role("button", name="Add them"))
    hands.press("Enter")
    expect(page.get_by_text("Three people here")).to_be_visible()
    for _ in range(3):
        name = page.locator("#who").inner_text()
        hands.press("1")
        expect(page.locator("[data-toast]")).to_contain_text(name)
        page.wait_for_load_state()
        if page.get_by_role("heading", name="You want to talk to").count():  # the purpose, once, and each employer
            hands.press("k")
            expect(page.get_by_role("heading", name="You want to talk to")).to_be_hidden()
    expect(page.get_by_role("heading", name="The inbox is empty.")).to_be_visible()
    hands.press("g", "t")
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
        page.get_by_role("link", name="of Connections.csv").click()
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


def test_the_questions_of_welcome_are_answered_with_the_keyboard_alone(
    desk: Served, sit_down: Callable[..., Page]
) -> None:
    page = sit_down(desk)
    hands = Hands(page)
    page.locator("html[data-ready]").wait_for(state="attached")
    answers = {"functions": "data analysis", "fields": "climate", "schools": "Porto", "past_employers": "Hooli"}
    while page.url.endswith("/welcome"):
        hands.press("Tab")
        name = page.evaluate("document.activeElement.name ?? ''")
        if name == "purpose" and hands.count < 20:
            hands.press("ArrowUp")
        elif name in answers:
            hands.type(answers.pop(name))
        elif page.evaluate("document.activeElement.innerText") == "Go on":
            hands.press("Enter")
            page.wait_for_url("**/begin")
        assert hands.count < 60
    assert answers == {}
    said = json.loads(legwork(desk.home, "settings", "--json"))
    assert "data analysis" in json.dumps(said)
    assert "climate" in json.dumps(said)


def test_the_sample_people_are_marked_go_in_one_act_and_are_never_exported(
    desk: Served, sit_down: Callable[..., Page]
) -> None:
    page = sit_down(desk)
    page.get_by_role("button", name="Skip this").click()
    press(page, "4")
    expect(page.get_by_text("These people are invented.")).to_be_visible()
    assert json.loads(legwork(desk.home, "export"))["contacts"] == []
    page.goto(f"{desk.url}/settings")
    page.get_by_role("button", name="Take the sample data away").click()
    expect(page.locator("[data-toast]")).to_be_visible()
    assert json.loads(legwork(desk.home, "contacts", "--json"))["contacts"] == []


def test_a_pairing_code_is_shown_and_a_wrong_one_is_refused(desk: Served, sit_down: Callable[..., Page]) -> None:
    page = sit_down(desk)
    page.goto(f"{desk.url}/settings")
    page.get_by_role("link", name="Pair a browser").click()
    page.get_by_role("button", name="Pair a browser").click()
    code = page.locator("[data-pairing-code]").inner_text()
    assert re.fullmatch(r"[A-Z0-9]{8}", code.replace("-", "").replace(" ", ""))
    wrong = "A" * 8 if code != "A" * 8 else "B" * 8
    answers = [page.request.post(f"{desk.url}/api/v1/pairing", data={"code": wrong, "name": "x"}) for _ in range(6)]
    assert all(answer.status in {400, 401, 403, 404, 409, 410, 422, 429} for answer in answers)
    late = page.request.post(f"{desk.url}/api/v1/pairing", data={"code": code, "name": "x"})
    assert late.status != 201


def test_a_stop_in_the_middle_loses_nothing_and_an_export_opens_elsewhere(
    tmp_path: Path, sit_down: Callable[..., Page], exports: Path
) -> None:
    home, other = tmp_path / "home", tmp_path / "other"
    with serve(home) as served:
        page = sit_down(served)
        page.get_by_role("button", name="Skip this").click()
        press(page, "2")
        page.get_by_label("Friends").fill("Ana Souza, Initech\nWei Zhang\nTom Reis, Globex")
        page.get_by_role("button", name="Add them").click()
        press(page, "1")
        expect(page.locator("[data-toast]")).to_contain_text("you want to talk", ignore_case=True)
        page.close()
    with serve(home) as served:
        page = sit_down(served)
        expect(page.get_by_role("heading", name="Why now")).to_be_visible()
        page.goto(f"{served.url}/inbox")
        expect(page.get_by_text("Two people here")).to_be_visible()
        page.goto(f"{served.url}/employers")
        page.get_by_label("Add employers").fill("Initech, Globex")
        page.get_by_role("button", name="Put them on the list").click()
        expect(page.get_by_text("Two employers.")).to_be_visible()
        page.close()
    assert list((home / "backups").glob("*.sqlite3"))
    file = tmp_path / "legwork.json"
    legwork(home, "export", "-o", str(file))
    said = json.loads(legwork(other, "import", str(file), "--json"))
    assert said["contacts"]["created"] == 3
    counted = [json.loads(legwork(place, "export")) for place in (home, other)]
    assert [(len(one["contacts"]), one["employers"]) for one in counted] == [(3, counted[0]["employers"])] * 2
    assert len(counted[0]["employers"]) == 2
