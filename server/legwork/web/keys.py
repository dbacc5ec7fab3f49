"""Every command with its key: what they are called, where they are, and which keys the user chose instead."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from legwork.errors import Refused
from legwork.outreach.acts import BUTTONS
from legwork.outreach.talks import TAGS


@dataclass(frozen=True, slots=True)
class Command:
    """`place` is `everywhere` or the kind of page it is on; `page` the name of the page it leads to, if any.
    `fixed` keys are numbers and names of keys, which stay."""

    name: str
    label: str
    key: str
    place: str = "everywhere"
    page: str = ""
    fixed: bool = False


PLACES: Final[Mapping[str, str]] = {
    "everywhere": "Everywhere",
    "card": "On a card of today",
    "today": "On today",
    "inbox": "In the inbox",
    "review": "On a pair",
    "contact": "On a contact",
    "talk": "In a conversation",
}
_GO: Final = (
    ("today", "Go to today", "g t"),
    ("inbox", "Go to the inbox", "g i"),
    ("review", "Go to pairs to decide", "g s"),
    ("contacts", "Go to contacts", "g c"),
    ("employers", "Go to employers", "g e"),
    ("boards", "Go to the boards", "g b"),
    ("imports", "Go to imports", "g m"),
    ("history", "Go to history", "g h"),
    ("settings", "Go to settings", "g o"),
)
COMMANDS: Final = (
    *(Command(f"go_{page}", label, key, page=page) for page, label, key in _GO),
    Command("search", "Search your contacts", "/", page="contacts"),
    Command("undo", "Undo the last act", "u"),
    Command("commands", "Every command", "Ctrl+k", page="commands", fixed=True),
    Command("keys", "Keys on this page", "?"),
    Command("main", "The main act", "Enter", "card", fixed=True),
    *(Command(name, label, key, "card") for name, (key, label) in BUTTONS.items()),
    Command("page", "Open their page", "o", "card"),
    Command("questions", "Questions for them", "q", "card"),
    Command("edit", "Edit the contact", "e", "card"),
    Command("stop", "Stop for today", ".", "today"),
    Command("more", "A little more today", "+", "today"),
    Command("pause", "Pause the search", "g p", "today"),
    Command("inbox_want", "Want to talk", "1", "inbox", fixed=True),
    Command("inbox_same", "Same person as …", "2", "inbox", fixed=True),
    Command("inbox_not_now", "Not now", "3", "inbox", fixed=True),
    Command("inbox_later", "Later", "h", "inbox", fixed=True),
    Command("review_same", "The same person", "y", "review", fixed=True),
    Command("review_different", "Two people", "n", "review", fixed=True),
    Command("review_other", "The other candidate", "2", "review", fixed=True),
    Command("review_later", "Later", "h", "review", fixed=True),
    Command("review_choose", "Choose what to show", "e", "review", fixed=True),
    Command("note", "Write a note", "n", "contact", fixed=True),
    *(Command(f"talk_{tag}", f"Note one line: {tag}", key, "talk", fixed=True) for tag, key in TAGS.items()),
    Command("talk_put_away", "Put the line or the prompt away", "Esc", "talk", fixed=True),
    Command("talk_begin", "Begin now", "b", "talk", fixed=True),
    Command("talk_go_on", "They agreed to go on", "y", "talk", fixed=True),
    Command("talk_debrief", "Write the debrief", "d", "talk", fixed=True),
)
BY_NAME: Final[Mapping[str, Command]] = {command.name: command for command in COMMANDS}
# One sign of the keyboard that no browser and no menu takes for itself; or two, one after the other.
_SIGN: Final = re.compile(r"[^\W\d_]|[!-+\-./:;<>?@\[\]^`{|}~]|[^\W\d_] [^\W\d_]")


def bound(chosen: Iterable[str]) -> dict[str, str]:
    """The key of every command, by its name; `chosen` are the user's own, `undo=z`. What cannot be read is left
    out: a key of this version may be none of the next."""
    keys = {command.name: command.key for command in COMMANDS}
    for name, key in map(_parted, chosen):
        command = BY_NAME.get(name)
        if command is not None and not command.fixed and _SIGN.fullmatch(key):
            keys[name] = key
    return keys


def rebound(chosen: Iterable[str], name: str, key: str) -> str:
    """The setting `keys` with one command on another key; an empty key gives it back its own.

    Raises:
        Refused: there is no such command, its key stays, the key cannot be one, or another command has it.
    """
    command = BY_NAME.get(name)
    if command is None or command.fixed:
        raise Refused("The key of this command stays as it is.")
    wanted = key.strip() or command.key
    if not _SIGN.fullmatch(wanted):
        raise Refused("A key is one letter or sign, or two letters one after the other such as g t.")
    present = bound(chosen)
    for other in COMMANDS:
        if other.name != name and _meet(command, other) and _clash(present[other.name], wanted):
            raise Refused(f"The key {wanted} is taken by: {other.label}. Give that one another key first.")
    kept = [f"{one}={sign}" for one, sign in map(_parted, chosen) if one != name and one in BY_NAME]
    return ", ".join([*kept, *([f"{name}={wanted}"] if wanted != command.key else [])])


def _parted(text: str) -> tuple[str, str]:
    name, _, key = text.partition("=")
    return name.strip(), key.strip()


def _meet(one: Command, other: Command) -> bool:
    """Whether two commands can be on one page."""
    together = {one.place, other.place}
    return len(together) == 1 or "everywhere" in together or together == {"card", "today"}


def _clash(one: str, other: str) -> bool:
    """Whether two keys cannot both be listened to: the same, or one that begins the other."""
    return one == other or one.startswith(f"{other} ") or other.startswith(f"{one} ")
