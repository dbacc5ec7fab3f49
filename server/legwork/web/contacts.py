"""Contacts: everyone, by name, fifty on a page."""

from __future__ import annotations

from typing import Any

from flask import render_template, request, url_for
from werkzeug.wrappers import Response

from legwork.desk import linking, viewing
from legwork.desk.opening import Desk
from legwork.web import frame, wording
from legwork.web.routing import get, post

A_PAGE = 50
LAST_PAGE = 100_000


def contacts(desk: Desk) -> str:
    query = request.args.get("q", "").strip()[:200]
    page = min(max(request.args.get("page", 1, type=int), 1), LAST_PAGE)
    same_as = _same_as(desk, request.args.get("same_as", ""))
    # One more than a page holds says whether there is another.
    found = viewing.contacts(desk, query, A_PAGE + 1, (page - 1) * A_PAGE)
    return render_template(
        "contacts.html",
        query=query,
        page=page,
        more=len(found) > A_PAGE,
        people=[_line(person) for person in found[:A_PAGE] if same_as is None or person.id != same_as.id],
        same_as=same_as,
        same_back=_back(same_as),
    )


def same(desk: Desk, contact_id: str) -> Response:
    ruled = linking.rule(desk, pair_of(contact_id, request.form.get("other", "")), "same")
    return frame.after(ruled.event, request.form.get("back") or url_for("web.inbox"))


def pair_of(left: str, right: str) -> str:
    """The pair of two contacts, as rulings name it."""
    return f"p_{left.removeprefix('c_')}_{right.removeprefix('c_')}"


def _same_as(desk: Desk, contact_id: str) -> viewing.ContactView | None:
    return viewing.contact(desk, contact_id) if contact_id else None


def _back(same_as: viewing.ContactView | None) -> str:
    """Where to go on once the other one is found: the inbox for who waits there, else the contact."""
    if same_as is None or same_as.state == "inbox":
        return url_for("web.inbox")
    return url_for("web.contact", contact_id=same_as.id)


def _line(person: viewing.ContactLine) -> dict[str, Any]:
    state = wording.STATES.get(person.state, person.state)
    last_event = wording.last_event(person.last_event)
    return {
        "id": person.id,
        "called": person.called,
        "title": person.title,
        "company": person.company,
        # What last happened often is the state again, with its day.
        "states": [state, last_event] if last_event and not last_event.startswith(state) else [last_event or state],
    }


ROUTES = (
    get("/contacts", contacts),
    post("/contacts/<contact_id>/same", same),
)
