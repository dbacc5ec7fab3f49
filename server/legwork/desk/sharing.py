"""E-mail addresses and phone numbers that several people use: the user says so, and they join nobody any more."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Connection

from legwork.desk import components, pools, wording
from legwork.desk.opening import Desk, alone
from legwork.errors import NotFound, Refused
from legwork.linkage.normalise import email_of, persons_of, phone_of
from legwork.store import events, ids, links, records, sharing

KINDS: Final = ("email:", "phone:")


@dataclass(frozen=True, slots=True)
class Shared:
    """A shared address or number as it is compared, and the event that says so."""

    identifier: str
    text: str
    event: str


def share(desk: Desk, contact: str, text: str) -> str:
    """Says that several people use an e-mail address or phone number of a contact; returns the event.

    Raises:
        NotFound: there is no such contact, or it has no such address or number.
        Refused: it is shared already.
        Conflict: an import is running.
    """

    def work(connection: Connection) -> str:
        number = wording.number(contact)
        held = links.housemates(connection, [number])
        if not held:
            raise NotFound("contact")
        linker = pools.linker(connection)
        wanted = named(text, linker.region)
        if wanted in linker.shared:
            raise Refused("That is marked as shared already.")
        if wanted not in _said(links.merged_of(connection, held), linker.region):
            raise NotFound("e-mail address or phone number here")
        event = ids.new("e", desk.clock())
        data = {"identifier": wanted, "text": text}
        events.append(connection, event, ids.utc(desk.clock()), "shared", data)
        sharing.add(connection, event, [wanted])
        components.renew(connection, holders(connection, [wanted]), also=set())
        return event

    with alone(desk):
        return desk.database.write(work)


def shared(connection: Connection) -> list[Shared]:
    """Everything that is shared, sorted."""
    found = sharing.standing(connection).items()
    return [Shared(identifier, identifier.partition(":")[2], event) for identifier, event in sorted(found)]


def standing(connection: Connection) -> set[str]:
    """Every identifier that is shared."""
    return set(sharing.standing(connection))


def named(text: str, region: str) -> str:
    """An e-mail address or phone number as linkage names it; empty when it is neither."""
    email = email_of(text)
    if email is not None:
        return f"email:{email.address}"
    phone = phone_of(text, region)
    return f"phone:{phone}" if phone else ""


def in_common(connection: Connection, ours: Collection[int], theirs: Collection[int]) -> frozenset[str]:
    """Addresses and numbers that records on both sides have."""
    left, right = (_identifiers(connection, side) for side in (ours, theirs))
    return frozenset(set().union(*left.values()) & set().union(*right.values()))


def holders(connection: Connection, identifiers: Iterable[str]) -> set[int]:
    """Standing records with one of the identifiers, shared or not."""
    wanted = set(identifiers)
    standing = records.standing_ids(connection, sharing.may_say(connection, wanted))
    return {record for record, found in _identifiers(connection, standing, all_of=True).items() if found & wanted}


def _identifiers(connection: Connection, held: Collection[int], *, all_of: bool = False) -> dict[int, set[str]]:
    """The addresses and numbers of records; those marked as shared too where `all_of` them are wanted."""
    linker = pools.linker(connection)
    without = () if all_of else linker.shared
    people = persons_of(pools.read_claims(connection, held), region=linker.region, shared=without)
    return {person.record: {one for one in person.identifiers if one.startswith(KINDS)} for person in people}


def _said(merged: Mapping[int, Mapping[str, Any]], region: str) -> set[str]:
    values = [item["value"] for one in merged.values() for name in ("emails", "phones") for item in one.get(name, ())]
    return {named(str(value), region) for value in values}
