"""What every page shares: filters, the head with its counts, what was just done, and the way back."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable
from functools import cached_property
from typing import Any, Final

from flask import Blueprint, request, url_for
from markupsafe import Markup, escape
from werkzeug.wrappers import Response

from legwork.desk import doubting, preferring, undoing, viewing
from legwork.desk.opening import Desk
from legwork.errors import LegworkError
from legwork.outreach.words import count_words, sentence
from legwork.web import answering, assets, keys, wording
from legwork.web.links import safe_href

LOG = logging.getLogger("legwork.pages")

# Possessive, and each sign fits one place only: time grows with the length, whatever is sent.
_LOCAL: Final = re.compile(r"/(?:[A-Za-z0-9_.~-]++/)*+[A-Za-z0-9_.~-]*+\Z")
_LOCAL_LENGTH: Final = 200  # several times the longest address of a page


class Head:
    """What waits elsewhere, counted only when a page shows it, and zero where it cannot be counted."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    @cached_property
    def inbox(self) -> int:
        return _or_none(lambda: len(viewing.inbox(self._desk)))

    @cached_property
    def doubtful(self) -> int:
        return _or_none(lambda: _doubtful(self._desk))

    @cached_property
    def keys(self) -> dict[str, str]:
        """The key of every command, by its name."""
        try:
            return keys.bound(preferring.preferences(self._desk).keys)
        except LegworkError:
            return keys.bound(())


def with_commands(text: str) -> Markup:
    """The text with what stands between backticks, a command to type, marked as code."""
    return Markup(re.sub(r"`([^`<]+)`", r"<code>\1</code>", str(escape(text))))  # noqa: S704  escaped before


def dress(blueprint: Blueprint, desk: Desk) -> None:
    """Adds the filters and the variables every template uses."""
    filters: dict[str, Callable[..., str]] = {
        "safe_href": safe_href,
        "sentence": lambda text: sentence(str(text)),
        "counted": lambda count: count_words(int(count)),
        "with_commands": with_commands,
        "spoken": lambda text: wording.spoken(text, desk.clock().date()),
        "moment": lambda text: wording.moment(text, desk.clock(), desk.settings.timezone),
    }
    for name, function in filters.items():
        blueprint.add_app_template_filter(function, name)

    @blueprint.app_context_processor
    def frame() -> dict[str, Any]:
        here = (request.endpoint or "").removeprefix("web.")
        head = Head(desk)
        return {
            "here": here,
            "frozen": _frozen(desk),
            "desk_nav": head,
            "key": head.keys,
            "done": _done(desk, request.args.get("done", "")),
            "back_here": request.path if request.method == "GET" else url_for("web.today"),
            "static": lambda name: url_for("web.asset", version=assets.VERSION, filename=name),
        }


def after(event: str | None, back: str) -> Response:
    """Back to a page of ours, which then says what was done and offers to undo it."""
    return answering.answer(f"{local(back)}?done={event}" if event else local(back))


def local(path: str) -> str:
    """The path if it is one of ours and nothing else; today otherwise."""
    return path if len(path) <= _LOCAL_LENGTH and _LOCAL.match(path) else url_for("web.today")


def _frozen(desk: Desk) -> str:
    if desk.settings.now is None:
        return ""
    now = desk.clock()
    return f"{wording.long_day(now.date())} {now.year}, {now:%H:%M}"


def _done(desk: Desk, event: str) -> dict[str, Any] | None:
    if not event:
        return None
    try:
        line = undoing.line(desk, event)
    except LegworkError:
        return None
    if line is None:
        return None
    return {
        "event": line.event,
        "sentence": line.sentence,
        "undoable": line.undoable,
        "label": "Redo" if line.redo else "Undo",
        "back": request.path,
    }


def _doubtful(desk: Desk) -> int:
    with desk.database.read() as connection:
        return doubting.count(connection)


def _or_none(count: Callable[[], int]) -> int:
    try:
        return count()
    except LegworkError:
        return 0
    except Exception as problem:  # noqa: BLE001  a number in the head takes no page away; its own page says more
        LOG.error("%s in the head", type(problem).__name__)  # noqa: TRY400  a traceback may hold values
        return 0
