"""vCards of every producer, whole or damaged."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legwork_importers.contract import Claim, Labelled, SourceRow, Unreadable, UnreadableSource
from legwork_importers.sources import BytesSource
from legwork_importers.vcard import VCards
from legwork_importers.vcard_lines import split, unescaped


def read(data: bytes | str) -> list[SourceRow | Unreadable]:
    return list(VCards().read(BytesSource("x", data.encode() if isinstance(data, str) else data)))


def claim(*lines: str | bytes) -> Claim:
    body = b"\r\n".join(line.encode() if isinstance(line, str) else line for line in lines)
    (row,) = read(b"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Ada Ng\r\n" + body + b"\r\nEND:VCARD\r\n")
    assert isinstance(row, SourceRow)
    return row.claim


def test_a_card_is_known_by_its_first_line() -> None:
    assert VCards().knows(BytesSource("x", b"\r\n\r\nbegin:vcard\r\n"))
    assert VCards().knows(BytesSource("x", b"Subject: a card\nBEGIN:VCARD\n")) is None
    assert VCards().knows(BytesSource("x", b"")) is None


def test_nothing_is_lost_of_what_has_no_place() -> None:
    found = claim(
        "N:Ng;Ada;;;;;x;y",
        "UID:1",
        "UID:2",
        "BDAY:soon",
        "X-PET;type=home:cat",
        "X-PET;type=home:dog",
        "X-PET;type=home:dog",
        "URL:mailto:ada@example.com",
        "URL:",
        "X-SOCIALPROFILE;type=twitter:@ada",
        "ADR:;;;;;;",
        "ADR;TYPE=home:Box 7",
        "NAME WITH BLANKS:x",
        "no colon at all",
        "TEL;TYPE=cell:",
    )
    assert found.uid == "1"
    assert found.extra == {
        "N": "x; y",
        "UID": "2",
        "BDAY": "soon",
        "X-PET home": "cat\ndog",
        "URL": "mailto:ada@example.com",
        "X-SOCIALPROFILE twitter": "@ada",
        "PO box": "Box 7",
        "unread lines": "2",
    }
    assert found.addresses == ()
    assert found.phones == ()


def test_addresses_and_numbers_as_uris() -> None:
    found = claim("EMAIL:MAILTO:ada@example.com", "TEL:tel:+1-202-555-0110;phone-context=x")
    assert found.emails == (Labelled("ada@example.com"),)
    assert found.phones == (Labelled("+1-202-555-0110"),)


def test_an_address_that_stands_beside_a_name_is_read_alone() -> None:
    assert claim("EMAIL:Ada Ng <ada@x.example>").emails == (Labelled("ada@x.example"),)


@pytest.mark.parametrize(
    ("line", "links"),
    [
        ("X-SOCIALPROFILE;type=linkedin;x-user=ada-ng:x-apple:ada-ng", ["https://www.linkedin.com/in/ada-ng"]),
        (
            "X-SOCIALPROFILE;type=linkedin;x-user=ada-ng:https://linkedin.com/in/ada-b",
            ["https://linkedin.com/in/ada-b"],
        ),
        ("X-SOCIALPROFILE;type=linkedin;x-user=Ada Ng:x-apple:Ada%20Ng", []),
        ("X-SOCIALPROFILE;type=flickr;x-user=ada-ng:x-apple:ada-ng", []),
        ("X-LINKEDIN:ada-ng", ["https://www.linkedin.com/in/ada-ng"]),
        ("X-LINKEDIN:https://www.linkedin.com/in/ada", ["https://www.linkedin.com/in/ada"]),
    ],
)
def test_a_profile_told_by_its_name_alone_is_a_link(line: str, links: list[str]) -> None:
    assert [each.value for each in claim(line).links] == links


def test_googles_own_group_is_no_label() -> None:
    found = claim("CATEGORIES:myContacts,Choir")
    assert (found.labels, found.extra) == (("Choir",), {"system labels": "myContacts"})


def test_preferred_values_come_first() -> None:
    found = claim("EMAIL:c@x.example", "EMAIL;PREF=20:b@x.example", "EMAIL;PREF=x;TYPE=pref:a@x.example")
    assert [each.value for each in found.emails] == ["a@x.example", "b@x.example", "c@x.example"]


def test_base64_text_is_decoded_and_damaged_base64_is_kept() -> None:
    assert claim("NOTE;ENCODING=b:Y2Fmw6k=").notes == "café"
    assert claim("NOTE;BASE64:Y2Fmw6k=").notes == "café"
    assert claim("NOTE;ENCODING=BASE64:a").notes == "a"


def test_a_charset_is_believed_where_the_bytes_are_no_utf8() -> None:
    assert claim(b"NOTE;CHARSET=cp1251:\xcc\xe8\xf0").notes == "Мир"
    assert claim("NOTE;CHARSET=cp1251:Мир").notes == "Мир"
    assert claim(b"NOTE;CHARSET=nonsense:Jos\xe9").notes == "José"
    assert claim(b"NOTE;CHARSET=idna:Jos\xe9").notes == "José"


def test_an_escaped_address_is_a_link() -> None:
    for escaped in (r"https\://x.example", r"https\\://x.example", r"https\\\://x.example"):
        assert claim(f"item1.URL:{escaped}").links == (Labelled("https://x.example"),)


def test_quoted_bytes_without_a_charset_tell_their_encoding_together() -> None:
    bat = (
        "BEGIN:VCARD\nVERSION:2.1\nN;QUOTED-PRINTABLE:Dvo=F8=E1k;Ji=F8=ED\n"
        "FN;QUOTED-PRINTABLE:Ji=F8=ED Dvo=\n=F8=E1k\nEND:VCARD\n"
    )
    west = "BEGIN:VCARD\nFN;QUOTED-PRINTABLE:J=FCrgen\nEND:VCARD\n"
    plain = "BEGIN:VCARD\nFN;ENCODING=QUOTED-PRINTABLE;CHARSET=UTF-8:Zo=C3=AB\nquoted-printable\nEND:VCARD\n"
    utf8 = "BEGIN:VCARD\nFN;QUOTED-PRINTABLE:Zo=C3=AB\nEND:VCARD\n"

    def names(text: str) -> list[str]:
        return [row.claim.name for row in read(text) if isinstance(row, SourceRow)]

    assert names(bat + plain) == ["Jiří Dvořák", "Zoë"]
    assert names(west + plain) == ["Jürgen", "Zoë"]
    assert names(utf8 + plain) == ["Zoë", "Zoë"]
    assert len(names(west * 2_100)) == 2_100


def test_quoted_parameters_may_hold_anything() -> None:
    assert claim('EMAIL;TYPE="work:a;b":ada@example.com').emails == (Labelled("ada@example.com", "work:a;b"),)
    assert claim('X-A;P="unclosed:x').extra == {"unread lines": "1"}


def test_a_card_in_a_card_is_two_cards() -> None:
    rows = read("BEGIN:VCARD\nFN:Ada\nAGENT:\nBEGIN:VCARD\nFN:Bo\nEND:VCARD\nEND:VCARD\n")
    assert [(row.locator, type(row)) for row in rows] == [("1", Unreadable), ("2", SourceRow), ("2+", Unreadable)]


def test_bombs_are_bounded() -> None:
    start = time.process_time()
    photo = "PHOTO;ENCODING=b:" + "\n ".join(["A" * 74] * 100_000)
    fold = "NOTE:" + "\n x" * 300_000
    quoted = "NOTE;ENCODING=QUOTED-PRINTABLE:" + "=\n=41" * 100_000
    params = "TEL" + ";A=B" * 100_000 + ":1"
    data = "".join(f"BEGIN:VCARD\nFN:{n}\n{big}\nEND:VCARD\n" for n, big in enumerate((photo, fold, quoted, params)))
    rows = read(data)
    assert [type(row) for row in rows] == [SourceRow] * 4
    assert all(len(row.raw) < 70_000 for row in rows)
    assert "left out" in rows[0].raw
    assert time.process_time() - start < 5


def test_a_picture_is_dropped_however_it_is_folded() -> None:
    for lines in (
        ("PHOTO;ENCODING=b;TYPE=JPEG:AAAA", " BBBB", "  CCCC"),
        ("PHOTO;BASE64:", "AAAABBBBCCCC"),
        ("item1.PHOTO;ENCODING=BASE64;JPEG:AAAA", "BBBB", "CCCC", ""),
        ("PHOTO:data:image/png;base64,AAAABBBBCC", " CC"),
        ("PHOTO:" + "A" * 65_000,),
    ):
        body = "\n".join(["BEGIN:VCARD", "FN:Ada", *lines, "NOTE:after", "END:VCARD"])
        (row,) = read(body)
        assert isinstance(row, SourceRow)
        assert row.claim.notes == "after"
        assert "left out" in next(value for name, value in row.claim.extra.items() if name.startswith("PHOTO"))
        assert "BBBB" not in row.raw


def test_twenty_thousand_cards_of_one_uid_take_no_time() -> None:
    start = time.process_time()
    rows = read("BEGIN:VCARD\nFN:Ada\nUID:1\nEND:VCARD\n" * 20_000)
    assert len(rows) == 20_000
    assert time.process_time() - start < 10


@pytest.mark.parametrize("line", ["X-FOO:{}", "FN:{}", "NOTE:{}", "EMAIL:{}@x.example", "nothing {}"])
def test_a_card_of_too_many_properties_is_refused_and_takes_no_time(line: str) -> None:
    start = time.process_time()
    lines = "\n".join(line.format(number) for number in range(20_000))
    whole = "\n".join(line.format(number) for number in range(1_999))
    rows = read(f"BEGIN:VCARD\n{lines}\nEND:VCARD\n" + f"BEGIN:VCARD\nFN:Ada\n{whole}\nEND:VCARD\n" * 20)
    assert isinstance(rows[0], Unreadable)
    assert rows[0].reason == "more than 2,000 properties in one card"
    assert [type(row) for row in rows[1:]] == [SourceRow] * 20
    assert time.process_time() - start < 10


def test_too_many_cards_are_refused() -> None:
    with pytest.raises(UnreadableSource, match="more than 200,000 cards"):
        read("begin:vcard\n" * 200_001)


@given(st.lists(st.text(max_size=12), min_size=1, max_size=5))
def test_escaped_parts_come_apart_as_they_were_put_together(parts: list[str]) -> None:
    escaped = [part.replace("\\", "\\\\").replace(";", "\\;").replace("\n", "\\n") for part in parts]
    assert [unescaped(part) for part in split(";".join(escaped), ";")] == parts


@pytest.mark.parametrize("charset", ["x\0y", "punycode", "rot13", "unicode_escape", "no-such", "iso-8859-99"])
def test_a_charset_that_is_none_is_not_believed(charset: str) -> None:
    """A NUL in its name raises in Python; other names are of codecs that are no encodings of text."""
    assert claim(f"NOTE;CHARSET={charset}:".encode() + b"Caf\xe9").notes == "Café"


def test_a_charset_known_by_name_is_believed() -> None:
    assert claim(b"NOTE;CHARSET=KOI8-R:\xf0\xd2\xc9").notes == "При"


def test_parameters_are_read_as_values_are() -> None:
    found = claim('ADR;LABEL="Straße 5":;;Straße 5;Köln', b"TEL;TYPE=b\xfcro:1", b"TEL;TYPE=wo\0rk:2")
    assert found.addresses[0].formatted == "Straße 5"
    assert [each.label for each in found.phones] == ["büro", "work"]
