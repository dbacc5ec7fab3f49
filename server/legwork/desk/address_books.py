"""A contact as other programs read it: CSV, vCard 4.0 (RFC 6350) and Markdown.

What the CSV and the vCards hold, importers read back (docs/importers.md). Cells that a spreadsheet would run
are made harmless first (`legwork_importers.formulas`).
"""

from __future__ import annotations

import csv
import re
import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, TextIO

from legwork_importers.contract import Position
from legwork_importers.formulas import neutral
from legwork_importers.legwork_csv import BETWEEN
from legwork_importers.roles import role_line

Writer = Callable[[str, Mapping[str, Any]], None]

MOST_OF_A_KIND = 6
_SINGLE = (
    ("First Name", "given"),
    ("Middle Name", "middle"),
    ("Last Name", "family"),
    ("Name Prefix", "prefix"),
    ("Name Suffix", "suffix"),
    ("Nickname", "nickname"),
    ("Maiden Name", "maiden"),
    ("Organization Name", "company"),
    ("Organization Title", "title"),
    ("Headline", "headline"),
    ("Location", "location"),
    ("Birthday", "birthday"),
    ("Pronouns", "pronouns"),
    ("Connected On", "connected_on"),
    ("State", "state"),
)
_GROUPS = (("E-mail", "emails"), ("Phone", "phones"), ("Website", "links"))


def _csv(out: TextIO) -> Writer:
    rows = csv.writer(out, lineterminator="\n")
    header = ["Name", *(name for name, _ in _SINGLE)]
    for name, _ in _GROUPS:
        header += [f"{name} {n} - {part}" for n in range(1, MOST_OF_A_KIND + 1) for part in ("Label", "Value")]
    rows.writerow([*header, "Positions", "Tags", "Notes", "Legwork ID"])

    def write(_digest: str, contact: Mapping[str, Any]) -> None:
        cells = [_text(contact.get("name")), *(_text(contact.get(field)) for _, field in _SINGLE)]
        for _, field in _GROUPS:
            found = _labelled(contact, field)
            for label, value in [*_within(found), *[("", "")] * MOST_OF_A_KIND][:MOST_OF_A_KIND]:
                cells += [label, value]
        roles = "\n".join(map(role_line, _more_roles(contact)))
        cells += [roles, _joined(_labels(contact)), _notes(contact, "\n\n"), contact["id"]]
        rows.writerow([neutral(cell) for cell in cells])

    return write


def _within(found: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """As many as there are columns; the last one holds the rest, `:::` between them, as Google writes it."""
    if len(found) <= MOST_OF_A_KIND:
        return list(found)
    rest = found[MOST_OF_A_KIND - 1 :]
    labels = _joined([label for label, _ in rest]) if any(label for label, _ in rest) else ""
    return [*found[: MOST_OF_A_KIND - 1], (labels, _joined([value for _, value in rest]))]


def _joined(values: Sequence[str]) -> str:
    return f" {BETWEEN} ".join(values)


def _vcards(out: TextIO) -> Writer:
    def write(digest: str, contact: Mapping[str, Any]) -> None:
        lines = ("BEGIN:VCARD", "VERSION:4.0", *_properties(digest, contact), "END:VCARD")
        out.writelines(map(_folded, lines))

    return write


def _properties(digest: str, contact: Mapping[str, Any]) -> Iterator[str]:
    # made from the records' content: a contact's number on this desk would be someone else's on another
    yield f"UID:urn:uuid:{uuid.UUID(digest[:32])}"
    yield f"KIND:{'org' if contact.get('kind') == 'org' else 'individual'}"
    name = _text(contact.get("name"))
    # RFC 6350 wants a name in every card; RFC 9554 lets one say that nobody wrote it
    yield f"FN:{_escaped(name)}" if name else f"FN;DERIVED=TRUE:{_escaped(_fallback(contact))}"
    parts = [_text(contact.get(part)) for part in ("family", "given", "middle", "prefix", "suffix")]
    if any(parts):
        yield "N:" + ";".join(map(_escaped, parts))
    for name, field in (("NICKNAME", "nickname"), ("X-MAIDENNAME", "maiden"), ("BDAY", "birthday")):
        if value := _text(contact.get(field)):
            yield f"{name}:{_birthday(value) if name == 'BDAY' else _escaped(value)}"
    yield from _ways(contact)
    yield from _roles(contact)
    for place in contact.get("addresses", ()):
        order = ("street", "city", "region", "postcode", "country")
        yield "ADR:;;" + ";".join(_escaped(_text(place.get(part))) for part in order)
    if labels := _labels(contact):
        yield "CATEGORIES:" + ",".join(map(_escaped, labels))
    if notes := _notes(contact, "\n\n"):
        yield f"NOTE:{_escaped(notes)}"


def _ways(contact: Mapping[str, Any]) -> Iterator[str]:
    """Addresses, numbers and links; a label stands beside its value as Apple writes it."""
    number = 0
    for name, field in (("EMAIL", "emails"), ("TEL", "phones"), ("URL", "links")):
        for label, value in _labelled(contact, field):
            number += bool(label)
            group = f"item{number}." if label else ""
            yield f"{group}{name}:{_escaped(value)}"
            if label:
                yield f"{group}X-ABLabel:{_escaped(label)}"


def _roles(contact: Mapping[str, Any]) -> Iterator[str]:
    """The present role as ORG and TITLE; what those do not say, under a name of our own."""
    for name, field in (("ORG", "company"), ("TITLE", "title")):
        if value := _text(contact.get(field)):
            yield f"{name}:{_escaped(value)}"
    for role in _more_roles(contact):
        parts = (role.title, role.company, role.start, role.end, role.department)
        yield "X-LEGWORK-POSITION:" + ";".join(map(_escaped, parts))


def _more_roles(contact: Mapping[str, Any]) -> list[Position]:
    """Roles of which the present title and employer do not say everything."""
    present = Position(_text(contact.get("title")), _text(contact.get("company")))
    parts = ("title", "company", "department", "from", "to")
    roles = [Position(*[_text(role.get(part)) for part in parts]) for role in contact.get("positions", ())]
    return [role for role in roles if role != present]


def _markdown(out: TextIO) -> Writer:
    out.write("# Contacts\n")

    def write(_digest: str, contact: Mapping[str, Any]) -> None:
        out.write(f"\n## {_marked(contact.get('name') or _fallback(contact))}\n\n")
        role = " · ".join(filter(None, (_text(contact.get("title")), _text(contact.get("company")))))
        if role:
            out.write(f"{_marked(role)}\n\n")
        out.writelines(f"- {title}: {_marked(line)}\n" for title, lines in _facts(contact) for line in lines)
        for note in contact.get("notes", ()):
            day = f" ({note['at'][:10]})" if note.get("at") else ""
            out.write(f"\nNote{day}:\n\n" + "".join(f"> {_marked(line)}\n" for line in note["text"].splitlines()))

    return write


def _facts(contact: Mapping[str, Any]) -> Iterator[tuple[str, list[str]]]:
    for title, field in (("E-mail", "emails"), ("Phone", "phones"), ("Link", "links")):
        yield (
            title,
            [f"{value} ({label})" if label else value for label, value in _labelled(contact, field)],
        )
    yield "Position", [_position(role) for role in contact.get("positions", ())]
    for title, field in (("Location", "location"), ("Birthday", "birthday"), ("Connected on", "connected_on")):
        yield title, [contact[field]] if contact.get(field) else []
    yield "Tag", _labels(contact)
    yield "Event", [_event(event) for event in contact.get("events", ())]
    yield "Source", [f"{one['source']}, {one['file']}, {one['locator']}" for one in contact.get("sources", ())]


def _event(event: Mapping[str, Any]) -> str:
    if event["kind"] == "disconnected":
        return f"{event['after']} to {event['before']}: no longer among your LinkedIn connections"
    if event["kind"] != "job_change":
        return f"{event['at'][:10]}: {event['text']}"
    roles = [" at ".join(filter(None, (event[f"{side}_title"], event[f"{side}_company"]))) for side in ("from", "to")]
    return f"{event['after']} to {event['before']}: from {roles[0]} to {roles[1]}"


def _position(role: Mapping[str, Any]) -> str:
    what = " at ".join(filter(None, (_text(role.get("title")), _text(role.get("company")))))
    start, end = _text(role.get("from")), _text(role.get("to"))
    return f"{what} ({start}–{end})" if start or end else what


def _labelled(contact: Mapping[str, Any], field: str) -> list[tuple[str, str]]:
    return [(_text(entry.get("label")), entry["value"]) for entry in contact["details"].get(field, ())]


def _labels(contact: Mapping[str, Any]) -> list[str]:
    return [str(entry["value"]) for entry in contact.get("labels", ())]


def _notes(contact: Mapping[str, Any], between: str) -> str:
    return between.join(note["text"] for note in contact.get("notes", ()))


def _fallback(contact: Mapping[str, Any]) -> str:
    """What stands for a name where there is none."""
    ways = [*contact.get("emails", ()), *contact.get("phones", ()), *contact.get("links", ())]
    return _text(contact.get("company")) or next(iter(ways), "") or "Someone"


def _birthday(value: str) -> str:
    """RFC 6350 writes dates without separators: 19850412, and --0412 without a year."""
    return f"--{value[2:].replace('-', '')}" if value.startswith("--") else value.replace("-", "")


def _text(value: object) -> str:
    return "" if value is None else str(value)


def _escaped(text: str) -> str:
    clean = re.sub(r"[\x00-\x08\x0b-\x1f\x7f]", "", text.replace("\r\n", "\n").replace("\r", "\n"))
    for sign in ("\\", ",", ";"):
        clean = clean.replace(sign, f"\\{sign}")
    return clean.replace("\n", "\\n")


def _folded(line: str) -> str:
    """Lines of at most 75 octets, cut between characters, continued with a space."""
    parts: list[str] = []
    part, room = "", 75
    for character in line:
        size = len(character.encode())
        if size > room:
            parts.append(part)
            part, room = "", 74
        part += character
        room -= size
    return "\r\n ".join([*parts, part]) + "\r\n"


def _marked(text: str) -> str:
    """Text as Markdown shows it literally, on one line."""
    return re.sub(r"([\\`*_{}\[\]<>#|~])", r"\\\1", " ".join(text.split()))


WRITERS: Mapping[str, Callable[[TextIO], Writer]] = {"csv": _csv, "vcard": _vcards, "markdown": _markdown}
