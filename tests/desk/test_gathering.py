"""What is kept between two readings is never older than the desk: a kept queue equals one read from nothing."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

from conftest_desk import capture_body
from sqlalchemy import Connection

from legwork.desk import (
    acting,
    capturing,
    editing,
    importing,
    linking,
    planning,
    preferring,
    targeting,
    undoing,
    viewing,
)
from legwork.desk.opening import Desk
from legwork.outreach.cards import Card


def fresh(desk: Desk) -> str:
    return json.dumps(planning.today(replace(desk, memory={})))


def same(desk: Desk) -> str:
    kept = json.dumps(planning.today(desk))
    assert kept == fresh(desk)
    return kept


def answered(desk: Desk, cards: Any) -> list[Card | None]:
    """The cards that an act would be done on."""
    with desk.database.read() as connection:
        return [planning.card_in(desk, connection, card["id"]) for card in cards]


def test_after_everything_that_can_happen_the_kept_queue_is_the_fresh_one(desk: Desk, exports: Any, clock: Any) -> None:
    first = importing.run(desk, exports("Connections.csv"))
    seen = [same(desk)]
    card = planning.today(desk)["cards"][0]
    steps = (
        lambda: acting.act(desk, card["id"], "sent"),
        lambda: acting.act(desk, card["contact"]["id"], "replied"),
        lambda: undoing.undo(desk),
        lambda: importing.run(desk, exports("contacts.csv", "book.vcf")),
        lambda: capturing.capture(desk, capture_body(), key="k"),
        lambda: editing.edit(desk, card["contact"]["id"], "company", "Vandelay"),
        lambda: preferring.prefer(desk, {"functions": "product", "new_per_day": "4"}),
        lambda: targeting.rate(desk, "Hooli", "3", "1", advocate=False),
        lambda: undoing.undo(desk),
        lambda: linking.rule(desk, linking.doubtful(desk)["pairs"][0]["pair"], "same"),
        lambda: undoing.undo(desk),
        lambda: clock.advance(days=1),
        lambda: undoing.undo(desk, first["batch"]),
    )
    for step in steps:
        shown = planning.today(desk)["cards"]
        step()
        assert answered(desk, shown) == answered(replace(desk, memory={}), shown)
        seen.append(same(desk))
    assert len(set(seen)) > 8


def test_a_card_is_answered_as_it_was_shown_minutes_ago(desk: Desk, exports: Any, clock: Any) -> None:
    importing.run(desk, exports("Connections.csv"))
    shown = planning.today(desk)["cards"]
    first = answered(desk, shown)
    clock.advance(minutes=9)
    assert [one is two for one, two in zip(first, answered(desk, shown), strict=True)] == [True] * len(shown)
    clock.advance(minutes=1)
    again = answered(desk, shown)
    assert again == first
    assert again[0] is not first[0]
    clock.advance(minutes=-11)
    assert answered(desk, shown)[0] is not first[0]
    assert answered(desk, [{"id": "none"}]) == [None]


def test_an_older_file_that_shows_the_same_people_changes_who_came_first(
    desk: Desk, tmp_path: Path, clock: Any
) -> None:
    text = "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:{name}\r\nEMAIL:{name}@x.example\r\nUID:{name}\r\nEND:VCARD\r\n"
    one, both = tmp_path / "one.vcf", tmp_path / "both.vcf"
    one.write_text(text.format(name="Zoe"), encoding="utf-8")
    both.write_text(text.format(name="Ana") + text.format(name="Zoe"), encoding="utf-8")
    importing.run(desk, [both])
    before = same(desk)
    clock.advance(days=1)
    importing.run(desk, [one])
    assert same(desk)
    assert before != same(desk)


def test_an_act_of_another_program_is_seen(desk: Desk, exports: Any, open_here: Any, database_url: str) -> None:
    importing.run(desk, exports("Connections.csv"))
    same(desk)
    other = open_here(database_url)
    acting.act(other, viewing.contacts(other, "Robert")[0].id, "sent")
    assert "Robert" not in [card["contact"]["name"].split()[0] for card in planning.today(desk)["cards"]]
    same(desk)


def test_an_older_view_of_the_desk_is_read_as_it_was(desk: Desk, exports: Any) -> None:
    importing.run(desk, exports("Connections.csv"))
    contact = viewing.contacts(desk, "Robert")[0].id
    with desk.database.read() as connection:
        before = planning.queue_in(desk, connection).to_json()
        acting.act(desk, contact, "sent")
        assert planning.queue(desk).to_json() != before
        assert _again(desk, connection) == before
    same(desk)


def _again(desk: Desk, connection: Connection) -> dict[str, Any]:
    return planning.queue_in(desk, connection).to_json()
