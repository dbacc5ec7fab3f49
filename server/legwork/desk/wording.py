"""How contacts, pairs and events are named to the user."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, select

from legwork.errors import NotFound
from legwork.store import links
from legwork.store.events import Event
from legwork.store.tables import contacts

_CONTACT = re.compile(r"c_(\d{1,18})")
_PAIR = re.compile(r"p_(\d{1,18})_(\d{1,18})")

_ACTS: Mapping[str, str] = {
    "want": "you want to talk to {name}",
    "not_now": "{name}: not now",
    "inbox_later": "{name} stays in the Inbox for later",
    "ready": "{name} is ready to be invited",
    "sent": "you wrote to {name}",
    "replied": "{name} replied",
    "later": "{name}'s card comes back later",
    "skip": "{name}'s card was skipped for the day",
    "park": "{name} was parked",
    "not_this_person": "{name}: not this person",
    "scheduled": "a conversation with {name} was agreed",
    "confirmed": "the conversation with {name} was confirmed",
    "briefed": "you read the brief for {name}",
    "held": "the conversation with {name} took place",
    "debriefed": "you noted what you learned from {name}",
    "thanked": "you thanked {name}",
    "reported_back": "you told {name} what came of it",
    "touched": "you were in touch with {name}",
    "keep_in_touch": "you keep in touch with {name}",
    "admired": "{name} is someone you admire",
    "do_not_contact": "{name} is not to be contacted",
    "may_contact": "{name} may be contacted again",
    "closed": "the conversation with {name} was closed",
    "reopened": "the conversation with {name} was opened again",
}


def public(contact: int) -> str:
    return f"c_{contact}"


def number(contact: str) -> int:
    """
    Raises:
        NotFound: this is no contact's name.
    """
    found = _CONTACT.fullmatch(contact)
    if found is None:
        raise NotFound("contact")
    return int(found.group(1))


def pair(left: int, right: int) -> str:
    return f"p_{min(left, right)}_{max(left, right)}"


def pair_numbers(name: str) -> tuple[int, int]:
    """
    Raises:
        NotFound: this is no pair's name.
    """
    found = _PAIR.fullmatch(name)
    if found is None:
        raise NotFound("pair")
    left, right = int(found.group(1)), int(found.group(2))
    return min(left, right), max(left, right)


def sentence(connection: Connection, event: Event) -> str:
    """What happened, in words; the event itself, not its undoing."""
    data = event.data
    if event.kind == "act":
        return _ACTS.get(str(data["act"]), "something about {name}").format(
            name=name_of(connection, event.record)
        )
    if event.kind == "edit":
        return f"you set the {data['field']} of {name_of(connection, event.record)}"
    if event.kind == "note":
        return f"you wrote a note about {name_of(connection, event.record)}"
    if event.kind == "ruling":
        return _ruling(connection, data)
    if event.kind == "setting":
        return f"the setting {', '.join(sorted(data['is']))} was changed"
    if event.kind == "capture":
        return f"{name_of(connection, event.record)} was saved from a page"
    if event.kind == "typed":
        return f"{data['count']} {'person was' if data['count'] == 1 else 'people were'} added by hand"
    files = data.get("files", [])
    what = files[0] if len(files) == 1 else f"{len(files)} files"
    return f"the sample people were added from {what}" if event.kind == "sample" else f"{what} imported"


def name_of(connection: Connection, record: int | None) -> str:
    """The name of the contact behind which a record stands, or *someone* when it stands no longer."""
    if record is None:
        return "someone"
    contact = links.contacts_of(connection, [record]).get(record)
    found = connection.execute(select(contacts.c.name).where(contacts.c.id == contact)).scalar()
    return str(found or "someone")


def _ruling(connection: Connection, data: Mapping[str, Any]) -> str:
    left, right = data["pairs"][0]
    names = sorted({name_of(connection, left), name_of(connection, right)})
    if data["verdict"] == "same":
        return f"{' and '.join(names)} were joined as one person"
    return f"{' and '.join(names)} were kept apart" if len(names) == 2 else f"two {names[0]} were kept apart"
