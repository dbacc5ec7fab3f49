"""The parsers that are given hostile bytes, and what each of them must hold to whatever comes."""

from __future__ import annotations

import contextlib
import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from legwork_importers import mail_stream, vcard_lines
from legwork_importers.contract import (
    Importer,
    ImportProblem,
    Owner,
    OwnerAware,
    Proposal,
    Read,
    Source,
    SourceRow,
    Unreadable,
)
from legwork_importers.decoding import decode, keeps_ascii, raw_text
from legwork_importers.mail import Mail
from legwork_importers.mail_addresses import LONGEST_ADDRESS, LONGEST_NAME, mailboxes, plain_name
from legwork_importers.mail_owner import recipients_of, sender_of
from legwork_importers.mail_text import decoded, text_of, when
from legwork_importers.registry import GENERIC, IMPORTERS, by_kind, not_used_reason, recognise
from legwork_importers.sources import LIMITS, BytesSource
from legwork_importers.table import MAX_RAW
from legwork_importers.vcard_pictures import without_pictures
from legwork_importers.zips import Budget, MemberSource, members, open_zip

GOLDEN = Path(__file__).resolve().parents[2] / "tests" / "importers" / "data"
OWNER = Owner(
    frozenset({"Tomás Rey", "Robin Vale"}),
    frozenset({"me@own.example", "tomas@rey.example"}),
    frozenset({"https://www.linkedin.com/in/tomás-rey"}),
)
# Formats of which each row is one entry: every line below the header is of exactly one row.
_ROW_BY_ROW = {
    "linkedin.connections",
    "linkedin.contacts",
    "google.contacts",
    "outlook.contacts",
    "thunderbird.contacts",
    "yahoo.contacts",
    "hubspot.contacts",
    "legwork.csv",
    GENERIC,
}


class Broken(Exception):
    """Something that must always hold did not."""


@dataclass(frozen=True, slots=True)
class Parser:
    """`run` reads bytes and raises `Broken`, or whatever escapes an importer. `kinds` are the folders of golden files
    that are begun with, and `words` what is put in at random."""

    run: Callable[[bytes], None]
    kinds: Sequence[str]
    words: Sequence[bytes] = ()

    def corpus(self) -> list[bytes]:
        files = sorted(path for kind in self.kinds for path in GOLDEN.glob(f"{kind}/*"))
        return [path.read_bytes() for path in files if not path.name.endswith(".expected.json")]


def read_twice(importer: Importer, source: Source) -> list[Read]:
    """Every row of a source, none where it is refused as a whole; the same bytes give the same rows."""
    first, second = _outcome(importer, source), _outcome(importer, source)
    if first != second:
        raise Broken("the same bytes give other rows the second time")
    rows = first if isinstance(first, list) else []
    _hold(len({row.locator for row in rows}) == len(rows), "two rows at one place")
    for row in rows:
        _hold_row(row)
    return rows


def _outcome(importer: Importer, source: Source) -> list[Read] | str:
    try:
        return list(importer.read(source))
    except ImportProblem as problem:
        sentence = str(problem)
        _hold(bool(sentence.strip()) and "\n" not in sentence, "a refusal that is no sentence")
        return sentence


def _hold_row(row: Read) -> None:
    row.locator.encode()
    row.raw.encode()
    if isinstance(row, SourceRow):
        canonical = row.claim.canonical()
        canonical.encode()
        row.key.encode()
        _hold("\\u0000" not in canonical, "a NUL in a claim")
    elif isinstance(row, Proposal):
        _hold(bool(row.value), "a proposal of nothing")
    else:
        _hold(bool(row.reason) and row.outcome in {"skipped", "refused"}, "a row left out without a reason")


def _hold(true: bool, sentence: str) -> None:  # noqa: FBT001  it reads as `assert` does, and -O does not drop it
    if not true:
        raise Broken(sentence)


def run_csv(data: bytes) -> None:
    """Whoever knows the table reads it, and so does the reader of any table."""
    source = BytesSource("x", data)
    with contextlib.suppress(ImportProblem):
        # all that know it, or mostly the first of them: asking everybody takes longer than all the rest
        known = list(islice(_who_knows(source), None if len(data) % 8 == 0 else 1))
        _hold(bool(known) or "\n" not in not_used_reason(source), "a reason of several lines")
        found = recognise(source, kind=GENERIC)
        for importer in (*known, *([found.importer] if found else ())):
            for each in _with_and_without_owner(importer):
                rows = read_twice(each, source)
                if importer.kind in _ROW_BY_ROW:
                    _hold_lines(rows, data)


def _who_knows(source: Source) -> Iterator[Importer]:
    for importer in IMPORTERS:
        if importer.kind in _TABLES and (why := importer.knows(source)) is not None:
            _hold("\n" not in why, "a reason of several lines")
            yield importer


def _with_and_without_owner(importer: Importer) -> Iterator[Importer]:
    yield importer
    if isinstance(importer, OwnerAware):
        yield importer.of(OWNER)


def _hold_lines(rows: Sequence[Read], data: bytes) -> None:
    """Read = kept + skipped + refused: rows are numbered without a gap, and hold every line there is."""
    _hold([row.locator for row in rows] == [str(n + 1) for n in range(len(rows))], "rows are not numbered in order")
    if any(len(row.raw) > MAX_RAW for row in rows):
        return
    kept = "\n".join(row.raw for row in rows)
    lines = decode(data).lines
    below = [line for row in rows for line in row.raw.split("\n")]
    _hold(lines[len(lines) - len(below) :] == below, "a line is in no row or in two")
    _hold(bool(kept) or len(lines) <= 15 or not rows, "rows without a word")


def run_vcard(data: bytes) -> None:
    source = BytesSource("x", data)
    rows = read_twice(by_kind("vcard"), source)
    with contextlib.suppress(ImportProblem):
        lines = raw_text(data, None).data.removesuffix(b"\n").split(b"\n")
        found = list(vcard_lines.cards(lines))
        held = [line for card in found for line in card.lines if line.strip()]
        _hold(held == [line for line in lines if line.strip()], "a line is in no card or in two")
        if keeps_ascii(raw_text(data, None).encoding):
            # a line that goes on with a picture is the picture's, even where it reads like the first of a card
            found = list(vcard_lines.cards(_lines_without_pictures(source)))
        _hold([card.locator for card in found] == [row.locator for row in rows], "a card is in no row or in two")


def _lines_without_pictures(source: BytesSource) -> list[bytes]:
    text = raw_text(without_pictures(source), None)
    whole = text if keeps_ascii(text.encoding) else raw_text(source.data, None)
    return whole.data.removesuffix(b"\n").split(b"\n")


def run_ldif(data: bytes) -> None:
    source = BytesSource("x", data)
    rows = read_twice(by_kind("ldif"), source)
    if rows and not any(len(row.raw) > MAX_RAW for row in rows):
        held = [line for row in rows for line in row.raw.split("\n")]
        lines = [line for line in decode(data).lines if line.strip() and not line.startswith("#")]
        _hold(held in (lines, lines[1:]), "a line is in no entry or in two")


def run_mbox(data: bytes) -> None:
    """Every message is left out by its number, or its people have a row."""
    source = BytesSource("x", data)
    for importer in (Mail(), Mail(OWNER)):
        rows = read_twice(importer, source)
        if not rows:
            continue
        left = {row.locator for row in rows if isinstance(row, Unreadable) and row.locator.startswith("message ")}
        people = {row.locator.split("|", 1)[0] for row in rows}
        ids: set[bytes] = set()
        for number, message in enumerate(mail_stream.Messages(source), start=1):
            _hold(message.place == str(number), "messages are not numbered in order")
            said = message.first("message-id").strip()
            if f"message {number}" in left or said in ids or not said:
                continue
            ids.add(said)
            sender = sender_of(message)
            _hold(sender is not None, "a message without a sender is counted")
            all_of = {each.address for each in recipients_of(message)}
            _hold(sender is not None and (sender.address in people or all_of <= people), "a message is lost")


def run_headers(data: bytes) -> None:
    """One header a line: its text, the people in it, its date."""
    for line in data.split(b"\n")[:200]:
        text = text_of(line)
        for shown in (text, decoded(text)):
            shown.encode()
            _hold(not shown or len(shown.splitlines()) == 1, "a header of several lines")
        for found in mailboxes(text):
            _hold(len(found.address) <= LONGEST_ADDRESS and "@" in found.address, "an address that is none")
            _hold(len(found.name) <= LONGEST_NAME and len(found.name.splitlines()) < 2, "a name that is none")
            plain_name(found).encode()
        moment = when(text, text)
        _hold(moment is None or "1980" <= moment.day < "2200", "a date out of all time")


def run_calendar(data: bytes) -> None:
    for importer in _with_and_without_owner(by_kind("calendar")):
        read_twice(importer, BytesSource("x", data))


def run_json(data: bytes) -> None:
    for kind in ("legwork.captures", "legwork.json"):
        read_twice(by_kind(kind), BytesSource("x", data))


def run_zip(data: bytes) -> None:
    """What an archive gives out, its members read as far as they go; and whoever knows one of them reads it."""
    with contextlib.suppress(ImportProblem), open_zip(io.BytesIO(data), LIMITS) as archive:
        budget = Budget(LIMITS.archive)
        for member in members(archive, LIMITS):
            _hold(not member.name.startswith("/") and ".." not in member.name.split("/"), "a name that climbs")
            source = MemberSource(member.name, archive, member.info, budget)
            with contextlib.suppress(ImportProblem):
                found = None if member.why else recognise(source)
                if found is not None:
                    read_twice(found.importer, source)


_TABLES = sorted({each.kind for each in IMPORTERS} - {"vcard", "ldif", "mail", "calendar"} | {GENERIC})
_BYTES = (
    b"\xff\xfe",
    b"\xef\xbb\xbf",
    b"\x00",
    b"\r\n",
    b"\r",
    b"\r\r\n",
    b"\n\n",
    b"\xe4",
    b"\xc3\xa4",
    b"\xf0\x9f\x98\x80",
)

PARSERS = {
    "csv": Parser(
        run_csv, _TABLES, (*_BYTES, b'"', b'""', b",", b";", b"\t", b"|", b" ::: ", b"'=", b'\n"', b'"\n', b",,,")
    ),
    "vcard": Parser(
        run_vcard,
        ("vcard",),
        (
            *_BYTES,
            *(
                b"BEGIN:VCARD\n",
                b"END:VCARD\n",
                b"\n ",
                b"=\n",
                b"=C3=A4",
                b";CHARSET=UTF-8",
                b";ENCODING=B:",
                b"\\;",
                b"\\n",
            ),
            *(
                b";ENCODING=QUOTED-PRINTABLE:",
                b"PHOTO;BASE64:",
                b"item1.",
                b"X-ABLabel:_$!<Home>!$_",
                b"ALTID=1;",
                b"TYPE=",
            ),
            *(b"N:;;;;", b"ADR:;;;;;;", b"BDAY:--0203", b"KIND:group", b"FN;DERIVED=TRUE:", b"X-LEGWORK-POSITION:;;;;"),
        ),
    ),
    "mbox": Parser(
        run_mbox,
        ("mail",),
        (
            *_BYTES,
            *(
                b"\nFrom - Mon Mar 04 11:20:34 2024\n",
                b"\nFrom 1@xxx Mon Mar 04 11:20:34 +0000 2024\r\n",
                b"\nFrom ",
                b">From ",
            ),
            *(b"\nFrom: ", b"\nTo: ", b"\nCc: ", b"\nDate: ", b"\nMessage-ID: <", b"\nSubject: ", b"\nDelivered-To: "),
            *(
                b"\nContent-Type: multipart/mixed; boundary=abcdefgh\n",
                b"\n--abcdefgh--\n",
                b"\nList-Id: <a.b.c>",
                b"\n ",
            ),
            *(
                b"\nX-Gmail-Labels: ",
                b"=?UTF-8?B?",
                b"=?utf-8?q?",
                b"?=",
                b"me@own.example",
                b"\nX-Mozilla-Status: 0008",
            ),
        ),
    ),
    "ldif": Parser(
        run_ldif,
        ("ldif",),
        (
            *_BYTES,
            b"\ndn: ",
            b"\ndn:: ",
            b"\n ",
            b":: ",
            b":< ",
            b"\nmail: ",
            b"version: 1\n",
            b"\n#",
            b"objectclass: groupOfNames",
        ),
    ),
    "headers": Parser(
        run_headers,
        ("mail",),
        (
            *_BYTES,
            *(
                b"=?UTF-8?B?",
                b"=?utf-8?q?",
                b"=?iso-2022-jp?b?",
                b"=?utf-16?q?",
                b"?=",
                b"<",
                b">",
                b"@",
                b'"',
                b"\\",
                b"(",
                b")",
            ),
            *(
                b"mailto:",
                b"undisclosed:;",
                b" <a@b.example>",
                b", ",
                b"/O=",
                b"Mon, 4 Mar 2024 11:20:34 +0000",
                b" +9900",
            ),
        ),
    ),
    "calendar": Parser(
        run_calendar,
        ("calendar",),
        (
            *_BYTES,
            *(
                b"BEGIN:VEVENT\n",
                b"END:VEVENT\n",
                b"DTSTART",
                b";TZID=",
                b":20240304T112034Z",
                b"ATTENDEE;CN=",
                b":mailto:",
            ),
            *(
                b"RECURRENCE-ID:",
                b"SEQUENCE:",
                b"UID:",
                b"RRULE:FREQ=DAILY",
                b"\n ",
                b";VALUE=DATE:",
                b"STATUS:CANCELLED",
            ),
        ),
    ),
    "json": Parser(
        run_json,
        ("legwork.captures", "legwork.json"),
        (*_BYTES, b"{", b"[", b'":"', b"1e999", b"NaN", b"\\ud800", b"null"),
    ),
    "zip": Parser(
        run_zip, (), (b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06", b"PK\x06\x06", b"PK\x06\x07", b"\xff\xff\xff\xff")
    ),
}
