"""Conversation mode and the debrief by their forms alone, read without scripts."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest

from legwork.desk import conversing, debriefing, planning, viewing
from legwork.desk.opening import Desk
from legwork.outreach.talks import TAGS
from legwork.web.conversing import left_words
from web.sitting import Sitting, words
from web.talks import agree, at, of

pytestmark = pytest.mark.usefixtures("people")


@pytest.fixture
def kofi(desk: Desk) -> str:
    """Kofi's id; a talk of twenty minutes with him begins at the moment at which the clock stands."""
    contact = of(desk, "Kofi")
    agree(desk, contact)
    return contact


def page(sitting: Sitting, contact: str) -> str:
    return sitting.get(f"/contacts/{contact}/conversation")


def test_a_line_is_noted_by_its_button_and_asked_on(desk: Desk, sitting: Sitting, kofi: str) -> None:
    first = page(sitting, kofi)
    assert re.findall(r'name="tag" value="(\w+)" data-key="(.)"', first) == list(TAGS.items())
    assert "Ask on" not in words(first)
    for tag in TAGS:
        done = sitting.post(f"/contacts/{kofi}/conversation/line", tag=tag, text=f"about {tag} <b>", unsearchable="yes")
        shown = sitting.get(done.location)
        assert "Ask on:" in words(shown)
        assert f"about {tag} &lt;b&gt;" in shown
        assert "not found online" in words(shown)
    prompts = {words(sitting.get(f"/contacts/{kofi}/conversation?dig={tag}")) for tag in ("trend", "nonsense")}
    assert len(prompts) == 2
    talk = conversing.room(desk, kofi).talk
    assert talk is not None
    assert [line.tag for line in talk.lines] == list(TAGS)
    sitting.post(f"/contacts/{kofi}/conversation/line", 422, tag="trend", text=" ")
    sitting.post(f"/contacts/{kofi}/conversation/line", 422, tag="gossip", text="x")


def test_many_lines_are_counted_and_the_newest_shown(desk: Desk, sitting: Sitting, kofi: str) -> None:
    for number in range(9):
        conversing.note_line(desk, kofi, "trend", f"line {number}")
    said = words(page(sitting, kofi))
    assert "line 8" in said
    assert "line 2" not in said
    assert "and 3 earlier" in said


def test_what_you_want_to_know_stands_first(desk: Desk, sitting: Sitting, kofi: str) -> None:
    page(sitting, kofi)
    shown = sitting.follow(f"/contacts/{kofi}/conversation/wonder", text="Would you do it again?")
    said = words(shown)
    assert said.index("Would you do it again?") < said.index(debriefing.CORE_QUESTIONS["changing"])
    assert "Write less, look up" in said


@pytest.mark.parametrize(
    ("start", "phase", "says"),
    [
        ("2026-11-24T09:10", "before", ""),
        ("2026-11-24T08:57", "small_talk", ""),
        ("2026-11-24T08:50", "questions", ""),
        ("2026-11-24T08:45", "next_steps", "Five minutes left: announce your last question."),
        ("2026-11-24T08:40", "over", "Time is up. Thank them and stop; going on is their choice."),
    ],
)
def test_the_signals_come_five_minutes_before_the_end_and_at_the_end(
    desk: Desk, sitting: Sitting, start: str, phase: str, says: str
) -> None:
    contact = of(desk, "Kofi")
    agree(desk, contact, start)
    shown = page(sitting, contact)
    marked = re.findall(r'data-phase="(\w+)" aria-current="step"', shown)
    assert marked == ([phase] if phase not in {"before", "over"} else [])
    assert re.search(r'role="status" aria-live="polite" data-signal>([^<]*)<', shown)[1] == says  # type: ignore[index]  # None fails too
    assert ("hidden" in shown.partition("data-consent-offer")[2][:20]) is (phase not in {"next_steps", "over"})


def test_a_talk_too_short_for_five_minutes_says_so(desk: Desk, sitting: Sitting) -> None:
    contact = of(desk, "Kofi")
    agree(desk, contact, "2026-11-24T08:58", 5)
    assert "The last minutes: announce your last question." in words(page(sitting, contact))


def test_going_on_needs_their_consent_and_says_it(desk: Desk, sitting: Sitting) -> None:
    contact = of(desk, "Kofi")
    agree(desk, contact, "2026-11-24T08:38")
    page(sitting, contact)
    said = words(sitting.follow(f"/contacts/{contact}/conversation/on"))
    assert "Going on with their consent" in said
    assert "They agreed to go on." in said
    assert "+2:00 over" in said


def test_a_page_without_a_talk_begins_one(desk: Desk, sitting: Sitting) -> None:
    contact = of(desk, "Kofi")
    assert "No conversation is agreed." in words(page(sitting, contact))
    sitting.post(f"/contacts/{contact}/conversation/on", 422)
    said = words(sitting.follow(f"/contacts/{contact}/conversation/begin"))
    assert "20:00 left" in said


def test_the_brief_card_offers_the_page_a_quarter_of_an_hour_before(desk: Desk, sitting: Sitting) -> None:
    contact = of(desk, "Kofi")
    agree(desk, contact, "2026-11-24T09:16")
    early = sitting.get("/")
    assert "Open the conversation" not in words(early)
    assert f'href="/contacts/{contact}/conversation"' in early
    agree(at(desk, "11-19T11:00"), contact, "2026-11-24T09:15")
    assert "Open the conversation" in words(sitting.get("/"))


def test_a_debrief_is_kept_from_its_form_and_the_contact_tells_it(desk: Desk, sitting: Sitting) -> None:
    contact = of(desk, "Kofi")
    agree(desk, contact, "2026-11-24T08:30")
    conversing.note_line(at(desk, "11-24T08:35"), contact, "name", "Jonas Berg, Initech")
    conversing.note_line(at(desk, "11-24T08:40"), contact, "promise", "Send the paper")
    assert "Write the debrief" in words(sitting.get("/"))
    shown = sitting.get(f"/contacts/{contact}/debrief")
    assert "Jonas Berg, Initech" in shown
    sent = {
        "learned": "Trust comes first.", "fit": "4", "why": "I like it", "next": "Ask Jonas", "advice": "Go and see",
        "unasked": "A team starts in spring", "names": "Jonas Berg, Initech\n\nJonas Berg, Initech",
        "promise": ["Send the paper", ""], "promise_day": ["2026-11-30", ""], "skills": "SQL\nSQL\n",
        "answer-changing": "Prices", "culture-mission": "Warm homes", "before": "2", "after": "x", "topic": "",
        "new_topic": "grid storage",
    }  # fmt: skip
    sitting.follow(f"/contacts/{contact}/debrief", **sent)
    talk = conversing.room(desk, contact).talk
    assert talk is not None
    debrief = talk.debrief
    assert debrief is not None
    assert (debrief.fit, debrief.before, debrief.after, debrief.topic) == (4, 2, None, "grid storage")
    assert debrief.skills == ("SQL",)
    assert (debrief.answers, debrief.culture) == ({"changing": "Prices"}, {"mission": "Warm homes"})
    assert [line.name for line in viewing.inbox(desk)] == ["Jonas Berg"]
    assert "From Kofi Mensah , who gave you the name." in words(sitting.get("/inbox"))
    said = words(sitting.get(f"/contacts/{contact}"))
    for text in ("Trust comes first.", "A team starts in spring", "Jonas Berg, Initech"):
        assert text in said
    again = words(sitting.get(f"/contacts/{contact}/debrief"))
    assert "A debrief of this talk is written already." in again
    thanks = next(card for card in planning.today(desk)["cards"] if card["act"] == "send_thank_you")
    assert "“Trust comes first”" in thanks["draft"]["text"]


def test_a_wrong_debrief_is_explained_and_loses_nothing(desk: Desk, sitting: Sitting, kofi: str) -> None:
    sitting.get(f"/contacts/{kofi}/debrief")
    answer = sitting.post(f"/contacts/{kofi}/debrief", 200, learned="Trust", promise="Send it", promise_day="someday")
    assert "The day of a promise must be" in words(answer.text)
    assert "Trust" in answer.text
    assert not debriefing.prepare(desk, kofi).written


def test_a_line_is_added_from_the_debrief(desk: Desk, sitting: Sitting, kofi: str) -> None:
    sitting.get(f"/contacts/{kofi}/debrief")
    done = sitting.post(f"/contacts/{kofi}/conversation/line", tag="trend", text="Late thought", back="debrief")
    assert f"/contacts/{kofi}/debrief" in done.location
    assert "Late thought" in words(sitting.get(done.location))


@pytest.mark.parametrize(
    ("seconds", "said"), [(1200, "20:00"), (61, "1:01"), (0, "0:00"), (-200, "+3:20"), (5400, "1:30:00")]
)
def test_what_is_left_is_said_as_a_clock_does(seconds: int, said: str) -> None:
    now = datetime(2026, 11, 24, 15, tzinfo=UTC)
    assert left_words(now + timedelta(seconds=seconds), now) == said
