"""What is shown of a text, so that its reader can judge the encoding."""

from __future__ import annotations

import chardet
import pytest

from legwork_importers.contract import UnreadableSource
from legwork_importers.decoding import FEW, HEAD, LOOKS, MIXED, VALID, detect
from legwork_importers.excerpt import ENCODINGS, FIRST, LONGEST_LINE, TELLING, excerpt
from legwork_importers.recoding import recoded
from legwork_importers.sources import LIMITS, BytesSource


def test_the_first_lines_and_then_those_with_letters_beyond_ascii() -> None:
    lines = [f"row {number}" for number in range(1, 30)]
    lines[19] = "Zoë"
    lines[25] = "x" * 500
    found = excerpt(BytesSource("x", "\n".join(lines).encode()))
    assert (found.encoding, found.why) == ("utf-8", VALID)
    assert found.lines == (*((number, f"row {number}") for number in range(1, FIRST + 1)), (20, "Zoë"))
    many = excerpt(BytesSource("x", "\n".join(["a" * 500] + ["é"] * 50).encode()))
    assert len(many.lines) == FIRST + TELLING
    assert len(many.lines[0][1]) == LONGEST_LINE


def test_what_the_user_says_counts() -> None:
    source = BytesSource("x", "Ångström".encode("cp1252"))
    assert (excerpt(source).encoding, excerpt(source).why) == ("cp1252", FEW)
    said = excerpt(source, "cp1251")
    assert (said.encoding, said.why, said.lines) == ("cp1251", "as you said", ((1, "Еngstrцm"),))
    with pytest.raises(UnreadableSource):
        excerpt(source, "no-such-thing")


def test_the_encoding_of_a_long_file_is_that_of_all_of_it() -> None:
    plain = b"a,b,c\n" * (HEAD // 6 + 100)
    late = "Ørsted,Bjørn\n".encode("cp1252") * 3
    found = excerpt(BytesSource("x", plain + late))
    assert found.encoding == "cp1252"
    assert [number for number, _ in found.lines] == list(range(1, FIRST + 1))
    mixed = excerpt(BytesSource("x", "Zoë\n".encode() * 30 + plain + b"Zo\xeb\n"))
    assert (mixed.encoding, mixed.why) == ("utf-8", MIXED)
    assert mixed.lines[0] == (1, "Zoë")


def test_one_endless_line_is_shown_as_far_as_it_goes() -> None:
    found = excerpt(BytesSource("x", b"a" * (HEAD + 5)))
    assert found.lines == ((1, "a" * LONGEST_LINE),)


def test_of_a_file_too_large_to_be_contacts_only_the_beginning_counts() -> None:
    class Large(BytesSource):
        @property
        def size(self) -> int:
            return LIMITS.contacts_file + 1

    found = excerpt(Large("x", "Zoë\nBo\n".encode()))
    assert (found.encoding, found.lines[0]) == ("utf-8", (1, "Zoë"))


@pytest.mark.parametrize("name", ENCODINGS)
def test_every_encoding_that_is_offered_can_be_read(name: str) -> None:
    source = BytesSource("x", "Name,Mail\nAda,ada@x.example\n".encode(name))
    assert recoded(source, name).data == b"Name,Mail\nAda,ada@x.example\n"


def test_a_source_as_it_was_said_to_be() -> None:
    original = BytesSource("x", "Имя\nАда".encode("utf-16-le"))
    source = recoded(original, "utf-16-le")
    assert (source.name, source.written, source.size) == ("x", "", len("Имя\nАда".encode()))
    assert source.head(6) == "Имя".encode()
    with source.open() as stream:
        assert stream.read().decode() == "Имя\nАда"
    with pytest.raises(UnreadableSource):
        recoded(original, "no-such-thing")


def test_latin_9_is_called_by_its_name(monkeypatch: pytest.MonkeyPatch) -> None:
    for guess, name in (("ISO-8859-15", "iso-8859-15"), ("ISO-8859-1", "cp1252"), ("Windows-1251", "cp1251")):
        monkeypatch.setattr(chardet, "detect", lambda *_, guess=guess, **__: {"encoding": guess})
        assert detect("привет мир, привет".encode("koi8-r")) == (name, LOOKS)
