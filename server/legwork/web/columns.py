"""The columns of a table nobody knows: each with what stands in it, and a choice of what it is."""

from __future__ import annotations

from collections.abc import Sequence

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from legwork.desk import naming_columns
from legwork.desk.naming_columns import Unnamed
from legwork.desk.opening import Desk
from legwork.errors import Refused
from legwork.web import reports, wording
from legwork.web.routing import get, post

LONGEST_VALUE = 80


def columns(desk: Desk, job_id: str, header: str) -> str:
    table = naming_columns.table(desk, job_id, header)
    return _page(job_id, table, table.places)


def columns_save(desk: Desk, job_id: str, header: str) -> str | Response:
    table = naming_columns.table(desk, job_id, header)
    places = [request.form.get(f"column-{number}", "") for number in range(1, len(table.places) + 1)]
    try:
        naming_columns.name(desk, job_id, header, places)
    except Refused as problem:
        return _page(job_id, table, places, wrong=str(problem))
    return redirect(url_for("web.import_job", job_id=job_id), 303)


def _page(job_id: str, table: Unnamed, places: Sequence[str], wrong: str = "") -> str:
    look = table.look
    shown = [
        {
            "name": name or f"Column {number}",
            "cells": [row[number - 1][:LONGEST_VALUE] if number <= len(row) else "" for row in look.rows],
            "place": place,
        }
        for number, (name, place) in enumerate(zip(look.names, places, strict=True), start=1)
    ]
    return render_template(
        "columns.html",
        here="imports",
        job_id=job_id,
        header=look.header,
        file=reports.short_name(table.files[0]),
        more=len(table.files) - 1,
        columns=shown,
        places=wording.PLACES,
        wrong=wrong,
    )


ROUTES = (
    get("/imports/<job_id>/columns/<header>", columns),
    post("/imports/<job_id>/columns/<header>", columns_save),
)
