"""Saving a contact through the real toolbar button: what a user sees, and what the desk then has."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

import pytest
from playwright.sync_api import expect

from extension import pages
from extension.paired import Pair

pytestmark = pytest.mark.browser

READ = """async () => {
  const func = () => document.title;
  const look = (tab) => chrome.scripting.executeScript({ target: { tabId: tab.id }, func });
  const shots = await Promise.all((await chrome.tabs.query({})).map((tab) => look(tab).catch(() => [])));
  return shots.flat().map((shot) => shot.result);
}"""

WHOLE_LINKEDIN = """async (wanted) => {
  const { settings } = await import("/settings.js");
  const end = Date.now() + 20_000;
  while ((await settings()).linkedinFull !== wanted && Date.now() < end) {
    await new Promise((done) => setTimeout(done, 20));
  }
  return (await settings()).linkedinFull;
}"""


@pytest.fixture(autouse=True)
def _only_the_desk_stays_open(paired: Pair) -> Iterator[None]:
    yield
    paired.browser.tidy(paired.page)


def test_the_form_is_filled_editable_and_saved_with_enter(paired: Pair) -> None:
    html = pages.person("Ana Souza", place="Lisbon", school="University of Porto", headline="Reads rivers")
    page = paired.browser.open("https://ana.example/", html)
    popup = paired.browser.press(page)
    popup.locator("#form").wait_for()
    for name, value in {
        "name": "Ana Souza", "title": "Data Lead", "company": "Globex", "location": "Lisbon",
        "school": "University of Porto", "url": "https://ana.example/",
    }.items():  # fmt: skip
        expect(popup.locator(f"#{name}")).to_have_value(value)
        expect(popup.locator(f"#{name}")).to_be_editable()
    expect(popup.locator("#from-all")).to_contain_text("Read from")
    popup.locator("#save").wait_for()
    popup.keyboard.press("Enter")
    popup.locator("#done").wait_for()
    expect(popup.locator("#done-title")).to_have_text("Ana Souza is in your inbox")
    popup.locator("#done-link").wait_for()
    assert popup.locator("#done-link").get_attribute("href") == (
        f"{paired.desk.url}/contacts/{paired.api.one('Ana Souza')['id']}"
    )


def test_the_inbox_has_the_source_the_time_the_page_and_what_was_edited(paired: Pair) -> None:
    html = pages.person("Bo Lind", "Hydrologist", "Initech")
    paired.save("https://bo.example/?utm_source=x", html, title="Chief Hydrologist", why="rivers", note="met at a talk")
    whole = paired.api.one("Bo Lind")
    assert whole["state"] == "inbox"
    assert whole["fields"]["title"] == "Chief Hydrologist"
    (record,) = whole["records"]
    assert (record["source"], record["file"]) == ("capture", "extension")
    assert "https://bo.example/" in record["locator"]
    paired.page.goto(f"{paired.desk.url}/contacts/{whole['id']}")
    raw = re.search(r'"as_read":\{"title":"([^"]+)"\},.*"edited":\["title"\]', unescape(paired.page.content()))
    assert raw is not None
    assert raw[1] == "Hydrologist"
    paired.page.goto(f"{paired.desk.url}/inbox")
    row = paired.page.locator("main").inner_text()
    assert "Bo Lind" in row
    assert "rivers" in row
    assert "met at a talk" in row


def test_who_is_known_is_said_with_what_differs_and_saving_changes_jobs(paired: Pair) -> None:
    address = "https://carla.example/"
    paired.save(address, pages.person("Carla Dias", "Data Lead", "Globex"))
    before = paired.api.one("Carla Dias")
    paired.api.act(before["id"], "sent")
    page = paired.browser.open(address, pages.person("Carla Dias", "Director of Data", "Initech"))
    popup = paired.browser.press(page)
    known = popup.locator("#known")
    expect(known).to_contain_text("Known: Carla Dias, invited on 27 Nov 2035.")
    expect(known.locator("del")).to_have_text(["Data Lead", "Globex"])
    expect(known.locator("ins")).to_have_text(["Director of Data", "Initech"])
    popup.keyboard.press("Enter")
    expect(popup.locator("#done-title")).to_have_text("Carla Dias is brought up to date")
    whole = paired.api.one("Carla Dias")
    changes = [(one["from_company"], one["to_company"]) for one in whole["fields"]["job_changes"]]
    assert changes == [("Globex", "Initech")]
    assert whole["state"] == "invited"


def test_the_same_name_at_another_address_is_said_and_stays_two(paired: Pair) -> None:
    paired.save("https://wei-one.example/", pages.person("Wei Zhang", "Product Manager", "Initech"))
    page = paired.browser.open("https://wei-two.example/", pages.person("Wei Zhang", "Nurse", "Umbrella"))
    popup = paired.browser.press(page)
    expect(popup.locator("#known")).to_contain_text("Another person of this name exists: Wei Zhang.")
    popup.keyboard.press("Enter")
    expect(popup.locator("#done-text")).to_contain_text("1 other person of this name")
    assert len(paired.known("Wei Zhang")) == 2


def test_a_page_of_no_kind_gives_its_title_and_the_selection(paired: Pair) -> None:
    page = paired.browser.open("https://rivers.example/autumn", pages.blog())
    page.evaluate("getSelection().selectAllChildren(document.querySelector('#said'))")
    popup = paired.browser.press(page)
    popup.locator("#form").wait_for()
    popup.locator("#more summary").click()
    expect(popup.locator("#selection")).to_have_value("Bo Lind gave a talk on rivers.")
    popup.locator("#why").focus()
    popup.keyboard.press("Enter")
    popup.locator("#done").wait_for()
    expect(popup.locator("#done-title")).to_contain_text("in your inbox")


def test_several_people_are_offered_and_none_is_guessed(paired: Pair) -> None:
    page = paired.browser.open("https://initech.example/team", pages.team("Dora Kim", "Emil Berg"))
    popup = paired.browser.press(page)
    expect(popup.locator("#choices .who")).to_have_text(["Dora Kim", "Emil Berg"])
    popup.keyboard.press("2")
    expect(popup.locator("#name")).to_have_value("Emil Berg")
    popup.keyboard.press("Enter")
    expect(popup.locator("#done-title")).to_have_text("Emil Berg is in your inbox")
    assert paired.known("Dora Kim") == []


def test_who_is_not_to_be_contacted_is_asked_about_and_stays_so(paired: Pair) -> None:
    address = "https://faye.example/"
    paired.save(address, pages.person("Faye Holt"))
    paired.api.act(paired.api.one("Faye Holt")["id"], "do_not_contact")
    page = paired.browser.open(address, pages.person("Faye Holt", "Chief of Data"))
    popup = paired.browser.press(page)
    expect(popup.locator("#known .blocked")).to_be_visible()
    popup.keyboard.press("Enter")
    expect(popup.locator("#sure")).to_contain_text("You do not want to contact Faye Holt.")
    popup.get_by_role("button", name="Do not save").click()
    assert paired.api.one("Faye Holt")["fields"]["title"] == "Data Lead"
    popup.keyboard.press("Enter")
    popup.get_by_role("button", name="Save all the same").click()
    popup.locator("#done").wait_for()
    whole = paired.api.one("Faye Holt")
    assert (whole["fields"]["title"], whole["do_not_contact"]) == ("Chief of Data", True)


def test_a_draft_stays_when_the_popup_closes_and_can_be_dropped(paired: Pair) -> None:
    page = paired.browser.open("https://gina.example/", pages.person("Gina Rossi"))
    popup = paired.browser.press(page)
    popup.locator("#note").fill("ask about tides")
    expect(popup.locator("#draft-back")).to_be_hidden()
    assert popup.evaluate(
        """async () => { const end = Date.now() + 20000;
        while (Date.now() < end) { const all = await chrome.storage.session.get(null);
          if (JSON.stringify(all).includes("ask about tides")) return true;
          await new Promise((done) => setTimeout(done, 20)); } return false; }"""
    )
    popup.close()
    again = paired.browser.press(page)
    expect(again.locator("#draft-back")).to_be_visible()
    expect(again.locator("#note")).to_have_value("ask about tides")
    again.get_by_role("button", name="Start afresh").click()
    expect(again.locator("#note")).to_have_value("")


def test_what_is_saved_at_once_is_no_draft_afterwards(paired: Pair) -> None:
    page = paired.browser.open("https://kim.example/", pages.person("Kim Vane"))
    popup = paired.browser.press(page)
    popup.locator("#form").wait_for()
    popup.clock.install(time=1)
    popup.clock.pause_at(2)  # saving is quicker than the pause after which a draft is kept
    popup.locator("#why").fill("rivers")
    popup.locator("#why").press("Enter")
    expect(popup.locator("#done-title")).to_have_text("Kim Vane is in your inbox")
    popup.clock.run_for(1_000)
    assert "rivers" not in popup.evaluate("async () => JSON.stringify(await chrome.storage.session.get(null))")


def test_linkedin_is_a_bookmark_until_the_switch_is_turned(paired: Pair) -> None:
    page = paired.browser.open(pages.LINKEDIN, pages.profile("Hana Sato"))
    popup = paired.browser.press(page)
    expect(popup.locator("#linkedin-note")).to_be_visible()
    popup.keyboard.press("Enter")
    expect(popup.locator("#done-title")).to_have_text("Hana Sato is in your inbox")
    kept = paired.api.one("Hana Sato")
    assert [link["value"] for link in kept["fields"]["links"]] == ["https://www.linkedin.com/in/ana-souza-7"]
    assert pages.SECRET not in str(kept)
    assert not kept["fields"].get("title")
    options = paired.browser.page_of("options/options.html")
    expect(options.locator("#desk-said")).not_to_be_empty()  # every setting is shown by then
    options.get_by_role("checkbox").check()
    assert options.evaluate(WHOLE_LINKEDIN, True)
    page.bring_to_front()
    popup = paired.browser.press(page)
    expect(popup.locator("#headline")).to_have_value("Director of Data at Initech")
    expect(popup.locator("#linkedin-note")).to_be_hidden()
    popup.close()
    options.get_by_role("checkbox").uncheck()
    assert not options.evaluate(WHOLE_LINKEDIN, False)
    options.close()


def test_without_the_click_no_page_can_be_read_and_with_it_only_that_one(paired: Pair) -> None:
    one = paired.browser.open("https://one.example/", pages.person("One Person"))
    two = paired.browser.open("https://two.example/", pages.person("Two Person"))
    assert titles(paired).isdisjoint({"One Person", "Two Person"})
    paired.browser.press(one).locator("#form").wait_for()
    paired.browser.leave()
    assert {"One Person", "Two Person"} & titles(paired) == {"One Person"}
    paired.browser.pages["https://elsewhere.example/"] = pages.person("Elsewhere")
    one.goto("https://elsewhere.example/")
    assert titles(paired).isdisjoint({"One Person", "Two Person", "Elsewhere"})
    two.close()


def titles(paired: Pair) -> set[str]:
    """What the extension can read of all the pages that are open."""
    return set(paired.browser.worker(READ))


def test_pressing_the_button_opens_changes_and_fetches_nothing(paired: Pair) -> None:
    address = "https://quiet.example/"
    page = paired.browser.open(address, pages.person("Quiet Person") + "<img src='/picture.png' loading='lazy' hidden>")
    asked, tabs, html = len(paired.browser.asked), len(paired.browser.context.pages), page.content()
    popup = paired.browser.press(page)
    popup.locator("#form").wait_for()
    popup.keyboard.press("Enter")
    popup.locator("#done").wait_for()
    paired.browser.leave()
    beyond = [url for url in paired.browser.asked[asked:] if "127.0.0.1" not in url and "chrome-extension" not in url]
    assert beyond == []
    assert len(paired.browser.context.pages) == tabs
    assert page.content() == html
    assert page.evaluate("scrollY") == 0


def test_a_page_that_is_made_to_hurt_neither_holds_up_the_popup_nor_reaches_the_desk(paired: Pair) -> None:
    page = paired.browser.open("https://hurt.example/", pages.hostile())
    popup = paired.browser.press(page)
    popup.locator("#form").wait_for()
    stood_still = popup.evaluate("() => performance.measure('reading', 'page:looked-at', 'page:read').duration")
    assert stood_still < 2_000
    shown = popup.locator("#name").input_value()
    assert not any(sign in shown for sign in "\u202e\u2066\x00")
    if not shown:
        popup.locator("#name").fill("Mallory Hurt")
    popup.locator("#name").press("Enter")
    popup.locator("#done").wait_for()
    expect(popup.locator("#done-title")).to_contain_text("in your inbox")
    kept = str(paired.api.one(shown or "Mallory Hurt"))
    for unclean in ("javascript:", "data:text", "\u202e", "\u2066", "polluted"):
        assert unclean not in kept


@pytest.mark.parametrize("address", ["chrome://version/", "about:blank"])
def test_a_page_of_the_browser_is_told_apart(paired: Pair, address: str) -> None:
    page = paired.browser.context.new_page()
    page.goto(address)
    popup = paired.browser.press(page)
    expect(popup.locator("#message-title")).to_have_text("Nothing to save here")
    page.close()


def test_quick_save_asks_nothing_where_there_is_nothing_to_ask(paired: Pair) -> None:
    page = paired.browser.open("https://ivo.example/", pages.person("Ivo Kral"))
    popup = paired.browser.press(page)
    popup.locator("#form").wait_for()
    # the key itself never reaches a browser without a screen; this is what it leaves for the popup
    tab = popup.evaluate("async () => (await chrome.tabs.query({ active: true, currentWindow: true }))[0].id")
    # a busy machine may take a minute to open the popup again
    popup.evaluate("(tab) => chrome.storage.session.set({ quick: { tab, at: Date.now() + 60_000 } })", tab)
    popup.close()
    popup = paired.browser.press(page)
    expect(popup.locator("#done-title")).to_have_text("Ivo Kral is in your inbox")
