"""How long the extension takes to read a page, in the browser it runs in."""

from __future__ import annotations

import json
import shutil
import statistics
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Browser, Page, Playwright, Route, sync_playwright

import checkout

HOST = "https://readers.example/"
EXTENSION = checkout.ROOT / "extension"
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
# as the popup does it: the page's HTML is parsed anew, and the readers see nothing but that document
READ = """async ([html, url, options]) => {
    const { read } = await import("/readers/index.js");
    const start = performance.now();
    const page = new DOMParser().parseFromString(html, "text/html");
    const parsed = performance.now();
    const reading = read(page, url, options);
    return { reading, parsing: parsed - start, seconds: (performance.now() - start) / 1000, nodes: page.all.length };
}"""


@dataclass(frozen=True, slots=True)
class Read:
    """One reading: what it gave, milliseconds of parsing and in all, elements of the page."""

    reading: dict[str, Any]
    parsing: float
    milliseconds: float
    nodes: int


def bench_pages(reads: int) -> None:
    """Prints a table: each page read `reads` times, medians of parsing and reading, best and worst of both."""
    print("| page | MB | elements | persons | parsing ms | reading ms | both ms | best | worst |")
    print("|---|--:|--:|--:|--:|--:|--:|--:|--:|")
    with readers_in_chromium() as page:
        for name, html in PAGES.items():
            times = [timed(page, html) for _ in range(reads)]
            parsing, whole = (statistics.median(values) for values in zip(*_both(times), strict=True))
            best, *_, worst = sorted(each.milliseconds for each in times)
            print(
                f"| {name} | {len(html) / 1e6:.1f} | {times[0].nodes:,} | {len(times[0].reading['persons'])} "
                f"| {parsing:.0f} | {whole - parsing:.0f} | {whole:.0f} | {best:.0f} | {worst:.0f} |"
            )


def timed(page: Page, html: str, url: str = f"{HOST}team/ada", options: dict[str, Any] | None = None) -> Read:
    """A page read once by the extension's readers, from its HTML."""
    found = page.evaluate(READ, [html, url, options or {}])
    return Read(found["reading"], found["parsing"], found["seconds"] * 1000, found["nodes"])


@contextmanager
def readers_in_chromium(driver: Playwright | None = None) -> Iterator[Page]:
    """A page of Chromium's from which the readers can be imported; nothing is asked of any network.

    `driver` is the one there is already, where there is one: a process can have no second.
    """
    program = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    with nullcontext(driver) if driver else sync_playwright() as playwright:
        browser: Browser = playwright.chromium.launch(executable_path=program, args=FLAGS)
        page = browser.new_page()
        page.route("**/*", _served)
        page.goto(HOST)
        yield page
        browser.close()


def _served(route: Route) -> None:
    name = route.request.url.removeprefix(HOST)
    if name:
        route.fulfill(path=EXTENSION / name, content_type="text/javascript")
    else:
        route.fulfill(body="<!doctype html><title>readers</title>", content_type="text/html")


def _both(times: list[Read]) -> list[tuple[float, float]]:
    return [(each.parsing, each.milliseconds) for each in times]


def _rows(megabytes: float) -> str:
    """Rows as a busy site has them: links, classes, text, and a card of somebody now and then."""
    row = (
        '<div class="feed-item css-1x2y3z" data-id="{0}"><h3><a class="title" href="/posts/{0}">About ships</a></h3>'
        '<p class="body">{1}</p><a href="https://github.com/someone{0}">code</a>'
        '<span class="h-card"><span class="p-name">Someone {0}</span></span></div>'
    )
    text = "Ships come in with the tide and leave with it, as they always did. " * 12
    return "".join(row.format(number, text) for number in range(int(megabytes * 1e6 / len(row.format(0, text)))))


_PERSON = {"@type": "Person", "name": "Ada Lovelace", "url": f"{HOST}team/ada", "jobTitle": "Programmer"}
_JSON_LD = f'<script type="application/ld+json">{json.dumps(_PERSON)}</script>'
_CARD = (
    '<div class="team-card h-card vcard" itemscope itemtype="https://schema.org/Person">'
    '<h3 class="p-name" itemprop="name">Ada Lovelace</h3><a rel="me" href="https://github.com/ada">{0}</a></div>'
)
_NESTED = (
    '<div class="h-card"><div itemscope itemtype="https://schema.org/Person"><div class="team"><h3>Ada Lovelace</h3>'
)
PAGES = {
    "a page of 3 MB": f"<!doctype html><head>{_JSON_LD}</head><body>{_rows(3)}",
    "the same without structured data": f"<!doctype html><body><h1>Ships</h1>{_rows(3).replace('h-card', 'card')}",
    "10 MB, 50,000 elements, a card each": f"<!doctype html><body>{_CARD.format('x' * 450) * 16_700}",
    "50,000 elements in 170 nested cards": f"<!doctype html><body>{_NESTED * 170}{'<i class=url>x</i>' * 50_000}",
    "JSON-LD of 15,000 persons": (
        '<!doctype html><script type="application/ld+json">'
        + json.dumps({"@graph": [{**_PERSON, "name": f"Ada {number}"} for number in range(15_000)]})
        + "</script>"
    ),
    "JSON-LD nested 500,000 deep": f'<!doctype html><script type="application/ld+json">{"[" * 500_000}</script>',
}
