"""What a note asks the user before it believes it: facts that speak against one another or against the page, facts
that hang on nothing, pages that are gone. Each is a question to the user, not a correction."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from legwork.briefing.facts import Answers, Fact
from legwork.briefing.plain import count_words, desk_path, plain, web_address
from legwork.briefing.staleness import freshness
from legwork.briefing.statements import short
from legwork.linkage.names import fold
from legwork.linkage.normalise import employer_names

Why = Literal["account", "name", "employer", "size", "unconfirmed", "gone", "stale", "again"]
ORDER: Final[tuple[Why, ...]] = ("account", "name", "employer", "size", "unconfirmed", "gone", "stale", "again")


@dataclass(frozen=True, slots=True)
class Check:
    """One line under *Check first*. `asks` says that it is answered with yes or no; the answer is given to `mark`."""

    why: Why
    text: str
    asks: bool
    source: str
    ref: str
    url: str
    mark: str


def check_of(why: Why, text: str, fact: Fact, *, asks: bool = True) -> Check:
    """The line about one fact."""
    return Check(why, text, asks, plain(fact.source), desk_path(fact.ref), web_address(fact.url), fact.mark)


@dataclass(frozen=True, slots=True)
class Weighed:
    """Facts as they stand after what the user answered: those to be stated, and what is to be asked first."""

    facts: tuple[Fact, ...]
    checks: tuple[Check, ...]


def weigh(facts: Sequence[Fact], name: str, company: str, answers: Answers) -> Weighed:
    """Parts facts into those a note may state and questions about the others.

    `name` and `company` are those of the contact as the user knows them. The result is the same for any order of
    facts.
    """
    right, wrong = answers.right, answers.wrong
    overruled = _overruled(facts, right)
    kept = [fact for fact in facts if fact.mark not in wrong | overruled]
    checks: list[Check] = []
    held: set[str] = set()  # marks that wait for an answer
    doubted: set[str] = set()  # evidence of somebody who may be another
    gone = {fact.ref for fact in facts if fact.kind == "name" and fact.mark in wrong}
    for check, fact in (*_people(kept, name, right), *_employers(kept, company, right), *_sizes(kept, right)):
        checks.append(check)
        held.add(fact.mark)
        if check.why in {"account", "name"}:
            doubted.add(fact.ref)
    for fact in kept:
        if fact.mark in held or fact.ref in gone:
            continue
        if fact.kind == "gone":
            checks.append(check_of("gone", f"{plain(fact.value)} is gone: is there a new address?", fact, asks=False))
        elif freshness(fact) == "stale":
            checks.append(check_of("stale", f"Left out as stale: {short(fact)}.", fact, asks=False))
        elif fact.confidence == "unconfirmed" and fact.mark not in right and fact.ref not in doubted:
            checks.append(check_of("unconfirmed", f"Is this right? {short(fact)}.", fact))
    asked = {check.mark for check in checks}
    unheard = doubted | gone
    stated = [fact for fact in kept if fact.mark not in asked and fact.kind != "name" and fact.ref not in unheard]
    return Weighed(tuple(stated), in_order(checks))


def in_order(checks: Iterable[Check]) -> tuple[Check, ...]:
    """Questions first, what cannot be answered after them; one line a fact."""
    order = sorted(checks, key=lambda check: (ORDER.index(check.why), check.text, check.ref, check.url, check.source))
    found: dict[str, Check] = {}
    for check in order:
        found.setdefault(check.mark, check)
    return tuple(found.values())


_Found = Iterator[tuple[Check, Fact]]


def _people(facts: Iterable[Fact], name: str, right: frozenset[str]) -> _Found:
    """Accounts that are no person's, and names that share no word with the contact's."""
    known = set(_words(name))
    for fact in facts:
        if fact.kind != "name" or fact.mark in right or fact.about != "person":
            continue
        said = plain(fact.value, 6)
        if fact.words.get("account"):
            what = plain(fact.words["account"], 4)
            yield check_of("account", f"“{said}” seems to be {what}, no person: is it theirs?", fact), fact
        elif known and not known & set(_words(fact.value)):
            yield check_of("name", f"The name there is “{said}”: are they the same person?", fact), fact


def _words(text: str) -> list[str]:
    return fold(text).split()


def _employers(facts: Iterable[Fact], company: str, right: frozenset[str]) -> _Found:
    """Claims of an employer that is not the one known."""
    known = set(employer_names(company))
    for fact in facts:
        if fact.kind != "employer_claim" or fact.mark in right or not known or freshness(fact) == "stale":
            continue
        claimed = set(employer_names(fact.value.strip().removeprefix("@")))
        if not claimed or known & claimed:
            continue
        here, there = plain(company, 5), plain(fact.value, 5)
        text = f"{plain(fact.source, 4)} says {there}, you know them at {here}: are they at {there} too?"
        yield check_of("employer", text, fact), fact


def _sizes(facts: Sequence[Fact], right: frozenset[str]) -> _Found:
    """Two sizes of one company in one year."""
    for (_, year), found in _by_year(facts).items():
        if any(fact.mark in right for fact in found):
            continue
        for fact in found:
            others = sorted({plain(other.value, 4) for other in found if _figure(other.value) != _figure(fact.value)})
            if others:
                said = count_words(f"{plain(fact.value, 4)} people in {year}, or {', '.join(others)}")
                yield check_of("size", f"{said}: is the first right?", fact), fact


def _overruled(facts: Sequence[Fact], right: frozenset[str]) -> set[str]:
    """The marks of sizes that cannot be right, as the user said which one is."""
    found: set[str] = set()
    for same in _by_year(facts).values():
        sure = {_figure(fact.value) for fact in same if fact.mark in right}
        found |= {fact.mark for fact in same if sure and _figure(fact.value) not in sure}
    return found


def _by_year(facts: Sequence[Fact]) -> dict[tuple[str, int], list[Fact]]:
    found: dict[tuple[str, int], list[Fact]] = defaultdict(list)
    for fact in facts:
        if fact.kind == "employees" and fact.dated is not None and freshness(fact) != "stale":
            found[fold(fact.words.get("company", "")), fact.dated.year].append(fact)
    return found


def _figure(text: str) -> str:
    return "".join(filter(str.isdigit, text)) or fold(text)
