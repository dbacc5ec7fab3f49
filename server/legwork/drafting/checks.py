"""What is wrong with a draft, as far as a rule can tell (method, section 4). Findings are sentences.

Levels: `stop` wants a reason before it is sent, `warn` is advice, `hint` a remark.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Protocol

from legwork.drafting.drafts import FIRST_MESSAGES, OPENING, Draft
from legwork.drafting.finding import Finding
from legwork.drafting.inviting import SUBJECT_WORDS
from legwork.drafting.job_words import job_words
from legwork.drafting.likeness import alike
from legwork.drafting.personal import mentions
from legwork.drafting.tone import HARDEST_GRADE, blame, checks_in_alone, compliments, grade, request

WANTED_WORDS: Final = 75
MOST_WORDS: Final = 100
MOST_QUESTIONS: Final = 3
NUDGE_FLOOR: Final = 5
SENT_BEFORE: Final = 3
PASSED_ON: Final = frozenset({"ask_mutual"})
ASKING: Final = FIRST_MESSAGES | {"send_nudge", "send_answer", "ask_again", "write_again"}

_TIME = re.compile(r"\b(\d{1,3})(?:\s?(?:-|–|to)\s?(\d{1,3}))?[\s-]*min", re.IGNORECASE)
_TIME_WORDS = re.compile(
    r"\b(?:fifteen|twenty|twenty-five|thirty)[\s-]minutes?\b|\b(?:half an|quarter of an) hour\b|\bhalf[\s-]hour\b",
    re.IGNORECASE,
)
_ME = re.compile(r"\b(?:i|i'm|i've|i'd|i'll|me|my|mine|myself)\b", re.IGNORECASE)
_YOU = re.compile(r"\b(?:you|you're|you've|you'd|you'll|your|yours|yourself)\b", re.IGNORECASE)
_SLOT = re.compile(
    r"\{[^{}]*\}|\[(?!(?:she|he|they)/)[^\[\]]{1,40}\]|<[A-Za-z][^<>\n]{0,40}>|_{3,}|\bX{2,}\b|\bTBD\b|\bTODO\b"
    r"|\bLorem ipsum\b"
    r"|\b(?:your (?:work|role|time|path|move|step|years)|you (?:are|were|work|worked)) (?:at|as|in|into|about) ?[.,?!]"
)
_GREETING = re.compile(r"\s*(?:hi|hello|dear|hey)\b[ \t]*([^,\n!:;]*)", re.IGNORECASE)
_LINK = re.compile(
    r"https?://|\bwww\.|(?<![@\w.-])(?:[a-z][a-z0-9-]+\.)+[a-z]{2,}/\w|\battach(?:ed|ment|ments|ing)\b|\benclosed\b",
    re.IGNORECASE,
)
_EMPTY_SUBJECT = re.compile(
    r"(?:re:\s*)?(?:a )?(?:quick (?:question|chat|call)|hi|hello|hey|question|request|introduction|networking|"
    r"coffee\??|hi there)[\s!.?]*",
    re.IGNORECASE,
)
_PURPOSE = re.compile(
    r"\b(?:learn\w*|underst\w+|explor\w+|curious|find out (?:how|what|whether)|deciding (?:on|whether|between))\b",
    re.IGNORECASE,
)
# In a note of 200 characters a small number of questions bounds the time as well.
_FEW_QUESTIONS = re.compile(
    r"\b(?:one|two|three|a|1|2|3)(?: (?:or|to) (?:two|three))? (?:short )?questions?\b", re.IGNORECASE
)
_REASON = re.compile(
    r"\b(?:learn\w*|underst\w+|explor\w+|curious|because|suggested|gave me your name|recommended|told me about you|"
    r"we (?:met|last|both|share|worked|studied|spoke|talked)|fellow|your (?:path|step|move|talk|article|post|piece|"
    r"book|paper))\b",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"“[^”]*”")
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+|\n+")


class Change(Protocol):
    @property
    def was_company(self) -> str: ...
    @property
    def company(self) -> str: ...


class Addressee(Protocol):
    """What a check needs to know of the person."""

    @property
    def name(self) -> str: ...
    @property
    def given(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def company(self) -> str: ...
    @property
    def job_change(self) -> Change | None: ...


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What a draft is checked against: the card's act, the wanted fields, and LinkedIn's limits.

    `note_limit` is in characters, `notes_month` in notes, and `notes_sent` are those of this month so far.
    `waited` is how many business days the last message has been out, None when it is not a nudge. `known` are the
    phrases that belong to this person (`personal.known_phrases`), `debrief` the user's notes of the talk, `sent` the
    first messages that went to others, and `answer` what the person replied, as in `slots.Choice`.
    """

    act: str
    fields: tuple[str, ...] = ()
    note_limit: int = 200
    notes_month: int = 5
    notes_sent: int = 0
    waited: int | None = None
    known: tuple[str, ...] = ()
    debrief: tuple[str, ...] = ()
    sent: tuple[str, ...] = ()
    answer: str = ""


def check(draft: Draft, person: Addressee, circumstances: Circumstances) -> tuple[Finding, ...]:
    """Every finding, in the order of their numbers; which apply depends on the act."""
    return tuple(sorted(_findings(draft, person, circumstances), key=lambda finding: finding.id))


def _findings(draft: Draft, person: Addressee, circumstances: Circumstances) -> Iterator[Finding]:
    act, first = circumstances.act, circumstances.act in FIRST_MESSAGES
    known = tuple(filter(None, (person.title.strip(), person.company.strip(), *circumstances.known)))
    yield from _length(draft, act)
    if draft.channel == "linkedin_note":
        yield from _note(draft, circumstances)
    yield from _job_words(draft, known)
    if act in ASKING and circumstances.answer in {"", "times"}:
        yield from _questions(draft)
    if first:
        yield from _bond(draft, known)
        yield from _time_named(draft)
        yield from _personal(draft, person, known)
        yield from _links(draft)
        yield from _repeated(draft, circumstances.sent)
        yield from _purpose(draft, circumstances.fields)
    yield from _balance(draft)
    yield from _facts(draft, person, known)
    if act in OPENING:
        yield from _subject(draft)
    yield from _tone(draft)
    if act == "send_thank_you":
        yield from _thanks(draft, circumstances.debrief)
    if act == "send_nudge":
        yield from _nudge(draft, circumstances.waited)


def _length(draft: Draft, act: str) -> Iterator[Finding]:
    words = counted_words(draft.text, act)
    if words > MOST_WORDS:
        yield Finding("L01", "warn", f"{words} words: over {MOST_WORDS} no longer fit a phone's screen.")
    elif words > WANTED_WORDS:
        yield Finding("L01", "warn", f"{words} words: {WANTED_WORDS} or fewer are answered more often.")


def _note(draft: Draft, circumstances: Circumstances) -> Iterator[Finding]:
    """What LinkedIn leaves the user's account: characters in a note, and notes in a month (R21)."""
    over = len(draft.text) - circumstances.note_limit
    if over > 0:
        most = circumstances.note_limit
        yield Finding("L02", "stop", f"{over} characters over the {most} that LinkedIn takes in a note.")
    sent, month = circumstances.notes_sent, circumstances.notes_month
    if sent < month:
        yield Finding("L02", "hint", f"Note {sent + 1} of the {month} your LinkedIn account has this month.")
    else:
        used = f"The {month} LinkedIn notes of this month are used" if month else "Your account has no LinkedIn notes"
        yield Finding("L02", "warn", f"{used}; connect without a note, or write another way.")


def _job_words(draft: Draft, known: tuple[str, ...]) -> Iterator[Finding]:
    """Their own title and employer may be quoted whatever words they hold."""
    words = job_words(_without(f"{draft.subject}\n{draft.text}", known))
    if words:
        named = ", ".join(f"“{word}”" for word in words)
        yield Finding("L03", "stop", f"This is a conversation to learn from, so leave out {named}.")


def _without(text: str, known: tuple[str, ...]) -> str:
    for own in sorted(known, key=len, reverse=True):
        text = re.sub(rf"(?<!\w){re.escape(own)}(?!\w)", "…", text, flags=re.IGNORECASE)
    return text


def _questions(draft: Draft) -> Iterator[Finding]:
    count = draft.text.count("?")
    if count == 0:
        yield Finding("L04", "warn", "There is no question; end your request with a question mark.")
    elif count > MOST_QUESTIONS:
        yield Finding("L04", "warn", f"{count} questions are many; one to three are answered more easily.")


def _bond(draft: Draft, known: tuple[str, ...]) -> Iterator[Finding]:
    """R13: the connection comes first."""
    opening = _opening(draft.text)
    if not _REASON.search(opening) and not any(mentions(opening, phrase) for phrase in known):
        yield Finding("L05", "warn", "Say in the first two sentences what you share, or why you write to them.")


def _opening(text: str) -> str:
    """The first two sentences after the greeting."""
    body = _GREETING.sub("", text, count=1) if _GREETING.match(text) else text
    sentences = [part for part in _SENTENCE_END.split(body.strip(" ,!:;\n")) if part.strip()]
    return " ".join(sentences[:2])


def _time_named(draft: Draft) -> Iterator[Finding]:
    named = [int(number) for match in _TIME.finditer(draft.text) for number in match.groups() if number]
    few = draft.channel == "linkedin_note" and _FEW_QUESTIONS.search(draft.text)
    if not few and not any(15 <= minutes <= 30 for minutes in named) and not _TIME_WORDS.search(draft.text):
        yield Finding("L06", "warn", "Say how long it will take: 15 to 30 minutes.")


def _personal(draft: Draft, person: Addressee, known: tuple[str, ...]) -> Iterator[Finding]:
    """R19: personal, never bulk. Where nothing is known, only the user can make it so."""
    called = person.given or person.name
    if not known:
        yield Finding("L07", "hint", f"Nothing of {called} is known here; say how you know each other.")
    elif not any(mentions(f"{draft.subject}\n{draft.text}", phrase) for phrase in known):
        yield Finding("L07", "stop", f"This could have been sent to anyone; name something that is {called}'s alone.")


def _repeated(draft: Draft, sent: tuple[str, ...]) -> Iterator[Finding]:
    count = alike(draft.text, sent)
    if count >= SENT_BEFORE:
        yield Finding(
            "L12", "warn", f"{count} people have had these words already; write a sentence for this one alone."
        )


def _balance(draft: Draft) -> Iterator[Finding]:
    text = draft.text.replace("’", "'")
    me, you = len(_ME.findall(text)), len(_YOU.findall(text))
    if me > you:
        mine, theirs = _times(me), _times(you)
        yield Finding("L08", "hint", f"More about you than about them: I, me or my {mine}, you or your {theirs}.")


def _times(count: int) -> str:
    return {0: "never", 1: "once", 2: "twice"}.get(count, f"{count} times")


def _facts(draft: Draft, person: Addressee, known: tuple[str, ...]) -> Iterator[Finding]:
    whole = f"{draft.subject}\n{draft.text}"
    theirs = tuple(one for one in (*known, person.name, person.given) if _SLOT.search(one))
    slot = _SLOT.search(_QUOTED.sub("…", _without(whole, theirs)))
    if slot:
        yield Finding("L09", "stop", f"A gap was left open: {slot.group().strip()}")
    yield from _greeting(draft, person)
    change = person.job_change
    left = change.was_company.strip() if change else ""
    now = (change.company if change else "") or person.company
    if left and left.casefold() != now.casefold() and _mentions(whole, left) and not _mentions(whole, now):
        yield Finding("L09", "stop", f"They seem to have left {left}; the newest you have is {now or 'unknown'}.")


def _greeting(draft: Draft, person: Addressee) -> Iterator[Finding]:
    greeting = _GREETING.match(draft.text)
    if greeting is None:
        return
    called = greeting.group(1).strip()
    theirs = {word.casefold() for word in re.findall(r"[\w'’.-]+", f"{person.given} {person.name}")}
    words = [word.casefold() for word in re.findall(r"[\w'’.-]+", called)]
    if not words and draft.channel != "linkedin_note":
        yield Finding("L09", "stop", "The greeting names nobody.")
    elif words and not theirs.intersection(words) and words not in (["again"], ["there"]):
        yield Finding("L09", "stop", f"The greeting says {called}; their name is {person.name}.")


def _mentions(text: str, name: str) -> bool:
    return bool(name) and re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text, re.IGNORECASE) is not None


def _links(draft: Draft) -> Iterator[Finding]:
    if _LINK.search(draft.text):
        yield Finding("L10", "warn", "A first message is better without a link or an attachment.")


def _subject(draft: Draft) -> Iterator[Finding]:
    if draft.channel != "email" or draft.reply:
        return
    subject = draft.subject.strip()
    if not subject:
        yield Finding("L11", "stop", "The subject is empty.")
    elif len(subject.split()) > SUBJECT_WORDS:
        yield Finding("L11", "warn", f"{len(subject.split())} words in the subject; {SUBJECT_WORDS} are enough.")
    elif _EMPTY_SUBJECT.fullmatch(subject):
        yield Finding("L11", "warn", f"“{subject}” says nothing; name what you share or their work.")


def _purpose(draft: Draft, fields: tuple[str, ...]) -> Iterator[Finding]:
    if not _PURPOSE.search(draft.text) and not any(_mentions(draft.text, field.strip()) for field in fields):
        yield Finding("L14", "warn", "Say why you ask: what you want to learn or understand, or the field.")


def _tone(draft: Draft) -> Iterator[Finding]:
    hard = grade(draft.text)
    if hard > HARDEST_GRADE:
        yield Finding("L13", "hint", "Long words or sentences make this hard to read on the go; shorter ones help.")
    if draft.text.count("!") > 1:
        yield Finding("L13", "hint", "One exclamation mark is enough.")
    if compliments(draft.text) > 1:
        yield Finding("L13", "hint", "One compliment is believed, several are not; keep the one that is a fact.")


def _thanks(draft: Draft, debrief: tuple[str, ...]) -> Iterator[Finding]:
    """R37: one thing they said, and no new request."""
    notes = tuple(filter(str.strip, debrief))
    if not notes:
        yield Finding(
            "L15", "hint", "Nothing is written down of this talk yet; one thing they said makes thanks count."
        )
    elif not any(mentions(draft.text, note, run=2) for note in notes):
        yield Finding("L15", "warn", "Name one thing they said; you wrote some of it down.")
    asked = request(draft.text)
    if asked:
        yield Finding("L15", "warn", f"Thanks ask for nothing: leave “{asked}” for another day.")


def _nudge(draft: Draft, waited: int | None) -> Iterator[Finding]:
    blaming = blame(draft.text)
    if blaming:
        yield Finding("L16", "stop", f"“{blaming}” reads as blame; assume that their weeks are full.")
    elif checks_in_alone(draft.text):
        yield Finding("L16", "stop", "Checking in alone gives them nothing to answer; ask something easy.")
    if waited is not None and waited < NUDGE_FLOOR:
        yield Finding("L16", "stop", f"Only {waited} business days have passed; wait for at least {NUDGE_FLOOR}.")


def counted_words(text: str, act: str) -> int:
    """How many words count; of a message with lines to pass on, those of its longest part."""
    parts = text.split("\n\n") if act in PASSED_ON else [text]
    return max(len(part.split()) for part in parts)


def words_level(words: int) -> str:
    """How a counter shows so many words (L01): `good`, `long` above 75, `over` above 100."""
    return "over" if words > MOST_WORDS else "long" if words > WANTED_WORDS else "good"
