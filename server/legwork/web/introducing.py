"""The introduction of a minute: written once, spoken aloud, timed."""

from __future__ import annotations

from typing import Final

from flask import render_template, request, url_for
from werkzeug.wrappers import Response

from legwork.desk import preferring, reflecting
from legwork.desk.opening import Desk
from legwork.web import frame
from legwork.web.routing import get, post

SECONDS: Final = 60
WORDS_A_MINUTE: Final = 130
"""A calm pace of speaking; English is read aloud at 130 to 160 words a minute."""


def introduction(desk: Desk) -> str:
    past = reflecting.past(desk)
    text = past.mine.intro
    count = len(text.split())
    return render_template(
        "introduction.html",
        here="boards",
        text=text,
        count=count,
        about=round(count * 60 / WORDS_A_MINUTE),
        goal=SECONDS,
        took=past.introduced_in,
    )


def introduction_save(desk: Desk) -> Response:
    event = preferring.prefer(desk, {"intro": request.form.get("text", "")})
    return frame.after(event, url_for("web.introduction"))


def introduction_time(desk: Desk) -> Response:
    seconds = request.form.get("seconds", "")
    done = reflecting.time_introduction(desk, int(seconds) if seconds.isdecimal() and len(seconds) < 5 else 0)
    return frame.after(done.event, url_for("web.introduction"))


ROUTES = (
    get("/introduction", introduction),
    post("/introduction", introduction_save),
    post("/introduction/time", introduction_time),
)
