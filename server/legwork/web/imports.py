"""Imports: look inside files first, then import, with progress, a report that adds up, and the way back."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, BinaryIO, cast

from flask import Response as FlaskResponse
from flask import jsonify, redirect, render_template, request, url_for
from sqlalchemy import select
from werkzeug.wrappers import Response

from legwork.desk import comparing, importing, leaving_out, undoing
from legwork.desk.opening import Desk
from legwork.errors import NotFound, Refused
from legwork.store.tables import batches
from legwork.web import files as downloads
from legwork.web import reports, wording
from legwork.web.compared import compared_page
from legwork.web.routing import get, post

SHOWN_JOBS = 30


def imports(desk: Desk) -> str:
    jobs = [reports.job_line(job) for job in importing.jobs(desk, SHOWN_JOBS)]
    return render_template("imports.html", jobs=jobs)


def receive(desk: Desk) -> Response:
    uploads = list(_uploads())
    if not uploads:
        raise Refused("Choose at least one file, then look inside.")
    return redirect(url_for("web.import_job", job_id=importing.receive(desk, uploads)), 303)


def import_job(desk: Desk, job_id: str) -> str:
    job = importing.job(desk, job_id)
    withdrawn = _withdrawn(desk, job.batch_id)
    asked = "undo" in request.args and not withdrawn
    since = undoing.touched_since(desk, job.batch_id) if job.batch_id and (asked or withdrawn) else None
    return render_template(
        "import.html",
        here="imports",
        job=reports.job_page(job),
        report=reports.report_page(job),
        compared=[] if withdrawn else _compared(desk, job),
        encodings=wording.ENCODINGS,
        touched=since if asked else None,
        stayed=since if withdrawn else None,
        withdrawn=withdrawn,
    )


def import_progress(desk: Desk, job_id: str) -> FlaskResponse:
    page = reports.job_page(importing.job(desk, job_id))
    return jsonify(share=page["share"], said=page["progress_words"], over=not page["moving"])


def import_start(desk: Desk, job_id: str) -> Response:
    importing.start(desk, job_id)
    return redirect(url_for("web.import_job", job_id=job_id), 303)


def import_cancel(desk: Desk, job_id: str) -> Response:
    importing.cancel(desk, job_id)
    return redirect(url_for("web.imports"), 303)


def import_encoding(desk: Desk, job_id: str) -> Response:
    name, encoding = request.form.get("file", ""), request.form.get("encoding", "")
    if encoding not in {"", *wording.ENCODINGS}:
        raise Refused("Choose one of the encodings in the list.")
    importing.look_anew(desk, job_id, encodings={name: encoding})
    return redirect(url_for("web.import_job", job_id=job_id), 303)


def import_file_rows(desk: Desk, job_id: str, place: int) -> FlaskResponse:
    job = importing.job(desk, job_id)
    if job.report is None:
        raise NotFound("report")
    looked = job.batch_id is None
    left = leaving_out.of_look(desk, job_id, place) if looked else leaving_out.of_report(desk, job.report, place)
    return downloads.attachment(downloads.lines(left.lines()), "left-out-rows.csv", "text/csv")


def import_rows(desk: Desk, job_id: str) -> FlaskResponse:
    job = importing.job(desk, job_id)
    if job.report is None:
        raise NotFound("report")
    return downloads.attachment(downloads.lines(leaving_out.in_one_list(desk, job)), "left-out-rows.csv", "text/csv")


def _compared(desk: Desk, job: importing.Job) -> list[dict[str, Any]]:
    return compared_page(comparing.shown(desk, job.report or {}), everyone="everyone" in request.args)


def _uploads() -> Iterator[tuple[str, BinaryIO]]:
    """Files under their names; those of a folder under their path inside it, as where a folder is given by its path."""
    for upload in request.files.getlist("files"):
        if upload.filename:
            _, _, inside = upload.filename.replace("\\", "/").partition("/")
            yield inside or upload.filename, cast("BinaryIO", upload.stream)


def _withdrawn(desk: Desk, batch: str | None) -> bool:
    if batch is None:
        return False
    with desk.database.read() as connection:
        return connection.execute(select(batches.c.state).where(batches.c.id == batch)).scalar() == "withdrawn"


ROUTES = (
    get("/imports", imports),
    post("/imports", receive),
    get("/imports/<job_id>", import_job),
    get("/imports/<job_id>/progress", import_progress),
    post("/imports/<job_id>/start", import_start),
    post("/imports/<job_id>/cancel", import_cancel),
    post("/imports/<job_id>/encoding", import_encoding),
    get("/imports/<job_id>/rows", import_rows),
    get("/imports/<job_id>/rows/<int:place>", import_file_rows),
)
