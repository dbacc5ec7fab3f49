"""Messages to copy, built from what is certain (method, section 10). The same facts give the same words.

Calm and short; each asks for a conversation to learn from, and none mentions work that could be had.
A sentence whose fact is missing is left out.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from legwork.drafting import answering, inviting, thanking
from legwork.drafting.facts import Fact
from legwork.drafting.slots import Choice, Occasion, Slots, Someone, You


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


LEFT_TO_LEGWORK: Final = Choice()


def draft(
    card: Occasion, person: Someone, you: You, choice: Choice = LEFT_TO_LEGWORK, facts: tuple[Fact, ...] = ()
) -> Draft | None:
    """The message a card asks for; None where nothing is to be sent (a brief, a debrief, a silent close).

    `facts` beside those of the card and the person: only what is certain and polite to know is ever written.
    """
    slots = Slots(card, person, you, choice, facts)
    write = _WRITERS.get(card.act)
    if write is None or (card.act == "close" and not slots.text("replied_at")):
        return None
    channel = choice.channel if choice.channel in channels_of(card, person) else channel_of(card, person)
    reply = card.act not in OPENING
    if card.act in FIRST_MESSAGES and channel == "linkedin_note":
        return Draft(channel, "", inviting.note(slots))
    subject = _SUBJECTS.get(card.act, _no_subject)(slots) if channel == "email" else ""
    to = person.channels.email if channel == "email" else ""
    return Draft(channel, subject, write(slots), to, reply)


def channel_of(card: Occasion, person: Someone) -> str:
    """The thread's own channel, else direct mail, then LinkedIn, then the telephone (R20)."""
    known = person.channels
    used = card.facts.get("channel")
    linkedin = _linkedin(card, person)
    ways = {"email": "email", "linkedin": linkedin, "phone": "phone"}
    if used in ways:
        return ways[used]
    if known.email:
        return "email"
    return linkedin if known.profile else "phone" if known.phone else "none"


def channels_of(card: Occasion, person: Someone) -> tuple[str, ...]:
    """Every way this message could go, by what is known, in the order of R20."""
    known = person.channels
    ways = ((known.email, "email"), (known.profile, _linkedin(card, person)), (known.phone, "phone"))
    return tuple(way for address, way in ways if address)


def _linkedin(card: Occasion, person: Someone) -> str:
    connected = person.connected_on or card.act not in FIRST_MESSAGES
    return "linkedin_message" if connected else "linkedin_note"


def _no_subject(slots: Slots) -> str:  # noqa: ARG001 - a reply keeps the subject of its thread
    return ""


def _words(subject: str) -> Callable[[Slots], str]:
    return lambda slots: subject  # noqa: ARG005 - every subject is built the same way


def _touch(slots: Slots) -> str:
    return "A short update" if slots.talked_on else "A short hello"


def _about(slots: Slots) -> str:
    return f"Do you know {slots.text('about_name')}?"


# Messages that ask somebody for a first conversation; LinkedIn takes a note with these alone.
FIRST_MESSAGES: Final = frozenset({"send_invitation", "still_wanted"})
# Messages that do not continue a thread.
OPENING: Final = FIRST_MESSAGES | {"close_loop", "ask_mutual"}
# What can be written on no card's account, from a contact's page.
MOMENTS: Final = ("close_loop", "ask_mutual")
_SUBJECTS: Final[Mapping[str, Callable[[Slots], str]]] = {
    "send_invitation": inviting.subject,
    "still_wanted": inviting.subject,
    "send_thank_you": _words("Thank you for your time"),
    "keep_in_touch": _touch,
    "close_loop": _words("How it turned out"),
    "ask_mutual": _about,
}
_WRITERS: Final[Mapping[str, Callable[[Slots], str]]] = {
    "send_invitation": inviting.invitation,
    "still_wanted": inviting.invitation,
    "send_nudge": inviting.nudge,
    "send_answer": answering.answer,
    "ask_again": answering.ask_again,
    "confirm": answering.confirm,
    "send_thank_you": thanking.thank_you,
    "report_back": thanking.report_back,
    "keep_in_touch": thanking.update,
    "write_again": inviting.write_again,
    "close": answering.close,
    "close_loop": thanking.close_loop,
    "ask_mutual": thanking.ask_mutual,
}
