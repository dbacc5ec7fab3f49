"""The readers in the browser they run in: the same answers as under node, and in time on pages built to hurt."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, Playwright

import checkout
from benches.pages import PAGES, readers_in_chromium, timed

SAVED = checkout.ROOT / "extension" / "tests" / "pages"
NAMES = sorted(path.relative_to(SAVED).as_posix() for path in SAVED.rglob("*.html"))
MOST_MILLISECONDS = 2_000

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def readers(playwright_driver: Playwright) -> Iterator[Page]:
    with readers_in_chromium(playwright_driver) as page:
        yield page


@pytest.mark.parametrize("name", NAMES)
def test_a_saved_page_is_read_in_the_browser_as_under_node(readers: Page, name: str) -> None:
    page = SAVED / name
    expected = json.loads(Path(f"{page}.expected.json").read_text("utf-8"))
    found = timed(readers, page.read_text("utf-8"), expected["url"], expected["options"])
    assert found.reading == {"persons": expected["persons"], "page": expected["page"]}


@pytest.mark.parametrize("name", PAGES)
def test_a_page_built_to_hurt_is_read_before_anyone_loses_patience(readers: Page, name: str) -> None:
    found = timed(readers, PAGES[name])
    # parsing is the browser's, and takes what it takes
    assert found.milliseconds - found.parsing < MOST_MILLISECONDS
    assert len(found.reading["persons"]) <= 200
