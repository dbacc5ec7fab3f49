"""A throwaway desk, worked through the same functions as the user's own."""

from __future__ import annotations

import contextlib
import json
import shutil
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, product
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from benches.scoring import Share
from benches.truth import Place
from legwork.config import Settings
from legwork.desk import components, importing, linking, pools, preferring, wording
from legwork.desk.opening import Desk, open_desk
from legwork.linkage.normalise import person_of
from legwork.linkage.person import Person
from legwork.store import events, ids, links, records

_NOT_SOURCES = {"truth", "truth.jsonl", "corpus.json", "user.json"}


@dataclass(frozen=True, slots=True)
class Asked:
    """A doubtful pair: its name, and the places where its two records stand."""

    pair: str
    left: tuple[Place, ...]
    right: tuple[Place, ...]


@contextlib.contextmanager
def throwaway() -> Iterator[Desk]:
    """A new desk in a folder of its own, gone afterwards."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "home"
        settings = Settings(home, f"sqlite:///{home / 'legwork.sqlite3'}", ZoneInfo("UTC"))
        desk = open_desk(settings)
        try:
            yield desk
        finally:
            desk.close()


def settle(desk: Desk, user: Path) -> None:
    """Sets what a `user.json` says the user would type at the beginning."""
    if not user.exists():
        return
    said = json.loads(user.read_text(encoding="utf-8"))
    wanted = {
        "name": said.get("name", ""),
        "emails": ", ".join(said.get("emails", ())),
        "region": said.get("region", ""),
        "profile": said.get("profile") or said.get("linkedin", ""),
    }
    preferring.prefer(desk, {name: value for name, value in wanted.items() if value})


def bring(desk: Desk, world: Path) -> dict[str, Any]:
    """Imports a world's source folders as one folder, without its truth; returns the report."""
    with tempfile.TemporaryDirectory() as folder:
        only_sources = Path(folder) / "exports"
        shutil.copytree(world, only_sources, ignore=lambda _, names: _NOT_SOURCES & set(names))
        return importing.run(desk, [only_sources])


def contacts(desk: Desk) -> dict[Place, str]:
    """The contact behind which each record stands, by the record's place."""
    with desk.database.read() as connection:
        seen = records.seen(connection)
        where = links.contacts_of(connection, {each.record for each in seen})
    return {(each.file, each.locator): wording.public(where[each.record]) for each in seen}


def standing(desk: Desk) -> list[tuple[Person, tuple[Place, ...]]]:
    """Every record behind a contact as linkage compares it, in order of number, with the places it was seen at."""
    with desk.database.read() as connection:
        region = pools.linker(connection).region
        claims = pools.read_claims(connection, sorted(records.standing_ids(connection)))
        places: dict[int, list[Place]] = defaultdict(list)
        for each in records.seen(connection):
            places[each.record].append((each.file, each.locator))
    return [(person_of(claim, region=region), tuple(places[claim.record])) for claim in claims]


def doubtful(desk: Desk) -> list[Asked]:
    """Every doubtful pair with the places of its own two records."""
    pairs: Sequence[dict[str, Any]] = linking.doubtful(desk)["pairs"]
    ends = {pair["pair"]: wording.pair_numbers(pair["pair"]) for pair in pairs}
    places: dict[int, list[Place]] = {}
    with desk.database.read() as connection:
        for each in records.seen(connection, sorted({record for pair in ends.values() for record in pair})):
            places.setdefault(each.record, []).append((each.file, each.locator))
    return [Asked(name, tuple(places[left]), tuple(places[right])) for name, (left, right) in ends.items()]


def answer_all(desk: Desk, same: Callable[[Sequence[Place], Sequence[Place]], bool | None]) -> Share:
    """Rules on every pair that is doubtful now, as someone would who knows the people; gives how many of the
    pairs were the same. Where `same` does not know, nothing is said.

    What `linking.rule` writes for each, but worked out once at the end: no order of rulings matters.
    """
    asked = doubtful(desk)
    verdicts = [(doubt, one) for doubt in asked if (one := same(doubt.left, doubt.right)) is not None]

    def work(connection: Connection) -> None:
        changed: set[int] = set()
        for doubt, one in verdicts:
            changed.update(_rule(connection, desk, doubt.pair, "same" if one else "different"))
        components.relink(connection, changed)

    desk.database.write(work)
    return Share(sum(one for _, one in verdicts), len(verdicts))


def _rule(connection: Connection, desk: Desk, pair: str, verdict: str) -> set[int]:
    """Writes down one ruling, record by record of both contacts; gives the records."""
    left, right = wording.pair_numbers(pair)
    where = links.contacts_of(connection, [left, right])
    held = links.members_of(connection, where.values())
    sides = ([one, *sorted(held[where[one]] - {one})][: linking.SIDE_RECORDS] for one in (left, right))
    pairs = [(min(across), max(across)) for across in islice(product(*sides), linking.MOST_PAIRS)]
    event = ids.new("e", desk.clock())
    data = {"verdict": verdict, "pairs": pairs}
    events.append(connection, event, ids.utc(desk.clock()), "ruling", data, record=pairs[0][0])
    for one, other in pairs:
        events.add_ruling(connection, event, one, other, verdict)
    return {record for across in pairs for record in across}
