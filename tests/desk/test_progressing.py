"""How far an import is: never back, never beyond its end, and no guess before one can be made."""

from __future__ import annotations

import pytest

from legwork.desk.progressing import Meter, Step, of_bytes, time_left, words


def metered() -> tuple[Meter, list[Step], list[float]]:
    said: list[Step] = []
    now = [0.0]
    return Meter(said.append, lambda: now[0]), said, now


def test_rows_tell_how_far_a_table_is() -> None:
    meter, said, now = metered()
    meter.expect(4_000)
    with meter.file(3_000, 0):
        meter.passed(9_000)
        assert (said[-1].done, said[-1].seconds_left) == (0, None)
        now[0] = 3.0
        meter.took(10, 1_000)
        assert (said[-1].done, said[-1].rows, said[-1].seconds_left) == (1_000, 10, 9)
        meter.took(20, 99_000)
        assert said[-1].done == 3_000
    with meter.file(1_000, 0):
        pass
    assert (said[-1].done, said[-1].total, said[-1].bytes, said[-1].rows) == (4_000, 4_000, 4_000, 30)


def test_bytes_tell_how_far_a_mailbox_is() -> None:
    meter, said, _ = metered()
    meter.expect(1_000)
    with meter.file(1_000, 2):
        meter.passed(1_000)
        meter.took(3, 50)
        assert said[-1].done == 500
        meter.passed(5_000)
        assert said[-1].done == 1_000


def test_a_later_stage_counts_for_itself_and_keeps_what_was_read() -> None:
    meter, said, now = metered()
    meter.expect(10)
    with meter.file(10, 0):
        meter.took(2, 10)
    now[0] = 50.0
    meter.stage("comparing", 1, 4)
    assert said[-1] == Step("comparing", 1, 4, rows=2, bytes=10, bytes_total=10)
    now[0] = 60.0
    meter.stage("comparing", 2, 4)
    assert said[-1].seconds_left == 10
    meter.stage("linking", 0, 0)
    assert said[-1].seconds_left is None


@pytest.mark.parametrize(
    ("progress", "said"),
    [
        ({}, "Working …"),
        ({"stage": "reading"}, "Reading …"),
        ({"stage": "reading", "rows": 1}, "Reading: 1 row"),
        (
            {"stage": "reading", "rows": 12_500, "done": 3_100_000, "total": 4_000_000, "seconds_left": 21},
            "Reading: 12,500 rows, 3.1 of 4.0 MB, about 20 seconds left",
        ),
        ({"stage": "comparing", "done": 250, "total": 1000}, "Comparing people: 250 of 1,000 records"),
        ({"stage": "linking", "seconds_left": 3}, "Finding who is who …"),
    ],
)
def test_a_step_in_words(progress: dict[str, object], said: str) -> None:
    assert words(progress) == said


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (None, ""),
        (0, "a few seconds left"),
        (12, "about 10 seconds left"),
        (54, "about 50 seconds left"),
        (55, "about 1 minute left"),
        (200, "about 3 minutes left"),
        (3_600, "about 1 hour left"),
        (7_300, "about 2 hours left"),
    ],
)
def test_time_is_rounded_as_a_guess_is(seconds: int | None, said: str) -> None:
    assert time_left(seconds) == said


def test_sizes_are_in_the_unit_of_the_whole() -> None:
    assert of_bytes(0, 900) == "0 of 900 bytes"
    assert of_bytes(120, 45_000) == "0.1 of 45.0 kB"
    assert of_bytes(1_500_000_000, 2_000_000_000) == "1.5 of 2.0 GB"
