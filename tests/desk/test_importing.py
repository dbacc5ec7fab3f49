"""Imports: every row accounted for, any order the same, the same again nothing, undo to the byte."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from itertools import permutations
from pathlib import Path

import pytest
from conftest_desk import CONNECTIONS, PREAMBLE, capture_body, exported, without_ids
from sqlalchemy import Connection

from legwork.desk import (
    applying,
    capturing,
    checking,
    components,
    importing,
    linking,
    pools,
    preferring,
    reporting,
    undoing,
)
from legwork.desk.opening import Desk, clear_abandoned
from legwork.desk.reading import LISTED_ROWS
from legwork.errors import Conflict, NothingReadable
from legwork.store import batches, links

Exports = Callable[..., list[Path]]


def closes(report: dict[str, object]) -> bool:
    files = report["files"]
    assert isinstance(files, list)
    return all(
        file["read"] == sum(file[outcome] for outcome in ("new", "updated", "unchanged", "skipped", "refused"))
        and len(file["rows"]) == file["skipped"] + file["refused"]
        for file in files
    )


def test_the_report_says_what_became_of_every_row(desk: Desk, exports: Exports) -> None:
    report = importing.run(desk, exports())
    assert closes(report)
    kinds = {file["file"]: file["kind"] for file in report["files"]}
    assert kinds == {
        "Connections.csv": "linkedin.connections",
        "Later.csv": "linkedin.connections",
        "contacts.csv": "google.contacts",
        "book.vcf": "vcard",
        "outbox.jsonl": "legwork.captures",
    }
    connections = next(file for file in report["files"] if file["file"] == "Connections.csv")
    assert (connections["read"], connections["new"], connections["skipped"], connections["refused"]) == (6, 4, 1, 1)
    assert report["contacts"]["job_changes"] >= 1


def test_the_same_again_changes_nothing(desk: Desk, exports: Exports) -> None:
    importing.run(desk, exports())
    before = exported(desk)
    report = importing.run(desk, exports())
    assert exported(desk) == before
    assert report["contacts"] == {"created": 0, "joined": 0, "doubtful": 0, "job_changes": 0}
    assert all(file["new"] == file["updated"] == 0 for file in report["files"])


def test_the_same_again_works_nobody_out_anew(
    desk: Desk, exports: Exports, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked_at: list[int] = []

    def work_out(connection: Connection, pool: pools.Pool, changed: set[int]) -> components.Linked:
        looked_at.append(len(changed))
        return components.work_out(connection, pool, changed)

    monkeypatch.setattr(applying, "work_out", work_out)
    importing.run(desk, exports("Connections.csv"))
    importing.run(desk, exports("Connections.csv"))
    # other bytes are another file, though every row of it is known: when a row was seen counts
    longer = tmp_path / "Longer.csv"
    longer.write_bytes(exports("Connections.csv")[0].read_bytes() + b"\n")
    importing.run(desk, [longer])
    assert looked_at[0] == looked_at[2] > looked_at[1] == 0
    assert present(desk) == scratch(desk)


def test_any_order_gives_the_same(tmp_path: Path, open_here: Callable[..., Desk], exports: Exports) -> None:
    names = ["Connections.csv", "Later.csv", "contacts.csv", "book.vcf", "outbox.jsonl"]
    seen = []
    for turn, order in enumerate(list(permutations(names))[::9]):
        desk = open_here(f"sqlite:///{tmp_path / f'{turn}.sqlite3'}", f"home{turn}")
        for name in order:
            importing.run(desk, exports(name))
        seen.append(without_ids(exported(desk)))
        expected_contacts, expected_doubts = scratch(desk)
        assert present(desk) == (expected_contacts, expected_doubts)
    assert all(found == seen[0] for found in seen)
    together = open_here(f"sqlite:///{tmp_path / 'all.sqlite3'}", "home-all")
    importing.run(together, exports(*names))
    assert without_ids(exported(together)) == seen[0]


@pytest.mark.parametrize("companies", [("Globex", "Initech"), ("Initech", "Globex")])
def test_a_file_met_alone_and_in_an_archive_is_as_young_in_either_order(
    tmp_path: Path, open_here: Callable[..., Desk], companies: tuple[str, str]
) -> None:
    first, second, archive = (tmp_path / name for name in ("Connections.csv", "Later.csv", "archive.zip"))
    for path, company in zip((first, second), companies, strict=True):
        row = f"Ana,Souza,https://www.linkedin.com/in/ana-souza-7,,{company},Data Lead,12 Mar 2019\n"
        path.write_text(CONNECTIONS.removeprefix(PREAMBLE).splitlines()[0] + "\n" + row, encoding="utf-8")
    with zipfile.ZipFile(archive, "w") as made:
        made.writestr(zipfile.ZipInfo(first.name, (2024, 5, 6, 7, 8, 10)), first.read_bytes())
    seen = []
    for turn, order in enumerate([(first, archive, second), (archive, first, second)]):
        desk = open_here(f"sqlite:///{tmp_path / f'{turn}.sqlite3'}", f"home{turn}")
        for path in order:
            importing.run(desk, [path])
        seen.append(without_ids(exported(desk)))
    assert seen[0] == seen[1]
    assert seen[0]["contacts"][0]["company"] == companies[1]


def test_undo_returns_to_the_bytes_before_and_redo_to_those_after(desk: Desk, exports: Exports) -> None:
    importing.run(desk, exports("Connections.csv"))
    before = exported(desk)
    report = importing.run(desk, exports("Later.csv", "contacts.csv", "book.vcf", "outbox.jsonl"))
    after = exported(desk)
    undone = undoing.undo(desk, report["batch"])
    assert exported(desk) == before
    undoing.undo(desk, undone.event)
    assert exported(desk) == after
    undoing.undo(desk, report["batch"])
    assert exported(desk) == before
    assert present(desk) == scratch(desk)


def test_a_preview_writes_nothing(desk: Desk, exports: Exports) -> None:
    before = exported(desk)
    report = importing.preview(desk, exports())
    assert report["batch"] is None
    assert report["preview"] is True
    assert closes(report)
    assert exported(desk) == before
    with desk.database.read() as connection:
        assert batches.staged(connection) == []


@pytest.mark.parametrize("policy", ["identifiers", "confident"])
@pytest.mark.parametrize("before", [(), ("Connections.csv",), ("contacts.csv", "book.vcf")])
def test_a_preview_says_what_the_import_then_does(
    desk: Desk, exports: Exports, before: tuple[str, ...], policy: str
) -> None:
    preferring.prefer(desk, {"merge_policy": policy})
    if before:
        importing.run(desk, exports(*before))
    expected = importing.preview(desk, exports())["contacts"]
    assert expected == importing.run(desk, exports())["contacts"]
    assert expected["created"] > 0
    assert expected["job_changes"] > 0
    again = importing.preview(desk, exports())["contacts"]
    assert again == {"created": 0, "joined": 0, "doubtful": 0, "job_changes": 0}


def test_nothing_readable_is_said_file_by_file(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "photo.jpg").write_bytes(b"\xff\xd8\xff\xe0" + b"\0" * 100)
    (tmp_path / "empty.csv").write_bytes(b"")
    with pytest.raises(NothingReadable) as caught:
        importing.run(desk, [tmp_path / "photo.jpg", tmp_path / "empty.csv"])
    assert [left["file"] for left in caught.value.not_used] == ["empty.csv", "photo.jpg"]
    with desk.database.read() as connection:
        assert batches.staged(connection) == []


def test_what_a_dead_import_staged_is_cleared(desk: Desk, exports: Exports) -> None:
    importing.run(desk, exports("book.vcf"))
    before = exported(desk)
    desk.database.write(lambda connection: batches.open_batch(connection, "b_dead", "import", "x"))
    facts = {
        "sha256": "s", "name": "n", "kind": "vcard", "version": 1, "size": 1, "encoding": "", "as_of": "",
    }  # fmt: skip
    desk.database.write(lambda connection: batches.add_file(connection, "b_dead", facts))
    assert clear_abandoned(desk) == ["b_dead"]
    assert exported(desk) == before


def test_captures_between_imports_end_in_the_same_place(
    tmp_path: Path, open_here: Callable[..., Desk], exports: Exports
) -> None:
    first = open_here(f"sqlite:///{tmp_path / 'a.sqlite3'}", "a")
    second = open_here(f"sqlite:///{tmp_path / 'b.sqlite3'}", "b")
    capturing.capture(first, capture_body(), "key-1")
    importing.run(first, exports("Connections.csv", "contacts.csv"))
    importing.run(second, exports("contacts.csv", "Connections.csv"))
    capturing.capture(second, capture_body(), "key-1")
    assert without_ids(exported(first)) == without_ids(exported(second))


def test_rows_without_a_person_are_refused_each_with_its_reason(desk: Desk, tmp_path: Path) -> None:
    path = nobodies(tmp_path, 600)
    report = importing.run(desk, [path])
    (file,) = report["files"]
    assert file["refused"] == 600
    assert [row["locator"] for row in file["rows"]] == [str(number) for number in range(1, 601)]
    assert {row["reason"] for row in file["rows"]} == {"no name, no address, no profile"}
    assert report["contacts"]["created"] == 0
    assert importing.preview(desk, [path])["files"][0]["rows"] == file["rows"]
    assert closes(importing.run(desk, [path]))
    with desk.database.read() as connection:
        kept = batches.batch(connection, report["batch"])
    assert kept is not None
    assert len(kept["report"]["files"][0]["rows"]) == LISTED_ROWS
    assert all(finding.ok for finding in checking.doctor(desk))


def test_a_job_keeps_few_rows_and_its_report_names_them_all(desk: Desk, tmp_path: Path) -> None:
    files = [nobodies(tmp_path, count) for count in (150, 151)]
    job = importing.receive(desk, [(path.name, io.BytesIO(path.read_bytes())) for path in files])
    looked = importing.job(desk, job).report or {}
    assert [len(file["rows"]) for file in looked["files"]] == [150, LISTED_ROWS - 150]
    assert [len(file["rows"]) for file in importing.look_again(desk, job)["files"]] == [150, 151]
    importing.start(desk, job)
    importing.work(desk, job)
    with pytest.raises(Conflict, match="no longer here"):
        importing.look_again(desk, job)
    done = importing.job(desk, job)
    assert sum(len(file["rows"]) for file in (done.report or {})["files"]) == LISTED_ROWS
    report = reporting.whole(desk, done.report or {})
    assert closes(report)
    assert sum(len(file["rows"]) for file in report["files"]) == 301
    rows = list(reporting.left_out(desk, done.batch_id or ""))
    assert [row[0] for row in rows] == ["150.csv"] * 150 + ["151.csv"] * 151
    assert rows[0][1:] == ("1", "refused", "no name, no address, no profile", ",,,,Hooli,Engineer,08 Jul 2022")


def test_left_out_rows_are_read_in_pieces(desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reporting, "ROWS_AT_ONCE", 20)
    batch = importing.run(desk, [nobodies(tmp_path, 40)])["batch"]
    assert [row[1] for row in reporting.left_out(desk, batch)] == [str(number) for number in range(1, 41)]


@pytest.mark.parametrize(
    ("text", "kind", "reason"),
    [
        (
            "BEGIN:VCARD\nFN:Ada Ng\nEMAIL:ada@x.example\n",
            None,
            "nothing in it could be read as vcard: card without END",
        ),
        ("Dear diary\n", "vcard", "nothing in it could be read as vcard: lines outside any card"),
        ("Dear diary\n\n", "legwork.captures", "nothing in it could be read as legwork.captures: not a line of JSON"),
    ],
)
def test_a_file_of_which_nothing_is_a_row_is_not_read(
    desk: Desk, tmp_path: Path, text: str, kind: str | None, reason: str
) -> None:
    path = tmp_path / "x.vcf"
    path.write_text(text, encoding="utf-8")
    for look in (importing.run, importing.preview):
        with pytest.raises(NothingReadable, match=reason):
            look(desk, [path], kind=kind)
    assert no_batch(desk)


def test_a_torn_card_beside_a_whole_one_is_refused(desk: Desk, tmp_path: Path) -> None:
    whole = "BEGIN:VCARD\nFN:Bo Li\nEMAIL:bo@x.example\nEND:VCARD\n"
    (tmp_path / "x.vcf").write_text("BEGIN:VCARD\nFN:Ada Ng\n" + whole, encoding="utf-8")
    (file,) = importing.run(desk, [tmp_path / "x.vcf"])["files"]
    assert (file["new"], file["refused"]) == (1, 1)


def test_a_header_alone_leaves_no_batch(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "c.csv"
    path.write_text(CONNECTIONS.splitlines()[3] + "\n", encoding="utf-8")
    report = importing.run(desk, [path])
    assert (report["batch"], report["preview"], report["files"][0]["read"]) == (None, False, 0)
    job = importing.receive(desk, [("c.csv", io.BytesIO(path.read_bytes()))])
    importing.start(desk, job)
    importing.work(desk, job)
    done = importing.job(desk, job)
    assert (done.state, done.batch_id) == ("done", None)
    assert no_batch(desk)


def nobodies(folder: Path, count: int) -> Path:
    """An export of so many rows without a name."""
    path = folder / f"{count}.csv"
    rows = [CONNECTIONS.splitlines()[3], *[",,,,Hooli,Engineer,08 Jul 2022"] * count, ""]
    path.write_text("\n".join(rows), encoding="utf-8")
    return path


def no_batch(desk: Desk) -> bool:
    with desk.database.read() as connection:
        return batches.latest(connection, 10) == [] and batches.staged(connection) == []


def scratch(desk: Desk) -> tuple[set[frozenset[int]], set[frozenset[int]]]:
    with desk.database.read() as connection:
        return linking.from_scratch(connection)


def present(desk: Desk) -> tuple[set[frozenset[int]], set[frozenset[int]]]:
    with desk.database.read() as connection:
        contacts = {frozenset(held) for held in links.everyone(connection).values()}
        doubts = {frozenset((d["left_id"], d["right_id"])) for d in links.all_doubts(connection)}
    return contacts, doubts
