"""A desk that is really served, and a real browser to sit at it."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Playwright, expect

from e2e.desks import PATIENCE, Served, environment, legwork, one_time_link, serve
from e2e.exports import write_exports
from e2e.moving import served
from legwork.config import Settings
from legwork.desk.opening import open_desk

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def browser(playwright_driver: Playwright) -> Iterator[Browser]:
    """Chromium as the system has it."""
    program = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    assert program, "These tests drive Chromium: install the package chromium."
    expect.set_options(timeout=PATIENCE * 1000)  # a busy machine is slow, not wrong
    browser = playwright_driver.chromium.launch(executable_path=program, args=FLAGS)
    yield browser
    browser.close()


@pytest.fixture(scope="session")
def exports(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of exports as people bring them."""
    return write_exports(tmp_path_factory.mktemp("exports"))


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Served]:
    """A fresh desk of the test's own, on the morning of Tuesday 24 November 2026 in Berlin."""
    with serve(tmp_path / "home") as served:
        yield served


@pytest.fixture(scope="session")
def worked_home(tmp_path_factory: pytest.TempPathFactory, exports: Path) -> Path:
    """The folder of a desk with imported people, not served: to be copied."""
    home = tmp_path_factory.mktemp("desk") / "home"
    legwork(home, "import", str(exports))
    return home


@pytest.fixture(scope="session")
def worked_desk(worked_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A desk with imported people, for tests that only look."""
    home = shutil.copytree(worked_home, tmp_path_factory.mktemp("served") / "home")
    with serve(home) as served:
        yield served


@pytest.fixture
def full_desk(worked_home: Path, tmp_path: Path) -> Iterator[Served]:
    """A desk of the test's own with imported people, served by the tests' own process."""
    home = shutil.copytree(worked_home, tmp_path / "home")
    desk = open_desk(Settings.from_environment(environment(home)))
    try:
        with served(desk) as here:
            yield here
    finally:
        desk.close()


@pytest.fixture
def sit_down(browser: Browser) -> Iterator[Callable[..., Page]]:
    """Opens a signed-in page at a desk; what the page logs as an error fails the test."""
    contexts: list[BrowserContext] = []
    trouble: list[str] = []

    def open_page(served: Served, *, scripts: bool = True, width: int = 1280, scheme: str = "light") -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": 900},
            color_scheme="dark" if scheme == "dark" else "light",
            java_script_enabled=scripts,
            reduced_motion="reduce",
            accept_downloads=True,
        )
        contexts.append(context)
        context.set_default_timeout(PATIENCE * 1000)
        page = context.new_page()
        page.on("pageerror", lambda error: trouble.append(str(error)))
        page.on("console", lambda said: trouble.append(said.text) if _is_trouble(said) else None)
        page.goto(one_time_link(served))
        if not scripts:
            page.get_by_role("button", name="Open").click()
        page.wait_for_url(lambda url: "sign-in" not in url)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert trouble == []


def _is_trouble(said: ConsoleMessage) -> bool:
    """Whether a page complains; that an address does not exist is what some tests ask for."""
    return said.type == "error" and "(NOT FOUND)" not in said.text
