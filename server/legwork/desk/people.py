"""Contacts as outreach sees them: facts read off the merged contact, and the events that stand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, tzinfo
from typing import Any

from sqlalchemy import Connection, func, select

from legwork.desk import connections, own_cards, owners, wording
from legwork.desk.corresponding import with_shown
from legwork.desk.opening import Desk
from legwork.desk.preferring import Preferences
from legwork.linkage.connections import Between
from legwork.linkage.names import greeted
from legwork.linkage.normalise import employer_names, linkedin_profile
from legwork.outreach.happening import Event, in_reach, said
from legwork.outreach.people import Channels, Exchange, JobChange, Parted, Person, Tenure
from legwork.outreach.stages import Conversation, conversation
from legwork.store import batches as batch_store
from legwork.store import events, ids, links, preferences
from legwork.store.rows import chunks
from legwork.store.tables import batch_files, batches, contacts, files, members, sightings
from legwork.store.tables import records as record_table
from legwork_importers.captures import Captures
from legwork_importers.contract import Owner

CAPTURE = "capture"
LINKED = "linked"
FEW = 100
"""Contacts up to which it is faster to ask about them than about everybody."""


def everyone(desk: Desk, connection: Connection, mine: Preferences) -> tuple[Person, ...]:
    """Every contact with its standing acts; the user's own entries and nameless ones are left out.

    What the merged contacts say is read once, and after that only for contacts that were written since.
    """
    everybody = known(desk, connection, mine)
    done = acts(connection, None, desk.settings.timezone)
    names = referees(connection, done)
    return tuple(
        with_acts(person, done[number], names) if number in done else person for number, person in everybody.items()
    )


def one(desk: Desk, connection: Connection, number: int) -> Person:
    """One contact with its standing acts, by its number."""
    _, _, person = next(_people(connection, [number]))
    if between := connections.parted(desk, connection, [number]).get(number):
        person = _parted(person, between)
    done = acts(connection, [number], desk.settings.timezone)
    return with_acts(person, done.get(number, []), referees(connection, done))


def states(connection: Connection, numbers: Iterable[int], zone: tzinfo | None) -> dict[int, Conversation]:
    """Where the conversation with each of the contacts stands."""
    wanted = list(numbers)
    captured = captured_among(connection, wanted)
    done = acts(connection, wanted, zone)
    return {number: conversation(done.get(number, ()), captured=number in captured) for number in wanted}


def referrals(connection: Connection, numbers: Iterable[int]) -> dict[int, str]:
    """Who named each of the contacts, as far as somebody did who is still known here."""
    done = acts(connection, list(numbers), None)
    names = referees(connection, done)
    found = {number: referred(events, names)[0] for number, events in done.items()}
    return {number: name for number, name in found.items() if name}


def captured_among(connection: Connection, numbers: Iterable[int] | None = None) -> set[int]:
    """The contacts, or those among `numbers`, that the user has saved from a page."""
    if numbers is None:
        # by the files that brought them: these are few, where the records of other sources may be many
        brought = select(files.c.id).where(files.c.kind.in_([Captures.kind, "typed"]))
        shown = select(members.c.contact_id).join(sightings, sightings.c.record_id == members.c.record_id)
        return {
            number
            for chunk in chunks(connection.execute(brought).scalars().all())
            for number in connection.execute(shown.where(sightings.c.file_id.in_(chunk))).scalars()
        }
    query = (
        select(members.c.contact_id)
        .join(record_table, record_table.c.id == members.c.record_id)
        .where(record_table.c.source.in_([CAPTURE, "typed"]))
        .distinct()
    )
    found: set[int] = set()
    for chunk in chunks(numbers):
        found.update(connection.execute(query.where(members.c.contact_id.in_(chunk))).scalars())
    return found


def employer_key(company: str) -> str:
    """One key for an employer however it is written; empty when none is named."""
    keys = employer_names(company) if company else ()
    return keys[0] if keys else ""


def known(desk: Desk, connection: Connection, mine: Preferences) -> Mapping[int, Person]:
    """Every contact by number, without its acts; the same object as before where nothing changed.

    Whoever reads what was known before must not change it.
    """
    version = preferences.counter(connection, LINKED)
    brought = preferences.counter(connection, batch_store.BROUGHT)
    kept: _Known | None = desk.memory.get("people")
    if kept is not None and kept.linked == version and kept.brought == brought and kept.mine == mine:
        return kept.people
    owner = owners.owner_of(connection)
    me = replace(owner, emails=owner.emails.union(mine.emails), profiles=owner.profiles.union({mine.profile}))
    if kept is None or kept.me != me or kept.linked > version:
        read = _read(connection, me, since=-1)
    else:
        read = _renewed(connection, kept, me)
    gone = connections.parted(desk, connection)
    everybody = _with_parted(read, gone, kept)
    if kept is not None and everybody == kept.people:
        everybody = kept.people
    desk.memory["people"] = _Known(version, brought, mine, me, read, gone, everybody)
    return everybody


@dataclass(frozen=True, slots=True)
class _Known:
    """People as read, with what they were made from: who is who, what was brought, who the user is. `people` are
    those of `read`, some of them known as connections no longer."""

    linked: int
    brought: int
    mine: Preferences
    me: Owner
    read: dict[int, Person]
    gone: Mapping[int, Between]
    people: dict[int, Person]


def _with_parted(read: dict[int, Person], gone: Mapping[int, Between], kept: _Known | None) -> dict[int, Person]:
    """The people, with what is known of connections that ended; those it was known of before stay the same objects."""
    everybody = {**read}
    for number, between in gone.items():
        if number not in read:
            continue
        same = kept is not None and kept.read.get(number) is read[number] and kept.gone.get(number) == between
        everybody[number] = kept.people[number] if same and kept is not None else _parted(read[number], between)
    return everybody


def _renewed(connection: Connection, kept: _Known, me: Owner) -> dict[int, Person]:
    """The people with what changed since; all others stay the same objects.

    A file that shows a known record again changes nothing about who is who, but perhaps when it was first seen.
    """
    present = set(connection.execute(select(contacts.c.id)).scalars())
    renewed = set(connection.execute(select(contacts.c.id).where(contacts.c.version > kept.linked)).scalars())
    same = present - renewed
    everybody = {number: person for number, person in kept.read.items() if number in same}
    everybody |= _read(connection, me, since=kept.linked)
    first_seen = _first_seen(connection, None)
    for number, person in everybody.items():
        if person.source_first_seen != first_seen.get(number, ""):
            everybody[number] = replace(person, source_first_seen=first_seen.get(number, ""))
    return everybody


def _read(connection: Connection, me: Owner, *, since: int) -> dict[int, Person]:
    own = frozenset(own_cards.comparable(me.emails))
    profiles = {profile for text in me.profiles if (profile := linkedin_profile(text)) is not None}
    found: dict[int, Person] = {}
    changed = select(contacts.c.id).where(contacts.c.version > since).order_by(contacts.c.id)
    for merged, number, person in _people(connection, list(connection.execute(changed).scalars())):
        if not person.name or merged.get("kind") in {"org", "organization", "group"}:
            continue
        if own and not own.isdisjoint(own_cards.addresses_of(merged)):
            continue
        if linkedin_profile(person.channels.profile) in profiles:
            continue
        found[number] = person
    return found


def _people(connection: Connection, numbers: Sequence[int]) -> Iterator[tuple[Mapping[str, Any], int, Person]]:
    """What is known of each contact as merged, its number, and the contact; read some at a time, since what is known
    takes many times the room of what is kept of it."""
    some = numbers if len(numbers) < FEW else None
    captured = captured_among(connection, some)
    first_seen = _first_seen(connection, some)
    for chunk in chunks(numbers):
        query = select(contacts).where(contacts.c.id.in_(chunk)).order_by(contacts.c.id)
        for row in connection.execute(query).mappings():
            person = _person(row, row["id"] in captured, first_seen.get(row["id"], ""))
            yield row["merged"], row["id"], person


def _person(row: Mapping[Any, Any], captured: bool, first_seen: str) -> Person:  # noqa: FBT001  a fact, not a switch
    merged = row["merged"]
    employer = employer_key(row["company"])
    positions = [position for position in merged.get("positions", ()) if position.get("company")]
    return Person(
        id=wording.public(row["id"]),
        name=row["name"],
        given=greeted(str(merged.get("given", ""))),
        title=row["title"],
        company=row["company"],
        employer=employer,
        schools=tuple(str(item["school"]) for item in merged.get("education", ()) if item.get("school")),
        past_employers=tuple(
            Tenure(position["company"], _year(position.get("from")), _year(position.get("to")))
            for position in positions
            if employer_key(position["company"]) != employer
        ),
        connected_on=_day(merged.get("connected_on")),
        channels=Channels(
            email=_first(merged.get("emails", ())),
            profile=_first(link for link in merged.get("links", ()) if linkedin_profile(link["value"])),
            phone=_first(merged.get("phones", ())),
        ),
        exchange=_exchange(merged.get("exchange", {})),
        job_change=_job_change(merged.get("job_changes", ())),
        source_first_seen=first_seen,
        captured=captured,
        titles_here=tuple(
            dict.fromkeys(
                str(position["title"])
                for position in reversed(positions)
                if position.get("title") and employer_key(position["company"]) == employer
            )
        ),
        place=str(merged.get("location", "")),
    )


def acts(connection: Connection, numbers: Sequence[int] | None, zone: tzinfo | None) -> dict[int, list[Event]]:
    """Standing acts by contact, in the order they were recorded, and after them what imports show since the first."""
    held = None
    if numbers is not None:
        held = {record: number for number, found in links.members_of(connection, numbers).items() for record in found}
    stood = events.standing_of(connection, held, kinds=["act"])
    if held is None:
        held = links.contacts_of(connection, {event.record for event in stood if event.record is not None})
    found: dict[int, list[Event]] = {}
    for event in stood:
        if event.record is not None and event.record in held:
            data = {name: value for name, value in event.data.items() if name != "act"}
            acted = Event(event.id, ids.instant(event.at), str(event.data["act"]), data)
            if in_reach(acted):
                local = replace(acted, at=acted.at.astimezone(zone)) if zone else acted
                found.setdefault(held[event.record], []).append(local)
    return with_shown(connection, found, zone)


def referees(connection: Connection, acts: Mapping[int, Sequence[Event]]) -> dict[str, str]:
    """What those are called who named somebody, by the id the event gives."""
    given = {said(event, "by_id") for found in acts.values() for event in found if event.act == "referred"}
    records = {name: wording.number(name) for name in given if wording.is_contact(name)}
    where = links.contacts_of(connection, records.values())
    merged = links.merged_of(connection, where.values())
    return {name: wording.called(merged[where[record]]) for name, record in records.items() if record in where}


def referred(acts: Iterable[Event], names: Mapping[str, str]) -> tuple[str, date | None]:
    """The newest referral: who, and the day. An event may have the name itself, where who gave it is not here."""
    found: tuple[str, date | None] = ("", None)
    for event in acts:
        if event.act == "referred" and (name := names.get(said(event, "by_id")) or said(event, "by")):
            found = (name, event.at.date())
    return found


def with_acts(person: Person, acts: Sequence[Event], names: Mapping[str, str]) -> Person:
    """A contact with what happened, and who named them."""
    who, when = referred(acts, names)
    return replace(person, events=tuple(acts), referred_by=who, referred_on=when)


def _first_seen(connection: Connection, numbers: Sequence[int] | None) -> dict[int, str]:
    """The date of the oldest export or capture that shows each contact."""
    day = func.trim(func.substr(files.c.as_of, 1, 10))
    query = (
        select(members.c.contact_id, func.min(day))
        .join(sightings, sightings.c.record_id == members.c.record_id)
        .join(files, files.c.id == sightings.c.file_id)
        .join(batch_files, batch_files.c.file_id == files.c.id)
        .join(batches, batches.c.id == batch_files.c.batch_id)
        .where(batches.c.state == "applied", day != "")
        .group_by(members.c.contact_id)
    )
    if numbers is not None:
        query = query.where(members.c.contact_id.in_(numbers))
    return {row[0]: row[1] for row in connection.execute(query)}


def _exchange(said: Mapping[str, Any]) -> Exchange | None:
    first, last = _day(said.get("first")), _day(said.get("last"))
    return Exchange(first, last, said["sent"], said["received"]) if first and last else None


def _job_change(changes: Sequence[Mapping[str, Any]]) -> JobChange | None:
    if not changes:
        return None
    newest = max(changes, key=lambda change: str(change.get("before", "")))
    seen = _day(newest.get("before"))
    if seen is None:
        return None
    return JobChange(
        seen,
        str(newest.get("to_title", "")),
        str(newest.get("to_company", "")),
        str(newest.get("from_title", "")),
        str(newest.get("from_company", "")),
        _day(newest.get("after")),
    )


def _parted(person: Person, between: Between) -> Person:
    parted = Parted(date.fromisoformat(between.after), date.fromisoformat(between.before), person.connected_on or None)
    return replace(person, connected_on=None, parted=parted)


def _first(values: Iterable[Mapping[str, Any]]) -> str:
    return next((str(item["value"]) for item in values if item.get("value")), "")


def _day(text: object) -> date | None:
    try:
        return datetime.fromisoformat(str(text)[:10]).date() if text else None
    except ValueError:
        return None


def _year(text: object) -> int | None:
    head = str(text or "")[:4]
    return int(head) if head.isdigit() else None
