"""Whatever stands in a file, an importer takes seconds, not minutes, and little more memory than the file itself.

These tests stand apart from the importers' own: under coverage they would take minutes.
"""

from __future__ import annotations

import contextlib
import csv
import io
import json
import re
import time
import tracemalloc
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from legwork_importers.contract import Importer, ImportProblem, Owner, OwnerAware
from legwork_importers.decoding import decode
from legwork_importers.delimiter import by_consistency
from legwork_importers.registry import GENERIC, IMPORTERS, recognise
from legwork_importers.sources import BytesSource

DATA = Path(__file__).parents[1] / "importers" / "data"
SECONDS = 10
MEGABYTES = 200
OWNER = Owner(frozenset({"Robin Vale"}), frozenset({"me@own.example"}))
_OF_LINES = {"ldif", "vcard", "mail", "calendar", "legwork.captures", "legwork.json"}
# Those that read in ways of their own; in all other tables it is the same reading that a shape has to do with.
_READERS = _OF_LINES | {
    "linkedin.connections",
    "linkedin.messages",
    "linkedin.endorsements",
    "linkedin.skills",
    GENERIC,
}
LONG = 31_000  # just within what a cell may hold

# What patterns with two ways to read one character, and loops within loops, take long for.
ATTACKS = {
    "letters": "a" * LONG + "!",
    "blanks": " " * LONG + "x",
    "blanks and letters": "a " * (LONG // 2),
    "digits": "0" * LONG,
    "signs": "<" * LONG,
    "brackets": "(" * LONG,
    "brackets both ways": "[" * (LONG // 2) + "]" * (LONG // 2),
    "quotes": "'" * LONG,
    "backslashes": "\\" * LONG,
    "hyphens": "-" * LONG,
    "slashes": "1/" * (LONG // 2),
    "dots": "a." * (LONG // 2),
    "ats": "a@b." * (LONG // 4),
    "commas": "a, " * (LONG // 3),
    "separators": "a ::: " * (LONG // 6),
    "colons": "PERSONAL:" * (LONG // 9),
    "addresses": "https://www.linkedin.com/in/" * (LONG // 28),
    "percents": "%C3%A4" * (LONG // 6),
    "encoded words": "=?utf-8?q?a?= " * (LONG // 14),
    "tags": "<p class=" * (LONG // 9),
    "entities": "&amp;" * (LONG // 5),
    "marks": "a" + "\u0301\u0323" * (LONG // 2),
    "one letter that is eighteen": "\ufdfa" * LONG,
    "faces": "\U0001f468\u200d" * (LONG // 2),
    "line ends": "a\n" * (LONG // 2),
    "formulas": "'" * (LONG - 2) + "=1",
}


def importers() -> list[Importer]:
    table = recognise(BytesSource("x", b"Name,Email,Notes\nAda,ada@ng.example,x\n"), kind=GENERIC)
    assert table is not None
    return [*IMPORTERS, table.importer]


def golden(kind: str) -> list[bytes]:
    files = sorted(path for path in DATA.glob(f"{kind}/*") if not path.name.endswith(".expected.json"))
    return [path.read_bytes() for path in files] or [b"Name\nPython\n"]


def bear(importer: Importer, what: str, data: bytes) -> None:
    """Reads it, with and without knowing whose it is; asks whether the importer knows it."""
    source = BytesSource("x", data)
    if tracemalloc.is_tracing():
        tracemalloc.reset_peak()
    before = tracemalloc.get_traced_memory()[0]
    started = time.process_time()
    importer.knows(source)
    for each in (importer, *([importer.of(OWNER)] if isinstance(importer, OwnerAware) else [])):
        with contextlib.suppress(ImportProblem):
            for row in each.read(source):
                row.raw.encode()
    seconds = time.process_time() - started
    grown = (tracemalloc.get_traced_memory()[1] - before) / 1e6
    # memory is counted at the price of time
    assert seconds < (4 if tracemalloc.is_tracing() else 1) * SECONDS, (
        f"{what}: {seconds:.1f} s for {len(data):,} bytes"
    )
    assert grown < MEGABYTES, f"{what}: {grown:.0f} MB for {len(data):,} bytes"


@pytest.fixture(name="traced")
def _traced() -> Iterator[None]:
    tracemalloc.start()
    yield
    tracemalloc.stop()


@pytest.mark.parametrize("importer", importers(), ids=lambda importer: importer.kind)
def test_no_value_takes_long_wherever_it_stands(importer: Importer) -> None:
    first = golden(importer.kind)[0]
    if importer.kind in _OF_LINES:
        for what, attack in ATTACKS.items():
            bear(importer, what, with_every_value(first, attack))
    else:
        bear(importer, "a row of each", table_of(first, list(ATTACKS.values())))


def with_every_value(data: bytes, value: str) -> bytes:
    """A golden file of lines, with this in each place where it says something."""
    text = data.decode("utf-8", "replace")
    if text.startswith('{"contacts"'):
        return json.dumps(_replaced(json.loads(text), value)).encode()
    if text.startswith("{"):
        first = json.loads(text[: text.index("\n")])
        return b"\n".join(
            json.dumps(_replaced({**first, name: value}, said)).encode() for name in first for said in ("x", value)
        )
    folded = value.replace("\n", "\n ")
    said = re.compile(r"^(?!BEGIN|END|VERSION)([\w;=-]+:+ ?).*")
    return "\n".join(said.sub(lambda head: head[1] + folded, line) for line in text.splitlines()).encode()


def table_of(data: bytes, values: list[str]) -> bytes:
    """The header of a golden file with a row of nothing but each value below it."""
    lines = decode(data).lines
    delimiter = by_consistency(lines)[0]
    rows = list(csv.reader(io.StringIO("\n".join(lines)), delimiter=delimiter))
    width = max(map(len, rows))
    header = next(place for place, row in enumerate(rows) if len(row) == width)
    below = [[value] * width for value in values]
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter, lineterminator="\n").writerows([*rows[: header + 1], *below])
    return text.getvalue().encode()


def _replaced(found: Any, value: str) -> Any:
    if isinstance(found, dict):
        return {key: _replaced(inner, value) for key, inner in found.items()}
    if isinstance(found, list):
        return [_replaced(inner, value) for inner in found]
    return value if isinstance(found, str) else found


SIZE = 20_000


def filled(unit: bytes, size: int = SIZE) -> bytes:
    return unit * (size // len(unit))


SHAPES = {
    "one line": filled(b"x", 10 * SIZE),
    "one line of quotes": filled(b'"', 10 * SIZE),
    "one line of commas": filled(b","),
    "a hundred thousand columns": b",".join(b"c%d" % n for n in range(100_000)) + b"\n" + filled(b"1,"),
    "open quotes": filled(b'"a\n'),
    "quotes in quotes": filled(b'"a""\n'),
    "line ends": filled(b"\n"),
    "line ends of old": filled(b"\r"),
    "noughts": filled(b"\x00", 10 * SIZE),
    "every byte": filled(bytes(range(256))),
    "folded lines": b"x:1\n" + filled(b" a\n"),
    "short lines": filled(b"a\n"),
    "colons": filled(b":"),
    "empty cells": filled(b",,,,\n"),
    "utf-16": filled("a,b\n".encode("utf-16-be")),
    "cards begun": filled(b"BEGIN:VCARD\n"),
    "separators": filled(b"From a@b.example Mon Mar  4 11:20:34 2024\n"),
    "brackets": filled(b"["),
    "braces": filled(b'{"a":'),
}


@pytest.mark.usefixtures("traced")
@pytest.mark.parametrize(
    "importer", [each for each in importers() if each.kind in _READERS], ids=lambda each: each.kind
)
def test_no_shape_takes_long_alone_or_below_what_it_knows(importer: Importer) -> None:
    first = golden(importer.kind)[0]
    start = first[: first.rfind(b"\n") + 1]
    for what, shape in SHAPES.items():
        for data in (shape, start + shape):
            bear(importer, what, data)


def of_kind(kind: str) -> Importer:
    return next(each for each in importers() if each.kind == kind)


MAIL = b"From a@b.example Mon Mar  4 11:20:34 2024\nDate: Mon, 4 Mar 2024 11:20:34 +0000\nMessage-ID: <1@x>\n"
CARD = b"BEGIN:VCARD\nVERSION:3.0\nFN:Ada\n"
EVENT = b"BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:1\nDTSTART:20240304\n"


def nested(number: int) -> bytes:
    return b"Content-Type: multipart/mixed; boundary=abcdefgh%d\n\n--abcdefgh%d\n" % (number, number)


def told_apart(number: int) -> bytes:
    people = b"From: P %d <p%d@b.example>\nTo: me@own.example\n\nHello\n" % (number, number)
    return MAIL.replace(b"<1@x>", b"<%d@x>" % number) + people


@pytest.mark.usefixtures("traced")
@pytest.mark.parametrize(
    ("kind", "data"),
    [
        ("vcard", CARD + b"NOTE:x\n" + b" x\n" * 100_000 + b"END:VCARD\n"),
        ("vcard", CARD + b"NOTE;ENCODING=QUOTED-PRINTABLE:=\n" + b"=C3=A4=\n" * 60_000 + b"END:VCARD\n"),
        ("vcard", CARD + b"item1.X-ABLABEL:a\n" * 50_000 + b"END:VCARD\n"),
        ("vcard", CARD + b"TEL;" + b"TYPE=a;" * 9_000 + b":1\nEND:VCARD\n"),
        ("vcard", CARD + b'TEL;X="' * 50_000 + b"\nEND:VCARD\n"),
        ("vcard", (CARD + b"UID:1\nEND:VCARD\n") * 10_000),
        ("vcard", CARD * 50_000),
        ("ldif", b"dn: cn=a\ncn: x\n" + b" x\n" * 100_000),
        ("ldif", b"dn: cn=a\n" + b"mail: a@b.example\n" * 50_000),
        ("ldif", b"dn:: " + b"QUFB" * 100_000),
        ("mail", MAIL + b"Subject: x\n" + b" x\n" * 100_000 + b"\nHello\n"),
        ("mail", MAIL + b"To: " + b"a@b.example, " * 50_000 + b"\n\nHello\n"),
        ("mail", MAIL + b"From: " + b"=?utf-8?q?=C3=A4?= " * 50_000 + b"<a@b.example>\n\nHello\n"),
        ("mail", MAIL + b"From: " + b"(" * 100_000 + b"\n\nHello\n"),
        ("mail", MAIL + b"From: a@b.example\n" + b"".join(map(nested, range(40_000)))),
        ("mail", (MAIL + b"From: a@b.example\nContent-Type: multipart/mixed; boundary=abcdefgh\n\n\n") * 4_000),
        ("mail", b"".join(map(told_apart, range(4_000)))),
        ("calendar", b"BEGIN:VCALENDAR\n" + b"BEGIN:VEVENT\n" * 20_000),
        ("calendar", EVENT + b"SUMMARY:x\n" + b" x\n" * 60_000 + b"END:VEVENT\nEND:VCALENDAR\n"),
        ("calendar", EVENT + b"ATTENDEE:mailto:a@b.example\n" * 50_000 + b"END:VEVENT\nEND:VCALENDAR\n"),
        ("legwork.json", b'{"contacts": [\n' + b'{"name": ' * 100_000),
        ("legwork.captures", b'{"url": "https://a.example/' + b"a" * 1_000_000 + b'"}\n'),
    ],
    ids=lambda each: each if isinstance(each, str) else str(len(each)),
)  # fmt: skip
def test_no_shape_of_its_own_takes_an_importer_long(kind: str, data: bytes) -> None:
    bear(of_kind(kind), kind, data)


@pytest.mark.parametrize(
    "start",
    [b"From a@b.example Mon Mar  4 11:20:34 2024\nSubject: 1\n\n", b"From x\nSubject: 1\n\n"],
    ids=["dated", "bare"],
)
def test_lines_that_nearly_begin_a_message_take_no_longer_than_others(start: bytes) -> None:
    for line in (b"From ", b"\nFrom ", b"From a Mon ", b"From a Mon, " + b"x" * 61, b"\n\nFrom x\nSubj", b">From "):
        bear(of_kind("mail"), line.decode(), start + filled(line + b"\n", 600_000))
