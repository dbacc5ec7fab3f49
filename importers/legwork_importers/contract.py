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
    """The messages between the user and the person that one source holds: `{"first": ISO date, "last": ISO date,
    "sent": n, "received": n, "subject": text}`.

    `sent` are the user's messages to the person, `received` the person's to the user, each message once; `subject`
    is that of the last of them. Dates are days as the messages' writers had them, empty where no message told one.
    What is empty or 0 is left out in JSON. Two sources may hold the same messages: their counts are not to be added.
    """

    first: str = ""
    last: str = ""
    sent: int = 0
    received: int = 0
    subject: str = ""


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
    importer has no place for stands in `extra` under its column's or property's own name. `exchange` is of the
    messages, `met` of the meetings that the source holds, the earliest first.
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
    met: tuple[Meeting, ...] = ()
    extra: Mapping[str, str] = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        """The claim as JSON-ready data, empty places left out: the shape stored with a record."""
        return {f.name: plain for f in fields(self) if (plain := _plain(getattr(self, f.name)))}

    def canonical(self) -> str:
        """The same text for the same claim, always: what a record's digest is made from."""
        return json.dumps(self.to_json(), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


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

    def read(self, source: Source, *, encoding: str | None = None) -> Iterator[SourceRow | Unreadable]:
        """Every row of the source in order, each exactly once.

        Raises:
            UnreadableSource: the source as a whole cannot be read.
        """


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose desk it is, as far as the desk was told: their own addresses."""

    emails: tuple[str, ...] = ()


@runtime_checkable
class Personal(Protocol):
    """An importer of exports in which the user is one of the people: it has to know who that is.

    The same bytes read differently for another owner, as they do for another version.
    """

    def of(self, owner: Owner) -> Importer:
        """The importer that reads for this owner."""


class ImportProblem(Exception):
    """The root of what importers raise; the message is a sentence for the user."""


class UnreadableSource(ImportProblem):
    """A source that cannot be read at all. The message does not name the file: it stands beside the name."""


class AmbiguousSource(ImportProblem):
    """Two importers know one source."""

    def __init__(self, name: str, kinds: list[str]) -> None:
        super().__init__(f"{name} looks like {' and like '.join(sorted(kinds))}; say which with --as.")


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if isinstance(value, Mapping):
        return {key: value[key] for key in sorted(value) if value[key]}
    if hasattr(value, "__dataclass_fields__"):
        return {f.name: getattr(value, f.name) for f in fields(value) if getattr(value, f.name)}
    return value
