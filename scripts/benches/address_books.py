"""Time and memory of reading large address books: rows of Google's CSV, and vCards with a picture in each."""

from __future__ import annotations

import csv
import io
import json
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from benches.connections import ROLES, company, name
from benches.environment import measured
from legwork_importers.contract import Source, SourceRow
from legwork_importers.google_contacts import GoogleContacts
from legwork_importers.sources import FileSource
from legwork_importers.vcard import VCards

BENCH = Path(__file__).parent.parent / "bench.py"
_HEADER = """First Name,Middle Name,Last Name,Phonetic First Name,Phonetic Middle Name,Phonetic Last Name,Name Prefix
Name Suffix,Nickname,File As,Organization Name,Organization Title,Organization Department,Birthday,Notes,Photo,Labels
E-mail 1 - Label,E-mail 1 - Value,E-mail 2 - Label,E-mail 2 - Value,Phone 1 - Label,Phone 1 - Value"""
_FOLDED = b"\r\n " + b"/9j4AAQSkZJRgABAQAAAQABAAD2wBDAAMCAgICAgMCAgIDAwMDBAYEBAQEBAgGBgUGCQgKCgk"
_TABLE = "| what | seconds | MB a second | peak MB |\n| --- | --- | --- | --- |"


def bench_google(rows: int) -> None:
    """Prints the time of reading rows as Google writes them since 2024, beside the floor: their cells alone."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "contacts.csv"
        write_google(file, rows)
        print(f"{rows:,} rows of Google's, {file.stat().st_size / 1e6:.1f} MB\n{_TABLE}")
        for how in GOOGLE:
            _print(how, [sys.executable, str(BENCH), "book-side", how, str(file)], file.stat().st_size)


def bench_cards(cards: int, picture: int) -> None:
    """Prints the time of reading cards with a picture of so many bytes in each, beside the floor: their bytes alone.

    The cards are made as they are read, since the disk of hardly any machine has room for them.
    """
    size = Cards(cards, picture).size
    print(f"{cards:,} vCards with pictures of {picture:,} bytes, {size / 1e9:.1f} GB, none of it on disk\n{_TABLE}")
    for how in CARDS:
        _print(how, [sys.executable, str(BENCH), "cards-side", how, str(cards), str(picture)], size)


def _print(how: str, command: list[str], size: int) -> None:
    took = measured(command)
    seconds, found = json.loads(took.printed)
    print(f"| {how}: {found:,} | {seconds:.1f} | {size / 1e6 / seconds:.0f} | {took.megabytes:.0f} |", flush=True)


def book_side(how: str, file: Path) -> None:
    _timed(lambda: GOOGLE[how](file))


def cards_side(how: str, cards: int, picture: int) -> None:
    _timed(lambda: CARDS[how](Cards(cards, picture)))


def _timed(run: Callable[[], int]) -> None:
    started = time.perf_counter()
    found = run()
    print(json.dumps([time.perf_counter() - started, found]))


def _cells(file: Path) -> int:
    with file.open(encoding="utf-8", newline="") as stream:
        return sum(1 for _ in csv.reader(stream)) - 1


def _google(file: Path) -> int:
    source = FileSource(file.name, file, file.stat().st_size)
    return sum(isinstance(row, SourceRow) for row in GoogleContacts().read(source))


def _bytes(source: Source) -> int:
    count = 0
    with source.open() as stream:
        while block := stream.read(1 << 20):
            count += block.count(b"BEGIN:VCARD")
    return count


def _cards(source: Source) -> int:
    return sum(isinstance(row, SourceRow) for row in VCards().read(source))


GOOGLE: dict[str, Callable[[Path], int]] = {"cells alone": _cells, "the importer": _google}
CARDS: dict[str, Callable[[Source], int]] = {"bytes alone": _bytes, "the importer": _cards}


def write_google(file: Path, rows: int) -> None:
    with file.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        header = _HEADER.replace("\n", ",").split(",")
        writer.writerow(header)
        for number in range(rows):
            given, family = name(number)
            address = f"{given}.{family}{number}@mail.example".lower()
            said = {
                "First Name": given,
                "Last Name": family,
                "Organization Name": company(number),
                "Organization Title": ROLES[number % 8],
                "Notes": "Met at the fair" if number % 7 == 0 else "",
                "Labels": "* myContacts ::: Alumni" if number % 3 == 0 else "* myContacts",
                "E-mail 1 - Label": "* Work",
                "E-mail 1 - Value": address,
                "Phone 1 - Label": "Mobile",
                "Phone 1 - Value": f"+49 170 {1_000_000 + number}",
            }
            writer.writerow([said.get(column, "") for column in header])


@dataclass(frozen=True, slots=True)
class Cards:
    """Cards that are made when they are read: one after another, a picture in base64 in each."""

    count: int
    picture: int
    name: str = "contacts.vcf"
    written: str = ""

    @property
    def size(self) -> int:
        return self.count * len(self.card(0))

    def card(self, number: int) -> bytes:
        given, family = name(number)
        said = f"{number:06} {given} {family}"[:30].ljust(30, "x")
        head = (
            f"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:{said}\r\nN:{said};;;;\r\n"
            f"EMAIL;TYPE=work:{number:06}@mail.example\r\nPHOTO;ENCODING=b;TYPE=JPEG:"
        )
        # base64 has four letters for three bytes
        return head.encode() + _FOLDED * (self.picture * 4 // 3 // 74) + b"\r\nUID:%06d\r\nEND:VCARD\r\n" % number

    def head(self, count: int) -> bytes:
        return self.card(0)[:count]

    def open(self) -> BinaryIO:
        return io.BufferedReader(_Made(self), 1 << 16)


class _Made(io.RawIOBase):
    def __init__(self, cards: Cards) -> None:
        super().__init__()
        self._cards = cards
        self._number = 0
        self._rest = memoryview(b"")

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]  # no Buffer type in 3.11
        if not self._rest and self._number < self._cards.count:
            self._rest = memoryview(self._cards.card(self._number))
            self._number += 1
        taken = self._rest[: len(buffer)]
        buffer[: len(taken)] = taken
        self._rest = self._rest[len(taken) :]
        return len(taken)
