"""Mailboxes as a stream of message headers. Bodies are passed over and never kept; memory stays flat."""

from __future__ import annotations

import re
import sys
from array import array
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import BinaryIO, Protocol, runtime_checkable

from legwork_importers.contract import ImportProblem, Source, UnreadableSource

MAX_HEADERS = 64_000
"""Bytes of all headers of one message together."""

_BLOCK = 1 << 18
_AHEAD = 1 << 20  # what is looked at for the end of a message's last part
_LOOK = 2_000  # what is looked at to tell whether a line begins a message
_WEEKDAY = rb"(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)"
_DATED = rb"From \S+ +" + _WEEKDAY + rb",? [^\r\n]{10,60}\r?\n"
_TAKEOUT = rb"From \d+@xxx +" + _WEEKDAY + rb",? [^\r\n]{10,60}\r?\n"
_THUNDERBIRD = rb"From - +" + _WEEKDAY + rb",? [^\r\n]{10,60}\r?\n"
_BARE = rb"From [^\r\n]{0,200}\r?\n"
_HEADER = rb">?[!-9;-~]{1,80}:|>From |\r?\n|\Z"
# Without a date behind `From `, which any sentence may begin with, the next line has to be a header all mail has.
_USUAL = (
    rb"(?i:Return-Path|Received|From|To|Date|Message-ID|Subject|MIME-Version|Delivered-To|Status|Reply-To"
    rb"|X-[A-Za-z0-9-]{1,40}|DKIM-Signature|Content-Type):"
)
# It begins with one letter, which is what makes the search for it fast; the first header has to have one before it.
_WANTED = re.compile(
    rb"\n(From|Sender|To|Cc|Bcc|Date|Subject|Message-ID|Return-Path|Delivered-To|Precedence|Auto-Submitted|Feedback-ID"
    rb"|List-[A-Za-z-]{2,20}|Status|Content-Type|X-[A-Za-z0-9-]{2,40})[ \t]*:"
    rb"([^\n]*(?:\n[ \t][^\n]*)*)",
    re.IGNORECASE,
)
_BOUNDARY = re.compile(rb"multipart/[^\0]*?;\s*boundary=(?:\"([^\"\r\n]{8,70})\"|([^\s;\"]{8,70}))", re.IGNORECASE)
_COUNT_LINE = re.compile(rb"\s{0,20}\d{1,12}[ \t]{0,20}\r?\n")


@dataclass(frozen=True, slots=True)
class Message:
    """The head of one message.

    `place` is its number in the mailbox from 1, or its file in a folder. `envelope` is the mailbox's own line before
    it. `headers` are values by name in lower case, in the order they stand; only those that say who, when and how.
    `problem` says why the headers are not whole.
    """

    place: str
    envelope: bytes = b""
    headers: Mapping[str, Sequence[bytes]] = field(default_factory=dict)
    problem: str = ""

    def first(self, name: str) -> bytes:
        values = self.headers.get(name)
        return values[0] if values else b""


@runtime_checkable
class Folder(Protocol):
    """A source made of files of one message each."""

    @property
    def parts(self) -> Sequence[Source]: ...


class Messages:
    """Every message of a mailbox, of a folder of messages, or of a file that is one, as often as they are asked for.

    Where those of a mailbox stand is searched for once, and takes 16 bytes a message to remember.

    Raises:
        UnreadableSource: on the way, where the source cannot be read.
    """

    def __init__(self, source: Source) -> None:
        self._source = source
        self._places: array[int] | None = None

    def __iter__(self) -> Iterator[Message]:
        source = self._source
        if isinstance(source, Folder):
            yield from map(_part, source.parts)
        elif shape := _shape_of(_without_start(source.head(_LOOK))):
            with source.open() as stream:
                yield from self._of_mailbox(stream, shape)
        else:
            yield _single("1", source.head(MAX_HEADERS + _LOOK))

    def _of_mailbox(self, stream: BinaryIO, shape: _Shape) -> Iterator[Message]:
        if self._places is not None:
            yield from _again(stream, self._places)
            return
        places = array("Q")
        for found in _Mailbox(stream, shape).messages():
            places.extend((found.start, found.end))
            yield found.message
        self._places = places


def separator_of(head: bytes) -> bytes:
    """The line a mailbox begins with, or nothing where these bytes begin no mailbox."""
    head = _without_start(head)
    shape = _shape_of(head)
    return shape.at_start(head) if shape else b""


def headers_of(head: bytes) -> Mapping[str, Sequence[bytes]]:
    """The headers at the start of a file that is one message."""
    return _single("", head).headers


def _part(source: Source) -> Message:
    try:
        return _single(source.name, source.head(MAX_HEADERS + _LOOK))
    except ImportProblem as problem:
        return Message(source.name, problem=str(problem))


def _shape_of(head: bytes) -> _Shape | None:
    return next((shape for shape in _SHAPES if shape.at_start(head)), None)


def _without_start(head: bytes) -> bytes:
    return head.removeprefix(b"\xef\xbb\xbf").lstrip(b"\r\n")


def _single(place: str, data: bytes) -> Message:
    data = _without_start(data)
    if count := _COUNT_LINE.match(data):  # Apple Mail puts the length before the message
        data = data[count.end() :]
    if envelope := separator_of(data):
        data = data[len(envelope) :]
    end = _end_of_headers(data, 0)
    return _message(place, envelope, data[: MAX_HEADERS + 1] if end < 0 else data[:end])


def _message(place: str, envelope: bytes, block: bytes) -> Message:
    problem = ""
    if len(block) > MAX_HEADERS:
        block, problem = block[:MAX_HEADERS], f"its headers hold more than {MAX_HEADERS:,} bytes"
    found: dict[str, list[bytes]] = {}
    for name, value in _WANTED.findall(b"\n" + block):
        found.setdefault(_named(name), []).append(value)
    return Message(place, envelope, found, problem)


@lru_cache(maxsize=1_024)
def _named(header: bytes) -> str:
    return header.decode().lower()


def _again(stream: BinaryIO, places: Sequence[int]) -> Iterator[Message]:
    """The messages whose separators begin and headers end at these places, two for each message."""
    held, base = b"", 0
    for number, (start, end) in enumerate(zip(places[::2], places[1::2], strict=True), start=1):
        while base + len(held) < end:
            passed = min(max(0, start - base), len(held))
            block = stream.read(_BLOCK)
            if not block:
                raise UnreadableSource("it changed while it was being read")
            held, base = held[passed:] + block, base + passed
        said = held[start - base : end - base]
        envelope, newline, block = said.partition(b"\n")
        yield _message(str(number), envelope + newline, block)


def _closing_of(message: Message) -> bytes:
    """The line that ends the last part of a message made of parts; nothing of one in a single part."""
    found = _BOUNDARY.search(message.first("content-type"))
    return b"\n--" + (found[1] or found[2]) + b"--" if found else b""


def _end_of_headers(data: bytes, start: int) -> int:
    """Where the blank line after the headers begins, as far as it is near enough; -1 where it is not."""
    if data.startswith((b"\n", b"\r\n"), start):
        return start
    limit = start + MAX_HEADERS + 4
    end = data.find(b"\n\r\n", start, limit)
    plain = data.find(b"\n\n", start, limit if end < 0 else end)
    end = plain if plain >= 0 else end
    return end + 1 if end >= 0 else -1


class _Shape:
    """One way in which mailboxes begin a message: `line`, and what it stands between. A `likely` line may stand in
    a body too."""

    def __init__(self, before: bytes, line: bytes, after: bytes, *, likely: bool) -> None:
        self.likely = likely
        self._first = re.compile(b"(" + line + b")(?=" + after + b")")
        self._next = re.compile(before + self._first.pattern)

    def at_start(self, data: bytes) -> bytes:
        """The separator that `data` begins with, or nothing."""
        found = self._first.match(data)
        return found[1] if found else b""

    def find(self, data: bytes, start: int, end: int = sys.maxsize) -> tuple[int, int]:
        """Where the first separator from `start` on begins and ends; twice -1 where there is none."""
        # far faster than the pattern alone, as long as hardly any line begins so
        first = data.find(b"\nFrom", max(0, start - len(b"\n\r\n")), end)
        found = self._next.search(data, max(0, first - len(b"\n\r")), end) if first >= 0 else None
        return found.span(1) if found else (-1, -1)


# A mailbox goes on as it began: in one of Google's, a line with a date in a body begins no message.
_SHAPES = (
    _Shape(rb"\n", _TAKEOUT, _HEADER, likely=False),
    _Shape(rb"\n", _THUNDERBIRD, _HEADER, likely=False),
    _Shape(rb"\n", _DATED, _HEADER, likely=True),
    _Shape(rb"\n\r?\n", _BARE, _USUAL, likely=True),
)


@dataclass(frozen=True, slots=True)
class _Found:
    """A message, where its separator begins in the mailbox, and where its headers end."""

    message: Message
    start: int
    end: int


class _Mailbox:
    """A mailbox read in blocks. `_held[_at:]` is what was read and not yet passed, `_base` where `_held` begins."""

    def __init__(self, stream: BinaryIO, shape: _Shape) -> None:
        self._stream = stream
        self._shape = shape
        self._held = b""
        self._at = 0
        self._base = 0
        self._ended = False

    def messages(self) -> Iterator[_Found]:
        self._need(_LOOK)
        begun = _without_start(self._held)
        separator = self._shape.at_start(begun)
        self._at = len(self._held) - len(begun) + len(separator)
        number = 0
        while separator:
            number += 1
            start = self._base + self._at - len(separator)
            message = _message(str(number), separator, self._headers())
            yield _Found(message, start, self._base + self._at)
            separator = self._next_separator(_closing_of(message) if self._shape.likely else b"")

    def _next_separator(self, closing: bytes) -> bytes:
        """The next separator, passed; nothing at the end of the mailbox.

        Nothing begins a message before `closing`, the end of the last part of the one before; but where that does not
        come soon, the message was cut off.
        """
        ahead = _AHEAD if closing else _LOOK
        while True:
            if closing and (closed := self._held.find(closing, self._at)) >= 0:
                self._at, closing, ahead = closed + len(closing), b"", _LOOK
            start, end = self._shape.find(self._held, self._at)
            if start >= 0 and (self._ended or len(self._held) - start >= ahead):
                self._at = end
                return self._held[start:end]
            if self._ended:
                return b""
            # one that only begins here has not been seen whole
            self._at = max(self._at, start if start >= 0 else len(self._held) - _LOOK)
            self._more()

    def _headers(self) -> bytes:
        """The headers from here on, more than `MAX_HEADERS` bytes only where no end of them is near."""
        self._need(MAX_HEADERS + _LOOK)
        start = self._at
        end = _end_of_headers(self._held, start)
        self._at = end if end >= 0 else min(start + MAX_HEADERS + 1, len(self._held))
        if self._held.find(b"\nFrom ", start, self._at) >= 0:
            # a message without a blank line ends where the next begins
            inside, _ = self._shape.find(self._held, start, self._at + _LOOK)
            self._at = inside if 0 <= inside < self._at else self._at
        return self._held[start : self._at]

    def _need(self, count: int) -> None:
        while len(self._held) - self._at < count and not self._ended:
            self._more()

    def _more(self) -> None:
        """Reads on; what was passed is let go, but for the few bytes that show what a line follows."""
        block = self._stream.read(_BLOCK)
        self._ended = not block
        kept = max(0, self._at - 4)
        self._held = self._held[kept:] + block
        self._at -= kept
        self._base += kept
