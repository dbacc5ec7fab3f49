"""What the user makes of a draft: other words, another first sentence, another channel, and back again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from sqlalchemy import Connection

from legwork.desk import planning
from legwork.desk.opening import Desk
from legwork.desk.writing import Written
from legwork.drafting.slots import Choice
from legwork.errors import NotFound, WrongValue
from legwork.store import drafts as store
from legwork.store import ids

LONGEST = 10_000
CHOICES = ("bond", "channel", "answer")


def revise(desk: Desk, card: str, words: Mapping[str, str], do: str = "check") -> Written:
    """Keeps what the user made of a card's draft, and says what is wrong with it.

    `words` are `text`, `subject` and `own`, the user's own first sentence; those that are missing stay. `do` is
    `check`, `again` (back to Legwork's words), or a choice such as `bond:school`, `channel:phone`, `answer:later`.

    Raises:
        NotFound: there is no such card today, or nothing to send with it.
        WrongValue: the text is too long.
    """
    if any(len(text) > LONGEST for text in words.values()):
        raise WrongValue("A draft", f"at most {LONGEST:,} characters long")
    with desk.database.read() as connection:
        given = _given(desk, connection, card, words, do)
        found = _there(planning.draft_in(desk, connection, card, given))
    if do == "again":
        desk.database.write(lambda connection: store.drop(connection, card))
    else:
        data = {**asdict(found.choice), "at": ids.utc(desk.clock())}
        if found.edited:
            data |= {"text": found.draft.text, "subject": found.draft.subject}
        desk.database.write(lambda connection: store.keep(connection, card, data))
    return found


def _given(desk: Desk, connection: Connection, card: str, words: Mapping[str, str], do: str) -> dict[str, Any]:
    name, _, value = do.partition(":")
    if name == "again":
        return {**asdict(Choice()), "text": None, "subject": None}
    if name not in CHOICES:
        return {key: text for key, text in words.items() if key in {"text", "subject"}}
    before = _there(planning.draft_in(desk, connection, card))
    fresh = {**asdict(before.choice), name: value, "own": words.get("own", before.choice.own)}
    fresh |= {"text": None, "subject": None}
    if name != "bond" or not words.get("text"):
        return fresh
    after = _there(planning.draft_in(desk, connection, card, fresh))
    text = words["text"].replace("\r\n", "\n")
    for said in (before.opening, *before.bonds):
        if said.sentence in text and after.draft.channel != "linkedin_note":
            return fresh | {"text": text.replace(said.sentence, after.opening.sentence, 1)}
    return fresh


def _there(found: Written | None) -> Written:
    if found is None:
        raise NotFound("draft")
    return found
