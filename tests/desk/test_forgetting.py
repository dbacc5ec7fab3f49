"""Forgetting leaves nothing of somebody to be shown, and nothing that brings them back."""

from __future__ import annotations

import io
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest_desk import exported
from sqlalchemy import select

import nine_people
from legwork.desk import (
    acting,
    backing_up,
    capturing,
    checking,
    debriefing,
    editing,
    forgetting,
    importing,
    linking,
    planning,
    preferring,
    revising,
    sharing,
    trashing,
    undoing,
    viewing,
    wording,
)
from legwork.desk import people as people_of
from legwork.desk.debriefing import Sheet
from legwork.desk.opening import Desk, alone
from legwork.errors import Conflict, NotFound, Refused, Unavailable
from legwork.store import links
from legwork.store.tables import events, jobs, metadata, records

CARD = (
    "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:{0} Lopes\r\nN:Lopes;{0};;;\r\n"
    "EMAIL:lopes@x.example\r\nUID:{0}-card-1\r\nEND:VCARD\r\n"
)
FAMILY = CARD.format("Rita") + CARD.format("Nuno")


@pytest.fixture
def people(desk: Desk, tmp_path: Path) -> Desk:
    """The desk after the import of Fixture A."""
    preferring.prefer(desk, nine_people.SETTINGS)
    importing.run(desk, nine_people.write(tmp_path / "exports"))
    return desk


def named(desk: Desk, name: str) -> str:
    return viewing.contacts(desk, name)[0].id


def one_ana(desk: Desk) -> str:
    """Ana as one contact with a history, and her neighbours ruled on."""
    pair = next(one for one in linking.doubtful(desk)["pairs"] if one["left"]["name"] == "Ana Souza")
    ana = pair["left"]["contact_id"]
    editing.note(desk, pair["right"]["contact_id"], "Ana Souza knows the port.")
    linking.rule(desk, pair["pair"], "same", values={"name": "Ana M. Souza"})
    acting.act(desk, ana, "sent")
    editing.edit(desk, ana, "emails", "ana@home.example", adds=True)
    number = named(desk, "Maria").removeprefix("c_")
    linking.rule(desk, f"p_{ana.removeprefix('c_')}_{number}", "different")
    return ana


def besides(desk: Desk, *names: str) -> list[str]:
    """Lines of the export in which none of the names stands."""
    return [line for line in exported(desk).splitlines() if not any(name in line for name in names)]


def sound(desk: Desk) -> None:
    assert [finding for finding in checking.doctor(desk) if not finding.ok] == []


def stored(desk: Desk) -> str:
    """Every value of every table, as text."""
    with desk.database.read() as connection:
        rows = [str(list(row)) for table in metadata.sorted_tables for row in connection.execute(select(table))]
    return "\n".join(rows)


@pytest.mark.parametrize("from_trash", [False, True], ids=["at once", "from the trash"])
def test_forgetting_leaves_a_salted_digest_and_nothing_else(people: Desk, tmp_path: Path, from_trash: bool) -> None:
    ana = one_ana(people)
    capturing.capture(people, nine_people.capture() | {"captured_at": "2026-11-21T10:00:00Z"}, "k1")
    others = besides(people, "Souza", "Maria")  # a ruling on Maria names Ana
    assert "ana.souza" in stored(people)
    if from_trash:
        trashing.put_in(people, ana)
    done = forgetting.forget(people, ana)
    assert done.records == 5
    left = stored(people)
    for trace in ("Souza", "souza", "Ana ", "ana@home", "knows the port", "ana-souza-7"):
        assert trace not in left
    assert besides(people, "Souza", "Maria") == others
    with pytest.raises(NotFound):
        viewing.contact(people, ana)
    with pytest.raises(NotFound):
        forgetting.forget(people, ana)
    sound(people)
    assert linking.relink(people)["changed"] == 0
    newest = undoing.history(people, 1)[0]
    assert newest.sentence == "Someone was forgotten, with everything that was here of them."
    assert not newest.undoable
    with pytest.raises(Refused, match="cannot be undone"):
        undoing.undo(people, done.event)

    report = importing.run(people, nine_people.write(tmp_path / "again"))
    assert report["contacts"]["created"] == 0
    rows = {file["kind"]: file["rows"] for file in report["files"]}
    gone = [(name, row["locator"]) for name in rows for row in rows[name] if row["reason"] == "forgotten"]
    assert sorted(gone) == [
        ("google.contacts", "1"),
        ("legwork.captures", "1"),
        ("linkedin.connections", "5"),
        ("mail", "not kept"),
    ]
    assert {row["outcome"] for name in rows for row in rows[name] if row["reason"] == "forgotten"} == {"skipped"}
    text = nine_people.connections().replace("Globex,Data Lead", "Umbrella,Head of Data")
    (tmp_path / "Connections.csv").write_text(text, "utf-8")
    report = importing.run(people, [tmp_path / "Connections.csv"])
    assert {"locator": "5", "outcome": "skipped", "reason": "forgotten"} in report["files"][0]["rows"]
    with pytest.raises(Refused, match="forget this person"):
        capturing.capture(people, nine_people.capture(), "k2")
    assert "Souza" not in stored(people)
    sound(people)


def test_undoing_and_redoing_the_import_brings_nobody_back(people: Desk) -> None:
    ana = one_ana(people)
    forgetting.forget(people, ana)
    batch = next(line.event for line in undoing.history(people, 50) if line.kind == "import")
    undone = undoing.undo(people, batch)
    assert viewing.contacts(people, "souza") == []
    undoing.undo(people, undone.event)
    assert viewing.contacts(people, "souza") == []
    sound(people)


def test_what_an_undone_import_said_of_the_person_goes_too(people: Desk, tmp_path: Path) -> None:
    text = nine_people.connections().replace("Globex,Data Lead", "Vandelay,Importer")
    (tmp_path / "Connections.csv").write_text(text, "utf-8")
    report = importing.run(people, [tmp_path / "Connections.csv"])
    undone = undoing.undo(people, report["batch"])
    assert "Vandelay" in stored(people)
    forgetting.forget(people, named(people, "ana souza initech"))
    assert "Vandelay" not in stored(people)
    undoing.undo(people, undone.event)
    assert "Vandelay" not in exported(people)
    sound(people)


def test_a_bulk_ruling_and_a_split_go_on_without_the_forgotten_one(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "family.vcf").write_text(FAMILY, "utf-8", newline="")
    more = FAMILY.replace("-card-1", "-card-2") + FAMILY.replace("Lopes", "Pires").replace("-card-", "-else-")
    (tmp_path / "more.vcf").write_text(more, "utf-8")
    importing.run(desk, [tmp_path / "family.vcf", tmp_path / "more.vcf"])
    first = viewing.contacts(desk, limit=20)
    sharing.share(desk, first[0].id, "lopes@x.example")
    ids = [line.id.removeprefix("c_") for line in viewing.contacts(desk, limit=20)]
    linking.rule(desk, f"p_{ids[0]}_{ids[1]}", "different")
    linking.rule(desk, f"p_{ids[1]}_{ids[2]}", "same")
    forgetting.forget(desk, f"c_{ids[0]}")
    sound(desk)
    forgetting.forget(desk, f"c_{ids[1]}")
    sound(desk)
    with desk.database.read() as connection:
        held = {record for group in links.everyone(connection).values() for record in group}
        assert set(connection.execute(select(records.c.id)).scalars()) == held
    for line in viewing.contacts(desk, limit=20):
        forgetting.forget(desk, line.id)
    assert "lopes@x.example" not in stored(desk)
    with desk.database.read() as connection:
        kinds = set(connection.execute(select(events.c.kind)).scalars())
    assert kinds == {"import", "forgot"}
    sound(desk)


def test_a_household_is_not_forgotten_with_one_of_it(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "family.vcf").write_text(FAMILY, "utf-8", newline="")
    importing.run(desk, [tmp_path / "family.vcf"])
    forgetting.forget(desk, named(desk, "Rita"))
    newer = FAMILY.replace("EMAIL", "TITLE:Baker\r\nEMAIL")
    (tmp_path / "family.vcf").write_text(newer, "utf-8", newline="")
    report = importing.run(desk, [tmp_path / "family.vcf"])
    assert [row["reason"] for row in report["files"][0]["rows"]] == ["forgotten"]
    assert [line.name for line in viewing.contacts(desk)] == ["Nuno Lopes"]


def test_people_typed_in_together_are_forgotten_one_by_one(desk: Desk) -> None:
    first, second = editing.add_people(desk, ["Kofi Mensah, Acme", "Lena Ortiz, Hooli"])
    forgetting.forget(desk, first)
    assert [line.name for line in viewing.contacts(desk)] == ["Lena Ortiz"]
    sound(desk)
    forgetting.forget(desk, second)
    assert "Ortiz" not in stored(desk)
    sound(desk)


def test_files_that_wait_are_ended_and_their_folders_go(people: Desk) -> None:
    with io.BytesIO(nine_people.connections().encode()) as stream:
        job = importing.receive(people, [("Ana Souza.csv", stream)])
    assert (people.uploads / job).is_dir()
    done = forgetting.forget(people, named(people, "ana"))
    assert done.ended == 1
    assert not (people.uploads / job).exists()
    with people.database.read() as connection:
        said = str(connection.execute(select(jobs.c.data, jobs.c.report)).all())
    assert "Ana" not in said
    assert importing.job(people, job).state == "cancelled"


def test_nothing_is_forgotten_while_an_import_runs(people: Desk) -> None:
    ana = named(people, "ana")
    with alone(people):
        for act in (forgetting.forget, trashing.put_in):
            with pytest.raises(Conflict):
                act(people, ana)
    assert viewing.contact(people, ana)


def test_backups_are_named_because_they_hold_the_person_still(people: Desk) -> None:
    people.backups.mkdir(exist_ok=True)
    backing_up.backup(people, people.backups)
    done = forgetting.forget(people, named(people, "ana"))
    assert len(done.backups) == 1
    assert done.backups[0].startswith("legwork-")


def test_not_a_byte_of_the_person_is_left_in_the_file(tmp_path: Path, open_here: Callable[[str, str], Desk]) -> None:
    desk = open_here(f"sqlite:///{tmp_path / 'home' / 'desk.sqlite3'}", "home")
    preferring.prefer(desk, nine_people.SETTINGS)
    importing.run(desk, nine_people.write(tmp_path / "exports"))
    ana = one_ana(desk)
    traces = (b"Souza", b"ana.souza", b"ana-souza-7", b"knows the port")
    assert any(trace in bytes_of(desk) for trace in traces)
    forgetting.forget(desk, ana)
    left = bytes_of(desk)
    assert [trace for trace in traces if trace in left] == []


def bytes_of(desk: Desk) -> bytes:
    """Every byte in the desk's folder."""
    return b"".join(path.read_bytes() for path in desk.settings.home.rglob("*") if path.is_file())


def test_the_database_lets_nothing_go_outside_of_forgetting(people: Desk) -> None:
    for statement in ("DELETE FROM sightings", "DELETE FROM trashed", "DELETE FROM tombstones", "DELETE FROM events"):
        trashing.put_in(people, viewing.contacts(people)[0].id)
        with pytest.raises(Unavailable):
            people.database.write(lambda connection, said=statement: connection.exec_driver_sql(said))


def test_the_salt_is_each_desks_own(people: Desk, open_here: Callable[[str, str], Desk], tmp_path: Path) -> None:
    other = open_here(f"sqlite:///{tmp_path / 'other.sqlite3'}", "other")
    preferring.prefer(other, nine_people.SETTINGS)
    importing.run(other, nine_people.write(tmp_path / "exports"))
    found = []
    for desk in (people, other):
        forgetting.forget(desk, named(desk, "ana"))
        with desk.database.read() as connection:
            found.append(set(connection.execute(select(metadata.tables["tombstones"].c.digest)).scalars()))
    assert found[0]
    assert not found[0] & found[1]
    assert sqlite3.sqlite_version


def test_a_number_that_was_somebodys_is_given_to_nobody_else(desk: Desk) -> None:
    first, second = editing.add_people(desk, ["Kofi Mensah, Acme", "Lena Ortiz, Hooli"])
    forgetting.forget(desk, second)
    forgetting.forget(desk, first)
    third, fourth = editing.add_people(desk, ["Tom Reis, Initech", "Bo Li, Globex"])
    assert not {third, fourth} & {first, second}
    assert third != fourth
    (fifth,) = editing.add_people(desk, ["Ada Berg, Umbrella"])
    assert len({first, second, third, fourth, fifth}) == 5
    sound(desk)


@pytest.mark.parametrize("side", ["left", "right"])
def test_what_was_moved_to_the_forgotten_one_goes_and_what_was_moved_away_stays(people: Desk, side: str) -> None:
    pair = next(one for one in linking.doubtful(people)["pairs"] if one["left"]["name"] == "Ana Souza")
    left, right = (pair[name]["contact_id"] for name in ("left", "right"))
    ruled = linking.rule(people, pair["pair"], "same")
    editing.note(people, left, "Said while they were one.")
    undoing.undo(people, ruled.event, stays_with=right)
    forgetting.forget(people, pair[side]["contact_id"])
    stays = side == "left"
    assert ("Said while they were one." in stored(people)) == stays
    if stays:
        assert [text for _, _, text in viewing.contact(people, right).notes] == ["Said while they were one."]
    sound(people)


def test_a_draft_that_was_begun_goes_too(people: Desk) -> None:
    wei = named(people, "product manager")
    acting.act(people, wei, "want")
    card = next(card for card in planning.queue(people).cards if card.person.id == wei)
    revising.revise(people, card.id, {"text": "Dear Wei, a word of my own."})
    assert "a word of my own" in stored(people)
    forgetting.forget(people, wei)
    assert "a word of my own" not in stored(people)


def test_who_gave_a_name_is_forgotten_with_it_also_where_an_export_was_read_back(
    people: Desk, open_here: Callable[[str, str], Desk], tmp_path: Path
) -> None:
    (tove,) = editing.add_people(people, ["Tove Lund, Acme"])
    debriefing.write(people, tove, Sheet(names=["Lena Ortiz, Hooli"]))
    file = tmp_path / "legwork.json"
    file.write_text(exported(people), encoding="utf-8")
    other = open_here(f"sqlite:///{tmp_path / 'other' / 'desk.sqlite3'}", "other")
    importing.run(other, [file])
    for desk in (people, other):
        lena = named(desk, "lena")
        assert referred_by(desk, lena) == "Tove Lund"
        forgetting.forget(desk, named(desk, "tove"))
        assert referred_by(desk, lena) == ""
        assert "Tove" not in exported(desk)
        sound(desk)
    assert b"Tove" not in (tmp_path / "other" / "desk.sqlite3").read_bytes()


def referred_by(desk: Desk, contact: str) -> str:
    with desk.database.read() as connection:
        return people_of.one(desk, connection, wording.number(contact)).referred_by
