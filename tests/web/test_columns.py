"""A table nobody knows: its columns are named on a page without scripts, once for every file with that header."""

from __future__ import annotations

import io
import re
from collections.abc import Callable

import pytest

from legwork.desk import importing
from legwork.desk.opening import Desk
from legwork_importers.places import PLACES
from web.forms_of import forms_of
from web.sitting import Sitting, words

TABLE = "Wer;Betrieb;Post;Farbe\nÖrs Kun;Kun AG;ors@kun.example;rot\nBea Lind;;bea@lind.example;\n;;;blau\n"


def bring(sitting: Sitting, **files: str) -> str:
    sitting.get("/imports")
    sent = [(io.BytesIO(text.encode()), f"{name}.csv") for name, text in files.items()]
    return str(sitting.post("/imports", files=sent, content_type="multipart/form-data").location)


def columns_page(page: str) -> str:
    found = re.search(r'href="(/imports/j_[^"]+/columns/[0-9a-f]{32})"', page)
    assert found
    return found[1]


def chosen(page: str) -> list[str]:
    selects = re.findall(r"<select.*?</select>", page, re.DOTALL)
    return ["".join(re.findall(r'<option value="([^"]*)" selected>', select)) for select in selects]


def test_an_unknown_table_can_be_named_and_comes_in(
    sitting: Sitting, desk: Desk, work_jobs: Callable[[], None]
) -> None:
    job = bring(sitting, book=TABLE)
    page = sitting.get(job)
    assert "A table Legwork does not know" in words(page)
    assert "New 0" not in words(page)
    assert f'action="{job}/start"' not in page
    path = columns_page(page)
    asked = sitting.get(path)
    assert chosen(asked) == ["name", "", "email", ""]
    text = words(asked)
    assert "What are the columns of book.csv ?" in text
    assert "Wer Örs Kun Bea Lind – empty" in text
    assert "Farbe rot – empty blau" in text
    page = sitting.follow(path, **{"column-1": "name", "column-2": "company", "column-3": "email", "column-4": ""})
    assert "columns: name = Wer, company = Betrieb, email = Post" in words(page)
    assert "Legwork does not know" not in words(page)
    assert columns_page(page) == path
    assert chosen(sitting.get(path)) == ["name", "company", "email", ""]
    sitting.post(f"{job}/start")
    work_jobs()
    assert "Örs Kun" in words(sitting.get("/contacts"))
    assert path not in sitting.get(job)
    assert "bring them again" in words(sitting.get(path, code=409))


def test_the_same_columns_need_no_word_the_next_time(sitting: Sitting, work_jobs: Callable[[], None]) -> None:
    path = columns_page(sitting.get(bring(sitting, one=TABLE, two=TABLE.replace("Kun", "Kin"))))
    assert "The same columns stand in 1 more of these files." in words(sitting.get(path))
    sitting.post(path, **{"column-1": "name", "column-3": "email"})
    page = sitting.get(bring(sitting, left="Wer;Betrieb;Post;Farbe\nCy Ek;Ek;cy@ek.example;\n"))
    assert "A table Legwork does not know" in words(page), "what was said for an import that was left is not kept"
    sitting.post(f"{path.partition('/columns')[0]}/start")
    work_jobs()
    page = sitting.get(bring(sitting, three="WER;betrieb;post;farbe\nCy Ek;Ek;cy@ek.example;\n"))
    assert "A table of your own: columns: name = WER, email = post" in words(page)
    assert "Cy Ek" in words(page)


def test_the_form_as_it_stands_is_the_guess(sitting: Sitting) -> None:
    path = columns_page(sitting.get(bring(sitting, book=TABLE)))
    (form,) = [form for form in forms_of(sitting.get(path)) if form.action == path]
    fields = {name: value for name, value in form.fields.items() if name.startswith("column-")}
    assert "columns: name = Wer, email = Post" in words(sitting.follow(path, **fields))


@pytest.mark.parametrize(
    ("places", "reason"),
    [
        (("given", "given", "email", ""), "Two columns are said to be given, which a person has once."),
        (("company", "", "", ""), "No column says who it is"),
        (("nonsense", "", "email", ""), "These are not the columns of this table."),
    ],
)
def test_what_does_not_fit_is_said_on_the_page(sitting: Sitting, places: tuple[str, ...], reason: str) -> None:
    job = bring(sitting, book=TABLE)
    path = columns_page(sitting.get(job))
    sent = {f"column-{number}": place for number, place in enumerate(places, 1)}
    answer = sitting.post(path, code=200, **sent)
    assert reason in words(answer.text)
    assert chosen(answer.text) == [place if place in PLACES else "" for place in places]
    assert "A table Legwork does not know" in words(sitting.get(job))


def test_columns_of_an_import_that_goes_on_cannot_change(
    sitting: Sitting, desk: Desk, work_jobs: Callable[[], None]
) -> None:
    job = bring(sitting, book=TABLE)
    path = columns_page(sitting.get(job))
    sitting.post(path, **{"column-1": "name"})
    importing.start(desk, job.rpartition("/")[2])
    assert "has begun" in words(sitting.post(path, code=409, **{"column-1": "nickname"}).text)
    work_jobs()


def test_only_a_table_of_this_import_has_a_page(sitting: Sitting) -> None:
    job = bring(sitting, book=TABLE, other="%PDF-1.7\n")
    sitting.get(f"{job}/columns/{'0' * 32}", code=404)
    sitting.get(f"/imports/j_{'0' * 26}/columns/{'0' * 32}", code=404)


def test_a_started_import_of_nothing_but_an_unknown_table_says_the_way_in(
    sitting: Sitting, desk: Desk, work_jobs: Callable[[], None]
) -> None:
    job = bring(sitting, book=TABLE)
    importing.start(desk, job.rpartition("/")[2])
    work_jobs()
    text = words(sitting.get(job))
    assert "A table whose header is not known: Wer, Betrieb, Post, Farbe; its columns can be named" in text
