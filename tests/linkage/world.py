"""Invented people and what several sources say about them, drawn by hypothesis.

The pools are small on purpose, so that namesakes, families, shared addresses and job changes meet often.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from hypothesis import strategies as st

from legwork.linkage.clustering import Ruling
from legwork.linkage.person import Claimed
from linkage.people import record, role, values

GIVEN = {
    "Robert": "Bob",
    "Ana": "Anita",
    "Wei": "Wei",
    "Katherine": "Kate",
    "João": "Joao",
    "Maria": "M.",
    "Okwudili": "O.",
}
FAMILY = ("Smith", "Souza", "Zhang", "O'Neil", "Okonkwo-Lindqvist", "García Márquez", "Silva")
EMPLOYERS = ("Globex", "Initech", "Umbrella", "Hooli GmbH")
TITLES = ("Data Lead", "Nurse", "Product Manager", "Director of Data")
SUFFIXES = ("", "", "", "", "Jr", "Sr")


@dataclass(frozen=True, slots=True)
class Invented:
    """One invented person, before any source writes something down."""

    given: str
    family: str
    suffix: str
    employer: str
    later: str
    title: str
    mail: str
    phone: str
    slug: str

    @property
    def work_mail(self) -> str:
        host = self.employer.split()[0].lower()
        return f"{self.given.lower()}.{self.family.split()[0].lower()}@{host}.example".replace("'", "")


people = st.builds(
    Invented,
    st.sampled_from(sorted(GIVEN)),
    st.sampled_from(FAMILY),
    st.sampled_from(SUFFIXES),
    st.sampled_from(EMPLOYERS),
    st.sampled_from(EMPLOYERS),
    st.sampled_from(TITLES),
    st.sampled_from(("family@x.example", "info@acme.example", "someone84@gmail.com", "so.meone84@googlemail.com")),
    st.sampled_from(("+1 212 555 0147", "+1 212 555 0148", "0212 5550147")),
    st.integers(0, 30).map(lambda number: f"person-{number}"),
)


def connection(person: Invented, number: int, *, later: bool = False) -> Claimed:
    claim: dict[str, Any] = {"given": person.given, "family": f"{person.family} {person.suffix}".strip()}
    company = person.later if later else person.employer
    links = values(f"https://www.linkedin.com/in/{person.slug}")
    export = "connections-later" if later else "connections"
    seen = "2026-11-01" if later else "2025-06-01"
    return record(
        number,
        "linkedin.connections",
        files=[export],
        seen=seen,
        links=links,
        positions=role(company, person.title),
        **claim,
    )


def connection_later(person: Invented, number: int) -> Claimed:
    return connection(person, number, later=True)


def card(person: Invented, number: int) -> Claimed:
    name = f"{GIVEN[person.given]} {person.family}"
    phones = values(person.phone)
    return record(number, "vcard", files=["cards"], name=name, phones=phones, emails=values(person.work_mail))


def google(person: Invented, number: int) -> Claimed:
    name = f"{person.family}, {person.given}"
    return record(number, files=["google"], name=name, emails=values(person.mail), phones=values(person.phone))


def correspondent(person: Invented, number: int) -> Claimed:
    return record(number, "mail", files=["mbox"], name=person.given, emails=values(person.work_mail))


def nameless(person: Invented, number: int) -> Claimed:
    return record(number, "mail", files=["mbox"], emails=values(person.work_mail))


def mistyped(person: Invented, number: int) -> Claimed:
    name = f"{person.given[0]}{person.given} {person.family}"
    return record(number, "vcard", files=["cards"], name=name, positions=role(person.employer, person.title))


def capture(person: Invented, number: int) -> Claimed:
    return record(
        number,
        "capture",
        files=[],
        name=f"{person.given} {person.family}",
        headline=f"{person.title} at {person.later}",
        links=values(f"linkedin.com/in/{person.slug}?trk=x"),
        written_on="2026-11-20T10:00:00Z",
    )


SOURCES: tuple[Callable[[Invented, int], Claimed], ...] = (
    connection, connection_later, card, google, correspondent, nameless, mistyped, capture,
)  # fmt: skip


@st.composite
def worlds(draw: st.DrawFn, *, most: int = 14) -> list[Claimed]:
    """Up to `most` records, numbered from 0, of a handful of people; no two records have the same content."""
    known = draw(st.lists(people, min_size=1, max_size=4))
    said = draw(st.lists(st.tuples(st.sampled_from(known), st.sampled_from(SOURCES)), min_size=1, max_size=most))
    found = {
        record.digest: record for number, (person, source) in enumerate(said) for record in [source(person, number)]
    }
    return list(found.values())


def rulings_on(records: list[Claimed]) -> st.SearchStrategy[list[Ruling]]:
    if len(records) < 2:
        return st.just([])
    ids = st.sampled_from([record.record for record in records])
    made = st.builds(Ruling, ids, ids, st.sampled_from(("same", "different")))
    return st.lists(made.filter(lambda ruling: ruling.left != ruling.right), max_size=3)
