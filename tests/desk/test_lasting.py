"""What is kept of facts, findings and lists from one reading to the next is what would be read anew."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from conftest_desk import capture_body
from sqlalchemy import Connection

from legwork.desk import (
    acting,
    capturing,
    components,
    editing,
    gathering,
    importing,
    noting,
    planning,
    preferring,
    revising,
    targeting,
    undoing,
    viewing,
    wording,
)
from legwork.desk.lasting import lasting
from legwork.desk.opening import Desk
from legwork.desk.preferring import read_preferences
from legwork.drafting.facts import Fact
from legwork.store import events, evidence, ids
from legwork.store.evidence import Lookup

BERLIN = ZoneInfo("Europe/Berlin")


class TakenBack(Exception):
    """Ends a write and takes it back."""


def contact(desk: Desk, name: str) -> str:
    return viewing.contacts(desk, name)[0].id


def facts_in(desk: Desk, connection: Connection, name: str) -> tuple[Fact, ...]:
    """What drafts may know of somebody, read with what the desk remembers."""
    mine = read_preferences(connection)
    gathered = gathering.gather(desk, connection, mine)
    everyone = {person.id: person for person in gathered.people.values()}
    everyone |= {track.person.id: track.person for track in gathered.tracks}
    table = planning.table_of(desk, connection, mine, tuple(everyone.values()))
    return table.facts(next(person for person in everyone.values() if person.name.startswith(name)))


def facts(desk: Desk, name: str) -> tuple[Fact, ...]:
    with desk.database.read() as connection:
        return facts_in(desk, connection, name)


def both(desk: Desk, name: str) -> tuple[Fact, ...]:
    """The same, as it is kept and as it is read from nothing."""
    kept = facts(desk, name)
    assert kept == facts(replace(desk, memory={}), name)
    return kept


def same(desk: Desk) -> dict[str, Any]:
    kept = planning.today(desk)
    assert json.dumps(kept) == json.dumps(planning.today(replace(desk, memory={})))
    return kept


def words(found: Sequence[Fact], number: str) -> Any:
    return next((one.words for one in found if one.id == number), None)


def test_facts_are_read_again_when_anything_they_come_from_changes(desk: Desk, exports: Any, clock: Any) -> None:
    importing.run(desk, exports("Connections.csv"))
    first = both(desk, "Ana")
    clock.advance(minutes=5)
    assert facts(desk, "Ana") is first
    acting.act(desk, contact(desk, "Robert"), "sent")
    assert facts(desk, "Ana") is first
    ana = contact(desk, "Ana")
    said = {one["kind"]: one["mark"] for one in noting.to_json(noting.noted(desk, ana))["statements"]}
    steps: tuple[Callable[[], object], ...] = (
        lambda: preferring.prefer(desk, {"fields": "data"}),
        lambda: noting.answer(desk, ana, said["connected"], "wrong"),
        lambda: undoing.undo(desk),
        lambda: editing.edit(desk, ana, "pronouns", "she/her"),
        lambda: editing.edit(desk, ana, "company", "Hooli"),
        lambda: clock.advance(days=5),
        lambda: acting.act(desk, contact(desk, "Robert"), "replied"),
        lambda: capturing.capture(desk, capture_body(education=[{"school": "University of Porto"}]), key="k"),
        lambda: preferring.prefer(desk, {"schools": "University of Porto"}),
        lambda: clock.advance(days=9),
    )
    seen = [first]
    for step in steps:
        step()
        seen.append(both(desk, "Ana"))
        assert seen[-1] is not seen[-2]
        same(desk)
    assert seen[3] == seen[1]
    assert len({str(one) for one in seen}) == 8


def test_how_far_apart_two_clocks_are_is_told_again_on_the_day_that_one_is_changed(
    small_desk: Desk, clock: Any
) -> None:
    capturing.capture(small_desk, capture_body(location="New York, United States"), key="k")
    clock.instant = datetime(2026, 11, 1, 6, 30, tzinfo=BERLIN)
    assert words(both(small_desk, "Ana"), "F15")["ahead"] == "5 h behind you"
    clock.instant = datetime(2026, 11, 1, 8, 30, tzinfo=BERLIN)
    assert words(both(small_desk, "Ana"), "F15")["ahead"] == "6 h behind you"


def test_where_something_was_looked_up_facts_are_read_each_time(small_desk: Desk, exports: Any) -> None:
    importing.run(small_desk, exports("Connections.csv"))
    first = both(small_desk, "Ana")
    at = ids.utc(small_desk.clock())
    lookup = Lookup(1, "github", "github:x", at, "nothing", "")
    small_desk.database.write(lambda connection: evidence.conclude(connection, lookup))
    assert both(small_desk, "Ana") == first
    assert both(small_desk, "Ana") is not both(small_desk, "Ana")


def test_a_draft_is_checked_again_when_its_words_change(small_desk: Desk, exports: Any) -> None:
    importing.run(small_desk, exports("Connections.csv"))
    card = same(small_desk)["cards"][0]
    revising.revise(small_desk, card["id"], {"text": "Hi, is there a job for me?"})
    assert [one["id"] for one in same(small_desk)["cards"][0]["draft"]["checks"]] != [
        one["id"] for one in card["draft"]["checks"]
    ]


def test_what_a_write_showed_that_was_taken_back_is_not_kept(desk: Desk, exports: Any) -> None:
    importing.run(desk, exports("Connections.csv"))
    same(desk)

    def work(connection: Connection) -> None:
        said = {"name": "Hooli", "motivation": 3, "posting": 1, "advocate": False}
        events.append(connection, ids.new("e", desk.clock()), ids.utc(desk.clock()), targeting.KIND, said)
        planning.today_in(desk, connection)
        raise TakenBack

    with pytest.raises(TakenBack):
        desk.database.write(work)
    same(desk)
    targeting.rate(desk, "Globex", "3", "1", advocate=False)
    same(desk)


def test_what_a_write_knew_of_somebody_that_was_taken_back_is_not_kept(small_desk: Desk, exports: Any) -> None:
    importing.run(small_desk, exports("Connections.csv"))
    both(small_desk, "Ana")
    ana = contact(small_desk, "Ana")

    def work(connection: Connection) -> None:
        said = {"field": "pronouns", "value": "she/her"}
        number, at = wording.number(ana), ids.utc(small_desk.clock())
        events.append(connection, ids.new("e", small_desk.clock()), at, "edit", said, record=number)
        components.relink(connection, [number])
        assert words(facts_in(small_desk, connection, "Ana"), "F16") == {"pronouns": "she/her"}
        raise TakenBack

    with pytest.raises(TakenBack):
        small_desk.database.write(work)
    editing.edit(small_desk, ana, "pronouns", "they/them")
    assert words(both(small_desk, "Ana"), "F16") == {"pronouns": "they/them"}


def test_a_list_is_asked_for_once_as_long_as_nothing_happens(small_desk: Desk, exports: Any) -> None:
    asked: list[str] = []

    def ask() -> list[str]:
        asked.append("asked")
        return asked

    def read() -> None:
        with small_desk.database.read() as connection:
            lasting(small_desk, connection, "list", ask)

    read()
    read()
    assert len(asked) == 1
    importing.run(small_desk, exports("Connections.csv"))
    read()
    assert len(asked) == 2
    small_desk.database.write(lambda connection: lasting(small_desk, connection, "list", ask))
    assert len(asked) == 3
