"""Takes the pictures of the documents from a real desk of invented people: `.venv/bin/python scripts/pictures.py`.

With a folder as argument it takes every page there instead, narrow and wide, light and dark, to be looked at.
"""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
PICTURES = ROOT / "docs" / "images"
NOW = "2026-11-24T09:00:00+00:00"
PATHS = (
    "/", "/inbox", "/review", "/contacts", "/imports", "/history", "/settings", "/welcome", "/begin", "/people",
    "/boards", "/boards/learned", "/boards/skills", "/boards/culture", "/boards/decisions", "/boards/balance",
    "/boards/week", "/introduction",
)  # fmt: skip
FLAGS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-sync"]


def main(arguments: list[str]) -> None:
    program = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if program is None:
        sys.exit("The pictures are taken with Chromium; `python3 scripts/test.py` installs it.")
    with demo() as (address, link), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=FLAGS)
        page = _opened(browser, link, 1120, "light", {})
        if arguments:
            everything(browser, page, address, Path(arguments[0]))
        else:
            PICTURES.mkdir(parents=True, exist_ok=True)
            # The banner of the stopped clock is for tests; a picture of a day like any other does without.
            page.evaluate("document.querySelector('.frozen').remove()")
            page.screenshot(path=PICTURES / "today.png", clip={"x": 0, "y": 0, "width": 1120, "height": 1150})
        browser.close()


def everything(browser: Browser, page: Page, address: str, folder: Path) -> None:
    """Each page in each width and scheme, whole."""
    state = page.context.storage_state()
    page.goto(f"{address}contacts")
    contact = page.locator("a.who").first.get_attribute("href") or "/"
    page.goto(f"{address}review")
    why = page.locator("a[href^='/why/']").first.get_attribute("href") or "/"
    folder.mkdir(parents=True, exist_ok=True)
    for width in (360, 1440):
        for scheme in ("light", "dark"):
            seen = _opened(browser, address, width, scheme, {"storage_state": state})
            for path in (*PATHS, contact, why, f"{contact}/conversation", f"{contact}/debrief"):
                seen.goto(address.rstrip("/") + path)
                name = {contact: "contact", why: "why"}.get(path) or path.strip("/").replace("/", "-") or "today"
                seen.screenshot(path=folder / f"{name}-{width}-{scheme}.png", full_page=True)


@contextlib.contextmanager
def demo(now: str = NOW) -> Iterator[tuple[str, str]]:
    """A demonstration desk on a morning of its own: its address, and the link that lets one browser in."""
    process = subprocess.Popen(
        [sys.executable, "-m", "legwork", "demo", "--port", "0", "--no-open"],
        env={**os.environ, "LEGWORK_NOW": now, "LEGWORK_TIMEZONE": "Europe/London"},
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        said = ""
        while "code=" not in said:
            line = process.stdout.readline() if process.stdout else ""
            if not line:
                sys.exit("The demonstration desk did not start.")
            said += line
        yield re.findall(r"http://\S+/(?=\s)", said)[0], re.findall(r"http://\S+code=\S+", said)[0]
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(20)
        if process.stdout:
            process.stdout.close()


def _opened(browser: Browser, address: str, width: int, scheme: str, more: dict[str, object]) -> Page:
    context = browser.new_context(
        viewport={"width": width, "height": 900},
        color_scheme="dark" if scheme == "dark" else "light",
        reduced_motion="reduce",
        **more,  # type: ignore[arg-type]  # playwright's own type for a stored state is not exported
    )
    page = context.new_page()
    page.goto(address)
    page.wait_for_url(lambda url: "sign-in" not in url)
    return page


if __name__ == "__main__":
    main(sys.argv[1:])
