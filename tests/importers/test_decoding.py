"""Bytes become lines; nothing is dropped unseen."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legwork_importers.contract import UnreadableSource
from legwork_importers.decoding import MAX_LINES, decode, detect, head_lines
from legwork_importers.sources import BytesSource

TEXT = "Zoë,José Peña\nŁukasz,Жанна\n"


@pytest.mark.parametrize(
    ("data", "encoding", "why"),
    [
        (TEXT.encode(), "utf-8", "valid UTF-8"),
        (codecs.BOM_UTF8 + TEXT.encode(), "utf-8", "byte order mark"),
        (codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le"), "utf-16-le", "byte order mark"),
        (codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"), "utf-16-be", "byte order mark"),
        (codecs.BOM_UTF32_LE + TEXT.encode("utf-32-le"), "utf-32-le", "byte order mark"),
        (TEXT.encode("utf-16-le"), "utf-16-le", "every other byte is NUL"),
        (TEXT.encode("utf-16-be"), "utf-16-be", "every other byte is NUL"),
    ],
)
def test_unicode_is_told_by_mark_nuls_or_validity(data: bytes, encoding: str, why: str) -> None:
    decoded = decode(data)
    assert (decoded.text + "\n", decoded.encoding, decoded.why) == (TEXT, encoding, why)
    assert decoded.ends_with_newline


def test_a_few_odd_bytes_are_western() -> None:
    decoded = decode("Jos\u00e9,5\u20ac".encode("cp1252"))
    assert (decoded.lines, decoded.encoding) == (["José,5€"], "cp1252")


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Иванов Пётр, директор по развитию\nСергей Смирнов, бухгалтер отдела продаж\n" * 5, "cp1251"),
        ("Žluťoučký kůň úpěl ďábelské ódy na náměstí v Plzni, příliš žluťoučký\n" * 20, "cp1250"),
        ("山田太郎は東京の会社で働いています。田中花子は大阪に住んでいます。\n" * 20, "cp932"),
        ("Müller größer Straße für Übermut, José Peña y François\n" * 5, "cp1252"),
    ],
)
def test_many_odd_bytes_are_guessed(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding)).text + "\n" == text


def test_a_guess_never_breaks_ascii() -> None:
    name, why = detect(bytes(range(0x80, 0xA0)) * 3)
    assert b"abc,;".decode(name) == "abc,;"
    assert why == "the bytes look like it"


def test_a_stray_western_letter_in_utf8_is_mended_and_the_rest_marked() -> None:
    data = "Zoë Łódź\n".encode() + b"Jos\xe9\n" + b"x\xff\xfey\nz\x81\n"
    decoded = decode(data)
    assert decoded.lines == ["Zoë Łódź", "José", "x\ufffd\ufffdy", "z\ufffd"]
    assert decoded.encoding == "utf-8"
    assert "older encoding" in decoded.why


@pytest.mark.parametrize("old_lines", [1, 2, 19])
def test_lines_of_two_encodings_are_decided_one_by_one(old_lines: int) -> None:
    old = "Jürgen Groß,José Peña,ÄÖ"
    data = "Zoë Müller\n".encode() + f"{old}\n".encode("cp1252") * old_lines + "Łódź\n".encode()
    decoded = decode(data)
    assert decoded.lines == ["Zoë Müller", *[old] * old_lines, "Łódź"]
    assert decoded.encoding == "utf-8"


def test_old_lines_beside_utf8_may_be_of_any_alphabet() -> None:
    czech = "Žluťoučký kůň úpěl ďábelské ódy na náměstí v Plzni, příliš žluťoučký"
    data = "Zoë Müller\n".encode() + f"{czech}\n".encode("cp1250") * 3 + b"Zo\xc3\xab, Jos\xe9\n"
    assert decode(data).lines == ["Zoë Müller", *[czech] * 3, "Zoë, José"]


def test_a_line_that_is_utf8_by_chance_makes_no_file_mixed() -> None:
    # In GB 18030 the first is C4 A3, which UTF-8 reads as ģ; so are many letters of the others.
    text = "模\n" + "山东省青岛市某某公司经理王小明先生\n" * 20
    assert decode(text.encode("gb18030")).text + "\n" == text
    damaged = text.encode() + b"Jos\xe9\n"
    assert decode(damaged).text == text + "José"


@pytest.mark.parametrize(
    ("data", "newline"),
    [
        (b"a\nb\n", "LF"),
        (b"a\r\nb\r\n", "CRLF"),
        (b"a\rb\r", "CR"),
        (b"a\r\r\nb\r\r\n", "CR CR LF"),
    ],
)
def test_every_line_end_is_one_line_end(data: bytes, newline: str) -> None:
    decoded = decode(data)
    assert decoded.lines == ["a", "b"]
    assert decoded.newline == newline
    assert decoded.ends_with_newline


def test_one_line_or_none_has_no_line_end() -> None:
    assert (decode(b"a").lines, decode(b"a").newline, decode(b"a").ends_with_newline) == (["a"], "", False)
    assert decode(b"").lines == [""]
    assert decode(codecs.BOM_UTF8).lines == [""]


def test_nuls_are_dropped() -> None:
    assert decode(b"a\x00b,c,d,e,f,g,h\n").text == "ab,c,d,e,f,g,h"


def test_the_user_has_the_last_word() -> None:
    decoded = decode("Łódź".encode("cp1250"), "cp1250")
    assert (decoded.text, decoded.why) == ("Łódź", "as you said")
    assert decode(b"+2AA-x", "utf-7").text == "\ufffdx"
    assert decode("\ufeffa".encode("utf-16-le"), "UTF16").lines[0].endswith("a")


@pytest.mark.parametrize("name", ["klingon", "base64", "idna", "rot13", "x" * 300, "a\x00b"])
def test_a_name_of_no_text_encoding_is_refused(name: str) -> None:
    with pytest.raises(UnreadableSource, match=r"encoding|cannot be read as"):
        decode(b"\xc3\xc3..\xff" * 30, name)


def test_a_file_of_nothing_but_line_ends_is_bounded() -> None:
    with pytest.raises(UnreadableSource, match="lines"):
        decode(b"\n" * (MAX_LINES + 1))


def test_long_files_are_cut_into_blocks_at_line_ends() -> None:
    line = "Zoë," + "x" * 400_000
    for ending in ("\n", ""):
        text = "\n".join([line] * 8) + ending
        assert decode(text.encode()).lines == [line] * 8
    assert decode(b"x" * 1_200_000 + b"\n").lines == ["x" * 1_200_000]
    odd = b"plain\n" * 250_000 + b"Jos\xe9\n" * 2_500 + b"plain\n" * 250_000
    assert decode(odd).lines[250_000] == "José"


def test_only_whole_lines_stand_at_the_head() -> None:
    source = BytesSource("x", b"one\ntwo\nthree")
    assert head_lines(source) == ["one", "two", "three"]
    assert head_lines(source, 9) == ["one", "two"]
    assert head_lines(source, 2) == ["on"]


@given(st.text(st.characters(exclude_characters="\x00\r\n", codec="utf-8"), max_size=200))
def test_what_was_encoded_is_decoded(text: str) -> None:
    marked = {"utf-8-sig": "utf-8", "utf-16": "utf-16-le"}
    for codec, name in marked.items():
        decoded = decode(text.encode(codec))
        assert (decoded.text, decoded.encoding) == (text, name)
    if not text.startswith("\ufeff"):
        assert decode(text.encode(), "utf-8").text == text


@given(st.binary(max_size=300))
def test_any_bytes_are_some_text(data: bytes) -> None:
    decoded = decode(data)
    assert "\x00" not in decoded.text
    decoded.text.encode()
