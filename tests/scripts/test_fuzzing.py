"""The search for hostile bytes finds what is wrong, keeps it once, and finds nothing in a short while otherwise."""

from __future__ import annotations

import itertools
import random
import resource
from pathlib import Path

import pytest

import fuzz
from fuzzing.mutation import changed, search
from fuzzing.oracle import LONGEST, judged
from fuzzing.parsers import PARSERS, Broken, Parser, read_twice
from legwork_importers import ldif
from legwork_importers.contract import Source
from legwork_importers.registry import by_kind
from legwork_importers.sources import BytesSource


@pytest.mark.parametrize("name", PARSERS)
def test_golden_files_and_their_changes_are_taken_as_they_should_be(name: str, tmp_path: Path) -> None:
    parser = PARSERS[name]
    assert [fault for data in parser.corpus() if (fault := judged(parser, data))] == []
    done = search(parser, 0.5, tmp_path, least=5)
    assert done.faults == []
    assert done.steps


def test_what_escapes_is_kept_once_with_its_trace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_text: str) -> str:
        raise KeyError

    monkeypatch.setattr(ldif, "_instant", broken)
    done = search(PARSERS["ldif"], 0.5, tmp_path)
    (fault,) = done.faults
    assert fault.startswith("KeyError: ldif.py:")
    (trace,) = tmp_path.glob("*.txt")
    assert "in broken" in trace.read_text(encoding="utf-8")
    assert judged(PARSERS["ldif"], trace.with_suffix(".bin").read_bytes()) is not None


def test_what_takes_too_long_or_too_much_is_found() -> None:
    def long(_data: bytes) -> None:
        for _ in itertools.count():
            pass

    def large(_data: bytes) -> None:
        # more than any test before it took: what is measured is the most that this process ever held
        assert bytearray(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 + 200_000_000)[-1] == 0

    assert str(judged(Parser(long, ()), b"")).startswith("Finding(fault='TooSlow: ")
    assert str(judged(Parser(large, ()), b"")).startswith("Finding(fault='it took ")


def test_rows_that_differ_the_second_time_are_found(monkeypatch: pytest.MonkeyPatch) -> None:
    count = itertools.count()
    monkeypatch.setattr(ldif, "_instant", lambda _text: f"2024-01-{next(count) + 10}")
    source: Source = BytesSource("x", b"dn: cn=a\ncn: a\n")
    with pytest.raises(Broken, match="other rows the second time"):
        read_twice(by_kind("ldif"), source)


def test_the_same_seed_makes_the_same_changes() -> None:
    corpus, words = [b"one,two\n1,2\n", b"", b"x" * 20_000], (b'"', b"\0")
    made = [[changed(random.Random(seed), corpus, words) for seed in range(300)] for _ in range(2)]
    assert made[0] == made[1]
    assert len(set(made[0])) > 200
    assert max(map(len, made[0])) <= LONGEST


def test_files_are_looked_into_one_by_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "x.vcf"
    file.write_bytes(b"BEGIN:VCARD\nFN:Ada\nEND:VCARD\n")
    assert fuzz.main(["vcard", str(file)]) == 0
    assert "0 of 1 show a fault" in capsys.readouterr().out


def test_without_atheris_it_says_how_to_have_it_and_searches_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def missing(*_: object) -> Path:
        raise OSError

    monkeypatch.setattr(fuzz.environment, "python", missing)
    monkeypatch.setattr(fuzz, "KEPT", tmp_path)
    assert fuzz.main(["headers", "--minutes", "0.01"]) == 0
    said = capsys.readouterr()
    assert "uv pip install --require-hashes -r requirements/fuzz.txt" in said.err
    assert "headers: 0 findings" in said.out
