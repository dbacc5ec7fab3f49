"""A week in the queue in a real browser, its clock set for each moment: the cards, their order and their dates.

The lanes decide the order, so on Tuesday Sam's brief stands before the nudge, and the answer to Wei is first at noon
because the brief was read in the morning and rests until shortly before the talk.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Page, expect

from e2e.desks import environment, legwork, press, serve
from legwork.config import Settings
from legwork.desk import acting, editing, importing, planning, preferring, viewing
from legwork.desk.opening import Desk, open_desk

pytestmark = pytest.mark.browser

BERLIN = ZoneInfo("Europe/Berlin")
HEADER = "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
PEOPLE = (
    ("Dora", "Keller", "Umbrella"), ("Wei", "Zhang", "Initech"), ("Tom", "Reis", "Initech"), ("Sam", "Okafor", "Hooli"),
    ("Kofi", "Mensah", "Acme"), ("Eva", "Lind", "Globex"), ("Finn", "Moe", "Vandelay"), ("Gita", "Rao", "Soylent"),
    ("Hana", "Sato", "Tyrell"), ("Ivo", "Novak", "Wonka"), ("Jun", "Park", "Stark"),
)  # fmt: skip
SHORTLIST = ("Eva", "Finn", "Gita", "Hana", "Ivo", "Jun")
BEFORE = (
    ("2026-10-19T10:00", "Kofi", "keep_in_touch"),
    ("2026-11-13T10:00", "Dora", "sent"),
    ("2026-11-16T10:00", "Sam", "scheduled:2026-11-25T15:00/20"),
    *(
        (f"2026-11-1{6 + n // 3}T11:0{n}", name, "want")
        for n, name in enumerate(("Eva", "Finn", "Gita", "Hana", "Ivo", "Jun"))
    ),
    ("2026-11-18T10:00", "Wei", "sent"),
)


class Week:
    """One desk over a week, and a browser that sits down at it at set moments."""

    def __init__(self, home: Path, sit_down: Callable[..., Page]) -> None:
        self.home = home
        self.sit_down = sit_down

    @contextmanager
    def desk(self, when: str) -> Iterator[Desk]:
        desk = open_desk(Settings.from_environment(environment(self.home, stamp(when))))
        now = datetime.fromisoformat(when).replace(tzinfo=BERLIN)
        try:
            yield replace(desk, clock=lambda: now)
        finally:
            desk.close()

    def act(self, when: str, name: str, text: str) -> None:
        with self.desk(when) as desk:
            acting.act(desk, viewing.contacts(desk, name)[0].id, text)

    def today(self, when: str) -> dict[str, Any]:
        with self.desk(when) as desk:
            return planning.today(desk)

    def cards(self, when: str) -> list[str]:
        return [f"{card['act']} {card['contact']['name'].split()[0]}" for card in self.today(when)["cards"]]

    @contextmanager
    def at(self, when: str) -> Iterator[Page]:
        with serve(self.home, stamp(when)) as served:
            page = self.sit_down(served)
            try:
                yield page
            finally:
                page.close()  # before the desk it looks at


def stamp(when: str) -> str:
    return datetime.fromisoformat(when).replace(tzinfo=BERLIN).isoformat()


@pytest.fixture
def week(tmp_path: Path, sit_down: Callable[..., Page]) -> Week:
    """The state of Monday 23 November, reached by acts at their own times."""
    week = Week(tmp_path / "home", sit_down)
    file = tmp_path / "Connections.csv"
    lines = [
        f"{given},{family},https://www.linkedin.com/in/{given.lower()},{given.lower()}@{company.lower()}.example,"
        f"{company},Analyst,0{n % 9 + 1} Jan 2020\n"
        for n, (given, family, company) in enumerate(PEOPLE)
    ]
    file.write_text(HEADER + "".join(lines), encoding="utf-8")
    with week.desk("2026-10-01T08:00") as desk:
        importing.run(desk, [file])
        preferring.prefer(desk, {"name": "Priya Nair", "fields": "logistics", "days_off": "2026-11-26"})
        editing.edit(desk, viewing.contacts(desk, "Sam")[0].id, "location", "Lisbon, Portugal")
    for when, name, text in BEFORE:
        week.act(when, name, text)
    return week


def do(page: Page, name: str, key: str) -> str:
    """Presses a key on somebody's card, and returns what the card's button had said would follow."""
    expect(page.locator("#who")).to_contain_text(name)
    effect = page.locator(f'.act[data-key="{key}"] .effect').inner_text()
    press(page, key)
    expect(page.locator("[data-toast]")).to_contain_text(name)
    return effect


def test_monday_by_keyboard_alone(week: Week) -> None:
    with week.at("2026-11-23T08:00") as page:
        expect(page.locator(".lanes li")).to_have_text(["1 second person", "1 to keep in touch", "1 new person"])
        expect(page.locator(".why")).to_contain_text("18 Nov")
        assert "Wei" not in page.locator("[data-draft]").input_value()
        assert do(page, "Tom", "s") == "nudge on Thu 3 Dec"
        expect(page.locator(".why")).to_contain_text("Wed 18 Nov")
        do(page, "Kofi", "s")
        new = page.locator("#who").inner_text()
        assert re.search(r"shortlisted \w+ on 1[678] Nov", page.locator(".why").inner_text())
        assert do(page, new.split()[0], "s") == "nudge on Thu 3 Dec"
        expect(page.locator(".calm h2")).to_have_text("Nothing more today.")
        press(page, "u")
        expect(page.locator("#who")).to_have_text(new)
        press(page, "u")
        expect(page.locator(".calm")).to_contain_text("Next: Tue 24 Nov, confirm with Sam.")
        expect(page.locator(".after")).to_contain_text(
            "Two new invitations a day are your limit; five more people wait."
        )
    said = json.loads(legwork(week.home, "contacts", new, "--json", now=stamp("2026-11-23T09:00")))
    assert [contact["state"] for contact in said["contacts"]] == ["invited"]


def worked_monday(week: Week) -> None:
    for name, text in (("Tom", "sent"), ("Kofi", "sent"), ("Eva", "sent")):
        week.act("2026-11-23T09:00", name, text)


def test_tuesday_confirm_brief_nudge_two_new_and_a_reply_at_noon(week: Week) -> None:
    worked_monday(week)
    assert week.cards("2026-11-24T08:00") == [
        "confirm Sam", "brief Sam", "send_nudge Dora", "send_invitation Finn", "send_invitation Gita",
    ]  # fmt: skip
    with week.at("2026-11-24T08:00") as page:
        draft = page.locator("[data-draft]").input_value()
        assert "15:00" in draft
        assert "14:00" in draft
        do(page, "Sam", "s")
        do(page, "Sam", "b")
        nudge = page.locator("[data-draft]").input_value()
        assert len(nudge.split()) < 60
        assert "blame" not in page.locator(".draft").inner_text()
        assert do(page, "Dora", "s") == "close on Fri 4 Dec"
        do(page, "Finn", "s")
        do(page, "Gita", "s")
        expect(page.locator(".calm")).to_be_visible()
    week.act("2026-11-24T12:00", "Wei", "replied")
    with week.at("2026-11-24T12:01") as page:
        expect(page.locator("#who")).to_have_text("Wei Zhang")
        expect(page.locator(".why")).to_contain_text(
            "Tom Reis there: that invitation stands, and the clock has stopped"
        )
        expect(page.locator(".why")).to_contain_text("answer by Wed 25 Nov")


def worked_tuesday(week: Week) -> None:
    worked_monday(week)
    for name, text in (("Sam", "confirmed"), ("Dora", "sent"), ("Finn", "sent"), ("Gita", "sent"), ("Wei", "replied")):
        week.act("2026-11-24T09:00", name, text)


def test_wednesday_the_talk_and_thanks_on_time(week: Week) -> None:
    worked_tuesday(week)
    with week.at("2026-11-25T08:00") as page:
        expect(page.locator("#who")).to_have_text("Sam Okafor")
        expect(page.locator(".margin").first).to_have_text("A conversation")
        expect(page.locator(".after")).to_contain_text(
            "Five employers are open (Globex, Initech, Soylent, Umbrella and Vandelay)"
        )
        expect(page.locator(".lanes")).not_to_contain_text("new")
    with week.at("2026-11-25T15:20") as page:
        expect(page.locator(".lanes li").first).to_have_text("2 debriefs and thanks")
        press(page, "d")
        page.get_by_label("What did you learn that a search would not have told you?").fill("Trust comes before tools")
        page.get_by_role("button", name="Keep this").click()
        expect(page.locator(".why")).to_contain_text("thanks are due by Thu 26 Nov, 15:20")
        assert "rust comes before tools" in page.locator("[data-draft]").input_value()
        assert do(page, "Sam", "s") == "report back on Wed 2 Dec"


def worked_wednesday(week: Week) -> None:
    worked_tuesday(week)
    week.act("2026-11-25T09:00", "Wei", "sent")
    week.act("2026-11-25T17:00", "Sam", "debriefed:Trust comes before tools")
    week.act("2026-11-25T18:00", "Sam", "thanked")


def test_the_day_off_and_the_days_after(week: Week) -> None:
    worked_wednesday(week)
    with week.at("2026-11-26T09:00") as page:
        expect(page.locator(".calm h2")).to_have_text("Thu 26 Nov is a day off: nothing is due.")
        expect(page.locator(".calm")).to_contain_text("Next: Wed 2 Dec, report back to Sam.")
    for day in ("27", "30"):
        assert week.cards(f"2026-11-{day}T08:00") == []
    assert week.cards("2026-12-02T08:00") == ["report_back Sam"]
    assert "close Dora" not in week.cards("2026-12-03T08:00")
    shown = week.today("2026-12-04T08:00")["cards"]
    assert [card["contact"]["name"] for card in shown if card["act"] == "close"] == ["Dora Keller"]
    card = next(card["id"] for card in shown if card["act"] == "close")
    with week.at("2026-12-04T08:00") as page:
        page.goto(f"{page.url}?card={card}")
        assert do(page, "Dora", "c") == "revisit on Thu 4 Mar"


def test_thanks_left_over_are_shown_alone_on_the_day_off(week: Week) -> None:
    worked_tuesday(week)
    week.act("2026-11-25T17:00", "Sam", "debriefed")
    with week.at("2026-11-26T15:21") as page:
        expect(page.locator(".lanes li")).to_have_text(["1 debrief or thanks"])
        expect(page.locator(".why")).to_contain_text("thanks were due by Thu 26 Nov, 15:20")


def test_after_an_absence_the_welcome_is_short(week: Week) -> None:
    worked_wednesday(week)
    shown = week.today("2027-01-08T08:00")
    assert 0 < len(shown["cards"]) <= 12
    nudges = {card["contact"]["name"].split()[0]: card["act"] for card in shown["cards"] if card["lane"] == "nudge"}
    assert {name for name, act in nudges.items() if act == "close"} >= {"Dora", "Eva", "Finn", "Gita"}
    assert "send_nudge" not in nudges.values()
    with week.at("2027-01-08T08:00") as page:
        expect(page.locator(".welcome")).to_contain_text("Welcome back: you were last here on 25 Nov 2026.")


def test_the_week_counts_what_happened_and_no_messages(week: Week) -> None:
    worked_wednesday(week)
    with week.at("2026-11-27T18:00") as page:
        assert not re.search(r"\d+ (messages|mails|e-mails) sent", page.locator("body").inner_text())
