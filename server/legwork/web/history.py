"""History: everything that happened, and the way back from it."""

from __future__ import annotations

from http import HTTPStatus

from flask import render_template, request, url_for
from werkzeug.wrappers import Response

from legwork.desk import undoing
from legwork.desk.opening import Desk
from legwork.desk.parting import Side
from legwork.errors import NotFound, UndoFirst
from legwork.web import frame, wording
from legwork.web.routing import get, post

A_PAGE = 100
MOST = 5000


def history(desk: Desk) -> str:
    limit = min(max(request.args.get("limit", A_PAGE, type=int), 1), MOST)
    lines = undoing.history(desk, limit)
    more = limit + A_PAGE if len(lines) == limit and limit < MOST else None
    return render_template("history.html", lines=lines, more=more)


def undo_ask(desk: Desk, event: str) -> str:
    return _ask(desk, event)


def undo(desk: Desk) -> Response | tuple[str, int]:
    try:
        stays_with = request.form.get("stays_with") or None
        undone = undoing.undo(desk, request.form.get("event") or None, stays_with=stays_with)
    except UndoFirst as problem:
        return _ask(desk, problem.event, because=str(problem)), HTTPStatus.UNPROCESSABLE_ENTITY
    return frame.after(undone.event, request.form.get("back") or url_for("web.today"))


def _ask(desk: Desk, event: str, because: str = "") -> str:
    """What would be undone, and what stays because it was done since; `because` is why this one comes first."""
    line = undoing.line(desk, event)
    if line is None:
        raise NotFound("event")
    touched = undoing.touched_since(desk, event)
    sides = [_side(side) for side in undoing.sides(desk, event)] if touched else []
    return render_template("undo_ask.html", line=line, touched=touched, because=because, sides=sides)


def _side(side: Side) -> dict[str, str]:
    kinds = (wording.KINDS.get(source, source) for source in side.sources)
    return {
        "contact": side.contact,
        "called": side.called,
        "role": ", ".join(filter(None, (side.title, side.company))),
        "where": ", ".join(dict.fromkeys(kinds)),
    }


ROUTES = (
    get("/history", history),
    get("/history/<event>", undo_ask),
    post("/undo", undo),
)
