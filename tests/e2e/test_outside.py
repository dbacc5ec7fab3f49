"""A look outside in a real browser, by keyboard alone and without scripts, at a host that is to be left alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect

from e2e.desks import NOW, Served, serve
from e2e.test_axe import violations
from legwork.config import Settings
from legwork.desk import capturing
from legwork.desk.opening import open_desk
from legwork.store import evidence

pytestmark = pytest.mark.browser

HOST = f"ines-vale-{'long-' * 8}name.example"
CAPTURE = {
    "url": "https://ines-vale.example/",
    "page_title": "Inês Vale",
    "captured_at": "2026-11-20T10:00:00Z",
    "fields": {"name": "Inês Vale", "feeds": [f"https://{HOST}/{'path/' * 20}"]},
}


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A desk with one saved page, whose host has asked to wait: so nothing leaves this machine."""
    home = tmp_path_factory.mktemp("outside") / "home"
    desk = open_desk(Settings.from_environment({"LEGWORK_HOME": str(home), "LEGWORK_NOW": NOW}))
    capturing.capture(desk, CAPTURE, "k1")
    desk.database.write(lambda connection: evidence.pause(connection, HOST, "2099-01-01T00:00:00.000000Z"))
    desk.close()
    with serve(home) as served:
        yield served


@pytest.mark.parametrize(("width", "scheme", "scripts"), [(360, "dark", True), (1440, "light", False)])
def test_a_source_is_switched_on_and_somebody_looked_up_with_the_keyboard_alone(
    served: Served, sit_down: Callable[..., Page], width: int, scheme: str, scripts: bool
) -> None:
    page = sit_down(served, width=width, scheme=scheme, scripts=scripts)

    def check(what: str) -> None:
        if scripts:
            assert violations(page) == [], what
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), f"{what} is too wide"

    page.goto(f"{served.url}/settings")
    box = page.locator("input[type=checkbox][name=source_feeds]")
    box.focus()
    if not box.is_checked():
        page.keyboard.press("Space")
    page.get_by_role("button", name="Save settings").focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert box.is_checked()
    page.goto(f"{served.url}/contacts")
    page.get_by_role("link", name="Inês Vale").click()
    page.get_by_role("link", name="Look up outside").focus()
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="What would be asked").wait_for()
    expect(page.get_by_text("ines-vale-long-").first).to_be_visible()
    check("the plan")
    page.get_by_role("button", name="Look up").focus()
    page.keyboard.press("Enter")
    page.get_by_text("asks to wait").first.wait_for()
    for menu in page.locator("details.quiet summary").all():
        menu.focus()
        page.keyboard.press("Enter")
    check("what came of it")
