"""A draft is changed, waits, is sent with its words, and comes back when that is undone."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from legwork.desk import acting, editing, importing, planning, preferring, revising, undoing, viewing, writing
from legwork.desk.opening import Desk
from legwork.errors import NotFound, Refused, WantsReason, WrongValue
from legwork.store import events

PEOPLE = (
    "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
    "Ana,Souza,https://www.linkedin.com/in/ana-s,ana@globex.example,Globex,Data Lead,12 Mar 2019\n"
    "Tom,Reis,,tom@initech.example,Initech,Analyst,09 Sep 2024\n"
    "Kofi,Mensah,https://www.linkedin.com/in/kofi,,Umbrella,Nurse,03 Apr 2020\n"
    "Lena,Ortiz,,lena@hooli.example,Hooli,Product Manager,04 Apr 2020\n"
)


@pytest.fixture
def peopled(small_desk: Desk, tmp_path: Path) -> Desk:
    (tmp_path / "Connections.csv").write_text(PEOPLE, encoding="utf-8")
    preferring.prefer(small_desk, {"name": "Priya Nair", "fields": "climate data", "new_per_day": "10"})
    importing.run(small_desk, [tmp_path / "Connections.csv"])
    return small_desk


def card(desk: Desk, name: str = "Ana") -> dict[str, Any]:
    found: dict[str, Any] = next(
        each for each in planning.today(desk)["cards"] if each["contact"]["name"].startswith(name)
    )
    return found


def kept_with(desk: Desk, event: str) -> dict[str, Any]:
    with desk.database.read() as connection:
        found = events.by_id(connection, event)
    assert found is not None
    return dict(found.data)


def test_a_changed_draft_waits_with_its_card(peopled: Desk) -> None:
    mine = "Hi Ana, your work at Globex is one I try to understand. Would you have 20 minutes?"
    revising.revise(peopled, card(peopled)["id"], {"text": mine, "subject": "Your work  at Globex"})
    draft = card(peopled)["draft"]
    assert (draft["text"], draft["subject"], draft["edited"]) == (mine, "Your work at Globex", True)
    assert card(peopled, "Tom")["draft"]["edited"] is False
    revising.revise(peopled, card(peopled)["id"], {}, "again")
    assert card(peopled)["draft"]["edited"] is False


def test_legworks_own_words_are_not_frozen(peopled: Desk) -> None:
    draft = card(peopled)["draft"]
    revising.revise(
        peopled, card(peopled)["id"], {"text": draft["text"].replace("\n", "\r\n"), "subject": draft["subject"]}
    )
    preferring.prefer(peopled, {"ask_minutes": "25"})
    assert "25 minutes" in card(peopled)["draft"]["text"]


def test_what_was_sent_stands_with_its_event_and_undoing_brings_the_draft_back(peopled: Desk) -> None:
    here = card(peopled)["id"]
    mine = "Hi Ana, your work at Globex is one I try to understand. Would you have 20 minutes?"
    revising.revise(peopled, here, {"text": mine, "subject": "Globex"})
    done = acting.act(peopled, here, "sent")
    sent = kept_with(peopled, done.event)
    assert (sent["text"], sent["subject"], sent["channel"], sent["message"]) == (mine, "Globex", "email", "invitation")
    assert sent["read_up"] is False
    assert done.sentence == "You wrote to Ana Souza without having read up."
    undoing.undo(peopled, done.event)
    assert card(peopled)["draft"]["text"] == mine


def test_the_words_said_to_be_sent_count(peopled: Desk) -> None:
    editing.note(peopled, card(peopled)["contact"]["id"], "Saw her talk.")
    words = "Hi Ana, your talk about Globex made me curious. May I ask you for 20 minutes?"
    done = acting.act(peopled, card(peopled)["id"], "sent", writing.Said(words, "Your talk"))
    assert kept_with(peopled, done.event)["text"] == words
    assert "read_up" not in kept_with(peopled, done.event)


def test_a_stop_needs_a_written_reason_which_is_kept(peopled: Desk) -> None:
    here = card(peopled)["id"]
    asking = writing.Said("Hi Ana, is there a job at Globex? I want to learn. 20 minutes?", "Your work at Globex")
    with pytest.raises(WantsReason, match="“job”"):
        acting.act(peopled, here, "sent", asking)
    assert card(peopled)["id"] == here
    reason = "She asked me to write about it."
    done = acting.act(peopled, here, "sent", writing.Said(asking.text, asking.subject, reason))
    assert kept_with(peopled, done.event)["override"] == {"reason": reason, "checks": ["L03"]}
    assert done.sentence.endswith("against advice: She asked me to write about it.")


def test_a_chosen_first_sentence_takes_the_place_of_the_other(peopled: Desk) -> None:
    here = card(peopled)["id"]
    before = card(peopled)["draft"]
    assert [bond["kind"] for bond in before["bonds"]] == ["work", "field", "connected"]
    edited = before["text"] + "\n\nP.S. Greetings to Braga"
    after = revising.revise(peopled, here, {"text": edited}, "bond:connected")
    assert after.draft.text.startswith("Hi Ana,\n\nWe have been connected since March 2019, and your work")
    assert after.draft.text.endswith("Greetings to Braga")
    own = revising.revise(peopled, here, {"text": after.draft.text, "own": "Your thesis began it all"}, "bond:own")
    assert own.draft.text.startswith("Hi Ana,\n\nYour thesis began it all. Would you have")
    assert own.opening.because == "your own words"
    rebuilt = revising.revise(peopled, here, {"text": "Hi Ana, all new"}, "bond:work")
    assert rebuilt.draft.text.startswith("Hi Ana,\n\nYour work as Data Lead at Globex is the kind")


def test_channel_and_answer_are_chosen(peopled: Desk) -> None:
    here = card(peopled)["id"]
    assert revising.revise(peopled, here, {}, "channel:linkedin_message").draft.channel == "linkedin_message"
    done = acting.act(peopled, here, "sent")
    assert kept_with(peopled, done.event)["channel"] == "linkedin"
    acting.act(peopled, card(peopled, "Tom")["contact"]["id"], "replied")
    tom = card(peopled, "Tom")
    assert tom["act"] == "send_answer"
    declined = revising.revise(peopled, tom["id"], {"text": "x"}, "answer:declined")
    assert "I understand completely" in declined.draft.text
    assert declined.findings == ()
    done = acting.act(peopled, tom["id"], "closed")
    assert "I understand completely" in kept_with(peopled, done.event)["text"]
    undoing.undo(peopled, done.event)
    revising.revise(peopled, tom["id"], {}, "answer:times")
    assert "text" not in kept_with(peopled, acting.act(peopled, tom["id"], "closed").event)


def test_the_same_words_for_a_fourth_are_noticed(peopled: Desk) -> None:
    text = "Hi {}, we are connected, and I would like to learn how you came to your work. Would you have 20 minutes?"
    for name in ("Tom", "Kofi", "Lena"):
        acting.act(
            peopled, card(peopled, name)["id"], "sent", writing.Said(text.format(name), "Your work", "They know me")
        )
    found = revising.revise(peopled, card(peopled)["id"], {"text": text.format("Ana"), "subject": "Your work"})
    assert "L12" in [finding.id for finding in found.findings]


def test_messages_that_no_card_asks_for(peopled: Desk) -> None:
    ana, tom = (viewing.contacts(peopled, name)[0].id for name in ("Ana", "Tom"))
    acting.act(peopled, ana, "held")
    acting.act(peopled, ana, "debriefed:Trust comes first")
    acting.act(peopled, ana, "thanked")
    done = acting.act(peopled, f"write-close_loop-{ana}", "sent")
    sent = kept_with(peopled, done.event)
    assert (sent["act"], sent["message"]) == ("touched", "close_loop")
    assert "What you said, “Trust comes first”, had a part in it." in sent["text"]
    asked = revising.revise(peopled, f"write-ask_mutual.{ana}-{tom}", {})
    assert "Do you happen to know Ana Souza, Data Lead at Globex?" in asked.draft.text
    assert [one for one in asked.findings if one.level != "hint"] == []


@pytest.mark.parametrize(
    "name",
    [
        "write-close_loop-c_999",
        "write-close_loop.c_1-c_1",
        "write-ask_mutual-c_1",
        "write-x-c_1",
        "write-",
        "new-x-c_1",
    ],
)
def test_there_is_no_draft_for_what_is_not_there(peopled: Desk, name: str) -> None:
    with pytest.raises(NotFound):
        revising.revise(peopled, name, {"text": "x"})


def test_a_card_without_a_message_has_none_to_change(peopled: Desk) -> None:
    acting.act(peopled, viewing.contacts(peopled, "Ana")[0].id, "scheduled:2026-11-23T15:00/20")
    with pytest.raises(NotFound):
        revising.revise(peopled, card(peopled)["id"], {"text": "x"})
    with pytest.raises(WrongValue):
        revising.revise(peopled, card(peopled, "Tom")["id"], {"text": "x" * 10_001})


def test_who_is_ready_has_read_up(peopled: Desk) -> None:
    acting.act(peopled, viewing.contacts(peopled, "Ana")[0].id, "ready")
    done = acting.act(peopled, card(peopled)["id"], "sent")
    assert "read_up" not in kept_with(peopled, done.event)


@pytest.mark.parametrize("table", ["law", "x" * 2_001])
def test_a_table_of_clothes_that_cannot_be_read_is_refused(peopled: Desk, table: str) -> None:
    with pytest.raises(Refused):
        preferring.prefer(peopled, {"dress": table})
    with pytest.raises(Refused):
        preferring.prefer(peopled, {"phone": "call me"})
