"""Does a card's act: one event, in words the user can take back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from legwork.desk import linking, people, planning, wording
from legwork.desk.opening import Desk
from legwork.desk.preferring import read_preferences
from legwork.errors import NotFound, Refused
from legwork.outreach.acts import interpret
from legwork.outreach.cards import Card
from legwork.outreach.stages import Conversation, conversation
from legwork.store import events, ids, links


@dataclass(frozen=True, slots=True)
class Done:
    """The event, what happened in words, and the contact's id."""

    event: str
    sentence: str
    contact: str


def act(desk: Desk, card: str, text: str) -> Done:
    """Does an act such as `sent` or `later:3d` on a card, or on a contact named instead of its card.

    Raises:
        NotFound: there is no such contact.
        Refused: the act cannot be done here; the message says which can.
    """
    with desk.database.read() as connection:
        shown = _card(desk, connection, card)
    if shown is not None and shown.ref and text in ("same", "different"):
        ruled = linking.rule(desk, shown.ref, text)
        return Done(ruled.event, ruled.sentence, shown.person.id)

    def work(connection: Connection) -> Done:
        number = _present(connection, shown.person.id if shown else contact_of(card))
        person = people.one(desk, connection, number)
        talk = conversation(person.events, captured=person.captured)
        data = _data(desk, connection, text, shown, talk)
        event = ids.new("e", desk.clock())
        events.append(connection, event, ids.utc(desk.clock()), "act", data, record=number)
        written = events.by_id(connection, event)
        said = "" if written is None else wording.sentence(connection, written)
        return Done(event, said, wording.public(number))

    return desk.database.write(work)


def contact_of(card: str) -> str:
    """The contact that a card's id, or a contact's own id, names."""
    return card.split("-", 2)[-1]


def _card(desk: Desk, connection: Connection, card: str) -> Card | None:
    if card.startswith("c_"):
        return None
    found = planning.queue_in(desk, connection)
    return next((one for one in found.cards if one.id == card), None)


def _present(connection: Connection, contact: str) -> int:
    number = wording.number(contact)
    found = links.contacts_of(connection, [number]).get(number)
    if found is None:
        raise NotFound("contact")
    return found


def _data(desk: Desk, connection: Connection, text: str, card: Card | None, talk: Conversation) -> Mapping[str, Any]:
    calendar = planning.calendar_of(desk, read_preferences(connection))
    try:
        done = interpret(text, card if card is not None else talk, now=desk.clock(), calendar=calendar)
    except ValueError as problem:
        raise Refused(str(problem)) from problem
    return {"act": done.act, **done.data}
