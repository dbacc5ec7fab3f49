"""Feeds that the saved page itself declares: RSS and Atom through feedparser, JSON Feed by hand
(https://www.jsonfeed.org/version/1.1/)."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice
from typing import Any, Final
from urllib.parse import urljoin, urlsplit

import feedparser

from legwork.sources.contract import Ask, Fetch, Identifier, Planned, Reading, Said, Source, Stopped, Who
from legwork.sources.outbound import Answer
from legwork.sources.reading import day, items, json_of, line, part, shared_words, unmarked, web

KINDS: Final = (
    "application/atom+xml", "application/rss+xml", "application/feed+json", "application/json", "application/xml",
    "text/xml", "application/rdf+xml",
)  # fmt: skip
POSTS: Final = 5
ENTRIES: Final = 50
MOST_READ: Final = 400_000
# Definitions of entities are how a small file grows without end, and feeds need none.
_ENTITY: Final = re.compile(rb"<!\s*ENTITY", re.IGNORECASE)
_ITEM: Final = re.compile(rb"<(?:\w{1,20}:)?(?:item|entry)\b", re.IGNORECASE)
_TIMES: Final = ("published_parsed", "updated_parsed")
_COMMENTS: Final = re.compile(r"/comments?(?:/|$)|[?&]feed=comments", re.IGNORECASE)
_NEWSROOM: Final = re.compile(r"/(?:newsroom|press|press-releases|news|investors?)(?:/|\.|$)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Entry:
    title: str
    url: str
    author: str
    on: date | None


def plan(identifier: Identifier) -> tuple[Planned, ...]:
    return (Planned(identifier.value),)


def look(identifier: Identifier, who: Who, fetch: Fetch) -> Reading:
    address = identifier.value
    if why := not_theirs(address):
        return Reading("ambiguous", why)
    answer = fetch(Ask(address, KINDS))
    if answer.status == 410:
        said = Said("person", "gone", "Their feed", answer.url, address)
        return Reading("gone", "The site says that this feed is closed for good.", (said,))
    if answer.status != 200:
        return Reading("nothing", "There is no feed at that address any more.")
    entries = sorted(_entries(answer), key=lambda entry: (entry.on or date.min, entry.title), reverse=True)
    if not entries:
        return Reading("nothing", "The feed is there, and nothing is in it.")
    own, doubts = _theirs(entries, who)
    if not own:
        return Reading("ambiguous", "Several people write in that feed, and none of the pieces names this contact.")
    facts = tuple(Said("person", "post", entry.title, answer.url, entry.url, entry.on, doubts) for entry in own[:POSTS])
    return Reading("found", facts=facts)


def not_theirs(address: str) -> str:
    """Why a feed is of other people's words, as far as its address tells; empty where it does not."""
    if _COMMENTS.search(address):
        return "That feed is of comments, which are other people's words."
    if _NEWSROOM.search(urlsplit(address).path):
        return "That feed is the news of a company, and not this person's words."
    return ""


def _theirs(entries: list[_Entry], who: Who) -> tuple[list[_Entry], int]:
    """The entries by the contact, and the doubts: of one author or none all are theirs. Of several those whose author
    shares two words with the contact's name are theirs, and one word leaves a doubt."""
    authors = {entry.author.casefold() for entry in entries if entry.author}
    if len(authors) <= 1:
        other = bool(authors) and not shared_words(next(iter(authors)), who.name)
        return entries, int(other)
    whole = [entry for entry in entries if shared_words(entry.author, who.name) > 1]
    if whole:
        return whole, 0
    return [entry for entry in entries if shared_words(entry.author, who.name)], 1


def _entries(answer: Answer) -> list[_Entry]:
    """
    Raises:
        Stopped: it is no feed.
    """
    kind = answer.headers.get("content-type", "").partition(";")[0].strip().lower()
    found = _json_entries(answer) if kind.endswith("json") else _xml_entries(answer)
    return [entry for entry in found if entry.title]


def _json_entries(answer: Answer) -> Iterable[_Entry]:
    feed = json_of(answer)
    if not line(part(feed, "version")).startswith("https://jsonfeed.org/version/"):
        raise Stopped("broken", "What came back is no feed.")
    for item in items(part(feed, "items"), ENTRIES):
        authors = items(part(item, "authors"), 3) or [part(item, "author")]
        yield _Entry(
            title=unmarked(part(item, "title"), 200) or unmarked(part(item, "content_text"), 200),
            url=_link(answer.url, part(item, "url")),
            author=line(part(authors[0], "name"), 100),
            on=day(part(item, "date_published")),
        )


def _xml_entries(answer: Answer) -> Iterable[_Entry]:
    body = _beginning(answer.body.lstrip(b"\r\n\t "))
    if _ENTITY.search(body.replace(b"\0", b"")):  # wide encodings are the same signs with zeros between
        raise Stopped("broken", "The feed defines entities of its own, which no feed needs; it was not read.")
    # bytes in a stream: of a text the library might think that it names a file or an address to open
    feed = feedparser.parse(
        io.BytesIO(body),
        response_headers={"content-type": answer.headers.get("content-type", ""), "content-location": answer.url},
        sanitize_html=True,
        resolve_relative_uris=False,
    )
    if not feed.get("version"):
        raise Stopped("broken", "What came back is no feed.")
    for entry in feed.entries[:ENTRIES]:
        yield _Entry(
            title=unmarked(entry.get("title"), 200) or unmarked(entry.get("summary"), 200),
            url=_link(answer.url, entry.get("link")),
            author=line(entry.get("author"), 100),
            on=_on(next((entry[name] for name in _TIMES if name in entry), None)),
        )


def _beginning(body: bytes) -> bytes:
    """As much of a feed as is read: its newest entries stand first, and reading megabytes of what is no feed would
    take a minute."""
    cut, end, _ = body[:MOST_READ].rpartition(b">")
    read = cut + end if len(body) > MOST_READ else body
    beyond = next(islice(_ITEM.finditer(read), ENTRIES, None), None)
    return read if beyond is None else read[: beyond.start()]


def _on(parsed: Any) -> date | None:
    """The day of a time as feedparser gives it, in UTC."""
    try:
        return date(*parsed[:3]) if parsed else None
    except (ValueError, TypeError):
        return None


def _link(base: str, link: object) -> str:
    try:
        return web(urljoin(base, link.strip())) if isinstance(link, str) else ""
    except ValueError:
        return ""


SOURCE: Final = Source(
    name="feeds",
    title="Their own feed",
    takes="feed",
    learns="The site learns your network address and that its feed was read, as from any feed reader.",
    lasts=timedelta(hours=6),
    plan=plan,
    look=look,
)
