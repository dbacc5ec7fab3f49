"""A job and its report in words."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from legwork.desk import showing
from legwork.desk.importing import Job
from legwork.web import reports, wording
from legwork_importers import decoding

FILE: dict[str, Any] = {
    "file": "Connections.csv",
    "kind": "linkedin.connections",
    "why": "its header",
    "read": 3,
    "new": 1,
    "updated": 0,
    "unchanged": 1,
    "skipped": 0,
    "refused": 1,
    "rows": [{"locator": "3", "outcome": "refused", "reason": "no name"}],
}
REPORT: dict[str, Any] = {
    "files": [FILE, {**FILE, "file": "other.csv", "kind": "new.kind", "rows": [], "read": 1, "refused": 0}],
    "contacts": {"created": 1, "joined": 0, "doubtful": 2, "job_changes": 0},
    "not_used": [{"file": "x.jpg", "why": "a picture"}],
}
JOB = Job("j_1", "done", "2026-11-24T08:00:00Z", {}, REPORT, "b_1", ("in/Connections.csv", "other.csv"), "")


def test_a_finished_job_says_what_came() -> None:
    page = reports.job_page(JOB)
    assert (page["title"], page["moving"]) == ("Connections.csv and one other", False)
    assert page["said"] == "4 rows read: 1 new contact, 2 perhaps someone known."
    assert reports.job_line(JOB)["at"] == "2026-11-24T08:00:00Z"
    nothing = replace(JOB, report={**REPORT, "files": [], "contacts": {}})
    assert reports.job_page(nothing)["said"] == "0 rows read: nothing new."


def test_the_columns_add_up() -> None:
    page = reports.report_page(JOB)
    assert page is not None
    assert page["total"] == [4, 2, 0, 2, 0, 1]
    assert [file["kind_words"] for file in page["files"]] == ["LinkedIn connections", "new.kind"]
    assert page["rows"] == [{"file": "Connections.csv", "locator": "3", "outcome": "refused", "reason": "no name"}]
    assert page["usable"]


def test_a_long_list_of_rows_is_cut_on_the_page_only() -> None:
    rows = [{"locator": str(n), "outcome": "refused", "reason": "no name", "raw": "x"} for n in range(500)]
    job = replace(JOB, report={"files": [{**FILE, "rows": rows, "refused": 500}]})
    page = reports.report_page(job)
    assert page is not None
    assert (len(page["rows"]), page["rows_total"], page["rows_more"]) == (reports.SHOWN_ROWS, 500, True)
    assert len(reports.left_out(job.report or {})) == 500


def test_a_preview_shows_only_columns_that_hold_something() -> None:
    file = {**FILE, "examples": [{"name": "Ana", "title": "", "company": "Initech", "email": ""}]}
    page = reports.report_page(replace(JOB, state="preview", report={"files": [file]}))
    assert page is not None
    assert page["files"][0]["columns"] == ["Name", "Employer"]
    assert page["files"][0]["examples"] == [["Ana", "Initech"]]


def test_progress_is_said_with_and_without_an_end_in_sight() -> None:
    def page(**progress: Any) -> tuple[Any, str]:
        shown = reports.job_page(replace(JOB, state="running", report=None, progress=progress))
        assert shown["moving"]
        return shown["share"], shown["progress_words"]

    linking = page(stage="linking", done=480, total=1200, seconds_left=42)
    assert linking == (0.4, "Step 3 of 3. Finding who is who: 480 of 1,200 pairs, about 40 seconds left in this step.")
    reading = page(stage="reading", done=3_100_000, total=4_000_000, rows=12_500, seconds_left=None)
    assert reading == (0.775, "Step 1 of 3. Reading: 12,500 rows, 3.1 of 4.0 MB.")
    assert page(stage="reading", done=0, total=0, rows=480) == (None, "Step 1 of 3. Reading: 480 rows.")
    assert page(stage="reading", done=0, total=0) == (None, "Step 1 of 3. Reading …")
    assert page() == (None, "Working …")


def test_work_that_was_interrupted_says_where_it_stood() -> None:
    stopped = {"stage": "linking", "done": 480, "total": 1200, "rows": 900}
    progress = {"stage": "reading", "done": 0, "total": 0, "stopped_at": stopped}
    page = reports.job_page(replace(JOB, state="waiting", report=None, progress=progress))
    assert page["begun_again"] == (
        "Legwork was closed in the middle of this (Finding who is who: 480 of 1,200 pairs). It begins again by itself."
    )
    assert reports.job_page(JOB)["begun_again"] == ""


def test_the_text_of_a_file_comes_with_its_encoding_in_words() -> None:
    text = {"encoding": "cp1251", "why": "the bytes look like it", "said": "", "lines": [[1, "Имя"]]}
    found = reports.report_page(replace(JOB, state="preview", report={"files": [{**FILE, "text": text}]}))
    assert found is not None
    assert found["files"][0]["text"] == {
        "encoding": "Cyrillic (Windows-1251)",
        "why": "a guess, from how often which letters occur",
        "said": "",
        "doubtful": True,
        "lines": [[1, "Имя"]],
    }
    assert found["files"][0]["left_out"] == 1


def test_every_encoding_and_every_way_to_find_it_has_its_words() -> None:
    assert set(wording.ENCODINGS) == set(showing.ENCODINGS)
    assert {*decoding.REASONS, "as you said"} == set(wording.ENCODING_WHY)


def test_other_states_have_their_sentence() -> None:
    failed = replace(JOB, state="failed", report=None, problem="x.jpg: this is a picture.")
    assert reports.job_page(failed)["said"] == "x.jpg: this is a picture."
    assert reports.job_page(replace(failed, files=("in/x.jpg",)))["said"] == "This is a picture."
    assert reports.report_page(failed) is None
    assert reports.job_page(replace(failed, problem=""))["said"] == "It could not be done."
    assert reports.job_page(replace(JOB, files=()))["title"] == "Import"
