"""How a weight adds up, as a chart: bars that begin where the one before ends, over the thresholds.

Places across are percentages of the chart's width and places down are lines of text, so that one drawing fits
every width without its letters shrinking, and grows with the reader's own size of type.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Any, Final

from legwork.web import wording

ROW: Final = 3.1
"""Lines of text from one bar to the next: its name above, the bar below."""
HEAD: Final = 1.45
"""Lines for the name of one threshold."""
LEFT: Final = 0.01
RIGHT: Final = 0.86
"""The part of the width that the bars take; the rest is for the weights, which stand at its end."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One step. `kind` is prior, adds, takes or total; `bits` its weight and `total` where it ends, in words.

    `left`, `width` and `end` are percentages of the chart; `top` is in lines.
    """

    kind: str
    label: str
    level: str
    text: str
    bits: str
    total: str
    left: str
    width: str
    end: str
    top: float


@dataclass(frozen=True, slots=True)
class Threshold:
    """A line across the bars with its name at the top, written towards the middle of the chart."""

    label: str
    at: str
    anchor: str
    top: float


@dataclass(frozen=True, slots=True)
class Waterfall:
    """`height` is in lines of text; `reached` says in words which threshold the weight passes."""

    bars: Sequence[Bar]
    thresholds: Sequence[Threshold]
    height: float
    weight: str
    reached: str


def waterfall(told: Mapping[str, Any]) -> Waterfall:
    """The chart of a pair as `desk.explaining` tells it."""
    limits: Mapping[str, float] = told["thresholds"]
    totals = list(accumulate((reason["weight"] for reason in told["reasons"]), initial=told["prior"]))
    scale = _Scale([0.0, *totals, told["weight"], *limits.values()])
    first = HEAD * len(limits) + 0.4
    bars = [_bar(scale, step, first + ROW * place) for place, step in enumerate(_steps(told, totals))]
    return Waterfall(
        bars=bars,
        thresholds=[
            _threshold(scale, name, bits, HEAD * (place + 0.75))
            for place, (name, bits) in enumerate(sorted(limits.items(), key=lambda one: -one[1]))
        ],
        height=first + ROW * len(bars),
        weight=wording.bits(told["weight"]),
        reached=_reached(told["weight"], limits),
    )


class _Scale:
    """Bits to a place across."""

    def __init__(self, values: Iterable[float]) -> None:
        found = list(values)
        self.low, high = min(found), max(found)
        self.span = high - self.low

    def share(self, bits: float) -> float:
        return LEFT + (RIGHT - LEFT) * (bits - self.low) / self.span

    def percent(self, bits: float) -> str:
        return f"{self.share(bits):.2%}"


@dataclass(frozen=True, slots=True)
class _Step:
    kind: str
    label: str
    level: str
    text: str
    weight: float
    start: float
    end: float


def _steps(told: Mapping[str, Any], totals: Sequence[float]) -> list[_Step]:
    """The prior, every comparison, and what they come to; the last bar begins at nothing again."""
    prior, weight = told["prior"], told["weight"]
    steps = [_Step("prior", "Before comparing", "", "two records picked at random", prior, 0.0, prior)]
    for reason, start, end in zip(told["reasons"], totals, totals[1:], strict=False):
        bits = reason["weight"]
        kind = "adds" if bits > 0 else "takes"
        label, level = wording.comparison(reason["comparison"]), wording.level(reason["level"])
        steps.append(_Step(kind, label, level, reason["text"], bits, start, end))
    return [*steps, _Step("total", "Together", "", "", weight, 0.0, weight)]


def _bar(scale: _Scale, step: _Step, top: float) -> Bar:
    low, high = sorted((step.start, step.end))
    return Bar(
        kind=step.kind,
        label=step.label,
        level=step.level,
        text=step.text,
        bits=wording.bits(step.weight),
        total=wording.bits(step.end),
        left=scale.percent(low),
        width=f"{scale.share(high) - scale.share(low):.2%}",
        end=scale.percent(step.end),
        top=round(top, 2),
    )


def _threshold(scale: _Scale, name: str, bits: float, top: float) -> Threshold:
    anchor = "start" if scale.share(bits) < 0.5 else "end"
    return Threshold(f"{name} from {bits:g}", scale.percent(bits), anchor, round(top, 2))


def _reached(weight: float, limits: Mapping[str, float]) -> str:
    passed = [name for name, bits in sorted(limits.items(), key=lambda one: one[1]) if weight >= bits]
    return f"{passed[-1]}, which begins at {limits[passed[-1]]:g}" if passed else "below every threshold"
