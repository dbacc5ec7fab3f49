"""The events of a calendar file, each read by itself so that one bad line costs no more than its event."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from icalendar import Component, vDDDTypes

from legwork_importers.contract import UnreadableSource
from legwork_importers.dates import day
from legwork_importers.mail_addresses import LONGEST_NAME, Mailbox, address_of
from legwork_importers.mail_text import one_line

MOST_EVENTS = 200_000
MOST_INVITING = 20_000
"""Events with people in them: reading one takes about a millisecond."""

_MOST_PEOPLE = 50
_LONGEST_LINE = 8_000
_LONGEST_SUMMARY = 300
_LONGEST_RAW = 1_000
_NAME = re.compile(r"([A-Za-z][A-Za-z-]{0,40})[;:]")
_WANTED = frozenset(
    {
        "UID",
        "RECURRENCE-ID",
        "SEQUENCE",
        "STATUS",
        "DTSTART",
        "SUMMARY",
        "ATTENDEE",
        "ORGANIZER",
        "LAST-MODIFIED",
        "DTSTAMP",
    }
)
_PEOPLE = ("ATTENDEE", "ORGANIZER")
_HOSTS = ("resource.calendar.google.com", "group.calendar.google.com", "import.calendar.google.com")


@dataclass(frozen=True, slots=True)
class Attendee:
    """Somebody or something invited; `address` is empty where the calendar tells only a name."""

    mailbox: Mailbox
    declined: bool = False
    thing: bool = False
    group: bool = False

    @property
    def address(self) -> str:
        return self.mailbox.address


@dataclass(frozen=True, slots=True)
class Event:
    """`number` counts events from 1. `on` is the ISO day on which it begins, as the calendar writes it; `age` orders
    versions of one event; `stamped` is the ISO day on which it was changed or given out, if it is told; `crowded` says
    that more are invited than were read."""

    number: int
    raw: str
    uid: str = ""
    recurrence: str = ""
    age: tuple[int, str, int] = (0, "", 0)
    stamped: str = ""
    on: str = ""
    summary: str = ""
    cancelled: bool = False
    crowded: bool = False
    people: tuple[Attendee, ...] = ()
    problem: str = ""

    @property
    def locator(self) -> str:
        return f"event {self.number}"

    @property
    def identity(self) -> tuple[str, str]:
        return (self.uid or f"\n{self.number}", self.recurrence)


@dataclass(frozen=True, slots=True)
class Sheet:
    """All events of a file, what the calendar calls itself, and whether the file cancels what it lists."""

    events: tuple[Event, ...]
    names: tuple[str, ...]
    cancelled: bool

    @property
    def written(self) -> str:
        """The last day of which an event says that it was changed or given out then, or ""."""
        return max((event.stamped for event in self.events), default="")


def events_of(lines: Sequence[str]) -> Sheet:
    """
    Raises:
        UnreadableSource: it holds too many events.
    """
    events: list[Event] = []
    names: list[str] = []
    cancelled = False
    inviting = 0
    for block in blocks(unfolded(lines)):
        if isinstance(block, str):
            name, _, value = block.partition(":")
            names.extend([value.strip()] if name.upper() == "X-WR-CALNAME" else [])
            cancelled = cancelled or block.strip().upper() == "METHOD:CANCEL"
            continue
        event = _event(len(events) + 1, block)
        inviting += bool(event.people)
        if len(events) >= MOST_EVENTS or inviting > MOST_INVITING:
            raise UnreadableSource(f"it has more than {MOST_EVENTS:,} events, or {MOST_INVITING:,} with people in them")
        events.append(event)
    return Sheet(tuple(events), tuple(names), cancelled)


def unfolded(lines: Sequence[str]) -> Iterator[str]:
    """Whole lines: one that begins with a blank goes on with the one before. Longer ones are cut."""
    held: list[str] = []
    length = 0
    for line in lines:
        if line[:1] in {" ", "\t"} and held:
            if length < _LONGEST_LINE:
                held.append(line[1:])
                length += len(line)
            continue
        yield "".join(held)[:_LONGEST_LINE]
        held, length = [line], len(line)
    yield "".join(held)[:_LONGEST_LINE]


def blocks(lines: Iterator[str]) -> Iterator[str | list[str]]:
    """Each event as the list of its lines, alarms in it left out; lines outside events by themselves."""
    event: list[str] | None = None
    inside = 0
    for line in lines:
        mark = line.strip().upper()
        if mark == "BEGIN:VEVENT":
            if event is not None:
                yield event
            event, inside = [], 0
        elif event is None:
            yield line
        elif mark == "END:VEVENT":
            yield event
            event = None
        elif mark.startswith("BEGIN:"):
            inside += 1
        elif mark.startswith("END:"):
            inside -= 1
        elif not inside:
            event.append(line)
    if event is not None:
        yield event


def _event(number: int, lines: list[str]) -> Event:
    kept: dict[str, list[str]] = {}
    for line in lines:
        if (match := _NAME.match(line)) and (name := match[1].upper()) in _WANTED:
            kept.setdefault(name, []).append(line)
    people = [line for name in _PEOPLE for line in kept.pop(name, ())]
    told = {name: found[-1].rpartition(":")[2].strip() for name, found in kept.items()}
    event = Event(
        number,
        "\n".join(found[-1] for name, found in kept.items() if name in {"DTSTART", "SUMMARY"})[:_LONGEST_RAW],
        uid=kept.get("UID", [""])[-1].partition(":")[2].strip(),
        recurrence=told.get("RECURRENCE-ID", ""),
        age=(_number(told.get("SEQUENCE", "")), told.get("LAST-MODIFIED", ""), number),
        stamped=max(day(told.get(name, "")) for name in ("LAST-MODIFIED", "DTSTAMP")),
        cancelled=told.get("STATUS", "").upper() == "CANCELLED",
        crowded=len(people) > _MOST_PEOPLE,
    )
    if not people:
        return event  # most are the user's own notes
    # the day does not hang on the zone, and the name of one is a path for the library to open
    known = [f"DTSTART:{told.get('DTSTART', '')}", *kept.get("SUMMARY", ())[-1:]]
    text = "\r\n".join(["BEGIN:VEVENT", *known, *people[:_MOST_PEOPLE], "END:VEVENT", ""])
    try:
        return _with_people(event, Component.from_ical(text))
    except (ValueError, LookupError, TypeError, AttributeError, ArithmeticError) as problem:
        # what the library lets through differs from release to release
        return replace(event, problem=f"an event that cannot be read ({type(problem).__name__})")


def _with_people(event: Event, component: Component) -> Event:
    start = component.get("DTSTART")
    began = start.dt if isinstance(start, vDDDTypes) else None
    if not isinstance(began, dt.date):
        return replace(event, problem="no day on which it is")
    summary = one_line(str(component.get("SUMMARY", "")))[:_LONGEST_SUMMARY]
    people: dict[str, Attendee] = {}
    for name in _PEOPLE:
        found = component.get(name, [])
        for each in map(_attendee, found if isinstance(found, list) else [found]):
            people.setdefault(each.address or f"\n{each.mailbox.name}", each)
    return replace(event, on=began.strftime("%Y-%m-%d"), summary=summary, people=tuple(people.values()))


def _attendee(said: object) -> Attendee:
    params = {key.upper(): str(value) for key, value in getattr(said, "params", {}).items()}
    address = address_of(re.sub(r"^mailto:", "", one_line(str(said)), flags=re.IGNORECASE)) or address_of(
        params.get("EMAIL", "")
    )
    kind = params.get("CUTYPE", "").upper()
    return Attendee(
        Mailbox(address, one_line(params.get("CN", ""))[:LONGEST_NAME].strip('"')),
        declined=params.get("PARTSTAT", "").upper() == "DECLINED",
        thing=kind in {"ROOM", "RESOURCE"} or address.endswith(_HOSTS),
        group=kind == "GROUP",
    )


def _number(text: str) -> int:
    return int(text) if re.fullmatch(r"[0-9]{1,9}", text) else 0
