"""Writes a world as the files its owner would have, and beside them the truth."""

from __future__ import annotations

import calendar
import csv
import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from worlds.entries import CAPTURES, CONNECTIONS, GOOGLE, LATER, VCARD, Entry
from worlds.judging import Judge
from worlds.names import fold
from worlds.people import Person

_MONTHS = calendar.month_abbr[1:]
_NOTES = 'Notes:\n"Some addresses are missing, because people choose whether connections may see them."\n\n'
_CONNECTION = ["First Name", "Last Name", "URL", "Email Address", "Company", "Position", "Connected On"]
GOOGLE_COLUMNS = [
    "First Name", "Middle Name", "Last Name", "Phonetic First Name", "Phonetic Middle Name", "Phonetic Last Name",
    "Name Prefix", "Name Suffix", "Nickname", "File As", "Organization Name", "Organization Title",
    "Organization Department", "Birthday", "Notes", "Photo", "Labels", "E-mail 1 - Label", "E-mail 1 - Value",
    "E-mail 2 - Label", "E-mail 2 - Value", "Phone 1 - Label", "Phone 1 - Value", "Phone 2 - Label",
    "Phone 2 - Value", "Phone 3 - Label", "Phone 3 - Value", "Address 1 - Label", "Address 1 - Formatted",
    "Address 1 - Street", "Address 1 - City", "Address 1 - PO Box", "Address 1 - Region", "Address 1 - Postal Code",
    "Address 1 - Country", "Address 1 - Extended Address", "Website 1 - Label", "Website 1 - Value",
]  # fmt: skip


def write_world(folder: Path, people: Sequence[Person], entries: Sequence[Entry], region: str) -> None:
    """Writes export files, `user.json` and truth into `folder`."""
    held: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        held[entry.file].append(entry)
    for file, write in _WRITERS.items():
        (folder / file).parent.mkdir(parents=True, exist_ok=True)
        with (folder / file).open("w", encoding="utf-8", newline="") as stream:
            stream.write(write(sorted(held[file], key=lambda entry: entry.place)))
    user = {"name": "Robin Owner", "emails": ["robin.owner@example.org"], "region": region, "linkedin": ""}
    (folder / "user.json").write_text(json.dumps(user), encoding="utf-8")
    _write_truth(folder, people, entries)


def _connections(entries: Iterable[Entry]) -> str:
    rows = []
    for entry in entries:
        day = f"{entry.place % 28 + 1:02} {_MONTHS[entry.place % 12]} {2014 + entry.place % 9}"
        mail = entry.mails[0] if entry.mails else ""
        rows.append([entry.given, entry.family, entry.url, mail, entry.company, entry.title, day])
    # the newest row says when the export was made, fifteen months apart
    first = next((entry for entry in rows if entry[0]), None)
    if first is not None:
        first[-1] = "20 May 2024"
    return _NOTES + _csv(_CONNECTION, rows)


def _later(entries: Iterable[Entry]) -> str:
    return _connections(entries).replace("20 May 2024", "21 Aug 2025")


def _google(entries: Iterable[Entry]) -> str:
    rows = []
    for entry in entries:
        cells = dict.fromkeys(GOOGLE_COLUMNS, "")
        cells |= {"First Name": entry.given or entry.whole, "Middle Name": entry.middle, "Last Name": entry.family}
        cells |= {"Name Suffix": entry.suffix, "Organization Name": entry.company, "Organization Title": entry.title}
        cells |= {"Birthday": entry.birthday, "Labels": "* myContacts", "Address 1 - Street": entry.street}
        cells |= {"Address 1 - City": entry.city, "Address 1 - Postal Code": entry.postcode}
        cells |= {"Website 1 - Value": entry.url, "Website 1 - Label": "LinkedIn" if entry.url else ""}
        for number, mail in enumerate(entry.mails[:2], 1):
            cells |= {f"E-mail {number} - Value": mail, f"E-mail {number} - Label": "* Work"}
        for number, phone in enumerate(entry.phones[:3], 1):
            cells |= {f"Phone {number} - Value": phone, f"Phone {number} - Label": "Mobile"}
        rows.append([cells[column] for column in GOOGLE_COLUMNS])
    return _csv(GOOGLE_COLUMNS, rows)


def _vcards(entries: Iterable[Entry]) -> str:
    lines: list[str] = []
    for entry in entries:
        name = entry.whole or " ".join(filter(None, (entry.given, entry.middle, entry.family)))
        lines += ["BEGIN:VCARD", "VERSION:3.0", f"FN:{_vcard(name or entry.company)}"]
        parts = (entry.family, entry.given, entry.middle, "", entry.suffix)
        lines.append("N:" + ";".join(map(_vcard, parts)))
        lines += [f"ORG:{_vcard(entry.company)}"] * bool(entry.company)
        lines += [f"TITLE:{_vcard(entry.title)}"] * bool(entry.title)
        lines += ["X-ABShowAs:COMPANY"] * (entry.kind == "org")
        lines += [f"EMAIL;TYPE=INTERNET:{mail}" for mail in entry.mails]
        lines += [f"TEL;TYPE=CELL:{phone}" for phone in entry.phones]
        if entry.street:
            lines.append(f"ADR;TYPE=HOME:;;{_vcard(entry.street)};{_vcard(entry.city)};;{entry.postcode};")
        lines += [f"BDAY:{entry.birthday}"] * bool(entry.birthday)
        lines += [f"UID:card-{entry.place:08}", "END:VCARD"]
    return "".join(f"{line}\r\n" for line in lines)


def _captures(entries: Iterable[Entry]) -> str:
    lines = []
    for entry in entries:
        at = f"2025-{9 + entry.place % 2:02}-{entry.place % 28 + 1:02}T10:{entry.place % 60:02}:00Z"
        said = {"name": entry.whole, "headline": f"{entry.title} at {entry.company}", "company": entry.company}
        fields = {name: text for name, text in (said | {"location": entry.city}).items() if text}
        page = {"url": entry.url, "page_title": entry.whole, "captured_at": at, "fields": fields}
        lines.append(json.dumps(page, ensure_ascii=False) + "\n")
    return "".join(lines)


_WRITERS = {CONNECTIONS: _connections, LATER: _later, GOOGLE: _google, VCARD: _vcards, CAPTURES: _captures}


def _write_truth(folder: Path, people: Sequence[Person], entries: Sequence[Entry]) -> None:
    (folder / "truth").mkdir(exist_ok=True)
    _jsonl(folder / "truth.jsonl", (_place(number, entry) for number, entry in enumerate(entries)))
    judge = Judge(list(entries), {person.id: person for person in people})
    of = [entry.file.partition("/")[0] for entry in entries]
    pairs = (
        {"a": f"u{p.a}", "b": f"u{p.b}", "src": "|".join(sorted((of[p.a], of[p.b]))), "path": p.path}
        | {"knowable": p.knowable, "keys": p.keys, "kinds": p.kinds}
        for p in judge.pairs()
    )
    _jsonl(folder / "truth" / "pairs.jsonl", pairs)
    traps = ({"a": f"u{t.a}", "b": f"u{t.b}", "kinds": t.kinds, "level": t.level} for t in judge.look_alikes())
    _jsonl(folder / "truth" / "traps.jsonl", traps)
    _jsonl(folder / "truth" / "persons.jsonl", map(_person, people))


def _place(number: int, entry: Entry) -> dict[str, Any]:
    where = {"source": entry.file.partition("/")[0], "file": entry.file, "locator": str(entry.place)}
    return where | {"person_id": entry.person, "unit": f"u{number}", "kind": entry.kind, "contact": entry.contact}


def _person(person: Person) -> dict[str, Any]:
    families = {*person.families(later=False), *person.families(later=True)}
    return {
        "person_id": person.id,
        "given": person.given.latin,
        "goes_by": person.nickname or person.given.latin,
        "family": person.family.latin,
        "married": person.married,
        "gkeys": [fold(person.given.latin)],
        "fkeys": sorted(families),
        "native": person.given.native and f"{person.family.native}{person.given.native}",
        "companies": sorted({person.employer.names[0], person.later_employer.names[0]}),
        "relations": person.relations,
    }


def _csv(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines: list[str] = []

    class Lines:
        def write(self, text: str) -> None:
            lines.append(text)

    csv.writer(Lines(), lineterminator="\n").writerows([header, *rows])
    return "".join(lines)


def _vcard(text: str) -> str:
    return text.replace("\\", "\\\\").replace(",", "\\,").replace(";", "\\;")


def _jsonl(path: Path, lines: Iterable[dict[str, Any]]) -> None:
    with path.open("w", encoding="utf-8") as stream:
        stream.writelines(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
