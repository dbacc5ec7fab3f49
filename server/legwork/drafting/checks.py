"""What is wrong with a draft, as far as a rule can tell (method, section 4). Findings are sentences.

Levels: `stop` wants a reason before it is sent, `warn` is advice, `hint` a remark.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Protocol

from legwork.drafting.drafts import FIRST_MESSAGES, SUBJECT_WORDS, Draft

WANTED_WORDS: Final = 75
MOST_WORDS: Final = 100
MOST_QUESTIONS: Final = 3
NUDGE_FLOOR: Final = 5
ASKING: Final = FIRST_MESSAGES | {"send_nudge", "send_answer", "ask_again", "write_again"}

_JOB = re.compile(
    r"\bjobs?\b|\bopenings?\b(?! (?:up|hours))|\bpositions?\b|\bvacanc(?:y|ies)\b|\bhir(?:e|ed|ing)\b|\brecruit\w*"
    r"|\bappl(?:y|ying|ied)\b(?! (?:what|your|it|this|that)\b)|\bapplications?\b|\brefer me\b|\br[ée]sumé"
    r"|\bresume (?:attached|enclosed)|\b(?:my|a|the|attached|enclosed) resume\b|\bcv\b|\bsalar(?:y|ies)\b"
    r"|\bopportunities at\b",
    re.IGNORECASE,
)
_TIME = re.compile(r"\b(\d{1,3})(?:\s?(?:-|–|to)\s?(\d{1,3}))?[\s-]*min", re.IGNORECASE)
_TIME_WORDS = re.compile(r"\b(?:fifteen|twenty|twenty-five|thirty)[\s-]minutes?\b|\bhalf an hour\b", re.IGNORECASE)
_ME = re.compile(r"\b(?:i|i'm|i've|i'd|i'll|me|my|mine|myself)\b", re.IGNORECASE)
_YOU = re.compile(r"\b(?:you|you're|you've|you'd|you'll|your|yours|yourself)\b", re.IGNORECASE)
_SLOT = re.compile(
    r"\{[^{}]*\}|\[[^\[\]]{1,40}\]|<[A-Za-z][^<>\n]{0,40}>|_{3,}|\bX{2,}\b|\bTBD\b|\bTODO\b|\b(?:at|as|about) ?[.,?]"
)
_GREETING = re.compile(r"\s*(?:hi|hello|dear|hey)\b[ \t]*([^,\n!:;]*)", re.IGNORECASE)
_LINK = re.compile(r"https?://|\bwww\.|\battach(?:ed|ment|ments|ing)\b|\benclosed\b", re.IGNORECASE)
_EMPTY_SUBJECT = re.compile(
    r"(?:re:\s*)?(?:a )?(?:quick (?:question|chat|call)|hi|hello|hey|question|request|introduction|networking|"
    r"coffee\??|hi there)[\s!.?]*",
    re.IGNORECASE,
)
_BLAME = re.compile(
    r"\b(?:you (?:have|did)(?: not|n't)|you haven'?t|you never) (?:yet )?(?:replied|reply|answered|answer|responded|"
    r"respond|written|write|got(?:ten)? back|get back)|\b(?:haven'?t|have not|not) (?:yet )?(?:heard|received an? \w+) "
    r"(?:back )?from you|\bstill waiting\b|\bignor(?:ed|ing)\b|\bwhy (?:you|have|did)n'?t? you\b|"
    r"\bsurprised (?:not|that)\b|\b(?:second|third|last) (?:time|attempt)\b",
    re.IGNORECASE,
)
_CHECKING = re.compile(r"\bjust (?:checking in|following up|bumping)|\bchecking in\b|\bbumping this\b", re.IGNORECASE)
_PURPOSE = re.compile(r"\b(?:learn\w*|underst\w+)\b", re.IGNORECASE)


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
class Finding:
    """`id` is the check's number in the method, `level` stop, warn or hint, `text` a sentence."""

    id: str
    level: str
    text: str

    def to_json(self) -> dict[str, str]:
        return {"id": self.id, "level": self.level, "text": self.text}


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What a draft is checked against: the card's act, the wanted fields, and LinkedIn's limits.

    `note_limit` is in characters, `notes_month` in notes, and `notes_sent` are those of this month so far.
    `waited` is how many business days the last message has been out, None when it is not a nudge.
    """

    act: str
    fields: tuple[str, ...] = ()
    note_limit: int = 200
    notes_month: int = 5
    notes_sent: int = 0
    waited: int | None = None


def check(draft: Draft, person: Addressee, circumstances: Circumstances) -> tuple[Finding, ...]:
    """Every finding, in the order of their numbers; which apply depends on the act."""
    act = circumstances.act
    found: list[Finding] = []
    found += _length(draft)
    if draft.channel == "linkedin_note":
        found += _note(draft, circumstances)
    found += _job_words(draft, person)
    if act in ASKING:
        found += _questions(draft)
    if act in FIRST_MESSAGES:
        found += _time_named(draft)
    found += _balance(draft)
    found += _facts(draft, person)
    if act in FIRST_MESSAGES:
        found += _links(draft)
        found += _subject(draft)
        found += _purpose(draft, circumstances.fields)
    if act == "send_nudge":
        found += _nudge(draft, circumstances.waited)
    return tuple(found)


def _length(draft: Draft) -> Iterator[Finding]:
    words = len(draft.text.split())
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


def _job_words(draft: Draft, person: Addressee) -> Iterator[Finding]:
    """Their own title and employer may be quoted whatever words they hold."""
    text = f"{draft.subject}\n{draft.text}"
    for own in filter(None, (person.title.strip(), person.company.strip())):
        text = re.sub(re.escape(own), " ", text, flags=re.IGNORECASE)
    words = sorted({match.group().casefold() for match in _JOB.finditer(text)})
    if words:
        named = ", ".join(f"“{word}”" for word in words)
        yield Finding("L03", "stop", f"This is a conversation to learn from, so leave out {named}.")


def _questions(draft: Draft) -> Iterator[Finding]:
    count = draft.text.count("?")
    if count == 0:
        yield Finding("L04", "warn", "There is no question; end your request with a question mark.")
    elif count > MOST_QUESTIONS:
        yield Finding("L04", "warn", f"{count} questions are many; one to three are answered more easily.")


def _time_named(draft: Draft) -> Iterator[Finding]:
    named = [int(number) for match in _TIME.finditer(draft.text) for number in match.groups() if number]
    if not any(15 <= minutes <= 30 for minutes in named) and not _TIME_WORDS.search(draft.text):
        yield Finding("L06", "warn", "Say how long it will take: 15 to 30 minutes.")


def _balance(draft: Draft) -> Iterator[Finding]:
    text = draft.text.replace("’", "'")
    me, you = len(_ME.findall(text)), len(_YOU.findall(text))
    if me > you:
        yield Finding(
            "L08", "hint", f"More about you than about them: {me} times I, me or my, {you} times you or your."
        )


def _facts(draft: Draft, person: Addressee) -> Iterator[Finding]:
    whole = f"{draft.subject}\n{draft.text}"
    slot = _SLOT.search(whole)
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


def _nudge(draft: Draft, waited: int | None) -> Iterator[Finding]:
    blame = _BLAME.search(draft.text.replace("’", "'"))
    if blame:
        yield Finding("L16", "stop", f"“{blame.group()}” reads as blame; assume that their weeks are full.")
    elif _CHECKING.search(draft.text) and "?" not in draft.text:
        yield Finding("L16", "stop", "Checking in alone gives them nothing to answer; ask something easy.")
    if waited is not None and waited < NUDGE_FLOOR:
        yield Finding("L16", "stop", f"Only {waited} business days have passed; wait for at least {NUDGE_FLOOR}.")
