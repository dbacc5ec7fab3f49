"""What is saved reaches the desk exactly once, whatever happens to the desk, the worker or the browser meanwhile."""

from __future__ import annotations

import json
import random
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, Playwright, expect

import pack_extension
from e2e.desks import PATIENCE, Served, legwork, serve
from extension import pages
from extension.asking import Asking
from extension.browsing import Chromium, chromium, free_port
from extension.paired import TUESDAY, Pair, pair
from forking import Forked
from served_desk import ask

pytestmark = pytest.mark.browser

KEEP = """async (bodies) => {
  const { keep } = await import("/outbox.js");
  for (const body of bodies) await keep(body);
}"""
FLUSH = "async () => (await import('/messages.js')).flush()"
SEND_ON = f"() => {{ ({FLUSH})(); }}"  # begins to send, and does not wait for the end
WAITING = "async () => (await import('/outbox.js')).waiting()"
BADGE = """async (wanted) => {
  const end = Date.now() + 20_000;
  let said;
  while ((said = await chrome.action.getBadgeText({})) !== wanted && Date.now() < end) {
    await new Promise((done) => setTimeout(done, 20));
  }
  return said;
}"""
ALARM = """async () => {
  const alarm = await chrome.alarms.get("outbox");
  return alarm ? alarm.scheduledTime - Date.now() : 0;
}"""


@dataclass(slots=True)
class Post:
    """A browser and a desk that comes and goes at one address. `page` is one of the extension's own, to act from."""

    browser: Chromium
    home: Path
    port: int
    page: Page
    paired: Pair | None = None
    running: ExitStack = field(default_factory=ExitStack)
    desk: Served | None = None

    def start(self) -> Served:
        """Starts the desk, unless it runs."""
        if self.desk is None:
            served = serve(self.home, TUESDAY, port=self.port, end=Forked.kill)
            self.desk = self.running.enter_context(served)
        return self.desk

    def stop(self) -> None:
        """Kills the desk in the middle of whatever it does."""
        self.running.close()
        self.desk = None

    def keep(self, *names: str, **more: str) -> None:
        self.page.evaluate(KEEP, [body(name, **more) for name in names])

    def flush(self) -> dict[str, Any]:
        report: dict[str, Any] = self.page.evaluate(FLUSH)
        return report

    def waiting(self) -> list[dict[str, Any]]:
        kept: list[dict[str, Any]] = self.page.evaluate(WAITING)
        return kept

    def badge(self, wanted: str) -> str:
        """What the badge says once it says that, or in the end: it is painted after the act that changes it."""
        said: str = self.page.evaluate(BADGE, wanted)
        return said

    def names(self, words: str) -> list[str]:
        assert self.paired is not None
        return sorted(contact["name"] for contact in self.paired.known(words))


@pytest.fixture(scope="module")
def post(playwright_driver: Playwright, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Post]:
    expect.set_options(timeout=PATIENCE * 1000)
    folder, port = tmp_path_factory.mktemp("post"), free_port()
    with chromium(playwright_driver, folder, port) as browser:
        made = Post(browser, folder / "home", port, browser.page_of("options/options.html"))
        made.paired = pair(browser, made.start())
        made.stop()
        yield made
        made.stop()


@pytest.fixture(autouse=True)
def _nothing_waits(post: Post) -> Iterator[None]:
    yield
    assert post.paired is not None
    post.browser.tidy(post.page, post.paired.page)
    post.page.evaluate("""async () => { const { discard, waiting } = await import("/outbox.js");
      for (const kept of await waiting()) await discard(kept.key); }""")


def body(name: str, captured_at: str = "2026-11-20T10:00:00.000Z") -> dict[str, Any]:
    address = f"https://{name.lower().replace(' ', '-')}.example/"
    return {
        "url": address,
        "page_title": name,
        "captured_at": captured_at,
        "fields": {"name": name, "title": "Analyst", "company": f"{name} & Partners"},
        "selection": "",
        "note": "",
        "why": "",
        "edited": [],
        "reader": "json-ld",
        "reader_version": "1",
    }


def test_while_the_desk_is_off_a_capture_waits_and_is_delivered_once(post: Post) -> None:
    page = post.browser.open("https://late.example/", pages.person("Late Person"))
    popup = post.browser.press(page)
    popup.locator("#form").wait_for()
    popup.locator("#save").click()
    expect(popup.locator("#done-title")).to_have_text("Late Person is kept here")
    expect(popup.locator("#done-text")).to_contain_text("Legwork is not running.")
    expect(popup.locator("#done-text")).to_contain_text("1 capture waits.")
    assert post.badge("1") == "1"
    popup.close()
    again = post.browser.press(page)
    expect(again.locator("#known")).to_contain_text("it waits for the desk")
    again.evaluate(FLUSH)  # what it began to send by itself has ended, too
    again.close()
    (kept,) = post.waiting()
    post.start()
    assert post.flush()["answers"].keys() == {kept["key"]}
    assert post.badge("") == ""
    assert post.flush()["answers"] == {}
    # what is sent again under its key changes nothing
    again_answer = post.page.evaluate(
        "async (kept) => (await import('/legwork-api.js')).sendCapture(kept.key, kept.body)", kept
    )
    assert again_answer["outcome"] == "created"
    assert post.names("Late Person") == ["Late Person"]
    post.stop()
    once_more = post.browser.press(page)
    expect(once_more.locator("#known")).to_have_text("You saved this page before.")
    expect(once_more.locator("#desk-problem")).to_contain_text("Legwork is not running.")
    once_more.evaluate(FLUSH)
    once_more.close()
    beside = post.browser.page_of("panel/panel.html")
    expect(beside.locator("#problem")).to_contain_text("Legwork is not running.")


def test_retries_are_further_and_further_apart_and_end_with_success(post: Post) -> None:
    post.stop()
    post.keep("Rita Retry")
    waits = []
    for _ in range(3):
        assert post.flush()["problem"] == "off"
        waits.append(post.page.evaluate(ALARM) / 60_000)
    assert waits == pytest.approx([0.5, 1, 2], abs=0.24)
    limits = "async () => { const { delay } = await import('/outbox.js'); return [1, 6, 7, 60].map(delay); }"
    assert post.page.evaluate(limits) == [0.5, 16, 30, 30]
    post.start()
    post.flush()
    assert post.page.evaluate(ALARM) == 0


@pytest.mark.parametrize(
    ("answer", "sentence"),
    [
        ((200, "text/html", b"<h1>Another program</h1>"), "Another program answers at the desk"),
        ((200, "application/json", b'{"name": "something"}'), "Another program answers at the desk"),
        ((404, "application/json", b'{"error": "no such thing"}'), "Another program answers at the desk"),
        ((200, "application/json", b'{"name": "legwork", "version": "0.0.1", "paired": true}'), "Your desk is older"),
    ],
)
def test_another_program_and_an_old_desk_are_told_from_a_desk_that_is_off(
    post: Post, answer: tuple[int, str, bytes], sentence: str
) -> None:
    post.stop()
    page = post.browser.open("https://lost.example/", pages.person("Lost Person"))
    with answering(post.port, *answer):
        popup = post.browser.press(page)
        popup.locator("#form").wait_for()
        popup.locator("#save").click()
        expect(popup.locator("#done-text")).to_contain_text(sentence)
        popup.close()
    page.close()
    assert [kept["body"]["fields"]["name"] for kept in post.waiting()] == ["Lost Person"]


def test_a_refusal_parks_that_capture_alone_and_it_can_be_thrown_away(post: Post) -> None:
    post.start()
    post.keep("Paula Parked", captured_at="2099-01-01T00:00:00.000Z")
    post.keep("Gus Goes")
    report = post.flush()
    assert (report["waiting"], report["parked"], report["problem"]) == (0, 1, "")
    assert post.names("Gus Goes") == ["Gus Goes"]
    assert post.badge("1") == "1"
    post.page.bring_to_front()
    post.page.reload()
    row = post.page.locator("#waiting li")
    expect(row).to_contain_text("Paula Parked")
    expect(row).to_contain_text("after this desk's clock")
    row.get_by_role("button", name="Throw away").click()
    expect(post.page.locator("#waiting-none")).to_be_visible()
    assert post.badge("") == ""


def test_a_revoked_browser_is_told_to_pair_again_and_loses_nothing(post: Post) -> None:
    desk = post.start()
    assert post.paired is not None
    at_the_desk = post.paired.page
    at_the_desk.goto(f"{desk.url}/pair")
    at_the_desk.get_by_role("button", name="Revoke").click()
    expect(at_the_desk.get_by_role("status").first).to_contain_text("Revoked")
    post.keep("Rhea Revoked")
    assert post.flush()["problem"] == "unpaired"
    page = post.browser.open("https://rhea.example/", pages.person("Rhea Second"))
    popup = post.browser.press(page)
    popup.locator("#save").click()
    expect(popup.locator("#done-text")).to_contain_text("Pair it again")
    popup.close()
    assert len(post.waiting()) == 2
    at_the_desk.get_by_role("button", name="Pair a browser").click()
    code = at_the_desk.locator("[data-pairing-code]").inner_text()
    post.page.bring_to_front()
    post.page.reload()
    for typed, said in (("AAAAAAAA", "not the one that is waiting"), (code, "Paired with your desk")):
        post.page.locator("#code").fill(typed)
        post.page.get_by_role("button", name="Pair", exact=True).click()
        expect(post.page.locator("#pair-said")).to_contain_text(said)
    expect(post.page.locator("#waiting-none")).to_be_visible()
    token = post.page.evaluate("async () => (await (await import('/settings.js')).settings()).token")
    post.paired.api = Asking(desk.url, token)
    assert post.names("Rhea") == ["Rhea Revoked", "Rhea Second"]


def test_no_page_can_read_the_token_or_post_a_capture(post: Post) -> None:
    post.start()
    page = post.browser.open("https://nosy.example/", pages.person("Nosy Person"))
    popup = post.browser.press(page)
    popup.locator("#form").wait_for()
    said = popup.evaluate(
        """async () => {
          const [tab] = await chrome.tabs.query({ active: true, currentWindow: true });
          const func = () => chrome.storage.local.get(null).then(JSON.stringify, (problem) => problem.message);
          return (await chrome.scripting.executeScript({ target: { tabId: tab.id }, func }))[0].result;
        }"""
    )
    assert "lwk_" not in said
    assert "not allowed" in said
    sent = page.evaluate(
        """async (url) => {
          const sending = fetch(url, { method: "POST", mode: "no-cors", body: "{}" });
          return sending.then(() => "sent", () => "not sent");
        }""",
        f"http://127.0.0.1:{post.port}/api/v1/captures",
    )
    assert sent in {"sent", "not sent"}
    assert post.names("Nosy Person") == []


def test_the_outbox_as_a_file_is_what_the_desk_imports(post: Post, tmp_path: Path) -> None:
    post.keep("Fay File", "Finn File")
    post.page.bring_to_front()
    post.page.reload()
    with post.page.expect_download() as download:
        post.page.get_by_role("button", name="captures.jsonl").click()
    assert download.value.suggested_filename == "captures.jsonl"
    lines = post.page.evaluate("async (address) => (await fetch(address)).text()", download.value.url)
    file = tmp_path / "captures.jsonl"
    file.write_text(lines, encoding="utf-8")
    said = json.loads(legwork(tmp_path / "home", "import", str(file), "--json", now=TUESDAY))
    assert [(each["kind"], each["new"]) for each in said["files"]] == [("legwork.captures", 2)]


def test_a_storm_of_captures_arrives_each_once(post: Post) -> None:
    chance = random.Random(6)  # the same storm in every run
    names = [f"Storm {number:03}" for number in range(200)]
    for begin in range(0, 200, 50):
        post.stop()
        starting = threading.Thread(target=post.start)
        starting.start()
        post.keep(*names[begin : begin + 25])
        post.page.evaluate(SEND_ON)
        starting.join()
        post.page.evaluate(SEND_ON)
        post.keep(*names[begin + 25 : begin + 50])
        post.page.evaluate(SEND_ON)
        post.page.wait_for_timeout(chance.randrange(10, 250))
        if chance.random() < 0.6:
            post.browser.kill_worker(post.page)
            post.page.evaluate(SEND_ON)
            post.page.wait_for_timeout(chance.randrange(10, 150))
    post.stop()
    post.start()
    report = post.flush()
    assert (report["waiting"], report["parked"]) == (0, 0)
    assert post.names("Storm") == names
    rows = legwork(post.home, "export", "--format", "records", now=TUESDAY).splitlines()
    assert sum("https://storm-" in row for row in rows) == 200


def test_what_waits_outlives_the_browser(playwright_driver: Playwright, tmp_path: Path) -> None:
    port = free_port()
    with chromium(playwright_driver, tmp_path, port) as browser:
        with serve(tmp_path / "home", TUESDAY, port=port) as desk:
            pair(browser, desk)
        browser.worker(KEEP, [body("Otto Outlives")])
    with serve(tmp_path / "home", TUESDAY, port=port) as desk, chromium(playwright_driver, tmp_path, port) as browser:
        token = browser.worker("async () => (await (await import('/settings.js')).settings()).token")
        for _ in range(40):  # the browser's start is the reason to try again; nobody presses anything
            if browser.worker(WAITING) == []:
                break
        assert [contact["name"] for contact in Asking(desk.url, token).found("Otto")] == ["Otto Outlives"]


def test_an_extension_whose_permission_was_taken_back_goes_on(playwright_driver: Playwright, tmp_path: Path) -> None:
    port = free_port()
    files = pack_extension.contents("chromium", port)
    barred = {**json.loads(files["manifest.json"]), "host_permissions": []}
    files["manifest.json"] = json.dumps(barred).encode()
    pack_extension.write_folder(files, tmp_path / "extension")
    with serve(tmp_path / "home", TUESDAY, port=port) as desk, chromium(playwright_driver, tmp_path, port) as browser:
        code = json.loads(legwork(tmp_path / "home", "pair", "--json", now=TUESDAY))["code"]
        origin = {"Origin": f"chrome-extension://{browser.id}", "Content_Type": "application/json"}
        said = ask(desk.url, "/api/v1/pairing", "POST", json.dumps({"code": code, "name": "x"}), **origin)
        token = json.loads(said[1])["token"]
        kept = browser.worker(
            """async ([address, token, body]) => {
              await (await import("/settings.js")).settle({ address, token });
              await (await import("/outbox.js")).keep(body);
              return (await import("/messages.js")).flush();
            }""",
            [desk.url, token, body("Cora Cors")],
        )
        assert (kept["problem"], len(kept["answers"])) == ("", 1)
        assert [contact["name"] for contact in Asking(desk.url, token).found("Cora")] == ["Cora Cors"]


@contextmanager
def answering(port: int, status: int, kind: str, said: bytes) -> Iterator[None]:
    """Some other program at the desk's address, which answers everything alike."""

    class Program(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.rfile.read(int(self.headers.get("Content-Length") or 0))
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(said)))
            self.end_headers()
            self.wfile.write(said)

        do_POST = do_GET  # noqa: N815  the base class's own kind of name

        def log_message(self, *_: Any) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", port), Program)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
