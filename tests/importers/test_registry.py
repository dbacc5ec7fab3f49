"""A source is known by one importer or by none."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from legwork_importers import registry
from legwork_importers.contract import AmbiguousSource, Importer, Source, UnreadableSource
from legwork_importers.registry import IMPORTERS, by_kind, recognise
from legwork_importers.sources import BytesSource, read_whole

CONNECTIONS = BytesSource("holiday.jpg", b"First Name,Last Name,Connected On\nAda,Ng,05 Nov 2018\n")


def test_content_decides_and_the_user_overrules_it() -> None:
    found = recognise(CONNECTIONS)
    assert found is not None
    assert (found.importer.kind, found.why) == ("linkedin.connections", "header First Name … Connected On")
    told = recognise(CONNECTIONS, kind="vcard")
    assert told is not None
    assert (told.importer.kind, told.why) == ("vcard", "as you said")


def test_a_kind_is_also_known_by_the_name_of_its_records() -> None:
    assert by_kind("capture").kind == by_kind("legwork.captures").kind == "legwork.captures"
    assert {importer.kind: importer.source for importer in IMPORTERS if importer.source != importer.kind} == {
        "legwork.captures": "capture"
    }
    with pytest.raises(UnreadableSource, match="no importer is called 'fax'"):
        by_kind("fax")


def test_two_importers_for_one_source_are_an_error_naming_both(monkeypatch: pytest.MonkeyPatch) -> None:
    class Twin:
        kind = source = "twin"
        version = 1

        def knows(self, source: object) -> str:
            return "everything"

    monkeypatch.setattr(registry, "IMPORTERS", (*IMPORTERS, Twin()))
    with pytest.raises(AmbiguousSource, match=r"like linkedin\.connections and like twin; say which with --as"):
        recognise(CONNECTIONS)


OF_ANY_SIZE = {"mail", "vcard"}  # bodies and pictures are passed over


@pytest.mark.parametrize(
    "importer", [each for each in IMPORTERS if each.kind not in OF_ANY_SIZE], ids=lambda each: each.kind
)
def test_every_importer_of_contacts_refuses_a_file_of_200_megabytes_by_its_size(
    importer: Importer, endless: Callable[[bytes], Source]
) -> None:
    with pytest.raises(UnreadableSource, match="200 MB, larger than any contacts file"):
        list(importer.read(endless(b"x")))


def test_a_file_that_lies_about_its_size_is_refused_too() -> None:
    class Liar(BytesSource):
        @property
        def size(self) -> int:
            return 1

    assert read_whole(Liar("x", b"abc"), 3) == b"abc"
    with pytest.raises(UnreadableSource, match="larger than it says, and than any contacts file"):
        read_whole(Liar("x", b"abcd"), 3)


@pytest.mark.parametrize(
    "kind",
    [
        "linkedin.connections",
        "google.contacts",
        "hubspot.contacts",
        "legwork.csv",
        "outlook.contacts",
        "thunderbird.contacts",
        "yahoo.contacts",
    ],
)
def test_a_table_read_as_something_it_is_not_says_so(kind: str) -> None:
    with pytest.raises(UnreadableSource, match="header is none that is known"):
        list(by_kind(kind).read(BytesSource("x", b"Colour,Size\nred,1\n")))
