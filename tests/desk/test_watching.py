"""Reading tells how far it is and can be ended, however long a file gives no row."""

from __future__ import annotations

from pathlib import Path

import pytest

from legwork.desk import watching
from legwork.desk.opening import Desk
from legwork.desk.progressing import Meter, Step
from legwork.desk.reading import Cancelled, Given, Run, read_all
from legwork.desk.watching import watched
from legwork_importers.archive import open_paths
from legwork_importers.mail_stream import Folder
from legwork_importers.sources import BytesSource

HEADERS = "From: me@own.example\nTo: ana@globex.example\nDelivered-To: me@own.example\nMessage-ID: <1@own.example>\n"


@pytest.fixture(autouse=True)
def _often(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watching, "STEP", 100_000)


def test_a_watched_source_is_the_source_and_counts_what_is_read() -> None:
    told: list[int] = []
    source = watched(BytesSource("x", b"a" * 250_000), told.append)
    assert (source.name, source.size, source.written) == ("x", 250_000, "")
    with source.open() as stream:
        assert stream.read() == b"a" * 250_000
    assert len(told) == 2
    assert source.head(200_000) == b"a" * 200_000
    assert told[-1] < 260_000


def test_a_watched_folder_keeps_its_parts(tmp_path: Path) -> None:
    for number in range(3):
        (tmp_path / f"{number}.eml").write_text(HEADERS)
    told: list[int] = []
    with open_paths([tmp_path]) as opened:
        source = watched(opened.sources[0], told.append)
        assert isinstance(source, Folder)
        assert [part.head(1_000) for part in source.parts] == [HEADERS.encode()] * 3


def test_a_mailbox_moves_and_can_be_stopped_before_its_first_row(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "big.mbox"
    path.write_text(f"From - Mon Mar 04 11:20:34 2024\n{HEADERS}\n" + "x" * 500_000)
    said: list[Step] = []
    reading = read_all(Run(desk, Given([path]), None, Meter(said.append), lambda: False))
    assert reading.files[0].counts["new"] == 1
    size = path.stat().st_size
    assert {step.bytes_total for step in said} == {size}
    moved = [step.done for step in said if 0 < step.done < size]
    assert len(set(moved)) > 3
    assert moved == sorted(moved)
    assert (said[-1].done, said[-1].rows) == (size, 1)
    with pytest.raises(Cancelled):
        read_all(Run(desk, Given([path]), None, Meter(lambda _step: None), lambda: True))
