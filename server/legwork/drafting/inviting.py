"""First messages and what follows them unanswered: the invitation, LinkedIn's note, the nudge, a second try.

The bond comes first: it says what the two share (method R13). It is chosen from the best facts that are certain, or
is a sentence of the user's own.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from legwork.drafting.slots import Slots, day_of, letter, month_of, sentence

SUBJECT_WORDS: Final = 6
MOST_BONDS: Final = 3
OWN: Final = "own"


@dataclass(frozen=True, slots=True)
class Bond:
    """A sentence that opens a message. `kind` names the fact behind it, `short` is its form in a note, and
    `because` says to the user what it rests on."""

    kind: str
    sentence: str
    short: str = ""
    because: str = ""


def bonds(slots: Slots) -> tuple[Bond, ...]:
    """Two or three sentences to choose from, the best first; one where nothing at all is known."""
    return tuple(_candidates(slots))[:MOST_BONDS] or (_nothing_known(slots),)


def bond(slots: Slots) -> Bond:
    """The sentence chosen, the user's own, or the best."""
    own = " ".join(slots.choice.own.split())
    if own and slots.choice.bond == OWN:
        whole = own if own[-1] in ".!?…" else f"{own}."
        return Bond(OWN, whole, f"{whole} ", "your own words")
    found = bonds(slots)
    return next((one for one in found if one.kind == slots.choice.bond), found[0])


def _candidates(slots: Slots) -> Iterator[Bond]:
    """Referral, past exchange, school, employer, then their own step (method, section 10)."""
    interest = f"{slots.work or 'your path'} is what I hope to understand better"
    referrer = slots.person.referred_by
    if referrer:
        yield Bond("referral", f"{referrer} gave me your name, and {interest}.", f"{referrer} gave me your name; ",
                   f"{referrer} gave you this name")  # fmt: skip
    exchange = slots.person.exchange
    if exchange is not None and exchange.two_way:
        month = month_of(exchange.last)
        yield Bond("exchange", f"We last wrote to each other in {month}, and {interest}.", f"we wrote in {month}; ",
                   f"you wrote to each other, last in {month}")  # fmt: skip
    school = slots.text("school")
    if school:
        yield Bond("school", f"We both went to {school}, and {interest}.", f"we both went to {school}; ",
                   f"{school}, like you")  # fmt: skip
    employer = slots.text("worked_at")
    if employer:
        same = employer.casefold() == slots.person.company.strip().casefold()
        title = slots.person.title.strip()
        there = f"your work there{f' as {title}' if title else ''} is what I hope to understand better"
        yield Bond("employer", f"We both know {employer} from inside, and {there if same else interest}.",
                   f"we both know {employer}; ", f"you were both at {employer}")  # fmt: skip
    yield from _steps(slots)


def _steps(slots: Slots) -> Iterator[Bond]:
    """What they did: where you met, a change of role, the work itself."""
    met = slots.fact("F09")
    if met is not None:
        day = day_of(date.fromisoformat(met.words["day"]))
        when = f"{day} {met.words['day'][:4]}"
        yield Bond("met", f"We met on {when}, and your path is one I hope to understand better.", f"we met on {day}; ",
                   met.text)  # fmt: skip
    moved = slots.fact("F06")
    if moved is not None:
        was, now = moved.words["was"], moved.words["now"]
        yield Bond("step", f"You went from {was} to {now}, and that step is one I hope to understand.", "", moved.text)
    if slots.work:
        yield Bond("work", f"{sentence(slots.work)} is the kind I hope to understand better.", "", "what they do")
        if slots.field:
            learning = f"I am learning about {slots.field}, and {slots.work} is where I hope to see it from inside."
            yield Bond("field", learning, "", f"what they do, and {slots.field}, which you look for")
    since = slots.person.connected_on
    if since is not None:
        month, path = month_of(since), slots.work or "your path"
        bound = f"We have been connected since {month}, and {path} is what I hope to understand better."
        yield Bond("connected", bound, f"we are connected since {month}; ", f"connected since {month}")


def _nothing_known(slots: Slots) -> Bond:
    field = f" about {slots.field}" if slots.field else ""
    return Bond("none", f"I am learning{field} by talking with people, and your path is one I hope to understand.")


def invitation(slots: Slots) -> str:
    """Connection first, then the question with its minutes, why, and how easy it may be (R13-R18)."""
    ask = (
        f"Would you have {slots.minutes} in the next two weeks to tell me how you came to it and what you see changing?"
    )
    about = f"your view of {slots.field}" if slots.field else "what you have seen"
    learn = f"It would be a conversation to learn from {about}, nothing more."
    easy = "Any time that suits you works, by phone or video."
    return letter(slots, f"{bond(slots).sentence} {ask}", f"{learn} {easy}", full_name=True)


def note(slots: Slots) -> str:
    """The note that goes with a request to connect, in the longest form that fits the account (R21)."""
    limit = slots.you.note_limit
    return next((form for form in _note_forms(slots) if len(form) <= limit), "Hello, may I learn from your path?")


def _note_forms(slots: Slots) -> Iterator[str]:
    sign = f" {slots.you.given}" if slots.you.given else ""
    chosen = bond(slots)
    hello = f"Hi {slots.called},"
    field = f" about {slots.field}" if slots.field else ""
    company = slots.person.company.strip()
    ask = f"could you spare {slots.minutes} so that I can learn"
    if chosen.kind in {OWN, "met", "step"}:
        yield f"{hello} {chosen.sentence} C{ask[1:]} how you came to it? Any time that suits you works.{sign}"
        yield f"{hello} {chosen.sentence} C{ask[1:]}{field} from you?{sign}"
    work = slots.work or "your path"
    yield f"{hello} {chosen.short}{work} interests me. C{ask[1:]} how you came to it? Any time suits.{sign}"
    yield f"{hello} {chosen.short}{ask}{field} from you?{sign}"
    if company:
        yield f"{hello} {ask} from your work at {company}?{sign}"
        yield f"Hello, {ask} from your work at {company}?"
    yield f"{hello} {ask} from your path?{sign}"
    yield f"Hello, {ask} from your path?"


def nudge(slots: Slots) -> str:
    """Once, in the same thread, in two or three sentences, without blame (R23, R24)."""
    about = f" about {slots.work}" if slots.work else ""
    return letter(
        slots,
        f"Weeks fill up quickly, so here is a short follow-up to my note. Would {slots.minutes}{about} be easier "
        "next week, or the week after? If now is not a good time, that is completely fine.",
    )


def write_again(slots: Slots) -> str:
    """As they asked for when they put it off (R26); a first invitation where they never answered."""
    if not slots.text("replied_at"):
        return invitation(slots)
    about = f" about {slots.work}" if slots.work else ""
    return letter(
        slots,
        "You said that a later time would be better, so here I am, as promised. Would you have "
        f"{slots.minutes} in the next two weeks{about}? I would be glad to learn from you, whenever it suits you.",
    )


def subject(slots: Slots) -> str:
    """Three to six words that only this person could receive (R12)."""
    person, chosen = slots.person, bond(slots).kind
    options = (
        f"{person.referred_by} suggested we talk" if person.referred_by and chosen in {"referral", OWN} else "",
        f"{slots.text('school')} in common" if slots.text("school") and chosen == "school" else "",
        f"{slots.text('worked_at')} in common" if slots.text("worked_at") and chosen == "employer" else "",
        f"Your step to {person.company}" if person.company and chosen == "step" else "",
        f"Your work at {person.company}" if person.company else "",
        f"Your path to {person.title}" if person.title else "",
        f"Learning about {slots.field}" if slots.field else "",
        f"{slots.you.minutes} minutes to learn from you",
    )
    return next(option for option in options if option and len(option.split()) <= SUBJECT_WORDS)
