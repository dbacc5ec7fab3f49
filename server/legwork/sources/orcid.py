"""ORCID: what researchers say of themselves, by their iD (https://info.orcid.org/documentation/api-tutorials/).

Everything in a record is the person's own word, so it is told as *lists*. Records are never searched by name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Any, Final

from legwork.sources.contract import DAY, Ask, Fetch, Identifier, Planned, Reading, Said, Source, Who
from legwork.sources.outbound import Answer
from legwork.sources.reading import day, items, line, links_back, object_of, part, said_of, shared_words, web

HOST: Final = "pub.orcid.org"
WORKS: Final = 3
KEYWORDS: Final = 5
_SHAPE: Final = re.compile(r"\d{4}-\d{4}-\d{4}-\d{3}[\dX]")


def is_orcid(text: str) -> bool:
    """Whether a text is an iD: sixteen signs whose last is right for the others (ISO 7064, modulus 11-2)."""
    if not _SHAPE.fullmatch(text):
        return False
    total = 0
    for sign in text.replace("-", "")[:-1]:
        total = (total + int(sign)) * 2
    check = (12 - total % 11) % 11
    return text[-1] == ("X" if check == 10 else str(check))


def plan(identifier: Identifier) -> tuple[Planned, ...]:
    return tuple(Planned(_address(identifier.value, what)) for what in ("person", "employments", "works"))


def look(identifier: Identifier, who: Who, fetch: Fetch) -> Reading:
    if not is_orcid(identifier.value):
        return Reading("nothing", "This is no ORCID iD: its last sign does not fit the others.")
    person = fetch(Ask(_address(identifier.value, "person"), hosts=(HOST,)))
    if person.status == 410:
        return Reading("gone", "They have closed their record.")
    if person.status != 200:
        return Reading("nothing", "ORCID has no such record.")
    employments, works = (
        fetch(Ask(_address(identifier.value, what), hosts=(HOST,))) for what in ("employments", "works")
    )
    told = object_of(person)
    page = f"https://orcid.org/{identifier.value}"
    urls = [line(part(one, "url", "value"), 2_000) for one in items(part(told, "researcher-urls", "researcher-url"))]
    name = " ".join(
        filter(None, (line(part(told, "name", which, "value")) for which in ("given-names", "family-name")))
    )
    doubts = int(bool(name) and not shared_words(name, who.name))
    facts = (
        *_person(told, name, page, person, doubts),
        *_employments(page, employments, doubts),
        *_works(page, works, doubts),
    )
    if not facts:
        return Reading("nothing", "The record is there, and nothing in it is public.")
    return Reading("found", facts=facts, how="links back" if links_back(urls, who.pages) else None)


def _person(told: dict[str, Any], name: str, page: str, answer: Answer, doubts: int) -> Iterator[Said]:
    if name:
        yield Said("person", "name", name, answer.url, page, None, doubts)
    if biography := line(part(told, "biography", "content")):
        yield Said("person", "self_statement", biography, answer.url, page, _changed(part(told, "biography")), doubts)
    keywords = [line(part(one, "content"), 80) for one in items(part(told, "keywords", "keyword"), KEYWORDS)]
    if said := ", ".join(filter(None, keywords)):
        on = _changed(part(told, "keywords"))
        yield Said("person", "self_statement", said, answer.url, page, on, doubts, {"verb": "lists"})


def _employments(page: str, answer: Answer, doubts: int) -> Iterator[Said]:
    """Posts without an end, the newest first."""
    if answer.status != 200:
        return
    groups = items(part(object_of(answer), "affiliation-group"), 50)
    summaries = [part(one, "employment-summary") for group in groups for one in items(part(group, "summaries"), 5)]
    for one in summaries:
        employer = line(part(one, "organization", "name"))
        if employer and not part(one, "end-date"):
            words = said_of(
                title=line(part(one, "role-title"), 100), since=line(part(one, "start-date", "year", "value"), 4)
            )
            yield Said("person", "employer_claim", employer, answer.url, page, _changed(one), doubts, words)


def _works(page: str, answer: Answer, doubts: int) -> Iterator[Said]:
    if answer.status != 200:
        return
    found: list[tuple[date, str, str]] = []
    for group in items(part(object_of(answer), "group"), 500):
        for one in items(part(group, "work-summary"), 1):
            title, on = line(part(one, "title", "title", "value")), _date(part(one, "publication-date"))
            if title and on is not None:
                found.append((on, title, web(part(one, "url", "value"))))
    for on, title, url in sorted(found, key=lambda work: (work[0], work[1]), reverse=True)[:WORKS]:
        yield Said("person", "work", title, answer.url, url or page, on, doubts)


def _date(value: object) -> date | None:
    """A date whose day, or month and day, may be missing."""
    year, month, on = (line(part(value, name, "value"), 4) for name in ("year", "month", "day"))
    return day("-".join(filter(None, (year, month.zfill(2) if month else "", on.zfill(2) if month and on else ""))))


def _changed(value: object) -> date | None:
    """When the person changed an entry; ORCID writes milliseconds since 1970."""
    said = part(value, "last-modified-date", "value")
    if not isinstance(said, int) or not 0 < said < 10**13:
        return None
    return date.fromordinal(date(1970, 1, 1).toordinal() + said // 86_400_000)


def _address(orcid: str, what: str) -> str:
    return f"https://{HOST}/v3.0/{orcid}/{what}"


SOURCE: Final = Source(
    name="orcid",
    title="ORCID",
    takes="orcid",
    learns="ORCID learns your network address and which record you looked at.",
    lasts=30 * DAY,
    plan=plan,
    look=look,
    gap=1.0,
)
