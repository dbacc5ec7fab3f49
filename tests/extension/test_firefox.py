"""Firefox ESR: installed, paired, pressed, saved, kept while the desk is off, delivered once."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

import pack_extension
from e2e.desks import legwork, serve
from extension import pages
from extension.asking import Asking
from extension.browsing import free_port
from extension.firefox import UUID, Firefox, firefox
from extension.paired import TUESDAY
from forking import Forked

pytestmark = pytest.mark.browser

FLUSH = "async () => (await import('/messages.js')).flush()"
OFFERED = "async (page) => page.querySelector('#form').hidden ? '' : page.querySelector('#name').value"
# asked again where the answer is late, and pressed once all the same
SAVE = """async (page) => {
  const save = page.querySelector("#save");
  if (!save.dataset.pressed) save.click();
  save.dataset.pressed = "yes";
  return true;
}"""
DONE = "async (page) => page.querySelector('#done').hidden ? '' : page.querySelector('#done').innerText"


def test_firefox_saves_keeps_and_delivers(tmp_path: Path) -> None:
    port, home = free_port(), tmp_path / "home"
    extension = pack_extension.write_folder(pack_extension.contents("firefox"), tmp_path / "extension")
    with firefox(tmp_path, extension) as browser, people() as site:
        window = browser.window()
        with serve(home, TUESDAY, port=port, end=Forked.kill) as desk:
            options = browser.open(f"moz-extension://{UUID}/options/options.html")
            code = json.loads(legwork(home, "pair", "--json", now=TUESDAY))["code"]
            token = pair(browser, options, desk.url, code)
            assert "Ana Souza is in your inbox" in save(browser, window, f"{site}/Ana%20Souza", "Ana Souza")
            assert [contact["name"] for contact in Asking(desk.url, token).found("Globex")] == ["Ana Souza"]
        said = save(browser, window, f"{site}/Bo%20Lind", "Bo Lind")
        assert "Bo Lind is kept here" in said
        assert "Legwork is not running." in said
        assert browser.badge(window, "1") == "1"
        with serve(home, TUESDAY, port=port) as desk:
            assert len(browser.run(options, FLUSH)["answers"]) == 1
            assert browser.run(options, FLUSH)["answers"] == {}
            found = Asking(desk.url, token).found("Globex")
            assert [contact["name"] for contact in found] == ["Ana Souza", "Bo Lind"]
            assert browser.badge(window, "") == ""


def pair(browser: Firefox, options: str, address: str, code: str) -> str:
    """Types the address and the code into the options, and gives the token that came of it."""
    token: str = browser.run(
        options,
        """async (address, code) => {
          const { settings } = await import("/settings.js");
          const typed = { address, code };
          for (const name of Object.keys(typed)) {
            const form = document.getElementById(name === "code" ? "pair-form" : "address-form");
            document.getElementById(name).value = typed[name];
            form.requestSubmit();
            const kept = async () => (await settings())[name === "code" ? "token" : "address"];
            const done = async () => (name === "code" ? await kept() : (await kept()) === address);
            const end = Date.now() + 20000;
            while (!(await done()) && Date.now() < end) await new Promise((next) => setTimeout(next, 30));
          }
          return (await settings()).token || document.body.innerText;
        }""",
        address,
        code,
    )
    assert token.startswith("lwk_"), token
    return token


def save(browser: Firefox, window: str, url: str, name: str) -> str:
    """Opens a page, presses the button, saves, and gives what the popup says then."""
    browser.open(url)
    browser.press(window)
    assert browser.popup(window, OFFERED) == name
    assert browser.popup(window, SAVE)
    said: str = browser.popup(window, DONE)
    browser.close_popup(window)
    return said


@contextmanager
def people() -> Iterator[str]:
    """Pages of people at another name of this machine than the desk's, so that only the press gives access."""

    class Site(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            html = pages.person(self.path.strip("/").replace("%20", " ")).encode()
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(html)))
            self.end_headers()
            self.wfile.write(html)

        def log_message(self, *_: Any) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield f"http://localhost:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
