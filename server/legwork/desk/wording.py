"""How contacts, pairs and events are named to the user."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy import Connection

from legwork.errors import NotFound
from legwork.store import links
from legwork.store.events import Event

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
    return _SENTENCES[event.kind](connection, event)


def _act(connection: Connection, event: Event) -> str:
    said = _ACTS.get(str(event.data["act"]), "something about {name}")
    return said.format(name=name_of(connection, event.record))


def _edit(connection: Connection, event: Event) -> str:
    return f"you set the {event.data['field']} of {name_of(connection, event.record)}"


def _note(connection: Connection, event: Event) -> str:
    return f"you wrote a note about {name_of(connection, event.record)}"


def _setting(_connection: Connection, event: Event) -> str:
    return f"the setting {', '.join(sorted(event.data['is']))} was changed"


def _capture(connection: Connection, event: Event) -> str:
    return f"{name_of(connection, event.record)} was saved from a page"


def _typed(_connection: Connection, event: Event) -> str:
    count = event.data.get("count", 0)
    return f"{count} {'person was' if count == 1 else 'people were'} added by hand"


def _imported(_connection: Connection, event: Event) -> str:
    files = event.data.get("files", [])
    return f"{files[0] if len(files) == 1 else f'{len(files)} files'} imported"


def _sample(_connection: Connection, _event: Event) -> str:
    return "the sample people were added"


def name_of(connection: Connection, record: int | None) -> str:
    """What the contact behind which a record stands is called, or *someone* when it stands no longer."""
    if record is None:
        return "someone"
    contact = links.contacts_of(connection, [record]).get(record)
    return "someone" if contact is None else called(links.merged_of(connection, [contact])[contact])


def called(merged: Mapping[str, Any]) -> str:
    """What a contact is called where its name stands: the name, or what there is in its place."""
    ways = (merged.get(field) or () for field in ("emails", "phones", "links"))
    values = (str(entry["value"]) for found in ways for entry in found)
    page = next(values, "").removeprefix("https://").removeprefix("http://").rstrip("/")
    return str(merged.get("name") or "") or page or "someone"


def _ruling(connection: Connection, event: Event) -> str:
    left, right = event.data["pairs"][0]
    names = sorted({name_of(connection, left), name_of(connection, right)})
    if event.data["verdict"] == "same":
        return f"{' and '.join(names)} were joined as one person"
    return f"{' and '.join(names)} were kept apart" if len(names) == 2 else f"two {names[0]} were kept apart"


_SENTENCES: Mapping[str, Callable[[Connection, Event], str]] = {
    "act": _act,
    "edit": _edit,
    "note": _note,
    "ruling": _ruling,
    "setting": _setting,
    "capture": _capture,
    "typed": _typed,
    "import": _imported,
    "sample": _sample,
}
