"""A small world for the queue: people by name, events by local time, and the desk that plans over them."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from legwork.outreach.calendar import Calendar
from legwork.outreach.happening import Event
from legwork.outreach.limits import Limits
from legwork.outreach.people import Channels, Person, Search, Tidy
from legwork.outreach.queue import Queue, plan
from legwork.outreach.wishes import Wishes


@dataclass
class World:
    """People, what happened to them, and a calendar in one zone."""

    zone: ZoneInfo = field(default_factory=lambda: ZoneInfo("Europe/Lisbon"))
    days_off: frozenset[date] = frozenset()
    search: Search = field(default_factory=Search)
    limits: Limits = field(default_factory=Limits)
    people: dict[str, Person] = field(default_factory=dict)
    doubtful: tuple[Tidy, ...] = ()
    asked: Wishes = field(default_factory=Wishes)

    @property
    def calendar(self) -> Calendar:
        return Calendar(self.zone, self.days_off)

    def at(self, when: str) -> datetime:
        return datetime.fromisoformat(when).replace(tzinfo=self.zone)

    def event(self, act: str, when: str, **data: Any) -> Event:
        return Event(f"e-{act}-{when}", self.at(when), act, data)

    def add(self, name: str, employer: str = "", **facts: Any) -> Person:
        facts = {"channels": Channels(email="someone@mail.example"), "source_first_seen": "2026-01-05", **facts}
        person = Person(name.lower(), name, given=name, company=employer, employer=employer.lower(), **facts)
        self.people[person.id] = person
        return person

    def happened(self, name: str, act: str, when: str, **data: Any) -> None:
        person = self.people[name.lower()]
        self.people[person.id] = replace(person, events=(*person.events, self.event(act, when, **data)))

    def undo(self, name: str) -> None:
        person = self.people[name.lower()]
        self.people[person.id] = replace(person, events=person.events[:-1])

    def queue(self, when: str) -> Queue:
        return plan(
            list(self.people.values()),
            search=self.search,
            limits=self.limits,
            calendar=self.calendar,
            now=self.at(when),
            doubtful=self.doubtful,
            asked=self.asked,
        )

    def ids(self, when: str) -> list[str]:
        return [card.id for card in self.queue(when).cards]


@pytest.fixture
def world() -> World:
    return World()


@pytest.fixture
def week(world: World) -> World:
    """The start of a week: four conversations under way, six people shortlisted at six employers."""
    world.days_off = frozenset({date(2026, 11, 26)})
    world.add("Dora", "Umbrella")
    world.happened("Dora", "sent", "2026-11-13T10:00")
    world.add("Wei", "Initech")
    world.happened("Wei", "sent", "2026-11-18T10:00")
    world.add("Tom", "Initech")
    world.add("Sam", "Acme", place="Berlin")
    world.happened("Sam", "sent", "2026-11-05T10:00")
    world.happened("Sam", "replied", "2026-11-09T10:00")
    world.happened("Sam", "scheduled", "2026-11-12T10:00", start="2026-11-25T15:00:00+00:00", minutes=20)
    world.add("Kofi", "Globex")
    world.happened("Kofi", "keep_in_touch", "2026-10-19T10:00")
    for n, name in enumerate(("Una", "Vic", "Xia", "Yan", "Zoe", "Pia")):
        world.add(name, f"{name} and Sons")
        world.happened(name, "want", f"2026-11-{16 + n // 2}T10:00")
    return world
