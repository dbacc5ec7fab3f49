"""What holds whatever happened: same bytes, exact undo, a reason on every card, honest accounts."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from legwork.outreach.calendar import Calendar
from legwork.outreach.clocks import Clock
from legwork.outreach.happening import Event
from legwork.outreach.lanes import due_cards, offices_of, shows, tracks_of
from legwork.outreach.limits import Limits, notes_of_month
from legwork.outreach.people import Channels, Person, Search
from legwork.outreach.queue import Queue, plan
from legwork.outreach.stages import ACTS

ZONE = ZoneInfo("America/New_York")
START = datetime(2026, 11, 2, 9, tzinfo=ZONE)
CALENDAR = Calendar(ZONE, frozenset({date(2026, 11, 26)}))
NOWS = st.integers(0, 60 * 24).map(lambda hours: START + timedelta(hours=hours))


@st.composite
def events(draw: st.DrawFn, of: str = "e") -> tuple[Event, ...]:
    found = []
    for n, hours in enumerate(sorted(draw(st.lists(st.integers(0, 900), max_size=5)))):
        act = draw(st.sampled_from(sorted(ACTS)))
        at = START + timedelta(hours=hours)
        data: dict[str, object] = {}
        if act == "scheduled":
            data = {"start": (at + timedelta(days=draw(st.integers(0, 6)))).isoformat(), "minutes": 20}
        elif act in {"later", "park", "skip", "inbox_later"}:
            data = {"until": (at.date() + timedelta(days=draw(st.integers(1, 20)))).isoformat()}
        found.append(Event(f"{of}{n}", at, act, data))
    return tuple(found)


@st.composite
def crowds(draw: st.DrawFn) -> list[Person]:
    people = []
    for n in range(draw(st.integers(0, 9))):
        office = draw(st.sampled_from(["", "acme", "globex", "initech"]))
        people.append(
            Person(
                f"c_{n}",
                draw(st.sampled_from(["Ana", "Bob", "Cid"])),
                title=draw(st.sampled_from(["", "Data Lead", "Nurse"])),
                company=office.title(),
                employer=office,
                channels=draw(st.sampled_from([Channels(), Channels(email="a@b.example")])),
                captured=draw(st.booleans()),
                events=draw(events()),
            )
        )
    return people


TIMES = st.datetimes(timezones=st.just(UTC)).map(datetime.isoformat)
ANYTHING = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=9), st.lists(st.integers(), max_size=2),
    TIMES, st.dates().map(date.isoformat),
    st.sampled_from(["9999-12-31T23:59:00-14:00", "0001-01-01T00:00:00+14:00", "2026-11-03T15:00:00", "9999-12-31",
                     "0001-01-01", "invitation", "nudge", "answer", "in", "nudge-close-c_0"]),
)  # fmt: skip
KEYS = ("start", "minutes", "until", "card", "message", "channel", "reason", "learned", "named", "direction")


@st.composite
def stored(draw: st.DrawFn) -> tuple[Event, ...]:
    """Events as a damaged or foreign store might hold them: any act, at any time, with anything in it."""
    return tuple(
        Event(
            f"e{n}",
            draw(st.one_of(NOWS, st.datetimes(timezones=st.just(UTC)))),
            draw(st.sampled_from([*sorted(ACTS), "unheard_of"])),
            draw(st.dictionaries(st.sampled_from(KEYS), ANYTHING, max_size=4)),
        )
        for n in range(draw(st.integers(0, 4)))
    )


LIMITS = st.builds(Limits, new_per_day=st.integers(0, 4), open_employers=st.integers(0, 4), day_max=st.integers(0, 6))


def planned(people: list[Person], now: datetime, limits: Limits) -> Queue:
    return plan(people, search=Search(fields=("data",)), limits=limits, calendar=CALENDAR, now=now)


def text(queue: Queue) -> str:
    return json.dumps(queue.to_json(), sort_keys=False)


@settings(max_examples=60, deadline=None)
@given(crowds(), st.randoms(use_true_random=False), NOWS, LIMITS)
def test_the_same_people_in_any_order_give_the_same_bytes(
    people: list[Person], order: object, now: datetime, limits: Limits
) -> None:
    shuffled = list(people)
    order.shuffle(shuffled)  # type: ignore[attr-defined]  # hypothesis hands in a Random
    assert text(planned(people, now, limits)) == text(planned(shuffled, now, limits))


@settings(max_examples=300, deadline=None)
@given(st.lists(stored(), max_size=4), NOWS, LIMITS)
def test_nothing_that_is_stored_keeps_the_queue_from_being_planned(
    found: list[tuple[Event, ...]], now: datetime, limits: Limits
) -> None:
    people = [
        Person(f"c_{n}", "Ana", company="Acme", employer="acme", captured=n == 1, events=events)
        for n, events in enumerate(found)
    ]
    assert text(planned(people, now, limits))
    assert notes_of_month(people, CALENDAR.day(now), CALENDAR) >= 0


@settings(max_examples=60, deadline=None)
@given(crowds(), events("more"), NOWS, LIMITS)
def test_events_taken_back_leave_no_trace(
    people: list[Person], more: tuple[Event, ...], now: datetime, limits: Limits
) -> None:
    before = text(planned(people, now, limits))
    acted = [replace(one, events=one.events + more) for one in people]
    planned(acted, now, limits)
    taken_back = [replace(one, events=tuple(event for event in one.events if event not in more)) for one in acted]
    assert text(planned(taken_back, now, limits)) == before


@settings(max_examples=100, deadline=None)
@given(crowds(), NOWS, LIMITS)
def test_every_card_has_a_reason_a_way_on_and_a_place(people: list[Person], now: datetime, limits: Limits) -> None:
    queue = planned(people, now, limits)
    ids = [card.id for card in queue.cards]
    assert len(set(ids)) == len(ids)
    assert [card.place for card in queue.cards] == sorted(card.place for card in queue.cards)
    assert bool(queue.zero) is not bool(queue.cards)
    assert queue.next_day is None or queue.next_day.day > queue.day
    assert not any(line.text.endswith(".") for line in queue.held_back)
    for card in queue.cards:
        assert card.why
        assert all(term.text for term in card.why)
        assert all(card.next.values())
        assert card.talk.state != "do_not_contact"


@settings(max_examples=100, deadline=None)
@given(crowds(), NOWS, LIMITS)
def test_limits_hide_no_thanks_and_account_for_the_rest(people: list[Person], now: datetime, limits: Limits) -> None:
    queue = planned(people, now, limits)
    clock = Clock(CALENDAR.local(now), CALENDAR)
    due = [card for card in due_cards(offices_of(tracks_of(people)), clock) if shows(card, clock)]
    thanks = {card.id for card in due if card.act == "send_thank_you"}
    shown = {card.id for card in queue.cards}
    assert thanks <= shown
    assert len(shown) <= max(limits.day_max, len(thanks))
    hidden = {card.id for card in due} - shown
    counts = {line.limit: line.count for line in queue.held_back}
    assert counts.get("day_max", 0) >= len(hidden)
    everything = planned(people, now, Limits(new_per_day=99, open_employers=99, day_max=99))
    missing = [card for card in everything.cards if card.id not in shown]
    assert len(missing) <= sum(counts.values())
    if CALENDAR.is_working_day(clock.today):
        sent = sum(card.act in {"send_invitation", "still_wanted"} for card in queue.cards)
        assert sent <= limits.new_per_day


def test_shuffled_histories_are_one_queue() -> None:
    """The same people and events, handed in in any order, by any road: the same bytes each time."""
    acts = ("want", "sent", "replied", "later", "scheduled", "held", "thanked", "admired", "touched", "park")
    people = [
        Person(
            f"c_{n}",
            f"P{n % 7}",
            company=f"Firm {n % 5}",
            employer=f"firm {n % 5}",
            channels=Channels(email="a@b.example"),
            captured=n % 6 == 0,
            events=tuple(
                Event(
                    f"e{n}-{turn}",
                    START + timedelta(hours=(n * 37 + turn * 91) % 900, minutes=turn),
                    acts[(n + turn * 3) % len(acts)],
                    {"until": "2026-12-01", "start": "2026-12-02T10:00:00+00:00"},
                )
                for turn in range(n % 4)
            ),
        )
        for n in range(24)
    ]
    now = START + timedelta(hours=901)
    limits = Limits(new_per_day=3)
    expected = text(planned(people, now, limits))
    chance = Random(1)
    for _ in range(200):
        shuffled = [replace(one, events=tuple(chance.sample(one.events, len(one.events)))) for one in people]
        chance.shuffle(shuffled)
        assert text(planned(shuffled, now, limits)) == expected
    assert len(json.loads(expected)["cards"]) > 3
