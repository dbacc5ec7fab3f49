"""Three questions for a contact: rule and fact, one order, each with its reason (docs/notes.md).

What somebody wrote, made or changed asks first. Then come questions that everyone gets, so that answers can be
compared; what the two have in common is a bond to begin a message with, and asks only when the user wants another.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from legwork.briefing.facts import Fact
from legwork.briefing.handing import for_drafts
from legwork.briefing.plain import count_words, day_words, desk_path, plain, web_address
from legwork.briefing.staleness import freshness
from legwork.briefing.statements import TITLE, short
from legwork.drafting.asking import check_question
from legwork.drafting.bank import BY_ID
from legwork.drafting.questions import asked_by
from legwork.drafting.topics import is_personal
from legwork.outreach.ranking import level, words

COUNT: Final = 3
LONGEST: Final = 35
BECAUSE: Final = 14
GENERAL: Final = "a general question that everyone may get"
# A manager and up, on the scale of `legwork.outreach.ranking.level`.
_LEADS: Final = 4


@dataclass(frozen=True, slots=True)
class Question:
    """`id` stays the same as long as the fact does; `goal` is work, path, company or next. `because` is the reason in
    words, with its link in `ref` or `url`; `general` says that it would suit anyone."""

    id: str
    goal: str
    kind: str
    text: str
    because: str
    ref: str = ""
    url: str = ""
    general: bool = False


def three(candidates: Sequence[Question], past: Iterable[str] = ()) -> tuple[Question, ...]:
    """Three of the candidates, one a goal and one a kind of fact as far as that goes.

    `past` are ids the user passed over, in the order in which they did: each gives its place to the next candidate
    that has not been there. When all were there, they come round again. The same `past` gives the same three.
    """
    shown: list[Question] = []
    for strict in (True, False):
        for one in candidates:
            if len(shown) < COUNT and one not in shown and (not strict or _fits(one, shown)):
                shown.append(one)
    seen = {one.id for one in shown}
    for passed in past:
        at = next((place for place, one in enumerate(shown) if one.id == passed), None)
        if at is not None:
            shown[at] = _next(candidates, shown, at, seen)
            seen.add(shown[at].id)
    return tuple(shown)


def _next(candidates: Sequence[Question], shown: Sequence[Question], at: int, seen: set[str]) -> Question:
    others = [one for place, one in enumerate(shown) if place != at]
    free = [one for one in candidates if one not in shown]
    fresh = [one for one in free if one.id not in seen]
    if not fresh:
        seen.difference_update(one.id for one in free)
        fresh = free
    return next((one for one in fresh if _fits(one, others)), next(iter(fresh), shown[at]))


def _fits(question: Question, others: Iterable[Question]) -> bool:
    return all(question.goal != one.goal and question.kind != one.kind for one in others)


def candidates(facts: Iterable[Fact], title: str, company: str) -> tuple[Question, ...]:
    """Every question there could be, in order: by rule, fresh before ageing, newer before older, then by its words.

    Only what is confirmed and not stale asks; nothing personal does. `title` picks the general ones.
    """
    sure = [fact for fact in facts if fact.confidence == "confirmed" and freshness(fact) != "stale"]
    own = sorted(_made(sure), key=lambda pair: pair[0])
    first = [one for rank, one in own if rank[0] < len(_RULES)]
    then = [one for rank, one in own if rank[0] >= len(_RULES)]
    found: dict[str, Question] = {}
    for one in (*first, *_general(title), *then, *_rest()):
        if one.text not in found and _is_fit(one, company):
            found[one.text] = one
    return tuple(found.values())


def _is_fit(question: Question, company: str) -> bool:
    """Short enough, open, and about nothing but what they alone can tell; those of the bank are."""
    if question.general:
        return True
    return len(question.text.split()) <= LONGEST and not check_question(question.text, (), company)


_Rank = tuple[int, int, int, str, str, str]


def _made(facts: Iterable[Fact]) -> Iterator[tuple[_Rank, Question]]:
    for fact in facts:
        if (place := _PLACES.get(fact.kind)) is None:
            continue
        goal, rule = _RULES.get(fact.kind) or (_BONDS[fact.kind], _as_drafted)
        text = rule(fact)
        if text:
            ref, url = desk_path(fact.ref), web_address(fact.url)
            made = Question(fact.mark, goal, fact.kind, text, because(fact), ref, url)
            newest = -fact.dated.toordinal() if fact.dated else 0
            yield (place, freshness(fact) != "fresh", newest, text, made.ref, made.url), made


def because(fact: Fact) -> str:
    """Why a question is there: what was read outside by its source and day, what the records say in its words."""
    day = fact.dated or fact.read
    if fact.anchor == "own" or day is None:
        return plain(short(fact), BECAUSE)
    return f"{plain(fact.source, 6)}, {day_words(day)}"


def _as_drafted(fact: Fact) -> str:
    """The question that drafting asks of the same fact."""
    words = {name: plain(value, TITLE) for name, value in fact.words.items()}
    made = asked_by(for_drafts([replace(fact, words=words)])[0])
    return made.text if made is not None else ""


def _title(fact: Fact) -> str:
    """What somebody wrote or made, as it can be asked about; empty where it is personal."""
    said = f"{fact.value} {' '.join(fact.words.values())}"
    return "" if is_personal(said) else plain(fact.value, TITLE).strip('“”"')


def _post(fact: Fact) -> str:
    title = _title(fact)
    begun = f"In “{title}” you set out one way of doing it."
    return f"{begun} What did you try before that, and what made you change?" if title else ""


def _project(fact: Fact) -> str:
    title = _title(fact)
    return f"What did “{title}” teach you that nothing written about it says?" if title else ""


def _work(fact: Fact) -> str:
    title = _title(fact)
    return f"What has happened since “{title}” that you would write differently today?" if title else ""


def _company(fact: Fact) -> str:
    return plain(fact.words.get("company", ""), 6) or "the company"


def _size(fact: Fact) -> str:
    people = count_words(plain(fact.value, 3))
    return f"How does the size of {_company(fact)}, about {people} people, show in the way decisions come about?"


def _founded(fact: Fact) -> str:
    return f"What from the early days, since {plain(fact.value, 3)}, can you still feel at {_company(fact)}?"


def _openings(fact: Fact) -> str:
    team = f"{plain(fact.words.get('team', ''), 6)} team".strip()
    return f"What is the {team} at {_company(fact)} short of, and what makes that hard to find?"


# By kind of fact, the one that asks first at the head: what the question is good for, and its words.
_RULES: Final[Mapping[str, tuple[str, Callable[[Fact], str]]]] = {
    "post": ("work", _post),
    "moved": ("path", _as_drafted),
    "project": ("work", _project),
    "work": ("work", _work),
    "page": ("path", _as_drafted),
    "heard": ("company", _as_drafted),
    "openings": ("company", _openings),
    "employees": ("company", _size),
    "founded": ("company", _founded),
}
# What the two have in common.
_BONDS: Final[Mapping[str, str]] = {
    "exchange": "work",
    "school": "path",
    "employer": "company",
    "referral": "path",
    "met": "next",
}
_PLACES: Final[Mapping[str, int]] = {kind: place for place, kind in enumerate((*_RULES, *_BONDS))}


def _general(title: str) -> Iterator[Question]:
    """What suits anyone, by role: one of each goal."""
    leads = level(words(title)) >= _LEADS
    for goal, id_ in (
        ("next", "skills.1"),
        ("work", "insight.1"),
        ("path", "path.1"),
        ("company", "culture.2" if leads else "culture.1"),
        ("next", "advice.1"),
    ):
        yield _of_bank(goal, id_)


_REST: Final = (
    ("work", "day.2"), ("company", "assignments.2"), ("path", "path.2"), ("next", "resources.1"), ("work", "insight.2"),
    ("company", "culture.3"), ("path", "path.3"), ("next", "skills.2"), ("work", "day.3"),
)  # fmt: skip


def _rest() -> Iterator[Question]:
    for goal, id_ in _REST:
        yield _of_bank(goal, id_)


def _of_bank(goal: str, id_: str) -> Question:
    return Question(id_, goal, id_, BY_ID[id_].text, GENERAL, general=True)
