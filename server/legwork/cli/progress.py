"""How far a long command is: one line on a terminal that is written over, and nothing where there is none."""

from __future__ import annotations

import contextlib
import shutil
import signal
import sys
import time
from collections.abc import Iterator
from types import FrameType

import click

from legwork.desk import progressing as steps
from legwork.desk.progressing import Step, Tell

EVERY = 0.1  # seconds between two drawings
WIDTH = 24


@contextlib.contextmanager
def progressing(stopped: Exception) -> Iterator[Tell]:
    """Shows how far it is on a terminal. Ctrl-C raises `stopped` at the next step, never inside a write."""
    line = _Line(shown=sys.stderr.isatty())
    asked: list[int] = []

    def ask_to_stop(number: int, _frame: FrameType | None) -> None:
        asked.append(number)

    def tell(step: Step) -> None:
        if asked:
            raise stopped
        line.draw(step)

    before = {each: signal.signal(each, ask_to_stop) for each in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield tell
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
        line.end()


class _Line:
    """One line on stderr, never wider than the terminal: what is wrapped cannot be written over."""

    def __init__(self, *, shown: bool) -> None:
        self._shown = shown
        self._length = 0
        self._stage = ""
        self._drawn = 0.0

    def draw(self, step: Step) -> None:
        now = time.monotonic()
        if not self._shown or (step.stage == self._stage and now - self._drawn < EVERY):
            return
        self._stage, self._drawn = step.stage, now
        text = drawn(step)[: shutil.get_terminal_size().columns - 1]
        click.echo(f"\r{text.ljust(self._length)}", nl=False, err=True)
        self._length = len(text)

    def end(self) -> None:
        if self._length:
            click.echo(f"\r{' ' * self._length}\r", nl=False, err=True)


def drawn(step: Step) -> str:
    """`[██████      ] Reading: 12,500 rows, 3.1 of 4.0 MB, about 20 seconds left`"""
    filled = WIDTH * min(step.done, step.total) // step.total if step.total else 0
    bar = f"[{'█' * filled}{' ' * (WIDTH - filled)}] " if step.total else ""
    return f"{bar}{steps.words(step.to_json())}"
