"""What is asked of whole days: stop, a little more, a pause and its end; and days off from a calendar file."""

from __future__ import annotations

from flask import request, url_for
from werkzeug.wrappers import Response

from legwork.desk import planning, preferring, resting, wishing
from legwork.desk.opening import Desk
from legwork.errors import Refused
from legwork.web import frame
from legwork.web.routing import post


def stop(desk: Desk) -> Response:
    return _back(wishing.stop(desk))


def more(desk: Desk) -> Response:
    return _back(wishing.more(desk))


def pause(desk: Desk) -> Response:
    calendar = planning.calendar_of(desk, preferring.preferences(desk))
    return _back(wishing.pause(desk, request.form.get("until", ""), calendar))


def resume(desk: Desk) -> Response:
    return _back(wishing.resume(desk))


def holidays(desk: Desk) -> Response:
    """Adds the days of a calendar file to the days off."""
    file = request.files.get("file")
    if file is None or not file.filename:
        raise Refused("Choose a calendar file first, one that ends in .ics.")
    return frame.after(resting.add_holidays(desk, file.stream.read(resting.LONGEST + 1)), url_for("web.settings"))


def _back(event: str) -> Response:
    return frame.after(event, url_for("web.today"))


ROUTES = (
    post("/days/stop", stop),
    post("/days/more", more),
    post("/days/pause", pause),
    post("/days/resume", resume),
    post("/days/holidays", holidays),
)
