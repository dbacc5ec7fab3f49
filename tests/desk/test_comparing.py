"""Two exports compared: who changed jobs, who is new and who is gone, in whatever order the exports come."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest
from conftest_desk import PREAMBLE, exported, without_ids

from legwork.desk import (
    checking,
    comparing,
    connections,
    editing,
    importing,
    linking,
    people,
    planning,
    undoing,
    viewing,
    wording,
)
from legwork.desk.opening import Desk
from legwork.desk.preferring import read_preferences

HEADER = "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
ANA = "Ana,Souza,https://www.linkedin.com/in/ana-souza-7,,Globex,Data Lead,12 Mar 2019\n"
WEI = "Wei,Zhang,https://www.linkedin.com/in/wei-zhang-pm,,Initech,Product Manager,03 Apr 2020\n"
KIM = "Kim,Ek,https://www.linkedin.com/in/kim-ek,,Umbrella,Nurse,05 May 2021\n"
BOB = "Robert,O'Neil,https://www.linkedin.com/in/bob-oneil,,Hooli,Engineer,06 Jun 2022\n"
TOM = "Tom,Reis,https://www.linkedin.com/in/tom-reis,,Initech,Analyst,09 Sep 2026\n"
MARCH, NOVEMBER = (2026, 3, 3), (2026, 11, 20)
OLD = HEADER + BOB + KIM + WEI + ANA
NEW = HEADER + TOM + KIM + WEI.replace("Initech,Product Manager", "Hooli,Head of Product") + ANA


@pytest.fixture
def archive(tmp_path: Path) -> Callable[..., Path]:
    def write(name: str, day: tuple[int, int, int], text: str) -> Path:
        with zipfile.ZipFile(tmp_path / f"{name}.zip", "w") as made:
            made.writestr(zipfile.ZipInfo("Connections.csv", (*day, 10, 0, 0)), PREAMBLE + text)
        return tmp_path / f"{name}.zip"

    return write


Archive = Callable[..., Path]


def news(report: dict[str, Any]) -> dict[str, list[tuple[str, ...]]]:
    """What a report tells by comparison: names, with their days."""
    return {
        name: [tuple(filter(None, (one["name"], one.get("after"), one.get("before")))) for one in people]
        for name, people in report.get("compared", {}).items()
    }


FOUND = {
    "job_changes": [("Wei Zhang", "2026-03-03", "2026-11-20")],
    "new_connections": [("Tom Reis",)],
    "gone": [("Robert O'Neil", "2026-03-03", "2026-11-20")],
}


def test_a_newer_export_tells_who_moved_who_is_new_and_who_is_gone(desk: Desk, archive: Archive) -> None:
    first = importing.run(desk, [archive("old", MARCH, OLD)])
    assert "compared" not in first
    report = importing.run(desk, [archive("new", NOVEMBER, NEW)])
    assert news(report) == FOUND
    (moved,) = report["compared"]["job_changes"]
    assert comparing.role_words(moved) == (
        "from Product Manager, Initech to Head of Product, Hooli between 3 March and 20 November 2026"
    )
    assert list(comparing.told_of(report["compared"]).values()) == [
        "1 person changed jobs", "1 new connection", "1 is no longer connected",
    ]  # fmt: skip
    robert = viewing.contacts(desk, "Robert")[0]
    assert viewing.contact(desk, robert.id).parted is not None
    assert "disconnected" in exported(desk)
    assert all(finding.ok for finding in checking.doctor(desk))


def test_the_older_export_after_the_newer_tells_the_same(desk: Desk, archive: Archive) -> None:
    importing.run(desk, [archive("new", NOVEMBER, NEW)])
    assert news(importing.run(desk, [archive("old", MARCH, OLD)])) == FOUND


def test_both_at_once_tell_the_same(desk: Desk, archive: Archive) -> None:
    both = [archive("new", NOVEMBER, NEW), archive("old", MARCH, OLD)]
    assert news(importing.run(desk, both)) == FOUND


def test_any_order_gives_the_same_facts(tmp_path: Path, open_here: Callable[..., Desk], archive: Archive) -> None:
    between = HEADER + TOM + BOB + KIM + WEI + ANA
    files = [
        archive("old", MARCH, OLD),
        archive("between", (2026, 10, 1), between),
        archive("new", NOVEMBER, NEW),
        archive("part", (2026, 11, 25), HEADER + TOM),
    ]
    seen = []
    for turn, order in enumerate(permutations(files)):
        desk = open_here(f"sqlite:///{tmp_path / f'{turn}.sqlite3'}", f"home{turn}")
        for file in order:
            importing.run(desk, [file])
        seen.append(without_ids(exported(desk)))
    assert all(found == seen[0] for found in seen)
    robert = next(one for one in seen[0]["contacts"] if one["family"] == "O'Neil")
    assert robert["events"] == [{"kind": "disconnected", "after": "2026-10-01", "before": "2026-11-20"}]


def test_undo_takes_the_facts_back_and_redo_brings_them_again(desk: Desk, archive: Archive) -> None:
    importing.run(desk, [archive("old", MARCH, OLD)])
    before = exported(desk)
    report = importing.run(desk, [archive("new", NOVEMBER, NEW)])
    after = exported(desk)
    undone = undoing.undo(desk, report["batch"])
    assert exported(desk) == before
    undoing.undo(desk, undone.event)
    assert exported(desk) == after


def test_the_same_export_again_tells_nothing(desk: Desk, archive: Archive) -> None:
    for name, day, text in (("old", MARCH, OLD), ("new", NOVEMBER, NEW)):
        importing.run(desk, [archive(name, day, text)])
    before = exported(desk)
    for day in (NOVEMBER, (2026, 11, 21)):  # as basic, and as complete archive a day after
        assert "compared" not in importing.run(desk, [archive("again", day, NEW)])
        assert json.loads(exported(desk))["contacts"][0]["events"] == json.loads(before)["contacts"][0]["events"]
    assert set(_gone(desk)) == {"Robert O'Neil"}


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(HEADER + TOM + KIM, id="half of it"),
        pytest.param(HEADER + TOM + KIM + WEI + ANA[:-30], id="cut in the middle of a row"),
        pytest.param(HEADER + TOM + ",,,,,,06 Jun 2022\n" + KIM + WEI + ANA, id="a hidden account"),
        pytest.param(HEADER + TOM + ",,,,Hooli,Engineer,06 Jun 2022\n" + KIM + WEI + ANA, id="a refused row"),
        pytest.param(HEADER + TOM + KIM + WEI + ANA + BOB.replace("bob-oneil", "robert-oneil-9"), id="another address"),
        pytest.param((HEADER + TOM + KIM + WEI + ANA).replace(" 20", " 19"), id="another account's dates"),
    ],
)
def test_nobody_is_gone_from_a_list_that_is_not_whole_or_is_anothers(desk: Desk, archive: Archive, text: str) -> None:
    importing.run(desk, [archive("old", MARCH, OLD)])
    report = importing.run(desk, [archive("new", NOVEMBER, text)])
    assert news(report).get("gone", []) == []
    assert _gone(desk) == {}


def test_one_joined_to_somebody_still_listed_is_not_gone(desk: Desk, archive: Archive) -> None:
    """A connection under a new name and a new address, whom the user knows to be the same."""
    importing.run(desk, [archive("old", MARCH, OLD)])
    importing.run(
        desk, [archive("new", NOVEMBER, NEW + BOB.replace("Robert,O'Neil", "Bobby,Neil").replace("bob", "b"))]
    )
    (gone,) = _gone(desk)
    assert gone == "Robert O'Neil"
    one, other = viewing.contacts(desk, "Robert")[0].id, viewing.contacts(desk, "Bobby")[0].id
    _join(desk, one, other)
    assert _gone(desk) == {}


def test_one_who_is_gone_is_not_ranked_as_a_connection(desk: Desk, archive: Archive) -> None:
    importing.run(desk, [archive("old", MARCH, OLD), archive("new", NOVEMBER, NEW)])
    cards = {card.person.name: card for card in planning.queue(desk).cards}
    robert = viewing.contacts(desk, "Robert")[0]
    editing.note(desk, robert.id, "met at the fair")
    person = next(one for one in _people(desk) if one.name == "Robert O'Neil")
    assert (person.connected_on, person.parted is not None) == (None, True)
    said = [term.text for card in cards.values() for term in card.why if term.term == "job_change"]
    assert said == ["moved to Hooli, between 3 March and 20 November 2026"]


def test_a_report_names_people_as_they_are_called_now_and_nobody_who_is_undone(desk: Desk, archive: Archive) -> None:
    importing.run(desk, [archive("old", MARCH, OLD)])
    job = importing.receive(desk, [("new.zip", io.BytesIO(archive("new", NOVEMBER, NEW).read_bytes()))])
    importing.start(desk, job)
    importing.work(desk, job)
    report = importing.job(desk, job).report or {}
    assert "Reis" not in json.dumps(report)
    tom = viewing.contacts(desk, "Tom")[0]
    editing.edit(desk, tom.id, "name", "Tomás Reis")
    assert [one["name"] for one in comparing.shown(desk, report)["compared"]["new_connections"]] == ["Tomás Reis"]
    undoing.undo(desk, report["batch"])
    assert news(comparing.shown(desk, report)) == {
        "job_changes": [],
        "new_connections": [("Tomás Reis",)],
        "gone": FOUND["gone"],
    }


def _people(desk: Desk) -> Any:
    with desk.database.read() as connection:
        return people.everyone(desk, connection, read_preferences(connection))


def _join(desk: Desk, one: str, other: str) -> None:
    linking.rule(desk, wording.pair(wording.number(one), wording.number(other)), "same")


def _gone(desk: Desk) -> dict[str, Any]:
    with desk.database.read() as connection:
        found = connections.parted(desk, connection)
    return {viewing.contact(desk, f"c_{number}").name: between for number, between in found.items()}
