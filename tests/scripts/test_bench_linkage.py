"""Figures of programs that took turns."""

from __future__ import annotations

from benches.linkage import each, medians

RUNS = [
    ({"seconds": 6.0, "peak": 400.0}, {}),
    ({"seconds": 9.25, "peak": 390.0}, {}),
    ({"seconds": 5.5, "peak": 410.0}, {}),
]


def test_a_figure_is_the_median_of_its_turns_and_one_slow_turn_moves_none() -> None:
    assert medians([ours for ours, _ in RUNS]) == {"seconds": 6.0, "peak": 400.0}


def test_the_turns_are_told_one_by_one_and_none_of_what_did_not_run() -> None:
    assert each(RUNS, 0) == "6.00, 9.25, 5.50"
    assert each(RUNS, 1) == ""
