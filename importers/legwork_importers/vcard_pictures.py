"""vCards without their pictures: a file of gigabytes may hold no more than a few thousand names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from legwork_importers.contract import Source, UnreadableSource
from legwork_importers.sources import LIMITS, megabytes

BINARY = re.compile(rb"(?:[^.:;\n]*\.)?(?:PHOTO|LOGO|SOUND|KEY|X-MS-CARDPICTURE)\s*[;:]", re.IGNORECASE)
"""How a property begins that may hold a picture, a sound or a key."""

INLINE = re.compile(rb"ENCODING=B(?:ASE64)?\b|;BASE64\b|data:[^,]{0,100};base64,", re.IGNORECASE)
"""What says in its first 500 bytes that it does."""

HEAD = re.compile(rb'((?:[^":]|"[^"]*")*?):')
"""A property before its value."""

LONGEST_HEAD = 4_000
LOOKED_AT = 500

_BLOCK = 1 << 20
_BLANKS = b" \t\r\n\f\v"
_BLANK_BYTES = [bytes([blank]) for blank in _BLANKS]
_SHORT = 2_000
_LEFT_OUT = re.compile(rb"\([\d,]+ bytes, left out\)")
_LINE = re.compile(rb"\n(?=" + BINARY.pattern + rb")", re.IGNORECASE)
# Not behind a line that ends with `=`: in quoted-printable the next one belongs to it, whatever it looks like.
_BEGINS = re.compile(rb"(?<!=)" + _LINE.pattern, re.IGNORECASE)
# Lines that go on with it: indented ones, and base64 where a program did not indent it.
_GOES_ON = re.compile(rb"(?>[ \t][^\n]*\n|[\f\v]*[A-Za-z0-9+/=]+[ \t\f\v]*\n)*+")


def without_pictures(source: Source, limit: int = LIMITS.contacts_file) -> bytes:
    """Every byte but those of pictures, sounds and keys, whose size stands in their place; every line ends with LF.

    For encodings in which ASCII means itself.

    Raises:
        UnreadableSource: it cannot be read, or more than `limit` bytes are left.
    """
    kept = bytearray()
    with source.open() as stream:
        for piece in _Pictures().left_out(_lines_of(iter(lambda: stream.read(_BLOCK), b""))):
            kept += piece
            if len(kept) > limit:
                raise UnreadableSource(
                    f"{megabytes(source.size)}, larger than any contacts file, pictures aside ({megabytes(limit)})"
                )
    return bytes(kept)


def left_out(payload: bytes) -> str:
    """What stands in the place of a payload: its size, or what says it already."""
    if _LEFT_OUT.fullmatch(payload):
        return payload.decode()
    return _instead(_size(payload))


def is_left_out(line: bytes) -> bool:
    """Whether a line is one whose payload was left out."""
    return line.endswith(b"left out)") and _LEFT_OUT.fullmatch(line.rpartition(b":")[2]) is not None


def _instead(size: int) -> str:
    return f"({size:,} bytes, left out)"


def _size(payload: bytes) -> int:
    """Bytes, blanks and line ends aside."""
    if len(payload) < _SHORT:
        return len(payload.translate(None, _BLANKS))
    return len(payload) - sum(map(payload.count, _BLANK_BYTES))  # many times faster, but not for few bytes


def _lines_of(blocks: Iterable[bytes]) -> Iterator[bytes]:
    """The same with every line end as LF."""
    held = b""
    for block in blocks:
        data = held + block
        # what ends with CR may be the first half of a line end
        whole = data.rstrip(b"\r") if len(held) < LONGEST_HEAD else data
        held = data[len(whole) :]
        yield _with_one_end(whole)
    yield _with_one_end(held)


def _with_one_end(data: bytes) -> bytes:
    if b"\r" not in data:
        return data
    return data.replace(b"\r\r\n", b"\n").replace(b"\r\n", b"\n").replace(b"\r", b"\n")


class _Pictures:
    """Text as it comes, and inside a picture only how large it has been.

    `_held[_at:]` is what was not passed yet. In text it begins with the end of the line before, to which the first line
    of all comes by a line end that is not given out. `_fresh`: what stands before that line end was a picture.
    """

    def __init__(self) -> None:
        self._held = b"\n"
        self._at = 0
        self._fresh = True
        self._in_line = False
        self._size = -1

    def left_out(self, blocks: Iterable[bytes]) -> Iterator[bytes]:
        pieces = self._pieces(blocks)
        yield next(pieces, b"\n")[1:]
        yield from pieces

    def _pieces(self, blocks: Iterable[bytes]) -> Iterator[bytes]:
        for block in blocks:
            kept = max(0, self._at - 1)
            self._held, self._at = self._held[kept:] + block, self._at - kept
            yield from filter(None, self._passed(ended=False))
        yield from filter(None, self._passed(ended=True))

    def _passed(self, *, ended: bool) -> Iterator[bytes]:
        before = (-1, False)
        while before != (now := (self._at, self._in_line)):
            before = now
            if self._size < 0:
                yield self._text(ended=ended)
            elif self._in_line:
                self._rest_of_line(ended=ended)
            else:
                yield self._further_lines(ended=ended)

    def _text(self, *, ended: bool) -> bytes:
        """What stands before a picture and its head, or before what is not a whole line yet."""
        held = self._held
        found = (_LINE.match(held, self._at) if self._fresh else None) or _BEGINS.search(held, self._at)
        while found:
            start = found.end()
            end = held.find(b"\n", start)
            if end < 0 and len(held) - start < LONGEST_HEAD and not ended:
                return self._to(start - 1)
            line = held[start : start + LONGEST_HEAD if end < 0 else min(end, start + LONGEST_HEAD)]
            head = HEAD.match(line)
            if head and INLINE.search(line[:LOOKED_AT]):
                self._size, self._in_line = 0, True
                return self._to(start + head.end())
            found = _BEGINS.search(held, start)
        return self._to(len(held) if ended else held.rfind(b"\n", self._at))

    def _rest_of_line(self, *, ended: bool) -> None:
        end = self._held.find(b"\n", self._at)
        if end < 0 and ended:
            end, self._held = len(self._held), self._held + b"\n"
        self._in_line = end < 0
        self._size += _size(self._to(end + 1 if end >= 0 else len(self._held)))

    def _further_lines(self, *, ended: bool) -> bytes:
        if ended and not self._held.endswith(b"\n"):
            self._held += b"\n"
        going = _GOES_ON.match(self._held, self._at)
        self._size += _size(self._to(going.end() if going else self._at))
        if not ended and self._held.find(b"\n", self._at) < 0:
            self._in_line = self._held[self._at : self._at + 1] in {b" ", b"\t"}
            return b""
        # back to the end of the picture's last line, with which text begins
        instead, self._size, self._fresh, self._at = _instead(self._size), -1, True, self._at - 1
        return instead.encode()

    def _to(self, at: int) -> bytes:
        """What is passed up to there."""
        passed, self._fresh = self._held[self._at : at], self._fresh and at <= self._at
        self._at = at
        return passed
