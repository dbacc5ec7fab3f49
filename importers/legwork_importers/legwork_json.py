"""Legwork's own JSON export, read back: one contact a line, as `export --format json` writes them.

A contact comes back with everything it was merged from as one record; its line tells what happened with it, too. The
list of target employers with its ratings and the user's own events come back as proposals. Edits, rulings and the
desk's settings are not read: for those there are backups.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, TypeVar

from legwork_importers.contract import (
    Address,
    Claim,
    Labelled,
    Position,
    Proposal,
    Read,
    Schooling,
    Source,
    SourceRow,
    Unreadable,
    UnreadableSource,
)
from legwork_importers.dates import birthday, day
from legwork_importers.decoding import decode, head_lines
from legwork_importers.json_lines import BadLine, json_object
from legwork_importers.roles import exported_roles
from legwork_importers.sources import read_whole
from legwork_importers.spreadsheets import NO_PERSON, tells_something
from legwork_importers.table import MAX_CELL, MAX_ROWS, shortened

FIRST_LINE = '{"contacts": ['
LONGEST_CONTACT = 1_000_000
LONGEST_LAST = 20_000_000
_DEEPEST = 20
_MOST_ENTRIES = 1_000
_LAST_LINE = "]"
_BAD_TEXT = re.compile("[\x00\ud800-\udfff]")

Entry = TypeVar("Entry")


class LegworkJson:
    kind = "legwork.json"
    source = kind
    version = 2

    def knows(self, source: Source) -> str | None:
        return "it begins as Legwork's own export does" if head_lines(source)[0].strip() == FIRST_LINE else None

    def read(self, source: Source, *, encoding: str | None = None) -> Iterator[Read]:
        lines = decode(read_whole(source), encoding).lines
        if lines[0].strip() != FIRST_LINE:
            raise UnreadableSource("it is no JSON export of Legwork: one contact a line, below a first line of its own")
        if len(lines) > MAX_ROWS + 2:
            raise UnreadableSource(f"it has more than {MAX_ROWS:,} contacts; split it and import the parts")
        for number, line in enumerate(lines[1:], start=1):
            if line.startswith(_LAST_LINE):
                yield from _beside(str(number), line)
                return
            yield _row(str(number), line)


def _beside(locator: str, line: str) -> Iterator[Proposal | Unreadable]:
    """What stands in the last line beside the contacts; nothing where an older export has nothing."""
    try:
        rest = json_object(f"{FIRST_LINE}{line.strip()}", longest=LONGEST_LAST, deepest=_DEEPEST)
        listed = _listed(rest, "employers")
    except BadLine as problem:
        yield Unreadable("employers", shortened(line), str(problem))
        return
    yield from _employers(listed)
    journal = rest.get("journal")
    yield from _journal(locator, journal if isinstance(journal, list) else [])


def _employers(listed: Sequence[Any]) -> Iterator[Proposal | Unreadable]:
    """The list of target employers, one proposal each."""
    for number, entry in enumerate(listed, start=1):
        locator, raw = f"employers {number}", json.dumps(entry, ensure_ascii=False, sort_keys=True)
        name = _name(entry)
        if name:
            yield Proposal(locator, "target", name, raw, _rating(entry))
        else:
            yield Unreadable(locator, shortened(raw), "no employer's name")


def _name(entry: object) -> str:
    return _clean(str(entry.get("name") or ""))[:MAX_CELL] if isinstance(entry, dict) else ""


def _rating(entry: Mapping[str, Any]) -> dict[str, str]:
    """Motivation 0 to 3 and posting 1 to 3 as they were given, and an advocate where there is one."""
    allowed = {"motivation": range(4), "posting": range(1, 4)}
    found = {name: entry[name] for name in allowed if type(entry.get(name)) is int and entry[name] in allowed[name]}
    detail = {"motivation": "0", "posting": "1"} | {name: str(value) for name, value in found.items()}
    return detail | ({"advocate": "yes"} if entry.get("advocate") is True else {})


def _row(locator: str, line: str) -> SourceRow | Unreadable:
    if not line.strip():
        return Unreadable(locator, line, "empty row", "skipped")
    try:
        contact = json_object(line.strip().removesuffix(","), longest=LONGEST_CONTACT, deepest=_DEEPEST)
    except BadLine as problem:
        return Unreadable(locator, shortened(line), str(problem), torn=True)
    try:
        claim = _claim(contact)
    except BadLine as problem:
        return Unreadable(locator, shortened(line), str(problem))
    if not tells_something(claim):
        return Unreadable(locator, shortened(line), NO_PERSON)
    return SourceRow(locator, claim, line)


def _journal(locator: str, entries: Sequence[Any]) -> Iterator[Proposal | Unreadable]:
    """The user's own events, in the order in which they stand."""
    for place, entry in enumerate(entries, start=1):
        raw = json.dumps(entry, ensure_ascii=False, sort_keys=True)
        if not isinstance(entry, dict) or not isinstance(entry.get("data"), dict) or len(raw) > MAX_CELL:
            yield Unreadable(f"{locator}.{place}", shortened(raw), "no event of a journal")
            continue
        data = json.dumps(entry["data"], ensure_ascii=False, sort_keys=True)
        detail = {"at": _text(entry, "at"), "data": data, "place": f"{place:06}"}
        yield Proposal(f"{locator}.{place}", "journal", _text(entry, "id"), raw, detail)


def _claim(contact: Mapping[str, Any]) -> Claim:
    born = _text(contact, "birthday")
    return Claim(
        name=_text(contact, "name"),
        given=_text(contact, "given"),
        middle=_text(contact, "middle"),
        family=_text(contact, "family"),
        prefix=_text(contact, "prefix"),
        suffix=_text(contact, "suffix"),
        nickname=_text(contact, "nickname"),
        maiden=_text(contact, "maiden"),
        kind=_text(contact, "kind"),
        emails=_labelled(contact, "emails"),
        phones=_labelled(contact, "phones"),
        links=_labelled(contact, "links"),
        positions=exported_roles(
            Position(_text(contact, "title"), _text(contact, "company")), _entries(contact, "positions", _position)
        ),
        education=tuple(each for each in _entries(contact, "education", _schooling) if each != Schooling()),
        addresses=tuple(each for each in _entries(contact, "addresses", _address) if each != Address(each.label)),
        location=_text(contact, "location"),
        headline=_text(contact, "headline"),
        about=_text(contact, "about"),
        pronouns=_text(contact, "pronouns"),
        why=_text(contact, "why"),
        notes="\n\n".join(filter(None, _entries(contact, "notes", lambda note: _text(note, "text")))),
        birthday=birthday(born),
        connected_on=day(_text(contact, "connected_on")),
        labels=tuple(filter(None, _entries(contact, "labels", lambda label: _text(label, "value")))),
        extra={"Birthday": born} if born and not birthday(born) else {},
    )


def _labelled(contact: Mapping[str, Any], name: str) -> tuple[Labelled, ...]:
    """Values with their labels, or the bare ones where nobody wrote more."""
    details = contact.get("details")
    found = _entries(details if isinstance(details, dict) else {}, name, _one_labelled)
    if not found:
        found = [Labelled(_clean(value)) for value in _listed(contact, name) if isinstance(value, str)]
    return tuple(each for each in found if each.value)


def _one_labelled(entry: Mapping[str, Any]) -> Labelled:
    return Labelled(_text(entry, "value"), _text(entry, "label"))


def _position(entry: Mapping[str, Any]) -> Position:
    return Position(*[_text(entry, part) for part in ("title", "company", "department", "from", "to")])


def _schooling(entry: Mapping[str, Any]) -> Schooling:
    return Schooling(*[_text(entry, part) for part in ("school", "degree", "from", "to")])


def _address(entry: Mapping[str, Any]) -> Address:
    parts = ("label", "street", "city", "region", "postcode", "country", "formatted")
    return Address(*[_text(entry, part) for part in parts])


def _entries(found: Mapping[str, Any], name: str, read: Callable[[Mapping[str, Any]], Entry]) -> list[Entry]:
    return [read(each) for each in _listed(found, name) if isinstance(each, dict)]


def _listed(found: Mapping[str, Any], name: str) -> Sequence[Any]:
    values = found.get(name)
    if not isinstance(values, list):
        return ()
    if len(values) > _MOST_ENTRIES:
        raise BadLine(f"{name} has more than {_MOST_ENTRIES:,} entries")
    return values


def _text(found: Mapping[str, Any], name: str) -> str:
    value = found.get(name)
    return _clean(value) if isinstance(value, str) else ""


def _clean(text: str) -> str:
    if len(text) > MAX_CELL:
        raise BadLine(f"a text of more than {MAX_CELL:,} characters")
    return _BAD_TEXT.sub("\ufffd", text).strip()
