"""Every command there is, with its key, on one page: what Ctrl-K shows, and where keys are chosen."""

from __future__ import annotations

from typing import Any

from flask import render_template, request, url_for
from werkzeug.wrappers import Response

from legwork.desk import preferring
from legwork.desk.opening import Desk
from legwork.errors import Refused
from legwork.web import frame, keys
from legwork.web.routing import get, post


def commands(desk: Desk) -> str:
    return _page(desk)


def rebind(desk: Desk) -> str | Response:
    chosen = preferring.preferences(desk).keys
    try:
        wanted = keys.rebound(chosen, request.form.get("command", ""), request.form.get("key", ""))
        event = preferring.prefer(desk, {"keys": wanted})
    except Refused as problem:
        return _page(desk, wrong=str(problem))
    return frame.after(event, url_for("web.commands"))


def _page(desk: Desk, wrong: str = "") -> str:
    bound = keys.bound(preferring.preferences(desk).keys)
    groups = [
        {"title": title, "commands": [_line(one, bound) for one in keys.COMMANDS if one.place == place]}
        for place, title in keys.PLACES.items()
    ]
    return render_template("commands.html", groups=groups, wrong=wrong)


def _line(command: keys.Command, bound: dict[str, str]) -> dict[str, Any]:
    return {
        "name": command.name,
        "label": command.label,
        "key": bound[command.name],
        "own": command.key,
        "fixed": command.fixed,
        "href": url_for(f"web.{command.page}") if command.page and command.name != "commands" else "",
    }


ROUTES = (
    get("/commands", commands),
    post("/commands", rebind),
)
