"""A look inside: large files in their own time, each in the encoding that was found or named, whatever interrupts."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest_desk import exported, without_ids

from legwork.desk import importing, job_rows, leaving_out, looking, naming_columns, viewing
from legwork.desk.importing import Interrupted
from legwork.desk.opening import Desk, locked
from legwork.desk.progressing import Step
from legwork.desk.reading import Given
from legwork.errors import Conflict, NotFound
from legwork.jobs import Jobs
from legwork.store import batches, preferences
from legwork_importers.table import OURS

HEADER = "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
CYRILLIC = HEADER + "Анна,Соколова,,anna@sokolova.example,Глобекс,Аналитик,12 Mar 2019\n"
TABLE = "Wer,Post\nÖrs Kun,ors@kun.example\n,\n"


def bring(desk: Desk, data: bytes, name: str = "Connections.csv", *, look: bool = True) -> str:
    return importing.receive(desk, [(name, io.BytesIO(data))], look=look)


def rows(count: int) -> bytes:
    people = (f"Ana{n},Souza,,ana{n}@initech.example,Initech,Analyst,12 Apr 2021\n" for n in range(count))
    return (HEADER + "".join(people)).encode()


@pytest.fixture
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """No file is small enough to be looked into while the browser waits; every step is written down."""
    monkeypatch.setattr(looking, "AT_ONCE", 0)
    monkeypatch.setattr(job_rows, "TELL_EVERY", 0.0)


def first(desk: Desk, job: str) -> dict[str, object]:
    report = importing.job(desk, job).report
    assert report is not None
    found: dict[str, object] = report["files"][0]
    return found


def test_large_files_are_looked_into_by_the_thread_that_imports(desk: Desk, patient: None) -> None:
    job = bring(desk, rows(600))
    assert importing.job(desk, job).state == "received"
    Jobs(desk).look(0.0)
    present = importing.job(desk, job)
    assert present.state == "preview"
    assert (present.progress["rows"], present.progress["bytes"]) == (600, len(rows(600)))
    assert first(desk, job)["new"] == 600
    with desk.database.read() as connection:
        assert batches.latest(connection, 5) == batches.staged(connection) == []


def test_a_look_that_the_end_of_the_desk_interrupted_is_taken_up(desk: Desk, patient: None) -> None:
    job = bring(desk, rows(1_000))
    asked = iter(range(100))
    with pytest.raises(Interrupted):
        importing.look_inside(desk, job, stopped=lambda: next(asked) >= 5)
    before = importing.job(desk, job)
    assert before.state == "received"
    assert before.progress["rows"] > 0
    importing.begun_again(desk)
    stood = importing.job(desk, job).progress
    assert (stood["done"], stood["stopped_at"]) == (0, before.progress)
    Jobs(desk).look(0.0)
    assert importing.job(desk, job).state == "preview"


def test_an_import_that_was_killed_says_where_it_stood_and_begins_again(desk: Desk, patient: None) -> None:
    job = bring(desk, rows(1_000), look=False)
    importing.start(desk, job)
    asked = iter(range(100))
    with pytest.raises(Interrupted):
        importing.work(desk, job, stopped=lambda: next(asked) >= 12)
    before = importing.job(desk, job).progress
    importing.begun_again(desk)
    present = importing.job(desk, job)
    assert (present.state, present.progress["stopped_at"]) == ("waiting", before)
    Jobs(desk).look(0.0)
    done = importing.job(desk, job)
    assert done.state == "done"
    assert first(desk, job)["new"] == 1_000


def test_two_do_not_look_into_one_job(desk: Desk, patient: None) -> None:
    job = bring(desk, rows(3))
    with locked(desk.uploads / job / "look.lock", Conflict("held")):
        importing.look_inside(desk, job)
        assert importing.job(desk, job).state == "received"
    importing.look_inside(desk, job)
    assert importing.job(desk, job).state == "preview"
    importing.look_inside(desk, job)
    assert importing.job(desk, job).state == "preview"


@pytest.mark.parametrize(("act", "state"), [(importing.start, "waiting"), (importing.cancel, "cancelled")])
def test_who_starts_or_leaves_it_ends_the_look(
    desk: Desk, patient: None, monkeypatch: pytest.MonkeyPatch, act: Callable[[Desk, str], None], state: str
) -> None:
    job = bring(desk, rows(600))
    real = job_rows.teller

    def interfering(*given: object) -> Callable[[Step], None]:
        tell = real(*given)  # type: ignore[arg-type]  # handed on

        def say(step: Step) -> None:
            tell(step)
            if step.rows and importing.job(desk, job).state == "received":
                act(desk, job)

        return say

    monkeypatch.setattr(looking, "teller", interfering)
    importing.look_inside(desk, job)
    present = importing.job(desk, job)
    assert (present.state, present.report) == (state, None)


def test_leaving_it_forgets_what_the_look_showed(desk: Desk) -> None:
    job = bring(desk, rows(3))
    assert first(desk, job)["examples"]
    importing.cancel(desk, job)
    assert importing.job(desk, job).report is None
    assert not list(desk.uploads.iterdir())


def test_the_text_is_shown_as_it_was_decoded_and_read_anew_as_the_user_says(desk: Desk) -> None:
    job = bring(desk, CYRILLIC.encode("cp1251"))
    importing.look_anew(desk, job, encodings={"Connections.csv": "cp1252"})
    wrong = first(desk, job)
    assert wrong["text"] == {
        "encoding": "cp1252",
        "why": "as you said",
        "said": "cp1252",
        "lines": [[1, HEADER.strip()], [2, CYRILLIC.splitlines()[1].encode("cp1251").decode("cp1252")]],
    }
    importing.look_anew(desk, job, encodings={"Connections.csv": "cp1251"})
    right = first(desk, job)
    assert right["examples"] == [
        {
            "name": "Анна Соколова",
            "title": "Аналитик",
            "company": "Глобекс",
            "email": "anna@sokolova.example",
            "phone": "",
            "profile": "",
        }
    ]
    importing.start(desk, job)
    importing.work(desk, job)
    names = [file["file"] for file in (importing.job(desk, job).report or {})["files"]]
    assert names == ["Connections.csv"]
    with pytest.raises(Conflict, match=r"begun|no longer here"):
        importing.look_anew(desk, job, encodings={"Connections.csv": "cp1252"})


def test_a_wrong_encoding_leaves_the_files_and_the_choice(desk: Desk) -> None:
    job = bring(desk, CYRILLIC.encode())
    importing.look_anew(desk, job, encodings={"Connections.csv": "utf-16-le"})
    present = importing.job(desk, job)
    assert present.state == "preview"
    assert (present.report or {})["files"] == []
    assert (present.report or {})["not_used"][0]["text"]["said"] == "utf-16-le"
    importing.look_anew(desk, job, encodings={"Connections.csv": ""})
    text = first(desk, job)["text"]
    assert isinstance(text, dict)
    assert (text["encoding"], text["said"]) == ("utf-8", "")


def test_a_text_that_may_be_decoded_wrongly_waits_for_the_users_word(desk: Desk) -> None:
    job = bring(desk, "Grüße aus Köln\nund Umgebung\n".encode("cp1252"), "letter.txt")
    present = importing.job(desk, job)
    assert present.state == "preview"
    (left,) = (present.report or {})["not_used"]
    assert (left["why"], left["text"]["encoding"]) == ("text that is no contacts file Legwork knows", "cp1252")


def test_columns_named_for_an_import_that_is_left_are_not_kept(desk: Desk) -> None:
    def saved() -> dict[str, tuple[str, ...]]:
        with desk.database.read() as connection:
            return dict(preferences.named_columns(connection))

    job = bring(desk, TABLE.encode(), "t.csv")
    header = (importing.job(desk, job).report or {})["not_used"][0]["table"]
    naming_columns.name(desk, job, header, ["name", "email"])
    assert naming_columns.table(desk, job, header).places == ("name", "email")
    assert saved() == {}
    importing.start(desk, job)
    importing.work(desk, job)
    assert saved() == {header: ("name", "email")}


def test_what_map_said_is_not_kept_of_an_import_that_was_stopped(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text(TABLE, encoding="utf-8")

    def stop(step: Step) -> None:
        if step.stage == "linking" or step.rows:
            raise Conflict("Stopped.")

    with pytest.raises(Conflict, match="Stopped"):
        importing.run(desk, [path], kind="generic", told=[("name", "Wer")], progress=stop)
    with desk.database.read() as connection:
        assert preferences.named_columns(connection) == {}
    importing.run(desk, [path], kind="generic", told=[("name", "Wer")])
    with desk.database.read() as connection:
        assert list(preferences.named_columns(connection).values()) == [("name", "")]


def test_rows_left_out_go_out_in_their_own_columns(desk: Desk, tmp_path: Path) -> None:
    data = (HEADER + ",,,,=Hooli,Engineer,08 Jul 2022\nAna,Souza,,,Globex,,\n").encode()
    cards = b"BEGIN:VCARD\nFN:Ada\n"
    job = importing.receive(desk, [("Connections.csv", io.BytesIO(data)), ("book.vcf", io.BytesIO(cards))])
    expected = [
        [*HEADER.strip().split(","), OURS[0]],
        ["", "", "", "", "'=Hooli", "Engineer", "08 Jul 2022", "refused: no name, no address, no profile"],
    ]
    of_cards = [[*OURS], ["refused: card without END", "BEGIN:VCARD\nFN:Ada"]]
    looked = leaving_out.of_look(desk, job, 0)
    assert (looked.file, looked.count, list(looked.lines())) == ("Connections.csv", 1, expected)
    assert list(leaving_out.of_look(desk, job, 1).lines()) == of_cards
    importing.start(desk, job)
    importing.work(desk, job)
    done = importing.job(desk, job)
    report = done.report or {}
    assert list(leaving_out.of_report(desk, report, 0).lines()) == expected
    for place in (-1, 2):
        with pytest.raises(NotFound):
            leaving_out.of_report(desk, report, place)
    found = leaving_out.of_batch(desk, None)
    assert [left.file for left in found] == ["Connections.csv", "book.vcf"]
    assert [list(left.lines()) for left in found] == [expected, of_cards]
    assert [left.count for left in leaving_out.of_batch(desk, done.batch_id)] == [1, 1]
    with pytest.raises(NotFound):
        leaving_out.of_batch(desk, "b_none")


def test_left_out_rows_are_read_in_pieces(desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(leaving_out, "ROWS_AT_ONCE", 20)
    path = tmp_path / "c.csv"
    path.write_text(HEADER + "".join(f",,,,Hooli,Role {n},\n" for n in range(40)), encoding="utf-8")
    importing.run(desk, [path])
    (left,) = leaving_out.of_batch(desk, None)
    assert [row[5] for row in list(left.lines())[1:]] == [f"Role {n}" for n in range(40)]


def test_an_inbox_and_what_was_sent_kept_apart_tell_both_ways_together(desk: Desk, tmp_path: Path) -> None:
    me, ana = "Me <me@own.example>", "Ana Souza <ana@globex.example>"
    head = "From - Mon Mar 04 11:20:34 2024\nDate: {day} Mar 2024 10:00:00 +0000\nMessage-ID: <{id}@x.example>\n"

    def message(number: int, sender: str, to: str, more: str = "") -> str:
        return head.format(day=number, id=number) + f"From: {sender}\nTo: {to}\nSubject: Hello\n{more}\nHi\n\n"

    inbox = message(1, ana, me, "Delivered-To: me@own.example\n") + message(
        3, "Bo Li <bo@x.example>", me, "Delivered-To: me@own.example\n"
    )
    sent = message(2, me, ana) + message(4, me, ana) + message(5, me, "Cy Ek <cy@ek.example>")
    (tmp_path / "Inbox.mbox").write_text(inbox)
    (tmp_path / "Sent.mbox").write_text(sent)
    report = importing.run(desk, [tmp_path / "Inbox.mbox", tmp_path / "Sent.mbox"])
    assert [(file["new"], file["updated"]) for file in report["files"]] == [(2, 0), (1, 1)]
    assert {contact["name"] for contact in without_ids(exported(desk))["contacts"]} == {"Ana Souza", "Bo Li", "Cy Ek"}
    (ana,) = viewing.contacts(desk, "ana")
    exchange = viewing.contact(desk, ana.id).merged["exchange"]
    assert {name: exchange[name] for name in ("first", "last", "sent", "received")} == {
        "first": "2024-03-01",
        "last": "2024-03-04",
        "sent": 2,
        "received": 1,
    }


def test_what_was_said_of_files_is_for_those_alone() -> None:
    given = Given([], encoding="cp1250", encodings={"a.csv": "cp1251", "b.csv": ""})
    assert [given.encoding_of(name) for name in ("a.csv", "b.csv", "c.csv")] == ["cp1251", "cp1250", "cp1250"]
    assert Given([]).encoding_of("a.csv") == ""
