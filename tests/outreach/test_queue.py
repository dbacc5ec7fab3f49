"""Limits, lanes and what is said when something is held back."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from legwork.outreach.cards import LANES, act_of
from legwork.outreach.limits import Limits
from legwork.outreach.people import Channels, Exchange, Parted, Person, Rating, Search, Tidy

MONDAY = "2026-11-23T08:00"


def held(world: Any, when: str = MONDAY) -> dict[str, tuple[int, str]]:
    return {line.limit: (line.count, line.text) for line in world.queue(when).held_back}


def test_an_empty_desk_says_so(world: Any) -> None:
    queue = world.queue(MONDAY)
    assert (queue.zero, queue.next_day, queue.held_back) == ("Nothing more today.", None, ())
    assert json.loads(json.dumps(queue.to_json()))["zero"] == "Nothing more today."


def test_imported_contacts_need_no_triage_and_the_card_says_where_they_stand(world: Any) -> None:
    world.search = Search(fields=("data",))
    for n in range(5):
        world.add(f"P{n}", f"Firm {n}", title="Data Analyst" if n == 3 else "Nurse")
    world.add("Cleo", "Other", captured=True)
    queue = world.queue(MONDAY)
    assert [card.id for card in queue.cards] == ["new-send_invitation-p3", "new-send_invitation-p0"]
    assert queue.cards[0].why[0].text == "best-ranked of your 5 other contacts"
    assert queue.cards[0].order_terms[1] == "30 points"
    assert held(world) == {
        "new_per_day": (3, "Two new invitations a day are your limit; three more people wait"),
    }


def test_the_last_contact_left_is_called_that(world: Any) -> None:
    world.add("Ana", "Globex")
    assert world.queue(MONDAY).cards[0].why[0].text == "the one contact you have not written to yet"


def test_shortlisted_people_come_before_better_ranked_ones(world: Any) -> None:
    world.add("Ana", "Globex", referred_by="Lena Ortiz")
    world.add("Bob", "Acme", channels=Channels())
    world.happened("Bob", "want", "2026-11-20T10:00")
    assert world.ids(MONDAY) == ["new-send_invitation-bob", "new-send_invitation-ana", "tidy-find_channel-bob"]


def test_one_person_of_an_employer_and_the_line_says_the_others_wait(world: Any) -> None:
    world.limits = Limits(new_per_day=5)
    world.add("Ana", "Globex")
    world.happened("Ana", "sent", "2026-11-20T10:00")
    for name in ("Bob", "Cid"):
        world.add(name, "Globex")
    world.add("Dan", "Acme")
    world.add("Eve", "Acme")
    assert world.ids(MONDAY) == ["new-send_invitation-dan"]
    counts = {limit: count for limit, (count, _) in held(world).items()}
    assert counts == {"one_per_employer": 3}


def test_people_without_an_employer_do_not_block_each_other(world: Any) -> None:
    world.add("Ana")
    world.add("Bob")
    assert world.ids(MONDAY) == ["new-send_invitation-ana", "new-send_invitation-bob"]


def test_a_limit_of_zero_is_respected(world: Any) -> None:
    world.add("Ana", "Globex")
    world.limits = Limits(new_per_day=0)
    assert held(world) == {"new_per_day": (1, "No new invitations a day are your limit; one more person waits")}
    world.limits = Limits(open_employers=0)
    assert held(world) == {
        "open_employers": (1, "Your limit of open employers is zero, so nobody new is invited"),
    }


def test_one_open_employer_is_named_and_many_are_shortened(world: Any) -> None:
    world.limits = Limits(open_employers=1, new_per_day=1)
    world.add("Ana", "Globex")
    world.happened("Ana", "sent", "2026-11-20T10:00")
    world.add("Bob", "Acme")
    assert held(world)["open_employers"][1] == (
        "One employer is open (Globex) and your limit is one; a new one opens when it answers or is closed"
    )
    for n in range(8):
        world.add(f"P{n}")
        world.happened(f"P{n}", "sent", "2026-11-20T10:00")
    assert "(Globex, P0, P1, P2, P3, P4 and others)" in held(world)["open_employers"][1]


def test_second_people_count_as_new_and_wait_in_the_same_line(world: Any) -> None:
    for n in range(4):
        for who in ("First", "Second"):
            world.add(f"{who}{n}", f"Firm {n}")
        world.happened(f"First{n}", "sent", f"2026-11-{16 + n % 2}T10:00")
    queue = world.queue(MONDAY)
    assert [card.id for card in queue.cards] == [
        "second_person-send_invitation-second0",
        "second_person-send_invitation-second2",
    ]
    assert [(line.limit, line.count) for line in queue.held_back] == [("new_per_day", 2)]


def test_a_second_person_opens_once_and_only_while_the_first_waits(world: Any) -> None:
    world.limits = Limits(new_per_day=0)
    for name in ("Wei", "Tom", "Una"):
        world.add(name, "Initech")
    world.happened("Wei", "sent", "2026-11-16T10:00")
    world.limits = Limits()
    assert world.ids(MONDAY) == ["second_person-send_invitation-tom"]
    world.happened("Tom", "sent", "2026-11-19T10:00")
    assert world.ids("2026-11-25T08:00") == ["nudge-send_nudge-wei"]
    world.happened("Wei", "closed", "2026-11-25T10:00")
    assert world.ids("2026-11-26T08:00") == []


def test_the_next_colleague_is_asked_when_the_second_is_not_the_person(world: Any) -> None:
    for name in ("Wei", "Tom", "Una"):
        world.add(name, "Initech")
    world.happened("Wei", "sent", "2026-11-16T10:00")
    world.happened("Tom", "not_this_person", "2026-11-20T10:00")
    assert world.ids(MONDAY) == ["second_person-send_invitation-una"]
    world.happened("Una", "later", MONDAY, until="2026-11-25", card="second_person-send_invitation-una")
    assert world.ids("2026-11-24T08:00") == []
    assert "second_person-send_invitation-una" in world.ids("2026-11-25T08:00")


def test_a_round_that_was_over_before_does_not_count(world: Any) -> None:
    for name in ("Old", "Wei", "Tom"):
        world.add(name, "Initech")
    world.happened("Old", "sent", "2026-03-02T10:00")
    world.happened("Old", "closed", "2026-03-20T10:00", reason="declined")
    world.happened("Wei", "sent", "2026-11-16T10:00")
    assert world.ids(MONDAY) == ["second_person-send_invitation-tom"]


def test_a_shortlisted_colleague_is_the_second_before_a_better_ranked_one(world: Any) -> None:
    for name in ("Wei", "Tom", "Una"):
        world.add(name, "Initech")
    world.happened("Wei", "sent", "2026-11-16T10:00")
    world.happened("Una", "want", "2026-11-17T10:00")
    assert world.ids(MONDAY) == ["second_person-send_invitation-una"]


def test_a_stopped_clock_runs_again_when_the_colleague_closes(world: Any) -> None:
    world.add("Wei", "Initech")
    world.add("Tom", "Initech")
    world.happened("Wei", "sent", "2026-11-02T10:00")
    world.happened("Tom", "sent", "2026-11-05T10:00")
    world.happened("Wei", "replied", "2026-11-06T10:00")
    assert world.ids("2026-11-23T08:00") == ["reply-send_answer-wei"]
    world.happened("Wei", "closed", "2026-11-23T10:00", reason="declined")
    assert world.ids("2026-12-01T08:00") == []
    assert world.ids("2026-12-02T08:00") == ["nudge-send_nudge-tom"]


def test_two_colleagues_who_wait_are_both_named_with_the_reply(world: Any) -> None:
    for name in ("Wei", "Tom", "Una"):
        world.add(name, "Initech")
        world.happened(name, "sent", "2026-11-16T10:00")
    world.happened("Wei", "replied", "2026-11-20T10:00")
    texts = [term.text for term in world.queue(MONDAY).cards[0].why]
    assert texts[1] == "Tom and Una there: those invitations stand, and the clock has stopped"


def test_skip_later_and_park_move_one_card_and_the_next_comes(world: Any) -> None:
    for n in range(4):
        world.add(f"P{n}", f"Firm {n}")
    world.happened("P0", "skip", MONDAY, card="new-send_invitation-p0")
    world.happened("P1", "later", MONDAY, card="new-send_invitation-p1", until="2026-11-26")
    world.happened("P2", "park", MONDAY, card="new-send_invitation-p2", until="2026-11-27")
    assert world.ids("2026-11-23T09:00") == ["new-send_invitation-p3"]
    assert world.ids("2026-11-24T09:00")[0] == "new-send_invitation-p0"
    assert "new-send_invitation-p1" in world.ids("2026-11-26T09:00")
    world.limits = Limits(new_per_day=9)
    assert "new-send_invitation-p2" not in world.ids("2026-11-26T09:00")
    assert "new-send_invitation-p2" in world.ids("2026-11-27T09:00")


def test_a_parked_favourite_returns_as_one(world: Any) -> None:
    world.add("Ana", "Globex")
    world.happened("Ana", "want", "2026-11-02T10:00")
    world.happened("Ana", "park", "2026-11-03T10:00", until="2026-11-20")
    assert world.queue(MONDAY).cards[0].why[0].text == "you shortlisted Ana on 2 Nov and parked them until 20 Nov"


def test_the_last_word_on_when_a_card_returns_holds(world: Any) -> None:
    world.add("Ana", "Acme")
    world.happened("Ana", "want", "2026-11-02T10:00")
    card = world.ids(MONDAY)[0]
    world.happened("Ana", "later", "2026-11-23T08:00", card=card, until="2027-01-22")
    world.happened("Ana", "later", "2026-11-23T08:05", until="2026-11-26")
    assert world.ids("2026-11-25T08:00") == []
    assert world.ids("2026-11-26T08:00") == [card]
    world.undo("Ana")
    assert world.ids("2026-11-26T08:00") == []


def test_three_times_later_asks_whether_it_is_still_wanted(world: Any) -> None:
    world.add("Ana", "Globex")
    world.happened("Ana", "want", "2026-11-02T10:00")
    for day in (3, 5, 9):
        world.happened("Ana", "later", f"2026-11-{day:02}T10:00", until=f"2026-11-{day + 1:02}")
    (card,) = world.queue(MONDAY).cards
    assert (card.id, card.why[-1].text) == ("new-still_wanted-ana", "put off three times: still wanted?")
    world.happened("Ana", "want", "2026-11-23T07:00")
    assert world.ids(MONDAY) == ["new-send_invitation-ana"]


def test_one_stretch_a_week_for_somebody_admired(world: Any) -> None:
    for n in range(4):
        world.add(f"P{n}", f"Firm {n}")
    for name in ("Ida", "Ada"):
        world.add(name, f"{name} Inc", channels=Channels())
        world.happened(name, "admired", "2026-11-20T10:00")
    queue = world.queue(MONDAY)
    assert [card.person.id for card in queue.cards] == ["p0", "ada"]
    assert queue.cards[1].why[0].text == "you admire Ada: this week's stretch"
    world.happened("Ada", "sent", MONDAY)
    assert world.ids("2026-11-24T08:00") == ["new-send_invitation-p0", "new-send_invitation-p1"]
    assert "new-send_invitation-ida" in world.ids("2026-11-30T08:00")


def test_unused_invitations_lapse(world: Any) -> None:
    for n in range(9):
        world.add(f"P{n}", f"Firm {n}")
    assert len(world.ids("2026-11-27T08:00")) == 2


def test_cards_dealt_with_count_against_the_days_most(world: Any) -> None:
    world.limits = Limits(day_max=3)
    for n in range(5):
        world.add(f"P{n}", f"Firm {n}")
        world.happened(f"P{n}", "sent", f"2026-11-1{n}T10:00")
    assert len(world.ids("2026-11-26T08:00")) == 3
    world.happened("P0", "sent", "2026-11-26T09:00", card="nudge-send_nudge-p0")
    assert len(world.ids("2026-11-26T09:01")) == 2
    assert held(world, "2026-11-26T09:01")["day_max"] == (
        2,
        "A day holds three cards; two more wait, the oldest come first",
    )


def test_on_a_day_off_a_talk_of_that_day_is_briefed_and_debriefed(world: Any) -> None:
    world.days_off = frozenset({date(2026, 11, 26)})
    world.add("Sam", "Acme")
    world.happened("Sam", "scheduled", "2026-11-20T10:00", start="2026-11-26T15:00:00+00:00", minutes=30)
    world.add("Ana", "Globex")
    assert world.ids("2026-11-26T08:00") == ["conversation-brief-sam"]
    assert world.ids("2026-11-26T15:31") == ["debrief-debrief-sam", "debrief-send_thank_you-sam"]
    assert world.ids("2026-11-28T10:00") == ["debrief-send_thank_you-sam"]


def test_the_next_day_is_the_nearest_with_something(world: Any) -> None:
    world.add("Ana", "Globex")
    world.happened("Ana", "sent", "2026-11-20T10:00")
    queue = world.queue(MONDAY)
    assert queue.zero == "Nothing more today. Next: Tue 1 Dec, nudge Ana."
    assert (queue.next_day.day, queue.next_day.cards) == (date(2026, 12, 1), 1)
    world.limits = Limits(new_per_day=1)
    world.add("Bob", "Acme")
    world.add("Cid", "Hooli")
    assert world.queue(MONDAY).next_day.text == "one new invitation"
    world.limits = Limits(new_per_day=1, day_max=0)
    assert world.queue(MONDAY).next_day.day == date(2026, 11, 24)


def test_what_a_full_day_cut_comes_next(world: Any) -> None:
    world.limits = Limits(new_per_day=0, day_max=0)
    world.add("Ana", "Globex")
    world.happened("Ana", "sent", "2026-11-02T10:00")
    queue = world.queue(MONDAY)
    assert queue.cards == ()
    assert queue.next_day.text == "what today does not hold"
    assert held(world)["day_max"][1] == "A day holds no cards; one more waits, the oldest come first"


def test_doubtful_pairs_are_tidied_up_last_and_at_most_three(world: Any) -> None:
    people = [Person(f"c_{n}", f"Ana {n}") for n in range(5)]
    world.doubtful = tuple(Tidy(f"p_{n}", one, people[-1], "same name", "likely") for n, one in enumerate(people[:4]))
    queue = world.queue(MONDAY)
    assert [card.id for card in queue.cards] == [f"tidy-rule_pair-p_{n}" for n in range(3)]
    assert queue.cards[0].why[0].text == "Ana 0 and Ana 4 may be one person: same name"
    assert queue.cards[0].to_json()["pair"] == "p_0"
    later = replace(people[0], events=(world.event("skip", MONDAY, card="tidy-rule_pair-p_0"),))
    world.doubtful = (Tidy("p_0", later, people[1], "same name"),)
    assert world.ids(MONDAY) == []


def test_a_missing_channel_can_be_put_off(world: Any) -> None:
    world.limits = Limits(new_per_day=0)
    world.add("Ana", "Globex", channels=Channels())
    world.happened("Ana", "want", "2026-11-20T10:00")
    assert world.ids(MONDAY) == ["tidy-find_channel-ana"]
    world.happened("Ana", "skip", MONDAY, card="tidy-find_channel-ana")
    assert world.ids(MONDAY) == []


def test_an_answer_offers_times_and_facts_ride_along(world: Any) -> None:
    world.search = Search(fields=("data",), employers={"globex": Rating(2)})
    world.add("Ana", "Globex", exchange=Exchange(date(2020, 1, 1), date(2021, 5, 3), 1, 1))
    world.happened("Ana", "sent", "2026-11-16T10:00", channel="linkedin")
    world.happened("Ana", "replied", "2026-11-20T10:00")
    facts = world.queue(MONDAY).cards[0].facts
    assert facts["windows"] == ["2026-11-25", "2026-11-26", "2026-11-27"]
    assert (facts["channel"], facts["field"], facts["today"]) == ("linkedin", "data", "2026-11-23")


GONE = Parted(date(2026, 3, 3), date(2026, 11, 20), date(2019, 3, 12))
GONE_WORDS = "no longer among your LinkedIn connections: that ended between 3 March and 20 November 2026"
PROFILE = Channels(profile="linkedin.com/in/ana")
BOTH = Channels(email="ana@mail.example", profile="linkedin.com/in/ana")


@pytest.mark.parametrize(
    ("channels", "sent", "act", "channel"),
    [
        (PROFILE, {}, "close", None),
        (PROFILE, {"channel": "linkedin"}, "close", "linkedin"),
        (PROFILE, {"channel": "phone"}, "send_nudge", "phone"),
        (BOTH, {"channel": "linkedin"}, "send_nudge", None),
        (BOTH, {"channel": "email"}, "send_nudge", "email"),
    ],
)
def test_a_connection_that_is_gone_is_not_nudged_in_its_old_thread(
    world: Any, channels: Channels, sent: dict[str, str], act: str, channel: str | None
) -> None:
    world.add("Ana", "Globex", channels=channels, parted=GONE)
    world.happened("Ana", "sent", "2026-11-09T10:00", **sent)
    (card,) = world.queue(MONDAY).cards
    assert (card.act, card.facts.get("channel")) == (act, channel)
    assert GONE_WORDS in " ".join(term.text for term in card.why)


def test_neither_is_one_who_answered_there_asked_again(world: Any) -> None:
    world.add("Ana", "Globex", channels=PROFILE, parted=GONE)
    world.happened("Ana", "sent", "2026-10-01T10:00")
    world.happened("Ana", "replied", "2026-10-02T10:00")
    world.happened("Ana", "sent", "2026-10-05T10:00")
    (card,) = world.queue("2026-11-09T08:00").cards
    assert (card.act, card.why[0].term) == ("close", "parted")


def test_one_written_to_after_the_connection_had_ended_is_nudged(world: Any) -> None:
    world.add("Ana", "Globex", channels=PROFILE, parted=GONE)
    world.happened("Ana", "sent", "2026-11-23T10:00")
    (card,) = world.queue("2026-12-03T08:00").cards
    assert card.act == "send_nudge"
    assert [term.term for term in card.why] == ["nudge_after", "parted"]


@pytest.mark.parametrize("moment", ["2026-11-24T08:00", "2026-11-25T15:25", "2026-12-04T08:00"])
def test_cards_stand_in_the_order_of_their_lanes_with_safe_ids(week: Any, moment: str) -> None:
    cards = week.queue(moment).cards
    assert [LANES.index(card.lane) for card in cards] == sorted(LANES.index(card.lane) for card in cards)
    assert all(act_of(card.id) == card.act for card in cards)
    assert act_of("nothing") == ""
