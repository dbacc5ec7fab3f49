"""Pictures are passed over as they come, and nothing else is."""

from __future__ import annotations

import io
import time
import tracemalloc
from dataclasses import dataclass
from typing import BinaryIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legwork_importers import vcard, vcard_pictures
from legwork_importers.contract import Read, Source, SourceRow, UnreadableSource
from legwork_importers.sources import BytesSource, read_whole
from legwork_importers.vcard import VCards
from legwork_importers.vcard_pictures import without_pictures

PHOTO = b"PHOTO;ENCODING=b;TYPE=JPEG:"


def kept(data: bytes) -> bytes:
    return without_pictures(BytesSource("x", data))


@pytest.mark.parametrize(
    ("data", "left"),
    [
        (b"FN:Ada\nNOTE:x", b"FN:Ada\nNOTE:x"),
        (b"", b""),
        (PHOTO + b"AAAA", PHOTO + b"(4 bytes, left out)\n"),
        (PHOTO + b"AAAA\n", PHOTO + b"(4 bytes, left out)\n"),
        (
            b"FN:Ada\r\n" + PHOTO + b"AA\r\n AA\r\n\tAA==\r\nNOTE:x\r\n",
            b"FN:Ada\n" + PHOTO + b"(8 bytes, left out)\nNOTE:x\n",
        ),
        (b"item1." + PHOTO + b"\nAAAA\nAA==\n\nNOTE:x", b"item1." + PHOTO + b"(8 bytes, left out)\n\nNOTE:x"),
        (
            PHOTO + b"AA==\nLOGO;BASE64:AA==\nKEY:data:x;base64,AA\n",
            PHOTO + b"(4 bytes, left out)\nLOGO;BASE64:(4 bytes, left out)\nKEY:(16 bytes, left out)\n",
        ),
        (PHOTO + b"AA\n A", PHOTO + b"(3 bytes, left out)\n"),
        (PHOTO + b"AA\nAAA", PHOTO + b"(5 bytes, left out)\n"),
        (PHOTO + b"AA\nFN:Ada", PHOTO + b"(2 bytes, left out)\nFN:Ada\n"),
        (b"PHOTO:https://x.example/\nNOTE:a.KEY:ENCODING=b\n", b"PHOTO:https://x.example/\nNOTE:a.KEY:ENCODING=b\n"),
        (b"PHOTO;ENCODING=b\n:AA\n", b"PHOTO;ENCODING=b\n:AA\n"),
        (b"NOTE;QUOTED-PRINTABLE:a=\n" + PHOTO + b"A\n", b"NOTE;QUOTED-PRINTABLE:a=\n" + PHOTO + b"A\n"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("block", [1, 2, 3, 17, 1 << 20])
def test_only_the_size_of_a_picture_is_left(
    data: bytes, left: bytes, block: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(vcard_pictures, "_BLOCK", block)
    assert kept(data) == left


LINES = st.lists(
    st.sampled_from(
        [
            *(b"BEGIN:VCARD", b"END:VCARD", b"FN:Ada", b"", b" ", b"\t", b" AAAA", b"AAAA", b"AA==", b"NOTE:a=", b"="),
            *(PHOTO, PHOTO + b"AA==", b"PHOTO;BASE64:", b"a.LOGO:data:image/png;base64,AAAA", b"PHOTO:http://x/"),
            *(b"NOTE;ENCODING=QUOTED-PRINTABLE:a=", b"KEY;ENCODING=b", b'PHOTO;X="a:b";ENCODING=B:A A', b"SOUND:AAAA"),
            *(b"\x0bAA", b"x=\r"),
        ]
    ),
    max_size=20,
)


def whole(data: bytes) -> list[Read]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(vcard, "without_pictures", read_whole)
        return list(VCards().read(BytesSource("x", data)))


@given(lines=LINES, end=st.sampled_from([b"\n", b"\r\n", b"\r\r\n", b"\r"]), block=st.integers(1, 60))
def test_cards_read_the_same_with_their_pictures_and_without(lines: list[bytes], end: bytes, block: int) -> None:
    data = b"BEGIN:VCARD" + end + end.join(lines)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(vcard_pictures, "_BLOCK", block)
        assert list(VCards().read(BytesSource("x", data))) == whole(data)


@dataclass(frozen=True)
class Large:
    """A file of many times the same bytes."""

    part: bytes
    times: int
    name: str = "x"
    written: str = ""

    @property
    def size(self) -> int:
        return len(self.part) * self.times

    def head(self, count: int) -> bytes:
        return self.part[:count]

    def open(self) -> BinaryIO:
        return io.BufferedReader(Repeated(self.part, self.times), 65_536)


class Repeated(io.RawIOBase):
    def __init__(self, part: bytes, times: int) -> None:
        super().__init__()
        self._part, self._times, self._at = part, times, 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]  # no Buffer type in 3.11
        if self._at == len(self._part):
            self._at, self._times = 0, self._times - 1
        data = self._part[self._at : self._at + len(buffer)] if self._times else b""
        self._at += len(data)
        buffer[: len(data)] = data
        return len(data)


@pytest.mark.parametrize(
    "payload",
    [
        b"A" * 4_000_000,
        b"\r\n ".join([b"A" * 74] * 50_000),
        b"\r\n".join([b"A" * 76] * 50_000),
        b"\r\n" + b"A\r\n" * 500_000,
    ],
    ids=["one line", "folded", "not indented", "short lines"],
)
def test_a_file_larger_than_any_contacts_file_is_read_when_it_is_pictures_that_make_it_so(payload: bytes) -> None:
    source: Source = Large(b"BEGIN:VCARD\r\nFN:Ada Ng\r\n" + PHOTO + payload + b"\r\n\r\nEND:VCARD\r\n", 20)
    assert source.size > 15_000_000
    tracemalloc.start()
    started = time.process_time()
    rows = list(VCards().read(source))
    seconds = time.process_time() - started
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert [isinstance(row, SourceRow) and row.claim.name for row in rows] == ["Ada Ng"] * 20
    assert len({row.raw for row in rows}) == 1
    assert "(left out)" in rows[0].raw
    assert peak < 10_000_000
    assert seconds < 10


def test_many_small_pictures_take_no_longer_than_few_large_ones() -> None:
    source = Large(PHOTO + b"AAAA\n", 200_000)
    started = time.process_time()
    assert without_pictures(source).count(b"(4 bytes, left out)") == 200_000
    assert time.process_time() - started < 10


def test_what_is_large_without_its_pictures_is_refused() -> None:
    with pytest.raises(UnreadableSource, match="60 MB, larger than any contacts file, pictures aside"):
        without_pictures(Large(b"NOTE:" + b"x" * 99_994 + b"\n", 600))


def test_what_looks_like_two_bytes_a_letter_only_without_its_picture_is_read_with_it() -> None:
    note = b"NOTE:" + b"\0x" * 15
    card = b"\n".join([b"BEGIN:VCARD", b"VERSION:3.0", b"FN:Ada", note, PHOTO + b"A" * 200, b"END:VCARD", b""])
    assert [row.claim.name for row in VCards().read(BytesSource("x", card)) if isinstance(row, SourceRow)] == ["Ada"]
