"""The trash keeps somebody for thirty days, shows nothing of them, and gives them back as they were."""

from __future__ import annotations

import io
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from conftest_desk import exported
from test_forgetting import named, one_ana, sound, stored

import nine_people
from legwork.desk import (
    capturing,
    exporting,
    forgetting,
    importing,
    linking,
    planning,
    preferring,
    trashing,
    undoing,
    viewing,
)
from legwork.desk.opening import Desk
from legwork.errors import NotFound, Refused


@pytest.fixture
def people(desk: Desk, tmp_path: Path) -> Desk:
    """The desk after the import of Fixture A."""
    preferring.prefer(desk, nine_people.SETTINGS)
    importing.run(desk, nine_people.write(tmp_path / "exports"))
    return desk


def everything(desk: Desk) -> str:
    """All that leaves the desk, or is shown of people."""
    texts = [exported(desk)]
    for kind in exporting.FORMATS:
        out = io.StringIO()
        exporting.export(desk, kind, out)
        texts.append(out.getvalue())
    texts.append(str(viewing.contacts(desk, limit=100)))
    texts.append(str(viewing.inbox(desk)))
    texts.append(str(linking.doubtful(desk)))
    texts.append(str(planning.today(desk)))
    texts.append(str(linking.joined(desk, 100)))
    return "\n".join(texts)


def test_the_trash_hides_somebody_everywhere_and_gives_them_back_exactly(people: Desk) -> None:
    ana = one_ana(people)
    before = everything(people)
    assert "Ana" in before
    event = trashing.put_in(people, ana)
    hidden = everything(people)
    assert "Ana" not in hidden
    assert "ana.souza" not in hidden
    with pytest.raises(NotFound):
        viewing.contact(people, ana)
    (there,) = trashing.everyone(people)
    assert (there.contact, there.called, there.role) == (ana, "Ana M. Souza", "Director of Data, Initech")
    assert there.until - there.at == timedelta(days=30)
    lines = [line.sentence for line in undoing.history(people, 20)]
    assert [line for line in lines if "Ana" in line] == ["You put Ana Souza in the trash."]
    sound(people)
    undoing.undo(people, event)
    assert everything(people) == before
    assert trashing.everyone(people) == []
    sound(people)


def test_who_is_in_the_trash_does_not_come_in_again(people: Desk, tmp_path: Path) -> None:
    ana = one_ana(people)
    before = everything(people)
    trashing.put_in(people, ana)
    report = importing.run(people, nine_people.write(tmp_path / "again"))
    assert report["contacts"] == {"created": 0, "joined": 0, "doubtful": 0, "job_changes": 0}
    newer = tmp_path / "newer"
    newer.mkdir()
    text = nine_people.connections().replace("Globex,Data Lead", "Umbrella,Head of Data")
    (newer / "Connections.csv").write_text(text, "utf-8")
    looked = importing.preview(people, [newer / "Connections.csv"])
    report = importing.run(people, [newer / "Connections.csv"])
    for said in (looked, report):
        assert said["contacts"]["created"] == 0
        assert {"locator": "5", "outcome": "skipped", "reason": "in the trash"} in said["files"][0]["rows"]
    with pytest.raises(Refused, match="in the trash"):
        capturing.capture(people, nine_people.capture() | {"captured_at": "2026-11-22T10:00:00Z"}, "k9")
    assert "Ana" not in everything(people)
    sound(people)
    undoing.undo(people, trashing.find(people, ana).event)
    assert without_sources(everything(people)) == without_sources(before)
    report = importing.run(people, [newer / "Connections.csv"])
    assert report["files"][0]["skipped"] == 0
    assert viewing.contact(people, ana).merged["positions"][0]["company"]
    assert "Umbrella" in str(viewing.contact(people, ana).merged["positions"])
    sound(people)


def without_sources(text: str) -> list[str]:
    """Lines of what leaves the desk that no second import of the same rows changes."""
    return [line for line in text.splitlines() if '"sources"' not in line and ".csv," not in line]


def test_after_thirty_days_the_trash_is_emptied(people: Desk, clock: Any) -> None:
    trashing.put_in(people, one_ana(people))
    clock.advance(days=29)
    assert trashing.due(people) == []
    trashing.put_in(people, named(people, "Maria"))
    clock.advance(days=1)
    assert forgetting.empty(people, trashing.due(people)) == 1
    assert [one.called for one in trashing.everyone(people)] == ["Maria Silva"]
    assert "Souza" not in stored(people)
    sound(people)


def test_whoever_was_held_up_by_a_rival_is_joined_when_the_rival_leaves(desk: Desk, tmp_path: Path) -> None:
    header = "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
    rows = "".join(f"Jorun,Kvamme,https://www.linkedin.com/in/p{n},,Globex,Baker,05 Mar 2019\n" for n in (1, 2))
    (tmp_path / "Connections.csv").write_text(header + rows, "utf-8")
    card = "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Jorun Kvamme\r\nORG:Globex\r\nEMAIL:jorun@globex.example\r\nEND:VCARD\r\n"
    (tmp_path / "card.vcf").write_text(card, "utf-8", newline="")
    importing.run(desk, [tmp_path / "Connections.csv", tmp_path / "card.vcf"])
    assert len(viewing.contacts(desk, "jorun")) == 3
    event = trashing.put_in(desk, viewing.contacts(desk, "jorun")[1].id)
    assert len(viewing.contacts(desk, "jorun")) == 1
    sound(desk)
    undoing.undo(desk, event)
    assert len(viewing.contacts(desk, "jorun")) == 3
    sound(desk)
