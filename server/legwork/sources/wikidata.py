"""Wikidata: what an employer is, found by name and taken only when its official website is the employer's own domain
(https://www.wikidata.org/wiki/Wikidata:Data_access).

Of several items with that website, or of one that is a person, nothing is taken. The item leads to others: the title
of the Wikipedia article, and the number the employer has at the SEC.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import Any, Final
from urllib.parse import quote, urlencode

from legwork.sources.contract import DAY, Ask, Fetch, Identifier, Planned, Reading, Said, Source, Stopped, Who
from legwork.sources.outbound import Answer
from legwork.sources.reading import day, host_of, items, line, object_of, part

HOST: Final = "www.wikidata.org"
ENTITIES: Final = 7
WEBSITE, FOUNDED, INDUSTRY, EMPLOYEES, SEC_NUMBER = "P856", "P571", "P452", "P1128", "P5531"
INSTANCE, POINT_IN_TIME, HUMAN, LIST_OF_MEANINGS = "P31", "P585", "Q5", "Q4167410"
_ITEM: Final = re.compile(r"Q[1-9][0-9]{0,11}")
_BUSY: Final = timedelta(minutes=1)
_LICENCE: Final = "CC0"


def plan(identifier: Identifier) -> tuple[Planned, ...]:
    _, _, company = identifier.value.partition(" ")
    return (
        Planned(_search(company)),
        Planned(_entities(["…"]).replace(quote("…"), "…"), then=True),
        Planned(_labels(["…"]).replace(quote("…"), "…"), then=True),
    )


def look(identifier: Identifier, who: Who, fetch: Fetch) -> Reading:  # noqa: ARG001  the contract's signature
    """The identifier's value is the domain, a space, and the company's name."""
    domain, _, company = identifier.value.partition(" ")
    hits = items(part(_read(fetch, _search(company)), "search"), ENTITIES)
    ids = [one for hit in hits if _ITEM.fullmatch(one := line(part(hit, "id"), 20))]
    if not ids:
        return Reading("nothing", "Wikidata knows nothing of that name.")
    address = _entities(ids)
    answer = fetch(Ask(address, hosts=(HOST,)))
    entities = part(_checked(answer), "entities")
    found = [one for one in (entities or {}).values() if _is_theirs(one, domain)]
    # a renamed item answers under both its numbers
    found = list({line(part(one, "id")): one for one in found}.values())
    if not found:
        return Reading("nothing", "Wikidata knows that name, and none of its entries has the employer's website.")
    if len(found) > 1:
        return Reading("ambiguous", "Several of Wikidata's entries have the employer's website, so none was taken.")
    item = found[0]
    facts = (*_facts(item, answer), *_named(item, fetch))
    return Reading("found", facts=facts, led_to=tuple(_led_to(item, identifier)))


def _read(fetch: Fetch, address: str) -> dict[str, Any]:
    return _checked(fetch(Ask(address, hosts=(HOST,))))


def _checked(answer: Answer) -> dict[str, Any]:
    """
    Raises:
        Stopped: the answer is an error, which comes with the status of a good one.
    """
    found = object_of(answer)
    code = line(part(found, "error", "code"))
    if code in {"maxlag", "ratelimited"}:
        raise Stopped("limited", "Wikidata is busy and asks to wait.", _BUSY)
    if code or answer.status != 200:
        raise Stopped("broken", "Wikidata did not take the question.")
    return found


def _is_theirs(item: object, domain: str) -> bool:
    kinds = {line(part(value, "id")) for value in _values(item, INSTANCE)}
    if part(item, "missing") is not None or kinds & {HUMAN, LIST_OF_MEANINGS}:
        return False
    return any(host_of(line(value, 500)) == domain for value in _values(item, WEBSITE))


def _facts(item: Any, answer: Answer) -> Iterator[Said]:
    page = f"https://{HOST}/wiki/{line(item.get('id'), 20)}"
    described = line(part(item, "descriptions", "en", "value"))
    if described:
        yield Said("company", "what_it_is", described, answer.url, page)
    for value in _values(item, FOUNDED)[:1]:
        if (on := day(part(value, "time"))) is not None:
            yield Said("company", "founded", str(on.year), answer.url, page)
    for claim in _claims(item, EMPLOYEES):
        amount = line(part(_value(claim), "amount"), 20).lstrip("+")
        years = [day(part(_snak(one), "time")) for one in items(part(claim, "qualifiers", POINT_IN_TIME), 1)]
        if re.fullmatch("[0-9]{1,9}", amount) and years and years[0] is not None:
            yield Said("company", "employees", amount, answer.url, page, years[0], 0, {"year": str(years[0].year)})


def _named(item: Any, fetch: Fetch) -> Iterator[Said]:
    """What is an entry of its own, by its name: the industry."""
    ids = [one for value in _values(item, INDUSTRY) if _ITEM.fullmatch(one := line(part(value, "id"), 20))][:1]
    if not ids:
        return
    answer = fetch(Ask(_labels(ids), hosts=(HOST,)))
    page = f"https://{HOST}/wiki/{line(item.get('id'), 20)}"
    if label := line(part(_checked(answer), "entities", ids[0], "labels", "en", "value"), 100):
        yield Said("company", "industry", label, answer.url, page)


def _led_to(item: Any, identifier: Identifier) -> Iterator[Identifier]:
    title = line(part(item, "sitelinks", "enwiki", "title"), 250)
    if title:
        yield Identifier("title", title, identifier.how, identifier.page)
    for value in _values(item, SEC_NUMBER)[:1]:
        if re.fullmatch("[0-9]{1,10}", number := line(value, 20)):
            yield Identifier("cik", number.zfill(10), identifier.how, identifier.page)


def _values(item: object, claim: str) -> list[Any]:
    return [value for one in _claims(item, claim) if (value := _value(one)) is not None]


def _claims(item: object, name: str) -> Sequence[Any]:
    """The claims of a property that count: the preferred ones where there are some, never what is deprecated."""
    all_ = items(part(item, "claims", name), 50)
    preferred = [one for one in all_ if part(one, "rank") == "preferred"]
    return preferred or [one for one in all_ if part(one, "rank") == "normal"]


def _value(claim: object) -> Any:
    return _snak(part(claim, "mainsnak"))


def _snak(snak: object) -> Any:
    """A snak's value; None where it says that there is none, or that it is not known."""
    return part(snak, "datavalue", "value") if part(snak, "snaktype") == "value" else None


def _search(company: str) -> str:
    return _address(action="wbsearchentities", search=company, language="en", type="item", limit=str(ENTITIES))


def _entities(ids: Sequence[str]) -> str:
    return _address(
        action="wbgetentities",
        ids="|".join(ids),
        props="descriptions|claims|sitelinks",
        languages="en",
        sitefilter="enwiki",
    )


def _labels(ids: Sequence[str]) -> str:
    return _address(action="wbgetentities", ids="|".join(ids), props="labels", languages="en")


def _address(**parts: str) -> str:
    return f"https://{HOST}/w/api.php?{urlencode({**parts, 'format': 'json', 'maxlag': '5'}, safe='|')}"


SOURCE: Final = Source(
    name="wikidata",
    title="Wikidata",
    takes="domain",
    learns="Wikimedia learns your network address, how you can be reached, and the employer's name.",
    lasts=30 * DAY,
    plan=plan,
    look=look,
    gap=0.5,
    an_hour=200,
    wants_operator=True,
    licence=_LICENCE,
)
