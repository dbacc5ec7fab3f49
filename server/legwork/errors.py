"""Every error Legwork raises on purpose, as one tree; the class writes the sentence.

LegworkError
├── Refused            the request cannot be done as asked
│   ├── UnknownSetting
│   ├── WrongValue
│   ├── NothingReadable
│   ├── WrongCode
│   ├── TooManyTries
│   ├── WrongLink
│   ├── UndoFirst
│   ├── WantsReason
│   └── WantsReading
├── NotFound           nothing has that id
├── Conflict           it changed meanwhile, or is being done already
│   └── KeyReused
├── Damaged            the database or a backup is not whole
├── Unavailable        the database cannot be reached or written now
├── Outside            a host outside was not asked, or gave no answer that can be used
│   ├── AddressRefused
│   ├── NoAnswer
│   └── AnswerRefused
└── Unsafe             the way it is set up would expose the user's data
"""

from __future__ import annotations

import errno
import traceback

DISK_FULL = "The disk is full; free some space and try again."


class LegworkError(Exception):
    """The root. `str(error)` is one sentence for the user; it carries no private text in a log."""


class Refused(LegworkError):
    """The request cannot be done as asked; the message says what would make it possible."""


class UnknownSetting(Refused):
    def __init__(self, name: str) -> None:
        super().__init__(f"There is no setting named {name}; `legwork settings` lists them.")


class WrongValue(Refused):
    """`what` is the setting or the thing, as the sentence begins; `wanted` is what it must be."""

    def __init__(self, what: str, wanted: str) -> None:
        super().__init__(f"{what} must be {wanted}.")
        self.what, self.wanted = what, wanted


class NothingReadable(Refused):
    """No file of an import could be read: one line a file. `not_used` is as in an import's report."""

    def __init__(self, message: str, not_used: list[dict[str, str]]) -> None:
        super().__init__(message)
        self.not_used = not_used


class UndoFirst(Refused):
    def __init__(self, what: str, event: str) -> None:
        super().__init__(f"{what} came later and builds on this; undo {event} first.")
        self.event = event


class WantsReason(Refused):
    """A draft that a check would stop goes out with a written reason alone. `stops` are the findings' sentences."""

    def __init__(self, stops: list[str]) -> None:
        super().__init__(f"{' '.join(stops)} Change the draft, or write why you send it all the same.")
        self.stops = stops


class WantsReading(Refused):
    """A first message to somebody the user has not read up on; it may go out all the same, once that was asked."""

    def __init__(self, name: str) -> None:
        super().__init__(f"You have not read up on {name} yet; do so, or say that you wrote without.")
        self.name = name


class WrongCode(Refused):
    def __init__(self) -> None:
        super().__init__("This pairing code is not the one that is waiting, or its five minutes are over.")


class TooManyTries(Refused):
    def __init__(self) -> None:
        super().__init__("Too many wrong pairing codes; make a new one under Settings or with `legwork pair`.")


class WrongLink(Refused):
    def __init__(self) -> None:
        super().__init__("This link was used before, or is over ten minutes old; `legwork sign-in` makes a new one.")


class NotFound(LegworkError):
    def __init__(self, what: str) -> None:
        super().__init__(f"There is no such {what}.")


class Conflict(LegworkError):
    """Someone else changed it, or is doing it at this moment."""


class KeyReused(Conflict):
    def __init__(self) -> None:
        super().__init__("This Idempotency-Key came with another capture before; a new capture needs a new key.")


class Damaged(LegworkError):
    """A database or backup that is not whole; nothing was written."""


class Unavailable(LegworkError):
    """The database cannot be reached or written now; the same request may be sent again."""


class Outside(LegworkError):
    """A host outside was not asked, or what it answered cannot be used. No address stands in the sentence."""


class AddressRefused(Outside):
    def __init__(self, why: str) -> None:
        super().__init__(f"Not asked: {why}.")


class NoAnswer(Outside):
    def __init__(self, why: str) -> None:
        super().__init__(f"There was no answer: {why}.")


class AnswerRefused(Outside):
    def __init__(self, why: str) -> None:
        super().__init__(f"The answer was not taken: {why}.")


class Unsafe(LegworkError):
    """A set-up that would show the user's data to others."""


def is_disk_full(problem: BaseException) -> bool:
    """Whether a file could not be written for want of room, on the disk or in the user's share of it."""
    return isinstance(problem, OSError) and problem.errno in {errno.ENOSPC, errno.EDQUOT}


def traced(problem: BaseException) -> str:
    """The kind and the places of an error, for a log: its message could hold private text."""
    places = [f"{frame.filename}:{frame.lineno}" for frame in traceback.extract_tb(problem.__traceback__)]
    return f"{type(problem).__name__} at {' < '.join(reversed(places))}"
