"""Firefox as Debian has it, spoken to over WebDriver BiDi: no driver program, no browser of anyone else's making."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from websockets.sync.client import ClientConnection, connect

PATIENCE = 60.0
UUID = "6c656777-6f72-4b21-8c6f-6e6c79746573"
ID = "legwork@legwork.invalid"
PREFERENCES = {
    "extensions.webextensions.uuids": json.dumps({ID: UUID}),
    "xpinstall.signatures.required": False,
    "browser.shell.checkDefaultBrowser": False,
    "datareporting.policy.dataSubmissionEnabled": False,
    "app.update.enabled": False,
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "browser.startup.homepage_override.mstone": "ignore",
    "browser.newtabpage.enabled": False,
    "ui.popup.disable_autohide": True,
}
BUTTON = ID.replace("@", "_").replace(".", "_") + "-browser-action"


def firefox_program() -> str:
    program = next(filter(None, map(shutil.which, ("firefox-esr", "firefox"))), None)
    assert program, "These tests drive Firefox: install the package firefox-esr."
    return program


@dataclass(slots=True)
class Firefox:
    """A running browser. Every call is a command of BiDi, answered before the next is sent."""

    socket: ClientConnection
    number: int = 0
    events: list[dict[str, Any]] = field(default_factory=list)

    def send(self, method: str, **parameters: Any) -> Any:
        self.number += 1
        self.socket.send(json.dumps({"id": self.number, "method": method, "params": parameters}))
        while True:
            said = json.loads(self.socket.recv(timeout=PATIENCE))
            if said.get("id") != self.number:
                self.events.append(said)
                continue
            assert said["type"] == "success", said
            return said["result"]

    def open(self, url: str) -> str:
        """A tab at an address, loaded."""
        tab: str = self.send("browsingContext.create", type="tab")["context"]
        self.send("browsingContext.navigate", context=tab, url=url, wait="complete")
        return tab

    def run(self, context: str, function: str, *arguments: Any) -> Any:
        """Calls an async function there with JSON values, and gives the JSON value that comes back."""
        answer = self.send(
            "script.callFunction",
            functionDeclaration=f"async (given) => JSON.stringify(await ({function})(...JSON.parse(given)) ?? null)",
            arguments=[{"type": "string", "value": json.dumps(arguments)}],
            awaitPromise=True,
            userActivation=True,
            target={"context": context},
        )
        assert answer["type"] == "success", answer
        return json.loads(answer["result"]["value"])

    def type(self, context: str, keys: str) -> None:
        """Presses keys on the keyboard, one after the other."""
        strokes = [{"type": stroke, "value": key} for key in keys for stroke in ("keyDown", "keyUp")]
        self.send("input.performActions", context=context, actions=[{"type": "key", "id": "keys", "actions": strokes}])

    def press(self, window: str) -> None:
        """Presses the extension's button in the toolbar."""
        self.run(
            window,
            """async (id) => {
              CustomizableUI.addWidgetToArea(id, "nav-bar");
              document.getElementById(id).querySelector(".unified-extensions-item-action-button").click();
            }""",
            BUTTON,
        )

    def popup(self, window: str, function: str) -> Any:
        """Calls an async function with the popup's document, once there is one, until it gives something."""
        return self.run(
            window,
            """async (source) => {
              const end = Date.now() + 50000;
              while (Date.now() < end) {
                const view = document.querySelector(".webextension-popup-browser");
                const said = view && await new Promise((done) => {
                  const name = `said:${Math.random()}`;
                  const body = `(async () => sendAsyncMessage("${name}", await (${source})(content.document)))()`;
                  view.messageManager.addMessageListener(name, (message) => done(message.data));
                  view.messageManager.loadFrameScript(`data:,${encodeURIComponent(body)}`, false);
                  setTimeout(done, 1000);
                });
                if (said) return said;
                await new Promise((done) => setTimeout(done, 50));
              }
            }""",
            function,
        )

    def close_popup(self, window: str) -> None:
        self.run(window, "() => document.querySelector('.webextension-popup-browser')?.closest('panel').hidePopup()")

    def badge(self, window: str, wanted: str) -> str:
        """What the button's badge says once it says that, or in the end: it is painted with the next frame."""
        found: str = self.run(
            window,
            """async (id, wanted) => {
              const said = () => document.getElementById(id).querySelector("[badge]")?.getAttribute("badge") ?? "";
              const end = Date.now() + 20000;
              while (said() !== wanted && Date.now() < end) await new Promise((done) => setTimeout(done, 20));
              return said();
            }""",
            BUTTON,
            wanted,
        )
        return found

    def window(self) -> str:
        """The browser's own window, around its tabs."""
        tree = self.send("browsingContext.getTree", **{"moz:scope": "chrome"})["contexts"]
        window: str = next(each["context"] for each in tree if each["url"].endswith("browser.xhtml"))
        return window


@contextmanager
def firefox(folder: Path, extension: Path | None = None) -> Iterator[Firefox]:
    """Starts Firefox without a screen, with an extension installed as a user would for trying it."""
    profile = folder / "firefox"
    profile.mkdir()
    lines = [f"user_pref({json.dumps(name)}, {json.dumps(value)});" for name, value in PREFERENCES.items()]
    (profile / "user.js").write_text("\n".join(lines), encoding="utf-8")
    words = [firefox_program(), "--headless", "--no-remote", "--profile", str(profile)]
    process = subprocess.Popen(
        [*words, "--remote-debugging-port", "0", "--remote-allow-system-access"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        env={"HOME": str(folder), "PATH": "/usr/bin:/bin", "MOZ_HEADLESS": "1"},
    )
    try:
        address = _address(process)
        with connect(f"{address}/session", max_size=None, proxy=None) as socket:
            browser = Firefox(socket)
            browser.send("session.new", capabilities={})
            if extension is not None:
                browser.send("webExtension.install", extensionData={"type": "path", "path": str(extension)})
            yield browser
    finally:
        process.terminate()
        process.wait(PATIENCE)
        if process.stderr:
            process.stderr.close()


def _address(process: subprocess.Popen[str]) -> str:
    assert process.stderr is not None
    watchdog = threading.Timer(PATIENCE, process.kill)
    watchdog.start()
    said = ""
    while not (found := re.search(r"WebDriver BiDi listening on (ws://\S+)", said)):
        line = process.stderr.readline()
        assert line, said
        said += line
    watchdog.cancel()
    threading.Thread(target=process.stderr.read, daemon=True).start()
    return found[1]
