"""The research note of one contact: statements in fixed sections, three questions, and what to check first.

The same facts give the same bytes in any order; nothing is stated without the one link it stands on. The whole has
300 words at most: what would make it longer is left out by section, the least telling first.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from legwork.briefing.conflicts import Check, check_of, in_order, weigh
from legwork.briefing.facts import Answers, Fact
from legwork.briefing.plain import day_words, desk_path, plain, short_day, web_address
from legwork.briefing.questions import Question, candidates, three
from legwork.briefing.staleness import freshness, to_read_again
from legwork.briefing.statements import Statement, statement

MOST_WORDS: Final = 300
MOST_CHECKS: Final = 5
FEWEST_CHECKS: Final = 2
MOST_LOOKED: Final = 8
FEWEST_LOOKED: Final = 3
# The sections in their order, and how many statements each holds.
SECTIONS: Final[Mapping[str, tuple[str, int]]] = {
    "head": ("", 3),
    "between": ("You and them", 11),
    "work": ("Their work, in their words", 3),
    "says": ("Who they say they are", 4),
    "company": ("The company", 4),
}
QUESTIONS: Final = "Three questions"
CHECKS: Final = "Check first"
LOOKED: Final = "Looked, and where"
NO_ANSWERS: Final = Answers()

# Where each kind stands, in the order of its section.
_PLACES: Final[Mapping[str, str]] = {
    "role": "head", "moved": "head", "saved": "head",
    "referral": "between", "target": "between", "school": "between", "employer": "between", "met": "between",
    "connected": "between", "exchange": "between", "touch": "between", "promise": "between", "colleague": "between",
    "heard": "between", "bridge": "between", "zone": "between", "depth": "between",
    "post": "work", "project": "work", "work": "work",
    "page": "says", "self_statement": "says", "employer_claim": "says", "pronouns": "says", "place": "says",
    "gap": "says",
    "what_it_is": "company", "employees": "company", "industry": "company", "founded": "company",
    "openings": "company", "filing": "company",
}  # fmt: skip
_ORDER: Final[Mapping[str, int]] = {kind: place for place, kind in enumerate(_PLACES)}
# What goes first when the note grows too long; the rest goes from the end of the longest section.
_EXPENDABLE: Final = ("depth", "place", "filing", "zone", "industry", "target", "bridge", "pronouns")


@dataclass(frozen=True, slots=True)
class Subject:
    """Whom the note is about: as the user knows them."""

    name: str
    title: str = ""
    company: str = ""


@dataclass(frozen=True, slots=True)
class Looked:
    """A place that was looked at: `text` says what came of it (`3 requests, 2 facts`, `off`, `limited until 14:00`),
    empty of one's own records; `read` is the day."""

    source: str
    text: str = ""
    read: date | None = None
    ref: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Note:
    """`statements` stand in the order of their sections. `unasked` counts the lines under *Check first* for which
    there was no room, `left_out` the statements."""

    name: str
    statements: tuple[Statement, ...]
    questions: tuple[Question, ...]
    checks: tuple[Check, ...]
    looked: tuple[Looked, ...]
    unasked: int = 0
    left_out: int = 0

    def of(self, section: str) -> tuple[Statement, ...]:
        return tuple(one for one in self.statements if one.section == section)


def note(
    subject: Subject,
    facts: Iterable[Fact],
    looked: Iterable[Looked],
    today: date,
    answers: Answers = NO_ANSWERS,
    past: Sequence[str] = (),
) -> Note:
    """The note. `past` are the ids of questions the user passed over; `today` says whether another look is due."""
    weighed = weigh(tuple(facts), subject.name, subject.company, answers)
    sure = answers.heeded(weighed.facts)
    lines = _lines(sure)
    everything = in_order((*weighed.checks, *_again(sure, today)))
    asked = three(candidates(sure, subject.title, subject.company), past)
    made = Note(
        plain(subject.name, 8),
        tuple(lines),
        asked,
        everything[:MOST_CHECKS],
        _places(looked),
        unasked=max(0, len(everything) - MOST_CHECKS),
    )
    return _fitted(made)


def _lines(facts: Iterable[Fact]) -> list[Statement]:
    """Statements by section, each said once, no more of them than the section holds."""
    given = tuple(facts)
    known = {fact.kind for fact in given}
    told = [fact for fact in given if _can_be_told(fact) and not known & set(fact.words.get("unless", "").split())]
    moved = {fact.words.get("was", "") for fact in told if fact.kind == "moved"}
    ordered = sorted((fact for fact in told if fact.words.get("earlier", " ") not in moved), key=_rank)
    found: dict[str, Statement] = {}
    gaps = [fact for fact in ordered if fact.kind == "gap"]
    for fact in ordered:
        if fact.kind != "gap" or fact is gaps[0]:
            line = statement(_PLACES[fact.kind], fact)
            found.setdefault(line.text, _of_gaps(line, gaps) if fact.kind == "gap" else line)
    kept: list[Statement] = []
    for section, (_, most) in SECTIONS.items():
        kept += [line for line in found.values() if line.section == section][:most]
    return kept


def _can_be_told(fact: Fact) -> bool:
    """Whether a note has a place for it: a number of people needs its year, a gap its words, a link a page."""
    if fact.kind == "employees":
        return fact.dated is not None and bool(desk_path(fact.ref))
    if fact.kind == "gap":
        return bool(fact.words.get("what")) and bool(desk_path(fact.ref))
    silent = fact.kind == "page" and not (fact.words.get("earlier") or fact.words.get("promoted_from"))
    return fact.kind in _PLACES and not silent and bool(desk_path(fact.ref))


def _rank(fact: Fact) -> tuple[object, ...]:
    """By section and kind, fresh before ageing, newer before older, then by all that is said."""
    newest = -fact.dated.toordinal() if fact.dated else 0
    work = fact.kind in {"post", "project", "work"}
    place = _ORDER["post"] if work else _ORDER[fact.kind]
    idle = fact.kind == "colleague" and not fact.words.get("state")  # with whom something goes on stands first
    rest = (idle, fact.value, fact.source, fact.ref, fact.url, fact.confidence, str(fact.read), fact.anchor)
    return place, freshness(fact) != "fresh", newest, fact.kind, *rest, sorted(fact.words.items())


def _of_gaps(line: Statement, gaps: Sequence[Fact]) -> Statement:
    what = ", ".join(dict.fromkeys(plain(fact.words["what"], 8) for fact in gaps))
    return replace(line, text=f"Not known: {what}.")


def _again(facts: Iterable[Fact], today: date) -> list[Check]:
    """Sources that were read long ago, one line each."""
    due: dict[str, Fact] = {}
    for fact in sorted(facts, key=lambda fact: (fact.read or today, fact.source, fact.ref, fact.url, fact.value)):
        if to_read_again(fact, today):
            due.setdefault(fact.source, fact)
    return [
        replace(
            check_of(
                "again", f"{plain(source, 8)}, read {day_words(fact.read or today)}: look again?", fact, asks=False
            ),
            mark=f"again {source}",
        )
        for source, fact in due.items()
    ]


def _places(looked: Iterable[Looked]) -> tuple[Looked, ...]:
    plainly = {
        Looked(plain(one.source, 5), plain(one.text, 6), one.read, desk_path(one.ref), web_address(one.url))
        for one in looked
    }
    order = sorted(plainly, key=lambda one: (one.text != "", one.source, str(one.read), one.text, one.ref, one.url))
    return tuple(order[:MOST_LOOKED])


def _fitted(made: Note) -> Note:
    """The note within its number of words: less telling statements go first, then places and checks but a few, who
    they are last."""
    found = made
    for fits in (_without_statement, _without_place, _without_check, _without_head):
        while count(found) > MOST_WORDS and (shorter := fits(found)) is not None:
            found = shorter
    return found


def _without_statement(made: Note) -> Note | None:
    least = _least([line for line in made.statements if line.section != "head"])
    return None if least is None else _without(made, least)


def _without_place(made: Note) -> Note | None:
    return replace(made, looked=made.looked[:-1]) if len(made.looked) > FEWEST_LOOKED else None


def _without_check(made: Note) -> Note | None:
    if len(made.checks) <= FEWEST_CHECKS:
        return None
    return replace(made, checks=made.checks[:-1], unasked=made.unasked + 1)


def _without_head(made: Note) -> Note | None:
    return _without(made, made.statements[-1]) if made.statements else None


def _without(made: Note, line: Statement) -> Note:
    lines = tuple(one for one in made.statements if one is not line)
    return replace(made, statements=lines, left_out=made.left_out + 1)


def _least(lines: Sequence[Statement]) -> Statement | None:
    """The statement that tells least; None where there is none."""
    for kind in _EXPENDABLE:
        for line in reversed(lines):
            if line.kind == kind:
                return line
    sizes = {section: sum(line.section == section for line in lines) for section in SECTIONS}
    longest = max(SECTIONS, key=lambda section: sizes[section])
    return next((line for line in reversed(lines) if line.section == longest), None)


def count(made: Note) -> int:
    """The words of the whole note."""
    return len(text_of(made).split())


@dataclass(frozen=True, slots=True)
class Line:
    """One line as it is read: what is linked, and what stands before it. `about` says where and when it was read."""

    linked: str
    ref: str = ""
    url: str = ""
    before: str = ""
    about: str = ""

    @property
    def text(self) -> str:
        return f"{self.before}{self.linked}"


def text_of(made: Note) -> str:
    """The note in plain lines, under its headings."""
    return "\n\n".join("\n".join((label, *(line.text for line in lines))) for label, lines in parts_of(made))


def parts_of(made: Note) -> list[tuple[str, list[Line]]]:
    """Headings, the name first, with their lines; sections without any are left out, but for the last two."""
    found = [(made.name, [_told(one) for one in made.of("head")])]
    for section, (label, _) in list(SECTIONS.items())[1:]:
        if lines := [_told(one) for one in made.of(section)]:
            found.append((label, lines))
    found.append((QUESTIONS, [_asked(number, one) for number, one in enumerate(made.questions, start=1)]))
    checks = [Line(one.text, one.ref, one.url, about=one.source) for one in made.checks]
    found.append((CHECKS, [*checks, *map(Line, _more(made))] or [Line("Nothing.")]))
    places = [Line(place_words(one), one.ref, one.url) for one in made.looked]
    return [*found, (LOOKED, places or [Line("Nowhere yet.")])]


def _told(one: Statement) -> Line:
    return Line(one.text, one.ref, one.url, about=where(one))


def where(one: Statement) -> str:
    """Where a statement comes from: its source, the day it speaks of, and the day it was read where that is later."""
    days = [short_day(one.dated)] if one.dated else []
    if one.read and one.read != one.dated:
        days.append(f"read {short_day(one.read)}")
    return ", ".join((one.source, *days))


def _asked(number: int, one: Question) -> Line:
    return Line(one.because, one.ref, one.url, before=f"{number}. {one.text} Because: ")


def _more(made: Note) -> list[str]:
    said = [f"{made.unasked} more after these."] if made.unasked else []
    return [*said, "More stands on their page."] if made.left_out else said


def place_words(one: Looked) -> str:
    """A place that was looked at, as a line."""
    when = f", {day_words(one.read)}" if one.read else ""
    return f"{one.source}{when}{f': {one.text}' if one.text else ''}"
