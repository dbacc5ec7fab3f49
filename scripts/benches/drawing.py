"""Pictures for docs, as SVG that says in words what it shows and suits a light or a dark page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape

from legwork.linkage.model import Model

WIDTH, HEIGHT = 760, 485
_LEFT, _RIGHT, _TOP, _BOTTOM = 70, 740, 50, 370
_FROM, _TO = -16, 20
_STYLE = """
svg { --ink: #1f2328; --soft: #d0d7de; --mark: #0550ae; background: #ffffff; }
@media (prefers-color-scheme: dark) {
  svg { --ink: #e6edf3; --soft: #444c56; --mark: #79c0ff; background: #0d1117; }
}
text { font: 13px system-ui, sans-serif; fill: var(--ink); }
.grid { stroke: var(--soft); stroke-width: 1; }
.limit { stroke: var(--ink); stroke-width: 1; stroke-dasharray: 2 4; }
.model { stroke: var(--ink); stroke-width: 2; fill: none; }
.seen { stroke: var(--mark); stroke-width: 2; fill: var(--mark); }
.without { stroke: var(--ink); stroke-width: 2; fill: none; }
.alone { stroke: var(--mark); stroke-width: 1; fill: none; }
"""


@dataclass(frozen=True, slots=True)
class Dot:
    """Pairs of about one weight, in bits: the share of them that is one person, the interval it lies in, and the
    share among those that nobody planted; shares in 0..1."""

    weight: float
    share: float
    low: float
    high: float
    unplanted: float


def calibration(pooled: Sequence[Dot], each: Mapping[str, Sequence[Dot]], model: Model) -> str:
    """What the model predicts as a curve, what was observed as dots with their intervals, and as rings without the
    look-alikes a world's maker planted; each world as a mark."""
    title = "Calibration: predicted and observed shares of pairs that are one person, by match weight"
    found = "; ".join(f"{dot.weight:.0f} bits: {100 * dot.share:.1f} %" for dot in pooled)
    described = (
        "The line is the probability that the model gives a match weight. The dots are the shares observed in all "
        "worlds together, with 95 % intervals; the rings leave out planted look-alikes; the small marks are single "
        f"worlds. Observed: {found}."
    )
    size = f'viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}"'
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="img" aria-labelledby="title said">',
        f'<title id="title">{escape(title)}</title>',
        f'<desc id="said">{escape(described)}</desc>',
        f"<style>{_STYLE}</style>",
        *_axes(),
        *_limits({"weak": model.weak, "likely": model.likely, "strong": model.strong}),
        _curve(),
        *(line for name, dots in zip(_MARKS, each.values(), strict=False) for line in _alone(name, dots)),
        *(line for dot in pooled for line in _seen(dot)),
        *_legend(each),
        "</svg>",
    ]
    return "\n".join(lines) + "\n"


def _axes() -> Iterator[str]:
    for percent in range(0, 101, 25):
        height = _y(percent / 100)
        yield f'<line class="grid" x1="{_LEFT}" y1="{height}" x2="{_RIGHT}" y2="{height}"/>'
        yield f'<text x="{_LEFT - 8}" y="{height + 4}" text-anchor="end">{percent} %</text>'
    for bits in range(_FROM, _TO + 1, 4):
        yield f'<line class="grid" x1="{_x(bits)}" y1="{_BOTTOM}" x2="{_x(bits)}" y2="{_BOTTOM + 5}"/>'
        yield f'<text x="{_x(bits)}" y="{_BOTTOM + 22}" text-anchor="middle">{bits}</text>'
    yield f'<text x="{(_LEFT + _RIGHT) / 2:g}" y="{_BOTTOM + 44}" text-anchor="middle">match weight in bits</text>'
    yield f'<text x="{_LEFT - 50}" y="20">pairs that are one person</text>'


def _limits(thresholds: Mapping[str, float]) -> Iterator[str]:
    for name, bits in thresholds.items():
        across = _x(bits)
        yield f'<line class="limit" x1="{across}" y1="{_TOP}" x2="{across}" y2="{_BOTTOM}"/>'
        yield f'<text transform="translate({across + 4} {_TOP - 5}) rotate(-90)">{name}</text>'


def _curve() -> str:
    steps = (_FROM + half / 2 for half in range(2 * (_TO - _FROM) + 1))
    return f'<path class="model" d="M{" L".join(f"{_x(bits)} {_y(1 / (1 + 2**-bits))}" for bits in steps)}"/>'


def _seen(dot: Dot) -> Iterator[str]:
    across = _x(dot.weight)
    yield f'<line class="seen" x1="{across}" y1="{_y(dot.low)}" x2="{across}" y2="{_y(dot.high)}"/>'
    yield f'<circle class="seen" cx="{across}" cy="{_y(dot.share)}" r="5"/>'
    yield f'<circle class="without" cx="{across}" cy="{_y(dot.unplanted)}" r="6"/>'


_MARKS: Mapping[str, str] = {
    "diamond": "M-5 0 L0 -5 L5 0 L0 5 Z",
    "square": "M-4 -4 H4 V4 H-4 Z",
    "triangle": "M0 -5 L5 4 H-5 Z",
    "cross": "M-4 -4 L4 4 M-4 4 L4 -4",
    "plus": "M0 -5 V5 M-5 0 H5",
}
"""Outlines of the marks of single worlds, around nothing; worlds beyond these have no marks."""


def _alone(mark: str, dots: Iterable[Dot]) -> Iterator[str]:
    for dot in dots:
        yield _mark(mark, _x(dot.weight), _y(dot.share))


def _mark(mark: str, across: float, height: float) -> str:
    return f'<path class="alone" transform="translate({across} {height})" d="{_MARKS[mark]}"/>'


def _legend(each: Iterable[str]) -> Iterator[str]:
    height = _BOTTOM + 72
    yield f'<line class="model" x1="{_LEFT}" y1="{height}" x2="{_LEFT + 24}" y2="{height}"/>'
    yield f'<text x="{_LEFT + 32}" y="{height + 4}">predicted</text>'
    yield f'<circle class="seen" cx="{_LEFT + 142}" cy="{height}" r="5"/>'
    yield f'<text x="{_LEFT + 156}" y="{height + 4}">observed, all worlds</text>'
    yield f'<circle class="without" cx="{_LEFT + 322}" cy="{height}" r="6"/>'
    yield f'<text x="{_LEFT + 336}" y="{height + 4}">observed, without planted look-alikes</text>'
    for number, (mark, name) in enumerate(zip(_MARKS, each, strict=False)):
        across = _LEFT + 12 + 130 * number
        yield _mark(mark, across, height + 26)
        yield f'<text x="{across + 20}" y="{height + 30}">{escape(name)}</text>'


def _x(bits: float) -> float:
    inside = min(_TO, max(_FROM, bits))
    return round(_LEFT + (inside - _FROM) / (_TO - _FROM) * (_RIGHT - _LEFT), 1)


def _y(share: float) -> float:
    return round(_BOTTOM - share * (_BOTTOM - _TOP), 1)
