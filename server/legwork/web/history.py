"""History: everything that happened, and the way back from it."""

from __future__ import annotations

from flask import render_template, request, url_for
from werkzeug.wrappers import Response

from legwork.desk import undoing
from legwork.desk.opening import Desk
from legwork.errors import NotFound
from legwork.web import frame
from legwork.web.routing import get, post

A_PAGE = 100
MOST = 5000


def history(desk: Desk) -> str:
    limit = min(max(request.args.get("limit", A_PAGE, type=int), 1), MOST)
    lines = undoing.history(desk, limit)
    more = limit + A_PAGE if len(lines) == limit and limit < MOST else None
    return render_template("history.html", lines=lines, more=more)


def undo_ask(desk: Desk, event: str) -> str:
    line = undoing.line(desk, event)
    if line is None:
        raise NotFound("event")
    touched = undoing.touched_since(desk, event)
    return render_template("undo_ask.html", event=event, sentence=line.sentence, touched=touched)


def undo(desk: Desk) -> Response:
    undone = undoing.undo(desk, request.form.get("event") or None)
    return frame.after(undone.event, request.form.get("back") or url_for("web.today"))


ROUTES = (
    get("/history", history),
    get("/history/<event>", undo_ask),
    post("/undo", undo),
)
