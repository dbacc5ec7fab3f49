"""The queue by keyboard alone: what is pressed is what is shown, and every step back is exact."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from e2e.desks import Served, press, wrote_without

pytestmark = pytest.mark.browser


def test_a_card_is_sent_taken_back_and_sent_again(full_desk: Served, sit_down: Callable[..., Page]) -> None:
    page = sit_down(full_desk)
    name = page.locator("#who").inner_text()
    effect = page.locator("button.act", has_text="Sent").locator(".effect").inner_text()
    assert re.search(r"(Mon|Tue|Wed|Thu|Fri) \d{1,2} \w{3}", effect)
    press(page, "s")
    wrote_without(page)
    expect(page.locator("[data-toast]")).to_contain_text(name)
    expect(page.locator("#who")).not_to_have_text(name)
    press(page, "u")
    expect(page.locator("#who")).to_have_text(name)
    press(page, "u")
    expect(page.locator("#who")).not_to_have_text(name)


def test_every_key_has_a_button_with_its_name(full_desk: Served, sit_down: Callable[..., Page]) -> None:
    page = sit_down(full_desk)
    keys = page.locator(".acts .act").evaluate_all("acts => acts.map(act => act.dataset.key)")
    assert len(keys) == len(set(keys)) >= 5
    for act in page.locator(".acts .act").all():
        assert act.locator("kbd").inner_text() == act.get_attribute("data-key")
    press(page, "?")
    listed = page.locator("#keys kbd").all_inner_texts()
    assert {*keys, "Enter", "u", "/", "?"} <= set(listed)


def test_later_opens_a_menu_whose_keys_come_first(full_desk: Served, sit_down: Callable[..., Page]) -> None:
    page = sit_down(full_desk)
    name = page.locator("#who").inner_text()
    press(page, "l")
    expect(page.get_by_role("button", name="Next week")).to_be_visible()
    press(page, "Escape")
    expect(page.get_by_role("button", name="Next week")).to_be_hidden()
    press(page, "l")
    press(page, "3")
    expect(page.locator("#who")).not_to_have_text(name)


def tab_to(page: Page, text: str) -> None:
    """Goes on with the Tab key alone until what begins with the text has the focus."""
    page.wait_for_load_state()  # what is not there yet is not gone on to
    for _ in range(80):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.innerText.trim().replace(/^.\\s/, '')").startswith(text):
            return
    raise AssertionError(text)


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_acts_are_done_and_undone_with_tab_and_enter_alone(
    full_desk: Served, sit_down: Callable[..., Page], scripts: bool
) -> None:
    page = sit_down(full_desk, scripts=scripts)
    name = page.locator("#who").inner_text()
    for path in (["Sent", "wrote without"], ["Skip today"], ["Later", "Next week"], ["Not this person", "Just no"]):
        for words in path:
            if words == "wrote without":
                page.get_by_role("heading", name="Have you read up on").wait_for()
            tab_to(page, words)
            page.keyboard.press("Enter")
        expect(page.locator("[data-toast]")).to_contain_text(name)
        expect(page.locator("#who")).not_to_have_text(name)
        tab_to(page, "Undo")
        page.keyboard.press("Enter")
        expect(page.locator("#who")).to_have_text(name)


def test_a_reason_is_one_more_key(full_desk: Served, sit_down: Callable[..., Page]) -> None:
    page = sit_down(full_desk)
    name = page.locator("#who").inner_text()
    press(page, "x")
    press(page, "1")
    expect(page.locator("[data-toast]")).to_contain_text(f"You put {name} aside: not this person.")
    expect(page.locator("#who")).not_to_have_text(name)


def test_letters_wait_while_a_field_has_the_focus(full_desk: Served, sit_down: Callable[..., Page]) -> None:
    page = sit_down(full_desk)
    draft = page.locator("[data-draft]")
    name = page.locator("#who").inner_text()
    draft.click()
    press(page, "Control+End")
    page.keyboard.type(" skip sell xylophone u?")
    assert draft.input_value().endswith(" skip sell xylophone u?")
    expect(page.locator("#who")).to_have_text(name)
    press(page, "Escape")
    press(page, "k")
    expect(page.locator("#who")).not_to_have_text(name)


def test_the_draft_is_copied_as_it_stands(full_desk: Served, sit_down: Callable[..., Page]) -> None:
    page = sit_down(full_desk)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.locator("[data-draft]").fill("Hi there, my own words & more?")
    page.get_by_role("button", name="Copy", exact=True).click()
    expect(page.locator("[data-copied]")).to_have_text("Copied.")
    assert page.evaluate("navigator.clipboard.readText()") == "Hi there, my own words & more?"
    href = page.locator("[data-main]").get_attribute("href") or ""
    if href.startswith("mailto:"):
        assert href.endswith("body=Hi%20there%2C%20my%20own%20words%20%26%20more%3F")


def test_search_is_one_key_away(full_desk: Served, sit_down: Callable[..., Page]) -> None:
    page = sit_down(full_desk)
    press(page, "/")
    expect(page.get_by_role("searchbox")).to_be_focused()
    page.keyboard.type("kofi")
    press(page, "Enter")
    expect(page.get_by_role("link", name="Kofi Mensah")).to_be_visible()


def test_pairs_are_decided_by_keyboard_and_asked_again(full_desk: Served, sit_down: Callable[..., Page]) -> None:
    page = sit_down(full_desk)
    page.goto(f"{full_desk.url}/review")
    names = page.locator(".pairwise h2").all_inner_texts()
    assert len(names) == 2
    press(page, "n")
    expect(page.get_by_role("heading", name="Decided by you")).to_be_visible()
    press(page, "u")
    expect(page.get_by_role("heading", name="Decided by you")).to_be_hidden()
    expect(page.locator(".pairwise h2")).to_have_text(names)
    press(page, "y")
    expect(page.get_by_role("heading", name="Decided by you")).to_be_visible()


def test_a_hostile_name_is_only_a_name(full_desk: Served, sit_down: Callable[..., Page]) -> None:
    page = sit_down(full_desk)
    page.goto(f"{full_desk.url}/contacts?q=berg")
    expect(page.get_by_role("link", name="<b>Mia</b> Berg")).to_be_visible()
    assert page.evaluate("document.querySelector('main b') === null")
