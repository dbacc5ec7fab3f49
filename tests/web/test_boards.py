"""The boards by their forms alone: what is shown, and what is kept."""

from __future__ import annotations

import re

import pytest

from legwork.desk import acting, planning, preferring, reflecting, viewing
from legwork.desk.opening import Desk
from legwork.outreach.journal import PARTS
from legwork.outreach.promising import WAYS
from web.forms_of import forms_of
from web.sitting import Sitting, words
from web.talks import FIELD, at, decide, of, talk_thrice

pytestmark = pytest.mark.usefixtures("people")
BOARDS = (
    "/boards", "/boards/learned", "/boards/skills", "/boards/culture", "/boards/decisions", "/boards/balance",
    "/boards/week", "/introduction",
)  # fmt: skip


@pytest.fixture
def talked(desk: Desk, people: None) -> list[str]:
    return talk_thrice(desk)


@pytest.mark.parametrize("path", BOARDS)
def test_every_board_opens_on_an_empty_desk_and_on_a_full_one(desk: Desk, sitting: Sitting, path: str) -> None:
    assert sitting.get(path).count("<h1") == 1
    talk_thrice(desk)
    assert sitting.get(path).count("<h1") == 1


@pytest.mark.usefixtures("talked")
def test_the_headline_counts_no_messages(sitting: Sitting) -> None:
    said = words(sitting.get("/boards"))
    assert "conversations 3 insights 3 people kept in touch 0" in said
    assert not re.search(r"\bsent\b|message", said)


@pytest.mark.usefixtures("talked")
def test_the_line_of_confidence_begins_with_the_third_talk(desk: Desk, sitting: Sitting) -> None:
    shown = sitting.get("/boards")
    assert "How sure you felt before and after each conversation" in shown
    assert shown.count('<circle class="before"') == 3
    reflecting_event = reflecting.past(desk).talks[-1].talk.debrief
    assert reflecting_event is not None
    sitting.follow("/undo", event=reflecting_event.event, back="/boards")
    said = words(sitting.get("/boards"))
    assert "The line begins with the third conversation" in said
    assert "1 more to go" in said


def test_the_streak_can_be_switched_off(desk: Desk, sitting: Sitting) -> None:
    assert "The weeks begin to count" in words(sitting.get("/boards"))
    acting.act(desk, of(desk, "Kofi"), "sent")
    assert "1 week with a conversation or an honest try" in words(sitting.get("/boards"))
    preferring.prefer(desk, {"streak": "off"})
    assert "honest try" not in words(sitting.get("/boards"))


@pytest.mark.usefixtures("talked")
def test_what_was_learned_stands_with_person_day_and_mark(sitting: Sitting) -> None:
    said = words(sitting.get("/boards/learned"))
    assert said.count("Sold by the hour") == 3
    assert "17 Nov · not found online" in said
    assert said.count("The length of contracts") == 3
    assert said.count("A team starts in spring") == 3
    assert "Sold by the hour" in words(sitting.get(f"/boards/learned?field={FIELD}"))
    assert "Sold by the hour" not in words(sitting.get("/boards/learned?field=zoology"))


@pytest.mark.usefixtures("talked")
def test_a_skill_takes_a_level_and_a_plan_of_each_kind_with_its_card(desk: Desk, sitting: Sitting) -> None:
    shown = sitting.get("/boards/skills")
    assert "Wanted 3, yours not said, gap 3." in words(shown)
    said = words(sitting.follow("/boards/skills/level", skill="Reading tariffs", level="1"))
    assert "Wanted 3, yours 1, gap 2." in said
    sitting.post("/boards/skills/level", 422, skill="Reading tariffs", level="12")
    plan = next(form for form in forms_of(sitting.get("/boards/skills")) if form.action.endswith("/plan"))
    assert [value for name, value in plan.buttons if name == "way"] == list(WAYS)
    for number, way in enumerate(WAYS, start=1):
        said = words(sitting.follow(plan.action, **plan.fields, way=way, text=f"By {way}", day=f"2026-12-0{number}"))
        assert f"{way.capitalize()}: By {way}" in said
    sitting.post(plan.action, 422, **plan.fields, way="luck", text="x", day="2026-12-01")
    refused = sitting.post(plan.action, 422, **plan.fields, way="training", text="x", day="").text
    assert "The day of a plan must be after today and within ten years, such as 2027-01-15." in words(refused)
    cards = [card for card in planning.today(at(desk, "12-01T09:00"))["cards"] if card["act"] == "follow_plan"]
    assert [card["contact"]["id"] for card in cards] == [plan.fields["contact"]]
    assert "education in Reading tariffs: By education" in cards[0]["why"][0]["text"]


@pytest.mark.usefixtures("talked")
def test_a_place_is_weighed_by_its_quotes(desk: Desk, sitting: Sitting) -> None:
    form = next(form for form in forms_of(sitting.get("/boards/culture")) if form.action == "/boards/culture")
    assert [value for _, value in form.buttons] == ["fits", "jars", "neither"]
    said = words(sitting.follow(form.action, **form.fields, way="fits"))
    assert "+1 fits: Calm, with many written words" in said
    said = words(sitting.follow(form.action, **form.fields, way="jars"))
    assert "−1 jars: Calm, with many written words" in said
    assert "nothing weighed yet" in said
    sitting.post(form.action, 422, **form.fields, way="perhaps")
    assert "Nobody has said. Ask next time:" in said
    preferring.prefer(desk, {"values": ""})
    assert "Say first what matters to you" in words(sitting.get("/boards/culture"))


@pytest.mark.usefixtures("talked")
def test_a_decision_grows_from_options_and_evidence_and_is_told_to_everyone(desk: Desk, sitting: Sitting) -> None:
    sitting.get("/boards/decisions")
    shown = sitting.follow("/boards/decisions/option", field=FIELD, text="Study it for a year")
    link = next(form for form in forms_of(shown) if form.action.endswith("/evidence"))
    debrief = re.findall(r'<option value="(e_\w+)"', shown)[1]
    for side in ("for", "against"):
        said = words(sitting.follow(link.action, option=link.fields["option"], debrief=debrief, side=side))
        assert "Reason 1 fit 4 of 5" in said
    sitting.post(link.action, 404, option=link.fields["option"], debrief="e_none", side="for")
    said = words(sitting.follow("/boards/decisions", field=FIELD, option="Study it for a year", why="Three say so"))
    assert "Study it for a year , decided today, 09:00: Three say so" in said.replace(" ,", " ,")
    cards = [card for card in planning.today(desk)["cards"] if card["act"] == "close_loop"]
    assert len(cards) == 3
    said = words(sitting.follow("/boards/decisions", field=FIELD, option="x", own="Something else"))
    assert "Something else" in said


def test_two_debriefs_are_not_enough_to_decide(desk: Desk, sitting: Sitting) -> None:
    people = talk_thrice(desk)
    last = next(one.talk.debrief for one in reflecting.past(desk).talks if one.person.id == people[2])
    assert last is not None
    assert "Record a decision" in words(sitting.get("/boards/decisions"))
    sitting.follow("/undo", event=last.event, back="/boards/decisions")
    said = words(sitting.get("/boards/decisions"))
    assert "one more before there is enough to decide on" in said
    assert "Record a decision" not in said


def test_the_decide_card_leads_to_the_board(desk: Desk, sitting: Sitting) -> None:
    talk_thrice(desk)
    card = next(card for card in planning.today(desk)["cards"] if card["act"] == "decide")
    shown = sitting.get(f"/?card={card['id']}")
    assert '<a class="button main" href="/boards/decisions"' in shown


def test_a_queue_of_one_employer_is_flagged_on_its_board_and_today(desk: Desk, sitting: Sitting) -> None:
    preferring.prefer(desk, {"new_per_day": "0"})
    for line in viewing.contacts(desk):
        if line.company == "Initech":
            acting.act(at(desk, "11-12T10:00"), line.id, "sent")
    assert "are at Initech" in words(sitting.get("/boards/balance"))
    acting.act(desk, of(desk, "Kofi"), "want")
    assert "are at Initech" not in words(sitting.get("/boards/balance"))


@pytest.mark.usefixtures("talked")
def test_the_weekly_review_has_exactly_three_parts(desk: Desk, sitting: Sitting) -> None:
    decide(desk)
    shown = sitting.get("/boards/week?week=2026-11-17")
    assert re.findall(r'<h2 id="(\w+)-part"', shown) == list(PARTS)
    said = words(shown)
    assert "1 conversation, thanked in time 0 of 1; 0 new names." in said
    assert "Study it" in said
    sitting.follow("/boards/week", week="2026-11-17", insight="Trust", network="Ask Jonas", decisions="Go on")
    assert "Ask Jonas" in sitting.get("/boards/week?week=2026-11-16")
    assert "Ask Jonas" not in sitting.get("/boards/week")
    for strange in ("never", "2099-01-01", "1999-01-01"):
        sitting.get(f"/boards/week?week={strange}")


def test_the_introduction_is_kept_and_timed(sitting: Sitting) -> None:
    sitting.get("/introduction")
    said = words(sitting.follow("/introduction", text="I planned logistics for five years."))
    assert "6 words, about 3 seconds" in said
    assert "Last time it took 75 seconds; a minute" in words(sitting.follow("/introduction/time", seconds="75"))
    for wrong in ("", "soon", "0", "9999", "99999999"):
        sitting.post("/introduction/time", 422, seconds=wrong)
