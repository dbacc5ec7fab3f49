"""Does a card's act: one event, in words the user can take back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from legwork.desk import linking, people, planning, preparing, wording, writing
from legwork.desk.opening import Desk
from legwork.desk.preferring import read_preferences
from legwork.drafting.drafts import FIRST_MESSAGES
from legwork.errors import NotFound, Refused, WantsReading
from legwork.outreach.acts import interpret
from legwork.outreach.cards import Card
from legwork.outreach.stages import BEFORE_CONTACT, Conversation, conversation
from legwork.store import events, ids, links


@dataclass(frozen=True, slots=True)
class Done:
    """The event, what happened in words, and the contact's id."""

    event: str
    sentence: str
    contact: str


LOOKED = "looked"
NOTHING_SAID = writing.Said()
# What `sent` is kept as on the cards that have an event of their own for it.
_SENDING = frozenset({"sent", "confirmed", "thanked", "reported_back"})
# What ends a reply that is no yes: the kind answer went out before.
_AFTER_ANSWERING = frozenset({"closed", "park"})
WRITE = "write-"  # begins the id of a message that no card asks for
_CHANNELS = {"email": "email", "linkedin_note": "linkedin", "linkedin_message": "linkedin", "phone": "phone"}


def act(desk: Desk, card: str, text: str, said: writing.Said = NOTHING_SAID) -> Done:
    """Does an act such as `sent` or `later:3d` on a card, or on a contact named instead of its card.

    What went out is kept with the event: the words of `said`, else the draft as it stands.

    Raises:
        NotFound: there is no such contact.
        Refused: the act cannot be done here; the message says which can.
        WantsReason: a check would stop the draft, and `said` has no reason.
        WantsReading: the user has not read up on whom a first message goes to, and is to be asked.
    """
    with desk.database.read() as connection:
        shown = _card(desk, connection, card)
        sent = _sent(desk, connection, shown or card, text, said) if shown or card.startswith(WRITE) else {}
    if shown is not None and shown.ref and text in ("same", "different"):
        ruled = linking.rule(desk, shown.ref, text)
        return Done(ruled.event, ruled.sentence, shown.person.id)

    def work(connection: Connection) -> Done:
        number = _present(connection, shown.person.id if shown else contact_of(card))
        person = people.one(desk, connection, number)
        talk = conversation(person.events, captured=person.captured)
        data = _data(desk, connection, text, shown, talk, sent)
        if said.reading == LOOKED and shown is not None and talk.state in BEFORE_CONTACT:
            events.append(
                connection, ids.new("e", desk.clock()), ids.utc(desk.clock()), "act", {"act": "ready"}, record=number
            )
        event = ids.new("e", desk.clock())
        events.append(connection, event, ids.utc(desk.clock()), "act", data, record=number)
        written = events.by_id(connection, event)
        sentence = "" if written is None else wording.sentence(connection, written)
        return Done(event, sentence, wording.public(number))

    return desk.database.write(work)


def contact_of(card: str) -> str:
    """The contact that a card's id, or a contact's own id, names."""
    return card.split("-", 2)[-1]


def _card(desk: Desk, connection: Connection, card: str) -> Card | None:
    if card.startswith(("c_", WRITE)):
        return None
    return planning.card_in(desk, connection, card)


def _sent(desk: Desk, connection: Connection, card: Card | str, text: str, said: writing.Said) -> dict[str, Any]:
    """What the event keeps of the message, where the act says that one went out."""
    name = text.partition(":")[0].strip().casefold()
    if name in _AFTER_ANSWERING and isinstance(card, Card) and card.act == "send_answer":
        kind = planning.draft_in(desk, connection, card)
        final = kind is not None and kind.choice.answer not in {"", "times"}
        return {"text": kind.draft.text} if kind is not None and final else {}
    if name not in _SENDING:
        return {}
    given = {"text": said.text} if said.text.strip() else {}
    given |= {"subject": said.subject} if said.subject is not None else {}
    found = planning.draft_in(desk, connection, card, given)
    if found is None:
        return {}
    channel = _CHANNELS.get(found.draft.channel)
    kept = {**({"channel": channel} if channel else {}), **writing.sent_data(found, said)}
    asks = found.card.act in FIRST_MESSAGES and said.reading != LOOKED
    if asks and not preparing.read_up(connection, wording.number(found.card.person.id), found.card.person.events):
        if said.reading == "":
            raise WantsReading(found.card.person.name)
        kept["read_up"] = False
    return kept if isinstance(found.card, Card) else {**kept, "card": found.card.id, "message": found.card.act}


def _present(connection: Connection, contact: str) -> int:
    number = wording.number(contact)
    found = links.contacts_of(connection, [number]).get(number)
    if found is None:
        raise NotFound("contact")
    return found


def _data(
    desk: Desk, connection: Connection, text: str, card: Card | None, talk: Conversation, sent: Mapping[str, Any]
) -> Mapping[str, Any]:
    if card is None and "text" in sent:
        return {"act": "touched", **sent}
    calendar = planning.calendar_of(desk, read_preferences(connection))
    try:
        done = interpret(text, card if card is not None else talk, now=desk.clock(), calendar=calendar)
    except ValueError as problem:
        raise Refused(str(problem)) from problem
    return {"act": done.act, **sent, **done.data}
