"""What an export tells of the past comes back with it, once, and goes with the import that brought it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from conftest_desk import exported, without_ids
from talking import at, of, reflect, tag_everything

from legwork.desk import acting, checking, conversing, debriefing, exporting, importing, reflecting, undoing, viewing
from legwork.desk.debriefing import Sheet
from legwork.desk.opening import Desk


def test_an_export_tells_another_desk_everything_and_is_taken_back_with_its_import(
    talking: Desk, open_here: Callable[..., Desk], tmp_path: Path, clock: Any
) -> None:
    sam = of(talking, "Sam")
    tag_everything(talking, sam)
    reflect(talking, sam)
    debriefing.write(talking, sam, Sheet(names=["Lena Ortiz"], texts={"learned": "Trust"}))
    path = tmp_path / "all.json"
    with path.open("w", encoding="utf-8", newline="") as file:
        exporting.export(talking, "json", file)
    other = open_here(f"sqlite:///{tmp_path / 'other.sqlite3'}", "other")
    empty = exported(other)
    clock.advance(days=1)
    report = importing.run(other, [path])
    assert journal(other) == journal(talking)
    assert acts(other) == acts(talking)
    there = of(other, "Sam")
    assert viewing.contact(other, there).state == viewing.contact(talking, sam).state
    assert conversing.room(other, there).talks == conversing.room(talking, sam).talks
    (lena,) = (person for person in reflecting.past(other).people if person.name == "Lena Ortiz")
    assert lena.referred_by == "Sam Okafor"
    assert reflecting.past(other).journal == reflecting.past(talking).journal
    assert importing.run(other, [path])["files"][0]["new"] == 0
    before = exported(other)
    importing.run(talking, [path])
    assert journal(talking) == journal(other)
    undoing.undo(other)
    assert exported(other) == before
    undone = undoing.undo(other, str(report["batch"]))
    assert exported(other) == empty
    undoing.undo(other, undone.event)
    assert exported(other) == before
    assert [finding for finding in checking.doctor(other) if not finding.ok] == []


def journal(desk: Desk) -> Any:
    return json.loads(exported(desk))["journal"]


def acts(desk: Desk) -> list[tuple[str, str]]:
    contacts = json.loads(exported(desk))["contacts"]
    return sorted((one["id"], one["at"]) for contact in contacts for one in contact["events"] if one["kind"] == "act")


@pytest.mark.parametrize(
    "event",
    [
        {"kind": "note"}, {"id": "c_1"}, {"at": "yesterday"}, {"at": None}, {"at": "2026-11-20T10:00:00Z"},
        {"data": []}, {"data": {"act": "unheard_of"}}, {"data": {"act": ["noted"]}},
    ],
)  # fmt: skip
def test_an_event_that_is_none_is_not_told(small_desk: Desk, tmp_path: Path, event: dict[str, Any]) -> None:
    good = {"id": "e_01ABCDEFGHJKMNPQRSTVWXYZ01", "at": "2026-11-20T10:00:00.000000Z", "kind": "act",
            "data": {"act": "noted", "tag": "trend", "text": "x"}}  # fmt: skip
    for entry, told in ((good, 1), ({**good, **event}, 0)):
        contact = {"name": f"Ada {told}", "emails": [f"ada{told}@ng.example"], "events": [entry, "nonsense"]}
        path = tmp_path / f"{told}.json"
        path.write_text('{"contacts": [\n' + json.dumps(contact) + '\n], "settings": {}}\n', encoding="utf-8")
        batch = importing.run(small_desk, [path])["batch"]
        assert len(acts(small_desk)) == told
        undoing.undo(small_desk, batch)


def test_an_export_says_the_same_whatever_the_order_of_acts_and_imports(
    talking: Desk, open_here: Callable[..., Desk], tmp_path: Path, clock: Any
) -> None:
    """The acts of an export come to stand at their time, also between what was done on the desk itself."""
    sam = of(talking, "Sam")
    conversing.note_line(talking, sam, "trend", "One")
    path = tmp_path / "all.json"
    with path.open("w", encoding="utf-8", newline="") as file:
        exporting.export(talking, "json", file)
    ends = []
    for number in range(2):
        other = open_here(f"sqlite:///{tmp_path / f'{number}.sqlite3'}", str(number))
        at(clock, 26)
        importing.run(other, [tmp_path / "Connections.csv"])
        steps = [lambda: importing.run(other, [path]), lambda: acting.act(other, of(other, "Sam"), "held")]  # noqa: B023 - done in this round
        for step in steps if number else reversed(steps):
            step()
        ends.append(without_ids(exported(other)))
    assert ends[0] == ends[1]
