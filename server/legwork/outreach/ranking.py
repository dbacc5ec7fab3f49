"""Whom to invite first, and every reason for it (method, section 3).

The sort reads only the terms below. A first pass adds up points for everyone; the texts are written for the
few who are shown, from the same function, so that a sum and its reasons cannot differ.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from legwork.outreach.clocks import Clock
from legwork.outreach.employers import rating_words
from legwork.outreach.people import JobChange, Parted, Person, Rating, Search, Tenure
from legwork.outreach.stages import Conversation
from legwork.outreach.words import between_words, counted, day_words, month_words

DORMANT_YEARS: Final = 3
JOB_CHANGE_DAYS: Final = 120
PUT_OFF_LIMIT: Final = 3

_LEVELS: Final = (
    (
        7,
        frozenset(
            {"ceo", "cto", "cfo", "coo", "cio", "cmo", "chief", "president", "founder", "cofounder", "owner", "chair"}
        ),
    ),
    (6, frozenset({"vp", "svp", "evp", "vice", "partner"})),
    (5, frozenset({"director", "dean"})),
    (4, frozenset({"manager", "head", "supervisor"})),
    (3, frozenset({"senior", "sr", "lead", "principal", "staff"})),
    (0, frozenset({"intern", "student", "apprentice"})),
    (1, frozenset({"junior", "jr", "assistant", "trainee", "graduate", "associate"})),
)
_LEVEL_NAMES: Final = (
    "an intern", "junior", "a professional", "senior", "a manager", "a director", "a vice president", "an executive",
)  # fmt: skip
_SCHOOL_FILLERS: Final = frozenset(
    {
        "university",
        "universidade",
        "universidad",
        "universita",
        "universitat",
        "universite",
        "uni",
        "of",
        "the",
        "de",
        "del",
        "do",
        "da",
        "di",
        "la",
        "und",
        "and",
        "at",
        "college",
    }
)
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Term:
    """One reason: `points` is what it adds to the rank, None for a clock or a date that only explains."""

    term: str
    points: int | None
    text: str


Say = Callable[[], str]
Order = tuple[int, int, int, int, str, str, str]


@dataclass(slots=True)
class Ranker:
    """Ranks people for one search at one instant. Titles and schools are read once however often they occur."""

    search: Search
    clock: Clock
    _titles: dict[str, tuple[str, int]] = field(default_factory=dict)
    _schools: dict[str, frozenset[str]] = field(default_factory=dict)
    _own_schools: frozenset[frozenset[str]] = frozenset()
    _own_stays: dict[str, Tenure] = field(default_factory=dict)
    _field_words: tuple[tuple[str, tuple[str, ...]], ...] = ()

    def __post_init__(self) -> None:
        self._own_schools = frozenset(filter(None, map(school_key, self.search.schools)))
        self._own_stays = {folded(stay.employer): stay for stay in self.search.past_employers if stay.employer}
        wanted = dict.fromkeys((*self.search.functions, *self.search.fields))
        self._field_words = tuple((name, words(name)) for name in wanted if words(name))

    def points(self, person: Person, talk: Conversation | None) -> int:
        """The sum of the points of every term."""
        return sum(points for _, points, _ in self._terms(person, talk))

    def terms(self, person: Person, talk: Conversation | None) -> tuple[Term, ...]:
        """Every term that counts, with its text; also the employer's rating where the user gave one."""
        rated = self.rating(person)
        found = []
        if rated != Rating():
            found.append(Term("employer", None, f"{person.company}: {rating_words(rated)}"))
        if person.parted is not None:
            found.append(Term("parted", None, parted_words(person.parted)))
        return (*found, *(Term(name, points, say()) for name, points, say in self._terms(person, talk)))

    def order(self, person: Person, talk: Conversation | None) -> Order:
        """The sort key inside a group: employer key, points (all descending), oldest capture, name, id."""
        motivation, posting, advocate = self.rating(person).key
        points = self.points(person, talk)
        first_seen = person.source_first_seen or "9999"
        return (-motivation, -posting, -int(advocate), -points, first_seen, person.name, person.id)

    def rating(self, person: Person) -> Rating:
        """What the user said of their employer; one they said nothing of ranks like one they rated lowest."""
        return self.search.employers.get(person.employer) or Rating()

    def bonds(self, person: Person) -> dict[str, str]:
        """What a draft may say is shared: `school`, `worked_at`, `field`, each only where it is known."""
        own, _ = self._same_employer(person)
        found = {
            "school": self._same_school(person) or "",
            "worked_at": own.employer if own else "",
            "field": self._title(person.title)[0] or next(iter(self.search.fields), ""),
        }
        return {name: value for name, value in found.items() if value}

    def target(self, title: str) -> str:
        """The kind of work or field the user looks for that a title names, empty if none."""
        return self._title(title)[0]

    def _terms(self, person: Person, talk: Conversation | None) -> Iterator[tuple[str, int, Say]]:
        yield from self._people_between(person)
        yield from self._shared(person)
        if person.exchange is not None:
            yield from self._exchange(person)
        yield from self._position(person)
        if person.connected_on is not None:
            on = person.connected_on
            yield "first_degree", 10, lambda: f"connected since {self._day(on)}"
        yield self._channel(person)
        if talk is not None and talk.put_off >= PUT_OFF_LIMIT:
            yield "put_off", -20, lambda: f"put off {counted(talk.put_off, 'time')}: still wanted?"

    def _people_between(self, person: Person) -> Iterator[tuple[str, int, Say]]:
        if person.referred_by:
            on = f" on {self._day(person.referred_on)}" if person.referred_on else ""
            yield "referred", 40, lambda: f"{person.referred_by} gave you this name{on}"

    def _shared(self, person: Person) -> Iterator[tuple[str, int, Say]]:
        shared = self._same_school(person)
        if shared is not None:
            yield "school", 20, lambda: f"{shared}, like you"
        own, stay = self._same_employer(person)
        if own is not None and stay is not None:
            years = overlap(own, stay)
            yield "past_employer", 20, lambda: f"you were both at {own.employer}{_years(years)}"
            if years:
                yield "overlap", 5, lambda: "and there at the same time"

    def _same_school(self, person: Person) -> str | None:
        if not self._own_schools:
            return None
        return next((one for one in person.schools if self._school(one) in self._own_schools), None)

    def _same_employer(self, person: Person) -> tuple[Tenure, Tenure] | tuple[None, None]:
        """The user's stay and theirs at the first employer both know."""
        if not self._own_stays:
            return None, None
        for stay in (*person.past_employers, Tenure(person.company)):
            own = self._own_stays.get(folded(stay.employer))
            if own is not None:
                return own, stay
        return None, None

    def _exchange(self, person: Person) -> Iterator[tuple[str, int, Say]]:
        exchange = person.exchange
        if exchange is None or not exchange.two_way:
            return
        yield "exchange", 15, lambda: f"you wrote to each other, last in {month_words(exchange.last)}"
        silent = full_years(exchange.last, self.clock.today)
        if silent >= DORMANT_YEARS:
            yield "dormant", 10, lambda: f"silent for {counted(silent, 'year')}: such talks bring news"

    def _position(self, person: Person) -> Iterator[tuple[str, int, Say]]:
        target, rank = self._title(person.title)
        if target:
            yield "function", 20, lambda: f"works in {target}, your target: {person.title}"
        change = person.job_change
        if change is not None and 0 <= (self.clock.today - change.seen).days <= JOB_CHANGE_DAYS:
            yield "job_change", 10, lambda: self._move_words(change)
        above = rank - self.search.entry_level
        if person.title and 1 <= above <= 2:
            yield (
                "level",
                10,
                lambda: f"{_LEVEL_NAMES[rank]}, {counted(above, 'level')} above where you would start",
            )
        if len(person.titles_here) > 1:
            yield "promoted", 5, lambda: f"{counted(len(person.titles_here), 'title')} at {person.company}"

    def _channel(self, person: Person) -> tuple[str, int, Say]:
        known = person.channels
        if not known.known:
            return "channel", -30, lambda: "no channel yet: find one"
        way = "an e-mail address" if known.email else "their profile" if known.profile else "a phone number"
        return "channel", 10, lambda: f"you have {way}"

    def _move_words(self, change: JobChange) -> str:
        known = change.after is not None and change.after < change.seen
        seen = (
            between_words(change.after, change.seen) if change.after and known else f"seen on {self._day(change.seen)}"
        )
        if change.company and change.company != change.was_company:
            return f"moved to {change.company}, {seen}"
        return f"now {change.title}, {seen}"

    def _title(self, title: str) -> tuple[str, int]:
        """The wanted field a title names, empty if none, and its level; kept, as titles repeat."""
        read = self._titles.get(title)
        if read is None:
            found = words(title)
            target = next((name for name, wanted in self._field_words if _names(found, wanted)), "")
            read = self._titles[title] = (target, level(found))
        return read

    def _school(self, school: str) -> frozenset[str]:
        key = self._schools.get(school)
        if key is None:
            key = self._schools[school] = school_key(school)
        return key

    def _day(self, day: date) -> str:
        return day_words(day, self.clock.today)


def parted_words(parted: Parted) -> str:
    """Why somebody is not written to as a connection."""
    return f"no longer among your LinkedIn connections: that ended {between_words(parted.after, parted.before)}"


def level(title_words: Iterable[str]) -> int:
    """Seniority in a title, 0 (intern) to 7 (executive); 2 for a plain one. The highest word counts."""
    found = frozenset(title_words)
    return next((rank for rank, names in _LEVELS if found & names), 2)


def words(text: str) -> tuple[str, ...]:
    """The words of a text, without case and accents."""
    return tuple(_WORD.findall(folded(text)))


def folded(text: str) -> str:
    """Case, accents and outer spaces taken away; ASCII text takes the short way."""
    if not text.isascii():
        text = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return text.casefold().strip()


def school_key(name: str) -> frozenset[str]:
    """What tells a school from others: its words without `University of` and the like."""
    return frozenset(words(name)) - _SCHOOL_FILLERS


def overlap(one: Tenure, other: Tenure) -> tuple[int, int] | None:
    """The years two stays have in common, None if there are none or not all years are known.

    A stay with a beginning and no end is still going on.
    """
    if one.start is None or other.start is None:
        return None
    start = max(one.start, other.start)
    end = min(one.end or 9999, other.end or 9999)
    return (start, end) if start <= end else None


def full_years(start: date, end: date) -> int:
    """Whole years from one day to another."""
    return end.year - start.year - ((end.month, end.day) < (start.month, start.day))


def _names(title: tuple[str, ...], wanted: tuple[str, ...]) -> bool:
    """Every wanted word stands in the title, or shares its stem with a word there."""
    return all(any(word == one or _same_stem(word, one) for one in title) for word in wanted)


def _same_stem(one: str, other: str) -> bool:
    """`engineer` and `engineering`, `science` and `scientist`: five letters and more than half in common."""
    if len(one) < 5 or one[:5] != other[:5]:
        return False
    return 2 * _shared_letters(one, other) > max(len(one), len(other))


def _shared_letters(one: str, other: str) -> int:
    """How many letters two words begin with in common."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((n for n, (a, b) in pairs if a != b), min(len(one), len(other)))


def _years(years: tuple[int, int] | None) -> str:
    if years is None:
        return ""
    start, end = years
    return f", since {start}" if end == 9999 else f", {start}-{end}" if start != end else f" in {start}"
