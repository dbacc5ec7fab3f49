"""Saves what the extension read from a page: once per idempotency key, linked at once."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import Connection, delete, insert, select

from legwork.desk import components, people, tombstones, wording
from legwork.desk.importing import log_batch
from legwork.desk.opening import Desk
from legwork.desk.visiting import served_at
from legwork.errors import KeyReused, Refused
from legwork.store import batches, ids, links, records, trash
from legwork.store.records import Row
from legwork.store.tables import answers
from legwork_importers.captures import Captures, capture_key, claim_of_capture, no_contact
from legwork_importers.contract import Claim, ImportProblem
from legwork_importers.spreadsheets import NO_PERSON

FILE = "extension"
FOLLOWED = ("name", "title", "company", "location", "headline")
NOBODY = (
    "There is no name, address or profile on this page to save; type a name, or select text that belongs to someone."
)
FROM_THE_FUTURE = (
    "captured_at is more than two days after this desk's clock; set the clock that is wrong and save again."
)
AHEAD = timedelta(days=2)  # a browser's clock and zone may be off by so much
NO_PERSONS = "This is {why}; open the person's own page to save it, or type their name."


GONE = {
    trash.IN_TRASH: "You put this person in the trash; take them out of it first, then save the page again.",
    batches.FORGOTTEN: "You had Legwork forget this person, and it keeps to that; nothing of the page was saved.",
}


@dataclass(frozen=True, slots=True)
class Captured:
    """The answer to a capture, and whether it was given before to the same key."""

    answer: Mapping[str, Any]
    replayed: bool


def capture(desk: Desk, body: Mapping[str, Any], key: str) -> Captured:
    """Stores one capture and says what it changed.

    Raises:
        Refused: the body is no capture, names nobody, is from the future, or is about somebody who is in the trash or
            was forgotten.
        KeyReused: the key came with another body before.
    """
    claim = _claim(body)
    if ids.instant(claim.written_on) > desk.clock() + AHEAD:
        raise Refused(FROM_THE_FUTURE)
    text = json.dumps(body, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    fingerprint = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    desk_address = served_at(desk).rstrip("/")

    def work(connection: Connection) -> Captured:
        stored = connection.execute(select(answers).where(answers.c.key == key)).mappings().first()
        if stored is not None:
            if stored["fingerprint"] != fingerprint:
                raise KeyReused
            return Captured(stored["answer"], replayed=True)
        answer = _store(connection, desk, body, claim, text, fingerprint)
        answer["contact"]["url"] = f"{desk_address}/contacts/{answer['contact']['id']}"
        connection.execute(
            insert(answers).values(key=key, fingerprint=fingerprint, answer=answer, at=ids.utc(desk.clock()))
        )
        return Captured(answer, replayed=False)

    return desk.database.write(work)


def forget_answers(desk: Desk, before: str) -> None:
    """Drops stored answers older than `before`, an instant as the store writes it."""
    desk.database.write(lambda connection: connection.execute(delete(answers).where(answers.c.at < before)))


def _claim(body: Mapping[str, Any]) -> Claim:
    try:
        claim = claim_of_capture(body)
    except ImportProblem as problem:
        raise Refused(str(problem)) from problem
    if why := no_contact(body, claim):
        raise Refused(NOBODY if why == NO_PERSON else NO_PERSONS.format(why=why))
    return claim


def _store(
    connection: Connection, desk: Desk, body: Mapping[str, Any], claim: Claim, text: str, sha256: str
) -> dict[str, Any]:
    row = Row(
        digest=records.digest(Captures.source, claim.canonical(), 0),
        source=Captures.source,
        key=capture_key(body),
        claim=claim.to_json(),
        raw=text,
        locator=f"{claim.written_on} {body['url']}",
    )
    if why := tombstones.away(connection).why(row.digest, row.source, row.key, row.claim):
        raise Refused(GONE[why])
    batch = ids.new("b", desk.clock())
    batches.open_batch(connection, batch, "capture", ids.utc(desk.clock()))
    file_id, held = batches.add_file(connection, batch, _facts(claim, text, sha256))
    if held and batches.is_shown(connection, file_id, batch):
        record = next(iter(batches.records_of(connection, batch)))
        batches.discard(connection, batch)
        contact = links.contacts_of(connection, [record])[record]
        merged = links.merged_of(connection, [contact])[contact]
        return _answer(connection, desk, contact, "unchanged", {}, merged)
    record = records.add(connection, file_id, [row])[row.digest]
    stood = bool(records.behind_contacts(connection, [record]))
    log_batch(connection, desk, batch, "capture", {}, record=record)
    linked = components.relink(connection, [record], fresh=[] if stood else [record])
    mine = next(row for row in linked.rows if record in row.records)
    was = next((linked.was[other] for other in mine.records if other in linked.was), {})
    outcome = "unchanged" if stood else "joined" if was else "created"
    return _answer(connection, desk, mine.id, outcome, {} if stood else was, mine.merged)


def _facts(claim: Claim, text: str, sha256: str) -> dict[str, Any]:
    return {
        "sha256": sha256,
        "name": FILE,
        "kind": Captures.kind,
        "version": Captures.version,
        "size": len(text.encode("utf-8", "surrogatepass")),
        "encoding": "",
        "as_of": claim.written_on[:10],
    }


def _answer(
    connection: Connection,
    desk: Desk,
    contact: int,
    outcome: str,
    was: Mapping[str, Any],
    merged: Mapping[str, Any],
) -> dict[str, Any]:
    name = str(merged.get("name", ""))
    return {
        "capture_id": ids.new("k", desk.clock()),
        "outcome": outcome,
        "contact": {
            "id": wording.public(contact),
            "name": name,
            "state": people.states(connection, [contact], desk.settings.timezone)[contact].state,
        },
        "changes": [
            {"field": field, "was": was[field], "is": merged[field]}
            for field in FOLLOWED
            if was.get(field) and merged.get(field) and was[field] != merged[field]
        ],
        "others_with_this_name": links.namesakes(connection, name, contact),
        "doubtful": len(links.doubts_of(connection, [contact])),
    }
