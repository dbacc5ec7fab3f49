"""LDIF as Thunderbird exports its address books (RFC 2849): one entry a person, lists left out."""

from __future__ import annotations

import base64
import binascii
import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from legwork_importers.contract import (
    Address,
    Claim,
    Labelled,
    Position,
    Source,
    SourceRow,
    Unreadable,
    UnreadableSource,
)
from legwork_importers.dates import birthday_of, instant
from legwork_importers.decoding import decode, head_lines
from legwork_importers.profiles import web_address
from legwork_importers.sources import read_whole
from legwork_importers.spreadsheets import NO_PERSON, labelled, names_someone, person_or_company
from legwork_importers.table import MAX_ROW, MAX_ROWS, shortened

MAX_ATTRIBUTES = 2_000

_NAMED = re.compile(r"dn::?\s*\S", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"([A-Za-z][A-Za-z0-9-]{0,60})(?:;[^:]{0,100})?:([:<]?) ?(.*)", re.DOTALL)
_LISTS = {"groupofnames", "groupofuniquenames"}
_LIST = "a mailing list, not a person"
_ODD_LINES = "lines that are no entry"
_PICTURES = {"jpegphoto", "photo"}
_SILENT = {"dn", "objectclass", "version", "changetype", "modifytimestamp"}
# Older programs' names for an attribute, and the one it is read under.
_CALLED = {
    "xmozillanickname": "mozillanickname",
    "surname": "sn",
    "commonname": "cn",
    "cellphone": "mobile",
    "mobiletelephonenumber": "mobile",
    "company": "o",
    "organizationname": "o",
    "ou": "department",
    "orgunit": "department",
    "streetaddress": "street",
    "postofficebox": "street",
    "mozillaworkstreet2": "street",
    "mozillahomestreet2": "mozillahomestreet",
    "locality": "l",
    "region": "st",
    "countryname": "c",
    "co": "c",
    "workurl": "mozillaworkurl",
    "homeurl": "mozillahomeurl",
    "xmozillasecondemail": "mozillasecondemail",
    "notes": "description",
}


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry's attributes, names in lower case, and how many of its lines meant nothing."""

    values: Mapping[str, Sequence[str]] = field(repr=False)
    lost: int

    def one(self, name: str) -> str:
        return next(iter(self.values.get(name, ())), "")

    def lines(self, name: str) -> str:
        return "\n".join(self.values.get(name, ()))


class Ldif:
    kind = "ldif"
    source = kind
    version = 1

    def knows(self, source: Source) -> str | None:
        lines = (line for line in head_lines(source) if line.strip() and not line.startswith("#"))
        first = next((line for line in lines if not line.lower().startswith("version:")), "")
        return "it begins with dn:" if _NAMED.match(first) else None

    def read(self, source: Source, *, encoding: str | None = None) -> Iterator[SourceRow | Unreadable]:
        blocks = _blocks(decode(read_whole(source), encoding).lines)
        if len(blocks) > MAX_ROWS:
            raise UnreadableSource(f"it has more than {MAX_ROWS:,} entries; split it and import the parts")
        for number, lines in enumerate(blocks, start=1):
            yield _row(str(number), lines)


def _blocks(lines: Sequence[str]) -> list[list[str]]:
    """Lines between empty ones, without comments; a version stands for itself alone and is no entry."""
    blocks: list[list[str]] = [[]]
    for line in lines:
        if not line.strip():
            blocks.append([])
        elif not line.startswith("#"):
            blocks[-1].append(line)
    if blocks[0] and blocks[0][0].lower().startswith("version:"):
        del blocks[0][0]
    return list(filter(None, blocks))


def _row(locator: str, lines: Sequence[str]) -> SourceRow | Unreadable:
    raw = shortened("\n".join(lines))
    if not _NAMED.match(lines[0]):
        return Unreadable(locator, raw, _ODD_LINES, torn=True)
    if sum(map(len, lines)) > MAX_ROW and not any(_is_picture(line) for line in lines):
        return Unreadable(locator, raw, f"an entry of more than {MAX_ROW:,} characters")
    entry = _entry(_unfolded(lines))
    if sum(map(len, entry.values.values())) > MAX_ATTRIBUTES:
        return Unreadable(locator, raw, f"more than {MAX_ATTRIBUTES:,} attributes in one entry")
    if _LISTS.intersection(map(str.casefold, entry.values.get("objectclass", ()))):
        return Unreadable(locator, raw, _LIST, "skipped")
    claim = _claim(entry)
    return SourceRow(locator, claim, raw) if names_someone(claim) else Unreadable(locator, raw, NO_PERSON)


def _is_picture(line: str) -> bool:
    return line.partition(":")[0].partition(";")[0].lower() in _PICTURES


def _unfolded(lines: Sequence[str]) -> list[str]:
    """A line that begins with a blank goes on from the one before."""
    whole: list[list[str]] = []
    for line in lines:
        if line.startswith(" ") and whole:
            whole[-1].append(line[1:])
        else:
            whole.append([line])
    return ["".join(parts) for parts in whole]


def _entry(lines: Sequence[str]) -> Entry:
    values: dict[str, list[str]] = {}
    lost = 0
    for line in lines:
        match = _ATTRIBUTE.fullmatch(line)
        value = None if match is None else _value(match[1].lower(), match[2], match[3])
        if match is None or value is None:
            lost += 1
        elif value:
            name = match[1].lower()
            values.setdefault(_CALLED.get(name, name), []).append(value)
    return Entry(values, lost)


def _value(name: str, sign: str, text: str) -> str | None:
    """An attribute's text; None where it is no base64, or stands in another file."""
    if name in _PICTURES:
        return f"({len(text):,} characters, left out)"
    if sign == "<":
        return None
    if not sign:
        return text.strip()
    try:
        data = base64.b64decode(text.strip(), validate=True)
    except (binascii.Error, ValueError):
        return None
    return decode(data).text.strip()


def _claim(entry: Entry) -> Claim:
    job = Position(entry.one("title"), entry.one("o"), entry.one("department"))
    positions = (job,) if job != Position() else ()
    emails = tuple(Labelled(each) for name in ("mail", "mozillasecondemail") for each in entry.values.get(name, ()))
    given, family = entry.one("givenname"), entry.one("sn")
    written = entry.one("displayname") or entry.one("cn") or " ".join(filter(None, (given, family)))
    # Without a name Thunderbird writes the address where the name would stand.
    name, kind = person_or_company("" if "@" in written else written, positions, emails)
    phones = (("mobile", "mobile"), ("work", "telephonenumber"), ("home", "homephone"))
    pages = (("work", "mozillaworkurl"), ("home", "mozillahomeurl"))
    return Claim(
        name=name,
        given=given,
        family=family,
        nickname=entry.one("mozillanickname"),
        kind=kind,
        emails=emails,
        phones=labelled(*((label, each) for label, name in phones for each in entry.values.get(name, ()))),
        links=labelled(*((label, web_address(each)) for label, name in pages for each in entry.values.get(name, ()))),
        positions=positions,
        addresses=_addresses(entry),
        notes=entry.lines("description"),
        birthday=birthday_of(*_birth(entry)),
        written_on=_instant(entry.one("modifytimestamp")),
        extra=_extra(entry),
    )


def _birth(entry: Entry) -> tuple[str, str, str]:
    return entry.one("birthyear"), entry.one("birthmonth"), entry.one("birthday")


def _addresses(entry: Entry) -> tuple[Address, ...]:
    work = Address("work", entry.lines("street"), *map(entry.one, ("l", "st", "postalcode", "c")))
    parts = ("localityname", "state", "postalcode", "countryname")
    home = Address("home", entry.lines("mozillahomestreet"), *(entry.one(f"mozillahome{part}") for part in parts))
    return tuple(each for each in (work, home) if each != Address(each.label))


def _instant(text: str) -> str:
    """Seconds since 1970, as Thunderbird writes them, as an instant; what else stands there says nothing."""
    seconds = int(text) if text.isascii() and text.isdecimal() and len(text) < 11 else 0
    return instant(dt.datetime.fromtimestamp(seconds, dt.UTC).isoformat()) if seconds else ""


_ALL = {
    *("givenname", "sn", "cn", "displayname", "mozillanickname", "mail", "mozillasecondemail"),
    *("telephonenumber", "homephone", "mobile", "title", "o", "department", "description"),
    *("street", "l", "st", "postalcode", "c", "mozillahomestreet", "mozillahomelocalityname", "mozillahomestate"),
    *("mozillahomepostalcode", "mozillahomecountryname", "mozillaworkurl", "mozillahomeurl"),
    *("birthyear", "birthmonth", "birthday"),
}
_SINGLE = ("givenname", "sn", "mozillanickname", "title", "o", "department", "l", "st", "postalcode", "c")


def _extra(entry: Entry) -> dict[str, str]:
    extra = {name: "\n".join(values) for name, values in entry.values.items() if name not in _ALL | _SILENT}
    extra |= {name: "\n".join(more) for name in _SINGLE if (more := entry.values.get(name, ())[1:])}
    if not birthday_of(*_birth(entry)) and any(_birth(entry)):
        extra["birthday"] = "-".join(filter(None, _birth(entry)))
    if entry.lost:
        extra["unread lines"] = str(entry.lost)
    return extra
