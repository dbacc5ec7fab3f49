"""A desk in the middle of a talk, and what is noted in it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import strategies as st

from legwork.desk import acting, conversing, debriefing, importing, preferring, reflecting, viewing
from legwork.desk.debriefing import Sheet
from legwork.desk.opening import Desk
from legwork.outreach.talks import TAGS

Draw = Callable[[st.SearchStrategy[Any]], Any]
BERLIN = ZoneInfo("Europe/Berlin")
PEOPLE = (
    "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
    "Sam,Okafor,https://www.linkedin.com/in/sam-o,sam@hooli.example,Hooli,Director,04 Jan 2020\n"
    "Eva,Lind,https://www.linkedin.com/in/eva-l,eva@globex.example,Globex,Engineer,06 Jan 2020\n"
    "Finn,Moe,https://www.linkedin.com/in/finn-m,finn@acme.example,Acme,Engineer,07 Jan 2020\n"
)


def at(clock: Any, day: int, hour: int = 8, minute: int = 0, month: int = 11) -> None:
    clock.instant = datetime(2026, month, day, hour, minute, tzinfo=BERLIN)


def of(desk: Desk, name: str) -> str:
    return viewing.contacts(desk, name)[0].id


@pytest.fixture
def talking(desk: Desk, clock: Any, tmp_path: Path) -> Desk:
    """In the middle of the talk with Sam, Wednesday 25 November, 15:00 to 15:20."""
    file = tmp_path / "Connections.csv"
    file.write_text(PEOPLE, encoding="utf-8")
    at(clock, 1, month=10)
    importing.run(desk, [file])
    preferring.prefer(desk, {"name": "Priya Nair", "fields": "grid storage, health"})
    at(clock, 16, 10)
    acting.act(desk, of(desk, "Sam"), "scheduled:2026-11-25T15:00/20")
    at(clock, 25, 15, 6)
    return desk


def tag_everything(desk: Desk, sam: str) -> None:
    for tag, text in (
        ("trend", "Storage is sold by the hour"), ("opportunity", "Contracts need plain words"),
        ("skill", "SQL"), ("name", "Lena Ortiz, Hooli"), ("promise", "Send the paper"),
    ):  # fmt: skip
        conversing.note_line(desk, sam, tag, text)


def reflect(desk: Desk, sam: str) -> list[str]:
    """One of each of the user's own events, and the events."""
    debrief = debriefing.write(desk, sam, Sheet(skills=["SQL"], culture={"mission": "Warm homes"}, topic="health"))
    option = reflecting.add_option(desk, "health", "Study it").event
    week = datetime(2026, 11, 23, tzinfo=BERLIN).date()
    return [
        reflecting.rate_skill(desk, "SQL", 2).event,
        reflecting.plan_skill(desk, sam, "SQL", "education", "A course", "2026-12-10").event,
        option,
        reflecting.link_evidence(desk, option, debrief.event, "for").event,
        reflecting.decide(desk, "health", "Study it", "Three say so").event,
        reflecting.weigh(desk, debrief.event, "mission", "useful work", 1).event,
        reflecting.review(desk, week, {"insight": "Trust"}).event,
        reflecting.time_introduction(desk, 58).event,
    ]


def drawn_talk(desk: Desk, contact: str, draw: Draw) -> None:
    """Something of a talk: a line, its beginning, a debrief with a promise or none, or what is wanted of it."""
    match draw(st.sampled_from(("line", "begin", "debrief", "wonder"))):
        case "line":
            conversing.note_line(desk, contact, draw(st.sampled_from(sorted(TAGS))), "storage by the hour")
        case "begin":
            conversing.begin(desk, contact)
        case "wonder":
            conversing.wonder(desk, contact, "is it worth it?")
        case _:
            promises = draw(st.sampled_from(([], [("send the paper", "")])))
            debriefing.write(desk, contact, Sheet(texts={"learned": "trust"}, promises=promises, topic="health"))


def drawn_reflection(desk: Desk, draw: Draw) -> None:
    """Something of the user's own."""
    match draw(st.sampled_from(("level", "option", "decide"))):
        case "level":
            reflecting.rate_skill(desk, "SQL", draw(st.integers(0, 3)))
        case "option":
            reflecting.add_option(desk, "health", "study it")
        case _:
            reflecting.decide(desk, "health", "study it", "")
