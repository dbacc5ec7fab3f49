"""Who a header names: `Jane Roe <jane@example.com>, …`, as programs really write it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from legwork_importers.mail_text import LONGEST_HEADER, decoded, one_line

LONGEST_ADDRESS = 320
LONGEST_NAME = 300

_PIECE = re.compile(r'"(?:[^"\\]|\\.)*"|\((?:[^()\\]|\\.)*\)|<[^<>]*>|[^",;:()<>]+|.', re.DOTALL)
_ADDRESS = re.compile(r"[^\s@<>\"(),:;|\[\]\\]{1,64}@[^\s@<>\"(),:;|\[\]\\']{1,255}")
_MAILTO = re.compile(r"[\[(]?\s*mailto\s*\Z", re.IGNORECASE)
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_QUOTES = "\"'`´‘’“”„«» \t"
# Exchange's own addresses, and the wrapping in which they travel.
_NO_ADDRESS = re.compile(r"imcea(ex|invalid|mailto)?-|/o=", re.IGNORECASE)
_MOST_ESCAPES = 50
_CACHED = 300


@dataclass(frozen=True, slots=True)
class Mailbox:
    """One address in lower case, and the name beside it, decoded as it was written, possibly empty."""

    address: str
    name: str


def mailboxes(text: str) -> tuple[Mailbox, ...]:
    """Everyone a header's value names, in its order; `text` is one line, its encoded words still encoded.

    What has no address is left out: empty groups, addresses inside Exchange only, names without any. Of
    `Doe, Jane <jane@example.com>` the whole is one name.
    """
    return _few(text) if len(text) <= _CACHED else _mailboxes(text)


def address_of(text: str) -> str:
    """The address in `text`, in lower case, or empty."""
    found = next(iter(mailboxes(text)), None)
    return found.address if found else ""


def plain_name(mailbox: Mailbox) -> str:
    """The name without quotes around it; empty where it only repeats an address or has no letters."""
    name = mailbox.name.strip(_QUOTES)
    if _ADDRESS.fullmatch(name) or not any(map(str.isalpha, name)):
        return ""
    return name


@lru_cache(maxsize=16_384)
def _few(text: str) -> tuple[Mailbox, ...]:
    return _mailboxes(text)


def _mailboxes(text: str) -> tuple[Mailbox, ...]:
    text = text[:LONGEST_HEADER]
    if text.count("\\") > _MOST_ESCAPES:
        text = text.replace("\\", "")  # each may make the search for an end begin anew
    return tuple(dict.fromkeys(_read(text)))


@dataclass(slots=True)
class _Entry:
    """What stands between two commas."""

    words: list[str] = field(default_factory=list)
    address: str = ""

    @property
    def name(self) -> str:
        return one_line("".join(self.words))


def _read(text: str) -> Iterator[Mailbox]:
    entry = _Entry()
    before: list[str] = []
    for piece in _PIECE.findall(text):
        if piece in {",", ";"}:
            yield from _closed(entry, before)
            before = [*before[-1:], entry.name] if piece == "," and _is_half(entry) else []
            entry = _Entry()
        elif piece == ":":
            _colon(entry)
        elif piece[0] == "<" and len(piece) > 1:
            entry.address = _address(piece[1:-1]) or entry.address
        elif piece[0] == '"' and len(piece) > 1:
            entry.words.append(_ESCAPED.sub(r"\1", piece[1:-1]))
        else:
            entry.words.append(piece)
    yield from _closed(entry, before)


def _is_half(entry: _Entry) -> bool:
    """Whether an entry without an address may be the first half of a name with a comma in it."""
    name = entry.name
    return bool(name) and not entry.address and "@" not in name


def _colon(entry: _Entry) -> None:
    """`mailto:` before an address, or the end of a group's name."""
    name = entry.name
    entry.words = [_MAILTO.sub(" ", name)] if _MAILTO.search(name) else []


def _closed(entry: _Entry, before: list[str]) -> Iterator[Mailbox]:
    name = entry.name
    if not entry.address:
        found = list(_ADDRESS.finditer(name))
        address = _address(found[-1].group()) if found else ""
        if address:
            rest = name[: found[-1].start()] + " " + name[found[-1].end() :]
            yield Mailbox(address, _name(one_line(rest).strip("[]()' ")))
        return
    single = len(name.split()) == 1 or all(len(half.split()) == 1 for half in before)
    whole = ", ".join([*before, name]) if before and name and single else name
    yield Mailbox(entry.address, _name(whole))


def _address(text: str) -> str:
    """An address as it stands in angle brackets; empty for what is none."""
    bare = text.rsplit(":", 1)[-1].strip("' \t.").lower()
    local, _, domain = bare.partition("@")
    if not _ADDRESS.fullmatch(bare) or _NO_ADDRESS.match(local) or len(bare) > LONGEST_ADDRESS:
        return ""
    return bare if "." in domain.strip(".") and ".." not in domain else ""


def _name(text: str) -> str:
    return decoded(text)[:LONGEST_NAME].strip()
