"""vCard text taken apart: cards, unfolded lines, properties with decoded values. Versions 2.1, 3.0 and 4.0.

It works on bytes, because one file may mix encodings: old programs name a charset property by property.
"""

from __future__ import annotations

import binascii
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from legwork_importers.decoding import is_charset
from legwork_importers.vcard_pictures import BINARY, HEAD, INLINE, LONGEST_HEAD, LOOKED_AT, is_left_out, left_out

MAX_LINE = 64_000

_BEGIN = re.compile(rb"\s*BEGIN\s*:\s*VCARD\s*", re.IGNORECASE)
_END = re.compile(rb"\s*END\s*:\s*VCARD\s*", re.IGNORECASE)
_BASE64 = re.compile(rb"[A-Za-z0-9+/=]+")
_QUOTED_PRINTABLE = re.compile(rb"QUOTED-PRINTABLE", re.IGNORECASE)
_ESCAPE = re.compile(r"\\(.)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Card:
    """One card's lines as they stood, BEGIN and END with them; `ended` when END was there.

    `locator` is its number from 1; lines after the second card that belong to none have `2+`.
    """

    locator: str
    lines: list[bytes] = field(repr=False)
    ended: bool


@dataclass(frozen=True, slots=True)
class Property:
    """`name` in capitals; `group` as in `item1.EMAIL`; `types` lower-case; `value` decoded, escapes kept."""

    name: str
    group: str
    types: tuple[str, ...]
    params: Mapping[str, str]
    value: str

    def text(self) -> str:
        """The value with escapes resolved."""
        return unescaped(self.value).strip()

    def parts(self, separator: str = ";") -> list[str]:
        """The value's parts, each with escapes resolved."""
        return [unescaped(part).strip() for part in split(self.value, separator)]


def cards(lines: Sequence[bytes]) -> Iterator[Card]:
    """Every card in order. What stands between cards is given too when it is not blank, as one not ended.

    A card that does not end before the next begins is given unended; the next is read for itself.
    """
    number = 0
    held: list[bytes] = []
    for line in lines:
        if _BEGIN.fullmatch(line):
            yield from _unended(number, held)
            number += 1
            held = [line]
        elif _END.fullmatch(line) and held and _BEGIN.fullmatch(held[0]):
            yield Card(str(number), [*held, line], ended=True)
            held = []
        else:
            held.append(line)
    yield from _unended(number, held)


def _unended(number: int, held: list[bytes]) -> Iterator[Card]:
    if any(map(bytes.strip, held)):
        yield Card(str(number) if _BEGIN.fullmatch(held[0]) else f"{number}+", held, ended=False)


def properties(card: Card, fallback: str) -> tuple[list[Property], int]:
    """The card's properties, and how many of its lines were too long or meant nothing.

    Pictures, sounds and keys keep their place with their size as value, never their bytes. `fallback` is the
    encoding of bytes that are neither UTF-8 nor in a charset of their own.
    """
    found: list[Property] = []
    lost = 0
    for line in unfolded(card.lines[1:-1] if card.ended else card.lines[1:]):
        read = _property(line, fallback)
        if read is not None:
            found.append(read)
        elif line.strip():
            lost += 1
    return found, lost


def unfolded(lines: Sequence[bytes]) -> list[bytes]:
    """Logical lines: folded ones joined, soft-broken quoted-printable joined, base64 joined even where it
    is not indented."""
    logical: list[list[bytes]] = []
    quoted = binary = False
    for line in lines:
        if quoted and logical:
            logical[-1].append(line.lstrip(b" \t") if line[:1] in {b" ", b"\t"} else line)
            quoted = line.endswith(b"=")
            continue
        if line[:1] in {b" ", b"\t"} and logical:
            logical[-1].append(line.strip() if binary else line[1:])
            continue
        if binary and _BASE64.fullmatch(line.strip()):
            logical[-1].append(line.strip())
            continue
        logical.append([line])
        binary = bool(BINARY.match(line))
        quoted = line.endswith(b"=") and bool(_QUOTED_PRINTABLE.search(line.split(b":", 1)[0]))
    return [_joined(parts) for parts in logical]


def _joined(parts: list[bytes]) -> bytes:
    if len(parts) > 1 and _QUOTED_PRINTABLE.search(parts[0].split(b":", 1)[0]):
        return b"".join(part.removesuffix(b"=") for part in parts[:-1]) + parts[-1]
    return b"".join(parts)


def quoted(lines: Iterable[bytes]) -> bytes:
    """What stands in quoted-printable without a charset of its own, decoded: a sample of up to two thousand lines."""
    found: list[bytes] = []
    goes_on = False
    for line in lines:
        head, colon, payload = line.partition(b":")
        if goes_on:
            payload = line
        elif not colon or not _QUOTED_PRINTABLE.search(head[:LONGEST_HEAD]) or b"CHARSET" in head.upper():
            continue
        goes_on = payload.endswith(b"=")
        found.append(binascii.a2b_qp(payload[:1_000]))
        if len(found) >= 2_000:
            break
    return b"\n".join(found)


def without_payload(lines: Sequence[bytes]) -> list[bytes]:
    """The card's lines with the bytes of pictures, sounds and keys left out, for keeping."""
    kept: list[bytes] = []
    binary = False
    for line in lines:
        folded = line[:1] in {b" ", b"\t"}
        if binary and (folded or _BASE64.fullmatch(line.strip())):
            continue
        binary = False
        if BINARY.match(line) and (is_left_out(line) or INLINE.search(line[:LOOKED_AT])):
            binary = True
            kept.append(_INLINE_HEAD.match(line)[0] + b"(left out)")  # type: ignore[index]  # it has a colon
        else:
            kept.append(line)
    return kept


_INLINE_HEAD = re.compile(rb"[^:]*:?")


def split(value: str, separator: str) -> list[str]:
    """`value` at each separator no backslash stands before."""
    parts: list[str] = []
    current: list[str] = []
    escaped = False
    for char in value:
        if char == separator and not escaped:
            parts.append("".join(current))
            current = []
        else:
            current.append(char)
        escaped = char == "\\" and not escaped
    return [*parts, "".join(current)]


def unescaped(text: str) -> str:
    if "\\" not in text:
        return text
    return _ESCAPE.sub(lambda match: "\n" if match[1] in "nN" else match[1], text)


def _property(line: bytes, fallback: str) -> Property | None:
    match = HEAD.match(line[:LONGEST_HEAD])
    if match is None:
        return None
    head = _decoded(match[1], "", fallback)
    payload = line[match.end() :]
    name, *rest = _params(head)
    group, _, name = name.strip().upper().rpartition(".")
    if not name.replace("-", "").replace("_", "").isalnum():
        return None
    types, params = _typed(rest)
    if BINARY.match(line) and (INLINE.search(line[:LOOKED_AT]) or len(payload) > MAX_LINE):
        return Property(name, group, types, params, left_out(payload))
    if len(line) > MAX_LINE:
        return None
    if "quoted-printable" in (params.get("ENCODING", "").lower(), *types):
        payload = binascii.a2b_qp(payload)
    elif params.get("ENCODING", "").lower() in {"b", "base64"} or "base64" in types:
        payload = _from_base64(payload)
    return Property(name, group, types, params, _decoded(payload, params.get("CHARSET", ""), fallback))


def _params(head: str) -> list[str]:
    return re.findall(r'(?:[^";]|"[^"]*"?)+', head) or [""]


def _typed(rest: Sequence[str]) -> tuple[tuple[str, ...], dict[str, str]]:
    """`TYPE=work,voice`, `type=WORK;type=pref` and the bare `WORK` of 2.1 all become types."""
    types: list[str] = []
    params: dict[str, str] = {}
    for param in rest:
        name, equals, value = param.partition("=")
        name, value = name.strip().upper(), value.strip().strip('"')
        if not equals:
            types.append(name.lower())
        elif name == "TYPE":
            types.extend(part.strip().lower() for part in value.split(","))
        else:
            params.setdefault(name, value)
    return tuple(part for part in types if part), params


def _from_base64(payload: bytes) -> bytes:
    try:
        return binascii.a2b_base64(payload)
    except binascii.Error:
        return payload


def _decoded(payload: bytes, charset: str, fallback: str) -> str:
    """A charset of the property's own is believed, unless the bytes are UTF-8 anyway or it is unknown."""
    try:
        return _clean(payload.decode())
    except UnicodeDecodeError:
        pass
    if is_charset(charset):
        try:
            return _clean(payload.decode(charset, "replace"))
        except (LookupError, UnicodeError):
            pass
    return _clean(payload.decode(fallback, "replace"))


def _clean(text: str) -> str:
    return re.sub("[\x00\ud800-\udfff]", "", text).replace("\r\n", "\n")
