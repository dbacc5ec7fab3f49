"""A desk with talks behind it, as the pages of conversations and boards need one."""

from __future__ import annotations

from datetime import datetime

from legwork.desk import acting, conversing, debriefing, preferring, reflecting, viewing
from legwork.desk.debriefing import Sheet
from legwork.desk.opening import Desk

FIELD = "grid storage"


def at(desk: Desk, moment: str) -> Desk:
    """The same desk at another moment of the year, `11-24T15:00`."""
    when = datetime.fromisoformat(f"2026-{moment}:00").replace(tzinfo=desk.settings.timezone)
    return Desk(desk.settings, desk.database, lambda: when)


def of(desk: Desk, name: str) -> str:
    return viewing.contacts(desk, name)[0].id


def agree(desk: Desk, contact: str, start: str = "2026-11-24T09:00", minutes: int = 20) -> None:
    """A talk is agreed some days before; by default it begins at the moment at which the tests' clock stands."""
    acting.act(at(desk, "11-19T10:00"), contact, f"scheduled:{start}/{minutes}")


def talk(desk: Desk, contact: str, day: str, sheet: Sheet | None = None) -> str:
    """A whole talk on a day, with a trend and a skill noted; gives the event of its debrief."""
    acting.act(at(desk, f"{day}T08:00"), contact, f"scheduled:2026-{day}T15:00/20")
    conversing.note_line(at(desk, f"{day}T15:06"), contact, "trend", "Sold by the hour", unsearchable=True)
    conversing.note_line(at(desk, f"{day}T15:08"), contact, "skill", "Reading tariffs")
    there = at(desk, f"{day}T15:30")
    prepared = debriefing.prepare(there, contact).sheet
    tagged = Sheet(texts=prepared.texts, skills=prepared.skills, topic=FIELD)
    return debriefing.write(there, contact, sheet or tagged).event


def talk_thrice(desk: Desk) -> list[str]:
    """Three talks with three people about one field; gives the people."""
    preferring.prefer(desk, {"fields": FIELD, "values": "time to think, honest feedback, useful work"})
    people = [line.id for line in viewing.contacts(desk) if line.name][:3]
    culture = {"environment": "Calm, with many written words"}
    for number, (contact, day) in enumerate(zip(people, ("11-09", "11-12", "11-17"), strict=True)):
        sheet = Sheet(
            texts={"learned": "Trust first", "why": f"Reason {number}", "unasked": "A team starts in spring"},
            scales={"fit": 4, "before": 2, "after": 3 + number % 2},
            answers={"changing": "The length of contracts"},
            culture=culture,
            skills=["Reading tariffs"],
            topic=FIELD,
        )
        talk(desk, contact, day, sheet)
    return people


def decide(desk: Desk, option: str = "Study it") -> str:
    return reflecting.decide(at(desk, "11-18T10:00"), FIELD, option, "Three say so").event
