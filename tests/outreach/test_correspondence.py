"""What exports of mail and messages tell of a conversation under way."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from legwork.outreach.correspondence import Exported, shown
from legwork.outreach.happening import Event
from legwork.outreach.stages import conversation

LISBON = ZoneInfo("Europe/Lisbon")


def at(when: str) -> datetime:
    return datetime.fromisoformat(when).replace(tzinfo=LISBON)


def act(name: str, when: str, **data: Any) -> Event:
    return Event(f"e-{name}-{when}", at(when), name, data)


def mail(last: str, sent: int, received: int, record: int = 1, key: str = "wei") -> Exported:
    return Exported(record, "mail", key, last, sent, received)


INVITED = act("sent", "2026-11-18T10:00", message="invitation")


@pytest.mark.parametrize(
    ("exports", "told"),
    [
        ([mail("2026-11-24", 0, 1)], [("in", "2026-11-24T04:00:00+00:00")]),
        ([mail("2026-11-24", 1, 1)], [("in", "2026-11-24T04:00:00+00:00")]),
        ([mail("2026-11-18", 0, 1)], [("in", "2026-11-18T10:00:00+00:00")]),
        ([mail("2026-11-18", 1, 1)], []),
        ([mail("2026-11-20", 1, 0)], [("out", "2026-11-20T04:00:00+00:00")]),
        ([mail("2021-05-03", 3, 3)], []),
        ([mail("2021-05-03", 3, 3), mail("2026-11-24", 4, 4, 2)], [("in", "2026-11-24T04:00:00+00:00")]),
        ([mail("2026-11-24", 4, 4, 2), mail("2026-11-24", 4, 4, 3)], [("in", "2026-11-24T04:00:00+00:00")]),
        ([mail("2021-05-03", 3, 3), mail("2026-11-24", 2, 2, 2)], []),
        ([mail("2026-11-18T10:09:00Z", 1, 1)], [("out", "2026-11-18T10:09:00+00:00")]),
        ([mail("2026-11-18T11:00:00Z", 1, 1)], [("in", "2026-11-18T11:00:00+00:00")]),
        ([mail("", 1, 1)], []),
        ([mail("0001-01-01", 1, 1)], []),
        (
            [mail("2026-11-24", 0, 1), mail("2026-11-25", 0, 1, 2, key="wei at home")],
            [("in", "2026-11-24T04:00:00+00:00"), ("in", "2026-11-25T04:00:00+00:00")],
        ),
    ],
)
def test_a_message_that_was_not_counted_before_is_a_contact(
    exports: list[Exported], told: list[tuple[str, str]]
) -> None:
    found = shown(exports, [INVITED], LISBON)
    assert [(event.data["direction"], event.at.isoformat()) for event in found] == told
    assert shown(exports[::-1], [INVITED], LISBON) == found


def test_without_an_act_of_the_users_nothing_is_told() -> None:
    assert shown([mail("2026-11-24", 0, 1)], [], LISBON) == []
    assert shown([mail("2026-11-24", 0, 1)], [Event("e", at("9998-01-01T00:00"), "sent", {})], LISBON) == []


def test_their_mail_is_the_reply_that_was_waited_for() -> None:
    came = shown([mail("2026-11-24", 0, 1)], [INVITED], LISBON)
    talk = conversation([INVITED, *came])
    assert (talk.state, talk.reply_shown_by) == ("replied", "mail")


def test_a_reply_the_user_said_and_answered_is_not_told_again() -> None:
    said = [INVITED, act("replied", "2026-11-24T09:00"), act("sent", "2026-11-24T10:00", message="answer")]
    talk = conversation([*said, *shown([mail("2026-11-24", 0, 1)], said, LISBON)])
    assert (talk.state, talk.answers, talk.reply_shown_by) == ("replied", 1, "")


def test_an_answer_of_the_same_day_comes_after_their_mail() -> None:
    answered = [INVITED, act("sent", "2026-11-24T12:00", message="answer")]
    talk = conversation([*answered, *shown([mail("2026-11-24", 0, 1)], answered, LISBON)])
    assert (talk.state, talk.answers) == ("replied", 1)
