"""A contact: every field with its source, what happened between you, and the records behind it."""

from __future__ import annotations

import re
from typing import Any, Final

from flask import render_template, request, url_for
from sqlalchemy import func, select
from werkzeug.wrappers import Response

from legwork.desk import conversing, editing, linking, viewing
from legwork.desk.opening import Desk
from legwork.errors import Refused
from legwork.outreach.talks import Talk
from legwork.store.tables import batch_files, batches, files, sightings
from legwork.web import frame
from legwork.web.leaving import shareable
from legwork.web.profile import page_of
from legwork.web.routing import get, post
from legwork.web.today import asked

_DEBRIEF: Final = {
    "learned": "What you learned",
    "why": "How it fits you",
    "advice": "What they advised",
    "next": "What or whom next",
    "unasked": "Mentioned, unasked",
}
_RECORD: Final = re.compile("[0-9]{1,18}")


def contact(desk: Desk, contact_id: str) -> str:
    person = viewing.contact(desk, contact_id)
    talks = [_talk(talk) for talk in conversing.room(desk, contact_id).talks[::-1] if talk.lines or talk.debrief]
    return render_template(
        "contact.html",
        here="contacts",
        talks=talks,
        shareable=shareable(desk, person),
        **page_of(person, _days(desk, person)),
        **asked(desk),
    )


def contact_edit(desk: Desk, contact_id: str) -> Response:
    field, value = request.form.get("field", ""), request.form.get("value", "").strip()
    event = editing.edit(desk, contact_id, field, value, adds=field in editing.LISTS and bool(value))
    return _back(event, contact_id)


def contact_note(desk: Desk, contact_id: str) -> Response:
    text = request.form.get("text", "").strip()
    if not text:
        raise Refused("Write a few words first, then keep the note.")
    return _back(editing.note(desk, contact_id, text), contact_id)


def contact_split(desk: Desk, contact_id: str) -> Response:
    records = [int(record) for record in request.form.getlist("record") if _RECORD.fullmatch(record)]
    if not records:
        raise Refused("Tick the records that are somebody else's first.")
    return _back(linking.split(desk, contact_id, records).event, contact_id)


def _talk(talk: Talk) -> dict[str, Any]:
    """A talk as the contact's page tells it: what was tagged, and the parts of the debrief that say something."""
    debrief = talk.debrief
    said = [(label, getattr(debrief, name)) for name, label in _DEBRIEF.items()] if debrief else []
    lines = [{"tag": line.tag, "text": line.text, "unsearchable": line.unsearchable} for line in talk.lines]
    return {"at": talk.at.isoformat(), "lines": lines, "said": [(label, text) for label, text in said if text]}


def _days(desk: Desk, person: viewing.ContactView) -> dict[int, str]:
    """When each record was true: as its source wrote it, by the export's date, or when it came in."""
    query = (
        select(sightings.c.record_id, func.max(files.c.as_of), func.max(batches.c.applied_at))
        .join(files, files.c.id == sightings.c.file_id)
        .join(batch_files, batch_files.c.file_id == files.c.id)
        .join(batches, batches.c.id == batch_files.c.batch_id)
        .where(sightings.c.record_id.in_([record.id for record in person.records]))
        .group_by(sightings.c.record_id)
    )
    with desk.database.read() as connection:
        days = {number: str(as_of or came or "")[:10] for number, as_of, came in connection.execute(query)}
    written = {record.id: str(record.claim.get("written_on", ""))[:10] for record in person.records}
    return {number: written.get(number) or day for number, day in days.items()}


def _back(event: str, contact_id: str) -> Response:
    return frame.after(event, url_for("web.contact", contact_id=contact_id))


ROUTES = (
    get("/contacts/<contact_id>", contact),
    post("/contacts/<contact_id>/field", contact_edit),
    post("/contacts/<contact_id>/note", contact_note),
    post("/contacts/<contact_id>/split", contact_split),
)
