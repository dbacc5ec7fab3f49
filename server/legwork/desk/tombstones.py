"""Who is in the trash, or forgotten, is known again when an import or a capture brings them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection

from legwork.desk import pools
from legwork.linkage.comparing_names import written_names
from legwork.linkage.keys import numbered
from legwork.linkage.normalise import person_of
from legwork.linkage.person import Claimed, Name, Person
from legwork.store import links, records, trash
from legwork.store.batches import FORGOTTEN
from legwork.store.indexing import indexed

NOT_KEPT = "not kept"
"""What stands for the place of a row that is not to be known any more; a row's number tells nobody's name."""


def marks(person: Person, key: str) -> set[str]:
    """By what a record's person is known again: the record itself, what names them alone, and the full name beside
    an address, number or employer. `key` is the record's own in its source."""
    own = {one for one in person.identifiers if not one.startswith("phone:")}
    found = {f"record:{person.digest}", *own}
    if key:
        found.add(f"key:{person.source}:{key}")
    beside = {
        *(f"email:{email.address}" for email in person.emails),
        *(f"phone:{phone}" for phone in person.phones),
        *(f"employer:{employer}" for employer in (*person.employers, *person.domains)),
    }
    names = {whole for name in written_names(person) if (whole := _whole(name))}
    found.update(f"{name} {fact}" for name in names for fact in beside)
    if not own and not beside and not key:
        found.update(f"{name} {person.source}" for name in names)
    return found


def marks_of(connection: Connection, held: Collection[int]) -> set[str]:
    """The marks of the people behind some records, without what somebody else's record says too."""
    linker = pools.linker(connection)
    claims = pools.read_claims(connection, held)
    keys = {row["id"]: row["key"] for row in records.claims(connection, held)}
    found: set[str] = set()
    for claim in claims:
        found |= marks(person_of(claim, region=linker.region, shared=linker.shared), keys[claim.record])
    return found - _of_others(connection, {one for one in found if " " not in one}, set(held))


def _of_others(connection: Connection, wanted: set[str], held: set[int]) -> set[str]:
    """Those identifiers that standing records besides `held` have as well."""
    numbers = {numbered(one, links.fingerprint(one)): one for one in wanted}
    holders = links.holders(connection, numbers)
    return {numbers[number] for number, found in holders.items() if found - held}


def _whole(name: Name) -> str:
    return f"named:{'.'.join((*name.given, *name.family))}" if name.given and name.family else ""


@dataclass(frozen=True, slots=True)
class Away:
    """Everybody who is in the trash or forgotten, by salted digests."""

    reasons: Mapping[str, str] = field(default_factory=dict)
    salt: bytes = b""
    region: str = ""
    shared: frozenset[str] = frozenset()

    def why(self, digest: str, source: str, key: str, claim: Mapping[str, Any]) -> str:
        """Why a row is passed over: FORGOTTEN, IN_TRASH, or "" when it is not."""
        if not self.reasons:
            return ""
        person = person_of(Claimed(0, digest, source, claim), region=self.region, shared=self.shared)
        return self._first(marks(person, indexed(key)))

    def _first(self, found: Iterable[str]) -> str:
        met = {self.reasons.get(trash.digest(self.salt, mark), "") for mark in found} - {""}
        return FORGOTTEN if FORGOTTEN in met else next(iter(met), "")


def away(connection: Connection) -> Away:
    reasons = trash.standing(connection)
    if not reasons:
        return Away()
    linker = pools.linker(connection)
    return Away(reasons, trash.salt(connection), linker.region, linker.shared)


def place(locator: str) -> str:
    """What may be kept of the place of such a row."""
    return locator if locator.isascii() and locator.isdigit() else NOT_KEPT
