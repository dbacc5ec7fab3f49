"""The way off the desk: the trash, forgetting, and addresses that several people use."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import render_template, request, url_for
from werkzeug.wrappers import Response

from legwork.desk import forgetting, pools, sharing, trashing, undoing, viewing
from legwork.desk.opening import Desk
from legwork.outreach.words import counted, sentence
from legwork.store import trash
from legwork.web import frame
from legwork.web.routing import get, post


def trash_page(desk: Desk) -> str:
    with desk.database.read() as connection:
        gone = trash.forgotten(connection)
    people = [
        {"person": one, "until": one.until.astimezone(desk.settings.timezone).date().isoformat()}
        for one in trashing.everyone(desk)
    ]
    return render_template(
        "trash.html",
        here="contacts",
        people=people,
        forgotten=f"{sentence(counted(gone, 'person', 'people'))} {'was' if gone == 1 else 'were'} forgotten."
        if gone
        else "",
        backups=_backups(desk),
    )


def put_in_trash(desk: Desk, contact_id: str) -> Response:
    return frame.after(trashing.put_in(desk, contact_id), url_for("web.contacts"))


def forget_ask(desk: Desk, contact_id: str) -> str:
    return render_template(
        "forget.html",
        here="contacts",
        id=contact_id,
        called=forgetting.called(desk, contact_id),
        backups=_backups(desk),
        back=_back(desk, contact_id),
    )


def forget(desk: Desk, contact_id: str) -> Response:
    return frame.after(forgetting.forget(desk, contact_id).event, url_for("web.trash_page"))


def contact_share(desk: Desk, contact_id: str) -> Response:
    event = sharing.share(desk, contact_id, request.form.get("address", "").strip())
    return frame.after(event, url_for("web.contact", contact_id=contact_id))


def shareable(desk: Desk, person: viewing.ContactView) -> list[dict[str, Any]]:
    """The addresses and numbers of a contact, each with the event by which it is shared, if it is."""
    with desk.database.read() as connection:
        linker = pools.linker(connection)
        shared = {one.identifier: one.event for one in sharing.shared(connection)}
    values = [str(item["value"]) for kind in ("emails", "phones") for item in person.merged.get(kind, ())]
    return [
        {"text": text, "line": undoing.line(desk, shared[name]) if name in shared else None}
        for text in values
        if (name := sharing.named(text, linker.region))
    ]


def shared_lines(desk: Desk) -> list[dict[str, Any]]:
    """Everything that is shared, with the way back."""
    with desk.database.read() as connection:
        found = sharing.shared(connection)
    return [{"text": one.text, "line": undoing.line(desk, one.event)} for one in found]


def _back(desk: Desk, contact_id: str) -> str:
    """Where somebody is shown whom the user decides to keep."""
    there = {one.contact for one in trashing.everyone(desk)}
    return url_for("web.trash_page") if contact_id in there else url_for("web.contact", contact_id=contact_id)


def _backups(desk: Desk) -> Mapping[str, Any]:
    names = forgetting.kept_in(desk)
    return {"words": counted(len(names), "backup"), "newest": names[0]} if names else {}


ROUTES = (
    get("/trash", trash_page),
    post("/contacts/<contact_id>/trash", put_in_trash),
    get("/contacts/<contact_id>/forget", forget_ask),
    post("/contacts/<contact_id>/forget", forget),
    post("/contacts/<contact_id>/shared", contact_share),
)
