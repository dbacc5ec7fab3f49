"""What a look outside would ask for a contact: of whom, by what, and at which addresses, before anything is asked."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy import Connection

from legwork.desk import wording
from legwork.desk.identifying import identifiers_of
from legwork.desk.preferring import WANT_OPERATOR, Preferences, read_preferences
from legwork.sources.contract import SETTLED, Identifier, Planned, Source
from legwork.sources.registry import SOURCES
from legwork.store import evidence, links
from legwork.store.evidence import Lookup

# What comes before it is known which: the kinds of identifier that only an answer gives.
_FROM_ANSWERS: Final = {"title": "wikidata", "cik": "wikidata"}
_SENTENCES: Final = {
    "off": "Off. Settings switches it on.",
    "wants operator": "Wants to know how you can be reached; Settings asks for it.",
}
_MISSING: Final = {
    "feed": "No page you saved of them declares a feed.",
    "github": "No address of an account there is known.",
    "domain": "No e-mail address or page at their employer is known.",
    "title": "Wikidata has not given the title of an article.",
    "orcid": "No ORCID iD of theirs is known.",
    "cik": "Wikidata has not given a number at the SEC.",
    "fediverse": "No address of an account on a Mastodon server is known.",
    "bluesky": "No address of an account there is known.",
}


@dataclass(frozen=True, slots=True)
class Step:
    """What would be asked of one source: `state` is ready, off, wants operator or nothing to ask by, with a
    `sentence` where it is not ready. `by` are the identifiers, `requests` the addresses in their order."""

    source: str
    title: str
    learns: str
    state: str
    sentence: str = ""
    by: tuple[Identifier, ...] = ()
    requests: tuple[Planned, ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """What a look would ask for a contact. `digest` is the same for the same requests."""

    contact: str
    steps: tuple[Step, ...]

    @property
    def ready(self) -> tuple[Step, ...]:
        return tuple(step for step in self.steps if step.state == "ready")

    @property
    def digest(self) -> str:
        asked = "\n".join(f"{step.source} {one.url}" for step in self.ready for one in step.requests)
        return hashlib.sha256(asked.encode()).hexdigest()[:32]


def plan_of(connection: Connection, number: int) -> Plan:
    """What a look would ask for a contact, by its number."""
    mine = read_preferences(connection)
    held = links.members_of(connection, [number])[number]
    known = known_of(identifiers_of(connection, number), evidence.lookups_of(connection, held))
    steps: list[Step] = []
    for source in SOURCES:
        by = tuple(one for one in known if one.kind == source.takes)
        comes_from = _FROM_ANSWERS.get(source.takes)
        if not by and any(step.source == comes_from and step.state == "ready" for step in steps):
            by = (Identifier(source.takes, "…", "domain"),)
        steps.append(_step(source, state_of(source, mine), by))
    return Plan(wording.public(number), tuple(steps))


def _step(source: Source, state: str, by: tuple[Identifier, ...]) -> Step:
    if state:
        return Step(source.name, source.title, source.learns, state, _SENTENCES[state], by)
    if not by:
        return Step(source.name, source.title, source.learns, "nothing to ask by", _MISSING[source.takes])
    requests = tuple(one for identifier in by for one in source.plan(identifier))
    return Step(source.name, source.title, source.learns, "ready", "", by, requests)


def state_of(source: Source, mine: Preferences) -> str:
    """Why a source is not asked at all; empty where it may be."""
    name = f"source_{source.name}"
    if getattr(mine, name) != "on":
        return "off"
    return "wants operator" if name in WANT_OPERATOR and not mine.operator else ""


def known_of(own: Sequence[Identifier], done: Iterable[Lookup]) -> list[Identifier]:
    """A contact's identifiers, and those that the newest settled answers about them led to."""
    valid = {key_of(one) for one in own}
    settled = {one.source: one for one in done if one.outcome in SETTLED and one.identifier in valid}
    further = [Identifier(said["kind"], said["value"], "domain") for one in settled.values() for said in one.led_to]
    return [*own, *further]


def key_of(identifier: Identifier) -> str:
    """An identifier as look-ups are kept under it."""
    return f"{identifier.kind} {identifier.value}"
