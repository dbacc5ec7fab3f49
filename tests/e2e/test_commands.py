"""Every command on Ctrl-K, and keys of one's own, in a real browser."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from e2e.desks import Served, press

pytestmark = pytest.mark.browser


def test_a_command_is_typed_for_shown_with_its_key_and_done(full_desk: Served, sit_down: Callable[..., Page]) -> None:
    page = sit_down(full_desk)
    name = page.locator("#who").inner_text()
    press(page, "Control+k")
    words = page.get_by_role("combobox", name="What do you want to do?")
    expect(words).to_be_focused()
    page.keyboard.type("skip")
    expect(page.locator("#palette li")).to_have_text(["Skip todayk"])
    page.keyboard.press("Enter")
    expect(page.locator("[data-toast]")).to_contain_text(name)
    press(page, "Control+k")
    page.keyboard.type("no such thing")
    expect(page.get_by_text("No command has these words.")).to_be_visible()
    page.keyboard.press("Enter")
    page.keyboard.press("Escape")
    expect(page.locator("#palette")).to_be_hidden()


def test_a_key_is_answered_at_once(full_desk: Served, sit_down: Callable[..., Page]) -> None:
    page = sit_down(full_desk)
    page.locator("html[data-ready]").wait_for(state="attached")
    busy = page.evaluate(
        """() => {
          document.addEventListener("submit", (event) => event.preventDefault());
          document.body.dispatchEvent(new KeyboardEvent("keydown", { key: "k", bubbles: true, cancelable: true }));
          return document.querySelector(".card").getAttribute("aria-busy");
        }"""
    )
    assert busy == "true"


def test_arrows_choose_and_letters_stay_in_the_field(full_desk: Served, sit_down: Callable[..., Page]) -> None:
    page = sit_down(full_desk)
    name = page.locator("#who").inner_text()
    press(page, "Control+k")
    page.keyboard.type("s")
    chosen = page.locator("#palette li[aria-selected=true]")
    first = chosen.inner_text()
    page.keyboard.press("ArrowDown")
    assert chosen.inner_text() != first
    page.keyboard.press("ArrowUp")
    assert chosen.inner_text() == first
    expect(page.locator("#who")).to_have_text(name)


def test_without_scripts_the_commands_are_a_page(full_desk: Served, sit_down: Callable[..., Page]) -> None:
    page = sit_down(full_desk, scripts=False)
    page.get_by_role("link", name="Every command").click()
    expect(page.get_by_role("heading", name="Every command")).to_be_visible()
    page.get_by_label("Key of: Undo the last act").fill("z")
    page.get_by_role("button", name="Change the key of: Undo the last act").click()
    expect(page.locator(".foot, .toast").get_by_text("Undo")).to_contain_text(["z"])


def test_a_key_of_ones_own_is_listened_to_and_ctrl_z_undoes_still(
    full_desk: Served, sit_down: Callable[..., Page]
) -> None:
    page = sit_down(full_desk)
    page.goto(f"{full_desk.url}/commands")
    field = page.get_by_label("Key of: Skip today")
    field.fill("v")
    page.keyboard.press("Enter")
    expect(page.locator("[data-toast]")).to_be_visible()
    press(page, "g", "t")
    name = page.locator("#who").inner_text()
    press(page, "v")
    expect(page.locator("#who")).not_to_have_text(name)
    press(page, "Control+z")
    expect(page.locator("#who")).to_have_text(name)


def test_a_day_is_stopped_and_a_pause_is_chosen_by_keys(full_desk: Served, sit_down: Callable[..., Page]) -> None:
    page = sit_down(full_desk)
    press(page, ".")
    expect(page.get_by_role("heading", name="That was it for today.")).to_be_visible()
    press(page, "u")
    expect(page.locator("#who")).to_be_visible()
    press(page, "g", "p")
    page.get_by_label("It goes on again on").fill("2026-12-14")
    page.get_by_role("button", name="Pause", exact=True).click()
    expect(page.get_by_role("heading", name="The search is paused until Mon 14 Dec: nothing is due.")).to_be_visible()
