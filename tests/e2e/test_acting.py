"""An act in place: the next card takes the place of this one, and what is sent is sent once, whatever comes back."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from e2e.desks import Served, press
from e2e.test_axe import violations

pytestmark = pytest.mark.browser

MOST_TRIES = 20

# The three ways not to be answered: the act is done and its answer lost, nobody is there, and what comes is no page.
LOST = """() => {
  const ask = window.fetch;
  window.fetch = async (address, how) => {
    const answer = await ask(address, how);
    if (how?.method === "POST") throw new TypeError("lost on the way");
    return answer;
  };
}"""
GONE = """() => {
  window.kept = window.fetch;
  window.fetch = async () => { throw new TypeError("nobody is there"); };
}"""
PLAIN = """() => {
  const ask = window.fetch;
  const plain = () => new Response("no", { status: 500, headers: { "content-type": "text/plain" } });
  window.fetch = async (address, how) => (how?.method === "POST" ? plain() : ask(address, how));
}"""
PROBLEM = """() => {
  const main = "<main id=main><h1>It changed meanwhile</h1></main>";
  const page = `<!doctype html><head>${document.head.innerHTML}</head><body>${main}</body>`;
  const headers = { "content-type": "text/html; charset=utf-8" };
  window.fetch = async () => new Response(page, { status: 409, headers });
}"""
HEARD = """() => {
  window.heard = [];
  const hear = ({ target, addedNodes }) => {
    if (target.matches?.("[role=status][aria-live=polite]") && addedNodes.length) heard.push(target.textContent);
  };
  new MutationObserver((changes) => changes.forEach(hear)).observe(document, { childList: true, subtree: true });
}"""
TWICE = """() => {
  for (const turn of [1, 2])
    document.body.dispatchEvent(new KeyboardEvent("keydown", { key: "k", bubbles: true, cancelable: true }));
}"""


@pytest.fixture
def today(full_desk: Served, sit_down: Callable[..., Page]) -> Page:
    """Today, which knows whether it was left for another page."""
    page = sit_down(full_desk)
    page.locator("html[data-ready]").wait_for(state="attached")
    page.evaluate("window.staying = true")
    return page


def stayed(page: Page) -> bool:
    return bool(page.evaluate("window.staying === true"))


def sent(page: Page) -> list[str]:
    """The forms that the page sends from now on."""
    found: list[str] = []
    page.on("request", lambda asked: found.append(asked.url) if asked.method == "POST" else None)
    return found


def focused(page: Page) -> str:
    return str(
        page.evaluate("document.activeElement.getAttribute('aria-labelledby') ?? document.activeElement.tagName")
    )


def back(page: Page) -> None:
    """One step back, to something that this page has shown: it is asked for anew."""
    page.evaluate("window.staying = true; history.back()")
    page.wait_for_function("() => window.staying === undefined")


def test_the_next_card_takes_the_place_of_this_one(today: Page) -> None:
    name = today.locator("#who").inner_text()
    posts = sent(today)
    press(today, "k")
    expect(today.locator("#who")).not_to_have_text(name)
    expect(today.locator("[data-toast] [role=status]")).to_contain_text(name)
    assert stayed(today)
    assert len(posts) == 1
    assert focused(today) == "who"
    assert (today.title(), today.evaluate("location.pathname + location.search")) == ("Today · Legwork", "/")
    assert today.locator("[data-toast]").count() == today.locator("#palette").count() == 1
    assert violations(today) == []
    second = today.locator("#who").inner_text()
    press(today, "u")
    expect(today.locator("#who")).to_have_text(name)
    expect(today.locator("[data-toast] [role=status]")).to_contain_text("Undone")
    press(today, "u")
    expect(today.locator("#who")).to_have_text(second)
    press(today, "?")
    assert today.locator("#keys").is_visible()
    assert stayed(today)


def test_what_is_said_comes_into_a_place_that_is_there_already(today: Page) -> None:
    """A screen reader announces a change of a live region, and nothing that came with one."""
    today.evaluate(HEARD)
    name = today.locator("#who").inner_text()
    press(today, "k")
    expect(today.locator("[data-toast] [role=status]")).to_contain_text(name)
    heard = today.evaluate("heard")
    assert len(heard) == 1
    assert name in heard[0]


def test_a_key_pressed_twice_acts_once(today: Page) -> None:
    name = today.locator("#who").inner_text()
    posts = sent(today)
    today.evaluate(TWICE)
    expect(today.locator("#who")).not_to_have_text(name)
    assert len(posts) == 1
    press(today, "u")
    expect(today.locator("#who")).to_have_text(name)


def test_an_act_is_done_although_the_page_is_left_at_once(today: Page, full_desk: Served) -> None:
    name = today.locator("#who").inner_text()
    with today.expect_request("**/act"):
        today.keyboard.press("k")
    for _ in range(MOST_TRIES):  # what is sent on the way out may come in after the next page was asked for
        today.goto(f"{full_desk.url}/history")
        if name in today.locator("main").inner_text():
            break
    expect(today.locator("main")).to_contain_text(name)


def test_a_question_comes_in_the_same_way_and_back_leads_to_the_card(today: Page) -> None:
    name = today.locator("#who").inner_text()
    press(today, "s")
    expect(today.get_by_role("heading", name="Have you read up on")).to_be_focused()
    assert stayed(today)
    assert today.title() == "Before it counts as sent · Legwork"
    back(today)
    expect(today.locator("#who")).to_have_text(name)
    press(today, "s")
    press(today, "w")
    expect(today.locator("[data-toast]")).to_contain_text(name)


def test_back_leaves_a_page_that_stayed_where_it_was(today: Page, full_desk: Served) -> None:
    today.goto(f"{full_desk.url}/contacts")
    press(today, "g")
    press(today, "t")
    first = today.locator("#who").inner_text()
    press(today, "k")
    expect(today.locator("#who")).not_to_have_text(first)
    today.evaluate("history.back()")
    expect(today).to_have_url(f"{full_desk.url}/contacts")


def test_a_place_on_the_page_is_no_step_of_its_own(today: Page) -> None:
    name = today.locator("#who").inner_text()
    press(today, "k")
    expect(today.locator("#who")).not_to_have_text(name)
    today.locator(".skip").focus()
    today.keyboard.press("Enter")
    expect(today).to_have_url(re.compile("#main$"))
    today.evaluate("history.back()")
    expect(today).not_to_have_url(re.compile("#main$"))
    expect(today.locator("[data-toast]")).to_contain_text(name)
    assert stayed(today)


def test_an_act_whose_answer_is_lost_is_not_done_again(today: Page) -> None:
    name = today.locator("#who").inner_text()
    posts = sent(today)
    today.evaluate(LOST)
    press(today, "k")
    expect(today.locator("[data-toast] [role=status]")).to_have_text(
        "Legwork did not answer. This is how things stand now."
    )
    expect(today.locator("#who")).not_to_have_text(name)
    assert len(posts) == 1
    assert stayed(today)


def test_an_answer_that_is_no_page_is_looked_behind(today: Page) -> None:
    name = today.locator("#who").inner_text()
    today.evaluate(PLAIN)
    press(today, "k")
    expect(today.locator("[data-toast]")).to_contain_text("This is how things stand now.")
    expect(today.locator("#who")).to_have_text(name)


def test_what_was_written_stays_until_somebody_answers(today: Page) -> None:
    name = today.locator("#who").inner_text()
    today.evaluate(GONE)
    today.locator("#draft").fill("Words of my own")
    today.keyboard.press("Escape")
    posts = sent(today)
    for _ in range(2):
        press(today, "k")
        expect(today.locator("[data-toast] [role=status]")).to_contain_text("nothing you wrote is lost")
        expect(today.locator(".card[aria-busy]")).to_have_count(0)
        expect(today.locator("#draft")).to_have_value("Words of my own")
    today.evaluate("window.fetch = window.kept")
    with today.expect_response("**/drafts/*"):
        press(today, "k")
    expect(today.locator("[data-toast] [role=status]")).to_contain_text("This is how things stand now.")
    expect(today.locator("#who")).to_have_text(name)
    expect(today.locator("#draft")).to_have_value("Words of my own")
    assert not any(url.endswith("/act") for url in posts)
    press(today, "k")
    expect(today.locator("#who")).not_to_have_text(name)
    press(today, "u")
    expect(today.locator("#draft")).to_have_value("Words of my own")


def test_an_error_is_shown_as_the_page_it_is(today: Page) -> None:
    today.evaluate(PROBLEM)
    name = today.locator("#who").inner_text()
    posts = sent(today)
    press(today, "k")
    expect(today.get_by_role("heading", name="It changed meanwhile")).to_be_focused()
    assert posts == []
    back(today)
    expect(today.locator("#who")).to_have_text(name)


def test_a_page_of_another_version_is_gone_to(today: Page) -> None:
    """Its scripts and styles are others."""
    name = today.locator("#who").inner_text()
    posts = sent(today)
    today.evaluate("document.head.querySelector('script[src]').setAttribute('src', '/static/0/desk.js')")
    press(today, "k")
    today.wait_for_function("() => window.staying === undefined")
    expect(today.locator("#who")).not_to_have_text(name)
    expect(today.locator("[data-toast] [role=status]")).to_contain_text(name)
    assert len(posts) == 1


def test_enter_in_a_menu_sends_what_was_typed_and_not_the_first_choice(today: Page) -> None:
    bodies: list[str] = []
    today.on("request", lambda asked: bodies.append(asked.post_data or "") if asked.method == "POST" else None)
    press(today, "l")
    said = today.locator("input[name=said]:visible")
    said.fill("in two weeks")
    said.press("Enter")
    expect(today.locator("main")).to_contain_text("8 December")
    today.go_back()
    today.locator("html[data-ready]").wait_for(state="attached")
    press(today, "l")
    day = today.locator("input[name=day]:visible")
    day.fill("2026-12-10")
    day.press("Enter")
    expect(today.locator("[data-toast]")).to_be_visible()
    assert ["until=" in body for body in bodies] == [False, False]
    assert "day=2026-12-10" in bodies[1]
