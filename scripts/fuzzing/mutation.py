"""A search of our own, for where atheris is not to be had: inputs that reach new lines are changed further."""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType
from typing import Any

from fuzzing.oracle import LONGEST, judged
from fuzzing.parsers import Parser

_INSIDE = "legwork_importers"
_ODD_SIZES = (1, 2, 7, 50, 400, 3_000)


@dataclass(slots=True)
class Searched:
    """What a search did: inputs run, steps from line to line seen, faults found."""

    inputs: int = 0
    steps: set[tuple[int, int, int]] = field(default_factory=set)
    faults: list[str] = field(default_factory=list)


def search(parser: Parser, seconds: float, findings: Path, *, least: int = 0, seed: int = 1) -> Searched:
    """Changes the golden files for so long, and until so many inputs at `least` were judged; every fault is kept in
    `findings` once, with the bytes that show it."""
    chance = random.Random(seed)
    done = Searched()
    corpus = [data for data in parser.corpus() if len(data) <= LONGEST] or [b""]
    until = time.monotonic() + seconds
    waiting = list(corpus)
    while time.monotonic() < until or done.inputs < least:
        data = waiting.pop() if waiting else changed(chance, corpus, parser.words)
        tracer = _Tracer()
        sys.settrace(tracer.enter)
        try:
            fault = judged(parser, data)
        finally:
            sys.settrace(None)
        done.inputs += 1
        if fault is not None:
            if fault.keep(findings, data):
                done.faults.append(fault.fault)
        elif not tracer.steps <= done.steps:
            done.steps |= tracer.steps
            corpus.append(data)
    return done


def changed(chance: random.Random, corpus: Sequence[bytes], words: Sequence[bytes]) -> bytes:
    """One of the corpus, changed in one to five places."""
    data = bytearray(chance.choice(corpus))
    for _ in range(chance.randint(1, 5)):
        at, to = sorted((chance.randint(0, len(data)), chance.randint(0, len(data))))
        to = min(to, at + chance.choice(_ODD_SIZES))
        match chance.randrange(7):
            case 0:
                del data[at:to]
            case 1:
                data[at:at] = data[at:to] * chance.choice((1, 2, 30))
            case 2 if words:
                data[at:at] = chance.choice(words) * chance.choice((1, 1, 1, 2, 500))
            case 3:
                data[at:to] = chance.randbytes(min(to - at, 8))
            case 4 if at < len(data):
                data[at] ^= 1 << chance.randrange(8)
            case 5:
                other = chance.choice(corpus)
                data[at:to] = other[(start := chance.randint(0, len(other))) : start + chance.choice(_ODD_SIZES)]
            case _:
                data[at:at] = bytes([chance.randrange(256)]) * chance.choice(_ODD_SIZES)
    return bytes(data[:LONGEST])


class _Tracer:
    """Notes the steps from line to line inside the importers."""

    def __init__(self) -> None:
        self.steps: set[tuple[int, int, int]] = set()

    def enter(self, frame: FrameType, _event: str, _value: Any) -> Any:
        if _INSIDE not in frame.f_code.co_filename:
            return None
        code, before = id(frame.f_code), frame.f_lineno

        def step(inner: FrameType, event: str, _value: Any) -> Any:
            nonlocal before
            if event == "line":
                self.steps.add((code, before, inner.f_lineno))
                before = inner.f_lineno
            return step

        return step
