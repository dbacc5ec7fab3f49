"""What the advice on informational interviews asks of the talk, the debrief and the boards: one test a statement."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from legwork import app
from legwork.config import Settings
from legwork.desk import (
    acting,
    conversing,
    debriefing,
    importing,
    planning,
    preferring,
    reflecting,
    undoing,
    viewing,
    visiting,
)
from legwork.desk.debriefing import Sheet
from legwork.desk.opening import Desk, open_desk
from legwork.errors import WrongValue
from legwork.outreach.talks import CULTURE, TAGS
from web.forms_of import forms_of
from web.sitting import HERE, Sitting, words

BERLIN = ZoneInfo("Europe/Berlin")
FIELD = "grid storage"
PEOPLE = (
    "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
    "Sam,Okafor,https://www.linkedin.com/in/sam-o,sam@hooli.example,Hooli,Director,04 Jan 2020\n"
    "Eva,Lind,https://www.linkedin.com/in/eva-l,eva@globex.example,Globex,Engineer,06 Jan 2020\n"
    "Finn,Moe,https://www.linkedin.com/in/finn-m,finn@acme.example,Acme,Engineer,07 Jan 2020\n"
    "Gita,Rao,https://www.linkedin.com/in/gita-r,gita@acme.example,Acme,Engineer,08 Jan 2020\n"
)


@pytest.fixture
def desk(tmp_path: Path, clock: Any) -> Iterator[Desk]:
    """A desk with four people; a talk with Sam is agreed for Wednesday 25 November, 15:00 to 15:20."""
    home = tmp_path / "home"
    desk = open_desk(Settings(home=home, database_url=f"sqlite:///{tmp_path / 'desk.sqlite3'}", timezone=BERLIN))
    desk = Desk(desk.settings, desk.database, clock)
    file = tmp_path / "Connections.csv"
    file.write_text(PEOPLE, encoding="utf-8")
    at(clock, "10-01T10:00")
    importing.run(desk, [file])
    preferring.prefer(desk, {"name": "Priya Nair", "fields": FIELD})
    at(clock, "11-16T10:00")
    acting.act(desk, of(desk, "Sam"), "scheduled:2026-11-25T15:00/20")
    at(clock, "11-25T15:06")
    yield desk
    desk.close()


@pytest.fixture
def sitting(desk: Desk) -> Sitting:
    sitting = Sitting(app.build(desk, port=8765).test_client())
    link = visiting.new_link(desk, f"{HERE}/").removeprefix(HERE)
    code = re.search(r'name="link" value="([^"]+)"', sitting.get(link))
    assert code
    sitting.post("/sign-in", link=code[1])
    return sitting


def at(clock: Any, moment: str) -> None:
    clock.instant = datetime.fromisoformat(f"2026-{moment}:00").replace(tzinfo=BERLIN)


def of(desk: Desk, name: str) -> str:
    return viewing.contacts(desk, name)[0].id


def cards(desk: Desk) -> list[dict[str, Any]]:
    return list(planning.today(desk)["cards"])


def wanted(desk: Desk, act: str) -> list[str]:
    """The first names of those whose card wants this act."""
    return [card["contact"]["name"].split()[0] for card in cards(desk) if card["act"] == act]


def debrief(desk: Desk, name: str, **parts: Any) -> str:
    return debriefing.write(desk, of(desk, name), Sheet(topic=FIELD, **parts)).event


def three_debriefs(desk: Desk) -> list[str]:
    return [debrief(desk, name, texts={"why": f"{name} says so"}) for name in ("Sam", "Eva", "Finn")]


def test_m02_the_headline_is_conversations_insights_and_people_never_messages(desk: Desk, sitting: Sitting) -> None:
    debrief(desk, "Sam")
    conversing.note_line(desk, of(desk, "Sam"), "trend", "x")
    acting.act(desk, of(desk, "Sam"), "thanked")
    said = words(sitting.get("/boards"))
    assert "1 insight" in said or "insight 1" in said
    assert re.search(r"conversation 1 insight 1 person kept in touch 1", said)
    assert not re.search(r"(?i)messages?|\bsent\b|invitations?", said)


def test_m06_insights_are_marked_as_not_found_online(desk: Desk, sitting: Sitting) -> None:
    conversing.note_line(desk, of(desk, "Sam"), "trend", "Known inside only", unsearchable=True)
    conversing.note_line(desk, of(desk, "Sam"), "trend", "In every paper")
    said = words(sitting.get("/boards/learned"))
    assert re.search(r"Known inside only Sam Okafor , [^·]+ · not found online", said)
    assert said.count("not found online") == 1


def test_m07_who_was_thanked_is_kept_in_touch_with_unless_it_is_closed(desk: Desk, clock: Any) -> None:
    for name in ("Sam", "Eva"):
        debrief(desk, name)
        acting.act(desk, of(desk, name), "thanked")
        acting.act(desk, of(desk, name), "reported_back")
    acting.act(desk, of(desk, "Eva"), "closed")
    at(clock, "12-28T09:00")
    assert wanted(desk, "keep_in_touch") == ["Sam"]


def test_m08_the_decision_card_comes_with_the_third_debrief_and_fit_is_asked(desk: Desk, sitting: Sitting) -> None:
    shown = sitting.get(f"/contacts/{of(desk, 'Sam')}/debrief")
    for name in ("fit", "before", "after"):
        assert len(re.findall(rf'type="radio" name="{name}" value="[1-5]"', shown)) == 5
    for name in ("Sam", "Eva"):
        debrief(desk, name)
    assert wanted(desk, "decide") == []
    third = debrief(desk, "Finn")
    assert len(wanted(desk, "decide")) == 1
    undoing.undo(desk, third)
    assert wanted(desk, "decide") == []


def test_m09_what_they_mention_unasked_is_kept_and_changes_no_draft(desk: Desk, clock: Any, sitting: Sitting) -> None:
    at(clock, "11-25T15:30")
    debrief(desk, "Sam", texts={"learned": "Trust"})
    before = [card["draft"] for card in cards(desk)]
    debrief(desk, "Sam", texts={"learned": "Trust", "unasked": "A team starts in spring"})
    assert [card["draft"] for card in cards(desk)] == before
    assert "A team starts in spring" in words(sitting.get("/boards/learned"))


def test_m10_trends_challenges_and_opportunities_stand_on_the_board_with_person_and_date(
    desk: Desk, sitting: Sitting
) -> None:
    for tag in ("trend", "challenge", "opportunity"):
        conversing.note_line(desk, of(desk, "Sam"), tag, f"A {tag}")
    said = words(sitting.get("/boards/learned"))
    for heading, tag in (("Trends", "trend"), ("Challenges", "challenge"), ("Opportunities", "opportunity")):
        assert f"{heading} {FIELD} A {tag} Sam Okafor , 25 Nov" in said


def test_m11_each_option_shows_its_sources(desk: Desk, sitting: Sitting) -> None:
    sam, eva, _ = three_debriefs(desk)
    option = reflecting.add_option(desk, FIELD, "Study it").event
    reflecting.link_evidence(desk, option, sam, "for")
    reflecting.link_evidence(desk, option, eva, "against")
    said = words(sitting.get("/boards/decisions"))
    assert "Study it For Sam says so Sam Okafor , 25 Nov Against Eva says so Eva Lind , 25 Nov" in said


def test_m12_a_name_noted_in_the_debrief_is_an_inbox_card_from_who_gave_it(desk: Desk, sitting: Sitting) -> None:
    contact = of(desk, "Sam")
    assert "Who else sees this from another side" in words(sitting.get(f"/contacts/{contact}/conversation"))
    conversing.note_line(desk, contact, "name", "Lena Ortiz, Stripe Works")
    debriefing.write(desk, contact, debriefing.prepare(desk, contact).sheet)
    said = words(sitting.get("/inbox"))
    assert "Lena Ortiz" in said
    assert "From Sam Okafor" in said


def test_m13_recording_a_decision_proposes_a_note_to_each_adviser(desk: Desk, clock: Any) -> None:
    three_debriefs(desk)
    assert wanted(desk, "close_loop") == []
    decided = reflecting.decide(desk, FIELD, "Study it", "Three say so")
    assert sorted(wanted(desk, "close_loop")) == ["Eva", "Finn", "Sam"]
    card = next(card for card in cards(desk) if card["act"] == "close_loop")
    clock.advance(minutes=1)
    acting.act(desk, card["id"], "sent")
    assert len(wanted(desk, "close_loop")) == 2
    undoing.undo(desk)
    undoing.undo(desk, decided.event)
    assert wanted(desk, "close_loop") == []


def test_m14_a_queue_of_one_employer_is_flagged_and_a_pause_freezes_clocks(
    desk: Desk, sitting: Sitting, clock: Any
) -> None:
    acting.act(desk, of(desk, "Sam"), "closed")
    for name in ("Finn", "Gita"):
        acting.act(desk, of(desk, name), "sent")
    assert "are at Acme" in words(sitting.get("/boards/balance"))
    at(clock, "12-07T09:00")
    assert "send_nudge" in [card["act"] for card in cards(desk)]
    preferring.prefer(desk, {"days_off": "2026-11-26..2026-12-04"})
    assert "send_nudge" not in [card["act"] for card in cards(desk)]


def test_m15_skills_are_sorted_by_how_many_people_named_them(desk: Desk, sitting: Sitting) -> None:
    debrief(desk, "Sam", skills=["Writing", "SQL"])
    debrief(desk, "Eva", skills=["SQL"])
    said = words(sitting.get("/boards/skills"))
    assert "SQL Named by 2 people: Sam Okafor , Eva Lind" in said
    assert said.index("SQL Named by") < said.index("Writing Named by")


@pytest.mark.parametrize("way", ["education", "training", "experience"])
def test_m16_a_gap_takes_a_plan_of_each_kind_and_gives_a_due_card(desk: Desk, clock: Any, way: str) -> None:
    debrief(desk, "Sam", skills=["SQL"])
    reflecting.plan_skill(desk, of(desk, "Sam"), "SQL", way, "Do it", "2026-12-03")
    assert wanted(desk, "follow_plan") == []
    at(clock, "12-03T09:00")
    (card,) = [card for card in cards(desk) if card["act"] == "follow_plan"]
    assert f"{way} in SQL: Do it" in card["why"][0]["text"]
    with pytest.raises(WrongValue):
        reflecting.plan_skill(desk, of(desk, "Sam"), "SQL", "luck", "Do it", "2026-12-10")


def test_m17_two_debriefs_fill_one_sheet(desk: Desk, sitting: Sitting) -> None:
    debrief(desk, "Finn", culture={"environment": "Loud"})
    debrief(desk, "Gita", culture={"management": "They ask first"})
    shown = sitting.get("/boards/culture")
    assert re.findall(r'<h2 id="place-\d+"><bdi>([^<]+)', shown) == ["Acme"]
    assert "Loud" in shown
    assert "They ask first" in shown


def test_m18_three_fixed_fields_and_empty_ones_propose_their_question(desk: Desk, sitting: Sitting) -> None:
    shown = sitting.get(f"/contacts/{of(desk, 'Finn')}/debrief")
    assert re.findall(r'name="culture-(\w+)"', shown) == ["environment", "management", "mission"]
    debrief(desk, "Finn", culture={"environment": "Loud"})
    said = words(sitting.get("/boards/culture"))
    assert said.count("Ask next time") == 2
    assert CULTURE["mission"] in said
    assert CULTURE["environment"] not in said


def test_m19_a_score_explains_itself_from_quotes(desk: Desk, sitting: Sitting) -> None:
    with pytest.raises(WrongValue):
        preferring.prefer(desk, {"values": "pay, calm"})
    preferring.prefer(desk, {"values": "calm, honesty, meaning"})
    event = debrief(desk, "Finn", culture={"environment": "Quiet rooms"})
    reflecting.weigh(desk, event, "environment", "calm", 1)
    said = words(sitting.get("/boards/culture"))
    assert "calm +1 fits: Quiet rooms Finn Moe" in said
    assert "honesty – nothing weighed yet" in said


def test_m20_the_introduction_is_stored_and_timed(desk: Desk, sitting: Sitting) -> None:
    sitting.get("/introduction")
    sitting.follow("/introduction", text="I planned logistics for five years.")
    said = words(sitting.follow("/introduction/time", seconds="58"))
    assert preferring.preferences(desk).intro == "I planned logistics for five years."
    assert "Last time it took 58 seconds." in said


def test_m21_the_line_of_confidence_is_drawn_after_three_talks(desk: Desk, sitting: Sitting) -> None:
    for count, name in enumerate(("Sam", "Eva", "Finn"), start=1):
        debrief(desk, name, scales={"before": 2, "after": 3})
        assert ("<circle" in sitting.get("/boards")) is (count == 3)


def test_m32_the_page_is_quiet_one_key_a_tag_and_says_write_less(desk: Desk, sitting: Sitting) -> None:
    shown = sitting.get(f"/contacts/{of(desk, 'Sam')}/conversation")
    assert '<body class="bare">' in shown
    assert "Write less, look up" in words(shown)
    keys = dict(re.findall(r'name="tag" value="(\w+)" data-key="(.)"', shown))
    assert keys == dict(TAGS)


def test_m33_a_prompt_to_ask_on_comes_after_each_tag_and_is_put_away(desk: Desk, sitting: Sitting) -> None:
    place = f"/contacts/{of(desk, 'Sam')}/conversation"
    sitting.get(place)
    for tag in TAGS:
        shown = sitting.get(sitting.post(f"{place}/line", tag=tag, text="x").location)
        assert "Ask on:" in words(shown)
        away = re.search(r'href="([^"]+)" data-put-away aria-keyshortcuts="Escape"', shown)
        assert away
        assert "Ask on:" not in words(sitting.get(away[1]))


def test_m34_what_you_honestly_want_to_know_stands_first(desk: Desk, sitting: Sitting) -> None:
    place = f"/contacts/{of(desk, 'Sam')}/conversation"
    sitting.get(place)
    said = words(sitting.follow(f"{place}/wonder", text="Would I be happy there?"))
    assert said.index("Would I be happy there?") < said.index(debriefing.CORE_QUESTIONS["changing"])


def test_m35_the_thanks_come_within_a_minute_of_the_end_and_quote_the_debrief(desk: Desk, clock: Any) -> None:
    at(clock, "11-25T15:19")
    assert wanted(desk, "send_thank_you") == []
    at(clock, "11-25T15:20")
    assert wanted(desk, "send_thank_you") == ["Sam"]
    debrief(desk, "Sam", texts={"learned": "The first year is about trust."})
    card = next(card for card in cards(desk) if card["act"] == "send_thank_you")
    assert "The first year is about trust" in card["draft"]["text"]
    at(clock, "11-26T15:21")
    late = next(card for card in cards(desk) if card["act"] == "send_thank_you")
    assert "thanks were due by" in late["why"][0]["text"]


def test_m36_a_promise_and_the_report_of_a_week_later_are_cards(desk: Desk, clock: Any) -> None:
    debrief(desk, "Sam", promises=[("Send the paper", "2026-11-30")])
    acting.act(desk, of(desk, "Sam"), "thanked")
    at(clock, "11-30T09:00")
    assert wanted(desk, "keep_promise") == ["Sam"]
    at(clock, "12-02T09:00")
    assert wanted(desk, "report_back") == ["Sam"]


def test_m41_signals_come_at_the_agreed_minutes(desk: Desk, sitting: Sitting, clock: Any) -> None:
    place = f"/contacts/{of(desk, 'Sam')}/conversation"
    signals = {"15:14": "", "15:15": "Five minutes left", "15:19": "Five minutes left", "15:20": "Time is up"}
    for moment, said in signals.items():
        at(clock, f"11-25T{moment}")
        signal = re.search(r"data-signal>([^<]*)<", sitting.get(place))
        assert signal
        assert signal[1].startswith(said)
        assert bool(signal[1]) is bool(said)


def test_m47_going_on_needs_their_yes_and_is_noted(desk: Desk, sitting: Sitting, clock: Any) -> None:
    place = f"/contacts/{of(desk, 'Sam')}/conversation"
    at(clock, "11-25T15:20")
    assert "They agreed to go on" in words(sitting.get(place))
    assert "Going on with their consent" in words(sitting.follow(f"{place}/on"))
    assert conversing.room(desk, of(desk, "Sam")).talks[-1].went_on


def test_m50_the_weekly_review_has_exactly_three_parts(sitting: Sitting) -> None:
    (form,) = [form for form in forms_of(sitting.get("/boards/week")) if form.action == "/boards/week"]
    assert list(form.asked) == ["insight", "network", "decisions"]


def test_m51_the_zero_state_proposes_one_act(desk: Desk, sitting: Sitting, clock: Any) -> None:
    at(clock, "11-22T09:00")
    shown = sitting.get("/")
    assert shown.count('class="button main"') == 1
    assert "If you like" in words(shown)


def test_m52_one_card_at_a_time_and_weeks_with_a_talk_or_an_honest_try(
    desk: Desk, sitting: Sitting, clock: Any
) -> None:
    assert sitting.get("/").count("<article") == 1
    acting.act(desk, of(desk, "Eva"), "sent")
    assert "2 weeks in a row with a conversation or an honest try" in words(sitting.get("/boards"))
    preferring.prefer(desk, {"streak": "off"})
    assert "in a row" not in words(sitting.get("/boards"))
