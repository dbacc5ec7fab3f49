"""Who is known, and everything about one of them."""

from __future__ import annotations

import re
from dataclasses import asdict
from typing import Any

from flask import Response, jsonify
from flask_smorest import Blueprint, abort

from legwork.api.schemas import ContactsQuery, KnownContacts, NoteQuery, ResearchNote, WholeContact
from legwork.api.strict import StrictParser
from legwork.desk import noting, viewing
from legwork.desk.opening import Desk
from legwork.desk.viewing import ContactLine, ContactView, RecordView
from legwork.errors import NotFound

CONTACT = re.compile(r"c_[1-9][0-9]{0,17}")


def routes(desk: Desk) -> Blueprint:
    calls = Blueprint("contacts", __name__, description="Contacts")
    calls.ARGUMENTS_PARSER = StrictParser()

    @calls.route("/contacts")
    @calls.arguments(ContactsQuery, location="query")
    @calls.response(200, KnownContacts)
    def get_contacts(query: dict[str, Any]) -> Response:
        """Who has this page's address, or whom these words find. Exactly one of `url` and `q`."""
        if ("url" in query) == ("q" in query):
            abort(422, messages={"query": {"url": ["Give exactly one of url and q."]}})
        if "url" in query:
            found = viewing.by_address(desk, query["url"])
        else:
            found = viewing.contacts(desk, query["q"], query["limit"], query["offset"])
        return jsonify(contacts=[_line(contact) for contact in found])

    @calls.route("/contacts/<contact_id>")
    @calls.response(200, WholeContact)
    def get_contact(contact_id: str) -> Response:
        """One contact: every field with its sources, the records behind it, what happened."""
        if not CONTACT.fullmatch(contact_id):
            raise NotFound("contact")
        return jsonify(_whole(viewing.contact(desk, contact_id)))

    @calls.route("/contacts/<contact_id>/note")
    @calls.arguments(NoteQuery, location="query")
    @calls.response(200, ResearchNote)
    def get_note(query: dict[str, Any], contact_id: str) -> Response:
        """The research note of a contact: statements with their places, three questions, what to check first."""
        if not CONTACT.fullmatch(contact_id):
            raise NotFound("contact")
        past = [one for one in query["past"].split(",") if one]
        return jsonify(noting.to_json(noting.noted(desk, contact_id, past)))

    return calls


def _line(contact: ContactLine | ContactView) -> dict[str, Any]:
    return {
        "id": contact.id,
        "name": contact.name,
        "state": contact.state,
        "do_not_contact": contact.do_not_contact,
        "last_event": contact.last_event,
        "since": contact.since,
    }


def _whole(contact: ContactView) -> dict[str, Any]:
    return {
        **_line(contact),
        "fields": contact.merged,
        "notes": [{"day": at[:10], "text": text} for _, at, text in contact.notes],
        "records": [_record(record) for record in contact.records],
        "timeline": [asdict(line) for line in contact.timeline],
    }


def _record(record: RecordView) -> dict[str, Any]:
    return {"id": record.id, "source": record.source, "file": record.file, "locator": record.locator}
