"""Calendars: one record for each person the user met alone, with the days and what the meetings were called."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from heapq import nlargest

from legwork_importers.calendar_events import Attendee, Event, Sheet, events_of
from legwork_importers.contract import (
    Claim,
    Importer,
    Labelled,
    Meeting,
    Owner,
    Source,
    SourceRow,
    Unreadable,
    UnreadableSource,
)
from legwork_importers.decoding import decode, head_lines
from legwork_importers.mail_addresses import Mailbox, plain_name
from legwork_importers.mail_owner import bare
from legwork_importers.mail_senders import is_office, is_own_domain, nobody
from legwork_importers.sources import read_whole

MOST_MEETINGS = 200
"""Meetings of one person that are kept, the last ones."""

_NOBODY = Owner()
_WHOSE = "it does not show whose calendar it is; enter your own addresses under Settings and import it again"
_FIRST_LINES = {"BEGIN:VCALENDAR", "BEGIN:VEVENT"}


@dataclass(frozen=True, slots=True)
class Calendars:
    owner: Owner = _NOBODY
    kind: str = "calendar"
    source: str = "calendar"
    version: int = 1

    def of(self, owner: Owner) -> Importer:
        return replace(self, owner=owner)

    def knows(self, source: Source) -> str | None:
        first = next(filter(str.strip, head_lines(source)), "").strip().upper()
        return f"it begins with {first}" if first in _FIRST_LINES else None

    def read(self, source: Source, *, encoding: str | None = None) -> Iterator[SourceRow | Unreadable]:
        sheet = events_of(decode(read_whole(source), encoding).lines)
        own = _own(sheet, self.owner)
        newest = _newest(sheet.events)
        people: dict[Mailbox, _Person] = {}
        for event in sheet.events:
            found = event.problem or _left(event, newest, sheet) or _other(event, own)
            if isinstance(found, str):
                yield Unreadable(event.locator, event.raw, found, "refused" if event.problem else "skipped")
            else:
                people.setdefault(found, _Person()).add(event)
        yield from (_row(mailbox, person, sheet.written) for mailbox, person in people.items())


@dataclass(slots=True)
class _Person:
    meetings: set[tuple[str, str]] = field(default_factory=set)
    raw: str = ""

    def add(self, event: Event) -> None:
        self.meetings.add((event.on, event.summary))
        self.raw = event.raw


def _row(mailbox: Mailbox, person: _Person, written: str) -> SourceRow:
    """The person as of the last meeting, but not of a day after the one on which the calendar was `written`."""
    locator = f"{mailbox.address}|{mailbox.name}"
    name = plain_name(mailbox)
    met = sorted(nlargest(MOST_MEETINGS, person.meetings))
    claim = Claim(
        name=name,
        emails=(Labelled(mailbox.address),),
        written_on=min(filter(None, (met[-1][0], written))),
        met=tuple(Meeting(on, summary) for on, summary in met),
        extra={"display name": mailbox.name} if mailbox.name != name else {},
    )
    return SourceRow(locator, claim, person.raw, locator)


def _own(sheet: Sheet, owner: Owner) -> frozenset[str]:
    """The user's addresses: those the desk knows and the calendar's own; else that of who is in most events.

    Raises:
        UnreadableSource: it cannot be told whose calendar it is.
    """
    told = {bare(address) for address in (*owner.emails, *sheet.names) if "@" in address}
    if told:
        return frozenset(told)
    counted = Counter(address for event in sheet.events for address in {bare(each.address) for each in event.people})
    found = counted.most_common(2)
    if len({count for _, count in found}) < len(found):
        raise UnreadableSource(_WHOSE)
    return frozenset(address for address, _ in found[:1])


def _newest(events: Sequence[Event]) -> dict[tuple[str, str], Event]:
    """Of several versions of one event the one with the highest number, of equal ones the last written."""
    found: dict[tuple[str, str], Event] = {}
    for event in events:
        before = found.get(event.identity)
        if before is None or event.age >= before.age:
            found[event.identity] = event
    return found


def _left(event: Event, newest: dict[tuple[str, str], Event], sheet: Sheet) -> str:
    if newest[event.identity] is not event:
        return "an older version of an event"
    if event.cancelled or sheet.cancelled:
        return "a cancelled event"
    return ""


def _other(event: Event, own: frozenset[str]) -> Mailbox | str:
    """The one other person of an event, or why there is none."""
    others = [each for each in event.people if bare(each.address) not in own]
    if any(each.declined for each in event.people if bare(each.address) in own):
        return "you declined"
    persons = [each for each in others if not _is_thing(each)]
    present = [each for each in persons if not each.declined]
    if event.crowded or len(present) > 1 or any(each.group for each in present):
        return "more than one other person"
    if not present:
        return "the other person declined" if persons else "nobody else was invited"
    mailbox = present[0].mailbox
    if not mailbox.address:
        return "no address of the other person"
    if is_office(mailbox.address) and not is_own_domain(mailbox):
        return "an office's address, not a person's"
    return mailbox


def _is_thing(attendee: Attendee) -> bool:
    return attendee.thing or bool(attendee.address and nobody(attendee.mailbox))
