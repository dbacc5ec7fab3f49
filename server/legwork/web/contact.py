"""A contact: every field with its source, what happened between you, and the records behind it."""

from __future__ import annotations

from typing import Final

from flask import render_template, request, url_for
from werkzeug.wrappers import Response

from legwork.desk import acting, editing, linking, viewing
from legwork.desk.opening import Desk
from legwork.errors import NotFound, Refused
from legwork.web import frame
from legwork.web.profile import page_of
from legwork.web.routing import get, post

ACTS: Final = frozenset(
    {"want", "replied", "touched", "do_not_contact", "may_contact", "reopened", "keep_in_touch"}
)


def contact(desk: Desk, contact_id: str) -> str:
    return render_template("contact.html", here="contacts", **page_of(viewing.contact(desk, contact_id)))


def contact_act(desk: Desk, contact_id: str) -> Response:
    name = request.form.get("act", "")
    if name not in ACTS:
        raise NotFound("act")
    return _back(acting.act(desk, contact_id, name).event, contact_id)


def contact_edit(desk: Desk, contact_id: str) -> Response:
    field, value = request.form.get("field", ""), request.form.get("value", "").strip()
    return _back(editing.edit(desk, contact_id, field, value), contact_id)


def contact_note(desk: Desk, contact_id: str) -> Response:
    text = request.form.get("text", "").strip()
    if not text:
        raise Refused("Write a few words first, then keep the note.")
    return _back(editing.note(desk, contact_id, text), contact_id)


def contact_split(desk: Desk, contact_id: str) -> Response:
    records = [int(record) for record in request.form.getlist("record") if record.isdecimal()]
    if not records:
        raise Refused("Tick the records that are somebody else's first.")
    return _back(linking.split(desk, contact_id, records).event, contact_id)


def _back(event: str, contact_id: str) -> Response:
    return frame.after(event, url_for("web.contact", contact_id=contact_id))


ROUTES = (
    get("/contacts/<contact_id>", contact),
    post("/contacts/<contact_id>/act", contact_act),
    post("/contacts/<contact_id>/field", contact_edit),
    post("/contacts/<contact_id>/note", contact_note),
    post("/contacts/<contact_id>/split", contact_split),
)
