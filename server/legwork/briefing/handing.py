"""What drafts and the questions of a talk may take from a note's facts: one and the same facts, in the shape that
drafting reads."""

from __future__ import annotations

from collections.abc import Iterable

from legwork.briefing.facts import OWN, Fact
from legwork.briefing.plain import plain
from legwork.briefing.staleness import freshness
from legwork.briefing.statements import short
from legwork.drafting.facts import Fact as Handed

# A note needs them, a message does not: they say again what others say, or are no fact about the person.
_KEPT = frozenset({"role", "saved", "target", "openings", "touch", "promise", "bridge"})
_COMPANY = frozenset({"employees", "founded", "industry", "what_it_is"})


def for_drafts(facts: Iterable[Fact]) -> tuple[Handed, ...]:
    """The facts as drafting knows them, in the order given.

    What was looked up of a company comes along while it is confirmed and not stale. What was looked up of a person
    stays in the note: a message speaks of what the two have in common, and questions name it themselves.
    """
    found = []
    for fact in facts:
        if fact.kind in OWN and fact.kind not in _KEPT:
            found.append(
                Handed(fact.number, fact.value, fact.words, fact.confidence == "confirmed", fact.source, fact.ref)
            )
        elif fact.kind in _COMPANY and fact.confidence == "confirmed" and freshness(fact) != "stale":
            said = short(fact)
            words = {"fact": said, "about": plain(fact.value)}
            found.append(Handed(fact.number, said, words, source=fact.source, ref=fact.ref))
    return tuple(found)
