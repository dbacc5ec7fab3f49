"""Small charts as SVG drawn by the server: places across are percentages, places down are lines of text.

So one drawing fits every width without its letters shrinking, needs no script or style of its own, and each has its
numbers beside it (docs/decisions/0009).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

ROW: Final = 2.6
"""Lines of text from one bar to the next: its name above, the bar below."""
RIGHT: Final = 86
"""Hundredths of the width that bars may take; the rest is for the numbers at its end."""
TOP: Final = 1.0
TALL: Final = 9.0
"""Lines of text above a line chart's frame, and inside it."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: `top` in lines, `width` and `own` in hundredths of the chart, `own` None without a second value."""

    label: str
    text: str
    top: float
    width: float
    own: float | None = None


@dataclass(frozen=True, slots=True)
class Bars:
    bars: Sequence[Bar]
    height: float


@dataclass(frozen=True, slots=True)
class Point:
    """One point: `x` in hundredths of the width, `y` in lines."""

    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a chart in its pieces between points that follow each other, and all its points."""

    name: str
    points: Sequence[Point]
    pieces: Sequence[tuple[Point, Point]]


@dataclass(frozen=True, slots=True)
class Lines:
    """`rungs` are the heights of the scale, each with its name; `height` is in lines."""

    lines: Sequence[Line]
    rungs: Sequence[tuple[str, float]]
    height: float


def bars(values: Sequence[tuple[str, int, str, int | None]], most: int = 0) -> Bars:
    """Bars of (label, value, the number in words, a second value or None), the scale reaching to `most` at least."""
    top = max([most, 1, *(value for _, value, _, _ in values)])
    drawn = [
        Bar(label, text, n * ROW, _share(value, top), None if own is None else _share(own, top))
        for n, (label, value, text, own) in enumerate(values)
    ]
    return Bars(drawn, len(values) * ROW)


def lines(series: Sequence[tuple[str, Sequence[int | None]]], low: int, high: int) -> Lines:
    """Lines of (name, values), gaps where a value is None; the scale goes from `low` to `high`."""
    rungs = [(str(value), _height(value, low, high)) for value in range(low, high + 1)]
    return Lines([_line(name, values, low, high) for name, values in series], rungs, TOP + TALL + 0.8)


def _share(value: int, top: int) -> float:
    return round(RIGHT * max(0, value) / top, 2)


def _height(value: int, low: int, high: int) -> float:
    return round(TOP + TALL * (high - value) / (high - low), 2)


def _line(name: str, values: Sequence[int | None], low: int, high: int) -> Line:
    apart = (96 - 6) / max(1, len(values) - 1)
    found = [
        None if value is None else Point(round(6 + n * apart, 2), _height(value, low, high))
        for n, value in enumerate(values)
    ]
    pieces = [(one, other) for one, other in pairwise(found) if one is not None and other is not None]
    return Line(name, [point for point in found if point is not None], pieces)
