"""Forgets a person: everything of theirs is erased at once, and only salted digests stay, so that a later import
does not bring them back (docs/decisions/0008-forgetting.md)."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Connection, select

from legwork.desk import acting, components, importing, pools, sharing, tombstones, trashing, wording
from legwork.desk.opening import Desk, alone
from legwork.errors import Conflict, NotFound
from legwork.linkage.normalise import persons_of
from legwork.sources.registry import HOSTS
from legwork.store import backups, batches, drafts, erasing, events, evidence, ids, links, records, trash
from legwork.store.events import Event
from legwork.store.tables import jobs, members
from legwork.store.tables import records as record_table

CLEARED: Final = "forgotten"
"""What stands where a name or an address stood in a report or as a file's name."""

_WORD: Final = re.compile(r"[^\W_]+")
_SCHEME: Final = re.compile(r"^[a-z]+:(?://)?(?:www\.)?")
_BATCHES: Final = frozenset({"capture", "typed"})
_ADDRESSES: Final = ("emails", "links")
_NAMES: Final = (("name",), ("given", "family"))
_SHORTEST_ADDRESS: Final = 5  # a profile called `jo` would be found in any text


@dataclass(frozen=True, slots=True)
class Forgotten:
    """The event, how many records were erased, how many imports that waited were ended, and the names of backups in
    the desk's folder, the newest first: they hold the person still."""

    event: str
    records: int
    ended: int
    backups: tuple[str, ...]


def forget(desk: Desk, contact: str) -> Forgotten:
    """Erases a contact, or somebody in the trash, by their id. Nothing brings them back.

    Raises:
        NotFound: there is no such person.
        Conflict: an import is running.
    """
    with alone(desk):
        ended = _end_waiting(desk)
        event, count = desk.database.write(lambda connection: _erase(connection, desk, _found(connection, contact)))
        desk.memory.clear()
        desk.database.press_out()
    return Forgotten(event, count, ended, kept_in(desk))


def empty(desk: Desk, everyone: Iterable[trashing.Trashed]) -> int:
    """Forgets people in the trash; returns how many."""
    return len([forget(desk, one.contact) for one in everyone])


def empty_due(desk: Desk) -> int:
    """Forgets who has been in the trash for thirty days; leaves them for the next time while an import runs."""
    with contextlib.suppress(Conflict):
        return empty(desk, trashing.due(desk))
    return 0


def called(desk: Desk, contact: str) -> str:
    """What somebody who is there or in the trash is called.

    Raises:
        NotFound: there is no such person.
    """
    with desk.database.read() as connection:
        held = _found(connection, contact)
        return trashing.known_as(connection, held)[0]


def kept_in(desk: Desk) -> tuple[str, ...]:
    """The backups in the desk's folder, the newest first."""
    found = sorted(desk.backups.glob(f"*{backups.SUFFIX}"), key=lambda path: path.stat().st_mtime, reverse=True)
    return tuple(path.name for path in found)


def _found(connection: Connection, contact: str) -> set[int]:
    """The records of somebody who is there or in the trash."""
    number = wording.number(contact)
    held: set[int] = set().union(*links.housemates(connection, [number]).values())
    if held:
        return held
    for event in events.of_kind(connection, [trashing.KIND]):
        held = trash.records_of(connection, event.id)
        if number in held:
            return held
    raise NotFound("contact")


def _erase(connection: Connection, desk: Desk, held: set[int]) -> tuple[str, int]:
    marks = tombstones.marks_of(connection, held)
    held |= _taken_back(connection, marks, held)
    said = Said.of(connection, held)
    # First of all, so that no event to come has the number of one that goes: readings are kept by the newest number.
    event = ids.new("e", desk.clock())
    events.append(connection, event, ids.utc(desk.clock()), events.FORGOT, {})
    erasing.begin(connection, held)
    batches_gone = _erase_events(connection, held)
    _erase_shared(connection, said.identifiers, held)
    theirs = set(map(wording.public, held))
    erasing.drop_answers(connection, theirs)
    evidence.forget(connection, held, HOSTS, said.mentioned)
    for card in drafts.kept(connection):
        if acting.contact_of(card) in theirs:
            drafts.drop(connection, card)
    erasing.drop_sightings(connection, held, tombstones.place)
    components.relink(connection, [], leaving=held)
    erasing.drop_records(connection, held)
    for batch in batches_gone:
        erasing.drop_batch(connection, batch)
    erasing.scrub(connection, said.cleared, said.mentioned, tombstones.place)
    trash.bury(connection, event, marks)
    erasing.end(connection)
    return event, len(held)


def _taken_back(connection: Connection, marks: Collection[str], held: set[int]) -> set[int]:
    """Records of the person that stand behind no contact, because the import that showed them was undone."""
    own = {mark for mark in marks if " employer:" not in mark}
    behind = select(members.c.record_id)
    query = select(record_table.c.id).where(record_table.c.id.not_in(behind))
    rest = set(connection.execute(query).scalars()) - held
    rest -= trash.among(connection, rest)
    linker = pools.linker(connection)
    keys = {row["id"]: row["key"] for row in records.claims(connection, rest)}
    claims = pools.read_claims(connection, rest)
    people = persons_of(claims, region=linker.region, shared=linker.shared)
    return {person.record for person in people if own & tombstones.marks(person, keys[person.record])}


@dataclass(frozen=True, slots=True)
class Said:
    """What the records of a person say of them, by which other rows are looked through: addresses in small letters,
    and whole names as sets of words."""

    identifiers: frozenset[str]
    addresses: frozenset[str]
    names: frozenset[frozenset[str]]

    @classmethod
    def of(cls, connection: Connection, held: Collection[int]) -> Said:
        linker = pools.linker(connection)
        claims = pools.read_claims(connection, held)
        people = list(persons_of(claims, region=linker.region))
        values = [
            str(one.get("value", "")) for claim in claims for kind in _ADDRESSES for one in claim.claim.get(kind, ())
        ]
        values += [email.address for person in people for email in person.emails]
        values += [profile.key for person in people for profile in person.profiles]
        names = [
            _words(" ".join(str(claim.claim.get(part) or "") for part in parts)) for claim in claims for parts in _NAMES
        ]
        return cls(
            identifiers=frozenset(
                one
                for person in people
                for one in (*person.identifiers, *(f"email:{email.address}" for email in person.emails))
            ),
            addresses=frozenset(bare for value in values if len(bare := _bare(value)) >= _SHORTEST_ADDRESS),
            names=frozenset(name for name in names if len(name) > 1),
        )

    def mentioned(self, text: str) -> bool:
        small = text.casefold()
        if any(address in small for address in self.addresses):
            return True
        words = _words(small)
        return any(name <= words for name in self.names)

    def cleared(self, value: Any) -> Any:
        """A report, or any part of it, without what names the person."""
        if isinstance(value, str):
            return CLEARED if self.mentioned(value) else value
        if isinstance(value, Mapping):
            if "email" in value and any(self.mentioned(str(one)) for one in value.values()):
                return dict.fromkeys(value, CLEARED)
            return {name: self.cleared(one) for name, one in value.items()}
        return [self.cleared(one) for one in value] if isinstance(value, list) else value


def _words(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(text.casefold()))


def _bare(address: str) -> str:
    return _SCHEME.sub("", address.casefold()).partition("?")[0].rstrip("/")


def _erase_events(connection: Connection, held: set[int]) -> list[str]:
    """Erases what was said and done of the person alone, takes them out of what is about others too, and returns
    batches that brought nobody else."""
    roots: dict[str, Event] = {}
    for name in erasing.events_about(connection, held):
        event = events.by_id(connection, name)
        while event is not None and event.undoes is not None:
            event = events.by_id(connection, event.undoes)
        if event is not None:
            roots[event.id] = event
    gone = [root for root in roots.values() if not _goes_on(connection, root, held)]
    erasing.drop_events(connection, [one for root in gone for one in erasing.chain_of(connection, root.id)])
    return [root.data["batch"] for root in gone if root.kind in _BATCHES]


def _goes_on(connection: Connection, root: Event, held: set[int]) -> bool:
    """Whether an event is about others too; then it is anchored to them, and says nothing of the person any more."""
    data: Mapping[str, Any] | None = root.data
    record = root.record
    if root.kind == "ruling":
        data = _without(root.data, held)
        record = data["pairs"][0][0] if data else None
        erasing.drop_rulings(connection, root.id, held)
    elif root.kind in _BATCHES:
        record = min(batches.records_of(connection, root.data["batch"]) - held, default=None)
    elif root.kind == trashing.KIND:
        record = min(trash.records_of(connection, root.id) - held, default=None)
    if record is None or record in held or data is None:
        return False
    erasing.anchor(connection, root.id, record, data)
    return True


def _without(data: Mapping[str, Any], held: set[int]) -> dict[str, Any] | None:
    """What a ruling says of others; None when that is nothing."""
    left = {name: [pair for pair in data.get(name, ()) if not held & set(pair)] for name in sorted(events.PAIRED)}
    rest = {name: value for name, value in data.items() if name not in events.PAIRED}
    if left["pairs"][:1] != data["pairs"][:1]:
        rest.pop("values", None)
    if not left["pairs"]:
        name, verdict = ("same", "same") if left["same"] else ("apart", "different")
        left["pairs"], left[name] = left[name], []
        rest["verdict"] = verdict
    return {**rest, **{name: pairs for name, pairs in left.items() if pairs}} if left["pairs"] else None


def _erase_shared(connection: Connection, identifiers: Collection[str], held: set[int]) -> None:
    """Takes back that an address is shared where nobody else has it."""
    marked = [one for one in identifiers if one in sharing.standing(connection)]
    only = [one for one in marked if not sharing.holders(connection, [one]) - held]
    for name in erasing.drop_shared(connection, only):
        event = events.by_id(connection, name)
        if event is None:
            continue
        if event.kind == "ruling":
            left = [one for one in event.data["shared"] if one not in only]
            erasing.anchor(connection, name, event.record, {**event.data, "shared": left})
        else:
            erasing.drop_events(connection, erasing.chain_of(connection, name))


def _end_waiting(desk: Desk) -> int:
    """Ends imports that wait for the user or their turn, and removes their files: those may hold the person."""
    with desk.database.read() as connection:
        query = select(jobs.c.id).where(jobs.c.state.in_(["received", "preview", "waiting"]))
        waiting = list(connection.execute(query).scalars())
    for job in waiting:
        importing.cancel(desk, job)
    return len(waiting)
