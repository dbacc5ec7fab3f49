"""The lane *new*: shortlisted people first, then the best of the others, within the limits (R04, R08-R10)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from legwork.outreach.cards import Card, Rank, card_id
from legwork.outreach.clocks import Clock, revisit_day
from legwork.outreach.crowd import Pool, act_for, is_wanted
from legwork.outreach.employers import rating_words
from legwork.outreach.lanes import Office, Track, returns_on
from legwork.outreach.limits import HeldBack, Limits
from legwork.outreach.people import Rating
from legwork.outreach.ranking import Order, Ranker, Term
from legwork.outreach.words import count_words, counted, day_words, listed, sentence

NAMED: Final = 6


@dataclass(frozen=True, slots=True)
class Newcomers:
    """The new cards of a day, and who waits because of which limit.

    `waiting` is how many more could be invited on a later day.
    """

    cards: tuple[Card, ...]
    held_back: tuple[HeldBack, ...]
    waiting: int


def choose(
    pool: Pool,
    offices: Mapping[str, Office],
    ranker: Ranker,
    limits: Limits,
    *,
    budget: int,
    seconds: int,
    stretch: bool,
) -> Newcomers:
    """The new cards of today: one an employer, while employers may be opened.

    `budget` is how many invitations today still holds, `seconds` how many second people are due and go first.
    `stretch` gives the last place to the best person marked *admired* (one a week, whatever the points).
    """
    slots = max(0, budget - seconds)
    opened = [office for office in offices.values() if office.is_open]
    room = max(0, limits.open_employers - len(opened))
    chosen = _stretched(pool.first(min(slots, room)), pool.first_admired() if stretch else None)
    cards = tuple(_card(track, place, pool, ranker) for place, track in enumerate(chosen))
    behind = sum(pool.there(track.person.office) - 1 for track in chosen)
    waiting = pool.size - len(cards) - behind
    full = room < slots or room == 0
    lines = (
        _open_line(waiting if full else 0, opened, limits),
        _day_line((0 if full else waiting) + max(0, seconds - budget), limits),
        _colleague_line(pool.behind_colleague + behind),
    )
    return Newcomers(cards, tuple(line for line in lines if line.count), 0 if full else waiting)


def paused_by_backlog(lines: Iterable[HeldBack]) -> tuple[HeldBack, ...]:
    """The lines of a day on which more follow-ups are due than it holds: those come first, whatever the day's limit
    of invitations is."""
    text = "More follow-ups are due than a day holds, so nobody new is invited until they are done"
    return tuple(replace(one, limit="backlog", text=text) if one.limit == "new_per_day" else one for one in lines)


def _stretched(chosen: list[Track], admired: Track | None) -> list[Track]:
    """The last place, or that of a colleague, for somebody admired; still one person an employer."""
    if admired is None or not chosen or any(track.talk.admired for track in chosen):
        return chosen
    office = admired.person.office
    if any(track.person.office == office for track in chosen):
        return [admired if track.person.office == office else track for track in chosen]
    return [*chosen[:-1], admired]


def _day_line(count: int, limits: Limits) -> HeldBack:
    many = counted(limits.new_per_day, "new invitation")
    verb = "is" if limits.new_per_day == 1 else "are"
    text = f"{sentence(many)} a day {verb} your limit; {_wait(count, 'more person', 'more people')}"
    return HeldBack("new_per_day", count, text)


def _colleague_line(count: int) -> HeldBack:
    text = f"{sentence(_wait(count, 'person', 'people'))} because a colleague there comes first"
    return HeldBack("one_per_employer", count, text)


def _wait(count: int, one: str, many: str) -> str:
    return f"{counted(count, one, many)} {'waits' if count == 1 else 'wait'}"


def _open_line(count: int, opened: Sequence[Office], limits: Limits) -> HeldBack:
    """Says which employers are open, so that the user sees which could close."""
    names = sorted({office.name for office in opened}, key=lambda name: (name.casefold(), name))
    if not names:
        text = "Your limit of open employers is zero, so nobody new is invited"
        return HeldBack("open_employers", count, text)
    verb, close = ("employer is", "it answers") if len(opened) == 1 else ("employers are", "one of them answers")
    named = listed([*names[:NAMED], *(["others"] if len(names) > NAMED else [])])
    text = (
        f"{sentence(count_words(len(opened)))} {verb} open ({named}) and your limit is "
        f"{count_words(limits.open_employers)}; a new one opens when {close} or is closed"
    )
    return HeldBack("open_employers", count, text)


def _card(track: Track, place: int, pool: Pool, ranker: Ranker) -> Card:
    person, talk, clock = track.person, track.talk, ranker.clock
    order = ranker.order(person, talk)
    act = act_for(talk)
    facts = {"channel": talk.channel} if talk.channel else {}
    terms = (
        "shortlisted people first, then your rating of the employer (motivation, posting, advocate), then points",
        f"{-order[3]} points",
        "equal ones by oldest source, then name",
    )
    return Card(
        card_id("new", act, person.id), "new", act, person, talk,
        (_standing(track, pool, clock), *ranker.terms(person, talk)), clock.today, (place,),
        order_terms=terms, rank=_rank(track, order, ranker), facts=facts,
    )  # fmt: skip


def _employer_words(rating: Rating) -> str:
    return "an employer not rated yet" if rating == Rating() else f"an employer rated {rating_words(rating)}"


def _rank(track: Track, order: Order, ranker: Ranker) -> tuple[Rank, ...]:
    wanted = is_wanted(track.talk)
    since = track.person.source_first_seen[:10]
    return (
        Rank("shortlisted", "shortlisted" if wanted else "not shortlisted"),
        Rank("employer", _employer_words(ranker.rating(track.person))),
        Rank("points", f"{-order[3]} points"),
        Rank("source", f"known here since {since}" if since else "known here since nobody said when"),
    )


def _standing(track: Track, pool: Pool, clock: Clock) -> Term:
    """Which of the two groups the card comes from, with its date."""
    talk, called = track.talk, track.person.called
    if is_wanted(talk) and talk.shortlisted_at is not None:
        text = f"you shortlisted {called} on {clock.words(talk.shortlisted_at)}"
        if talk.state == "parked" and talk.until is not None:
            text += f" and parked them until {day_words(talk.until, clock.today)}"
        return Term("shortlisted", None, text)
    if talk.state == "closed" and talk.since is not None:
        closed = clock.day(talk.since)
        again = day_words(revisit_day(closed, clock.spans), clock.today)
        return Term("revisit", None, f"no answer by {day_words(closed, clock.today)}; you may ask again since {again}")
    if talk.admired:
        return Term("admired", None, f"you admire {called}: this week's stretch")
    if pool.others == 1:
        return Term("best_ranked", None, "the one contact you have not written to yet")
    return Term("best_ranked", None, f"best-ranked of your {pool.others:,} other contacts")


def stretch_is_free(tracks: Iterable[Track], clock: Clock) -> bool:
    """Whether nobody marked *admired* was invited since Monday."""
    monday = clock.today - timedelta(days=clock.today.weekday())
    return not any(
        track.talk.admired and track.talk.invited_at is not None and clock.day(track.talk.invited_at) >= monday
        for track in tracks
    )


def invited_on(tracks: Iterable[Track], day: date, clock: Clock) -> int:
    """How many first invitations went out on a day; each counts against `new_per_day`."""
    return sum(t.talk.invited_at is not None and clock.day(t.talk.invited_at) == day for t in tracks)


def without_channel(tracks: Iterable[Track], clock: Clock, *, most: int) -> list[Card]:
    """People the user wants to talk to and cannot reach yet."""
    cards = []
    for track in tracks:
        person, talk = track.person, track.talk
        wanted = is_wanted(talk) and not person.channels.known
        if wanted and returns_on(talk, "find_channel", clock.today, clock) <= clock.today:
            why = (Term("no_channel", None, f"no address, profile or phone of {person.called} is known"),)
            order = (1, person.source_first_seen, person.name)
            terms = ("after doubtful pairs", "oldest source first")
            name = card_id("tidy", "find_channel", person.id)
            rank = (Rank("kind", "a missing channel"), Rank("source", person.source_first_seen[:10]))
            card = Card(name, "tidy", "find_channel", person, talk, why, clock.today, order, None, terms, rank)
            cards.append(card)
    return sorted(cards, key=lambda card: card.place)[:most]


def with_facts(card: Card, **facts: object) -> Card:
    """The card with more for its draft."""
    return replace(card, facts={**card.facts, **facts})
