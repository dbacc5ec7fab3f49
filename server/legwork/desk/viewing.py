"""Contacts as pages and the extension show them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, or_, select

from legwork.desk import connections, people, wording
from legwork.desk.opening import Desk
from legwork.desk.undoing import HistoryLine, history
from legwork.errors import NotFound
from legwork.linkage.connections import Between
from legwork.outreach.stages import Conversation
from legwork.store import events, links, records
from legwork.store.indexing import indexed
from legwork.store.rows import chunks
from legwork.store.tables import contacts as table
from legwork.store.tables import doubts, members
from legwork.store.tables import records as record_table
from legwork_importers.captures import capture_key
from legwork_importers.profiles import linkedin_key

LONGEST_QUERY = 200
MOST = 1_000


@dataclass(frozen=True, slots=True)
class ContactLine:
    """One contact in a list. `called` stands where the name does, also when nobody wrote one; `last_event` is an
    act and its ISO day, `since` the day the state began; both may be empty."""

    id: str
    name: str
    called: str
    title: str
    company: str
    state: str
    do_not_contact: bool
    last_event: str
    since: str = ""


@dataclass(frozen=True, slots=True)
class RecordView:
    """One record behind a contact, word for word, and one place where it was seen."""

    id: int
    source: str
    file: str
    locator: str
    raw: str
    claim: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class DoubtView:
    pair: str
    band: str
    other_id: str
    other_name: str
    reasons: Sequence[Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class InboxLine:
    """A captured contact waiting for the user: `came` is when the page was saved."""

    id: str
    name: str
    called: str
    title: str
    company: str
    profile: str
    came: str
    why: str
    note: str
    referred_by: str = ""


@dataclass(frozen=True, slots=True)
class ContactView:
    """Everything known of one contact. `merged` is linkage's merged contact as JSON; `parted` the days between which
    they ceased to be a connection."""

    id: str
    name: str
    state: str
    merged: Mapping[str, Any]
    records: tuple[RecordView, ...]
    timeline: tuple[HistoryLine, ...]
    notes: tuple[tuple[str, str, str], ...]
    doubts: tuple[DoubtView, ...]
    joins: Sequence[Mapping[str, Any]]
    talk: Conversation
    do_not_contact: bool
    last_event: str
    since: str = ""
    parted: Between | None = None

    @property
    def called(self) -> str:
        """What stands where the name does, also when nobody wrote one."""
        return wording.called(self.merged)


def contact(desk: Desk, contact_id: str) -> ContactView:
    """One contact, by its id or the id it had before it was joined with another.

    Raises:
        NotFound: there is none.
    """
    with desk.database.read() as connection:
        number = present(connection, contact_id)
        row = connection.execute(select(table).where(table.c.id == number)).mappings().one()
        held = links.members_of(connection, [number])[number]
        talk = people.states(connection, [number], desk.settings.timezone)[number]
        notes = events.standing_of(connection, held, kinds=["note"])
        view = ContactView(
            id=wording.public(number),
            name=row["name"],
            state=talk.state,
            merged=row["merged"],
            records=_records(connection, held),
            timeline=(),
            notes=tuple((note.id, note.at, str(note.data["text"])) for note in notes),
            doubts=_doubts(connection, number),
            joins=row["joins"],
            talk=talk,
            do_not_contact=talk.blocked,
            last_event=_last(connection, held),
            since=_day(desk, talk.since),
            parted=connections.parted(desk, connection, [number]).get(number),
        )
    timeline = tuple(history(desk, MOST, contact_id))
    return ContactView(**{**{name: getattr(view, name) for name in view.__slots__}, "timeline": timeline})


def contacts(desk: Desk, query: str = "", limit: int = 50, offset: int = 0) -> list[ContactLine]:
    """Contacts by name whose name, employers or addresses hold every word of the query."""
    statement = select(table.c.id, table.c.name, table.c.title, table.c.company)
    for word in query[:LONGEST_QUERY].replace("\x00", "").casefold().split():
        statement = statement.where(table.c.search.contains(word, autoescape=True))
    statement = statement.order_by(table.c.sort_name, table.c.id)
    with desk.database.read() as connection:
        rows = connection.execute(statement.limit(max(0, min(limit, MOST))).offset(max(0, offset))).all()
        return _lines(desk, connection, rows)


def by_address(desk: Desk, url: str) -> list[ContactLine]:
    """Contacts that a page's address belongs to: a profile however it is written, or a page saved before."""
    profile = linkedin_key(url)
    page = capture_key({"url": url.partition("#")[0], "fields": {}})
    key = record_table.c.key
    with desk.database.read() as connection:
        query = (
            select(table.c.id, table.c.name, table.c.title, table.c.company)
            .join(members, members.c.contact_id == table.c.id)
            .join(record_table, record_table.c.id == members.c.record_id)
            .distinct()
            .order_by(table.c.id)
            .limit(20)
        )
        if profile:
            query = query.where(key == indexed(profile))
        else:
            saved = [key == page, *(key.startswith(f"{page}{end}", autoescape=True) for end in (" ", "#", "/#"))]
            query = query.where(record_table.c.source == people.CAPTURE, or_(*saved))
        return _lines(desk, connection, connection.execute(query).all())


def inbox(desk: Desk) -> list[InboxLine]:
    """Captured people who wait for a decision, the newest first."""
    with desk.database.read() as connection:
        captured = people.captured_among(connection)
        today = desk.clock().date()
        waiting = {
            number
            for number, talk in people.states(connection, captured, desk.settings.timezone).items()
            if talk.state == "inbox" and (talk.until is None or talk.until <= today)
        }
        named_by = people.referrals(connection, waiting)
        found: dict[int, InboxLine] = {}
        for chunk in chunks(sorted(waiting)):
            rows = connection.execute(
                select(table.c.id, table.c.name, table.c.merged, table.c.title, table.c.company, record_table.c.claim)
                .join(members, members.c.contact_id == table.c.id)
                .join(record_table, record_table.c.id == members.c.record_id)
                .where(table.c.id.in_(chunk), record_table.c.source.in_([people.CAPTURE, "typed"]))
                .order_by(record_table.c.id)
            )
            for row in rows:
                line = _inbox_line(row)
                if row.id not in found or line.came > found[row.id].came:
                    found[row.id] = replace(line, referred_by=named_by.get(row.id, ""))
    return sorted(found.values(), key=lambda line: (line.came, line.id), reverse=True)


def present(connection: Connection, contact_id: str) -> int:
    """The number of the contact behind which this contact's oldest record stands now.

    Raises:
        NotFound: it stands behind none.
    """
    number = wording.number(contact_id)
    found = links.contacts_of(connection, [number]).get(number)
    if found is None:
        raise NotFound("contact")
    return found


def _lines(desk: Desk, connection: Connection, rows: Sequence[Any]) -> list[ContactLine]:
    numbers = [row.id for row in rows]
    nameless = links.merged_of(connection, [row.id for row in rows if not row.name])
    talks = people.states(connection, numbers, desk.settings.timezone)
    held = links.members_of(connection, numbers)
    last = _last_by_record(connection, {record for found in held.values() for record in found})
    return [
        ContactLine(
            id=wording.public(row.id),
            name=row.name,
            called=row.name or wording.called(nameless[row.id]),
            title=row.title,
            company=row.company,
            state=talks[row.id].state,
            do_not_contact=talks[row.id].blocked,
            last_event=max((last[record] for record in held[row.id] if record in last), default=(0, ""))[1],
            since=_day(desk, talks[row.id].since),
        )
        for row in rows
    ]


def _day(desk: Desk, at: datetime | None) -> str:
    """The user's own day of an instant."""
    return at.astimezone(desk.settings.timezone).date().isoformat() if at else ""


def _last(connection: Connection, held: set[int]) -> str:
    return max(_last_by_record(connection, held).values(), default=(0, ""))[1]


def _last_by_record(connection: Connection, held: set[int]) -> dict[int, tuple[int, str]]:
    found: dict[int, tuple[int, str]] = {}
    for event in events.standing_of(connection, held, kinds=["act"]):
        if event.record is not None:
            found[event.record] = (event.seq, f"{event.data['act']} {event.at[:10]}")
    return found


def _records(connection: Connection, held: set[int]) -> tuple[RecordView, ...]:
    rows = {
        row.id: row
        for row in connection.execute(
            select(record_table.c.id, record_table.c.raw, record_table.c.claim).where(record_table.c.id.in_(held))
        )
    }
    return tuple(
        RecordView(seen.record, seen.source, seen.file, seen.locator, rows[seen.record].raw, rows[seen.record].claim)
        for seen in records.seen(connection, held)
    )


def _doubts(connection: Connection, number: int) -> tuple[DoubtView, ...]:
    rows = connection.execute(
        select(doubts)
        .where((doubts.c.left_contact == number) | (doubts.c.right_contact == number))
        .order_by(doubts.c.weight.desc(), doubts.c.left_id, doubts.c.right_id)
    ).all()
    found = []
    for row in rows:
        other = row.right_contact if row.left_contact == number else row.left_contact
        merged = links.merged_of(connection, [other])[other]
        found.append(
            DoubtView(
                wording.pair(row.left_id, row.right_id),
                row.band,
                wording.public(other),
                wording.called(merged),
                row.scored["comparisons"],
            )
        )
    return tuple(found)


def _inbox_line(row: Any) -> InboxLine:
    page = next((link["value"] for link in row.claim.get("links", ()) if link.get("label") == "page"), "")
    return InboxLine(
        id=wording.public(row.id),
        name=row.name,
        called=wording.called(row.merged),
        title=row.title,
        company=row.company,
        profile=page,
        came=str(row.claim.get("written_on", "")),
        why=str(row.claim.get("why", "")),
        note=str(row.claim.get("notes", "")),
    )
