"""Today's queue: computed from what stands, each time it is read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import Connection

from legwork.desk import doubting, gathering, targeting, wishing, wording, writing
from legwork.desk.gathering import Gathered
from legwork.desk.journals import journal_of
from legwork.desk.lasting import State, lasting, state_of
from legwork.desk.opening import Desk
from legwork.desk.preferring import Preferences, read_preferences
from legwork.drafting.slots import You
from legwork.errors import NotFound
from legwork.outreach.balancing import flag
from legwork.outreach.calendar import Calendar, parse_days_off
from legwork.outreach.cards import Card
from legwork.outreach.clocks import Clock
from legwork.outreach.crowd import Crowd
from legwork.outreach.employers import Target
from legwork.outreach.lanes import UNTOUCHED
from legwork.outreach.limits import Limits
from legwork.outreach.people import Person, Rating, Search, Tenure, Tidy
from legwork.outreach.queue import Queue, clock_of, plan_over
from legwork.outreach.ranking import Ranker
from legwork.outreach.stages import Conversation
from legwork.outreach.timing import offered
from legwork.outreach.wishes import Wishes
from legwork.store import links

MOST_TIDY = 3
STANDS = timedelta(minutes=10)  # how long a card may be answered as it was shown
ASKING = frozenset({"send_invitation", "still_wanted", "send_nudge", "ask_again", "send_answer", "confirm", "brief"})


@dataclass(frozen=True, slots=True)
class _Read:
    """What a queue and its drafts are made from, read once for both."""

    mine: Preferences
    gathered: Gathered
    listed: Mapping[str, Target]
    asked: Wishes
    clock: Clock
    crowd: Crowd


@dataclass(frozen=True, slots=True)
class _Shown:
    """The queue that was shown last, and what had happened until then."""

    state: State
    queue: Queue


def queue(desk: Desk) -> Queue:
    """The cards of this moment, in order."""
    with desk.database.read() as connection:
        return queue_in(desk, connection)


def queue_in(desk: Desk, connection: Connection) -> Queue:
    """The cards of this moment, inside a reading or a write."""
    return _queue(desk, connection, _read(desk, connection))


def card_in(desk: Desk, connection: Connection, card: str) -> Card | None:
    """The card of this id, inside a reading: as it was shown, if that was minutes ago and nothing has happened since,
    else as it stands; None where there is none."""
    shown: _Shown | None = desk.memory.get("shown")
    if shown is not None and timedelta(0) <= desk.clock() - shown.queue.now < STANDS:
        found = next((one for one in shown.queue.cards if one.id == card), None)
        if found is not None and shown.state == state_of(connection):
            return found
    return next((one for one in queue_in(desk, connection).cards if one.id == card), None)


def _read(desk: Desk, connection: Connection) -> _Read:
    mine = read_preferences(connection)
    gathered = gathering.gather(desk, connection, mine)
    listed = lasting(desk, connection, "listed", lambda: targeting.listed_in(connection))
    calendar = calendar_of(desk, mine)
    asked = lasting(desk, connection, "asked", lambda: wishing.asked(desk, connection, calendar))
    clock = clock_of(limits_of(mine), calendar, desk.clock(), asked)
    ranker = Ranker(search_of(mine, targeting.ratings(listed)), clock)
    return _Read(mine, gathered, listed, asked, clock, gathering.crowd(desk, gathered, ranker))


def _queue(desk: Desk, connection: Connection, read: _Read) -> Queue:
    return plan_over(
        read.crowd,
        read.gathered.tracks,
        limits=limits_of(read.mine),
        clock=read.clock,
        doubtful=lasting(desk, connection, "tidy", lambda: _tidy(connection, read.gathered)),
        asked=read.asked,
        mine=lasting(desk, connection, "journal", lambda: journal_of(desk, connection)),
        kept=gathering.kept_cards(desk),
    )


def today(desk: Desk, *, first: str | None = None) -> dict[str, Any]:
    """The queue as `legwork today --json` shows it, each card with its draft; with `first` none but the card of that
    id, or the first where there is none, since a page shows one.
    """
    with desk.database.read() as connection:
        read = _read(desk, connection)
        found = _queue(desk, connection, read)
        desk.memory["shown"] = _Shown(state_of(connection), found)
        return _to_json(desk, connection, read, found, first)


def today_in(desk: Desk, connection: Connection, *, first: str | None = None) -> dict[str, Any]:
    """The same, inside a reading or a write. A write may be taken back: nothing is remembered of what it shows."""
    read = _read(desk, connection)
    return _to_json(desk, connection, read, _queue(desk, connection, read), first)


def _to_json(desk: Desk, connection: Connection, read: _Read, found: Queue, first: str | None) -> dict[str, Any]:
    table = _table(desk, connection, read)
    one = next((card for card in found.cards if card.id == first), next(iter(found.cards), None))
    drafts = [writing.written(table, card) if first is None or card is one else None for card in found.cards]
    shown = found.to_json()
    for plain, card, made in zip(shown["cards"], found.cards, drafts, strict=True):
        plain["draft"] = made.to_json() if made else None
        plain["contact"] |= {
            "email": card.person.channels.email,
            "profile": card.person.channels.profile,
            "state": card.talk.state,
        }
        plain["employer"] = _employer(card, read.listed)
        plain["talking"] = card.act == "brief" and card.talk.start is not None and offered(card.talk.start, found.now)
    shown["lopsided"] = flag([card.person for card in found.cards if card.act in ASKING])
    return shown


def table_of(
    desk: Desk,
    connection: Connection,
    mine: Preferences,
    known: tuple[Person, ...],
    colleagues: Mapping[str, Sequence[Person]] | None = None,
    *,
    placed: bool = False,
) -> writing.Table:
    """What every draft of this moment has in common; facts say where they were read when they are to be `placed`."""
    calendar = calendar_of(desk, mine)
    now = calendar.local(desk.clock())
    ranker = Ranker(search_of(mine), Clock(now, calendar))
    memory = desk.memory.setdefault("drafts", writing.Memory())
    return writing.Table(
        connection, mine, you_of(desk, mine), calendar, calendar.day(now), ranker, known, colleagues, placed, memory
    )


def _table(desk: Desk, connection: Connection, read: _Read) -> writing.Table:
    """The same, without a walk through everybody: those something happened with, and colleagues by employer."""
    acted = tuple(track.person for track in read.gathered.tracks)
    return table_of(desk, connection, read.mine, acted, read.crowd.offices)


def draft_in(
    desk: Desk, connection: Connection, card: Card | str, given: Mapping[str, Any] | None = None
) -> writing.Written | None:
    """The draft of a card of today, or of a message that no card asks for, as it stands or with what is `given`;
    None where nothing is to be sent.

    Raises:
        NotFound: there is no such card today.
    """
    read = _read(desk, connection)
    table = _table(desk, connection, read)
    if isinstance(card, Card):
        return writing.written(table, card, given)
    moment = writing.moment(desk, table, card)
    if moment is not None:
        return writing.written(table, moment, given)
    found = next((one for one in _queue(desk, connection, read).cards if one.id == card), None)
    if found is None:
        raise NotFound("card")
    return writing.written(table, found, given)


def _employer(card: Card, listed: Mapping[str, Target]) -> dict[str, Any] | None:
    """With an invitation: what the user thinks of the employer, and whether they are still to be asked."""
    if card.lane not in {"new", "second_person"} or not card.person.employer:
        return None
    target = listed.get(card.person.employer) or Target(card.person.company)
    rating = target.rating or Rating()
    return {
        "name": target.name,
        "motivation": rating.motivation,
        "posting": rating.posting,
        "advocate": rating.advocate,
        "rate": target.is_open_question,
    }


def search_of(mine: Preferences, employers: Mapping[str, Rating] | None = None) -> Search:
    return Search(
        purpose=mine.purpose,
        functions=mine.functions,
        fields=mine.fields,
        schools=mine.schools,
        past_employers=tuple(Tenure(name) for name in mine.past_employers),
        employers=employers or {},
    )


def limits_of(mine: Preferences) -> Limits:
    return Limits(
        new_per_day=mine.new_per_day,
        open_employers=mine.open_employers,
        day_max=mine.day_max,
        ask_minutes=mine.ask_minutes,
        li_note_limit=mine.li_note_limit,
        li_notes_month=mine.li_notes_month,
    )


def calendar_of(desk: Desk, mine: Preferences) -> Calendar:
    return Calendar(zone=desk.settings.timezone, days_off=parse_days_off(mine.days_off))


def you_of(desk: Desk, mine: Preferences) -> You:
    """The user as drafts speak of them."""
    zone = getattr(desk.settings.timezone, "key", None) or "UTC"
    return You(mine.name, mine.fields or mine.functions, mine.ask_minutes, zone, mine.phone, mine.li_note_limit)


def _tidy(connection: Connection, gathered: Gathered) -> list[Tidy]:
    """The doubtful pairs worth most, for the lane that tidies up."""
    talks = {track.person.id: track.talk for track in gathered.tracks}

    def talk(number: int) -> Conversation | None:
        return talks.get(wording.public(number), UNTOUCHED) if number in gathered.people else None

    rows = doubting.waiting(connection, talk)[:MOST_TIDY]
    if not rows:
        return []
    with_acts = {track.person.id: track.person for track in gathered.tracks}
    sides = [side for row in rows for side in (row["left_contact"], row["right_contact"])]
    names = {number: wording.called(merged) for number, merged in links.merged_of(connection, sides).items()}

    def person(number: int) -> Person:
        public = wording.public(number)
        return with_acts.get(public) or gathered.people.get(number) or Person(public, names[number])

    return [
        Tidy(
            pair=wording.pair(row["left_id"], row["right_id"]),
            person=person(row["left_contact"]),
            other=person(row["right_contact"]),
            reason="; ".join(one["text"] for one in row["scored"]["comparisons"] if one["weight"] > 0),
            band=row["band"],
        )
        for row in rows
    ]
