"""After a conversation: thanks, what came of the advice, a few lines a month, how it ended, and a word through a
mutual contact."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Final

from legwork.drafting.job_words import job_words
from legwork.drafting.slots import Slots, day_of, letter, month_of, near_day, quoted

LATE_AFTER: Final = timedelta(days=7)
_SENTENCE_END: Final = re.compile(r"(?<=[.!?])\s+|\n+")


def thank_you(slots: Slots) -> str:
    """Within a day, with one thing they said, and no new request (R37); honest when it is late."""
    day = slots.talked_on or slots.today
    when = near_day(day, slots.today)
    late = slots.today - day > LATE_AFTER
    opening = (
        f"These thanks come late, and they are no less meant: thank you for the time you gave me {when}."
        if late
        else f"Thank you for your time {when}."
    )
    learned = quotable(slots.text("learned"))
    point = (
        f"One thing you said stays with me: “{learned}”."
        if learned
        else f"What you told me about {slots.work or 'your path'} helps me see it far more clearly."
    )
    named = quotable(slots.text("named"))
    promise = f"You named {named}, and I will follow that up." if named else ""
    return letter(slots, f"{opening} {point}", promise, "With thanks,", full_name=True)


def report_back(slots: Slots) -> str:
    """A week later: what was done with the advice (R39)."""
    day = slots.talked_on
    when = f" on {day_of(day)}" if day else ""
    learned = quotable(slots.text("learned"))
    kept = f"Your point, “{learned}”, is" if learned else "What you told me is"
    named = quotable(slots.text("named"))
    followed = f"I am also following up on {named}, as you suggested." if named else ""
    return letter(
        slots,
        f"A short report, since you took the time to talk with me{when}. {kept} what I have been working with since.",
        followed,
        "I wanted you to know that your advice is in use, and that I am grateful for it.",
    )


def update(slots: Slots) -> str:
    """One short update a month, about what their advice moved (R40); a hello to who was never talked with."""
    if not slots.talked_on:
        return _hello(slots)
    field = f" of {slots.field}" if slots.field else ""
    learned = quotable(slots.text("learned"))
    point = f"Your point that day, “{learned}”, still guides me." if learned else ""
    return letter(
        slots,
        f"A quick update, since you helped me on this path. I go on learning from people, and my picture{field} is "
        f"clearer than when we talked. {point}".rstrip(),
        "Is there one thing you would look at next in my place?",
        "Thank you again,",
    )


def _hello(slots: Slots) -> str:
    last = slots.instant("last_contact")
    since = f" since we were in touch in {month_of(last.date())}" if last else ""
    place = f" at {slots.person.company}" if slots.person.company else ""
    return letter(slots, f"A short hello. How have things been for you{place}{since}?")


def close_loop(slots: Slots) -> str:
    """How it ended, to who helped (R41); the decision in the user's own words where they wrote it down."""
    day = slots.talked_on
    when = f" in {month_of(day)}" if day else ""
    decision = quoted(slots.text("decision"))
    ended = (
        f"I have decided: {decision}."
        if decision
        else "I have come to a decision, and I wanted you to hear it from me."
    )
    learned = quotable(slots.text("learned"))
    part = f"What you said, “{learned}”, had a part in it." if learned else "Our conversation had a part in it."
    return letter(slots, f"When we talked{when}, I was still looking for my way. {ended} {part}",
                  "Thank you for your time and your honest view. Let me know if I can ever be of use to you.",
                  full_name=True)  # fmt: skip


def ask_mutual(slots: Slots) -> str:
    """Asks somebody for a word with a third person, with lines of about 60 words to pass on (R20).

    That the two know each other is asked, never stated.
    """
    about = slots.text("about_name")
    role = _role(slots.text("about_title"), slots.text("about_company"))
    return letter(
        slots,
        f"Do you happen to know {about}{role}? If you do, and only if you are comfortable with it, would you pass on "
        "the lines below? If not, that is completely fine.",
        forwardable(slots),
    )


def forwardable(slots: Slots) -> str:
    """The paragraph to pass on: who asks, why this person, for how long, and that no is an answer."""
    title, company = slots.text("about_title"), slots.text("about_company")
    work = "work" + (f" as {title}" if title else "") + (f" at {company}" if company else "")
    theirs = f"{slots.text('about_name')}'s {work if title or company else 'path'}"
    field = slots.field or "this field"
    name = slots.you.name.strip()
    who = f"{name} is" if name else "I am"
    return (
        f"{who} learning about {field} by talking with people who know it from inside, and {theirs} is what "
        f"{slots.you.given or 'I'} would most like to understand. Would {slots.minutes} by phone or video in the next "
        "weeks be possible, at any time that suits? It is a conversation to learn from, nothing more, and a no is a "
        "perfectly good answer."
    )


def _role(title: str, company: str) -> str:
    said = f"{title} at {company}" if title and company else title or company
    return f", {said}" if said else ""


def quotable(words: str) -> str:
    """One phrase of the user's notes that may be quoted back: the first sentence without job words."""
    parts = (quoted(part) for part in _SENTENCE_END.split(words.strip()) if part.strip())
    return next((part for part in parts if part and not job_words(part)), "")
