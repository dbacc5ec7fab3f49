"""Records as linkage wants them, read once while one change is worked out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from sqlalchemy import Connection

from legwork.linkage.clustering import Policy
from legwork.linkage.model import Model, load_model
from legwork.linkage.normalise import persons_of
from legwork.linkage.person import Claimed, Person, stamp
from legwork.store import preferences, records, sharing
from legwork.store.rows import chunks

FEW = 2_000
"""Claims that are kept beside the people read off them; of more they are read again where they are needed."""
AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Linker:
    """How this desk links: the model, the user's region for phone numbers, how much joins by itself, and which
    identifiers the user said several people use."""

    model: Model
    region: str
    policy: Policy
    shared: frozenset[str] = frozenset()


@dataclass(slots=True)
class Pool:
    """Records read and normalised once while one change is worked out. `batch` is a staged import whose
    records count as if they stood already."""

    linker: Linker
    batch: str = ""
    staged: frozenset[int] = frozenset()
    leaving: frozenset[int] = frozenset()
    claims: dict[int, Claimed] = field(default_factory=dict)
    people: dict[int, Person] = field(default_factory=dict)

    def load(self, connection: Connection, ids: Iterable[int]) -> None:
        """Reads those of the records that are not known yet."""
        for chunk in chunks(sorted(set(ids) - self.people.keys()), AT_ONCE):
            self.know(read_claims(connection, chunk, self.batch))

    def know(self, claims: Sequence[Claimed]) -> None:
        people = persons_of(claims, region=self.linker.region, shared=self.linker.shared)
        for claimed, person in zip(claims, people, strict=True):
            self.people[claimed.record] = person
            if len(self.claims) < FEW:
                self.claims[claimed.record] = claimed

    def person(self, record: int) -> Person:
        return self.people[record]

    def claims_of(self, connection: Connection, ids: Iterable[int]) -> dict[int, Claimed]:
        """The claims of some records: few enough to be held at once."""
        wanted = set(ids)
        found = {record: self.claims[record] for record in wanted & self.claims.keys()}
        rest = sorted(wanted - found.keys())
        return found | {claimed.record: claimed for claimed in read_claims(connection, rest, self.batch)}


def linker(connection: Connection) -> Linker:
    stored = preferences.values(connection)
    return Linker(
        model=load_model(),
        region=stored.get("region", ""),
        policy="identifiers" if stored.get("merge_policy") == "identifiers" else "confident",
        shared=frozenset(sharing.standing(connection)),
    )


def read_claims(connection: Connection, ids: Iterable[int], batch: str = "") -> list[Claimed]:
    """The records as linkage wants them; exports of `batch` count as if it were applied."""
    wanted = list(ids)
    shown = records.exports_of(connection, wanted, batch)
    found = []
    for row in records.claims(connection, wanted):
        exports = shown.get(row["id"], [])
        dates = sorted(stamp(as_of) for _, as_of in exports if as_of)
        found.append(
            Claimed(
                record=row["id"],
                digest=row["digest"],
                source=row["source"],
                claim=row["claim"],
                files=frozenset(sha256 for sha256, _ in exports),
                seen_first=dates[0] if dates else "",
                seen_last=dates[-1] if dates else "",
            )
        )
    return found
