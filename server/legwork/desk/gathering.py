"""Everybody as the queue needs them, kept between two readings and renewed only where something changed.

What is kept is named by what it was made from: the version of who is who, and the last event. Both rise with every
change, whichever program makes it, so nothing kept is older than the reading that asks for it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from legwork.desk import people
from legwork.desk.opening import Desk
from legwork.desk.preferring import Preferences
from legwork.outreach.crowd import Crowd, crowd_of
from legwork.outreach.happening import Event
from legwork.outreach.lanes import KeptCards, Track, track_of
from legwork.outreach.people import Person
from legwork.outreach.ranking import Ranker
from legwork.store import events, links, preferences

Acts = Mapping[int, tuple[Event, ...]]


@dataclass(frozen=True, slots=True)
class Gathered:
    """`people` are all contacts as known without their acts, by number, `tracks` those with a history."""

    people: Mapping[int, Person]
    tracks: Sequence[Track]


@dataclass(frozen=True, slots=True)
class _Acted:
    linked: int
    seq: int
    acts: Acts


@dataclass(frozen=True, slots=True)
class _Tracked:
    people: Mapping[int, Person]
    acts: Acts
    captured: Sequence[int]
    tracks: Mapping[int, Track]
    order: Sequence[Track]


def gather(desk: Desk, connection: Connection, mine: Preferences) -> Gathered:
    """Everybody, and where the conversations with those stand with whom something happened."""
    known = people.known(desk, connection, mine)
    acts = _acts(desk, connection)
    kept: _Tracked | None = desk.memory.get("tracks")
    if kept is None or kept.people is not known or kept.acts is not acts:
        kept = _track(known, acts, people.referees(connection, acts), kept)
        desk.memory["tracks"] = kept
    return Gathered(known, kept.order)


def crowd(desk: Desk, gathered: Gathered, ranker: Ranker) -> Crowd:
    """Everybody ranked for this search and day."""
    kept: tuple[Mapping[int, Person], Crowd] | None = desk.memory.get("crowd")
    before = kept[1] if kept is not None else None
    if (
        kept is not None
        and kept[0] is gathered.people
        and before is not None
        and before.fits(ranker.search, ranker.clock.today)
    ):
        return before
    made = crowd_of(gathered.people.values(), ranker, before)
    desk.memory["crowd"] = (gathered.people, made)
    return made


def kept_cards(desk: Desk) -> KeptCards:
    """What queues worked out before, by employer; each look tells whether it still holds."""
    kept: KeptCards = desk.memory.setdefault("kept", KeptCards())
    return kept


def _acts(desk: Desk, connection: Connection) -> Acts:
    """Standing acts by contact."""
    linked = preferences.counter(connection, people.LINKED)
    seq = events.last(connection)
    kept: _Acted | None = desk.memory.get("acts")
    if kept is not None and (kept.linked, kept.seq) == (linked, seq):
        return kept.acts
    if kept is None or kept.linked != linked or kept.seq > seq:
        found = people.acts(connection, None, desk.settings.timezone)
        acts: Acts = {number: tuple(done) for number, done in found.items()}
    else:
        acts = _renewed(desk, connection, kept)
    desk.memory["acts"] = _Acted(linked, seq, acts)
    return acts


def _renewed(desk: Desk, connection: Connection, kept: _Acted) -> Acts:
    """The acts, read again of those contacts only about whom something happened or was taken back since."""
    new = events.since(connection, kept.seq, standing=False)
    where = links.contacts_of(connection, {event.record for event in new if event.record is not None})
    numbers = sorted(set(where.values()))
    if not numbers:
        return kept.acts
    found = people.acts(connection, numbers, desk.settings.timezone)
    others = {number: acts for number, acts in kept.acts.items() if number not in set(numbers)}
    return {**others, **{number: tuple(acts) for number, acts in found.items()}}


def _track(known: Mapping[int, Person], acts: Acts, referees: Mapping[str, str], before: _Tracked | None) -> _Tracked:
    """Where the conversations stand; a track is kept where the person, the acts and who named them are the same."""
    if before is not None and before.people is known:
        captured = before.captured
    else:
        captured = [number for number, person in known.items() if person.captured]
    old = before.tracks if before is not None else {}
    tracks: dict[int, Track] = {}
    for number in sorted({*captured, *(number for number in acts if number in known)}):
        person, mine = known[number], acts.get(number, ())
        kept = old.get(number)
        same = kept is not None and before is not None and before.people.get(number) is person
        same = same and kept is not None and kept.person.referred_by == people.referred(mine, referees)[0]
        if same and kept is not None and before is not None and before.acts.get(number, ()) is mine:
            tracks[number] = kept
        else:
            tracks[number] = track_of(people.with_acts(person, mine, referees))
    order = sorted(tracks.values(), key=lambda track: track.person.id)
    return _Tracked(known, acts, captured, tracks, order)
