"""Boards: what many talks say together, with whom and when; decisions, places, balance, weeks."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from legwork.outreach import balancing, deciding, fitting, learning, reviewing
from legwork.outreach.clocks import Clock
from legwork.outreach.happening import Event
from legwork.outreach.journal import Journal, journal
from legwork.outreach.lanes import tracks_of
from legwork.outreach.learning import Heard
from legwork.outreach.people import Exchange, Search
from legwork.outreach.queue import plan
from legwork.outreach.ranking import Ranker
from legwork.outreach.talks import CULTURE

ZONE = ZoneInfo("Europe/Lisbon")
NOTHING = Journal()


def ranker(world: Any, when: str = "2026-12-01T09:00") -> Ranker:
    return Ranker(Search(fields=("grid storage", "health")), Clock(world.at(when), world.calendar))


def heard(world: Any) -> list[Heard]:
    return learning.heard(tracks_of(world.people.values()), ranker(world))


def talked(world: Any, name: str, when: str, employer: str = "Acme", **debrief: Any) -> None:
    """A talk of twenty minutes with somebody, and what was written of it ten minutes later."""
    if name.lower() not in world.people:
        world.add(name, employer)
    start = datetime.fromisoformat(when)
    agreed, ended = ((start + timedelta(minutes=n)).isoformat(timespec="minutes") for n in (-90, 30))
    world.happened(name, "scheduled", agreed, start=f"{when}:00+00:00", minutes=20)
    world.happened(name, "debriefed", ended, **debrief)


def debrief_id(world: Any, name: str) -> str:
    return next(event.id for event in world.people[name.lower()].events if event.act == "debriefed")


def own(*entries: tuple[str, str, dict[str, Any]]) -> Journal:
    """The user's own events: what, when, and the rest."""
    return journal(
        Event(f"o{n}", datetime.fromisoformat(when).replace(tzinfo=ZONE), what, data)
        for n, (what, when, data) in enumerate(entries)
    )


def test_insights_stand_by_field_with_person_and_day_the_newest_first(world: Any) -> None:
    world.add("Ana", "Initech", title="Head of health")
    world.add("Bo", "Acme")
    world.happened("Ana", "noted", "2026-11-20T10:00", tag="trend", text="Old")
    world.happened("Ana", "noted", "2026-11-20T10:05", tag="trend", text="New", unsearchable=True)
    talked(world, "Bo", "2026-11-23T15:00", field="")
    world.happened("Bo", "noted", "2026-11-23T15:05", tag="trend", text="Batteries")
    found = learning.insights(heard(world), "trend")
    assert {name: [one.line.text for one in lines] for name, lines in found.items()} == {
        "grid storage": ["Batteries"],
        "health": ["New", "Old"],
    }
    assert found["health"][0].person.name == "Ana"
    assert found["health"][0].line.unsearchable
    assert learning.insights(heard(world), "challenge") == {}


def test_lines_of_no_field_come_last(world: Any) -> None:
    world.add("Ana")
    world.add("Bo")
    world.happened("Ana", "noted", "2026-11-20T10:00", tag="trend", text="One")
    talked(world, "Bo", "2026-11-23T15:00", field="zoology")
    world.happened("Bo", "noted", "2026-11-23T15:05", tag="trend", text="Two")
    nowhere = Ranker(Search(), Clock(world.at("2026-12-01T09:00"), world.calendar))
    assert list(learning.insights(learning.heard(tracks_of(world.people.values()), nowhere), "trend")) == [
        "zoology",
        "",
    ]


def test_answers_to_the_core_stand_side_by_side(world: Any) -> None:
    talked(world, "Ana", "2026-11-23T15:00", answers={"changing": "Prices"})
    talked(world, "Bo", "2026-11-24T15:00", answers={"changing": "Rules", "in_common": "Patience"})
    found = learning.answers(heard(world))
    assert [one.text for one in found["changing"]] == ["Prices", "Rules"]
    assert [one.person.name for one in found["in_common"]] == ["Bo"]
    assert found["in_my_place"] == []


def test_skills_stand_by_how_many_named_them_against_the_own_level_with_plans(world: Any) -> None:
    talked(world, "Ana", "2026-11-23T15:00", skills=["SQL", "Writing"])
    talked(world, "Bo", "2026-11-24T15:00", skills=["sql"])
    world.happened("Bo", "planned", "2026-11-25T15:00", skill="SQL", way="education", text="a course")
    world.happened("Bo", "promised", "2026-11-25T15:01", text="not a plan")
    sql, writing = learning.skills(heard(world), own(("level", "2026-11-25T10:00", {"skill": "sql", "level": 1})))
    assert (sql.skill, [person.name for person in sql.people]) == ("SQL", ["Ana", "Bo"])
    assert (sql.wanted, sql.own, sql.gap) == (2, 1, 1)
    assert [(person.name, one.text) for person, one in sql.plans] == [("Bo", "a course")]
    assert sql.unplanned == ("training", "experience")
    assert (writing.wanted, writing.own, writing.gap) == (1, None, 1)
    assert replace(writing, own=3).gap == 0


def test_two_debriefs_fill_one_sheet_of_the_employer_they_had_then(world: Any) -> None:
    talked(world, "Ana", "2026-11-23T15:00", culture={"environment": "Loud, kind"}, company="Acme Ltd")
    world.people["ana"] = replace(world.people["ana"], company="Elsewhere")
    talked(world, "Bo", "2026-11-24T15:00", "ACME ltd", culture={"management": "Nobody decides"})
    world.add("Cid")
    talked(world, "Cid", "2026-11-24T16:00", culture={"mission": "of nowhere"})
    (sheet,) = fitting.sheets(heard(world), (), Journal())
    assert sheet.company == "Acme Ltd"
    assert [quote.text for quote in sheet.of("environment") + sheet.of("management")] == [
        "Loud, kind",
        "Nobody decides",
    ]
    assert sheet.open_questions == (CULTURE["mission"],)


def test_a_score_explains_itself_from_quotes(world: Any) -> None:
    talked(world, "Ana", "2026-11-23T15:00", culture={"environment": "Loud, kind", "mission": "Warm homes"})
    talked(world, "Bo", "2026-11-24T15:00", culture={"management": "Nobody decides"})
    ana, bo = debrief_id(world, "Ana"), debrief_id(world, "Bo")
    mine = own(
        ("weighed", "2026-11-25T10:00", {"debrief_id": ana, "part": "environment", "value": "Kindness", "way": 1}),
        ("weighed", "2026-11-25T10:01", {"debrief_id": ana, "part": "mission", "value": "Kindness", "way": 1}),
        ("weighed", "2026-11-25T10:02", {"debrief_id": bo, "part": "management", "value": "Courage", "way": -1}),
    )
    (sheet,) = fitting.sheets(heard(world), ("Kindness", "Courage", "Pay"), mine)
    kindness, courage, pay = sheet.scores
    assert (kindness.points, courage.points, pay.points, sheet.points) == (2, -1, None, 1)
    assert [quote.text for quote in kindness.fits] == ["Loud, kind", "Warm homes"]
    assert [quote.person.name for quote in courage.jars] == ["Bo"]
    assert sheet.open_questions == ()
    (untouched,) = fitting.sheets(heard(world), ("Pay",), Journal())
    assert untouched.points is None


def three(world: Any) -> None:
    for day, name in enumerate(("Ana", "Bo", "Cid"), start=23):
        talked(world, name, f"2026-11-{day}T15:00", f"{name} Works", field="grid storage", why=f"{name} says so", fit=4)


def decide(world: Any, when: str, mine: Journal = NOTHING) -> list[str]:
    queue = plan(
        list(world.people.values()), search=Search(fields=("grid storage",)), limits=world.limits,
        calendar=world.calendar, now=world.at(when), mine=mine,
    )  # fmt: skip
    return [card.id for card in queue.cards if card.act in {"decide", "close_loop"}]


def test_the_decision_card_comes_after_the_third_debrief_in_a_field_and_not_before(world: Any) -> None:
    three(world)
    assert decide(world, "2026-11-25T15:40") == ["debrief-decide-cid"]
    last = world.people["cid"]
    world.people["cid"] = replace(last, events=last.events[:-1])
    assert decide(world, "2026-11-25T15:40") == []


def test_not_yet_and_a_decision_put_it_off_until_three_more_debriefs(world: Any) -> None:
    three(world)
    world.happened("Cid", "not_yet", "2026-11-25T16:00", card="debrief-decide-cid", promise="Grid storage")
    assert decide(world, "2026-11-26T09:00") == []
    for day, name in enumerate(("Dan", "Eva", "Fay"), start=26):
        talked(world, name, f"2026-11-{day}T15:00", f"{name} Works", field="grid storage", learned="First\nSecond")
    assert decide(world, "2026-11-30T09:00") == ["debrief-decide-fay"]


def test_recording_a_decision_proposes_to_tell_each_adviser_until_they_are_told(world: Any) -> None:
    three(world)
    talked(world, "Dan", "2026-11-27T15:00", "Dan Works", field="grid storage")
    mine = own(("decided", "2026-11-26T10:00", {"field": "grid storage", "option": "Apply for the course"}))
    told = [f"promise-close_loop-{name}" for name in ("ana", "bo", "cid")]
    assert decide(world, "2026-11-30T09:00", mine) == told
    queue = plan(
        list(world.people.values()), search=Search(fields=("grid storage",)), limits=world.limits,
        calendar=world.calendar, now=world.at("2026-11-30T09:00"), mine=mine,
    )  # fmt: skip
    card = next(card for card in queue.cards if card.act == "close_loop")
    assert card.facts["decision"] == "Apply for the course"
    assert "26 Nov" in card.why[0].text
    world.happened("Ana", "sent", "2026-11-30T10:00", message="outcome", card=told[0], promise="grid storage")
    world.happened("Bo", "let_go", "2026-11-30T10:00", card=told[1], promise="another field")
    world.happened("Cid", "do_not_contact", "2026-11-30T10:00")
    assert decide(world, "2026-11-30T11:00", mine) == told[1:2]


def test_one_card_a_person_also_where_two_fields_are_decided(world: Any) -> None:
    three(world)
    for day, name in enumerate(("Ana", "Bo", "Cid"), start=26):
        talked(world, name, f"2026-11-{day}T15:00", field="health")
    assert decide(world, "2026-11-30T09:00") == ["debrief-decide-cid"]
    assert [one.topic for one in deciding.questions(heard(world), Journal())] == ["grid storage", "health"]


def test_each_option_shows_its_sources_and_drops_what_no_longer_stands(world: Any) -> None:
    three(world)
    ana, bo = debrief_id(world, "Ana"), debrief_id(world, "Bo")
    mine = own(
        ("option", "2026-11-26T10:00", {"field": "Grid Storage", "text": "Study"}),
        ("evidence", "2026-11-26T10:01", {"option_id": "o0", "debrief_id": ana, "side": "for"}),
        ("evidence", "2026-11-26T10:02", {"option_id": "o0", "debrief_id": bo, "side": "against"}),
        ("evidence", "2026-11-26T10:03", {"option_id": "o0", "debrief_id": "gone", "side": "for"}),
    )
    (question,) = deciding.questions(heard(world), mine)
    assert question.ready
    (way,) = question.options
    assert [(one.person.name, one.text, one.fit) for one in way.speaks_for] == [("Ana", "Ana says so", 4)]
    assert [(one.person.name, one.event) for one in way.against] == [("Bo", "o2")]


def test_a_debrief_of_no_field_decides_nothing(world: Any) -> None:
    world.add("Ana")
    talked(world, "Ana", "2026-11-23T15:00")
    talks = learning.heard(
        tracks_of(world.people.values()), Ranker(Search(), Clock(world.at("2026-12-01T09:00"), world.calendar))
    )
    assert deciding.questions(talks, Journal()) == []


def test_words_of_a_debrief_are_its_reason_else_its_first_line(world: Any) -> None:
    talked(world, "Ana", "2026-11-23T15:00", learned="First\nSecond")
    talked(world, "Bo", "2026-11-23T16:00", next="Ask Lena")
    assert [deciding.words(debrief) for _, debrief in learning.debriefs(heard(world))] == ["First", "Ask Lena"]


@pytest.mark.parametrize(
    ("facts", "tie"),
    [
        ({"exchange": Exchange(date(2020, 1, 1), date(2021, 5, 3), 1, 1)}, "silent for years"),
        ({"exchange": Exchange(date(2020, 1, 1), date(2026, 5, 3), 1, 1)}, "wrote lately"),
        ({"exchange": Exchange(date(2020, 1, 1), date(2025, 5, 3), 1, 1)}, "wrote before"),
        ({"exchange": Exchange(date(2020, 1, 1), date(2025, 5, 3), 1, 0)}, "no tie yet"),
        ({"connected_on": date(2019, 1, 1)}, "connected only"),
        ({"referred_by": "Sam"}, "named by somebody"),
        ({}, "no tie yet"),
    ],
)
def test_ties_are_told_from_the_users_own_data(world: Any, facts: dict[str, Any], tie: str) -> None:
    assert balancing.tie(world.add("Ana", "Acme", **facts), date(2026, 12, 1)) == tie
    assert tie in balancing.TIES


def test_a_queue_of_one_employer_is_flagged(world: Any) -> None:
    def found() -> balancing.Balance:
        return balancing.balance(tracks_of(world.people.values()), ranker(world))

    assert found() == balancing.Balance(0, (), (), (), "")
    for name in ("Ana", "Bo"):
        world.add(name, "Acme", title="Head of health")
        world.happened(name, "want", "2026-11-20T10:00")
    assert found().flag.startswith("Both under way are at Acme;")
    world.add("Cid", "Acme")
    world.happened("Cid", "sent", "2026-11-20T10:00")
    assert found().flag.startswith("All three under way are at Acme;")
    assert found().employers == (balancing.Share("Acme", 3),)
    assert [(one.label, one.count) for one in found().fields] == [("health", 2), ("grid storage", 1)]
    world.add("Dan")
    world.happened("Dan", "want", "2026-11-20T10:00")
    assert found().flag == ""
    assert found().employers[-1].label == "employer not known"
    alone = [world.people["dan"], replace(world.people["dan"], id="other")]
    assert balancing.flag(alone) == ""


def test_the_headline_counts_talks_insights_and_people_and_no_messages(world: Any) -> None:
    three(world)
    world.happened("Ana", "noted", "2026-11-23T15:05", tag="trend", text="x")
    world.happened("Ana", "noted", "2026-11-23T15:06", tag="name", text="Lena")
    world.happened("Ana", "thanked", "2026-11-23T16:00")
    world.add("Kofi", "Acme")
    world.happened("Kofi", "scheduled", "2026-11-23T10:00", start="2026-12-25T15:00:00+00:00")
    found = reviewing.figures(heard(world), tracks_of(world.people.values()))
    assert found == reviewing.Figures(3, 1, 1)
    assert not any("sent" in name or "message" in name for name in found.__slots__)


def streak(world: Any, when: str) -> int:
    return reviewing.streak(world.people.values(), Clock(world.at(when), world.calendar))


def test_the_streak_counts_weeks_and_days_off_never_break_it(world: Any) -> None:
    assert streak(world, "2026-12-01T09:00") == 0
    world.add("Ana", "Acme")
    world.happened("Ana", "want", "2026-11-30T10:00")
    assert streak(world, "2026-12-01T09:00") == 0
    world.happened("Ana", "sent", "2026-11-04T10:00")
    world.happened("Ana", "replied", "2026-11-12T10:00")
    assert streak(world, "2026-11-13T09:00") == 2
    assert streak(world, "2026-11-18T09:00") == 2
    assert streak(world, "2026-11-24T09:00") == 0
    world.days_off = frozenset({date(2026, 11, 18)})
    assert streak(world, "2026-11-24T09:00") == 2
    world.days_off = frozenset({date(2026, 11, 21)})
    assert streak(world, "2026-11-24T09:00") == 0
    world.days_off = frozenset({date(2026, 11, 18)})
    world.happened("Ana", "touched", "2026-11-24T10:00")
    assert streak(world, "2026-11-24T12:00") == 3


def test_confidence_is_a_line_over_the_talks_that_say_it(world: Any) -> None:
    talked(world, "Ana", "2026-11-23T15:00", before=2, after=4)
    talked(world, "Bo", "2026-11-24T15:00", after=5)
    talked(world, "Cid", "2026-11-25T15:00")
    found = reviewing.confidence(heard(world), Clock(world.at("2026-12-01T09:00"), world.calendar))
    assert [(one.person.name, one.day.day, one.before, one.after) for one in found] == [
        ("Ana", 23, 2, 4),
        ("Bo", 24, None, 5),
    ]


def test_a_week_has_three_parts(world: Any) -> None:
    three(world)
    world.happened("Ana", "noted", "2026-11-23T15:05", tag="trend", text="x")
    world.happened("Ana", "thanked", "2026-11-23T18:00")
    world.happened("Bo", "thanked", "2026-11-26T18:00")
    world.add("Lena")
    world.happened("Lena", "referred", "2026-11-25T10:00", by_id="ana")
    mine = own(("decided", "2026-11-26T10:00", {"field": "grid storage", "option": "Study"}))
    clock = Clock(world.at("2026-11-27T09:00"), world.calendar)
    monday = reviewing.monday_of(clock.today)
    found = reviewing.week(heard(world), world.people.values(), mine, monday, clock)
    assert monday == date(2026, 11, 23)
    assert [line.text for _, line in found.insights] == ["x"]
    assert [one.person.name for one in found.conversations] == ["Ana", "Bo", "Cid"]
    assert (found.thanked, found.thanked_in_time, found.new_names, found.decisions) == (2, 1, 1, ("Study",))
    before = reviewing.week(heard(world), world.people.values(), mine, monday - reviewing.WEEK, clock)
    assert (before.insights, before.conversations, before.new_names, before.decisions) == ((), (), 0, ())
