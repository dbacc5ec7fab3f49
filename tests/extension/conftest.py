"""A browser that is paired with a desk of its own, for each file of tests."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Playwright, expect

from e2e.desks import PATIENCE, serve
from extension.browsing import chromium, free_port
from extension.paired import TUESDAY, Pair, pair


@pytest.fixture(scope="module")
def paired(playwright_driver: Playwright, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pair]:
    expect.set_options(timeout=PATIENCE * 1000)
    folder = tmp_path_factory.mktemp("browser")
    port = free_port()
    with serve(folder / "home", TUESDAY, port=port) as desk, chromium(playwright_driver, folder, port) as browser:
        yield pair(browser, desk)
