"""How every command runs: one desk opened and closed, errors as one sentence, and never a traceback."""

from __future__ import annotations

import contextlib
import json
import os
import sys
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import click

from legwork.config import Settings
from legwork.errors import LegworkError, traced

if TYPE_CHECKING:
    from legwork.desk.opening import Desk

LOG_FILE = "errors.log"
LOG_BYTES = 1 << 20


def run(command: click.Command, words: Sequence[str]) -> int:
    """Runs a command; returns 0 when it is done, 1 when it failed, 2 for wrong usage."""
    try:
        code = command.main(list(words), prog_name="legwork", standalone_mode=False)
        sys.stdout.flush()
    except click.UsageError as problem:
        problem.show(sys.stderr)
        return 2
    except BrokenPipeError:
        # whoever read the output has seen enough, as `head` has
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except (click.Abort, KeyboardInterrupt):
        return _failed("Stopped.")
    except Exception as problem:  # noqa: BLE001  the last door: one sentence for whatever comes
        return _failed(_sentence(problem))
    return code if isinstance(code, int) else 0


def _sentence(problem: Exception) -> str:
    if isinstance(problem, click.ClickException):
        return problem.format_message()
    return str(problem) if isinstance(problem, LegworkError) else _unexpected(problem)


def settings() -> Settings:
    """The settings of the environment."""
    return Settings.from_environment(os.environ)


@contextlib.contextmanager
def opened() -> Iterator[Desk]:
    """The user's desk, closed at the end."""
    from legwork.desk.opening import open_desk  # noqa: PLC0415  help and usage errors need no database

    desk = open_desk(settings())
    try:
        _empty_trash(desk)
        yield desk
    finally:
        desk.close()


def _empty_trash(desk: Desk) -> None:
    """Forgets who has been in the trash for thirty days."""
    from legwork.desk import trashing  # noqa: PLC0415  as above

    if trashing.due(desk):
        from legwork.desk import forgetting  # noqa: PLC0415  as above

        forgetting.empty_due(desk)


def show(value: Any) -> None:
    """One JSON document on stdout."""
    say(json.dumps(value, ensure_ascii=False, indent=2))


def say(text: str = "") -> None:
    """A line on stdout; a terminal is not sent what could move its cursor."""
    click.echo("".join(sign if sign.isprintable() or sign == "\n" else " " for sign in text))


def _failed(sentence: str) -> int:
    click.echo("".join(sign if sign.isprintable() or sign == "\n" else " " for sign in sentence), err=True)
    return 1


def _unexpected(problem: Exception) -> str:
    """Names the error, and writes down where it came from: places only, because values are the user's."""
    sentence = f"Something went wrong that should not ({type(problem).__name__}); what was stored before is not lost."
    with contextlib.suppress(Exception):
        path = settings().home / LOG_FILE
        if path.exists() and path.stat().st_size > LOG_BYTES:
            path.replace(path.with_name(f"{LOG_FILE}.1"))
        line = f"{datetime.now(UTC).isoformat()} {traced(problem)}\n"
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        with os.fdopen(handle, "a", encoding="utf-8") as log:
            log.write(line)
        sentence += f" The place is written in {path}."
    return sentence
