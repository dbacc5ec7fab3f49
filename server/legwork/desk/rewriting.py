"""Another wording of a draft by a model on this computer, taken only when it says nothing new and passes the checks.

The draft as it stands is never changed here; the user takes the other wording or leaves it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from legwork.desk import planning
from legwork.desk.opening import Desk
from legwork.desk.preferring import preferences
from legwork.desk.revising import LONGEST
from legwork.desk.writing import Written
from legwork.drafting.checks import counted_words
from legwork.drafting.rewording import added
from legwork.errors import NotFound, Outside, Refused, WrongValue
from legwork.sources import rewriting

Rewrite = Callable[[str, str, str], str]
OFF: Final = "No rewriter is switched on; Settings has a switch for one that runs on this computer."


@dataclass(frozen=True, slots=True)
class Reworded:
    """A draft, and the other wording of it; where there is none, `why` says so in a sentence."""

    draft: Written
    text: str
    why: str


def is_on(desk: Desk) -> bool:
    return preferences(desk).rewrite == "on"


def reword(desk: Desk, card: str, text: str, rewrite: Rewrite = rewriting.rewrite) -> Reworded:
    """Asks for another wording of a card's draft as it stands in `text`.

    Raises:
        Refused: no rewriter is switched on.
        NotFound: there is no such card today, or nothing to send with it.
        WrongValue: the text is too long.
    """
    mine = preferences(desk)
    if mine.rewrite != "on" or not mine.rewrite_model:
        raise Refused(OFF)
    if len(text) > LONGEST:
        raise WrongValue("A draft", f"at most {LONGEST:,} characters long")
    before = _written(desk, card, text)
    try:
        said = rewrite(mine.rewrite_url, mine.rewrite_model, before.draft.text)
    except Outside as problem:
        return Reworded(before, "", str(problem))
    after = _written(desk, card, said)
    why = _refusal(before, after)
    return Reworded(before, "" if why else after.draft.text, why)


def _refusal(before: Written, after: Written) -> str:
    """Why a wording is not offered; empty where it may be."""
    new = added(after.draft.text, [before.draft.text, before.draft.subject])
    if new:
        return f"The rewriter's wording was refused: it names what your draft does not ({', '.join(new[:3])})."
    act = after.card.act
    if counted_words(after.draft.text, act) > counted_words(before.draft.text, act):
        return "The rewriter's wording was refused: it is longer than your draft."
    if after.stops:
        return f"The rewriter's wording was refused: {after.stops[0].text}"
    return ""


def _written(desk: Desk, card: str, text: str) -> Written:
    with desk.database.read() as connection:
        found = planning.draft_in(desk, connection, card, {"text": text} if text.strip() else None)
    if found is None:
        raise NotFound("draft")
    return found
