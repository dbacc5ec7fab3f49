"""The page of an import and of a contact, where two exports were compared."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable

import pytest

from web.sitting import Sitting, words

HEADER = "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"


def row(number: int, company: str = "Globex") -> str:
    day = f"{1 + number % 28:02} Mar {2019 + number // 28}"
    return f"Given{number},Family{number},https://www.linkedin.com/in/p-{number},,{company},Analyst,{day}\n"


OLD = HEADER + "".join(row(number) for number in reversed(range(8)))
NEW = HEADER + "".join(
    row(number, "Initech" if number == 3 else "Globex") for number in reversed(range(130)) if number != 5
)


def archive(day: tuple[int, int, int], text: str) -> tuple[io.BytesIO, str]:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as made:
        made.writestr(zipfile.ZipInfo("Connections.csv", (*day, 10, 0, 0)), text)
    packed.seek(0)
    return packed, "export.zip"


@pytest.fixture
def compared(sitting: Sitting, work_jobs: Callable[[], None]) -> str:
    """The address of the newer import's page."""
    job = ""
    for day, text in (((2026, 3, 3), OLD), ((2026, 11, 20), NEW)):
        sitting.get("/imports")
        files = [archive(day, text)]
        job = str(sitting.post("/imports", files=files, content_type="multipart/form-data").location)
        sitting.post(f"{job}/start")
        work_jobs()
    return job


def test_the_report_lists_who_moved_came_and_went_with_links_to_them(sitting: Sitting, compared: str) -> None:
    page = sitting.get(compared)
    said = words(page)
    assert "1 person changed jobs" in said
    assert "from Analyst, Globex to Analyst, Initech between 3 March and 20 November 2026" in said
    assert "122 new connections" in said
    assert "1 is no longer connected" in said
    gone = re.search(r'href="(/contacts/c_\d+)"><bdi>Given5 Family5', page)
    assert gone
    contact = words(sitting.get(gone[1]))
    sentence = "No longer among your LinkedIn connections: that ended between 3 March and 20 November 2026."
    assert contact.count(sentence) == 2
    assert "Was connected since 6 Mar 2019" in contact


def test_a_long_list_is_shown_whole_when_asked_for(sitting: Sitting, compared: str) -> None:
    page = sitting.get(compared)
    assert page.count('class="who"') == 102
    assert "Show the other 22" in words(page)
    whole = sitting.get(f"{compared}?everyone=1")
    assert whole.count('class="who"') == 124
    assert "Show the other" not in whole


def test_an_undone_import_tells_nothing(sitting: Sitting, compared: str) -> None:
    batch = re.search(r'name="event" value="(b_[^"]+)"', sitting.get(f"{compared}?undo=1"))
    assert batch
    page = sitting.follow("/undo", event=batch[1], back=compared)
    assert "This import was undone" in words(page)
    assert "Since the export before" not in page


@pytest.mark.usefixtures("compared")
def test_who_is_still_connected_is_called_so(sitting: Sitting) -> None:
    link = re.search(r'class="who" href="(/contacts/c_\d+)"', sitting.get("/contacts?q=given3"))
    assert link
    said = words(sitting.get(link[1]))
    assert "Connected since 4 Mar 2019" in said
    assert "No longer" not in said
