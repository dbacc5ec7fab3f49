"""The questions for one talk: three that everyone gets, and up to four that come from facts (method R29, section 9).

The same facts give the same questions. Each says why it is there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from legwork.drafting.bank import BY_ID, CORE
from legwork.drafting.facts import Fact
from legwork.drafting.topics import is_personal

MOST_FROM_FACTS: Final = 4
FEWEST: Final = 5
MOST: Final = 10
BECAUSE_CORE: Final = "everyone gets this one, so that answers can be compared"
BECAUSE_OWN: Final = "your own"
BECAUSE_BANK: Final = "chosen from the bank"
# Which facts ask first. F05 and F07 ask nothing; gaps (F17) come last.
_ORDER: Final = ("F14", "F06", "F10", "F02", "F04", "F01", "F13", "F09", "F11", "F17")
# What these say is somebody's own words, and may be about anything.
_FREE: Final = frozenset({"F04", "F09", "F11", "F14"})


@dataclass(frozen=True, slots=True)
class Chosen:
    """One question for one person. `because` is its reason in words, `ref` the path of the fact on the desk,
    `general` that it would suit anyone."""

    id: str
    group: str
    text: str
    because: str
    ref: str = ""
    general: bool = False


def choose(facts: Iterable[Fact], asked: Iterable[str] = ()) -> tuple[Chosen, ...]:
    """Seven questions at most: the core three, then those that facts ask, one a group.

    `asked` are ids of questions the user has put to a colleague at the same employer: those come as "what would
    you say". Facts may stand in any order.
    """
    before = frozenset(asked)
    core = [Chosen(id_, BY_ID[id_].group, BY_ID[id_].text, BECAUSE_CORE, general=True) for id_ in CORE]
    taken = {one.group for one in core}
    found: list[Chosen] = []
    for one in _from_facts(facts):
        if one.group not in taken and len(found) < MOST_FROM_FACTS:
            taken.add(one.group)
            found.append(_heard_before(one) if one.id in before else one)
    return (*found[:2], *core, *found[2:])


def _from_facts(facts: Iterable[Fact]) -> Iterator[Chosen]:
    known = sorted(facts, key=_place)
    for number in _ORDER:
        for fact in known:
            if fact.id == number and (made := asked_by(fact)) is not None:
                yield made


def asked_by(fact: Fact) -> Chosen | None:
    """The question a fact asks; None where it asks none: it is not certain, says too little, or is personal."""
    made = _ASK[fact.id](fact.words) if fact.certain and fact.id in _ASK else None
    if made is None or (fact.id in _FREE and is_personal(made[1])):
        return None
    group, text = made
    return Chosen(f"{group}.{fact.id}", group, text, fact.text, fact.ref)


def _place(fact: Fact) -> tuple[str, int, str, list[tuple[str, str]]]:
    """Gaps in their own order, everything else by its words."""
    gaps = list(_GAPS)
    missing = fact.words.get("missing", "")
    return fact.id, gaps.index(missing) if missing in gaps else len(gaps), fact.text, sorted(fact.words.items())


def _heard_before(question: Chosen) -> Chosen:
    because = f"{question.because}; you asked it at this employer before"
    return replace(question, text=heard(question.text), because=because)


def heard(text: str) -> str:
    """A question that a colleague of theirs answered already, so that the two views meet; nobody is named."""
    return f"I have heard one view of this and would like yours: {text}"


_Words = Mapping[str, str]


def _school(words: _Words) -> tuple[str, str]:
    return "resources", f"What did {words['school']} not teach you that you needed later, and where did you find it?"


def _employer(words: _Words) -> tuple[str, str]:
    if words.get("still"):
        return "culture", f"What has changed most at {words['employer']} in the last years, and what has stayed?"
    here = f" at {words['company']}" if words.get("company") else " where you are now"
    return "culture", f"How do decisions come about{here}, compared with {words['employer']}?"


def _exchange(words: _Words) -> tuple[str, str] | None:
    about = words.get("about", "")
    return ("assignments", f"How did it go on with “{about}”, which we wrote about?") if about else None


def _moved(words: _Words) -> tuple[str, str]:
    now = words.get("now") or "where you are now"
    return "path", f"What made you move to {now}, and what differs from what you expected?"


def _page(words: _Words) -> tuple[str, str] | None:
    if words.get("earlier"):
        return "day", f"What from your time as {words['earlier']} still helps you today?"
    if words.get("promoted_from"):
        return "path", f"What changed in your days when you went from {words['promoted_from']} to {words['now']}?"
    return None


def _said_before(words: _Words) -> tuple[str, str]:
    return (
        "culture",
        f"Somebody there told me: “{words['said']}”. How does that look from your team?",
    )


def _referred(words: _Words) -> tuple[str, str]:
    return "path", f"{words['by']} thought of you first when I asked whom to talk to. What do you two see alike?"


def _met(words: _Words) -> tuple[str, str]:
    return "resources", f"What did you take away from {words['event']}, and what else of that kind is worth going to?"


def _company(words: _Words) -> tuple[str, str]:
    return "assignments", f"I read that {words['fact']}. What does that mean for your team?"


_GAPS: Final[Mapping[str, tuple[str, str]]] = {
    "history": ("path", "How did you come to the work you do now?"),
    "week": ("day", "What did last week really consist of?"),
    "projects": ("assignments", "Which project are you proud of, and what made it work?"),
    "values": ("culture", "How does a decision come about when people disagree?"),
}


def _gap(words: _Words) -> tuple[str, str] | None:
    return _GAPS.get(words["missing"])


_ASK: Final[Mapping[str, Callable[[_Words], tuple[str, str] | None]]] = {
    "F01": _school,
    "F02": _employer,
    "F04": _exchange,
    "F06": _moved,
    "F09": _met,
    "F10": _page,
    "F11": _company,
    "F13": _referred,
    "F14": _said_before,
    "F17": _gap,
}
