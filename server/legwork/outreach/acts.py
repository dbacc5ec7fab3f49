"""The acts a card offers, what each leads to, and the reading of `later:3d` and the like (method, section 7)."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any, Final

from legwork.outreach.calendar import Calendar
from legwork.outreach.cards import Card, Choice
from legwork.outreach.clocks import Clock, close_day, first_shown, nudge_day, revisit_day
from legwork.outreach.happening import MOST_MINUTES, USUAL_MINUTES
from legwork.outreach.phrases import months_on, proposal
from legwork.outreach.stages import STATES, WAITING, Conversation, message_due
from legwork.outreach.words import listed

SOON_DAYS: Final = 3
LEAST_MINUTES: Final = 5
# How far an act may reach: a start may be written down late, nothing is planned beyond ten years.
YEARS_BACK: Final = 5
YEARS_AHEAD: Final = 10
LONGEST_SAID: Final = 40


@dataclass(frozen=True, slots=True)
class Act:
    """An act as the store keeps it; `data` holds plain values."""

    act: str
    data: Mapping[str, Any] = field(default_factory=dict)


BUTTONS: Final = {
    "sent": ("s", "Sent"),
    "want": ("w", "Still wanted"),
    "briefed": ("b", "I am ready"),
    "held": ("h", "We talked"),
    "debriefed": ("d", "Written down"),
    "replied": ("r", "They replied"),
    "scheduled": ("a", "A conversation is agreed"),
    "touched": ("t", "We were in touch"),
    "kept": ("f", "Done"),
    "let_go": ("i", "No longer needed"),
    "not_yet": ("m", "Not yet"),
    "same": ("y", "Same person"),
    "different": ("n", "Different people"),
    "later": ("l", "Later"),
    "skip": ("k", "Skip today"),
    "park": ("p", "Park"),
    "closed": ("c", "Close"),
    "not_this_person": ("x", "Not this person"),
}

OFFERED: Final[Mapping[str, tuple[str, ...]]] = {
    "send_invitation": ("sent", "replied", "later", "skip", "park", "not_this_person"),
    "still_wanted": ("want", "sent", "later", "skip", "park", "not_this_person"),
    "send_nudge": ("sent", "replied", "later", "skip", "park", "closed"),
    "ask_again": ("sent", "replied", "scheduled", "later", "skip", "park", "closed"),
    "close": ("closed", "replied", "later", "skip", "park"),
    "send_answer": ("sent", "scheduled", "later", "skip", "park", "closed"),
    "confirm": ("sent", "scheduled", "skip", "closed"),
    "brief": ("briefed", "held", "scheduled", "skip", "closed"),
    "debrief": ("debriefed", "scheduled", "later", "skip"),
    "send_thank_you": ("sent", "scheduled", "later", "skip"),
    "report_back": ("sent", "replied", "later", "skip", "park", "closed"),
    "keep_in_touch": ("sent", "touched", "later", "skip", "park", "closed"),
    "write_again": ("sent", "replied", "scheduled", "later", "skip", "park", "closed"),
    "find_channel": ("later", "skip", "park", "not_this_person"),
    "keep_promise": ("kept", "later", "skip", "let_go"),
    "follow_plan": ("kept", "later", "skip", "let_go"),
    "decide": ("not_yet", "later", "skip"),
    "close_loop": ("sent", "touched", "later", "skip", "let_go"),
    "rule_pair": ("same", "different", "later", "skip"),
}

# `sent` on these cards is an event of its own; on the others it is `sent` with the message named.
_SENT_AS: Final = {"confirm": "confirmed", "send_thank_you": "thanked", "report_back": "reported_back"}
_MESSAGES: Final = {
    "send_invitation": "invitation",
    "still_wanted": "invitation",
    "write_again": "invitation",
    "send_nudge": "nudge",
    "send_answer": "answer",
    "ask_again": "answer",
    "keep_in_touch": "keep_in_touch",
    "close_loop": "outcome",
}
_ALWAYS: Final = ("touched", "admired", "keep_in_touch", "promised", "do_not_contact")
_BY_STATE: Final[Mapping[str, tuple[str, ...]]] = {
    "known": ("want", "ready", "sent", "replied", "scheduled", "held", "later", "skip", "park", "not_this_person"),
    "inbox": ("want", "not_now", "inbox_later", "sent", "replied", "scheduled", "held", "not_this_person"),
    "shortlisted": ("ready", "sent", "replied", "scheduled", "held", "later", "skip", "park", "not_this_person"),
    "ready": ("sent", "replied", "scheduled", "held", "later", "skip", "park", "not_this_person"),
    "invited": ("sent", "replied", "scheduled", "held", "later", "skip", "park", "closed"),
    "nudged": ("replied", "scheduled", "held", "later", "skip", "park", "closed"),
    "replied": ("sent", "scheduled", "held", "later", "skip", "park", "closed"),
    "scheduled": ("confirmed", "briefed", "held", "debriefed", "thanked", "scheduled", "replied", "skip", "closed"),
    "held": ("debriefed", "thanked", "scheduled", "replied", "later", "skip", "closed"),
    "thanked": ("debriefed", "reported_back", "replied", "scheduled", "later", "skip", "park", "closed"),
    "keeping_touch": ("sent", "replied", "scheduled", "held", "later", "skip", "park", "closed"),
    "parked": ("sent", "replied", "scheduled", "held", "want", "park", "closed", "not_this_person"),
    "closed": ("reopened", "want", "sent", "replied", "scheduled", "held"),
    "do_not_contact": ("may_contact",),
}  # fmt: skip


def interpret(text: str, wanted: Card | Conversation, *, now: datetime, calendar: Calendar) -> Act:
    """Reads an act as typed or posted: `sent`, `later:3d`, `park:2027-01-15`, `scheduled:2026-11-25T15:00/20`.

    `wanted` is the card acted on, or where the conversation with a contact stands. What `sent` means is
    settled here and kept, so that it means the same when the contact is joined with another one later.

    Raises:
        ValueError: not an act of this card or state, or its value cannot be read; the message says what can.
    """
    name, _, value = (part.strip() for part in text.strip().partition(":"))
    name = name.casefold().replace("-", "_").replace(" ", "_")
    allowed = allowed_acts(wanted if isinstance(wanted, Card) else wanted.state)
    if name not in allowed:
        wrong = f"{_short(name)} is not possible here" if name else "Name what you did"
        raise ValueError(f"{wrong}; you can: {listed(allowed)}.")
    data = _READERS.get(name, _plain)(name, value, calendar.day(now), calendar)
    if not isinstance(wanted, Card):
        return Act(name, {"message": message_due(wanted, now), **data} if name == "sent" else data)
    act = _SENT_AS.get(wanted.act, "sent") if name == "sent" else name
    if act == "sent":
        data = {"message": _MESSAGES[wanted.act], **data}
    if act not in {"later", "skip"} and "promise" in wanted.facts:
        data = {"promise": wanted.facts["promise"], **data}
    return Act(act, {**data, "card": wanted.id})


def allowed_acts(wanted: Card | str) -> tuple[str, ...]:
    """The names `interpret` takes for a card, or for a contact in a state.

    Raises:
        ValueError: there is no such state.
    """
    if isinstance(wanted, Card):
        synonym = (_SENT_AS[wanted.act],) if wanted.act in _SENT_AS else ()
        offered = OFFERED[wanted.act]
        rest = tuple(name for name in (*synonym, *_ALWAYS) if name not in offered)
        return offered if wanted.act == "rule_pair" else (*offered, *rest)
    if wanted not in STATES:
        raise ValueError(f"There is no state {wanted}.")
    return _BY_STATE[wanted] if wanted == "do_not_contact" else (*_BY_STATE[wanted], *_ALWAYS)


def _plain(name: str, value: str, today: date, calendar: Calendar) -> dict[str, Any]:  # noqa: ARG001 - one shape of reader
    if value:
        raise ValueError(f"{name} stands alone; write it without :{_short(value)}.")
    return {}


def _channel(name: str, value: str, today: date, calendar: Calendar) -> dict[str, Any]:  # noqa: ARG001 - one shape of reader
    if value and value not in {"email", "linkedin", "phone"}:
        raise ValueError(f"{name} may name the channel: email, linkedin or phone, not {_short(value)}.")
    return {"channel": value} if value else {}


def _words(name: str, value: str, today: date, calendar: Calendar) -> dict[str, Any]:  # noqa: ARG001 - one shape of reader
    key = "learned" if name == "debriefed" else "reason"
    return {key: value} if value else {}


def _until(name: str, value: str, today: date, calendar: Calendar) -> dict[str, Any]:
    day = later_day(value or f"{SOON_DAYS}d", today, calendar) if name != "park" or value else None
    if day is None:
        raise ValueError("park needs the day it ends, such as park:2027-01-15 or park:next-month.")
    return {"until": day.isoformat()}


def _promise(name: str, value: str, today: date, calendar: Calendar) -> dict[str, Any]:  # noqa: ARG001 - one shape of reader
    """`2026-12-01 send the report`: the day, then what is promised."""
    day, _, text = value.partition(" ")
    if not text.strip():
        raise ValueError("promised needs a day and what, such as promised:2026-12-01 send the report.")
    return {"until": later_day(day, today, calendar).isoformat(), "text": text.strip()}


def _skip(name: str, value: str, today: date, calendar: Calendar) -> dict[str, Any]:
    return {**_plain(name, value, today, calendar), "until": (today + timedelta(days=1)).isoformat()}


def _moment(name: str, value: str, today: date, calendar: Calendar) -> dict[str, Any]:  # noqa: ARG001 - one shape of reader
    """`2026-11-25T15:00/20`: local wall time and minutes; a zone may be written and is respected."""
    start_text, _, minutes_text = value.partition("/")
    minutes = _minutes(minutes_text)
    start = _start(start_text, today)
    if start.tzinfo is None:
        start = calendar.at(start.date(), start.time())
    return {"start": calendar.local(start).isoformat(), "minutes": minutes}


def _minutes(text: str) -> int:
    found = USUAL_MINUTES if not text else int(text) if re.fullmatch(r"[0-9]{1,3}", text) else 0
    if not LEAST_MINUTES <= found <= MOST_MINUTES:
        allowed = f"{LEAST_MINUTES} to {MOST_MINUTES}"
        raise ValueError(f"{_short(text)} are not the minutes of a conversation; write {allowed}.")
    return found


def _start(text: str, today: date) -> datetime:
    """The start as it was written, with a zone or without one."""
    try:
        start = datetime.fromisoformat(text)
    except ValueError:
        start = None
    if start is None or "T" not in text.upper().replace(" ", "T"):
        raise ValueError("scheduled needs the start, such as scheduled:2026-11-25T15:00/20 for 20 minutes.")
    earliest, latest = months_on(today, -12 * YEARS_BACK), months_on(today, 12 * YEARS_AHEAD)
    if not earliest <= start.date() <= latest:
        between = f"between {earliest.isoformat()} and {latest.isoformat()}"
        raise ValueError(f"{start.date().isoformat()} is too far away; name a start {between}.")
    return start


def _short(text: str) -> str:
    """What was typed, as a sentence repeats it."""
    return text if len(text) <= LONGEST_SAID else f"{text[:LONGEST_SAID]}…"


_READERS: Final[Mapping[str, Callable[[str, str, date, Calendar], dict[str, Any]]]] = {
    "sent": _channel,
    "confirmed": _channel,
    "thanked": _channel,
    "reported_back": _channel,
    "later": _until,
    "inbox_later": _until,
    "park": _until,
    "skip": _skip,
    "scheduled": _moment,
    "not_this_person": _words,
    "not_now": _words,
    "closed": _words,
    "debriefed": _words,
    "promised": _promise,
}

_SPAN = re.compile(r"(\d{1,3})([dwm])")


def later_day(text: str, today: date, calendar: Calendar) -> date:
    """The day `3d`, `1w`, `2m`, `tomorrow`, `next-week`, `next-month`, an ISO date or words such as `after the
    summer` mean, after today.

    The first of next month, the start of next week and what words mean are working days (R26); days the user
    counts or names are taken at their word.

    Raises:
        ValueError: none of these, or not after today, or more than ten years away.
    """
    wanted = text.strip().casefold().replace(" ", "-").replace("_", "-")
    if wanted == "tomorrow":
        return today + timedelta(days=1)
    if wanted == "next-week":
        return calendar.on_or_after(today + timedelta(days=7 - today.weekday()))
    if wanted == "next-month":
        return calendar.on_or_after(months_on(today, 1).replace(day=1))
    if span := _SPAN.fullmatch(wanted):
        count = int(span[1])
        day = months_on(today, count) if span[2] == "m" else today + timedelta(count * (7 if span[2] == "w" else 1))
    else:
        try:
            day = date.fromisoformat(wanted)
        except ValueError:
            meant = proposal(text, today, calendar)
            if meant is None:
                allowed = "3d, 1w, 2m, tomorrow, next-week, next-month, a day such as 2027-01-15 or words of theirs"
                raise ValueError(f"{_short(text)} is not a day; write {allowed}.") from None
            day = meant.day
    if day <= today:
        raise ValueError(f"{day.isoformat()} is not after today; name a later day.")
    if day > months_on(today, 12 * YEARS_AHEAD):
        raise ValueError(f"{day.isoformat()} is more than ten years away; name a nearer day.")
    return day


def effects(card: Card, clock: Clock) -> tuple[Choice, ...]:
    """The buttons of a card, each with what follows from it, dates as ISO days."""
    return tuple(Choice(name, *BUTTONS[name], _effect(name, card, clock)) for name in OFFERED[card.act])


def _effect(name: str, card: Card, clock: Clock) -> str:
    if name == "sent":
        return _after_sending(card, clock)
    if name == "closed":
        return _after_closing(card, clock)
    return _PLAIN_EFFECTS.get(name) or _DATED_EFFECTS[name](card, clock)


def _after_reply(card: Card, clock: Clock) -> str:  # noqa: ARG001 - one shape of effect
    last = clock.calendar.add_business_days(clock.today, clock.spans.answer_within)
    return f"answer by {last.isoformat()}; the clocks at their employer stop"


def _back_in(days: int) -> Callable[[Card, Clock], str]:
    def say(card: Card, clock: Clock) -> str:
        day = first_shown(card.act, card.talk, clock.today + timedelta(days=days), clock)
        closes = card.facts.get("closes")
        if closes and clock.day(datetime.fromisoformat(closes)) < day:
            return "not shown again: you talk before that"
        return f"back on {day.isoformat()}"

    return say


def _after_touch(card: Card, clock: Clock) -> str:  # noqa: ARG001 - one shape of effect
    return f"next on {_touch_after(clock, clock.today).isoformat()}"


_DATED_EFFECTS: Final[Mapping[str, Callable[[Card, Clock], str]]] = {
    "replied": _after_reply,
    "later": _back_in(SOON_DAYS),
    "skip": _back_in(1),
    "touched": _after_touch,
}
_PLAIN_EFFECTS: Final = {
    "park": "back on the day you name",
    "want": "stays on your shortlist",
    "held": "debrief now; thanks within 24 hours",
    "briefed": "back shortly before you talk",
    "debriefed": "kept with the conversation",
    "scheduled": "confirm one business day before",
    "same": "one contact",
    "different": "two contacts, not asked again",
    "kept": "off your list",
    "let_go": "off your list, not done",
    "not_yet": "asked again after three more talks",
    "not_this_person": "not proposed again",
}


def _after_sending(card: Card, clock: Clock) -> str:
    now, today = clock.now, clock.today
    match card.act:
        case "send_invitation" | "still_wanted" | "write_again" | "send_answer":
            return f"nudge on {nudge_day(now, clock).isoformat()}"
        case "send_nudge" | "ask_again":
            return f"close on {close_day(now, clock).isoformat()}"
        case "confirm":
            return "brief before you talk"
        case "send_thank_you":
            report = clock.calendar.on_or_after(clock.calendar.add_days(today, clock.spans.report_days))
            return f"report back on {report.isoformat()}"
        case _:
            return f"keep in touch on {_touch_after(clock, today).isoformat()}"


def _after_closing(card: Card, clock: Clock) -> str:
    if card.talk.state in WAITING:
        return f"revisit on {revisit_day(clock.today, clock.spans).isoformat()}"
    return "closed; nothing more comes"


def _touch_after(clock: Clock, day: date) -> date:
    return clock.calendar.on_or_after(clock.calendar.add_days(day, clock.spans.cadence_days))
