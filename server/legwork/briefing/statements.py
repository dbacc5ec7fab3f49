"""A fact as a sentence of the note: template text, nothing that the fact does not hold."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from legwork.briefing.facts import Fact
from legwork.briefing.plain import count_words, day_words, desk_path, plain, web_address
from legwork.briefing.staleness import Freshness, freshness
from legwork.outreach.words import between_words, sentence

# The longest title or quotation in a statement, in words.
TITLE: Final = 14
QUOTE: Final = 20


@dataclass(frozen=True, slots=True)
class Statement:
    """One line of the note. `section` is a key of SECTIONS, `text` a whole sentence, `ref` the path on the desk of
    its one link, `url` the address outside or empty; `dated` and `read` are days, None where they are not known."""

    section: str
    text: str
    source: str
    ref: str
    url: str
    dated: date | None
    read: date | None
    confidence: str
    freshness: Freshness
    kind: str
    mark: str


def statement(section: str, fact: Fact) -> Statement:
    """The fact as a line of a section."""
    return Statement(
        section,
        told(fact),
        plain(fact.source),
        desk_path(fact.ref),
        web_address(fact.url),
        fact.dated,
        fact.read,
        fact.confidence,
        freshness(fact),
        fact.kind,
        fact.mark,
    )


def told(fact: Fact) -> str:
    """The fact as a whole sentence. One that is only likely reads *seems*."""
    made = _OWN[fact.kind](fact.words) if fact.kind in _OWN else ""
    said = made or _outside(fact)
    return said if said.endswith((".", "!", "?", "…")) else f"{said}."


def _outside(fact: Fact) -> str:
    sure = fact.confidence != "likely"
    known = _OUTSIDE.get(fact.kind)
    if known is None:
        return sentence(plain(fact.value, QUOTE))
    template = known[0] if sure else known[1]
    title = plain(fact.value, TITLE)
    title = count_words(title) if fact.kind == "employees" else title
    if "{verb}" in template:
        verb = "Lists" if fact.words.get("verb") == "lists" else "Describes themselves as"
        title = title if verb == "Lists" else f"“{title}”"
        return template.format(verb=verb, value=title)
    return template.format(
        value=title,
        year=f" in {fact.dated.year}" if fact.dated else "",
        named=sentence(plain(fact.words.get("company", ""), 8)) or "The company",
    )


# What is said of a kind when it is sure, and when it is only likely.
_OUTSIDE: Final[Mapping[str, tuple[str, str]]] = {
    "post": ("Wrote “{value}”", "Seems to have written “{value}”"),
    "project": ("Works on “{value}”", "Seems to work on “{value}”"),
    "work": ("Published “{value}”", "Seems to have published “{value}”"),
    "self_statement": ("{verb} {value}", "{verb} {value}, it seems"),
    "employer_claim": ("Lists {value} as their employer", "Seems to list {value} as their employer"),
    "place": ("Gives {value} as their place", "Seems to give {value} as their place"),
    "name": ("Is called {value} there", "Seems to be called {value} there"),
    "employees": ("{named} had about {value} people{year}", "{named} seems to have had about {value} people{year}"),
    "founded": ("{named} was founded in {value}", "{named} seems to have been founded in {value}"),
    "filing": ("{named} filed {value}{year}", "{named} seems to have filed {value}{year}"),
    "what_it_is": ("{named}: {value}", "{named} seems to be: {value}"),
    "industry": ("{named} works in {value}", "{named} seems to work in {value}"),
    "gone": ("{value} is gone", "{value} seems to be gone"),
}


def short(fact: Fact) -> str:
    """The fact in the words it has in a *because*: without a full stop."""
    return told(fact).removesuffix(".")


_Words = Mapping[str, str]


def _named(words: _Words, name: str, most: int = 10) -> str:
    return plain(words.get(name, ""), most)


def _day(words: _Words, name: str) -> date | None:
    text = words.get(name, "")
    return date.fromisoformat(text) if text else None


def _on(words: _Words, name: str = "day") -> str:
    day = _day(words, name)
    return f" on {day_words(day)}" if day else ""


def _moved(words: _Words) -> str:
    after, seen = _day(words, "after"), _day(words, "seen")
    when = f" {between_words(after or seen, seen)}" if seen else ""
    verb = "Moved" if words.get("was_company") != words.get("company") else "Took a new role"
    return f"{verb}{when}; was {'' if words.get('was_title') else 'at '}{_named(words, 'was', 14)}"


def _school(words: _Words) -> str:
    years = [f"{who} {said}" for who in ("you", "they") if (said := _named(words, who))]
    return f"You both studied at {_named(words, 'school')}" + (f": {', '.join(years)}" if years else "")


def _employer(words: _Words) -> str:
    place = _named(words, "employer")
    if words.get("still"):
        return f"They are at {place}, where you were before"
    first, last = words.get("first", ""), words.get("last", "")
    years = f", at the same time from {first} to {last}" if first and last and first != last else ""
    years = years or (f", at the same time in {first}" if first and last else f", since {first}" if first else "")
    return f"You were both at {place}{years or ('' if not words.get('apart') else ', at different times')}"


def _exchange(words: _Words) -> str:
    about = f", about “{_named(words, 'about', TITLE)}”" if words.get("about") else ""
    if words.get("ways") == "both":
        return f"You last wrote to each other{_on(words)}{about}"
    if words.get("ways") == "theirs":
        return f"They last wrote{_on(words)}{about}; no answer of yours is known"
    return f"You last wrote{_on(words)}{about}; no answer of theirs is known"


def _depth(words: _Words) -> str:
    first, last = words.get("first", ""), words.get("last", "")
    years = f", {first} to {last}" if first != last else f", in {last}"
    return f"Messages so far: {words.get('sent', '0')} from you, {words.get('received', '0')} from them{years}"


def _colleague(words: _Words) -> str:
    rest = f", {words['state']}" if words.get("state") else ""
    more = f", and {words['others']} more" if words.get("others") else ""
    return f"You know {_named(words, 'name', 8)} there{rest}{more}"


def _bridge(words: _Words) -> str:
    return f"{_named(words, 'name', 8)} was at {_named(words, 'place')} too and seems to know them"


def _zone(words: _Words) -> str:
    ahead = words.get("ahead", "")
    return f"Seems to be in the time zone of {_named(words, 'city')}{f', {ahead}' if ahead else ''}"


def _page(words: _Words) -> str:
    if words.get("earlier"):
        return f"Was {_named(words, 'earlier', 14)} before"
    if words.get("promoted_from"):
        return f"Went from {_named(words, 'promoted_from')} to {_named(words, 'now')} there"
    return ""


def _openings(words: _Words) -> str:
    company = _named(words, "company", 8)
    if words.get("count"):
        return f"{company} has {_named(words, 'count')}"
    team = f" in {_named(words, 'team', 6)}" if words.get("team") else ""
    return f"{company} looks for people{team}, by your own rating"


_OWN: Final[Mapping[str, Callable[[_Words], str]]] = {
    "role": lambda words: _named(words, "role", 18),
    "saved": lambda words: f"Their page, saved{_on(words)}",
    "moved": _moved,
    "target": lambda words: f"Their title seems to match “{_named(words, 'field')}”, which you look for",
    "school": _school,
    "employer": _employer,
    "connected": lambda words: f"Connected since {_on(words).removeprefix(' on ')}",
    "exchange": _exchange,
    "depth": _depth,
    "met": lambda words: f"You were both in “{_named(words, 'event', TITLE)}”{_on(words)}",
    "referral": lambda words: f"{_named(words, 'by', 8)} gave you this name{_on(words)}",
    "colleague": _colleague,
    "bridge": _bridge,
    "heard": lambda words: f"{_named(words, 'name', 8)} told you: “{_named(words, 'said', QUOTE)}”",
    "promise": lambda words: f"You promised: “{_named(words, 'text', TITLE)}”, by{_on(words).removeprefix(' on')}",
    "page": _page,
    "pronouns": lambda words: f"Lists the pronouns {_named(words, 'pronouns', 4)}",
    "zone": _zone,
    "openings": _openings,
    "gap": lambda words: f"Not known: {words.get('what', '')}",
}
