"""What an importer promises: it says whether it knows a source, and reads it row by row.

An importer never decides who is who and never fails on a row: a row it cannot use comes back as
an `Unreadable` with its place, its text and the reason.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields
from typing import Any, BinaryIO, Literal, Protocol, runtime_checkable

Outcome = Literal["skipped", "refused"]


@dataclass(frozen=True, slots=True)
class Labelled:
    """A value with the label its owner gave it: an e-mail address, a phone number, a web address."""

    value: str
    label: str = ""


@dataclass(frozen=True, slots=True)
class Position:
    """One role at one employer; `start` and `end` are ISO dates, possibly only `2019` or `2019-03`."""

    title: str = ""
    company: str = ""
    department: str = ""
    start: str = ""
    end: str = ""


@dataclass(frozen=True, slots=True)
class Schooling:
    school: str = ""
    degree: str = ""
    start: str = ""
    end: str = ""


@dataclass(frozen=True, slots=True)
class Address:
    label: str = ""
    street: str = ""
    city: str = ""
    region: str = ""
    postcode: str = ""
    country: str = ""
    formatted: str = ""


@dataclass(frozen=True, slots=True)
class Exchange:
    """What went between the user and one person alone, as one file shows it: the first and last message as ISO
    dates or instants, how many the user sent and received, and the subject of the last that had one. In a file
    that was exported again later the same messages are counted again."""

    first: str = ""
    last: str = ""
    sent: int = 0
    received: int = 0
    subject: str = ""


TieKind = Literal["invited_you", "you_invited", "endorsed_you", "you_endorsed", "recommended_you", "you_recommended"]


@dataclass(frozen=True, slots=True)
class Tie:
    """One thing that ties a person to the user, on an ISO date or instant; `text` is the message sent with an
    invitation, the skill endorsed, the words of a recommendation."""

    what: TieKind
    on: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class Meeting:
    """A meeting of the user and the person alone: `{"on": ISO date, "summary": text}`. It may lie ahead."""

    on: str
    summary: str = ""


@dataclass(frozen=True, slots=True)
class Claim:
    """What one row says about one person, as its source wrote it, put into named places.

    Dates are ISO 8601; a birthday without its year is `--03-12`. `positions[0]` is the present role.
    `written_on` is when the source says the row was written (an ISO date or instant). Everything the
    importer has no place for stands in `extra` under its column's or property's own name. Of a file that names a
    person in many rows the claim says what all of them say together; `exchange`, `ties` and `met`, the meetings with
    the earliest first, are such sums.
    """

    name: str = ""
    given: str = ""
    middle: str = ""
    family: str = ""
    prefix: str = ""
    suffix: str = ""
    nickname: str = ""
    maiden: str = ""
    kind: str = ""
    emails: tuple[Labelled, ...] = ()
    phones: tuple[Labelled, ...] = ()
    links: tuple[Labelled, ...] = ()
    positions: tuple[Position, ...] = ()
    education: tuple[Schooling, ...] = ()
    addresses: tuple[Address, ...] = ()
    location: str = ""
    headline: str = ""
    about: str = ""
    pronouns: str = ""
    notes: str = ""
    why: str = ""
    birthday: str = ""
    connected_on: str = ""
    written_on: str = ""
    labels: tuple[str, ...] = ()
    feeds: tuple[str, ...] = ()
    uid: str = ""
    exchange: Exchange = Exchange()
    ties: tuple[Tie, ...] = ()
    met: tuple[Meeting, ...] = ()
    extra: Mapping[str, str] = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        """The claim as JSON-ready data, empty places left out: the shape stored with a record."""
        held = ((name, getattr(self, name)) for name in _names(type(self)))
        return {name: plain for name, value in held if value and (plain := _plain(value))}

    def canonical(self) -> str:
        """The same text for the same claim, always: what a record's digest is made from."""
        return canonical(self.to_json())


@dataclass(frozen=True, slots=True)
class SourceRow:
    """One readable row.

    `locator` says where in the source it stands. `key` is the source's own identity for the person
    (a profile address, a card's UID), or empty: two rows of one kind with the same key are the same
    entry at two times. `raw` is the row's text as it stood in the source, decoded.
    """

    locator: str
    claim: Claim
    raw: str
    key: str = ""


@dataclass(frozen=True, slots=True)
class Unreadable:
    """One row that gives no record. *Skipped* was not meant to be a person; *refused* could not be used.

    `torn` says that the text is no row at all in this format: a file of nothing else could not be read.
    """

    locator: str
    raw: str
    reason: str
    outcome: Outcome = "refused"
    torn: bool = False


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose files are read, as far as it is known: names, e-mail and profile addresses as they were written."""

    names: frozenset[str] = frozenset()
    emails: frozenset[str] = frozenset()
    profiles: frozenset[str] = frozenset()

    @property
    def told(self) -> str:
        """The same text for the same owner, always; empty when nothing is known."""
        known = (sorted(self.names), sorted(self.emails), sorted(self.profiles))
        return json.dumps(known, ensure_ascii=False) if any(known) else ""


About = Literal["name", "email", "phone", "employer", "school", "skill", "target", "journal"]


@dataclass(frozen=True, slots=True)
class Proposal:
    """One row that says something about the user and gives no record: what Settings may propose.

    `about` is what `value` is: the user's own name, address, number, past or present employer, school or skill, or
    with `target` an employer they look at; with `journal` it is the name of an event of their own, which `detail`
    tells. Else `detail` holds what else the row says of it under names in lower case;
    dates are ISO 8601. `locator` and `raw` are as in a `SourceRow`.
    """

    locator: str
    about: About
    value: str
    raw: str
    detail: Mapping[str, str] = field(default_factory=dict)


Read = SourceRow | Unreadable | Proposal
"""What becomes of a row."""


class Source(Protocol):
    """One file: on disk, in a folder or in a zip. `name` is the file's name, or its path inside the
    zip or folder given, with `/` between parts."""

    @property
    def name(self) -> str: ...

    @property
    def size(self) -> int:
        """Bytes, uncompressed."""

    @property
    def written(self) -> str:
        """When the file was written, as the zip it lies in says: ISO date and time, or ``""``."""

    def head(self, count: int) -> bytes:
        """The first `count` bytes."""

    def open(self) -> BinaryIO:
        """A fresh stream from the first byte; the caller closes it."""


class Importer(Protocol):
    """`kind` names the format (`linkedin.connections`); `version` rises when the same bytes read differently.

    `source` is what records of this kind are called in exports: the kind itself, but for captures.
    """

    @property
    def kind(self) -> str: ...

    @property
    def source(self) -> str: ...

    @property
    def version(self) -> int: ...

    def knows(self, source: Source) -> str | None:
        """The reason, in words, why this source is of this kind, from its content; None when it is not."""

    def read(self, source: Source, *, encoding: str | None = None) -> Iterator[Read]:
        """Every row of the source in order, each exactly once.

        Raises:
            UnreadableSource: the source as a whole cannot be read.
        """


@runtime_checkable
class OwnerAware(Protocol):
    """An importer that reads some rows otherwise when it knows whose they are."""

    def of(self, owner: Owner) -> Importer:
        """The same importer, knowing the owner."""


@dataclass(frozen=True, slots=True)
class Columns:
    """A table's own columns as its header names them, what stands between its cells, and how many columns behind
    them are of a table of left-out rows that Legwork wrote."""

    names: tuple[str, ...]
    delimiter: str = ","
    ours: int = 0


@runtime_checkable
class Tabular(Protocol):
    """An importer of tables."""

    def header(self, source: Source, *, encoding: str | None = None) -> Columns:
        """
        Raises:
            UnreadableSource: the source cannot be read, or is no such table.
        """


class ImportProblem(Exception):
    """The root of what importers raise; the message is a sentence for the user."""


class UnreadableSource(ImportProblem):
    """A source that cannot be read at all. The message does not name the file: it stands beside the name."""


class AmbiguousSource(ImportProblem):
    """Two importers know one source."""

    def __init__(self, name: str, kinds: list[str]) -> None:
        super().__init__(f"{name} looks like {' and like '.join(sorted(kinds))}; say which with --as.")


def _plain(value: Any) -> Any:
    if isinstance(value, str):
        return value
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if isinstance(value, Mapping):
        return {key: value[key] for key in sorted(value) if value[key]}
    return {name: held for name in _names(type(value)) if (held := getattr(value, name))}


def canonical(claim: Mapping[str, Any]) -> str:
    """A claim in JSON as the one text that stands for it."""
    return json.dumps(claim, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _names(kind: type[Any]) -> tuple[str, ...]:
    """The fields of a dataclass, which do not change."""
    if kind not in _NAMES:
        _NAMES[kind] = tuple(one.name for one in fields(kind))
    return _NAMES[kind]


_NAMES: dict[type[Any], tuple[str, ...]] = {}
