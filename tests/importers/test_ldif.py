"""LDIF's entries: folded, in base64, too long, or no entry at all."""

from __future__ import annotations

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legwork_importers import ldif
from legwork_importers.contract import Claim, SourceRow, Unreadable, UnreadableSource
from legwork_importers.ldif import Ldif
from legwork_importers.sources import BytesSource


def rows(text: str) -> list[SourceRow | Unreadable]:
    return list(Ldif().read(BytesSource("x", text.encode())))


def claim(*lines: str) -> Claim:
    (row,) = rows("\n".join(("dn: cn=x", *lines)))
    assert isinstance(row, SourceRow)
    return row.claim


@pytest.mark.parametrize(
    ("text", "known"),
    [
        ("dn: cn=Ada\n", True),
        ("# a remark\n\nversion: 1\n\nDN:: Y249QWRh\n", True),
        ("version: 1\n", False),
        ("dn\n", False),
        ("name: Ada\ndn: cn=Ada\n", False),
        ("", False),
    ],
)
def test_it_is_known_by_its_first_line(text: str, known: bool) -> None:
    assert (Ldif().knows(BytesSource("x", text.encode())) is not None) == known


def test_a_fold_in_the_middle_of_base64_is_no_blank() -> None:
    text = base64.b64encode("Ædgyth Þórsdóttir".encode()).decode()
    assert claim(f"cn:: {text[:7]}", f" {text[7:]}").name == "Ædgyth Þórsdóttir"


def test_base64_in_an_old_encoding_is_read_too() -> None:
    assert claim(f"sn:: {base64.b64encode('Müller'.encode('cp1252')).decode()}").family == "Müller"


def test_what_cannot_be_read_is_counted() -> None:
    read = claim("cn: Ada", "mail:: ***", "jpegPhoto:< file:///etc/passwd", "homeurl:< file:///etc/passwd", "no colon")
    assert read.extra == {"unread lines": "3", "jpegphoto": "(18 characters, left out)"}


def test_a_value_that_stands_twice_is_kept_twice() -> None:
    read = claim("cn: Ada", "mail: a@x.example", "mail: b@x.example", "title: Vet", "title: Judge", "custom:")
    assert [email.value for email in read.emails] == ["a@x.example", "b@x.example"]
    assert (read.positions[0].title, read.extra) == ("Vet", {"title": "Judge"})


def test_an_entry_beyond_its_limits_costs_itself_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ldif, "MAX_ROW", 200)
    monkeypatch.setattr(ldif, "MAX_ATTRIBUTES", 3)
    long, many = "dn: x\ncn: " + "a" * 300, "dn: x\n" + "mail: a@x.example\n" * 4
    picture = "dn: x\ncn: Bo\njpegPhoto:: " + "A" * 300
    found = rows(f"{long}\n\n{many}\n\n{picture}\n\ndn: x\ncn: Ada")
    reasons = [row.reason if isinstance(row, Unreadable) else row.claim.name for row in found]
    assert reasons == ["an entry of more than 200 characters", "more than 3 attributes in one entry", "Bo", "Ada"]


def test_too_many_entries_are_said_before_the_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ldif, "MAX_ROWS", 2)
    with pytest.raises(UnreadableSource, match="more than 2 entries"):
        rows("dn: x\ncn: Ada\n\n" * 3)


def test_lines_that_are_no_entry_are_torn() -> None:
    (row,) = rows(" folded onto nothing\n")
    assert isinstance(row, Unreadable)
    assert (row.reason, row.torn) == ("lines that are no entry", True)


@pytest.mark.parametrize("stamp", ["0Z", "20230101120000Z", "", "0", "99999999999"])
def test_a_stamp_that_is_no_second_since_1970_says_nothing(stamp: str) -> None:
    assert claim("cn: Ada", f"modifytimestamp: {stamp}").written_on == ""


@given(st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Zs")), max_size=200))
def test_any_text_comes_back_from_base64(text: str) -> None:
    read = claim("cn: Ada", f"description:: {base64.b64encode(text.encode()).decode()}")
    assert read.notes == text.strip()
