"""SEC EDGAR: what a company listed in the United States has filed, by the number that its Wikidata entry gives
(https://www.sec.gov/search-filings/edgar-application-programming-interfaces).

People file there too; only a company that operates and is traded is taken.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

from legwork.sources.contract import DAY, Ask, Fetch, Identifier, Planned, Reading, Said, Source, Who
from legwork.sources.outbound import Answer
from legwork.sources.reading import day, items, line, object_of, part

HOST: Final = "data.sec.gov"
FORMS: Final = {"10-K": "annual report", "20-F": "annual report", "8-K": "report of an event"}
FILINGS: Final = 3
_NUMBER: Final = re.compile("[0-9]{10}")


def plan(identifier: Identifier) -> tuple[Planned, ...]:
    return (Planned(_address(identifier.value), then=identifier.value == "…"),)


def look(identifier: Identifier, who: Who, fetch: Fetch) -> Reading:  # noqa: ARG001  the contract's signature
    if not _NUMBER.fullmatch(identifier.value):
        return Reading("nothing", "This is no number that the SEC gives.")
    answer = fetch(Ask(_address(identifier.value), hosts=(HOST,)))
    if answer.status != 200:
        return Reading("nothing", "The SEC has no filer of that number.")
    filer = object_of(answer)
    if filer.get("entityType") != "operating" or not items(filer.get("tickers")):
        return Reading("nothing", "That filer is a person, or a company that is not traded, so nothing was taken.")
    return Reading("found", facts=(*_facts(filer, identifier.value, answer),))


def _facts(filer: dict[str, Any], number: str, answer: Answer) -> Iterator[Said]:
    page = f"https://www.sec.gov/cgi-bin/browse-edgar?action=getcompany&CIK={number}"
    if industry := line(filer.get("sicDescription"), 100):
        yield Said("company", "industry", industry, answer.url, page)
    recent = part(filer, "filings", "recent")
    forms, days = items(part(recent, "form"), 1_000), items(part(recent, "filingDate"), 1_000)
    told: dict[str, int] = {}
    for form, filed in zip(forms, days, strict=False):
        on, words = day(filed), FORMS.get(line(form, 20))
        if on is None or words is None or words in told:
            continue
        told[words] = 1
        yield Said("company", "filing", line(form, 20), answer.url, page, on, 0, {"words": words})
        if len(told) == FILINGS:
            return


def _address(number: str) -> str:
    return f"https://{HOST}/submissions/CIK{number}.json"


SOURCE: Final = Source(
    name="edgar",
    title="SEC EDGAR",
    takes="cik",
    learns="The SEC learns your network address, how you can be reached, and the company's number.",
    lasts=7 * DAY,
    plan=plan,
    look=look,
    gap=0.2,
    an_hour=100,
    wants_operator=True,
)
