"""A week in the queue, through the desk: imports, acts at their times, and the cards of each morning."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import Connection

from legwork.desk import acting, importing, linking, planning, preferring, undoing, viewing, wording
from legwork.desk.opening import Desk
from legwork.store import events

BERLIN = ZoneInfo("Europe/Berlin")
PEOPLE = (
    "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
    "Dora,Keller,https://www.linkedin.com/in/dora-k,dora@umbrella.example,Umbrella,Nurse,01 Jan 2020\n"
    "Wei,Zhang,https://www.linkedin.com/in/wei-z,wei@initech.example,Initech,Product Manager,02 Jan 2020\n"
    "Tom,Reis,https://www.linkedin.com/in/tom-r,tom@initech.example,Initech,Analyst,03 Jan 2020\n"
    "Sam,Okafor,https://www.linkedin.com/in/sam-o,sam@hooli.example,Hooli,Director,04 Jan 2020\n"
    "Kofi,Mensah,https://www.linkedin.com/in/kofi-m,kofi@acme.example,Acme,Engineer,05 Jan 2020\n"
    "Eva,Lind,https://www.linkedin.com/in/eva-l,eva@globex.example,Globex,Engineer,06 Jan 2020\n"
    "Finn,Moe,https://www.linkedin.com/in/finn-m,finn@vandelay.example,Vandelay,Engineer,07 Jan 2020\n"
    "Gita,Rao,https://www.linkedin.com/in/gita-r,gita@soylent.example,Soylent,Engineer,08 Jan 2020\n"
    "Hana,Sato,https://www.linkedin.com/in/hana-s,hana@tyrell.example,Tyrell,Engineer,09 Jan 2020\n"
)


def at(clock: Any, day: int, month: int = 11, year: int = 2026, hour: int = 8, minute: int = 0) -> None:
    clock.instant = datetime(year, month, day, hour, minute, tzinfo=BERLIN)


def act(desk: Desk, name: str, text: str) -> str:
    return acting.act(desk, viewing.contacts(desk, name)[0].id, text).event


def cards(desk: Desk) -> list[tuple[str, str]]:
    return [(card["lane"], card["contact"]["name"].split()[0]) for card in planning.today(desk)["cards"]]


@pytest.fixture
def week(desk: Desk, clock: Any, tmp_path: Path) -> Desk:
    """The state of Monday 23 November, reached by acts at their own times."""
    file = tmp_path / "Connections.csv"
    file.write_text(PEOPLE, encoding="utf-8")
    at(clock, 1, month=10)
    importing.run(desk, [file])
    preferring.prefer(desk, {"name": "Priya Nair", "days_off": "2026-11-26"})
    at(clock, 19, month=10, hour=10)
    act(desk, "Kofi", "keep_in_touch")
    at(clock, 13, hour=10)
    act(desk, "Dora", "sent")
    at(clock, 16, hour=10)
    act(desk, "Sam", "scheduled:2026-11-25T15:00/20")
    for name in ("Eva", "Finn", "Gita", "Hana"):
        act(desk, name, "want")
    at(clock, 18, hour=10)
    act(desk, "Wei", "sent")
    at(clock, 23)
    return desk


def test_monday_begins_with_the_second_person_then_touch_then_one_new(week: Desk) -> None:
    found = cards(week)
    assert found[:2] == [("second_person", "Tom"), ("keep_in_touch", "Kofi")]
    assert [lane for lane, _ in found[2:] if lane == "new"] == ["new"]
    shown = planning.today(week)["cards"]
    assert "18 Nov" in shown[0]["why"][0]["text"]
    assert "Wei" not in shown[0]["draft"]["text"]
    assert all(card["why"] for card in shown)


def test_sent_says_its_nudge_and_is_taken_back_exactly(week: Desk) -> None:
    before = json.dumps(planning.today(week))
    new = next(card for card in planning.today(week)["cards"] if card["lane"] == "new")
    assert "2026-12-03" in new["next"]["sent"]
    done = acting.act(week, new["id"], "sent")
    assert new["id"] not in [card["id"] for card in planning.today(week)["cards"]]
    undoing.undo(week, done.event)
    assert json.dumps(planning.today(week)) == before


def test_tuesday_confirms_sam_and_nudges_dora_until_wei_replies(week: Desk, clock: Any) -> None:
    act(week, "Tom", "sent")
    at(clock, 24)
    found = cards(week)
    assert found[0] == ("conversation", "Sam")
    assert ("nudge", "Dora") in found
    act(week, "Wei", "replied")
    found = cards(week)
    assert ("reply", "Wei") in found
    assert not any(name == "Tom" for _, name in found)


def test_wednesday_debrief_and_thanks_from_the_end_of_the_talk(week: Desk, clock: Any) -> None:
    at(clock, 25, hour=14, minute=50)
    assert cards(week)[0] == ("conversation", "Sam")
    at(clock, 25, hour=15, minute=21)
    assert [found for found in cards(week) if found[1] == "Sam"] == [("debrief", "Sam"), ("debrief", "Sam")]
    act(week, "Sam", "debriefed:The first year is about trust")
    act(week, "Sam", "thanked")
    assert not any(name == "Sam" for _, name in cards(week))
    at(clock, 2, month=12)
    assert ("promise", "Sam") in cards(week)


def test_a_day_off_is_quiet_but_for_late_thanks(week: Desk, clock: Any) -> None:
    act(week, "Sam", "held")
    at(clock, 25, hour=16)
    at(clock, 26)
    assert {lane for lane, _ in cards(week)} <= {"debrief"}


def test_dora_is_closed_kindly_and_proposed_again_in_march(week: Desk, clock: Any) -> None:
    at(clock, 24)
    act(week, "Dora", "sent")
    at(clock, 3, month=12)
    assert not any(name == "Dora" for _, name in cards(week))
    at(clock, 4, month=12)
    card = next(card for card in planning.today(week)["cards"] if card["contact"]["name"].startswith("Dora"))
    assert card["act"] == "close"
    assert "2027-03-04" in card["next"]["closed"]


def test_two_invited_people_who_are_one_keep_the_earlier_clock(week: Desk, clock: Any) -> None:
    dora, wei = (viewing.contacts(week, name)[0].id for name in ("Dora", "Wei"))
    ruled = linking.rule(week, wording.pair(wording.number(dora), wording.number(wei)), "same")
    one = viewing.contact(week, dora)
    assert (one.state, one.talk.waiting_since) == ("invited", datetime(2026, 11, 13, 10, tzinfo=BERLIN))
    at(clock, 24)
    shown = [card for card in planning.today(week)["cards"] if card["lane"] == "nudge"]
    assert [card["contact"]["id"] for card in shown] == [one.id]
    assert "13 Nov, again on 18 Nov" in shown[0]["why"][0]["text"]
    undoing.undo(week, ruled.event)
    assert {viewing.contact(week, each).talk.waiting_since for each in (dora, wei)} == {
        datetime(2026, 11, day, 10, tzinfo=BERLIN) for day in (13, 18)
    }


@pytest.mark.parametrize("start", ["9999-12-31T23:59:00-12:00", "0001-01-01T00:00:00+14:00", "never"])
def test_no_event_that_is_stored_closes_the_desk(week: Desk, start: str) -> None:
    sam = viewing.contacts(week, "Sam")[0].id

    def store(connection: Connection) -> None:
        data = {"act": "scheduled", "start": start, "minutes": 10**30, "until": start, "card": 7}
        for event, at in (("e_now", "2026-11-20T08:00:00.000000Z"), ("e_then", "9999-12-31T23:59:59.000000Z")):
            events.append(connection, event, at, "act", data, record=wording.number(sam))

    week.database.write(store)
    assert ("second_person", "Tom") in cards(week)
    assert viewing.contact(week, sam).state == "scheduled"


def test_after_an_absence_at_most_twelve_and_the_rest_is_announced(week: Desk, clock: Any) -> None:
    at(clock, 8, month=1, year=2027)
    shown = planning.today(week)
    assert 0 < len(shown["cards"]) <= 12


def test_same_state_and_clock_are_the_same_bytes(week: Desk, open_here: Callable[..., Desk], clock: Any) -> None:
    first = json.dumps(planning.today(week))
    week.memory.clear()
    assert json.dumps(planning.today(week)) == first
    again = Desk(week.settings, week.database, clock)
    assert json.dumps(planning.today(again)) == first


def mailbox(path: Path, *more: str) -> Path:
    """Mail with Wei of years ago, and what came since."""
    wei, priya = "Wei Zhang <wei@initech.example>", "priya@own.example"
    before = ((priya, wei, "Mon, 4 Mar 2024 11:20:34 +0000"), (wei, priya, "Tue, 5 Mar 2024 11:20:34 +0000"))
    path.write_text(
        "".join(
            f"From - Tue Nov 24 11:20:34 2026\nFrom: {sender}\nTo: {to}\n"
            f"Date: {day}\nMessage-ID: <{number}@initech.example>\nSubject: Planning\n\nHello.\n\n"
            for number, (sender, to, day) in enumerate((*before, *((wei, priya, day) for day in more)))
        ),
        encoding="utf-8",
    )
    return path


def test_a_reply_in_mail_stops_the_clocks_once_and_goes_with_its_import(week: Desk, clock: Any, tmp_path: Path) -> None:
    preferring.prefer(week, {"emails": "priya@own.example"})
    importing.run(week, [mailbox(tmp_path / "mail.mbox")])
    act(week, "Tom", "sent")
    at(clock, 24, hour=12)
    before = json.dumps(planning.today(week))
    assert ("reply", "Wei") not in cards(week)
    newer = mailbox(tmp_path / "mail.mbox", "Tue, 24 Nov 2026 10:40:00 +0000")
    batches = [importing.run(week, [newer])["batch"] for _ in range(2)]
    shown = [card for card in planning.today(week)["cards"] if card["contact"]["name"] in {"Wei Zhang", "Tom Reis"}]
    assert [card["act"] for card in shown] == ["send_answer"]
    assert shown[0]["why"][0]["text"] == "they replied today, as your mail shows; answer by Wed 25 Nov"
    assert "Tom Reis there: that invitation stands" in shown[0]["why"][1]["text"]
    wei = viewing.contacts(week, "Wei")[0]
    assert wei.state == viewing.contact(week, wei.id).state == "replied"
    acting.act(week, shown[0]["id"], "sent")
    assert ("reply", "Wei") not in cards(week)
    undoing.undo(week, next(line.event for line in undoing.history(week, 1)))
    for batch in batches:
        assert viewing.contacts(week, "Wei")[0].state == "replied"
        undoing.undo(week, batch)
    assert viewing.contacts(week, "Wei")[0].state == "invited"
    assert json.dumps(planning.today(week)) == before
