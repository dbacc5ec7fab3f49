"""Where a message begins and its headers end, whatever stands in bodies and wherever blocks are cut."""

from __future__ import annotations

import tracemalloc
from dataclasses import dataclass
from io import BytesIO
from typing import BinaryIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legwork_importers import mail_stream
from legwork_importers.contract import UnreadableSource
from legwork_importers.mail import Mail
from legwork_importers.mail_stream import MAX_HEADERS, Message, Messages, separator_of
from legwork_importers.sources import BytesSource

TAKEOUT = b"From 1790000000000000001@xxx Mon Mar 04 11:20:34 +0000 2024\r\n"
DATED = b"From a@b.example Mon Mar  4 11:20:34 2024\n"


def split(data: bytes) -> list[Message]:
    return list(Messages(BytesSource("x", data)))


def subjects(data: bytes) -> list[bytes]:
    return [message.first("subject").strip() for message in split(data)]


def test_a_date_in_a_body_begins_no_message_in_takeouts_mailboxes() -> None:
    data = TAKEOUT + b"Subject: 1\r\n\r\nx\r\n\r\n" + DATED + b"Subject: no\n\n" + TAKEOUT + b"Subject: 2\r\n\r\n"
    assert subjects(data) == [b"1", b"2"]


def test_a_line_with_a_date_begins_a_message_only_before_a_header() -> None:
    data = DATED + b"Subject: 1\n\nHello\n" + DATED + b"is when I wrote.\n" + DATED + b"Subject: 2\n\n"
    assert subjects(data) == [b"1", b"2"]


def test_a_mailbox_without_dates_needs_a_blank_line_and_a_usual_header() -> None:
    data = (
        b"From x\nSubject: 1\n\nText\nFrom me to you\nSubject: no\n\nFrom us\nWish: no\n\nFrom y\r\nSubject: 2\r\n\r\n"
    )
    assert subjects(data) == [b"1", b"2"]
    data = b"From x\r\nSubject: 1\r\n\r\nText\r\n\r\nFrom y\r\nSubject: 2\r\n\r\n"
    assert subjects(data) == [b"1", b"2"]


def test_a_message_without_a_blank_line_ends_where_the_next_begins() -> None:
    data = DATED + b"Subject: 1\nFrom nowhere\n" + DATED + b"Subject: 2\n" + DATED + b"Subject: 3\n"
    assert subjects(data) == [b"1", b"2", b"3"]


PARTS = b'Content-Type: multipart/mixed;\n boundary="----=_Part_7"\nSubject: 1\n\n------=_Part_7\n\n'


def test_nothing_begins_a_message_inside_the_parts_of_another() -> None:
    inside = b"Text\n\n" + DATED + b"Subject: no\n\n"
    data = DATED + PARTS + inside + b"------=_Part_7--\n\n" + DATED + b"Subject: 2\n\n"
    assert subjects(data) == [b"1", b"2"]
    unquoted = data.replace(b'boundary="----=_Part_7"', b"boundary=----=_Part_7")
    assert subjects(unquoted) == [b"1", b"2"]


def test_a_message_cut_off_inside_its_parts_costs_only_itself() -> None:
    data = DATED + PARTS + b"Text\n" + DATED + b"Subject: 2\n\n" + b"x" * 3_000_000 + b"\n------=_Part_7--\n"
    assert subjects(data + DATED + b"Subject: 3\n\n") == [b"1", b"2", b"3"]


def test_parts_longer_than_a_block_are_passed_over() -> None:
    data = DATED + PARTS + b"x" * 3_000_000 + b"\n" + DATED + b"Subject: no\n\n------=_Part_7--\n"
    assert subjects(data + DATED + b"Subject: 2\n\n") == [b"1", b"2"]


def test_headers_are_folded_repeated_and_of_any_case() -> None:
    (found,) = split(DATED + b"tO: a\n b\nTO: c\r\nX-Other: 1\nSecret: 2\n\nTo: not this\n")
    assert found.headers == {"to": [b" a\n b", b" c\r"], "x-other": [b" 1"]}
    assert (found.place, found.envelope, found.problem) == ("1", DATED, "")


def test_headers_without_end_are_cut_and_said() -> None:
    endless = b"".join(b"X-Header-%d: x\n" % number for number in range(20_000))
    found = split(DATED + b"Subject: 1\n" + endless + b"\n" + DATED + b"Subject: 2\n\n")
    assert [(message.first("subject"), message.problem) for message in found] == [
        (b" 1", "its headers hold more than 64,000 bytes"),
        (b" 2", ""),
    ]
    assert split(DATED + endless)[0].problem
    assert split(b"From: a\n" + endless)[0].problem


def test_a_file_that_is_one_message_may_begin_with_its_length_or_a_separator() -> None:
    for start in (b"", b"\xef\xbb\xbf", b"  123 \r\n", b"123\n" + DATED):
        (found,) = split(start + b"Subject: 1\n\nSubject: no")
        assert (found.place, found.first("subject")) == ("1", b" 1")
    assert split(b"")[0].headers == {}
    assert split(b"\n\nx")[0].headers == {}


@dataclass(frozen=True)
class Part:
    name: str
    data: bytes

    size = 0
    written = ""

    def head(self, count: int) -> bytes:
        if not self.data:
            raise UnreadableSource("it vanished")
        return self.data[:count]

    def open(self) -> BinaryIO:
        return BytesIO(self.data)


@given(cut=st.integers(1, 300))
def test_where_blocks_are_cut_makes_no_difference(cut: int) -> None:
    data = (
        b"\n"
        + TAKEOUT
        + b"Subject: 1\r\n\r\nText\r\nFrom now on\r\n\r\n"
        + TAKEOUT
        + b"Subject: 2\r\n\r\n"
        + b"x" * 3_000
    )
    data += b"\r\n" + TAKEOUT + b"Subject: 3\r\n\r\nFrom\n\nFro"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(mail_stream, "_BLOCK", cut)
        assert subjects(data) == [b"1", b"2", b"3"]


@given(bodies=st.lists(st.text("From x\n\r:@ab>", max_size=60), max_size=4), shape=st.sampled_from([TAKEOUT, DATED]))
def test_every_message_is_found_whatever_bodies_hold(bodies: list[str], shape: bytes) -> None:
    data = b"".join(shape + b"Subject: %d\n\n%s\n" % (n, body.encode()) for n, body in enumerate(bodies))
    if bodies:
        assert subjects(data) == [b"%d" % n for n in range(len(bodies))]


@pytest.mark.parametrize("body", [b"x", b"\n", b"From ", b"\nFrom ", b"From x\n"])
def test_memory_stays_flat(body: bytes) -> None:
    data = DATED + b"Subject: 1\n\n" + body * (30_000_000 // len(body)) + b"\n" + DATED + b"Subject: 2\n\n"
    source = BytesSource("x", data)
    tracemalloc.start()
    assert sum(1 for _ in Messages(source)) == 2
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 8_000_000


def test_a_mailbox_is_told_by_its_first_line() -> None:
    assert separator_of(b"\r\n" + TAKEOUT + b"A: b\r\n") == TAKEOUT
    assert separator_of(DATED + b"not a header\n") == b""
    assert len(separator_of(DATED)) < MAX_HEADERS


@dataclass(frozen=True)
class Folder:
    parts: tuple[Part, ...]

    name = "Inbox"
    size = 0
    written = ""

    def head(self, count: int) -> bytes:
        return b""

    def open(self) -> BinaryIO:
        return BytesIO()


def test_a_folder_gives_one_message_a_file_and_goes_on_after_one_that_cannot_be_read() -> None:
    found = list(Messages(Folder((Part("a.eml", b"Subject: 1\n\n"), Part("b.eml", b""), Part("c.eml", b"Subject: 3")))))
    assert [(message.place, message.first("subject"), message.problem) for message in found] == [
        ("a.eml", b" 1", ""),
        ("b.eml", b"", "it vanished"),
        ("c.eml", b" 3", ""),
    ]
    assert Mail().knows(Folder(())) == "a folder of messages"


MAILBOXES = [
    TAKEOUT + b"Subject: 1\r\n\r\nText\r\n" + TAKEOUT + b"Subject: 2\r\n\r\n",
    b"\n\n"
    + DATED
    + PARTS
    + b"x" * 700_000
    + b"\n------=_Part_7--\n"
    + DATED
    + b"Subject: 2\n"
    + DATED
    + b"Subject: 3\n",
    b"From x\nSubject: 1\n\nText\n\nFrom y\nSubject: 2\n\n",
    DATED + b"X-Long: x\n" * 10_000 + b"\n" + DATED + b"Subject: 2\n\n",
    b"Subject: alone\n\n",
    b"",
]


@pytest.mark.parametrize("data", MAILBOXES, ids=range(len(MAILBOXES)))
@pytest.mark.parametrize("block", [7, 1 << 18])
def test_messages_are_the_same_the_second_time(data: bytes, block: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mail_stream, "_BLOCK", block)
    found = Messages(BytesSource("x", data))
    assert list(found) == list(found) == split(data)


def test_a_mailbox_that_shrinks_between_the_two_times_is_not_read() -> None:
    class Shrinking(BytesSource):
        times = 0

        def open(self) -> BinaryIO:
            Shrinking.times += 1
            return BytesIO(self.data[: len(self.data) // Shrinking.times])

    found = Messages(Shrinking("x", MAILBOXES[0]))
    assert len(list(found)) == 2
    with pytest.raises(UnreadableSource, match="it changed while it was being read"):
        list(found)
