"""Draws the extension's icons: `python3 scripts/draw_icons.py`.

A stroke that turns a corner on an inked square; what stands beside it says what is known of the page, by its shape as
well as by its colour: a dot nothing, a tick saved, a ring waiting, a disc in today's queue.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable
from itertools import pairwise
from math import hypot

import checkout

FOLDER = checkout.ROOT / "extension" / "icons"
SIZES = {"plain": (16, 32, 48, 128), "saved": (16, 32), "waiting": (16, 32), "today": (16, 32)}
INK, WHITE, PALE, GREEN, AMBER = (36, 67, 159), (255, 255, 255), (174, 192, 255), (140, 240, 176), (255, 205, 96)
# Every pixel is looked at in so many points each way, so that edges are smooth.
POINTS = 6

Shape = Callable[[float, float], bool]
Colour = tuple[int, int, int]


def main() -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    for state, sizes in SIZES.items():
        for size in sizes:
            (FOLDER / f"{state}-{size}.png").write_bytes(png(size, layers(state)))


def layers(state: str) -> list[tuple[Shape, Colour]]:
    """What is painted, from the bottom up, on a square of 32 by 32."""
    mark: dict[str, list[tuple[Shape, Colour]]] = {
        "plain": [(disc(24, 24, 2.4), PALE)],
        "saved": [(stroke(1.8, (17.5, 21.5), (20.8, 25.2), (27, 16.5)), GREEN)],
        "waiting": [(disc(23, 22.5, 5.6), AMBER), (disc(23, 22.5, 2.6), INK)],
        "today": [(disc(23, 22.5, 5.6), AMBER)],
    }
    corner = [(10.0, 7.0), (10.0, 24.0), (19.0, 24.0)] if state == "plain" else [(8.0, 6.0), (8.0, 25.0), (13.5, 25.0)]
    return [(rounded(7), INK), (stroke(1.75, *corner), WHITE), *mark[state]]


def rounded(radius: float) -> Shape:
    def inside(x: float, y: float) -> bool:
        dx, dy = max(abs(x - 16) - (16 - radius), 0), max(abs(y - 16) - (16 - radius), 0)
        return hypot(dx, dy) <= radius

    return inside


def disc(cx: float, cy: float, radius: float) -> Shape:
    return lambda x, y: hypot(x - cx, y - cy) <= radius


def stroke(half: float, *points: tuple[float, float]) -> Shape:
    """A line through the points with round ends, `half` as wide on either side."""

    def inside(x: float, y: float) -> bool:
        return any(_distance(x, y, *start, *end) <= half for start, end in pairwise(points))

    return inside


def _distance(x: float, y: float, ax: float, ay: float, bx: float, by: float) -> float:
    dx, dy = bx - ax, by - ay
    along = min(1.0, max(0.0, ((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy)))
    return hypot(x - ax - along * dx, y - ay - along * dy)


def png(size: int, painted: list[tuple[Shape, Colour]]) -> bytes:
    """The picture as a PNG file with transparency."""
    rows = b"".join(b"\0" + b"".join(_pixel(x, y, size, painted) for x in range(size)) for y in range(size))
    header = struct.pack(">IIBBBBB", size, size, 8, 6, 0, 0, 0)
    parts = ((b"IHDR", header), (b"IDAT", zlib.compress(rows, 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_part(name, data) for name, data in parts)


def _pixel(x: int, y: int, size: int, painted: list[tuple[Shape, Colour]]) -> bytes:
    found = []
    for step in range(POINTS * POINTS):
        at_x = (x + (step % POINTS + 0.5) / POINTS) * 32 / size
        at_y = (y + (step // POINTS + 0.5) / POINTS) * 32 / size
        colours = [colour for shape, colour in painted if shape(at_x, at_y)]
        if colours and painted[0][0](at_x, at_y):
            found.append(colours[-1])
    if not found:
        return bytes(4)
    mean = (round(sum(colour[part] for colour in found) / len(found)) for part in range(3))
    return bytes((*mean, round(255 * len(found) / POINTS**2)))


def _part(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


if __name__ == "__main__":
    main()
