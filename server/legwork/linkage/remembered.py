"""What was worked out of a text is remembered."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import TypeVar

Asked = TypeVar("Asked", bound=Hashable)
Said = TypeVar("Said")


class _Remembered(dict[Asked, Said]):
    def __init__(self, ask: Callable[[Asked], Said], most: int) -> None:
        super().__init__()
        self.ask, self.most = ask, most

    def __missing__(self, asked: Asked) -> Said:
        if len(self) >= self.most:
            self.clear()
        said = self[asked] = self.ask(asked)
        return said


def remembered(most: int) -> Callable[[Callable[[Asked], Said]], Callable[[Asked], Said]]:
    """Remembers what a function of one argument said, up to `most` times, and then begins anew.

    Unlike `functools.lru_cache` it keeps no order of use: of many values that each come a few times it finds one in
    half the time, and needs half the memory.
    """
    return lambda ask: _Remembered(ask, most).__getitem__
