"""What the user says about a contact themselves: edits, notes, and people typed in by hand."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection

from legwork.desk import components, wording
from legwork.desk.importing import log_batch
from legwork.desk.opening import Desk
from legwork.errors import NotFound, Refused, WrongValue
from legwork.store import batches, events, ids, links, records
from legwork.store.records import Row
from legwork_importers.contract import Claim, Labelled, Position

EDITABLE = frozenset(
    {
        "name", "title", "company", "headline", "emails", "phones", "links", "location", "birthday",
        "pronouns", "why",
    }
)  # fmt: skip
LISTS = frozenset({"emails", "phones", "links"})
LONGEST = 2_000
LONGEST_NOTE = 20_000
MOST_PEOPLE = 50
TYPED = "typed"


def edit(desk: Desk, contact: str, field: str, value: str, *, adds: bool = False) -> str:
    """Sets one field to the user's own words; returns the event. Lists are comma-separated; empty gives the
    field back to what the records say. What `adds` to a list stands beside what is there.

    Raises:
        NotFound: there is no such contact.
        WrongValue: the field cannot be edited, or the value is too long.
    """
    if field not in EDITABLE:
        raise WrongValue("The field", f"one of {', '.join(sorted(EDITABLE))}")
    if adds and field not in LISTS:
        raise WrongValue("What is added to", f"one of {', '.join(sorted(LISTS))}")
    text = _clean(value)
    if len(text) > LONGEST:
        raise WrongValue(field, f"at most {LONGEST:,} characters long")

    def work(connection: Connection) -> str:
        number = _present(connection, contact)
        data = {"field": field, "value": text, **({"adds": True} if adds else {})}
        event = _event(connection, desk, "edit", data, number)
        components.relink(connection, [number])
        return event

    return desk.database.write(work)


def note(desk: Desk, contact: str, text: str) -> str:
    """Adds a note; returns the event.

    Raises:
        NotFound: there is no such contact.
        WrongValue: there is nothing in it, or too much.
    """
    words = text.replace("\x00", "").strip()
    if not words or len(words) > LONGEST_NOTE:
        raise WrongValue("A note", f"between 1 and {LONGEST_NOTE:,} characters long")

    def work(connection: Connection) -> str:
        return _event(connection, desk, "note", {"text": words}, _present(connection, contact))

    return desk.database.write(work)


def add_people(desk: Desk, lines: Sequence[str], relation: str = "") -> list[str]:
    """Adds people typed in, one a line: a name, then if wanted the employer and an address, comma-separated.
    Returns their contacts' ids.

    Raises:
        Refused: no line names anyone, or there are too many.
    """
    wanted = [claim for line in lines if (claim := typed(line, relation)) is not None]
    if not wanted:
        raise Refused("Write at least one name.")
    if len(wanted) > MOST_PEOPLE:
        raise Refused(f"At most {MOST_PEOPLE} people at once.")

    def work(connection: Connection) -> list[str]:
        added = store_people(connection, desk, wanted)
        where = links.contacts_of(connection, added)
        return [wording.public(where[record]) for record in added]

    return desk.database.write(work)


def typed(line: str, relation: str) -> Claim | None:
    """The person a typed line names; None where it names nobody."""
    parts = [part.strip() for part in _clean(line).split(",")]
    if not parts[0] or len(line) > LONGEST:
        return None
    emails = tuple(Labelled(part) for part in parts[1:] if "@" in part)
    plain = [part for part in parts[1:] if part and "@" not in part]
    return Claim(
        name=parts[0],
        emails=emails,
        positions=(Position(company=plain[0]),) if plain else (),
        labels=(relation,) if relation else (),
    )


def store_people(
    connection: Connection, desk: Desk, wanted: Sequence[Claim], referred_by: int | None = None
) -> list[int]:
    """Stores typed people as one batch; gives their records. `referred_by` is a record of whoever named them."""
    batch = ids.new("b", desk.clock())
    batches.open_batch(connection, batch, TYPED, ids.utc(desk.clock()))
    text = json.dumps([claim.canonical() for claim in wanted])
    facts: dict[str, Any] = {
        "sha256": hashlib.sha256(f"{batch}{text}".encode()).hexdigest(),
        "name": TYPED,
        "kind": TYPED,
        "version": 1,
        "size": len(text),
        "encoding": "",
        "as_of": desk.clock().date().isoformat(),
    }
    file_id, _ = batches.add_file(connection, batch, facts)
    rows = [
        Row(
            # Typing the same name again means another person, so the batch is part of the address.
            digest=records.digest(f"{TYPED} {batch}", claim.canonical(), place),
            source=TYPED,
            key="",
            claim=claim.to_json(),
            raw=claim.name,
            locator=str(place),
        )
        for place, claim in enumerate(wanted, start=1)
    ]
    known = records.add(connection, file_id, rows)
    added = [known[row.digest] for row in rows]
    if referred_by is not None:
        # Before the batch's own event: what comes after it counts as done since, and would keep them on undo.
        for record in added:
            data = {"act": "referred", "by_id": wording.public(referred_by)}
            events.append(connection, ids.new("e", desk.clock()), ids.utc(desk.clock()), "act", data, record=record)
    log_batch(connection, desk, batch, TYPED, {"files": [], "count": len(added)}, record=added[0])
    components.relink(connection, added, fresh=added)
    return added


def _present(connection: Connection, contact: str) -> int:
    number = wording.number(contact)
    found = links.contacts_of(connection, [number]).get(number)
    if found is None:
        raise NotFound("contact")
    return found


def _event(connection: Connection, desk: Desk, kind: str, data: dict[str, Any], record: int) -> str:
    event = ids.new("e", desk.clock())
    events.append(connection, event, ids.utc(desk.clock()), kind, data, record=record)
    return event


def _clean(text: str) -> str:
    return " ".join(text.replace("\x00", "").split())
