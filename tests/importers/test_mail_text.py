"""What stands in headers: words, dates, addresses."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legwork_importers.mail_addresses import Mailbox, mailboxes, plain_name
from legwork_importers.mail_text import decoded, text_of, when


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("plain", "plain"),
        ("=?utf-8?Q?Caf=C3=A9_au_lait?=", "Café au lait"),
        ("=?UTF-8?B?Q2Fmw6k=?= ole", "Café ole"),
        ("=?utf-8?Q?a=C3?= =?utf-8?Q?=A9b?=", "aéb"),
        ("=?utf-8?Q?a?= =?iso-8859-1?Q?=E9?=", "aé"),
        ("a =?utf-8?Q?b?= c =?utf-8?Q?d?=", "a b c d"),
        ("=?utf-8*de?Q?b?=", "b"),
        ("=?utf-8?Q?with blanks in it?=", "with blanks in it"),
        ("=?utf-8?B?A?=", "=?utf-8?B?A?="),
        ("=?utf-8?Q??=x", "x"),
        ("=?x-unknown?Q?=E9?=", "é"),
        ("=?zlib?B?eJw=?=", "x\x9c".replace("\x9c", "œ")),
        ("=?iso-8859-99?Q?=E9?=", "é"),
        ("=?utf-16?Q?=00=D8?=", "Ø"),
        ("=?us-ascii?Q?=E9?=", "é"),
        ("=?ks_c_5601-1987?B?sei5zrz2?=", "김민수"),
        ("=?utf-8?Q?a=0Ab?=", "a b"),
    ],
)
def test_encoded_words_are_read(text: str, plain: str) -> None:
    assert decoded(text) == plain


def test_bytes_beyond_ascii_are_utf8_else_cp1252() -> None:
    assert text_of("Jörg\r\n\tÄ".encode()) == "Jörg Ä"
    assert text_of("Jörg".encode("cp1252")) == "Jörg"
    assert len(text_of(b"a" * 9_000)) == 8_000


@pytest.mark.parametrize(
    ("date", "envelope", "day"),
    [
        ("Mon, 4 Mar 2024 11:20:34 +0000", "", "2024-03-04"),
        ("4 Mar 24 11:20 GMT", "", "2024-03-04"),
        ("4 Mar 99 11:20 GMT", "", "1999-03-04"),
        ("Mon, 04-March-2024 11.20.34 -0500 (EST)", "", "2024-03-04"),
        ("2024-03-04T11:20:34Z", "", "2024-03-04"),
        ("2024-03-04", "", "2024-03-04"),
        ("Mon, 4 Mar 2024 25:99:61 +9900", "", "2024-03-04"),
        ("Mon Mar  4 11:20:34 2024", "", "2024-03-04"),
        ("Mon, 31 Feb 2024 11:20:34 +0000", "", None),
        ("Mon, 4 Mar 0001 11:20:34 +0000", "", None),
        ("Mon, 4 Mar 9999 11:20:34 +0000", "", None),
        ("", "", None),
        ("", "From 1@xxx Mon Mar 04 11:20:34 +0000 2024", "2024-03-04"),
        ("", "From x@y Mon Mar  4 11:20:34 EST 2024", "2024-03-04"),
        ("Mon, 4 Mar 2030 11:20:34 +0000", "From x Mon Mar 04 11:20:34 2024", "2024-03-04"),
        ("Mon, 4 Mar 2020 11:20:34 +0000", "From x Mon Mar 04 11:20:34 2024", "2020-03-04"),
        ("Tue, 5 Mar 2024 11:20:34 +0000", "From x Mon Mar 04 11:20:34 2024", "2024-03-05"),
    ],
)
def test_a_date_is_read_however_it_is_written(date: str, envelope: str, day: str | None) -> None:
    found = when(date, envelope)
    assert (found.day if found else None) == day


def test_moments_are_ordered_across_zones() -> None:
    early = when("Mon, 4 Mar 2024 23:00:00 +0100")
    late = when("Mon, 4 Mar 2024 18:00:00 -0500")
    assert early is not None
    assert late is not None
    assert early < late


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Jane Roe <Jane@Roe.example>", [("jane@roe.example", "Jane Roe")]),
        ('"Roe, Jane" <j@x.example>, k@x.example', [("j@x.example", "Roe, Jane"), ("k@x.example", "")]),
        ("Roe, Jane <j@x.example>", [("j@x.example", "Roe, Jane")]),
        ("Jane Roe, PhD, MBA <j@x.example>", [("j@x.example", "Jane Roe, PhD, MBA")]),
        ("Jane Roe, Kim Park <k@x.example>", [("k@x.example", "Kim Park")]),
        ("Jane, k@x.example", [("k@x.example", "")]),
        ("Jane; Kim <k@x.example>", [("k@x.example", "Kim")]),
        ("Jane, <k@x.example>", [("k@x.example", "")]),
        ("Jane [mailto:j@x.example]", [("j@x.example", "Jane")]),
        ("Jane <mailto:j@x.example>", [("j@x.example", "Jane")]),
        ("j@x.example (Jane Roe)", [("j@x.example", "Jane Roe")]),
        ("j@x.example <j@x.example>", [("j@x.example", "j@x.example")]),
        ("Jane Roe j@x.example", [("j@x.example", "Jane Roe")]),
        ("'j@x.example'", [("j@x.example", "")]),
        ("<@a.example,@b.example:j@x.example>", [("j@x.example", "")]),
        ("undisclosed-recipients:;", []),
        ("Friends: Jane <j@x.example>, k@x.example;", [("j@x.example", "Jane"), ("k@x.example", "")]),
        ("</O=EXCH/OU=FIRST/CN=JANE>", []),
        ("Jane <IMCEAEX-_O=EXCH@x.example>", []),
        ("jane@localhost", []),
        ("<j@x..example>", []),
        ("<" + "j" * 60 + "@" + "x" * 250 + ".example>", []),
        ('"Jane "the" Roe" <j@x.example>', [("j@x.example", "Jane the Roe")]),
        ('"Jane \\"Jo\\" Roe" <j@x.example>', [("j@x.example", 'Jane "Jo" Roe')]),
        ('"Jane <j@x.example>', [("j@x.example", '"Jane')]),
        ("=?utf-8?Q?Roe=2C_Jane?= <j@x.example>", [("j@x.example", "Roe, Jane")]),
        ("Jane <nothing> <j@x.example>", [("j@x.example", "Jane")]),
        ("a@[", []),
        ('"', []),
        ("", []),
    ],
)
def test_a_list_of_addresses_is_read_as_it_was_meant(text: str, found: list[tuple[str, str]]) -> None:
    assert [(each.address, each.name) for each in mailboxes(text)] == found


def test_a_name_that_says_nothing_is_none() -> None:
    assert plain_name(Mailbox("j@x.example", "'Jane Roe'")) == "Jane Roe"
    assert plain_name(Mailbox("j@x.example", "k@x.example")) == ""
    assert plain_name(Mailbox("j@x.example", "– 12 –")) == ""


@given(text=st.one_of(st.text(max_size=300), st.text('"<>@.,;:()[]\\= aé?Qb', max_size=300)))
def test_any_text_is_read_without_an_error(text: str) -> None:
    for mailbox in mailboxes(text):
        assert mailbox.address.count("@") == 1
        f"{mailbox.address}|{mailbox.name}|{decoded(text)}".encode()
        assert mailbox.address == mailbox.address.lower()


@pytest.mark.parametrize("piece", ['"\\', "(", "<", '"', "a@", "=?utf-8?Q?x?= ", "a:", "[mailto:", "é,", "a <"])
def test_no_header_takes_long(piece: str) -> None:
    started = time.process_time()
    mailboxes(piece * 20_000)
    decoded(piece * 500)
    assert time.process_time() - started < 2
