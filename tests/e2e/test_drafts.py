"""A draft is checked while it is typed, survives leaving, and questions come into order by hand and by keyboard."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from e2e.desks import Served, press, wrote_without
from e2e.test_axe import violations
from legwork.drafting.questions import MOST

pytestmark = pytest.mark.browser

MOST_TRIES = 20


def test_findings_come_while_typing_and_the_words_stay(full_desk: Served, sit_down: Callable[..., Page]) -> None:
    page = sit_down(full_desk)
    name = page.locator("#who").inner_text()
    page.locator("html[data-ready]").wait_for(state="attached")
    expect(page.locator("[data-check]")).to_be_hidden()
    expect(page.locator("[data-findings]")).to_have_attribute("aria-live", "polite")
    press(page, "d")
    expect(page.locator("#draft")).to_be_focused()
    page.locator("#draft").fill("Hi there, is there a job for me? " + "word " * 95)
    expect(page.locator("[data-words]")).to_have_class("count-words over")
    expect(page.locator("[data-findings]")).to_contain_text("leave out “job”")
    expect(page.locator("#override")).to_be_visible()
    assert violations(page) == []
    page.locator("#draft").fill("Hi there, is there a job")
    page.goto(f"{full_desk.url}/contacts")  # at once, before anything was asked
    for _ in range(MOST_TRIES):  # what is sent on the way out may come in after the next page was asked for
        page.goto(full_desk.url)
        if page.locator("#draft").input_value() == "Hi there, is there a job":
            break
    expect(page.locator("#draft")).to_have_value("Hi there, is there a job")
    press(page, "s")
    expect(page.get_by_role("alert")).to_contain_text("write why you send it all the same")
    expect(page.locator("#override")).to_be_focused()
    page.locator("html[data-ready]").wait_for(state="attached")
    page.locator("#override").fill("They asked me to write of it")
    page.keyboard.press("Escape")
    press(page, "s")
    wrote_without(page)
    expect(page.locator("[data-toast]")).to_contain_text("against advice: They asked me to write of it.")
    press(page, "u")
    expect(page.locator("#who")).to_have_text(name)
    expect(page.locator("#draft")).to_have_value("Hi there, is there a job")


def test_the_mail_link_follows_subject_and_words(full_desk: Served, sit_down: Callable[..., Page]) -> None:
    page = sit_down(full_desk)
    page.locator("html[data-ready]").wait_for(state="attached")
    main = page.locator("[data-main][href^='mailto:']")
    press(page, "k")  # the first has no address
    expect(main).to_have_count(1)
    page.locator("html[data-ready]").wait_for(state="attached")
    page.locator("#draft").fill("One & two\nthree")
    page.locator("#subject").fill("A ? b")
    href = main.get_attribute("href") or ""
    assert href.endswith("?body=One%20%26%20two%0D%0Athree&subject=A%20%3F%20b")


def test_questions_are_dragged_and_moved_by_keyboard(full_desk: Served, sit_down: Callable[..., Page]) -> None:
    page = sit_down(full_desk)
    page.goto(f"{full_desk.url}/contacts?q=kofi")
    contact = page.locator("a.who").first.get_attribute("href") or ""
    page.goto(f"{full_desk.url}{contact}/questions")
    page.locator("html[data-ready]").wait_for(state="attached")
    texts = page.locator(".questions textarea").evaluate_all("fields => fields.map(field => field.value)")
    lines = page.locator(".questions > li")
    lines.nth(2).scroll_into_view_if_needed()
    lines.nth(0).locator("[data-grip]").hover()
    target = lines.nth(2).bounding_box()
    assert target
    page.mouse.down()
    for fraction in (0.2, 0.6, 0.9):
        page.mouse.move(target["x"] + 60, target["y"] + fraction * target["height"], steps=4)
    page.mouse.up()
    expect(lines.nth(2).locator("label")).to_have_text("Question 3")  # the drag has ended
    moved = page.locator(".questions textarea").evaluate_all("fields => fields.map(field => field.value)")
    assert moved == [texts[1], texts[2], texts[0], *texts[3:]]
    lines.nth(2).get_by_role("button", name="Up").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".questions textarea").nth(1)).to_have_value(texts[0])
    expect(lines.nth(1).get_by_role("button", name="Up")).to_be_focused()
    page.keyboard.press("Enter")  # and on, without looking for it again
    expect(page.locator(".questions textarea").nth(0)).to_have_value(texts[0])
    expect(lines.nth(0).get_by_role("button", name="Down")).to_be_focused()
    page.reload()
    expect(page.locator(".questions textarea").nth(1)).to_have_value(texts[1])


def test_the_brief_and_the_note_print_on_one_page_each(full_desk: Served, sit_down: Callable[..., Page]) -> None:
    page = sit_down(full_desk)
    page.goto(f"{full_desk.url}/contacts?q=kofi")
    contact = page.locator("a.who").first.get_attribute("href") or ""
    page.goto(f"{full_desk.url}{contact}/questions")
    page.locator("#honest").fill("Whether the work is worth the hours, and who it is for in the end. " * 3)
    for place in range(page.locator(".questions > li").count(), MOST):
        page.locator("#own").fill(f"What, of all that you saw there in {place} years, would you do otherwise today?")
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        expect(page.locator(".questions > li")).to_have_count(place + 1)
        expect(page.locator("#own")).to_be_focused()
    for sheet in ("brief", "note"):
        page.goto(f"{full_desk.url}{contact}/{sheet}")
        assert page.pdf(format="A4").count(b"/Type /Page\n") == 1, sheet
