"""An import as its page tells it: how far it is, how its text was read, what came of rows that were left out."""

from __future__ import annotations

import csv
import html
import io
import re
from collections.abc import Callable

import pytest

from legwork.desk import importing, job_rows, looking
from legwork.desk.opening import Desk
from legwork.jobs import Jobs
from legwork_importers.table import OURS
from web.sitting import HERE, Sitting, words

HEADER = "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
CYRILLIC = f"{HEADER}Анна,Соколова,,anna@sokolova.example,Глобекс,Аналитик,12 Mar 2019\n"


def bring(sitting: Sitting, *files: tuple[str, bytes]) -> str:
    sitting.get("/imports")
    sent = [(io.BytesIO(data), name) for name, data in files]
    return str(sitting.post("/imports", files=sent, content_type="multipart/form-data").location)


def rows_of(sitting: Sitting, path: str) -> list[list[str]]:
    answer = sitting.client.get(path, base_url=HERE)
    assert answer.status_code == 200
    assert answer.headers["Content-Disposition"].startswith("attachment")
    return list(csv.reader(io.StringIO(answer.text)))


def test_the_text_is_shown_and_read_anew_in_the_encoding_chosen(
    sitting: Sitting, work_jobs: Callable[[], None]
) -> None:
    job = bring(sitting, ("Connections.csv", CYRILLIC.encode("cp1251")), ("second.csv", CYRILLIC.encode()))
    sitting.post(f"{job}/encoding", file="Connections.csv", encoding="cp1252")
    page = sitting.get(job)
    assert "The text, read as Western European (Windows-1252): as you said" in words(page)
    assert CYRILLIC.splitlines()[1].encode("cp1251").decode("cp1252") in html.unescape(page)
    assert re.search(r'<option value="cp1252" selected>', page)
    page = sitting.follow(f"{job}/encoding", file="Connections.csv", encoding="cp1251")
    assert "The text, read as Cyrillic (Windows-1251): as you said" in words(page)
    assert "Анна Соколова Аналитик Глобекс anna@sokolova.example" in words(page)
    sitting.post(f"{job}/start")
    work_jobs()
    assert "Анна Соколова" in words(sitting.get("/contacts"))
    sitting.post(f"{job}/encoding", 409, file="Connections.csv", encoding="cp1252")


def test_an_encoding_in_which_nothing_can_be_read_can_be_changed_back(sitting: Sitting) -> None:
    job = bring(sitting, ("Connections.csv", CYRILLIC.encode()))
    page = sitting.follow(f"{job}/encoding", file="Connections.csv", encoding="utf-16-be")
    assert f'action="{job}/start"' not in page
    assert "Files not used" in words(page)
    page = sitting.follow(f"{job}/encoding", file="Connections.csv", encoding="")
    assert f'action="{job}/start"' in page
    assert "The text, read as UTF-8: every byte of it is right in that encoding" in words(page)


def test_only_an_encoding_of_the_list_is_taken(sitting: Sitting) -> None:
    job = bring(sitting, ("Connections.csv", CYRILLIC.encode()))
    sitting.post(f"{job}/encoding", 422, file="Connections.csv", encoding="rot13")


def test_rows_left_out_of_each_file_stand_in_its_own_columns(sitting: Sitting, work_jobs: Callable[[], None]) -> None:
    torn = (HEADER + ',,,,=Hooli,Engineer,08 Jul 2022\nAna,Souza,,,Globex,,\nBo,"Li,,,,,\n').encode()
    job = bring(sitting, ("Connections.csv", torn), ("google.csv", b"First Name,Last Name,Labels,E-mail 1 - Value\n"))
    expected = [
        [*HEADER.strip().split(","), *OURS],
        ["", "", "", "", "'=Hooli", "Engineer", "08 Jul 2022", "refused: no name, no address, no profile", ""],
        [*[""] * 7, "refused: a quotation mark is never closed", 'Bo,"Li,,,,,'],
    ]
    place = re.search(rf'href="({job}/rows/\d+)"', sitting.get(job))
    assert place
    looked = rows_of(sitting, place[1])
    assert looked == expected
    whole = rows_of(sitting, f"{job}/rows")
    assert whole[0] == ["file", "row", "outcome", "reason", "text"]
    assert whole[1] == [
        "Connections.csv", "1", "refused", "no name, no address, no profile", ",,,,=Hooli,Engineer,08 Jul 2022",
    ]  # fmt: skip
    sitting.post(f"{job}/start")
    work_jobs()
    assert rows_of(sitting, place[1]) == looked
    assert rows_of(sitting, f"{job}/rows") == whole
    sitting.get(f"{job}/rows/7", 404)
    mended = "\n".join(",".join(row) for row in [looked[0], ["Ada", "Ng", *looked[1][2:7], "refused", ""]])
    again = bring(sitting, ("left-out-rows.csv", f"{mended}\n".encode()))
    assert "Ada Ng Engineer =Hooli" in words(sitting.get(again))


def test_a_file_all_of_which_came_in_has_nothing_to_download(sitting: Sitting) -> None:
    job = bring(sitting, ("Connections.csv", CYRILLIC.encode()))
    assert f"{job}/rows" not in sitting.get(job)
    sitting.get(f"{job}/rows/0", 404)


def test_a_large_look_has_a_page_that_moves_and_can_be_left(
    sitting: Sitting, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(looking, "AT_ONCE", 0)
    job = bring(sitting, ("Connections.csv", CYRILLIC.encode()))
    page = sitting.get(job)
    assert "The files are here; Legwork looks inside." in words(page)
    assert '<noscript><meta http-equiv="refresh" content="2"></noscript>' in page
    progress = sitting.client.get(f"{job}/progress", base_url=HERE).get_json()
    assert progress == {"share": None, "said": "Reading …", "over": False}
    Jobs(desk).look(0.0)
    assert "This is a look inside." in words(sitting.get(job))
    second = bring(sitting, ("Connections.csv", CYRILLIC.encode()))
    sitting.post(f"{second}/cancel")
    Jobs(desk).look(0.0)
    page = sitting.get(second)
    assert "Left as it was. Nothing of it was stored." in words(page)
    assert "Соколова" not in page


def test_what_was_interrupted_says_so(sitting: Sitting, desk: Desk) -> None:
    job = bring(sitting, ("Connections.csv", CYRILLIC.encode()))
    name = job.rpartition("/")[2]
    importing.start(desk, name)
    job_rows.change(desk, name, state="running", progress={"stage": "linking", "done": 3, "total": 9, "rows": 1})
    importing.begun_again(desk)
    page = words(sitting.get(job))
    assert "Legwork was closed in the middle of this (Finding who is who: 3 of 9 pairs)." in page
    assert "It begins again by itself." in page
    Jobs(desk).look(0.0)
    assert "Who came" in words(sitting.get(job))


def test_the_files_of_a_folder_are_called_by_their_place_in_it(sitting: Sitting) -> None:
    mail = b"From: Ana <ana@x.example>\nTo: me@own.example\nDelivered-To: me@own.example\nMessage-ID: <%d@x>\n\nHi\n"
    job = bring(
        sitting,
        ("Brought/Connections.csv", CYRILLIC.encode()),
        ("Brought/Mail/Inbox/cur/1.x:2,S", mail % 1),
        ("Brought/Mail/Inbox/cur/2.x:2,S", mail % 2),
        ("Brought/deeper/photo.jpg", b"\xff\xd8\xff"),
    )
    page = words(sitting.get(job))
    for name in ("From Connections.csv", "Mail/Inbox A mailbox: a folder of messages", "deeper/photo.jpg a picture"):
        assert name in page
