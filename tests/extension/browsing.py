"""A real Chromium with the extension in it: the toolbar button is pressed, and its popup is a page to act on."""

from __future__ import annotations

import random
import re
import shutil
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, CDPSession, Error, Page, Playwright, Route

import pack_extension
from e2e.desks import PATIENCE

FLAGS = ("--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-sync")
# Fixture pages lie under true names; nothing else is answered, so nothing can leave this machine.
SITES = "**://*/**"
# Below what systems hand out, so that no other process is given the port while its desk is off.
PORTS = range(20_000, 32_000)
LOOK_SECONDS = 0.025


def free_port() -> int:
    """A port that nobody listens at, and that nobody gets who does not ask for it."""
    for port in random.SystemRandom().sample(PORTS, len(PORTS)):
        with socket.socket() as probe, suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port
    raise AssertionError("every port is taken")


def chromium_program() -> str:
    program = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    assert program, "These tests drive Chromium: install the package chromium."
    return program


@dataclass(slots=True)
class Chromium:
    """A browser with the extension, and the pages it is shown instead of the web: address → HTML."""

    playwright: Playwright
    context: BrowserContext
    id: str
    profile: Path
    session: CDPSession
    pages: dict[str, str] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    clients: list[Browser] = field(default_factory=list)

    def open(self, url: str, html: str) -> Page:
        """A tab with a page of the test's own under any address."""
        self.pages[url.partition("#")[0]] = html
        page = self.context.new_page()
        page.goto(url)
        return page

    def page_of(self, path: str) -> Page:
        """A page of the extension in a tab."""
        page = self.context.new_page()
        address = f"chrome-extension://{self.id}/{path}"
        try:
            page.goto(address)
        except Error as problem:  # a browser that has just started puts its own page into an empty tab
            if "interrupted by another navigation" not in str(problem):
                raise
            page.goto(address)
        return page

    def press(self, page: Page) -> Page:
        """Presses the toolbar button on a tab, as a user does, and gives the popup that opens."""
        page.bring_to_front()
        targets = self.session.send("Target.getTargets", {"filter": [{"type": "tab"}]})["targetInfos"]
        tab = next(each["targetId"] for each in targets if each["url"] == page.url)
        self.session.send("Extensions.triggerAction", {"id": self.id, "targetId": tab})
        return self.inside("popup/popup.html")

    def inside(self, path: str) -> Page:
        """A view of the extension outside of the tabs; only a client that comes after it opened sees it."""
        self.leave()
        wanted = f"chrome-extension://{self.id}/{path}"
        port = (self.profile / "DevToolsActivePort").read_text().splitlines()[0]
        for _ in range(50):
            client = self.playwright.chromium.connect_over_cdp(f"http://127.0.0.1:{port}")
            self.clients.append(client)
            for context in client.contexts:
                context.set_default_timeout(PATIENCE * 1000)
                for view in context.pages:
                    if view.url == wanted:
                        return view
            self.leave()
        raise AssertionError(f"{path} did not open")

    def tidy(self, *kept: Page) -> None:
        """Closes the tabs that a test left open."""
        self.leave()
        for page in self.context.pages:
            if page not in kept:
                page.close()

    def leave(self) -> None:
        """Lets go of what `inside` gave; popups close then, as when someone clicks elsewhere."""
        while self.clients:
            self.clients.pop().close()

    def worker(self, script: str, argument: Any = None) -> Any:
        """Runs a function in a page of the extension, where its modules can be imported."""
        page = self.page_of("options/options.html")
        try:
            return page.evaluate(script, argument)
        finally:
            page.close()

    def kill_worker(self, page: Page) -> None:
        """Ends the worker, as the browser does when it wants the memory; `page` is one of the extension's."""
        session = self.context.new_cdp_session(page)
        session.send("ServiceWorker.enable")
        session.send("ServiceWorker.stopAllWorkers")
        session.detach()

    def answer(self, route: Route) -> None:
        url = route.request.url.partition("#")[0]
        self.asked.append(url)
        if url in self.pages:
            route.fulfill(status=200, content_type="text/html; charset=utf-8", body=self.pages[url])
        elif re.match(r"https?://127\.0\.0\.1[:/]|chrome-extension:", url):
            route.continue_()
        else:
            route.fulfill(status=404, content_type="text/plain", body="nothing here")


@contextmanager
def chromium(playwright: Playwright, folder: Path, port: int, *, scheme: str = "light") -> Iterator[Chromium]:
    """Starts Chromium with the extension for a desk at `port`."""
    unpacked = folder / "extension"
    if not unpacked.exists():
        pack_extension.write_folder(pack_extension.contents("chromium", port), unpacked)
    profile = folder / "profile"
    first = not profile.exists()
    context = playwright.chromium.launch_persistent_context(
        str(profile),
        executable_path=chromium_program(),
        headless=True,
        color_scheme="dark" if scheme == "dark" else "light",
        args=[
            *FLAGS,
            "--remote-debugging-port=0",
            f"--disable-extensions-except={unpacked}",
            f"--load-extension={unpacked}",
        ],
    )
    context.set_default_timeout(PATIENCE * 1000)
    worker = context.service_workers[0] if context.service_workers else context.wait_for_event("serviceworker")
    assert context.browser is not None
    browser = Chromium(
        playwright, context, worker.url.split("/")[2], profile, context.browser.new_browser_cdp_session()
    )
    context.route(SITES, lambda route: browser.answer(route))  # noqa: PLW0108  a slotted object's method cannot be marked
    if first:
        _wait_for_welcome(context)
    try:
        yield browser
    finally:
        browser.leave()
        context.close()


def _wait_for_welcome(context: BrowserContext) -> None:
    """Once installed, the extension opens its options, in the first tab if that is empty."""
    for _ in range(round(PATIENCE / LOOK_SECONDS)):
        if any(page.url.endswith("options/options.html") for page in context.pages):
            return
        context.pages[0].wait_for_timeout(LOOK_SECONDS * 1000)
    raise AssertionError("the options did not open")
