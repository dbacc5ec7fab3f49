"""The same state and the same clock give the same bytes of today, by whatever road the state was reached."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any, Final
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection

from legwork.desk import acting, importing, planning, preferring, undoing, viewing, wording
from legwork.desk.opening import Desk
from legwork.errors import Refused
from legwork.store import events, ids

ROUNDS: Final = 1_000
WITH_ALL_DRAFTS: Final = 20
"""So many rounds to one that compares the drafts of all cards and not of the first alone: drafts cost the most."""
NOW: Final = datetime(2026, 11, 24, 9, tzinfo=ZoneInfo("Europe/Berlin"))
NAMES: Final = ("Dora", "Wei", "Tom", "Sam", "Kofi", "Eva", "Finn")
COMPANIES: Final = ("Umbrella", "Initech", "Initech", "Hooli", "Acme", "Globex", "Vandelay")
HISTORY: Final[tuple[tuple[int, str, dict[str, Any]], ...]] = (
    (-900, "Kofi", {"act": "keep_in_touch"}),
    (-260, "Dora", {"act": "sent", "message": "invitation"}),
    (-200, "Sam", {"act": "scheduled", "start": "2026-11-25T15:00:00+01:00", "minutes": 20}),
    (-150, "Eva", {"act": "want"}),
    (-140, "Finn", {"act": "admired"}),
    (-30, "Wei", {"act": "replied"}),
    (-25, "Sam", {"act": "promised", "text": "send the paper", "until": "2026-11-23"}),
)
ANYTHING: Final = ("want", "sent", "replied", "held", "thanked", "closed", "do_not_contact", "touched", "admired")


class Enough(Exception):
    """Ends a write and takes it back."""


@dataclass(frozen=True, slots=True)
class Happened:
    """An event to be stored: its id, its time, what it undoes or is about."""

    id: str
    at: datetime
    name: str
    data: dict[str, Any]
    undoes: str | None = None


@pytest.fixture
def peopled(small_desk: Desk, clock: Any, tmp_path: Path) -> Desk:
    clock.instant = NOW - timedelta(days=60)
    file = tmp_path / "Connections.csv"
    rows = [
        f"{name},Lind,https://www.linkedin.com/in/{name},{name}@x.example,{company},Analyst,01 Jan 2020\n"
        for name, company in zip(NAMES, COMPANIES, strict=True)
    ]
    head = "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
    file.write_text(head + "".join(rows), encoding="utf-8")
    importing.run(small_desk, [file])
    preferring.prefer(small_desk, {"name": "Priya Nair", "fields": "data", "new_per_day": "5"})
    clock.instant = NOW
    return small_desk


def contacts(desk: Desk) -> dict[str, str]:
    return {line.name.split()[0]: line.id for line in viewing.contacts(desk)}


def remaining() -> list[Happened]:
    return [Happened(ids.new("e", NOW), NOW + timedelta(hours=hours), name, data) for hours, name, data in HISTORY]


def detour(chance: Random) -> Iterator[Happened]:
    """Acts that are taken back in the end, some after having been taken back and done again; in one round of four."""
    for _ in range(chance.choice((0, 0, 0, 2))):
        done = Happened(
            ids.new("e", NOW), NOW - timedelta(minutes=chance.randrange(90_000)), chance.choice(NAMES),
            {"act": chance.choice(ANYTHING)},
        )  # fmt: skip
        yield done
        for _ in range(chance.choice((1, 1, 3))):
            done = Happened(ids.new("e", NOW), NOW, done.name, {}, done.id)
            yield done


def shuffled(chance: Random, stays: list[Happened]) -> list[Happened]:
    """One order in which all of it may have been written down: an undo after what it undoes, all else anyhow."""
    waiting = [*stays, *detour(chance)]
    chance.shuffle(waiting)
    written: list[Happened] = []
    while waiting:
        done = {one.id for one in written}
        ready = next(one for one in waiting if one.undoes is None or one.undoes in done)
        waiting.remove(ready)
        written.append(ready)
    return written


def today_after(
    desk: Desk, connection: Connection, history: list[Happened], where: dict[str, int], first: str | None = None
) -> str:
    """The bytes of today once the history is written down; of readings before only who is who is kept. The history
    is taken back at once. With `first` as of `planning.today`."""
    savepoint = connection.begin_nested()
    for one in history:
        kind = "act" if one.undoes is None else "undo"
        record = where[one.name] if one.undoes is None else None
        events.append(connection, one.id, ids.utc(one.at), kind, one.data, record=record, undoes=one.undoes)
    reader = replace(desk, memory={"people": desk.memory["people"]})
    found = json.dumps(planning.today_in(reader, connection, first=first))
    savepoint.rollback()
    return found


def test_a_thousand_shuffled_histories_are_one_today(peopled: Desk) -> None:
    where = {name: wording.number(contact) for name, contact in contacts(peopled).items()}
    stays, chance = remaining(), Random(5)
    planning.today(peopled)

    def work(connection: Connection) -> None:
        whole, short = (today_after(peopled, connection, stays, where, first) for first in (None, ""))
        assert len(json.loads(whole)["cards"]) >= 6
        for left in stays:  # every event is seen in these bytes: one less, and they are others
            fewer = [one for one in stays if one is not left]
            assert today_after(peopled, connection, fewer, where) != whole, left.data
        for turn in range(ROUNDS):
            history = shuffled(chance, stays)
            if turn % WITH_ALL_DRAFTS:
                assert today_after(peopled, connection, history, where, "") == short
            else:
                assert today_after(peopled, connection, history, where) == whole
        raise Enough

    with pytest.raises(Enough):
        peopled.database.write(work)


STEPS = st.lists(
    st.one_of(
        st.tuples(st.sampled_from(NAMES), st.sampled_from(("want", "sent", "replied", "held", "touched", "later:3d"))),
        st.tuples(st.just("undo"), st.integers(0, 9).map(str)),
    ),
    min_size=4,
    max_size=9,
)


@dataclass(slots=True)
class Done:
    """An act that was done: the event to undo next, which does the act again where it was taken back."""

    name: str
    at: datetime
    data: dict[str, Any]
    last: str
    stands: bool = True

    def toggle(self, desk: Desk) -> None:
        self.last = undoing.undo(desk, self.last).event
        self.stands = not self.stands


def walk(desk: Desk, clock: Any, who: dict[str, str], steps: list[tuple[str, str]]) -> list[Done]:
    """Does and takes back by the verbs themselves, a minute apart; what cannot be done there is not done."""
    done: list[Done] = []
    for number, (name, text) in enumerate(steps):
        clock.instant = NOW + timedelta(minutes=number)
        if name == "undo":
            if done:
                done[int(text) % len(done)].toggle(desk)
            continue
        with suppress(Refused):
            event = acting.act(desk, who[name], text).event
            with desk.database.read() as connection:
                kept = events.by_id(connection, event)
            assert kept is not None
            done.append(Done(name, clock.instant, dict(kept.data), event))
    return done


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(STEPS)
def test_any_interleaving_of_acts_and_undos_leaves_what_the_remaining_acts_give(
    peopled: Desk, clock: Any, steps: list[tuple[str, str]]
) -> None:
    who, later = contacts(peopled), NOW + timedelta(hours=1)
    where = {name: wording.number(contact) for name, contact in who.items()}
    clock.instant = later
    untouched = json.dumps(planning.today(peopled))
    done = walk(peopled, clock, who, steps)
    clock.instant = later
    reached = json.dumps(planning.today(peopled))
    stays = [Happened(ids.new("e", one.at), one.at, one.name, one.data) for one in done if one.stands]
    for one in done:
        if one.stands:
            one.toggle(peopled)
    assert json.dumps(planning.today(peopled)) == untouched

    def work(connection: Connection) -> None:
        assert today_after(peopled, connection, stays, where) == reached
        raise Enough

    with pytest.raises(Enough):
        peopled.database.write(work)
