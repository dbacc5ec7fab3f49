"""Any other table: the user says what its columns mean, and it is read by that."""

from __future__ import annotations

import csv
import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice

from legwork_importers.columns import Groups, Row, Text, folded
from legwork_importers.contract import (
    Address,
    Claim,
    Columns,
    ImportProblem,
    Labelled,
    Position,
    Source,
    SourceRow,
    Unreadable,
    UnreadableSource,
)
from legwork_importers.dates import Order, birthday, day
from legwork_importers.decoding import Decoded, decode, head_lines
from legwork_importers.guessing import guessed
from legwork_importers.places import ENOUGH, PLACES, SEVERAL
from legwork_importers.profiles import linkedin_key, web_address
from legwork_importers.sources import read_whole
from legwork_importers.spreadsheets import no_key, order_in, person_or_company, read_table
from legwork_importers.table import MAX_CELL, MAX_COLUMNS, Table, TableRow, TopRow, first_rows

KIND = "generic"
SAMPLES = 3
LOOKED_AT = 60

_HEAD = 262_144
_MOST_DIGITS = 5  # in the name of a column
_SLUG = re.compile(r"[\w%-]{3,100}")
_BETWEEN = re.compile(r"\s*(?:;|,|:::)\s*")
_BETWEEN_ADDRESSES = re.compile(r"[\s;,]+")


class WrongColumns(ImportProblem):
    """What was said of a table's columns cannot be followed; the message says what is wrong with it."""


@dataclass(frozen=True, slots=True)
class Look:
    """A table nobody knows: its column names, the first rows of it, and what its columns seem to be.

    `header` tells this table's header from every other; `guess` has a place or "" for each column.
    """

    header: str
    names: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...] = field(repr=False)
    guess: tuple[str, ...]


def look(source: Source) -> Look | None:
    """What stands at the top of a source, if that is a table.

    Raises:
        UnreadableSource: it cannot be opened.
    """
    found = _table(Decoded(head_lines(source, _HEAD), "", "", "", ends_with_newline=True))
    if found is None:
        return None
    table, header = found
    rows = [row.cells for row in islice(table.rows(), LOOKED_AT) if isinstance(row, TableRow)]
    names = tuple(cell[:200] for cell in table.header)
    samples = tuple(tuple(cell[:200] for cell in row[: len(names)]) for row in rows[:SAMPLES])
    return Look(header, names, samples, guessed(names, rows))


def fingerprint(header: Sequence[str]) -> str:
    """A digest of a header as headers are compared; nothing can be read from it."""
    return hashlib.sha256("\x1f".join(map(folded, header)).encode("utf-8", "replace")).hexdigest()[:32]


def said(text: str) -> list[tuple[str, str]]:
    """`given=Vorname,family=Nachname` as pairs of a place and a column's name, or `#3` for the third column.

    A name that holds a comma stands with its place in quotation marks: `"family=Name, last"`.

    Raises:
        WrongColumns: it is not written so, or there is no such place.
    """
    try:
        parts = next(csv.reader([text], skipinitialspace=True), [])
    except csv.Error as error:
        raise WrongColumns("the columns are said as given=Vorname,family=Nachname") from error
    pairs = []
    for part in filter(str.strip, parts):
        place, equals, name = (piece.strip() for piece in part.partition("="))
        if not equals or not name:
            raise WrongColumns(f"{part.strip()[:60]!r} is no pair such as given=Vorname")
        if place not in PLACES:
            raise WrongColumns(f"{place[:60]!r} is nothing a column can be; there are {', '.join(PLACES)}")
        pairs.append((place, name))
    if not pairs:
        raise WrongColumns("the columns are said as given=Vorname,family=Nachname")
    return pairs


def columns_of(names: Sequence[str], pairs: Sequence[tuple[str, str]]) -> tuple[str, ...]:
    """The place of each column, or "", by what was said of them.

    Raises:
        WrongColumns: there is no such column, or what was said does not fit together.
    """
    places = [""] * len(names)
    known = [folded(name) for name in names]
    for place, name in pairs:
        at = _position(known, name)
        if places[at]:
            raise WrongColumns(f"the column {name[:60]!r} is said to be both {places[at]} and {place}")
        places[at] = place
    return checked(places)


def checked(places: Sequence[str]) -> tuple[str, ...]:
    """Places that can be used together.

    Raises:
        WrongColumns: one that a person has once stands for two columns, or none of them tells who it is.
    """
    for place in PLACES:
        if place not in SEVERAL and list(places).count(place) > 1:
            raise WrongColumns(f"two columns are said to be {place}, which a person has once")
    if not ENOUGH.intersection(places):
        raise WrongColumns("no column says who it is; one has to be a name, an e-mail address, a phone or a profile")
    return tuple(places)


class AnyTable:
    """The reader of tables with one header, whose columns are at the given places."""

    kind = KIND
    source = KIND

    def __init__(self, columns: Sequence[str]) -> None:
        self.columns = tuple(columns)

    @property
    def version(self) -> int:
        """Another one for other places: the same bytes are then read differently."""
        return int(hashlib.sha256(",".join(self.columns).encode()).hexdigest()[:7], 16)

    def knows(self, source: Source) -> str | None:
        found = look(source)
        return None if found is None or len(found.names) != len(self.columns) else self.why(found.names)

    def why(self, names: Sequence[str]) -> str:
        pairs = [
            f"{place} = {' '.join(name.split())[:60]}" for place, name in zip(self.columns, names, strict=True) if place
        ]
        return f"columns: {', '.join(pairs[:4])}{', …' if len(pairs) > 4 else ''}"

    def header(self, source: Source, *, encoding: str | None = None) -> Columns:
        return self._opened(source, encoding).columns

    def read(self, source: Source, *, encoding: str | None = None) -> Iterator[SourceRow | Unreadable]:
        table = self._opened(source, encoding)
        called = _declared(self.columns)
        order = order_in(table, Person, ("born", "connected"), called)
        yield from read_table(table, Person, lambda row: row.claim(order), no_key, declared=called)

    def _opened(self, source: Source, encoding: str | None) -> Table:
        found = _table(decode(read_whole(source), encoding))
        if found is None or len(found[0].header) != len(self.columns):
            raise UnreadableSource("its header is not the one whose columns were named")
        return found[0]


class Person(Row):
    """One row, its columns called by their places; those a person has several of are numbered."""

    name = Text("name")
    given = Text("given")
    middle = Text("middle")
    family = Text("family")
    prefix = Text("prefix")
    suffix = Text("suffix")
    nickname = Text("nickname")
    maiden = Text("maiden")
    company = Text("company")
    job_title = Text("title")
    department = Text("department")
    location = Text("location")
    street = Text("street")
    city = Text("city")
    region = Text("region")
    postcode = Text("postcode")
    country = Text("country")
    born = Text("birthday")
    connected = Text("connected")
    emails = Groups("email")
    phones = Groups("phone")
    links = Groups("link")
    profiles = Groups("linkedin")
    notes = Groups("notes")
    labels = Groups("labels")

    def claim(self, order: Order) -> Claim:
        emails = tuple(
            Labelled(address, label)
            for value, label in self._several("emails")
            for address in _BETWEEN_ADDRESSES.split(value)
            if address
        )
        job = Position(self.job_title, self.company, self.department)
        positions = (job,) if job != Position() else ()
        written = self.name or " ".join(filter(None, (self.given, self.middle, self.family)))
        name, kind = person_or_company(written, positions, emails)
        address = Address("", self.street, self.city, self.region, self.postcode, self.country)
        return Claim(
            name=name,
            given=self.given,
            middle=self.middle,
            family=self.family,
            prefix=self.prefix,
            suffix=self.suffix,
            nickname=self.nickname,
            maiden=self.maiden,
            kind=kind,
            emails=emails,
            phones=tuple(Labelled(value, label) for value, label in self._several("phones")),
            links=self._links(),
            positions=positions,
            addresses=(address,) if address != Address() else (),
            location=self.location,
            notes="\n".join(value for value, _ in self._several("notes")),
            birthday=birthday(self.born, order=order),
            connected_on=day(self.connected, order=order),
            labels=tuple(part for value, _ in self._several("labels") for part in _BETWEEN.split(value) if part),
            extra=self._extra(order),
        )

    def _several(self, attribute: str) -> list[tuple[str, str]]:
        """Filled cells of one place, each with its column's name where columns of several names have that place."""
        places = [group["value"] for group in self._binding.groups[attribute]]
        cells = [(self._cells[place].strip(), self._binding.header[place]) for place in places]
        told_apart = len({name for _, name in cells}) > 1
        return [(value, name if told_apart else "") for value, name in cells if value]

    def _links(self) -> tuple[Labelled, ...]:
        profiles = (Labelled(_profile(value), "linkedin") for value, _ in self._several("profiles"))
        pages = (Labelled(web_address(value), label) for value, label in self._several("links"))
        return (*profiles, *pages)

    def _extra(self, order: Order) -> dict[str, str]:
        extra = self.rest()
        if self.born and not birthday(self.born, order=order):
            extra[self._titled("born")] = self.born
        if self.connected and not day(self.connected, order=order):
            extra[self._titled("connected")] = self.connected
        return extra

    def _titled(self, attribute: str) -> str:
        return self._binding.header[self._binding.places[attribute]]


def _profile(value: str) -> str:
    """A profile's address, also where only the end of it is told."""
    slug = value.rstrip("/").rpartition("/")[2].removeprefix("@")
    return value if linkedin_key(value) or not _SLUG.fullmatch(slug) else f"https://www.linkedin.com/in/{slug}"


def _declared(columns: Sequence[str]) -> list[str]:
    """What `Person` calls each column."""
    seen: dict[str, int] = {}
    called = []
    for place in columns:
        seen[place] = seen.get(place, 0) + 1
        called.append(f"{place} {seen[place]} - value" if place in SEVERAL else place)
    return called


def _position(known: Sequence[str], name: str) -> int:
    number = int(name[1:]) if name[:1] == "#" and name[1:].isascii() and name[1:].isdecimal() and len(name) < 6 else 0
    if 0 < number <= len(known):
        return number - 1
    if folded(name) not in known:
        raise WrongColumns(f"it has no column named {name[:60]!r}")
    return known.index(folded(name))


def _table(decoded: Decoded) -> tuple[Table, str] | None:
    """The table in a text, and the fingerprint of its header. The header is the first row as wide as most; where that
    row is someone's already, the columns are called by their numbers, and the row tells this table from others."""
    filled = [top for top in first_rows(decoded.lines) if any(top.cells) and _is_sound(top)]
    tops = [top for top in filled if len(list(filter(None, top.cells))) > 1]
    if not tops:
        return None
    delimiter = tops[0].delimiter
    widths = [len(top.cells) + top.ours for top in tops if top.delimiter == delimiter]
    most = max(widths, key=lambda width: (widths.count(width), width))
    if widths.count(most) * 2 < sum(top.delimiter == delimiter for top in filled):
        return None  # a letter, in whose lines there happen to be commas
    top = next(top for top in tops if top.delimiter == delimiter and len(top.cells) + top.ours == most)
    is_header = not any(map(_is_value, top.cells))
    header = top.cells if is_header else [f"Column {number}" for number in range(1, most + 1)]
    first = top.end if is_header else top.start
    table = Table(header, top.delimiter, first, decoded.lines, decoded.ends_with_newline, top.ours)
    return table, fingerprint(top.cells)


def _is_sound(top: TopRow) -> bool:
    return len(top.cells) <= MAX_COLUMNS and max(map(len, top.cells)) <= MAX_CELL


def _is_value(cell: str) -> bool:
    return "@" in cell or "://" in cell or sum(map(str.isdigit, cell)) > _MOST_DIGITS
