"""The decision journal: ways to go in a field, what speaks for and against each, and what was decided."""

from __future__ import annotations

from flask import render_template, request, url_for
from werkzeug.wrappers import Response

from legwork.desk import reflecting
from legwork.desk.opening import Desk
from legwork.outreach.deciding import VOICES, questions, words
from legwork.web import frame
from legwork.web.routing import get, post


def decisions(desk: Desk) -> str:
    past = reflecting.past(desk)
    return render_template(
        "decisions.html",
        here="boards",
        questions=questions(past.talks, past.journal),
        voices=VOICES,
        words=words,
    )


def option(desk: Desk) -> Response:
    done = reflecting.add_option(desk, request.form.get("field", ""), request.form.get("text", ""))
    return _back(done.event)


def evidence(desk: Desk) -> Response:
    sent = request.form
    done = reflecting.link_evidence(desk, sent.get("option", ""), sent.get("debrief", ""), sent.get("side", ""))
    return _back(done.event)


def decision_record(desk: Desk) -> Response:
    sent = request.form
    chosen = sent.get("own", "").strip() or sent.get("option", "")
    return _back(reflecting.decide(desk, sent.get("field", ""), chosen, sent.get("why", "")).event)


def _back(event: str) -> Response:
    return frame.after(event, url_for("web.decisions"))


ROUTES = (
    get("/boards/decisions", decisions),
    post("/boards/decisions/option", option),
    post("/boards/decisions/evidence", evidence),
    post("/boards/decisions", decision_record),
)
