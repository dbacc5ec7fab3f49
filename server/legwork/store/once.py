"""What is asked again and again inside one reading, and stays the same as long as that lasts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar, cast

from sqlalchemy import Connection

T = TypeVar("T")

_SAID = "said once"


@contextmanager
def remembering(connection: Connection) -> Iterator[None]:
    """Inside, `once` remembers what it was told. For views that nothing changes."""
    connection.info[_SAID] = {}
    try:
        yield
    finally:
        del connection.info[_SAID]


def is_remembering(connection: Connection) -> bool:
    """Whether this is a reading, which shows what stands. A write may be taken back, with all that is seen in it."""
    return _SAID in connection.info


def once(connection: Connection, name: str, ask: Callable[[Connection], T]) -> T:
    """What `ask` says, asked once inside a reading and each time inside a write. Not to be changed."""
    said = connection.info.get(_SAID)
    if said is None:
        return ask(connection)
    if name not in said:
        said[name] = ask(connection)
    return cast("T", said[name])
