"""How long the queue takes with many contacts: in one process, over HTTP, and from a key to the next card."""

from __future__ import annotations

import contextlib
import http.client
import os
import re
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, select

from benches.captures import Running, served
from benches.connections import write_connections
from legwork.config import Settings
from legwork.desk import acting, importing, planning, preferring, undoing
from legwork.desk.opening import Desk, open_desk
from legwork.store import events, ids
from legwork.store.tables import contacts

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=ZoneInfo("Europe/Berlin"))
DAYS_OF_HISTORY = 180
# Says when the browser got the last key, and when it had painted the newest card; both outlive the page, whether the
# next card comes with another page or into this one.
WATCH = """
  const since = (moment) => performance.timeOrigin + moment;
  addEventListener("keydown", ({ timeStamp }) => sessionStorage.setItem("key", String(since(timeStamp))), true);
  new PerformanceObserver((list) => {
    for (const { renderTime } of list.getEntries()) window.painted = since(renderTime);
  }).observe({ type: "element", buffered: true });
  let card = null;
  new MutationObserver(() => {
    const found = document.querySelector("#who, .calm h2");
    if (found && found !== card) found.setAttribute("elementtiming", "card");
    card = found;
  }).observe(document, { childList: true, subtree: true });
"""


def bench_today(size: int, in_browser: int, reads: int, home: Path | None) -> None:
    """Prints a table: the medians and the slowest in twenty, in milliseconds.

    With `home` a folder of an earlier run is measured again, or made.
    """
    with TemporaryDirectory() as folder:
        for count, measure in ((size, _measure), (in_browser, _measure_keys)):
            place = (home or Path(folder)) / f"desk-{count}"
            if not (place / "legwork.sqlite3").exists():
                make(place, count)
            print(f"\n{count:,} contacts, {DAYS_OF_HISTORY} days of acts\n")
            print("| what | median ms | p95 ms | CPU ms |\n| --- | --- | --- | --- |")
            measure(place, reads)


def make(place: Path, count: int) -> None:
    """A desk with invented connections and a working history: some hundred conversations in every state."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / "Connections.csv"
        write_connections(file, count)
        with opened(place) as desk:
            importing.run(desk, [file])
            preferring.prefer(desk, {"functions": "data", "past_employers": "Babace Works", "name": "Priya Nair"})
            desk.database.write(_history)


def _history(connection: Connection) -> None:
    """Two invitations a day, each with what follows."""
    numbers = connection.execute(select(contacts.c.id).order_by(contacts.c.id)).scalars().all()
    for day in range(DAYS_OF_HISTORY, 0, -1):
        for turn in range(2):
            place = (DAYS_OF_HISTORY - day) * 2 + turn
            number = numbers[place * 37 % len(numbers)]
            at = NOW - timedelta(days=day, hours=turn)
            acts: list[tuple[int, dict[str, object]]] = [(0, {"act": "sent", "message": "invitation"})]
            if place % 3 == 0:
                acts += [(4, {"act": "replied"}), (5, {"act": "sent", "message": "answer"})]
            if place % 6 == 0:
                start = (at + timedelta(days=9)).isoformat()
                acts += [(6, {"act": "scheduled", "start": start, "minutes": 20}), (9, {"act": "held"})]
                acts += [(9, {"act": "debriefed"}), (10, {"act": "thanked"}), (17, {"act": "reported_back"})]
            elif place % 3:
                acts += [(10, {"act": "sent", "message": "nudge"}), (21, {"act": "closed"})]
            for later, data in acts:
                when = at + timedelta(days=later)
                if when < NOW:
                    events.append(connection, ids.new("e", when), ids.utc(when), "act", data, record=number)


def _measure(place: Path, reads: int) -> None:
    with opened(place) as desk:
        row("the first reading of a process", timed(lambda: planning.today(desk), 1))
        row("reading again", timed(lambda: planning.today(desk), reads))
        row("reading after an act", timed(lambda: planning.today(desk), reads, before=lambda: _act(desk)))
        row("reading after an undo", timed(lambda: planning.today(desk), reads, before=lambda: _act_back(desk)))
    with _caller(place) as get:
        get()
        row("today over HTTP", timed(get, reads))


def _act(desk: Desk) -> None:
    contact = planning.queue(desk).cards[-1].person.id
    acting.act(desk, contact, "later:3d")


def _act_back(desk: Desk) -> None:
    _act(desk)
    planning.today(desk)
    undoing.undo(desk)


def _measure_keys(place: Path, reads: int) -> None:
    """From the key to the next card on the screen, in a real Chromium."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415  only this part needs it

    program = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))))
    with _served(place) as (running, link), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox", "--disable-gpu"])
        context = browser.new_context(reduced_motion="reduce")
        context.add_init_script(WATCH)
        page = context.new_page()
        page.goto(link)
        page.goto(f"http://127.0.0.1:{running.port}/")
        waited, driven, worked = [], [], []
        for turn in range(2 + reads + reads % 2):  # each act is taken back, so that the desk stays as it is
            page.locator("html[data-ready]").wait_for(state="attached")
            page.wait_for_function("() => window.painted", polling=5)
            before, asked = page.evaluate("[window.painted, performance.timeOrigin + performance.now()]")
            used = _cpu(running.pid)
            page.keyboard.press("k" if turn % 2 == 0 else "u")
            page.wait_for_function("(before) => window.painted > before", arg=before, polling=5)
            painted, key = page.evaluate("[window.painted, Number(sessionStorage.getItem('key'))]")
            if turn > 1:  # the first two find nothing made ready, neither here nor at the desk
                desk, chromium = (now - then for now, then in zip(_cpu(running.pid), used, strict=True))
                waited.append((painted - key, desk + chromium))
                driven.append((painted - asked, desk + chromium))
                worked.append((desk, desk))
        browser.close()
    row("a key to the next card, painted", waited)
    row("the same, from before the driver sends the key", driven)
    row("the desk's part of the CPU", worked)


def _cpu(desk: int) -> tuple[float, float]:
    """Milliseconds of CPU that the desk has used, and all Chromium that this process started; zeros outside Linux."""
    tick = 1000 / os.sysconf("SC_CLK_TCK") if Path("/proc/self/stat").exists() else 0
    parents, named, used = {}, {}, {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):  # it may end meanwhile
            name, _, rest = stat.read_text().partition(" (")[2].rpartition(") ")
            fields = rest.split()
            number = int(stat.parent.name)
            parents[number], named[number] = int(fields[1]), name
            used[number] = (int(fields[11]) + int(fields[12])) * tick
    ours = {os.getpid()}
    while more := {number for number, parent in parents.items() if parent in ours} - ours:
        ours |= more
    return used.get(desk, 0.0), sum(used[number] for number in ours if named.get(number, "").startswith("chrom"))


def row(what: str, took: list[tuple[float, float]]) -> None:
    walls = sorted(wall for wall, _ in took)
    cpus = statistics.median(cpu for _, cpu in took)
    late = walls[min(len(walls) - 1, len(walls) * 19 // 20)]
    print(f"| {what} | {statistics.median(walls):.1f} | {late:.1f} | {cpus:.1f} |", flush=True)


def timed(
    work: Callable[[], object], turns: int, before: Callable[[], object] = lambda: None
) -> list[tuple[float, float]]:
    """Milliseconds on the wall and of this process's CPU, for each turn."""
    found = []
    for _ in range(turns):
        before()
        wall, cpu = time.perf_counter(), time.process_time()
        work()
        found.append(((time.perf_counter() - wall) * 1000, (time.process_time() - cpu) * 1000))
    return found


@contextlib.contextmanager
def opened(home: Path) -> Iterator[Desk]:
    desk = open_desk(Settings(home, f"sqlite:///{home / 'legwork.sqlite3'}", ZoneInfo("Europe/Berlin")))
    try:
        yield replace(desk, clock=lambda: NOW)
    finally:
        desk.close()


@contextlib.contextmanager
def _served(home: Path) -> Iterator[tuple[Running, str]]:
    """A server of its own process, and a link that signs a browser in."""
    env = {"LEGWORK_HOME": str(home), "LEGWORK_NOW": NOW.isoformat(), "LEGWORK_TIMEZONE": "Europe/Berlin"}
    with served(env) as running:
        yield running, _printed(["sign-in"], env, r"http://\S+/sign-in\?code=\S+")


@contextlib.contextmanager
def _caller(home: Path) -> Iterator[Callable[[], object]]:
    """Reads the page of today, signed in, on one connection kept open."""
    with _served(home) as (running, link):
        connection = http.client.HTTPConnection("127.0.0.1", running.port)

        def ask(method: str, path: str, body: str = "", cookie: str = "") -> http.client.HTTPResponse:
            headers = {"Content-Type": "application/x-www-form-urlencoded", "Sec-Fetch-Site": "same-origin"}
            connection.request(method, path, body, headers | ({"Cookie": cookie} if cookie else {}))
            return connection.getresponse()

        code = link.partition("?")[2].removeprefix("code=")
        page = ask("GET", f"/sign-in?code={code}").read().decode()
        token = re.search(r'name="csrf_token" value="([^"]+)"', page)
        answer = ask("POST", "/sign-in", f"link={code}" + (f"&csrf_token={token[1]}" if token else ""))
        cookie = (answer.getheader("Set-Cookie") or "").partition(";")[0]
        answer.read()

        def get() -> object:
            found = ask("GET", "/", cookie=cookie)
            body = found.read()
            if found.status != 200 or b'id="who"' not in body:
                raise RuntimeError(f"today answered {found.status} without a card")
            return body

        yield get
        connection.close()


def _printed(words: list[str], env: dict[str, str], pattern: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "legwork", *words], env=os.environ | env, capture_output=True, text=True, check=True
    )
    found = re.search(pattern, done.stdout)
    if found is None:
        raise RuntimeError(done.stdout)
    return found[0]
