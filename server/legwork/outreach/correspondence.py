"""What exports of mail and messages show of a conversation under way: that they wrote, or that the user did.

Nothing of this is kept as an event. It is told by the records each time, so it comes and goes with its import, and
the same mailbox read twice tells it once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from itertools import groupby
from typing import Final

from legwork.outreach.calendar import DAY_TURNS_AT, later_by
from legwork.outreach.happening import Event, in_reach, said

WRITTEN: Final = frozenset({"sent", "confirmed", "thanked", "reported_back", "touched"})
"""The acts that say the user wrote."""
ASKING: Final = frozenset({"invitation", "nudge"})
SOON: Final = timedelta(minutes=15)
"""Within so much of it, a message is the one that the act says was sent."""

SHOWN: Final = ", as your messages show"
SHOWN_BY: Final[Mapping[str, str]] = {"mail": ", as your mail shows"}
"""What is added to a sentence about them, by the source of the import."""


@dataclass(frozen=True, slots=True)
class Exported:
    """The messages between the user and a contact, as one export counts them.

    `source` and `key` name whose they are: two exports of one mailbox have both alike. `last` is the ISO day or
    instant of the last message, `record` the number of the record that says so.
    """

    record: int
    source: str
    key: str
    last: str
    sent: int
    received: int


def shown(exports: Iterable[Exported], acts: Sequence[Event], zone: tzinfo) -> list[Event]:
    """The contacts that exports show since the first act, as logged contacts that came with an import.

    Where more of their messages are counted than in the export before, the last message is theirs: unless more of
    the user's are counted as well, and an act says that the user wrote then. A message of theirs of which only the
    day is known comes after an invitation or a nudge of that day, and before all else.
    """
    usable = [act for act in acts if in_reach(act)]
    if not usable:
        return []
    begun = min(act.at for act in usable)
    found = [event for one in _grown(exports) if (event := _event(*one, usable, zone)) and event.at >= begun]
    return sorted(found, key=lambda event: (event.at, event.id))


def _grown(exports: Iterable[Exported]) -> Iterator[tuple[Exported, bool, bool]]:
    """Each export that counts more messages than the one before it: whether theirs, whether the user's."""

    def lineage(one: Exported) -> tuple[str, str]:
        return (one.source, one.key)

    ordered = sorted(exports, key=lambda one: (*lineage(one), one.last, one.sent + one.received, one.record))
    for _, line in groupby(ordered, key=lineage):
        sent = received = 0
        for one in line:
            theirs, own = one.received > received, one.sent > sent
            sent, received = max(sent, one.sent), max(received, one.received)
            if theirs or own:
                yield one, theirs, own


def _event(one: Exported, theirs: bool, own: bool, acts: Sequence[Event], zone: tzinfo) -> Event | None:  # noqa: FBT001 - two facts of one row
    day, instant = _moment(one.last, zone)
    if day is None:
        return None
    wrote = [act for act in acts if act.act in WRITTEN and act.at.astimezone(zone).date() == day]
    told = bool(wrote) and (instant is None or instant <= later_by(max(act.at for act in wrote), SOON))
    incoming = theirs and not (own and told)
    at = instant or datetime.combine(day, time(DAY_TURNS_AT), tzinfo=zone)
    if instant is None and incoming:
        at = max([at, *(act.at for act in wrote if said(act, "message") in ASKING)])
    data = {"imported": True, "direction": "in" if incoming else "out", "source": one.source}
    event = Event(f"shown-{one.record}", at, "touched", data)
    return event if in_reach(event) else None


def _moment(text: str, zone: tzinfo) -> tuple[date | None, datetime | None]:
    """The local day, and the instant where the export says it with its zone."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None, None
    if moment.tzinfo is None:
        return moment.date(), None
    local = moment.astimezone(zone)
    return local.date(), local
