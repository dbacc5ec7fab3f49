"""A whole first import into a served desk: how long it takes, how much memory, and how the pages answer meanwhile."""

from __future__ import annotations

import contextlib
import http.client
import json
import os
import re
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import urllib.parse
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from benches.captures import call, pair, served
from benches.connections import company, name, write_connections
from benches.mail import ME, write_mailbox

PAGES = ("/", "/contacts?q=ana", "/imports", "/inbox")
EVERY_SECONDS = 0.1
_BLOCK = 1 << 20


@dataclass(slots=True)
class Watched:
    """What was seen while one file came in: seconds of looking inside and of importing, milliseconds of every page
    asked for meanwhile, and the most MB that the server and its import held together."""

    file: str
    looking: float = 0.0
    importing: float = 0.0
    megabytes: float = 0.0
    pages: list[float] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    contacts: int = 0


def bench_journey(connections: int, cards: int, megabytes: int) -> None:
    """Brings connections, cards and a mailbox into one desk, one after the other, and prints a line for each."""
    with tempfile.TemporaryDirectory() as folder:
        files = [Path(folder) / each for each in ("Connections.csv", "book.vcf", "All mail.mbox")]
        write_connections(files[0], connections)
        write_cards(files[1], cards)
        write_mailbox(files[2], megabytes * 1_000_000)
        env = {"LEGWORK_HOME": f"{folder}/home"}
        own = ME.partition("<")[2].rstrip(">")
        legwork(env, "settings", "emails", own)
        with served(env) as running:
            token, cookie = pair(running.port, env), sign_in(running.port, legwork(env, "sign-in"))
            print(f"{connections:,} connections, {cards:,} cards, {megabytes:,} MB of mail")
            print("| file | looked at, s | imported, s | peak MB | pages | p50 ms | p95 ms | longest ms | contacts |")
            print("| --- | --- | --- | --- | --- | --- | --- | --- | --- |")
            for file in files:
                _tell(bring(running.port, running.pid, token, cookie, file))


def bring(port: int, pid: int, token: str, cookie: str, file: Path) -> Watched:
    """Imports one file while somebody turns pages."""
    seen = Watched(file.name)
    with _turning_pages(port, pid, cookie, seen):
        started = time.perf_counter()
        job = upload(port, token, file)
        seen.looking = time.perf_counter() - started
        while (told := call(port, "GET", f"/api/v1/imports/{job}", None, token))["state"] not in {"done", "failed"}:
            time.sleep(0.2)
        seen.importing = time.perf_counter() - started - seen.looking
    if told["state"] == "failed":
        sys.exit(f"{file.name}: {told['problem']}")
    for problem in seen.problems[:3]:
        print(f"  {problem}", file=sys.stderr)
    seen.contacts = told["report"]["contacts"]["created"]
    return seen


@contextlib.contextmanager
def _turning_pages(port: int, pid: int, cookie: str, seen: Watched) -> Iterator[None]:
    over = threading.Event()

    def turn() -> None:
        turns = 0
        while not over.wait(EVERY_SECONDS):
            started, path = time.perf_counter(), PAGES[turns % len(PAGES)]
            try:
                status = answer(port, "GET", path, {"Cookie": cookie}).status
            except OSError as problem:
                seen.problems.append(f"{path} was not answered ({type(problem).__name__})")
                status = 0
            seen.pages.append((time.perf_counter() - started) * 1_000)
            if status >= 400:
                seen.problems.append(f"{path} was answered {status}")
            seen.megabytes = max(seen.megabytes, resident(pid))
            turns += 1

    reader = threading.Thread(target=turn)
    reader.start()
    try:
        yield
    finally:
        over.set()
        reader.join()


def write_cards(file: Path, count: int) -> None:
    """Address cards of people of whom one in four is a connection too."""
    with file.open("w", encoding="utf-8", newline="") as stream:
        for number in range(count):
            person = number if number % 4 == 0 else number + 1_000_000
            given, family = name(person)
            stream.write(
                f"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:{given} {family}\r\nN:{family};{given};;;\r\n"
                f"EMAIL:{given}.{family}@mail{person}.example\r\nORG:{company(person)}\r\nUID:{number}\r\nEND:VCARD\r\n"
            )


def upload(port: int, token: str, file: Path) -> str:
    """Sends a file of any size as the extension's endpoint takes it; the job's id."""
    edge = uuid.uuid4().hex
    head = f'--{edge}\r\nContent-Disposition: form-data; name="files"; filename="{file.name}"\r\n\r\n'.encode()
    tail = f"\r\n--{edge}--\r\n".encode()

    def blocks() -> Iterator[bytes]:
        yield head
        with file.open("rb") as stream:
            while block := stream.read(_BLOCK):
                yield block
        yield tail

    headers = {
        "Authorization": f"Bearer {token}",
        "Content-Type": f"multipart/form-data; boundary={edge}",
        "Content-Length": str(len(head) + file.stat().st_size + len(tail)),
    }
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=3_600)
    connection.request("POST", "/api/v1/imports", blocks(), headers)
    response = connection.getresponse()
    said = json.loads(response.read())
    if response.status != 202:
        sys.exit(f"{file.name}: {said}")
    return str(said["id"])


def sign_in(port: int, link: str) -> str:
    """The cookie that a one-time link gives."""
    code = re.search(r"code=(\S+)", link)
    assert code is not None, link
    form = urllib.parse.urlencode({"link": code[1]})
    headers = {
        "Content-Type": "application/x-www-form-urlencoded",
        "Origin": f"http://127.0.0.1:{port}",
        "Sec-Fetch-Site": "same-origin",
    }
    response = answer(port, "POST", "/sign-in", headers, form)
    return (response.headers["Set-Cookie"] or "").partition(";")[0]


def answer(
    port: int, method: str, path: str, headers: dict[str, str], body: str | None = None
) -> http.client.HTTPResponse:
    """An answer, read to its end."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
    connection.request(method, path, body, headers)
    response = connection.getresponse()
    response.read()
    connection.close()
    return response


def resident(pid: int) -> float:
    """The memory of a process and of those it started in MB, what they share counted once; nought where the system
    does not tell."""
    return sum(_of_one(each) for each in [pid, *_started_by(pid)])


def _of_one(pid: int) -> float:
    with contextlib.suppress(OSError):  # it may be over by now
        found = re.search(
            r"^Pss:\s+(\d+) kB", Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="utf-8"), re.MULTILINE
        )
        return int(found[1]) / 1024 if found else 0.0
    return 0.0


def _started_by(pid: int) -> list[int]:
    with contextlib.suppress(OSError):
        tasks = [each.read_text(encoding="utf-8") for each in Path(f"/proc/{pid}/task").glob("*/children")]
        return [int(each) for each in " ".join(tasks).split()]
    return []


def legwork(env: dict[str, str], *words: str) -> str:
    command = [sys.executable, "-m", "legwork", *words]
    return subprocess.run(command, env=os.environ | env, capture_output=True, text=True, check=True).stdout


def _tell(seen: Watched) -> None:
    cuts = statistics.quantiles(seen.pages, n=100) if len(seen.pages) > 1 else [0.0] * 99
    print(
        f"| {seen.file} | {seen.looking:.1f} | {seen.importing:.1f} | {seen.megabytes:.0f} | {len(seen.pages)} "
        f"| {cuts[49]:.0f} | {cuts[94]:.0f} | {max(seen.pages, default=0.0):.0f} | {seen.contacts:,} |",
        flush=True,
    )
