"""A week in the queue in a real browser, its clock set for each moment: the cards, their order and their dates.

The lanes decide the order, so on Tuesday Sam's brief stands before the nudge, and the answer to Wei is first at noon
because the brief was read in the morning and rests until shortly before the talk.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from e2e.desks import press
from e2e.moving import Clock, opened, served
from legwork.desk import acting, editing, importing, planning, preferring, viewing, visiting
from legwork.desk.opening import Desk

pytestmark = pytest.mark.browser

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
    *((f"2026-11-1{6 + n // 3}T11:0{n}", name, "want") for n, name in enumerate(SHORTLIST)),
    *((f"2026-11-1{6 + n // 3}T12:0{n}", name, "ready") for n, name in enumerate(SHORTLIST)),
    ("2026-11-18T10:00", "Wei", "sent"),
)
OLD_MAIL = (
    ("priya@own.example", "Wei Zhang <wei@initech.example>", "Mon, 4 Mar 2024 11:20:34 +0000"),
    ("Wei Zhang <wei@initech.example>", "priya@own.example", "Tue, 5 Mar 2024 11:20:34 +0000"),
)
REPLY = ("Wei Zhang <wei@initech.example>", "priya@own.example", "Tue, 24 Nov 2026 11:42:00 +0100")


class Week:
    """One desk over a week, and one browser that sits at it."""

    def __init__(self, desk: Desk, clock: Clock, folder: Path) -> None:
        self.desk = desk
        self.clock = clock
        self.folder = folder
        self.page: Page
        self.url = ""

    def act(self, when: str, *acts: tuple[str, str]) -> None:
        for name, text in acts:
            self.clock.set(when)
            acting.act(self.desk, self.of(name), text)

    def of(self, name: str) -> str:
        return viewing.contacts(self.desk, name)[0].id

    def state(self, name: str) -> str:
        return viewing.contacts(self.desk, name)[0].state

    def today(self, when: str) -> dict[str, Any]:
        self.clock.set(when)
        return planning.today(self.desk)

    def cards(self, when: str) -> list[str]:
        return [f"{card['act']} {card['contact']['name'].split()[0]}" for card in self.today(when)["cards"]]

    def at(self, when: str, path: str = "/") -> Page:
        """The page as it stands at that moment."""
        self.clock.set(when)
        self.page.goto(f"{self.url}{path}")
        return self.page

    def sign_in(self, when: str) -> str:
        """A link by which the browser comes in again, weeks later."""
        self.clock.set(when)
        return visiting.new_link(self.desk, f"{self.url}/")

    def receive(self, when: str, *mail: tuple[str, str, str]) -> None:
        """Imports the mailbox again, with what has come since."""
        self.clock.set(when)
        file = self.folder / "mail.mbox"
        text = "".join(
            f"From - Tue Nov 24 11:20:34 2026\nFrom: {sender}\nTo: {to}\nDate: {day}\n"
            f"Message-ID: <{number}@initech.example>\nSubject: Planning\n\nHello.\n\n"
            for number, (sender, to, day) in enumerate((*OLD_MAIL, *mail))
        )
        file.write_text(text, encoding="utf-8")
        importing.run(self.desk, [file])


@pytest.fixture
def quiet(tmp_path: Path) -> Iterator[Week]:
    """The state of Monday 23 November, reached by acts at their own times; nobody sits at it."""
    with opened(tmp_path / "home", "2026-10-01T08:00") as (desk, clock):
        week = Week(desk, clock, tmp_path)
        file = tmp_path / "Connections.csv"
        lines = [
            f"{given},{family},https://www.linkedin.com/in/{given.lower()},{given.lower()}@{company.lower()}.example,"
            f"{company},Analyst,0{n % 9 + 1} Jan 2020\n"
            for n, (given, family, company) in enumerate(PEOPLE)
        ]
        file.write_text(HEADER + "".join(lines), encoding="utf-8")
        importing.run(desk, [file])
        mine = {"name": "Priya Nair", "fields": "logistics", "days_off": "2026-11-26", "emails": "priya@own.example"}
        preferring.prefer(desk, mine)
        week.receive("2026-10-01T08:01")
        editing.edit(desk, week.of("Sam"), "location", "Lisbon, Portugal")
        for when, name, text in BEFORE:
            week.act(when, (name, text))
        yield week


@pytest.fixture
def week(quiet: Week, sit_down: Callable[..., Page]) -> Iterator[Week]:
    """The same, with a browser."""
    quiet.clock.set("2026-11-23T07:59")
    with served(quiet.desk) as here:
        quiet.url = here.url
        quiet.page = sit_down(here)
        yield quiet
        quiet.page.close()  # before the desk it looks at


def do(page: Page, name: str, key: str) -> str:
    """Presses a key on somebody's card, and returns what the card's button had said would follow."""
    expect(page.locator("#who")).to_contain_text(name)
    effect = page.locator(f'.act[data-key="{key}"] .effect').inner_text()
    press(page, key)
    expect(page.locator("[data-toast]")).to_contain_text(name)
    return effect


def looked(page: Page, name: str) -> None:
    """Says, by keyboard, that one has looked in all three places before writing to somebody."""
    expect(page.get_by_role("heading", name=f"Have you read up on {name}?")).to_be_visible()
    for key in "123":
        press(page, key)
    press(page, "Enter")
    expect(page.locator("[data-toast]")).to_contain_text(name)


def test_the_week(week: Week) -> None:
    """Monday to the week's end, at one desk and with one browser; Monday by keyboard alone."""
    monday(week)
    tuesday(week)
    wednesday(week)
    the_days_after(week)
    the_figures(week)


def monday(week: Week) -> None:
    assert week.cards("2026-11-23T08:00") == ["send_invitation Tom", "keep_in_touch Kofi", "send_invitation Eva"]
    page = week.at("2026-11-23T08:00")
    expect(page.locator(".lanes li")).to_have_text(["1 second person", "1 to keep in touch", "1 new person"])
    expect(page.locator(".why")).to_contain_text("18 Nov")
    assert "Wei" not in page.locator("[data-draft]").input_value()
    assert page.locator('.act[data-key="s"] .effect').inner_text() == "nudge on Thu 3 Dec"
    press(page, "s")
    looked(page, "Tom Reis")
    expect(page.locator(".why")).to_contain_text("Wed 18 Nov")
    do(page, "Kofi", "s")
    assert re.search(r"shortlisted Eva on 16 Nov", page.locator(".why").inner_text())
    assert do(page, "Eva", "s") == "nudge on Thu 3 Dec"
    expect(page.locator(".calm h2")).to_have_text("Nothing more today.")
    assert week.state("Eva") == "invited"
    press(page, "u")
    expect(page.locator("#who")).to_have_text("Eva Lind")
    assert week.state("Eva") == "ready"
    press(page, "u")
    expect(page.locator(".calm")).to_contain_text("Next: Tue 24 Nov, confirm with Sam.")
    expect(page.locator(".after")).to_contain_text("Two new invitations a day are your limit; five more people wait.")
    assert [week.state(name) for name in ("Tom", "Eva", "Finn")] == ["invited", "invited", "ready"]


def tuesday(week: Week) -> None:
    assert week.cards("2026-11-24T08:00") == [
        "confirm Sam", "brief Sam", "send_nudge Dora", "send_invitation Finn", "send_invitation Gita",
    ]  # fmt: skip
    page = week.at("2026-11-24T08:00")
    draft = page.locator("[data-draft]").input_value()
    assert "15:00" in draft
    assert "14:00" in draft
    do(page, "Sam", "s")
    do(page, "Sam", "b")
    expect(page.locator(".why")).to_contain_text("13 Nov")
    nudge = page.locator("[data-draft]").input_value()
    assert len(nudge.split()) < 60
    (dora,) = [card for card in week.today("2026-11-24T08:00")["cards"] if card["act"] == "send_nudge"]
    assert dora["draft"]["reply"]
    assert "L16" not in [check["id"] for check in dora["draft"]["checks"]]
    assert do(page, "Dora", "s") == "close on Fri 4 Dec"
    do(page, "Finn", "s")
    do(page, "Gita", "s")
    expect(page.locator(".calm")).to_be_visible()
    week.receive("2026-11-24T12:00", REPLY)
    page = week.at("2026-11-24T12:01")
    expect(page.locator("#who")).to_have_text("Wei Zhang")
    expect(page.locator(".why")).to_contain_text("They replied today, as your mail shows; answer by Wed 25 Nov")
    expect(page.locator(".why")).to_contain_text("Tom Reis there: that invitation stands, and the clock has stopped")
    week.receive("2026-11-24T12:05", REPLY)
    expect(page.locator(".lanes li")).to_have_text(["1 reply"])


def wednesday(week: Week) -> None:
    page = week.at("2026-11-25T08:00")
    expect(page.locator("#who")).to_have_text("Sam Okafor")
    expect(page.locator(".margin").first).to_have_text("A conversation")
    expect(page.locator(".after")).to_contain_text(
        "Five employers are open (Globex, Initech, Soylent, Umbrella and Vandelay)"
    )
    expect(page.locator(".lanes")).not_to_contain_text("new")
    page = week.at("2026-11-25T14:45")
    expect(page.locator("[data-main]")).to_contain_text("Open the conversation")
    the_talk(week)
    page = week.at("2026-11-25T15:20")
    expect(page.locator(".lanes li").first).to_have_text("2 debriefs and thanks")
    page = week.at("2026-11-25T17:00", f"/contacts/{week.of('Sam')}/debrief")
    expect(page.get_by_label("People they named")).to_have_value("Lena Ortiz, Hooli")
    page.get_by_role("button", name="Keep the debrief").click()
    page.get_by_text("You noted what you learned").wait_for()
    page = week.at("2026-11-25T18:00")
    expect(page.locator(".why")).to_contain_text("thanks are due by Thu 26 Nov, 15:20")
    assert "rust comes before tools" in page.locator("[data-draft]").input_value()
    assert do(page, "Sam", "s") == "report back on Wed 2 Dec"
    page = week.at("2026-11-25T18:01", "/inbox")
    expect(page.locator("#who")).to_have_text("Lena Ortiz")
    expect(page.locator(".card")).to_contain_text("From Sam Okafor")
    press(page, "3")
    expect(page.get_by_role("heading", name="The inbox is empty.")).to_be_visible()
    page = week.at("2026-11-25T18:02")
    assert do(page, "Wei", "s") == "nudge on Mon 7 Dec"


def the_talk(week: Week) -> None:
    """Each tag by its key, and the signals five minutes before the end and at the end."""
    room = f"/contacts/{week.of('Sam')}/conversation"
    page = week.at("2026-11-25T15:06", room)
    for number, (key, text) in enumerate(
        (("t", "Trust comes before tools"), ("c", "Nobody owns the data"), ("o", "Clinics buy it next"), ("s", "SQL"),
         ("n", "Lena Ortiz, Hooli"), ("!", "Send her the paper")), start=1,
    ):  # fmt: skip
        press(page, key)
        page.keyboard.type(text)
        press(page, "Enter")
        expect(page.locator(".noted li")).to_have_count(number)
    for minute, signal in (("14:59", ""), ("15:00", "Five minutes left"), ("20:00", "Time is up")):
        page = week.at(f"2026-11-25T15:{minute}", room)
        expect(page.locator("[data-signal]")).to_have_text(re.compile(f"^{signal}" if signal else "^$"))


def the_days_after(week: Week) -> None:
    page = week.at("2026-11-26T09:00")
    expect(page.locator(".calm h2")).to_have_text("Thu 26 Nov is a day off: nothing is due.")
    expect(page.locator(".calm")).to_contain_text("Next: Wed 2 Dec, keep your promise to Sam.")
    for day in ("27", "30"):
        assert week.cards(f"2026-11-{day}T08:00") == []
    assert week.cards("2026-12-02T08:00") == ["keep_promise Sam", "report_back Sam"]
    assert "close Dora" not in week.cards("2026-12-03T08:00")
    assert {"send_nudge Eva", "send_nudge Tom"} & set(week.cards("2026-12-03T08:00")) == {"send_nudge Eva"}
    shown = week.today("2026-12-04T08:00")["cards"]
    assert [card["contact"]["name"] for card in shown if card["act"] == "close"] == ["Dora Keller"]
    card = next(card["id"] for card in shown if card["act"] == "close")
    page = week.at("2026-12-04T08:00", f"/?card={card}")
    assert do(page, "Dora", "c") == "revisit on Thu 4 Mar"
    dora = viewing.contact(week.desk, week.of("Dora"))
    assert (dora.state, dora.talk.reason) == ("closed", "no answer")


def the_figures(week: Week) -> None:
    page = week.at("2026-11-27T18:00", "/boards/week")
    expect(page.get_by_text("1 conversation, thanked in time 1 of 1; 1 new name.")).to_be_visible()
    page = week.at("2026-11-27T18:00", "/boards")
    assert page.locator("main dl > div").all_inner_texts() == [
        "conversation\n1",
        "insights\n3",
        "people kept in touch\n2",
    ]
    for path in ("/", "/boards", "/boards/week"):
        said = week.at("2026-11-27T18:00", path).locator("main").inner_text()
        assert not re.search(r"\d+\s+(messages|mails|e-mails|invitations)\b", said)


def until_wednesday(week: Week) -> None:
    """The acts of Monday and Tuesday, without a browser."""
    week.act("2026-11-23T09:00", ("Tom", "sent"), ("Kofi", "sent"), ("Eva", "sent"))
    week.act("2026-11-24T09:00", ("Sam", "confirmed"), ("Dora", "sent"), ("Finn", "sent"), ("Gita", "sent"))
    week.receive("2026-11-24T12:00", REPLY)


def test_thanks_left_over_are_shown_alone_on_the_day_off(week: Week) -> None:
    until_wednesday(week)
    week.act("2026-11-25T17:00", ("Sam", "debriefed"))
    page = week.at("2026-11-26T15:21")
    expect(page.locator(".lanes li")).to_have_text(["1 debrief or thanks"])
    expect(page.locator(".why")).to_contain_text("thanks were due by Thu 26 Nov, 15:20")


def test_after_an_absence_the_welcome_is_short(week: Week) -> None:
    until_wednesday(week)
    week.act("2026-11-25T17:00", ("Wei", "sent"), ("Sam", "debriefed:Trust comes before tools"), ("Sam", "thanked"))
    shown = week.today("2027-01-08T08:00")
    assert 0 < len(shown["cards"]) <= 12
    nudges = {card["contact"]["name"].split()[0]: card["act"] for card in shown["cards"] if card["lane"] == "nudge"}
    assert {name for name, act in nudges.items() if act == "close"} >= {"Dora", "Eva", "Finn", "Gita"}
    assert "send_nudge" not in nudges.values()
    page = week.at("2026-11-25T18:00")
    page.goto(week.sign_in("2027-01-08T08:00"))
    expect(page.locator(".welcome")).to_contain_text("Welcome back: you were last here on 25 Nov 2026.")


def test_second_people_come_over_the_day_off_as_business_days_count(quiet: Week) -> None:
    """Three business days after Monday, with Thursday off, are Friday."""
    file = quiet.folder / "More.csv"
    ulf = "Ulf,Berg,https://www.linkedin.com/in/ulf,ulf@globex.example,Globex,Analyst,01 Jan 2020\n"
    file.write_text(HEADER + ulf, encoding="utf-8")
    importing.run(quiet.desk, [file])
    until_wednesday(quiet)
    assert "send_invitation Ulf" not in quiet.cards("2026-11-25T08:00")
    assert "send_invitation Ulf" in quiet.cards("2026-11-27T08:00")
