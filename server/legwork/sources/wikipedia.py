"""Wikipedia: the first sentence on an employer, by the title that its Wikidata entry gives
(https://en.wikipedia.org/api/rest_v1/). Never by a name: a page of that name may be about anything."""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import quote

from legwork.sources.contract import DAY, Ask, Fetch, Identifier, Planned, Reading, Said, Source, Who
from legwork.sources.reading import day, line, object_of, part, said_of, web

HOST: Final = "en.wikipedia.org"
LICENCE: Final = "CC BY-SA 4.0"
_STOP: Final = re.compile(r"(\w+)[.](?=\s+[A-Z\"(])")
_SHORT: Final = frozenset({"Co", "Corp", "Dr", "Inc", "Ltd", "Mr", "Mrs", "Ms", "No", "St"})


def plan(identifier: Identifier) -> tuple[Planned, ...]:
    open_ = identifier.value == "…"
    return (Planned(_address(identifier.value).replace(quote("…"), "…"), then=open_),)


def look(identifier: Identifier, who: Who, fetch: Fetch) -> Reading:  # noqa: ARG001  the contract's signature
    answer = fetch(Ask(_address(identifier.value), hosts=(HOST,)))
    if answer.status != 200:
        return Reading("nothing", "Wikipedia has no article of that title any more.")
    told = object_of(answer)
    kind = line(told.get("type"))
    if kind == "disambiguation":
        return Reading("ambiguous", "The title stands for several things, so nothing was taken.")
    extract = line(told.get("extract"), 600)
    if kind != "standard" or not extract:
        return Reading("nothing", "The article has no summary.")
    page = web(part(told, "content_urls", "desktop", "page")) or f"https://{HOST}/wiki/{_path(identifier.value)}"
    words = said_of(title=line(told.get("title"), 200), licence=LICENCE)
    said = Said("company", "what_it_is", _first(extract), answer.url, page, day(told.get("timestamp")), 0, words)
    return Reading("found", facts=(said,))


def _first(extract: str) -> str:
    """The first sentence: up to a full stop before a capital, unless a letter or a short title stands before it."""
    ends = (stop.end() for stop in _STOP.finditer(extract) if len(stop[1]) > 1 and stop[1] not in _SHORT)
    return line(extract[: next(ends, len(extract))])


def _path(title: str) -> str:
    return quote(title.replace(" ", "_"), safe="")


def _address(title: str) -> str:
    return f"https://{HOST}/api/rest_v1/page/summary/{_path(title)}"


SOURCE: Final = Source(
    name="wikipedia",
    title="Wikipedia",
    takes="title",
    learns="Wikimedia learns your network address, how you can be reached, and the employer's name.",
    lasts=30 * DAY,
    plan=plan,
    look=look,
    an_hour=200,
    wants_operator=True,
    licence=LICENCE,
)
