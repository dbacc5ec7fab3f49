"""Looks a contact up outside, when the user asks: the plan first, then what came of it, then what is known by it.

Nothing is asked of a source that is off, nor without an identifier, nor for a contact whose plan was not seen: the
plan that was shown and the one that is carried out have to be the same.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from sqlalchemy import Connection

import legwork
from legwork.briefing.facts import Fact, confidence_of
from legwork.briefing.note import Looked
from legwork.desk import wording
from legwork.desk.asking import LOOK_SECONDS, Asker
from legwork.desk.identifying import identifiers_of, who_of
from legwork.desk.opening import Desk, locked
from legwork.desk.outlining import Plan, key_of, known_of, plan_of, state_of
from legwork.desk.preferring import Preferences, read_preferences
from legwork.desk.viewing import present
from legwork.errors import Conflict, LegworkError, Refused, traced
from legwork.outreach.words import counted
from legwork.sources.contract import SETTLED, Identifier, Reading, Said, Source, Stopped, Who
from legwork.sources.outbound import Client
from legwork.sources.registry import BY_NAME, SOURCES
from legwork.store import evidence, ids, links
from legwork.store.evidence import Lookup, Request

LOG: Final = logging.getLogger("legwork.sources")
CHANGED: Final = "What would be asked has changed since you saw it; look at the new plan, then ask again."
NOTHING: Final = "There is nothing to ask: no source is on that knows one of this contact's addresses."
BUSY: Final = Conflict("Somebody is being looked up at this moment; wait until that is done, then try again.")
SWITCHES: Final = tuple((source.name, source.title, source.learns) for source in SOURCES)
"""Name, title and what the host learns, of every source."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What is kept of a contact's look-ups, for its page: the newest of each source and identifier, beside it the one
    whose facts still count, every request, the newest first, and the facts."""

    lookups: tuple[Lookup, ...]
    requests: tuple[Request, ...]
    facts: tuple[Fact, ...]


def plan(desk: Desk, contact: str) -> Plan:
    """What a look would ask. Nothing is asked for it.

    Raises:
        NotFound: there is no such contact.
    """
    with desk.database.read() as connection:
        return plan_of(connection, present(connection, contact))


def look(
    desk: Desk,
    contact: str,
    digest: str,
    *,
    client: Client | None = None,
    sleep: Callable[[float], None] = time.sleep,
) -> tuple[Lookup, ...]:
    """Carries out the plan with that digest; returns what came of it. What cannot be had is said, and what was known
    before is kept.

    Raises:
        NotFound: there is no such contact.
        Refused: nothing can be asked.
        Conflict: the plan is another by now, or somebody is being looked up.
    """
    with locked(desk.settings.home / "look.lock", BUSY):
        with desk.database.read() as connection:
            number = present(connection, contact)
            found = plan_of(connection, number)
            mine = read_preferences(connection)
            who = who_of(connection, number)
            held = links.members_of(connection, [number])[number]
        if not found.ready:
            raise Refused(NOTHING)
        if found.digest != digest:
            raise Conflict(CHANGED)
        looking = _Looking(desk, number, held, who, mine, client, sleep)
        return tuple(looking.carry_out(found))


def outside_facts(connection: Connection, number: int) -> tuple[Fact, ...]:
    """What is known of a contact, by its number, from outside: for each identifier it still has, what the newest
    look that settled anything read."""
    if not evidence.is_any(connection):  # as on most desks, where each card of a day would ask for more
        return ()
    held = links.members_of(connection, [number])[number]
    done = evidence.lookups_of(connection, held)
    valid = {key_of(one) for one in known_of(identifiers_of(connection, number), done)}
    settled = {(one.source, one.identifier): one for one in done if one.outcome in SETTLED}
    return tuple(
        _fact(wording.public(number), lookup, fact)
        for (_, identifier), lookup in sorted(settled.items())
        if identifier in valid
        for fact in lookup.facts
    )


def looked(connection: Connection, number: int) -> tuple[Looked, ...]:
    """The sources that are on or were asked, and what came of it, in a few words; the others in one line."""
    held = links.members_of(connection, [number])[number]
    mine = read_preferences(connection)
    newest: dict[str, list[Lookup]] = {}
    for lookup in _newest(evidence.lookups_of(connection, held)):
        newest.setdefault(lookup.source, []).append(lookup)
    page = f"/contacts/{wording.public(number)}/outside"
    told = [source for source in SOURCES if source.name in newest or state_of(source, mine) != "off"]
    found = [_looked(source, newest.get(source.name, []), page, state_of(source, mine)) for source in told]
    rest = [] if len(told) == len(SOURCES) else [Looked("Other sources outside", "off", None, page)]
    return (*found, *rest)


def seen(desk: Desk, contact: str) -> Seen:
    """What is kept of a contact's look-ups.

    Raises:
        NotFound: there is no such contact.
    """
    with desk.database.read() as connection:
        number = present(connection, contact)
        held = links.members_of(connection, [number])[number]
        done = evidence.lookups_of(connection, held)
        settled = _newest([one for one in done if one.outcome in SETTLED])
        newest = _newest(done)
        return Seen(
            tuple(_in_order([*newest, *(one for one in settled if one not in newest)])),
            tuple(evidence.requests_of(connection, held)),
            outside_facts(connection, number),
        )


def title(source: str) -> str:
    """What a source is called."""
    return BY_NAME[source].title


def licence(source: str) -> str:
    """The licence of what a source says, where it wants to be named."""
    return BY_NAME[source].licence


class _Looking:
    """One look: each source in turn, those that others lead to after them."""

    def __init__(
        self,
        desk: Desk,
        number: int,
        held: set[int],
        who: Who,
        mine: Preferences,
        client: Client | None,
        sleep: Callable[[float], None],
    ) -> None:
        self._desk = desk
        self._number = number
        self._held = held
        self._who = who
        self._given = client
        self._agents = {True: agent(mine.operator), False: agent("")}
        self._clients: dict[bool, Client] = {}
        self._sleep = sleep
        self._until = time.monotonic() + LOOK_SECONDS
        self._last: dict[str, float] = {}

    def carry_out(self, found: Plan) -> Iterable[Lookup]:
        led_to: dict[str, Identifier] = {}
        try:
            for step in found.ready:
                source = BY_NAME[step.source]
                known = [one for one in step.by if one.value != "…"]
                for identifier in known or [one for kind, one in led_to.items() if kind == source.takes]:
                    lookup, further = self._one(source, identifier)
                    led_to |= {one.kind: one for one in further}
                    yield lookup
        finally:
            for client in self._clients.values():
                client.close()

    def _one(self, source: Source, identifier: Identifier) -> tuple[Lookup, tuple[Identifier, ...]]:
        asker = Asker(
            self._desk, self._client(source), source, self._number, self._held, self._until, self._sleep, self._last
        )
        at = ids.utc(self._desk.clock())
        lookup = Lookup(self._number, source.name, key_of(identifier), at, "found")
        try:
            reading = source.look(identifier, self._who, asker.fetch)
        except Stopped as stop:
            return self._stopped(lookup, asker, stop), ()
        except LegworkError:
            raise
        except Exception as problem:  # noqa: BLE001  an answer is somebody else's work; the other sources go on
            LOG.error("%s", traced(problem))  # noqa: TRY400  a traceback may hold values
            return self._stopped(lookup, asker, Stopped("broken", "What came back is nothing Legwork expects.")), ()
        lookup = Lookup(
            lookup.record, lookup.source, lookup.identifier, at, reading.outcome, reading.sentence, "", asker.asked,
            [_written(one, identifier, reading, self._who, asker) for one in reading.facts],
            [{"kind": one.kind, "value": one.value} for one in reading.led_to],
        )  # fmt: skip
        self._desk.database.write(lambda connection: evidence.conclude(connection, lookup))
        return lookup, reading.led_to

    def _stopped(self, lookup: Lookup, asker: Asker, stop: Stopped) -> Lookup:
        """A look that ended before its time. An answer that a source could not read is not kept for fresh."""
        until = self._desk.clock() + stop.until if isinstance(stop.until, timedelta) else stop.until
        if stop.outcome in {"broken", "limited"}:
            asker.spoil()
        if isinstance(stop.until, timedelta) and until is not None:
            asker.pause(until)
        ended = Lookup(
            lookup.record, lookup.source, lookup.identifier, lookup.at, stop.outcome, stop.sentence,
            ids.utc(until) if until is not None else "", asker.asked,
        )  # fmt: skip
        self._desk.database.write(lambda connection: evidence.conclude(connection, ended))
        return ended

    def _client(self, source: Source) -> Client:
        """Who asks is told to those alone who want to know."""
        if self._given is not None:
            return self._given
        wants = source.wants_operator
        if wants not in self._clients:
            self._clients[wants] = Client(self._agents[wants])
        return self._clients[wants]


def agent(operator: str) -> str:
    """Who asks, as a User-Agent. Those who run Wikimedia's sites and EDGAR want to reach whoever runs a program, and
    of a desk that is its user."""
    said = f"; contact: {operator}" if operator else ""
    return f"Legwork/{legwork.__version__} (a desk on one person's own computer{said})"


def _newest(done: Iterable[Lookup]) -> list[Lookup]:
    """The newest of each source and identifier, in the order of the sources."""
    return _in_order({(one.source, one.identifier): one for one in done}.values())


def _in_order(done: Iterable[Lookup]) -> list[Lookup]:
    order = [source.name for source in SOURCES]
    return sorted(done, key=lambda one: (order.index(one.source), one.identifier, one.id))


def _written(said: Said, identifier: Identifier, reading: Reading, who: Who, asker: Asker) -> dict[str, Any]:
    """A fact as it is kept."""
    how = reading.how or identifier.how
    words = {**({"company": who.company} if said.about == "company" else {}), **said.words}
    return {
        "about": said.about,
        "kind": said.kind,
        "value": said.value,
        "url": said.url,
        "dated": said.dated.isoformat() if said.dated else "",
        "fetched": max(at for _, at in asker.used.values()),
        # what hangs on nothing stays so, whatever the answers say of it
        "how": identifier.how if identifier.how == "other" and how != "links back" else how,
        "doubts": said.doubts + (0 if how == "links back" else identifier.doubts),
        "words": words,
    }


def _fact(contact: str, lookup: Lookup, kept: Mapping[str, Any]) -> Fact:
    return Fact(
        about=kept["about"],
        kind=kept["kind"],
        value=kept["value"],
        source=_credit(BY_NAME[lookup.source]),
        ref=f"/contacts/{contact}/outside#l{lookup.id}",
        url=kept["url"],
        fetched=ids.instant(kept["fetched"]),
        dated=date.fromisoformat(kept["dated"]) if kept["dated"] else None,
        anchor=kept["how"],
        confidence=confidence_of(kept["how"], kept["doubts"]),
        words=kept["words"],
    )


def _credit(source: Source) -> str:
    """What a source is called beside a statement, with the licence that asks to be named."""
    return f"{source.title}, {source.licence}" if source.licence.startswith("CC BY") else source.title


def _looked(source: Source, done: Sequence[Lookup], page: str, state: str) -> Looked:
    """What came of asking one source, as a note tells it."""
    if not done:
        return Looked(source.title, state or "not asked yet", None, page)
    last = max(done, key=lambda one: (one.at, one.id))
    return Looked(source.title, outcome_words(done), ids.instant(last.at).date(), f"{page}#l{last.id}")


def outcome_words(done: Sequence[Lookup]) -> str:
    """`3 requests, 2 facts`, or why there are none."""
    asked, facts = sum(one.asked for one in done), sum(len(one.facts) for one in done)
    bad = next((one for one in done if one.outcome not in SETTLED), None)
    if bad is not None and bad.until:
        return f"limited until {ids.instant(bad.until):%H:%M} UTC"
    told = bad.outcome if bad is not None else counted(facts, "fact") if facts else "nothing found"
    return f"{counted(asked, 'request')}, {told}"
