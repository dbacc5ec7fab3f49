"""The inbox: people who were saved and wait for the user's word, one at a time."""

from __future__ import annotations

from typing import Any

from flask import render_template, request, url_for
from werkzeug.wrappers import Response

from legwork.desk import acting, viewing
from legwork.desk.opening import Desk
from legwork.errors import NotFound
from legwork.outreach.words import counted, sentence
from legwork.web import frame
from legwork.web.links import safe_href
from legwork.web.routing import get, post

TRIAGE = ("want", "not_now", "inbox_later")


def inbox(desk: Desk) -> str:
    waiting = viewing.inbox(desk)
    if not waiting:
        return render_template("inbox.html", person=None, count=0, acts=[])
    person = waiting[0]
    return render_template(
        "inbox.html",
        person=person,
        count=len(waiting),
        count_words=f"{sentence(counted(len(waiting), 'person', 'people'))} here",
        acts=_acts(person.id),
        page_href=safe_href(person.profile),
    )


def triage(desk: Desk, contact_id: str) -> Response:
    name = request.form.get("act", "")
    if name not in TRIAGE:
        raise NotFound("act")
    done = acting.act(desk, contact_id, name)
    return frame.after(done.event, url_for("web.inbox"))


def _acts(contact_id: str) -> list[dict[str, Any]]:
    same = url_for("web.contacts", same_as=contact_id)
    return [
        {"name": "want", "label": "Want to talk", "key": "1", "effect": "comes into the queue"},
        {
            "name": "same",
            "label": "Same person as …",
            "key": "2",
            "effect": "find the other one",
            "href": same,
        },
        {"name": "not_now", "label": "Not now", "key": "3", "effect": "kept, not proposed"},
        {"name": "inbox_later", "label": "Later", "key": "h", "effect": "back tomorrow"},
    ]


ROUTES = (
    get("/inbox", inbox),
    post("/inbox/<contact_id>", triage),
)
