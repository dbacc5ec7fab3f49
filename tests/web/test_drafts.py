"""Drafts and questions by their forms alone, without scripts, and as the script asks."""

from __future__ import annotations

import re
from typing import Any

import pytest

from legwork.desk import acting, planning, preferring, viewing
from legwork.desk.opening import Desk
from web.sitting import Sitting, words

pytestmark = pytest.mark.usefixtures("people")


def first(desk: Desk) -> dict[str, Any]:
    found: dict[str, Any] = next(card for card in planning.today(desk)["cards"] if card["act"] == "send_invitation")
    return found


def kofi(desk: Desk) -> str:
    return viewing.contacts(desk, "kofi")[0].id


def test_a_draft_is_checked_and_kept_without_scripts(desk: Desk, sitting: Sitting) -> None:
    card = first(desk)["id"]
    sitting.get(f"/?card={card}")
    page = sitting.follow(f"/drafts/{card}", do="check", text="Hi there,\r\nis there a job?", subject="Hello there")
    assert 'class="stop"' in page
    assert "leave out “job”" in words(page)
    assert not re.search(r"data-override hidden", page)
    assert "is there a job?" in sitting.get("/")
    again = sitting.follow(f"/drafts/{card}", do="again", text="x")
    assert "is there a job?" not in again


def test_sent_against_a_stop_asks_why_and_keeps_the_words(desk: Desk, sitting: Sitting) -> None:
    card = first(desk)["id"]
    sitting.get(f"/?card={card}")
    form = {"card": card, "act": "sent", "back": "/", "text": "Hi there, is there a job?", "subject": "Your work"}
    form |= {"reading": "skipped"}
    page = sitting.post("/act", 200, **form).text
    assert "write why you send it all the same" in words(page)
    assert "Hi there, is there a job?" in page
    assert "autofocus" in page
    after = sitting.follow("/act", **form, override="They asked me to write of it")
    assert "against advice: They asked me to write of it." in words(after)


def test_a_first_message_to_somebody_not_read_up_on_is_asked_about_once(desk: Desk, sitting: Sitting) -> None:
    card = first(desk)
    sitting.get("/")
    text = "Hello, how did you begin?"
    form = {"card": card["id"], "act": "sent", "back": "/", "text": text, "override": "I know them"}
    asked = sitting.post("/act", 200, **form, **{"looked-page": "yes"}).text
    assert f"Have you read up on {card['contact']['name']} ?" in words(asked)
    assert f'name="text" value="{text}"' in asked
    assert f'href="/?card={card["id"]}"' in asked
    assert viewing.contact(desk, card["contact"]["id"]).state == "known"
    looked = {f"looked-{place}": "yes" for place in ("page", "employer", "news")}
    done = sitting.post("/act", **form, **looked).location.partition("done=")[2]
    assert viewing.contact(desk, card["contact"]["id"]).state == "invited"
    sitting.follow("/undo", event=done, back="/")
    assert viewing.contact(desk, card["contact"]["id"]).state == "ready"
    assert "without having read up" not in words(sitting.follow("/act", **form))


def test_a_script_gets_the_findings(desk: Desk, sitting: Sitting) -> None:
    card = first(desk)["id"]
    sitting.get(f"/?card={card}")
    found = sitting.post(f"/drafts/{card}", 200, quiet="1", do="check", text="word " * 80, subject="x").get_json()
    assert (found["words"], found["level"], found["stops"], found["edited"]) == (80, "long", True, True)
    assert {"L01", "L04", "L07"} <= {check["id"] for check in found["checks"]}
    sitting.post("/drafts/new-send_invitation-c_99999", 404, quiet="1", text="x")


def test_first_sentence_channel_and_answer_are_chosen_by_buttons(desk: Desk, sitting: Sitting) -> None:
    card = first(desk)
    sitting.get(f"/?card={card['id']}")
    text = card["draft"]["text"]
    page = sitting.follow(f"/drafts/{card['id']}", do="bond:own", text=text, own="Your talk in Braga stayed with me")
    assert "Your talk in Braga stayed with me. Would you have" in page
    if len(card["draft"]["channels"]) > 1:
        other = card["draft"]["channels"][1]
        assert f'value="channel:{other}" aria-pressed="true"' in sitting.follow(
            f"/drafts/{card['id']}", do=f"channel:{other}"
        )
    acting.act(desk, kofi(desk), "replied")
    answer = next(card for card in planning.today(desk)["cards"] if card["act"] == "send_answer")
    page = sitting.follow(f"/drafts/{answer['id']}", do="answer:declined")
    assert 'value="answer:declined" aria-pressed="true"' in page
    assert "I understand completely" in page


def test_how_it_turned_out_is_written_from_the_contacts_page(desk: Desk, sitting: Sitting) -> None:
    assert "Tell them how it turned out" not in sitting.get(f"/contacts/{kofi(desk)}")
    acting.act(desk, kofi(desk), "held")
    page = sitting.get(f"/contacts/{kofi(desk)}")
    link = re.search(r'href="(/contacts/c_\d+/write\?for=close_loop)"', page)
    assert link
    page = sitting.get(link[1])
    card = re.search(r'data-card="([^"]+)"', page)
    assert card
    checked = sitting.follow(f"/drafts/{card[1]}", do="check", text="Hi Kofi, I found my way.", subject="News")
    assert "Hi Kofi, I found my way." in checked
    stopped = sitting.post("/act", 200, card=card[1], act="sent", text="Hi Kofi, a job!", subject="News").text
    assert "write why you send it all the same" in words(stopped)
    after = sitting.follow(
        "/act", card=card[1], act="sent", back=f"/contacts/{kofi(desk)}", text="Hi Kofi, I found it."
    )
    assert "You were in touch with Kofi" in words(after)
    sitting.get(f"/contacts/{kofi(desk)}/write?for=nothing", 404)
    sitting.get(f"/contacts/{kofi(desk)}/write?for=ask_mutual&about=c_99999", 404)


def test_a_word_through_somebody_is_asked_from_the_brief(desk: Desk, sitting: Sitting) -> None:
    other = next(line for line in viewing.contacts(desk) if line.id != kofi(desk) and line.name)
    page = words(sitting.get(f"/contacts/{kofi(desk)}/write?for=ask_mutual&about={other.id}"))
    assert f"About {other.name} . Whether the two know each other is a guess, so the message asks." in page


def test_questions_are_moved_added_and_taken_away_by_buttons(desk: Desk, sitting: Sitting) -> None:
    here = f"/contacts/{kofi(desk)}/questions"

    def lines(page: str) -> tuple[list[str], list[str]]:
        return (
            re.findall(r'name="id" value="([^"]+)"', page),
            re.findall(r'name="text" rows="2" maxlength="400">([^<]+)<', page),
        )

    ids, texts = lines(sitting.get(here))
    page = sitting.get(sitting.post(here, do="down:0", id=ids, text=texts).location.partition("#")[0])
    assert lines(page)[0][:2] == [ids[1], ids[0]]
    ids, texts = lines(page)
    page = sitting.get(sitting.post(here, do="drop:0", id=ids, text=texts).location.partition("#")[0])
    assert lines(page)[0] == ids[1:]
    ids, texts = lines(page)
    answer = sitting.post(here, do="add:close.1", id=ids, text=texts, view="path")
    assert answer.location.endswith("/questions?view=path#bank")
    ids, texts = lines(sitting.get(here))
    assert ids[-1] == "close.1"
    page = sitting.follow(here, do="keep", id=ids, text=texts, own="Is it fun?", honest="Why?")
    assert lines(page)[1][-1] == "Is it fun?"
    assert "This can be answered with yes or no." in words(page)
    for strange in ("up:0", "down:99", "drop:x", "drop:-1", "up:9999999", "nonsense"):
        ids, texts = lines(sitting.get(here))
        sitting.post(here, do=strange, id=ids, text=texts)
        assert lines(sitting.get(here)) == (ids, texts)
    sitting.post(here, 404, do="add:no.1", id=ids, text=texts)
    assert "more than a talk holds" in words(sitting.post(here, 200, do="keep", id=["own"] * 11, text=["x"] * 11).text)


def test_the_brief_is_a_page_with_a_calendar_file(desk: Desk, sitting: Sitting) -> None:
    here = f"/contacts/{kofi(desk)}"
    sitting.get(f"{here}/meeting.ics", 404)
    acting.act(desk, kofi(desk), "scheduled:2026-11-25T15:00/20")
    page = words(sitting.get(f"{here}/brief"))
    assert "20 minutes" in page
    assert "For your calendar (ICS)" in page
    file = sitting.get(f"{here}/meeting.ics")
    assert "BEGIN:VTIMEZONE" in file
    assert "SUMMARY:Conversation with Kofi" in file


def test_the_introduction_and_the_phone_are_settings(desk: Desk, sitting: Sitting) -> None:
    sitting.get("/settings")
    page = sitting.follow("/settings", intro="I studied physics.", phone="+351 912 345 678", dress="law: a suit")
    assert "I studied physics." in page
    assert preferring.preferences(desk).phone == "+351 912 345 678"
    assert "needs words, a colon and what to wear" in words(sitting.post("/settings", 200, dress="law").text)
