"""What the user said they would do: promises made in a talk, and plans to learn a skill (method R36, R39)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any, Final

from legwork.outreach.happening import Event, day_in, said

USUAL_DAYS: Final = 7
WAYS: Final = ("education", "training", "experience")


@dataclass(frozen=True, slots=True)
class Promise:
    """To be done by the local day `day`. A plan names the `skill` it is for and its `way`, one of WAYS; a
    promise made to the contact has neither. `event` is where it was said."""

    text: str
    day: date
    event: str = ""
    skill: str = ""
    way: str = ""


@dataclass(frozen=True, slots=True)
class Promises:
    """What is still to be done. `last` are those of the newest debrief, `done` what was settled since it was
    first written: a debrief that is written anew brings neither of them a second time."""

    open: tuple[Promise, ...] = ()
    last: frozenset[str] = frozenset()
    done: frozenset[str] = frozenset()

    def written(self, event: Event, *, again: bool) -> Promises:
        """After a debrief, which may be the same one written `again`. Its data has `promises`, each with
        `text` and the ISO day `day`."""
        found = tuple(_of_debrief(event))
        left = tuple(one for one in self.open if not (again and one.text in self.last))
        done = self.done if again else frozenset()
        fresh = tuple(one for one in found if one.text not in done)
        return Promises((*left, *fresh), frozenset(one.text for one in found), done)

    def made(self, event: Event) -> Promises:
        """After a promise or plan made by itself: `text`, `until`, and of a plan `skill` and `way`."""
        text = said(event, "text")
        if not text:
            return self
        day = day_in(event) or event.at.date() + timedelta(days=USUAL_DAYS)
        way = said(event, "way")
        made = Promise(text, day, event.id, said(event, "skill"), way if way in WAYS else "")
        return replace(self, open=(*(one for one in self.open if one.text != text), made))

    def settled(self, text: str) -> Promises:
        """After one was kept, or let go."""
        if not text:
            return self
        return replace(self, open=tuple(one for one in self.open if one.text != text), done=self.done | {text})


def _of_debrief(event: Event) -> Iterator[Promise]:
    entries: Any = event.data.get("promises")
    seen = set()
    for entry in entries if isinstance(entries, (list, tuple)) else ():
        part = Event(event.id, event.at, event.act, entry if isinstance(entry, Mapping) else {})
        text = said(part, "text")
        if text and text not in seen:
            seen.add(text)
            yield Promise(text, day_in(part, "day") or event.at.date() + timedelta(days=USUAL_DAYS), event.id)
