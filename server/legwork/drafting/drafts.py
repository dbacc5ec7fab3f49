"""Messages to copy, built from what is certain (method, section 10). The same facts give the same words.

Calm and short; each asks for a conversation to learn from, and none mentions work that could be had.
A sentence whose fact is missing is left out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

from legwork.drafting.slots import (
    Occasion,
    Slots,
    Someone,
    You,
    city_of,
    day_of,
    month_of,
    near_day,
    quoted,
    sentence,
)

SUBJECT_WORDS: Final = 6
LATE_AFTER: Final = timedelta(days=7)
_HOURS: Final = ((time(10), time(12)), (time(14), time(16)), (time(9), time(11)))


@dataclass(frozen=True, slots=True)
class Draft:
    """A message to copy.

    `channel` is email, linkedin_note (to connect, with its limit), linkedin_message, phone or none. `reply`
    says that it continues a thread. `to` is an address where one is known.
    """

    channel: str
    subject: str
    text: str
    to: str = ""
    reply: bool = False

    def to_json(self) -> dict[str, Any]:
        return {
            "channel": self.channel,
            "subject": self.subject,
            "text": self.text,
            "to": self.to,
            "reply": self.reply,
        }


def draft(card: Occasion, person: Someone, you: You) -> Draft | None:
    """The message a card asks for; None where nothing is to be sent (a brief, a debrief, a silent close)."""
    slots = Slots(card, person, you)
    write = _WRITERS.get(card.act)
    if write is None or (card.act == "close" and not slots.text("replied_at")):
        return None
    channel = channel_of(card, person)
    reply = card.act not in FIRST_MESSAGES
    if not reply and channel == "linkedin_note":
        return Draft(channel, "", note(slots))
    subject = _SUBJECTS.get(card.act, _no_subject)(slots) if channel == "email" else ""
    to = person.channels.email if channel == "email" else ""
    return Draft(channel, subject, write(slots), to, reply)


def channel_of(card: Occasion, person: Someone) -> str:
    """The thread's own channel, else direct mail, then LinkedIn, then the telephone (R20)."""
    known = person.channels
    used = card.facts.get("channel")
    linkedin = "linkedin_message" if person.connected_on or card.act not in FIRST_MESSAGES else "linkedin_note"
    ways = {"email": "email", "linkedin": linkedin, "phone": "phone"}
    if used in ways:
        return ways[used]
    if known.email:
        return "email"
    return linkedin if known.profile else "phone" if known.phone else "none"


def note(slots: Slots) -> str:
    """The note that goes with a request to connect, in the longest form that fits."""
    sign = f" {slots.you.given}" if slots.you.given else ""
    work = slots.work or "your path"
    field = f" about {slots.field}" if slots.field else ""
    short_bond = _short_bond(slots)
    hello = f"Hi {slots.called},"
    ask = f"could you spare {slots.minutes} so that I can learn"
    forms = (
        f"{hello} {short_bond}{work} interests me. C{ask[1:]} how you came to it? Any time suits.{sign}",
        f"{hello} {short_bond}{ask}{field} from you?{sign}",
        f"{hello} {ask} from your path?{sign}",
        f"Hello, {ask} from your path?",
    )
    return next((form for form in forms if len(form) <= slots.you.note_limit), forms[-1])


def _short_bond(slots: Slots) -> str:
    if slots.person.referred_by:
        return f"{slots.person.referred_by} gave me your name; "
    if slots.text("school"):
        return f"we share {slots.text('school')}; "
    if slots.text("worked_at"):
        return f"we share {slots.text('worked_at')}; "
    return ""


def _letter(slots: Slots, *paragraphs: str, full_name: bool = False) -> str:
    name = slots.you.name.strip() if full_name else slots.you.given
    return "\n\n".join(filter(None, (f"Hi {slots.called},", *paragraphs, name)))


def _invitation(slots: Slots) -> str:
    """Connection first, then the question with its minutes, why, and how easy it may be (R13-R18)."""
    ask = (
        f"Would you have {slots.minutes} in the next two weeks to tell me how you came to it and what you see changing?"
    )
    about = f"your view of {slots.field}" if slots.field else "what you have seen"
    learn = f"It would be a conversation to learn from {about}, nothing more."
    easy = "Any time that suits you works, by phone or video."
    return _letter(slots, f"{_bond(slots)} {ask}", f"{learn} {easy}", full_name=True)


def _bond(slots: Slots) -> str:
    """The best certain fact: referral, past exchange, school, employer, then their own step."""
    work = slots.work
    interest = f"{work} is what I hope to understand better" if work else "your path is one I hope to understand"
    if slots.person.referred_by:
        return f"{slots.person.referred_by} gave me your name, and {interest}."
    exchange = slots.person.exchange
    if exchange is not None and exchange.two_way:
        return f"We last wrote to each other in {month_of(exchange.last)}, and {interest}."
    if slots.text("school"):
        return f"{slots.text('school')} is something we share, and {interest}."
    worked_at = slots.text("worked_at")
    if worked_at:
        return f"{worked_at} is a place we both know from inside, and {interest}."
    if work:
        return f"{sentence(work)} is the kind I hope to understand better."
    field = f" about {slots.field}" if slots.field else ""
    return f"Your name came up while I was learning{field}, and {interest}."


def _nudge(slots: Slots) -> str:
    about = f" about {slots.work}" if slots.work else ""
    return _letter(
        slots,
        f"Weeks fill up quickly, so here is a short follow-up to my note. Would {slots.minutes}{about} be easier "
        "next week, or the week after? If now is not a good time, that is completely fine.",
    )


def _answer(slots: Slots) -> str:
    return _letter(
        slots,
        f"Thank you for writing back. Would one of these suit you for {slots.minutes}?",
        _windows(slots),
        "Another time works just as well; name one, and tell me whether you prefer phone or video.",
    )


def _ask_again(slots: Slots) -> str:
    return _letter(
        slots,
        f"Perhaps the times in my last note did not fit. Would one of these be easier for {slots.minutes}?",
        _windows(slots),
        "If this is not a good season for it, that is completely fine.",
    )


def _windows(slots: Slots) -> str:
    """Times on two or three working days, in both zones where theirs is known and differs."""
    here, theirs = ZoneInfo(slots.you.zone), slots.their_zone
    lines = []
    days: Iterable[str] = slots.card.facts.get("windows", ())
    for day_text, (opens, closes) in zip(days, _HOURS, strict=False):
        day = date.fromisoformat(day_text)
        first, last = (datetime.combine(day, wall, tzinfo=here) for wall in (opens, closes))
        line = f"- {day_of(day)}, {first:%H:%M}-{last:%H:%M} {city_of(slots.you.zone)} time"
        if _differs(first, theirs):
            start, end = (moment.astimezone(ZoneInfo(theirs)) for moment in (first, last))
            other_day = f" on {day_of(start.date())}" if start.date() != day else ""
            line += f" ({start:%H:%M}-{end:%H:%M} in {city_of(theirs)}{other_day})"
        lines.append(line)
    return "\n".join(lines)


def _differs(moment: datetime, zone: str) -> bool:
    return bool(zone) and moment.astimezone(ZoneInfo(zone)).utcoffset() != moment.utcoffset()


def _confirm(slots: Slots) -> str:
    """One business day before, with the zone, both times where theirs is known, and a telephone number (R30)."""
    start = slots.start
    if start is None:
        return _letter(slots, "I look forward to our conversation.")
    here = start.astimezone(ZoneInfo(slots.you.zone))
    theirs = slots.their_zone
    when = f"{day_of(here.date())} at {here:%H:%M} {city_of(slots.you.zone)} time"
    if theirs:
        there = start.astimezone(ZoneInfo(theirs))
        other_day = f" on {day_of(there.date())}" if there.date() != here.date() else ""
        when += f" ({there:%H:%M} in {city_of(theirs)}{other_day})"
    phone = f" or a call to {slots.you.phone}" if slots.you.phone else ""
    return _letter(
        slots,
        f"Our conversation is {_relative(here.date(), slots.today)}{when}, and {slots.planned} is what I have planned "
        f"for. Should anything change on your side, a short line{phone} is enough.",
        "I look forward to learning from you.",
    )


def _relative(day: date, today: date) -> str:
    near = near_day(day, today)
    return "on " if near.startswith("on ") else f"{near}, "


def _thank_you(slots: Slots) -> str:
    """Within a day, with one thing they said, and no new request (R37); honest when it is late."""
    day = slots.talked_on or slots.today
    when = near_day(day, slots.today)
    late = slots.today - day > LATE_AFTER
    opening = (
        f"These thanks come late, and they are no less meant: thank you for the time you gave me {when}."
        if late
        else f"Thank you for your time {when}."
    )
    learned = slots.text("learned")
    point = (
        f"One thing you said stays with me: “{quoted(learned)}”."
        if learned
        else f"What you told me about {slots.work or 'your path'} helps me see it far more clearly."
    )
    named = slots.text("named")
    promise = f"You named {quoted(named)}, and I will follow that up." if named else ""
    return _letter(slots, f"{opening} {point}", promise, "With thanks,", full_name=True)


def _report_back(slots: Slots) -> str:
    day = slots.talked_on
    when = f" on {day_of(day)}" if day else ""
    learned = slots.text("learned")
    kept = f"Your point, “{quoted(learned)}”, is" if learned else "What you told me is"
    return _letter(
        slots,
        f"A short report, since you took the time to talk with me{when}. {kept} what I have been working with since.",
        "I wanted you to know that your advice is in use, and that I am grateful for it.",
    )


def _keep_in_touch(slots: Slots) -> str:
    last = slots.instant("last_contact")
    since = f" since we were in touch in {month_of(last.date())}" if last else ""
    field = f" about {slots.field}" if slots.field else ""
    learning = f"I am still learning{field}, and your words come back to me often." if slots.talked_on else ""
    place = f" at {slots.person.company}" if slots.person.company else ""
    return _letter(slots, f"A short hello. How have things been for you{place}{since}?", learning)


def _write_again(slots: Slots) -> str:
    if not slots.text("replied_at"):
        return _invitation(slots)
    about = f" about {slots.work}" if slots.work else ""
    return _letter(
        slots,
        "You said that a later time would be better, so here I am, as promised. Would you have "
        f"{slots.minutes} in the next two weeks{about}? I would be glad to learn from you, whenever it suits you.",
    )


def _close(slots: Slots) -> str:
    return _letter(
        slots,
        "Finding a time has not been easy, so I will leave it here. Thank you for your answer; it was kind of you. "
        "Should you like to talk one day, a line from you is always welcome.",
    )


def _invitation_subject(slots: Slots) -> str:
    person = slots.person
    options = (
        f"{person.referred_by} suggested we talk" if person.referred_by else "",
        f"{slots.text('school')} in common" if slots.text("school") else "",
        f"Your work at {person.company}" if person.company else "",
        f"Your path to {person.title}" if person.title else "",
        f"Learning about {slots.field}" if slots.field else "",
        f"{slots.you.minutes} minutes to learn from you",
    )
    return next(option for option in options if option and len(option.split()) <= SUBJECT_WORDS)


def _touch_subject(slots: Slots) -> str:  # noqa: ARG001 - every subject is built the same way
    return "A short hello"


def _no_subject(slots: Slots) -> str:  # noqa: ARG001 - a reply keeps the subject of its thread
    return ""


def _thanks_subject(slots: Slots) -> str:  # noqa: ARG001 - every subject is built the same way
    return "Thank you for your time"


FIRST_MESSAGES: Final = frozenset({"send_invitation", "still_wanted"})
_SUBJECTS: Final[Mapping[str, Callable[[Slots], str]]] = {
    "send_invitation": _invitation_subject,
    "still_wanted": _invitation_subject,
    "send_thank_you": _thanks_subject,
    "keep_in_touch": _touch_subject,
}
_WRITERS: Final[Mapping[str, Callable[[Slots], str]]] = {
    "send_invitation": _invitation,
    "still_wanted": _invitation,
    "send_nudge": _nudge,
    "send_answer": _answer,
    "ask_again": _ask_again,
    "confirm": _confirm,
    "send_thank_you": _thank_you,
    "report_back": _report_back,
    "keep_in_touch": _keep_in_touch,
    "write_again": _write_again,
    "close": _close,
}
