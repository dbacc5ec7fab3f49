"""No bytes break an importer, and every row is accounted for."""

from __future__ import annotations

import contextlib
import csv
import io
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from legwork_importers.contract import AmbiguousSource, Importer, ImportProblem, Proposal, Read, Unreadable
from legwork_importers.registry import GENERIC, IMPORTERS, not_used_reason, recognise
from legwork_importers.sources import BytesSource

DATA = Path(__file__).parent / "data"
SAMPLES = [path.read_bytes() for path in sorted(DATA.glob("*/*")) if not path.name.endswith(".json")]


ANY_TABLE = recognise(BytesSource("x", b"Name,Email,Notes\nAda,ada@ng.example,x\n"), kind=GENERIC)
assert ANY_TABLE is not None
ALL = (*IMPORTERS, ANY_TABLE.importer)


def check(importer: Importer, data: bytes) -> None:
    source = BytesSource("x", data)
    importer.knows(source)
    rows: list[Read] = []
    with contextlib.suppress(ImportProblem):
        rows = list(importer.read(source))
    locators = [row.locator for row in rows]
    assert len(set(locators)) == len(locators)
    for row in rows:
        if isinstance(row, Unreadable):
            assert row.reason
        elif isinstance(row, Proposal):
            assert row.value
        else:
            row.claim.canonical().encode()
        row.raw.encode()


@pytest.mark.parametrize("importer", ALL, ids=lambda importer: importer.kind)
@given(data=st.binary(max_size=400))
@settings(max_examples=60)
def test_random_bytes(importer: Importer, data: bytes) -> None:
    check(importer, data)


@pytest.mark.parametrize("importer", ALL, ids=lambda importer: importer.kind)
@given(
    sample=st.sampled_from(SAMPLES),
    cuts=st.lists(st.tuples(st.floats(0, 1), st.binary(max_size=3), st.integers(0, 40)), max_size=4),
)
@settings(max_examples=100)
def test_damaged_exports(importer: Importer, sample: bytes, cuts: list[tuple[float, bytes, int]]) -> None:
    for where, put, dropped in cuts:
        at = int(where * len(sample))
        sample = sample[:at] + put + sample[at + dropped :]
    check(importer, sample)


CELL = st.text(st.one_of(st.sampled_from(",;|\t\r\n\"':@./- 0123"), st.characters(codec="utf-8")), max_size=20)
ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "utf-16-be", "cp1250", "cp1251", "cp1252", "cp932", "mac-roman", "gb18030")


@pytest.mark.parametrize("importer", ALL, ids=lambda importer: importer.kind)
@given(
    kind=st.sampled_from(sorted({path.parent.name for path in DATA.glob("*/*.csv")})),
    rows=st.lists(st.lists(CELL, max_size=60), max_size=4),
    encoding=st.sampled_from(ENCODINGS),
)
@settings(max_examples=60)
def test_any_text_below_a_known_header_in_any_encoding(
    importer: Importer, kind: str, rows: list[list[str]], encoding: str
) -> None:
    header = min(DATA.glob(f"{kind}/*.csv")).read_bytes().split(b"\n")[0].decode("cp1252", "replace")
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    check(importer, f"{header}\n{text.getvalue()}".encode(encoding, "replace"))


@given(data=st.one_of(st.binary(max_size=200), st.sampled_from(SAMPLES).map(lambda data: data[7:])))
@settings(max_examples=60)
def test_every_file_is_known_or_explained(data: bytes) -> None:
    source = BytesSource("x", data)
    with contextlib.suppress(AmbiguousSource):
        known = recognise(source)
        assert known is not None or "\n" not in not_used_reason(source)


def test_reading_again_gives_the_same_rows() -> None:
    for sample in SAMPLES:
        known = recognise(BytesSource("x", sample)) or recognise(BytesSource("x", sample), kind=GENERIC)
        assert known is not None
        assert list(known.importer.read(BytesSource("x", sample))) == list(
            known.importer.read(BytesSource("y", sample))
        )
