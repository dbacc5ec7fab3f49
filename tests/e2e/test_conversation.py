"""Conversation mode in a real browser: its clock and signals, five keys, no scrolling, and nothing that axe finds."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Page, expect

from e2e.desks import Served, legwork, press, serve
from e2e.test_axe import violations

pytestmark = pytest.mark.browser

SIZES = ((1440, 900), (390, 844), (360, 640))
BOARDS = (
    "/boards", "/boards/learned", "/boards/skills", "/boards/culture", "/boards/decisions", "/boards/balance",
    "/boards/week", "/introduction",
)  # fmt: skip
SIGNAL = "Five minutes left: announce your last question."
OVER = "Time is up. Thank them and stop; going on is their choice."


@pytest.fixture(scope="session")
def agreed(worked_home: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """The folder of a desk on which a talk is agreed for 15:00 to 15:20 today, to be copied; and with whom."""
    home = Path(shutil.copytree(worked_home, tmp_path_factory.mktemp("agreed") / "home"))
    contact = str(json.loads(legwork(home, "contacts", "kofi", "--json"))["contacts"][0]["id"])
    legwork(home, "act", contact, "scheduled:2026-11-24T15:00/20")
    return home, contact


@pytest.fixture
def talk(agreed: tuple[Path, str], tmp_path: Path, sit_down: Callable[..., Page]) -> Talk:
    home, contact = agreed
    return Talk(Path(shutil.copytree(home, tmp_path / "home")), contact, sit_down)


@dataclass(frozen=True, slots=True)
class Talk:
    """A desk of the test's own, the contact, and a browser to sit at it."""

    home: Path
    contact: str
    sit_down: Callable[..., Page]

    @property
    def path(self) -> str:
        return f"/contacts/{self.contact}/conversation"

    @contextmanager
    def at(self, now: str, **how: Any) -> Iterator[tuple[Page, Served]]:
        """The desk with its clock at that time of 24 November, running on where it is empty."""
        with serve(self.home, now and f"2026-11-24T{now}+01:00") as served:
            page = self.sit_down(served, **how)
            yield page, served
            page.goto("about:blank")  # what still loads would be refused by a server that is gone


def go(page: Page, served: Served, path: str) -> None:
    page.goto(f"{served.url}{path}")
    page.locator("html[data-ready]").wait_for(state="attached")


def fits(page: Page) -> bool:
    """Whether nothing of the page, with its style sheets, is outside its window."""
    page.wait_for_load_state("load")
    whole = page.evaluate("[document.documentElement.scrollWidth, document.documentElement.scrollHeight]")
    window = page.evaluate("[innerWidth, innerHeight]")
    return bool(whole[0] <= window[0] and whole[1] <= window[1])


COVERED = """() => {
  const place = (one) => document.querySelector(one).getBoundingClientRect();
  return place(".controls").bottom > place("[data-toast]").top;
}"""


def covered(page: Page) -> bool:
    """Whether the toast stays over any of the keys below the talk; an answer moves them a moment later."""
    for _ in range(100):
        if not page.evaluate(COVERED):
            return False
        page.wait_for_timeout(50)
    return True


@pytest.mark.parametrize(
    ("now", "left", "signal"),
    [
        ("14:59:00", "1:00 until it begins", ""),
        ("15:14:59", "5:01 left", ""),
        ("15:15:00", "5:00 left", SIGNAL),
        ("15:20:00", "0:00 over", OVER),
    ],
)
def test_signals_come_five_minutes_before_the_end_and_at_the_end(talk: Talk, now: str, left: str, signal: str) -> None:
    with talk.at(now) as (page, served):
        for _ in range(2):  # a reload keeps the time
            go(page, served, talk.path)
            expect(page.locator("[data-signal]")).to_have_text(signal)
            expect(page.locator(".left")).to_have_text(left)
        assert page.locator("[data-signal]").get_attribute("aria-live") == "polite"
        assert page.locator("audio, video").count() == 0


def test_the_clock_runs_by_the_servers_time_and_signals_while_one_looks(talk: Talk) -> None:
    start = datetime.now(ZoneInfo("Europe/Berlin")) - timedelta(minutes=10)
    legwork(talk.home, "act", talk.contact, f"scheduled:{start:%Y-%m-%dT%H:%M:%S}/20", now="")
    with talk.at("") as (page, served):
        page.clock.install(time=datetime(2001, 1, 1))  # a computer whose clock is wrong
        go(page, served, talk.path)
        expect(page.locator("[aria-current=step]")).to_contain_text("Questions")
        expect(page.locator("[data-left]")).to_have_text(re.compile(r"[5-9]:\d\d|10:00"))
        expect(page.locator("[data-signal]")).to_have_text("")
        page.clock.fast_forward("05:02")
        expect(page.locator("[data-signal]")).to_have_text(SIGNAL)
        expect(page.locator("[aria-current=step]")).to_contain_text("Next steps")
        page.clock.fast_forward("05:00")
        expect(page.locator("[data-signal]")).to_have_text(OVER)
        expect(page.locator("[data-left-label]")).to_have_text("over")
        expect(page.get_by_role("button", name="They agreed to go on")).to_be_visible()
        page.reload()
        expect(page.locator("[aria-current=step]")).to_contain_text("Questions")


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_a_talk_takes_five_keys_and_no_scrolling(talk: Talk, width: int, height: int) -> None:
    with talk.at("15:16:00", width=width) as (page, served):
        page.set_viewport_size({"width": width, "height": height})
        go(page, served, talk.path)
        assert fits(page)
        for count in (1, 2, 3):
            press(page, "t")
            expect(page.get_by_label("Trend")).to_be_focused()
            assert fits(page)
            page.keyboard.type("Storage is sold by the hour, and that changes who buys it and why they do")
            press(page, "Enter")
            expect(page.locator(".noted li")).to_have_count(count)
            expect(page.locator("[data-dig]")).to_be_visible()
            assert fits(page)
            assert not covered(page)
        press(page, "Escape")
        expect(page.locator("[data-dig]")).to_be_hidden()
        press(page, "y")
        expect(page.get_by_text("Going on with their consent")).to_be_visible()
        assert fits(page)
        press(page, "d")
        expect(page.get_by_label("What did I learn?")).to_have_value(re.compile("^Storage is sold by the hour"))
        assert page.url.endswith(f"/contacts/{talk.contact}/debrief")


def test_every_tag_is_one_key_and_one_line_and_undo_takes_it_back(talk: Talk) -> None:
    with talk.at("15:08:00") as (page, served):
        go(page, served, talk.path)
        for number, (key, tag) in enumerate(
            (("t", "Trend"), ("c", "Challenge"), ("o", "Opportunity"), ("s", "Skill"), ("n", "Name"), ("!", "Promise")),
            start=1,
        ):
            press(page, key)
            page.keyboard.type(f"about {tag}, u and all")
            if tag == "Challenge":
                page.get_by_label("not found online").check()
                page.get_by_label("Challenge", exact=True).focus()
            press(page, "Enter")
            expect(page.locator(".noted li")).to_have_count(number)
            expect(page.locator(".noted li").first).to_contain_text(tag)
        expect(page.get_by_text("not found online").locator("visible=true")).to_have_count(1)
        press(page, "u")
        expect(page.locator(".noted li")).to_have_count(5)
        press(page, "t")
        page.keyboard.type("never mind")
        press(page, "Escape")
        expect(page.get_by_label("Trend")).to_be_hidden()
        expect(page.locator(".noted li")).to_have_count(5)


def test_all_of_it_works_without_scripts(talk: Talk) -> None:
    with talk.at("15:16:00", scripts=False) as (page, served):
        page.goto(f"{served.url}{talk.path}")
        page.get_by_label("One line").fill("Lena Ortiz knows more")
        page.get_by_label("not found online").check()
        page.get_by_role("button", name="Name", exact=False).click()
        expect(page.locator(".noted li")).to_contain_text("Lena Ortiz knows more")
        page.get_by_role("link", name="Put away").click()
        expect(page.locator("[data-dig]")).to_have_count(0)
        page.get_by_role("button", name="They agreed to go on").click()
        expect(page.get_by_text("Going on with their consent")).to_be_visible()
        page.get_by_role("link", name="Debrief").click()
        expect(page.get_by_label("People they named")).to_have_value("Lena Ortiz knows more")


def test_the_introduction_is_timed_with_enter(full_desk: Served, sit_down: Callable[..., Page]) -> None:
    page = sit_down(full_desk)
    page.clock.install()
    go(page, full_desk, "/introduction")
    press(page, "Enter")
    page.clock.fast_forward("01:01")  # over the second itself, as a busy browser goes
    expect(page.locator("[data-said]")).to_have_text("That was a minute; come to your question.")
    page.clock.fast_forward("00:12")
    press(page, "Enter")
    expect(page.get_by_text("a minute is easier to listen to")).to_be_visible()


@pytest.mark.parametrize(("width", "scheme"), [(360, "dark")])
def test_axe_finds_nothing_in_talks_and_boards(talk: Talk, width: int, scheme: str) -> None:
    with talk.at("15:16:00", width=width, scheme=scheme) as (page, served):
        go(page, served, talk.path)
        for key in ("t", "s"):
            press(page, key)
            page.keyboard.type("Storage by the hour")
            press(page, "Enter")
            page.locator("[data-dig]").wait_for()
        debrief = f"/contacts/{talk.contact}/debrief"
        go(page, served, debrief)
        page.get_by_label("What is the place like to work in?").fill("Calm")
        page.get_by_role("group", name="And after?").get_by_label("4").check()
        page.get_by_label("Or another one").fill("grid storage")
        assert violations(page) == []
        page.get_by_role("button", name="Keep the debrief").click()
        page.get_by_text("You noted what you learned").wait_for()
        for path in (*BOARDS, debrief, talk.path, f"{talk.path}?dig=trend"):
            go(page, served, path)
            assert violations(page) == [], path
            page.evaluate("for (const menu of document.querySelectorAll('details')) menu.open = true")
            assert violations(page) == [], f"{path} with everything open"
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), f"{path} is too wide"
