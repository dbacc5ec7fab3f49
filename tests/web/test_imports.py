"""Files go in through the page: looked at first, counted to the last row, and out again whole."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from legwork_importers import captures
from web.sitting import Sitting, words


def drop(sitting: Sitting, exports: Path) -> str:
    """Drops the exports on the page; the address of the job."""
    sitting.get("/imports")
    files = [(io.BytesIO(path.read_bytes()), path.name) for path in sorted(exports.iterdir())]
    return str(sitting.post("/imports", files=files, content_type="multipart/form-data").location)


def test_a_look_inside_stores_nothing(sitting: Sitting, exports: Path) -> None:
    page = sitting.get(drop(sitting, exports))
    text = words(page)
    assert "Nothing is stored yet." in text
    assert "LinkedIn connections" in text
    assert "no name, no address" in text or "no name" in text
    assert "Ad_Targeting.csv" in text
    assert "Kofi Mensah" in text
    assert "No contacts yet." in words(sitting.get("/contacts"))


def test_the_sum_of_every_file_closes(sitting: Sitting, exports: Path, work_jobs: Callable[[], None]) -> None:
    job = drop(sitting, exports)
    sitting.post(f"{job}/start")
    assert sitting.client.get(f"{job}/progress", base_url="http://127.0.0.1:8765").get_json()["over"] is False
    work_jobs()
    progress = sitting.client.get(f"{job}/progress", base_url="http://127.0.0.1:8765").get_json()
    assert progress["over"] is True
    page = sitting.get(job)
    table = re.findall(r"<tbody>(.*?)</tbody>", page, re.DOTALL)[0]
    for row in re.findall(r"<tr>(.*?)</tr>", table, re.DOTALL):
        read, *rest = [int(cell.replace(",", "")) for cell in re.findall(r'<td class="number">([\d,]+)', row)]
        assert read == sum(rest)
    assert "Kofi Mensah" in words(sitting.get("/contacts"))


def test_rows_left_out_are_kept_word_for_word(sitting: Sitting, exports: Path, work_jobs: Callable[[], None]) -> None:
    job = drop(sitting, exports)
    looked = sitting.client.get(f"{job}/rows", base_url="http://127.0.0.1:8765")
    assert [row["outcome"] for row in csv.DictReader(io.StringIO(looked.text))] == ["refused"]
    sitting.post(f"{job}/start")
    work_jobs()
    answer = sitting.client.get(f"{job}/rows", base_url="http://127.0.0.1:8765")
    assert answer.headers["Content-Disposition"].startswith("attachment")
    rows = list(csv.DictReader(io.StringIO(answer.text)))
    assert [row["outcome"] for row in rows] == ["refused"]
    assert "Nobody Ltd" in rows[0]["text"]


def test_an_import_is_undone_after_saying_what_was_touched(
    sitting: Sitting, exports: Path, work_jobs: Callable[[], None]
) -> None:
    job = drop(sitting, exports)
    sitting.post(f"{job}/start")
    work_jobs()
    kofi = re.search(r'class="who" href="(/contacts/c_\d+)"', sitting.get("/contacts?q=kofi"))
    assert kofi
    sitting.follow(f"{kofi[1]}/note", text="Met twice.")
    page = sitting.get(f"{job}?undo=1")
    assert "Undo this import?" in words(page)
    assert "Kofi Mensah" in words(page)
    batch = re.search(r'name="event" value="(b_[^"]+)"', page)
    assert batch
    assert "They stay, as this import knows them, with what you did." in words(page)
    page = sitting.follow("/undo", event=batch[1], back=job)
    assert "This import was undone, but for the people you did something with since." in words(page)
    assert "What stayed You wrote a note about Kofi Mensah." in words(page)
    found = words(sitting.get("/contacts"))
    assert "Lena Ortiz" not in found
    assert "Kofi Mensah" in found
    sitting.follow("/undo", event=batch[1], back=job)
    assert "Lena Ortiz" in words(sitting.get("/contacts"))


def test_leaving_it_leaves_nothing(sitting: Sitting, exports: Path) -> None:
    job = drop(sitting, exports)
    assert "Nothing of it was stored" in words(sitting.follow(f"{job}/cancel"))
    assert "No contacts yet." in words(sitting.get("/contacts"))


def test_no_stored_instant_breaks_a_page(
    sitting: Sitting, work_jobs: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(captures, "_FIRST_YEAR", "0001")  # as an earlier version stored them
    monkeypatch.setattr(captures, "_LAST_YEAR", "9999")
    saved = [
        json.dumps({"url": f"https://x.example/{at}", "captured_at": at, "fields": {"name": f"Saved {at[:4]}"}})
        for at in ("9999-12-31T23:59:59Z", "0001-01-01T00:00:00Z")
    ]
    cards = [f"BEGIN:VCARD\nFN:Card {rev[:4]}\nREV:{rev}\nBDAY:{rev[:10]}\nEND:VCARD" for rev in ("99991231T235959Z",)]
    sitting.get("/imports")
    files = [(io.BytesIO("\n".join(saved).encode()), "a.jsonl"), (io.BytesIO("\n".join(cards).encode()), "b.vcf")]
    job = str(sitting.post("/imports", files=files, content_type="multipart/form-data").location)
    sitting.post(f"{job}/start")
    work_jobs()
    page = sitting.get("/contacts")
    for name in ("Saved 9999", "Saved 0001", "Card 9999"):
        assert name in words(page)
    for path in ("/inbox", "/", "/history", job, *re.findall(r'class="who" href="(/contacts/c_\d+)"', page)):
        sitting.get(path)


def test_no_file_is_asked_for_again(sitting: Sitting) -> None:
    sitting.get("/imports")
    sitting.post("/imports", 422, files=[], content_type="multipart/form-data")


@pytest.mark.parametrize("name", ["../../x.csv", "..\\x", "CON", "a" * 4000, "\u202egpj.csv"])
def test_a_file_nobody_can_read_says_why(sitting: Sitting, name: str) -> None:
    sitting.get("/imports")
    files = [(io.BytesIO(b"\xff\xd8\xff\xe0 no people"), name)]
    page = sitting.follow("/imports", files=files, content_type="multipart/form-data")
    assert "picture (JPEG)." in words(page)
    assert "Traceback" not in page
