"""Everything the user has, in open formats: the same state gives the same bytes.

Contacts stand in an order made from what they say, never from their numbers, and no record's number
stands inside a value; so however the same exports came in, an export differs in ids alone. People who
are here only as sample people are left out (docs/privacy.md).
"""

from __future__ import annotations

import csv
import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, TextIO

from sqlalchemy import Connection, select

from legwork.desk import address_books, connections, journals, people, targeting, wording
from legwork.desk.opening import Desk
from legwork.desk.preferring import NAMES
from legwork.errors import WrongValue
from legwork.linkage.connections import Between
from legwork.store import events, links, preferences, records
from legwork.store.rows import chunks
from legwork.store.tables import batch_files, batches, contacts, kept, members, sightings
from legwork.store.tables import records as record_table

FORMATS = ("json", "csv", "vcard", "markdown", "records")
CONTACTS_AT_ONCE = 200
_LISTS = ("emails", "phones", "links")


_Said = tuple[tuple[str, int], dict[str, Any]]
"""What the user did, after its place: the time, then the order in which it was recorded."""


@dataclass(frozen=True, slots=True)
class Exported:
    """One contact as `export --format json` shows it. `digest` is made from its records' content."""

    digest: str
    plain: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class _Place:
    """A contact's place in the export, small enough to hold one for everybody."""

    sort_name: str
    digest: str
    contact: int


def export(desk: Desk, format: str, out: TextIO) -> int:  # noqa: A002  the word of the command line
    """Writes everyone to `out` in json, csv, vcard, markdown or records; returns how many were written.

    `out` takes the text as it is: its encoding is UTF-8 and it translates no line ends.

    Raises:
        WrongValue: there is no such format.
    """
    if format not in FORMATS:
        raise WrongValue("The format", f"one of {', '.join(FORMATS)}")
    with desk.database.read() as connection:
        if format == "records":
            return _records(connection, out)
        everyone = _everyone(desk, connection, connections.parted(desk, connection))
        if format == "json":
            return _json(connection, everyone, out)
        write = address_books.WRITERS[format](out)
        return sum(1 for each in everyone if write(each.digest, each.plain) is None)


def _json(connection: Connection, everyone: Iterable[Exported], out: TextIO) -> int:
    stored = preferences.values(connection)
    out.write('{"contacts": [')
    count = 0
    for count, each in enumerate(everyone, start=1):
        out.write(("\n" if count == 1 else ",\n") + _dumped(each.plain))
    mine = {name: stored[name] for name in NAMES if name in stored}
    employers = targeting.exported(connection)
    written = [{"id": name, "at": at, "data": dict(data)} for name, at, data in journals.standing(connection)]
    out.write(f'\n], "employers": {_dumped(employers)}, "settings": {_dumped(mine)}, "journal": {_dumped(written)}}}\n')
    return count


def _records(connection: Connection, out: TextIO) -> int:
    """One line for each place where a record behind a contact was seen."""
    sample = _sample_records(connection)
    seen = [each for each in records.seen(connection) if each.record not in sample]
    where = links.contacts_of(connection, {each.record for each in seen})
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["source", "file", "locator", "contact_id"])
    writer.writerows([each.source, each.file, each.locator, wording.public(where[each.record])] for each in seen)
    return len(seen)


def _everyone(desk: Desk, connection: Connection, parted: Mapping[int, Between]) -> Iterator[Exported]:
    sample = _sample_records(connection)
    for chunk in chunks(_order(connection, sample), CONTACTS_AT_ONCE):
        for place, exported in zip(chunk, _exported(desk, connection, chunk, sample), strict=True):
            if place.contact in parted:
                exported.plain["events"].append({"kind": "disconnected", **asdict(parted[place.contact])})
            yield exported


def _order(connection: Connection, sample: set[int]) -> list[_Place]:
    """Everyone's place: by name, then by a digest over the records' own digests."""
    rows = connection.execute(
        select(contacts.c.id, contacts.c.sort_name, record_table.c.id.label("record"), record_table.c.digest)
        .join(members, members.c.contact_id == contacts.c.id)
        .join(record_table, record_table.c.id == members.c.record_id)
        .order_by(contacts.c.id, record_table.c.digest)
        .execution_options(yield_per=1_000)
    )
    found: dict[int, tuple[str, Any]] = {}
    for row in rows:
        if row.record not in sample:
            found.setdefault(row.id, (row.sort_name, hashlib.sha256()))[1].update(row.digest.encode())
    places = [_Place(name, digest.hexdigest(), contact) for contact, (name, digest) in found.items()]
    return sorted(places, key=lambda place: (place.sort_name, place.digest))


def _sample_records(connection: Connection) -> set[int]:
    """Records that stand only because the sample people were asked for."""

    def shown(*conditions: Any) -> set[int]:
        return set(
            connection.execute(
                select(sightings.c.record_id)
                .join(batch_files, batch_files.c.file_id == sightings.c.file_id)
                .join(batches, batches.c.id == batch_files.c.batch_id)
                .where(batches.c.state == "applied", *conditions)
            ).scalars()
        )

    sample = shown(batches.c.kind == "sample")
    if not sample:
        return set()
    others = shown(batches.c.kind != "sample")
    return sample - others - set(connection.execute(select(kept.c.record_id)).scalars())


def _exported(desk: Desk, connection: Connection, places: Sequence[_Place], sample: set[int]) -> Iterator[Exported]:
    numbers = [place.contact for place in places]
    held = links.members_of(connection, numbers)
    everything = sorted({record for found in held.values() for record in found} - sample)
    claims = {row["id"]: (row["source"], row["digest"]) for row in records.claims(connection, everything)}
    where: dict[int, list[dict[str, str]]] = {}
    for seen in records.seen(connection, everything):
        where.setdefault(seen.record, []).append(
            {"source": seen.source, "file": seen.file, "locator": seen.locator, "record": claims[seen.record][1]}
        )
    merged = links.merged_of(connection, numbers)
    said = _said(connection, everything)
    states = people.states(connection, numbers, desk.settings.timezone)
    for place in places:
        mine = sorted(held[place.contact] - sample)
        plain = _contact(merged[place.contact], {record: claims[record][0] for record in mine})
        plain["id"] = wording.public(place.contact)
        plain["sources"] = sorted((each for record in mine for each in where.get(record, ())), key=_dumped)
        told = sorted((each for record in mine for each in said.get(record, ())), key=lambda pair: pair[0])
        plain["events"] += _once(entry for _, entry in told if entry["kind"] != "note")
        plain["notes"] += [
            {"id": entry["id"], "at": entry["at"], "text": entry["data"]["text"], "source": "you"}
            for _, entry in told
            if entry["kind"] == "note"
        ]
        plain["state"] = states[place.contact].state
        plain["do_not_contact"] = states[place.contact].blocked
        yield Exported(place.digest, plain)


def _contact(merged: Mapping[str, Any], sources: Mapping[int, str]) -> dict[str, Any]:
    """The merged contact without record numbers: each value names the sources that say it."""
    plain = {name: _plain(value, sources) for name, value in merged.items() if name != "sources_of"}
    details = {name: plain.get(name, []) for name in _LISTS}
    for phone in details["phones"]:
        # linkage keeps an extension with the number, after a semicolon; E.164 has none
        phone["e164"] = str(phone.get("e164", "")).partition(";")[0]
    changes = [{"kind": "job_change", **change} for change in plain.pop("job_changes", ())]
    return {
        **plain,
        **{name: [entry["value"] for entry in found] for name, found in details.items()},
        "details": details,
        "positions": plain.get("positions", []),
        "notes": plain.get("notes", []),
        "sources_of": {
            name: sorted({sources[record] for record in said if record in sources})
            for name, said in merged.get("sources_of", {}).items()
        },
        "events": changes,
    }


def _plain(value: Any, sources: Mapping[int, str]) -> Any:
    if isinstance(value, Mapping):
        plain = {name: _plain(inner, sources) for name, inner in value.items() if name != "records"}
        if "records" in value:
            plain["sources"] = sorted({sources[record] for record in value["records"] if record in sources})
        return plain
    if isinstance(value, (list, tuple)):
        return [_plain(inner, sources) for inner in value if not _only_sample(inner, sources)]
    return value


def _only_sample(entry: Any, sources: Mapping[int, str]) -> bool:
    said: Sequence[int] = entry.get("records", ()) if isinstance(entry, Mapping) else ()
    return bool(said) and not any(record in sources for record in said)


def _said(connection: Connection, held: Sequence[int]) -> dict[int, list[_Said]]:
    """What the user did, by the record it is about: acts, edits, notes, questions, answers for facts
    and rulings that stand."""
    found: dict[int, list[_Said]] = {}
    for event in events.standing_of(connection, held, kinds=["act", "edit", "note", "questions", "fact"]):
        if event.record is not None:
            data = {("card_id" if name == "card" else name): value for name, value in event.data.items()}
            entry = {"id": event.id, "at": event.at, "kind": event.kind, "data": data}
            entry["text"] = wording.sentence(connection, event) if event.kind != "note" else ""
            if data.get("act") == "referred":
                entry |= _referral(connection, event)
            found.setdefault(event.record, []).append(((event.at, event.seq), entry))
    _add_rulings(connection, held, found)
    return found


def _referral(connection: Connection, event: events.Event) -> dict[str, Any]:
    """A referral names who gave the name by their id, as long as they are here: forgetting them, on whatever desk
    the export is read back, then leaves nothing of them with whom they named."""
    by = str(event.data.get("by_id", ""))
    number = wording.number(by) if wording.is_contact(by) else 0
    contact = links.contacts_of(connection, [number]).get(number)
    if contact is None:
        return {"data": {name: value for name, value in event.data.items() if name != "by_id"}}
    name = wording.name_of(connection, event.record)
    return {"data": {"act": "referred", "by_id": wording.public(contact)}, "text": f"You have the name of {name}."}


def _add_rulings(connection: Connection, held: Sequence[int], found: dict[int, list[_Said]]) -> None:
    """A ruling stands with both contacts it is about, and names its records by their content."""
    by_event: dict[str, list[events.StandingRuling]] = {}
    for ruling in events.standing_rulings(connection, held):
        by_event.setdefault(ruling.event, []).append(ruling)
    for event_id, rulings in by_event.items():
        event = events.by_id(connection, event_id)
        if event is None:
            continue
        named = {record for ruling in rulings for record in (ruling.left, ruling.right)}
        digests = {row["id"]: row["digest"] for row in records.claims(connection, sorted(named))}
        data = {
            name: _by_content(value, digests) if name in events.PAIRED else value for name, value in event.data.items()
        }
        entry = {"id": event.id, "at": event.at, "kind": "ruling", "data": data}
        entry["text"] = wording.sentence(connection, event)
        for record in named & set(held):
            found.setdefault(record, []).append(((event.at, event.seq), entry))


def _by_content(pairs: Sequence[Sequence[int]], digests: Mapping[int, str]) -> list[list[str]]:
    named = [[digests[record] for record in pair] for pair in pairs if set(pair) <= digests.keys()]
    return sorted(sorted(pair) for pair in named)


def _once(entries: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    return list({entry["id"]: entry for entry in entries}.values())


def _dumped(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)
