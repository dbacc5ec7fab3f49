"""Firefox does what Chromium does where a page answers a key in place: acts, takes them back, and stays where it is."""

from __future__ import annotations

from pathlib import Path

import pytest

from e2e.desks import Served, one_time_link
from extension.firefox import Firefox, firefox

pytestmark = pytest.mark.browser

LISTENS = "() => document.documentElement.dataset.ready === undefined ? '' : 'yes'"
WHO = "() => document.querySelector('#who')?.innerText ?? ''"
SAID = "() => document.querySelector('[data-toast] [role=status]')?.innerText ?? ''"
HERE = "() => [window.staying === true, document.activeElement.getAttribute('aria-labelledby'), location.pathname]"


def test_a_key_acts_in_place_and_another_takes_it_back(full_desk: Served, tmp_path: Path) -> None:
    with firefox(tmp_path) as browser:
        tab = signed_in(browser, full_desk)
        assert soon(browser, tab, LISTENS) == "yes"
        first = browser.run(tab, WHO)
        assert first
        browser.run(tab, "() => { window.staying = true; }")
        browser.type(tab, "k")
        second = soon(browser, tab, WHO, first)
        assert second != first
        done = soon(browser, tab, SAID)
        assert first in done
        assert browser.run(tab, HERE) == [True, "who", "/"]
        browser.type(tab, "u")
        assert soon(browser, tab, WHO, second) == first
        assert "Undone" in soon(browser, tab, SAID, done)
        assert browser.run(tab, HERE) == [True, "who", "/"]


def signed_in(browser: Firefox, served: Served) -> str:
    """A tab with Today."""
    tab = browser.open(one_time_link(served))
    for _ in range(1000):
        (page,) = browser.send("browsingContext.getTree", root=tab)["contexts"]
        if "sign-in" not in page["url"]:
            break
    browser.send("browsingContext.navigate", context=tab, url=f"{served.url}/", wait="complete")
    return tab


def soon(browser: Firefox, tab: str, said: str, unlike: str = "") -> str:
    """What the page says once it says something other than `unlike`, or in the end."""
    found: str = browser.run(
        tab,
        f"""async (unlike) => {{
          const say = {said};
          const end = Date.now() + 20000;
          while ([unlike, ""].includes(say()) && Date.now() < end) await new Promise((done) => setTimeout(done, 20));
          return say();
        }}""",
        unlike,
    )
    return found
