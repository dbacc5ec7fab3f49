"""A contact: every field with its source, what happened between you, and the records behind it."""

from __future__ import annotations

from flask import render_template, request, url_for
from werkzeug.wrappers import Response

from legwork.desk import editing, linking, viewing
from legwork.desk.opening import Desk
from legwork.errors import Refused
from legwork.web import frame
from legwork.web.profile import page_of
from legwork.web.routing import get, post
from legwork.web.today import asked


def contact(desk: Desk, contact_id: str) -> str:
    person = viewing.contact(desk, contact_id)
    return render_template("contact.html", here="contacts", **page_of(person), **asked(desk))


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
    post("/contacts/<contact_id>/field", contact_edit),
    post("/contacts/<contact_id>/note", contact_note),
    post("/contacts/<contact_id>/split", contact_split),
)
