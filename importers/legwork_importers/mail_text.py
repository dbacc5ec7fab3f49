"""What stands in the header of a message: encoded words, old encodings, dates."""

from __future__ import annotations

import binascii
import datetime as dt
import quopri
import re
from dataclasses import dataclass
from functools import lru_cache

from legwork_importers.dates import month
from legwork_importers.decoding import OLD, is_charset

LONGEST_HEADER = 8_000
"""Bytes of one header that are looked at; said of a header before anything else is done to it."""

_WORD = re.compile(r"=\?([A-Za-z0-9._+-]{1,40})(?:\*[A-Za-z-]{0,20})?\?([bq])\?([^?]*)\?=", re.IGNORECASE)
_NO_TEXT = re.compile("[\x00-\x1f\x7f\ud800-\udfff\u2028\u2029]")
_DATE = re.compile(
    r"(\d{1,2})[ -]([^\W\d_]{3,12})\.?[ -](\d{4}|\d{2})(?!\d)"
    r"(?:[ ,]{1,3}(\d{1,2})[:.](\d{2})(?:[:.](\d{2}))?(?: ?([+-]\d{4}))?)?"
)
_ENVELOPE = re.compile(
    r"([A-Z][a-z]{2}) {1,2}(\d{1,2}) (\d{1,2}):(\d{2})(?::(\d{2}))?(?: ([+-]\d{4}|[A-Z]{1,5}))? (\d{4})"
)
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2}))?)?")
_FIRST_YEAR, _LAST_YEAR = 1980, 2199  # there is hardly any mail before, and clocks go wrong beyond
_FARTHEST_ZONE = 14 * 60
_DAY = 24 * 60


@dataclass(frozen=True, slots=True, order=True)
class When:
    """The moment in UTC as far as it is told, by which messages are ordered, and the day as its writer had it."""

    moment: str
    day: str


def text_of(value: bytes) -> str:
    """A header's value as one line: bytes beyond ASCII are UTF-8, else cp1252. Encoded words stay encoded."""
    if not value:  # most headers that are asked for are not there
        return ""
    cut = value[:LONGEST_HEADER]
    try:
        text = cut.decode()
    except UnicodeDecodeError:
        text = cut.decode(OLD, "replace")
    return one_line(text)


def one_line(text: str) -> str:
    line = " ".join(text.split())
    return line if line.isprintable() else _NO_TEXT.sub("", line)


def decoded(text: str) -> str:
    """`text` with its encoded words (RFC 2047) read; a word that cannot be read stays as it is.

    Words with only blanks between them belong together, and a letter may begin in one and end in the next.
    """
    if "=?" not in text:
        return text
    parts: list[str] = []
    held, charset, end = b"", "", 0
    for word in _WORD.finditer(text):
        between = text[end : word.start()]
        data = _payload(word[2], word[3])
        if data is None:
            continue
        if between.strip() or word[1].lower() != charset or not held:
            parts.append(_characters(held, charset))
            parts.append(between if between.strip() or not held else "")
            held = b""
        held, charset, end = held + data, word[1].lower(), word.end()
    return one_line("".join([*parts, _characters(held, charset), text[end:]]))


def when(date: str, envelope: str = "") -> When | None:
    """The date of a message: of its Date header, or of the mailbox's own line where that has none or lies ahead of it.

    An hour or zone that does not exist leaves the day; a day that does not exist leaves nothing.
    """
    said = _of_header(date)
    if said is None:
        return _of_envelope(envelope)
    kept = _day_of_envelope(envelope)
    return _of_envelope(envelope) if kept and said.day > _later(kept) else said


@lru_cache(maxsize=1_024)
def _later(day: str) -> str:
    """Two days on: senders' clocks may be off by a zone, not by more."""
    return (dt.date.fromisoformat(day) + dt.timedelta(days=2)).isoformat()


def _payload(how: str, text: str) -> bytes | None:
    if how in "qQ":
        return quopri.decodestring(text.replace(" ", "_").encode("utf-8", "replace"), header=True)
    try:
        return binascii.a2b_base64(text.encode("utf-8", "replace") + b"===")
    except binascii.Error:
        return None


def _characters(data: bytes, charset: str) -> str:
    if is_charset(charset):
        try:
            return data.decode(charset.removesuffix("-1987").replace("ks_c_5601", "euc-kr"))
        except (UnicodeError, LookupError):
            pass
    try:
        return data.decode()
    except UnicodeDecodeError:
        return data.decode(OLD, "replace")


def _of_header(text: str) -> When | None:
    text = text[:100]
    if match := _DATE.search(text):
        day, name, year, *time, zone = match.groups()
        return _when((_year(year), month(name), int(day)), time, zone)
    if match := _ISO.search(text):
        return _when((int(match[1]), int(match[2]), int(match[3])), match.groups()[3:], "")
    return _of_envelope(text)


def _of_envelope(text: str) -> When | None:
    match = _ENVELOPE.search(text[:200])
    if match is None:
        return None
    name, day, *time, zone, year = match.groups()
    return _when((int(year), month(name), int(day)), time, zone)


def _day_of_envelope(text: str) -> str:
    match = _ENVELOPE.search(text[:200])
    return _day(int(match[7]), month(match[1]), int(match[2])) if match else ""


def _year(text: str) -> int:
    if len(text) == 4:
        return int(text)
    return int(text) + (2000 if int(text) < 70 else 1900)


def _when(date: tuple[int, int, int], time: list[str] | tuple[str, ...], zone: str | None) -> When | None:
    day = _day(*date)
    if not day:
        return None
    hour, minute, second = (int(part or 0) for part in time)
    minutes = (hour * 60 + minute if hour < 24 and minute < 60 else 0) - _offset(zone)
    second = min(second, 59)
    if 0 <= minutes < _DAY:  # the same day in UTC, as most are: no calendar is needed
        return When(f"{day}T{minutes // 60:02}:{minutes % 60:02}:{second:02}+00:00", day)
    moment = dt.datetime(*date, tzinfo=dt.UTC) + dt.timedelta(minutes=minutes, seconds=second)
    return When(moment.isoformat(), day)


@lru_cache(maxsize=1_024)
def _day(year: int, month_number: int, number: int) -> str:
    """A day as ISO 8601; empty for one that does not exist, or on which there was no mail."""
    try:
        return dt.date(year, month_number, number).isoformat() if _FIRST_YEAR <= year <= _LAST_YEAR else ""
    except ValueError:
        return ""


def _offset(zone: str | None) -> int:
    """Minutes east of Greenwich; zones by name are hardly ever right, and those of old mail mean UTC most often."""
    if not zone or zone[0] not in "+-":
        return 0
    minutes = int(zone[1:3]) * 60 + int(zone[3:])
    return 0 if minutes > _FARTHEST_ZONE else -minutes if zone[0] == "-" else minutes
