"""How contacts, pairs and events are named to the user."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from sqlalchemy import Connection, select

from legwork.errors import NotFound
from legwork.outreach.words import counted, listed, weekday_words
from legwork.store import ids, links, trash
from legwork.store.events import Event
from legwork.store.tables import records

_CONTACT = re.compile(r"c_(\d{1,18})")
_RECORD = re.compile(r"(?:c_)?(\d{1,18})")
_PAIR = re.compile(r"p_(\d{1,18})_(\d{1,18})")

_KINDS: Mapping[str, str] = {"email": "e-mail address", "phone": "phone number"}

# Each begins with words of its own, so that a capital letter never falls on a name or a file.
_ACTS: Mapping[str, str] = {
    "want": "you want to talk to {name}",
    "not_now": "you said not now of {name}",
    "inbox_later": "the Inbox keeps {name} for later",
    "ready": "you are ready to invite {name}",
    "sent": "you wrote to {name}",
    "replied": "you had a reply from {name}",
    "later": "the card of {name} comes back later",
    "skip": "the card of {name} was skipped for the day",
    "park": "you parked {name}",
    "not_this_person": "you put {name} aside: not this person",
    "scheduled": "a conversation with {name} was agreed",
    "confirmed": "the conversation with {name} was confirmed",
    "briefed": "you read the brief for {name}",
    "held": "the conversation with {name} took place",
    "debriefed": "you noted what you learned from {name}",
    "thanked": "you thanked {name}",
    "reported_back": "you told {name} what came of it",
    "touched": "you were in touch with {name}",
    "keep_in_touch": "you keep in touch with {name}",
    "admired": "you admire {name}",
    "referred": "you have the name of {name} from {by}",
    "wondered": "you wrote down what you want to know of {name}",
    "began": "the conversation with {name} began",
    "noted": "you noted a line of your talk with {name}",
    "went_on": "the conversation with {name} went on with their consent",
    "promised": "you made a promise to {name}",
    "planned": "you made a plan after your talk with {name}",
    "kept": "you kept your word after your talk with {name}",
    "let_go": "you let go of what you meant to do for {name}",
    "not_yet": "you put off deciding after your talk with {name}",
    "do_not_contact": "you asked not to contact {name}",
    "may_contact": "you may contact {name} again",
    "closed": "the conversation with {name} was closed",
    "reopened": "the conversation with {name} was opened again",
}


_WISHES: Mapping[str, str] = {
    "pause": "you paused the search until {until}",
    "resume": "you took the search up again",
    "stop": "you stopped for the day",
    "more": "you asked for a little more today",
}


def public(contact: int) -> str:
    return f"c_{contact}"


def is_contact(name: str) -> bool:
    """Whether this could be a contact's name."""
    return _CONTACT.fullmatch(name) is not None


def number(contact: str) -> int:
    """
    Raises:
        NotFound: this is no contact's name.
    """
    found = _CONTACT.fullmatch(contact)
    if found is None:
        raise NotFound("contact")
    return int(found.group(1))


def record(name: str) -> int:
    """The number of a record, by its own or by that of the contact whose oldest record it is: `12` or `c_12`.

    Raises:
        NotFound: this names neither.
    """
    found = _RECORD.fullmatch(name)
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


def clause(connection: Connection, event: Event) -> str:
    """What happened, in words without capital and full stop; the event itself, not its undoing."""
    return _CLAUSES[event.kind](connection, event)


def sentence(connection: Connection, event: Event) -> str:
    """What happened, as a whole sentence."""
    return whole(clause(connection, event))


def whole(words: str) -> str:
    """A sentence: a capital letter first and one full stop, also after a name that ends in one."""
    return words[:1].upper() + words[1:] + ("" if words.endswith((".", "!", "?", "…")) else ".")


def _act(connection: Connection, event: Event) -> str:
    said = _ACTS.get(str(event.data["act"]), "something happened with {name}")
    words = said.format(name=name_of(connection, event.record), by=referee(connection, event))
    if event.data.get("read_up") is False:
        words += " without having read up"
    override = event.data.get("override")
    return f"{words}, against advice: {override['reason']}" if isinstance(override, Mapping) else words


def referee(connection: Connection, event: Event) -> str:
    """Who gave the name; an event read back from an export says so itself."""
    by = str(event.data.get("by_id", ""))
    known = name_of(connection, number(by)) if is_contact(by) else "someone"
    return str(event.data.get("by") or "someone") if known == "someone" else known


def _edit(connection: Connection, event: Event) -> str:
    return f"you set the {event.data['field']} of {name_of(connection, event.record)}"


def _note(connection: Connection, event: Event) -> str:
    return f"you wrote a note about {name_of(connection, event.record)}"


def _questions(connection: Connection, event: Event) -> str:
    return f"you chose what to ask {name_of(connection, event.record)}"


def _fact(connection: Connection, event: Event) -> str:
    return f"you said that a fact about {name_of(connection, event.record)} is {event.data['said']}"


_OWN: Mapping[str, str] = {
    "level": "you said how well you know {skill}",
    "option": "you wrote down a way to go in {field}",
    "evidence": "you linked a conversation {side} a way to go",
    "decided": "you decided about {field}",
    "weighed": "you weighed what was said of a place against a value",
    "reviewed": "you wrote the review of a week",
    "timed": "you timed your introduction",
}


def _own(_connection: Connection, event: Event) -> str:
    said = {name: str(event.data.get(name, "")) for name in ("skill", "field", "side")}
    return _OWN.get(str(event.data.get("what")), "you wrote something down").format(**said)


def _setting(_connection: Connection, event: Event) -> str:
    names = [name.replace("_", " ") for name in sorted(event.data["is"])]
    return f"the setting {names[0]} was changed" if len(names) == 1 else f"the settings {listed(names)} were changed"


def _employer(_connection: Connection, event: Event) -> str:
    name, said = event.data["name"], event.data
    if said.get("listed") is False:
        return f"you took the employer {name} off your list"
    return f"you rated the employer {name}" if "motivation" in said else f"you put the employer {name} on your list"


def _wish(_connection: Connection, event: Event) -> str:
    until, on = event.data.get("until"), ids.instant(event.at).date()
    back = weekday_words(date.fromisoformat(until), on) if until else ""
    return _WISHES[event.data["act"]].format(until=back)


def _capture(connection: Connection, event: Event) -> str:
    return f"you saved {name_of(connection, event.record)} from a page"


def _typed(_connection: Connection, event: Event) -> str:
    count = event.data.get("count", 0)
    return f"{count} {'person was' if count == 1 else 'people were'} added by hand"


def _imported(_connection: Connection, event: Event) -> str:
    files = event.data.get("files", [])
    return f"the file {files[0]} was imported" if len(files) == 1 else f"{len(files)} files were imported"


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
    if count := event.data.get("count", 0):
        return f"you joined {counted(count, 'strong pair')} at once" if count > 1 else "you joined the only strong pair"
    one, other = sorted(_written(connection, record) for record in event.data["pairs"][0])
    both = f"{one} and {other}" if one != other else f"two contacts named {one}"
    more = ", and kept the other candidate apart" if event.data.get("apart") else ""
    if event.data["verdict"] == "same":
        return f"you joined {both} as one person{more}"
    what = " and ".join(one.partition(":")[2] for one in event.data.get("shared", ()))
    return f"you kept {both} apart" + (f", who share {what}" if what else "")


def _shared(_connection: Connection, event: Event) -> str:
    return f"the {_KINDS[event.data['identifier'].partition(':')[0]]} {event.data['text']} was marked as shared"


def _trash(connection: Connection, event: Event) -> str:
    number = event.record or 0
    claim = connection.execute(select(records.c.claim).where(records.c.id == number)).scalar() or {}
    return f"you put {str(claim.get('name') or '') or 'someone'} in the trash"


def _forgot(_connection: Connection, _event: Event) -> str:
    return "someone was forgotten, with everything that was here of them"


def _written(connection: Connection, record: int) -> str:
    """The name as the record itself gives it: contacts that were joined have only one between them."""
    if trash.among(connection, [record]):
        return "someone"
    claim = connection.execute(select(records.c.claim).where(records.c.id == record)).scalar() or {}
    return str(claim.get("name") or "") or name_of(connection, record)


_CLAUSES: Mapping[str, Callable[[Connection, Event], str]] = {
    "act": _act,
    "edit": _edit,
    "note": _note,
    "questions": _questions,
    "fact": _fact,
    "ruling": _ruling,
    "setting": _setting,
    "employer": _employer,
    "wish": _wish,
    "own": _own,
    "capture": _capture,
    "typed": _typed,
    "import": _imported,
    "sample": _sample,
    "shared": _shared,
    "trash": _trash,
    "forgot": _forgot,
}
