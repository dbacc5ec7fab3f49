"""Measures what a closing note reports; never run as a test.

    python3 scripts/bench.py import [--rows 10000]
    python3 scripts/bench.py captures [--captures 3000] [--clients 32] [--rows 10000]

`import`: one command imports and links invented connections; beside it the floor, in the same run: reading
the same CSV and inserting its rows into one SQLite table. `captures`: clients post captures while an import
runs in the same server, on SQLite and on PostgreSQL; every acknowledged capture must be there exactly once.
Run it with the project's own Python: `.venv/bin/python scripts/bench.py …`.
"""

from __future__ import annotations

import argparse
import calendar
import contextlib
import csv
import hashlib
import http.client
import json
import os
import re
import signal
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
HEADER = ["First Name", "Last Name", "URL", "Email Address", "Company", "Position", "Connected On"]
NAMES = """Ana Bruno Carla Dmitri Elif Farid Greta Hugo Ines Jonas Kemal Lena Marco Nadia Oscar Priya Quim
Rosa"""
GIVEN = tuple(NAMES.split())
PARTS = "ba ce di fo gu ha je ki lo mu na pe ri so tu va we xi yo zu bra cle dri flo gru"
SYLLABLES = tuple(PARTS.split())
ROLES = ("Engineer", "Nurse", "Teacher", "Data Analyst", "Product Manager", "Designer", "Baker", "Director")
MONTHS = calendar.month_abbr[1:]


def main() -> None:
    """The table of contents."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    what = parser.add_subparsers(dest="what", required=True)
    one = what.add_parser("import")
    one.add_argument("--rows", type=int, default=10_000)
    two = what.add_parser("captures")
    two.add_argument("--captures", type=int, default=3_000)
    two.add_argument("--clients", type=int, default=32)
    two.add_argument("--rows", type=int, default=10_000)
    floor = what.add_parser("floor", help="what `import` runs beside itself")
    floor.add_argument("csv", type=Path)
    asked = parser.parse_args()
    if asked.what == "floor":
        insert_only(asked.csv)
    elif asked.what == "import":
        bench_import(asked.rows)
    else:
        bench_captures(asked.captures, asked.clients, asked.rows)


def bench_import(rows: int) -> None:
    """Time and peak memory of one import beside the floor."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "Connections.csv"
        write_connections(file, rows)
        floor = measured([sys.executable, __file__, "floor", str(file)], {})
        home = {"LEGWORK_HOME": f"{folder}/home"}
        first = measured([sys.executable, "-m", "legwork", "import", str(file), "--json"], home)
        again = measured([sys.executable, "-m", "legwork", "import", str(file), "--json"], home)
        report = json.loads(first[2])
        print(f"{rows:,} connections: {report['contacts']}")
        print("| what | seconds | peak MB |\n| --- | --- | --- |")
        for name, (seconds, megabytes, _) in (("floor", floor), ("import", first), ("the same again", again)):
            print(f"| {name} | {seconds:.2f} | {megabytes:.0f} |")


def measured(command: list[str], more: dict[str, str]) -> tuple[float, float, str]:
    """Wall seconds, peak memory in MB, and what a command prints."""
    started = time.perf_counter()
    process = subprocess.Popen(command, env=os.environ | more, stdout=subprocess.PIPE, text=True)
    printed = process.stdout.read() if process.stdout else ""
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        sys.exit(f"{' '.join(command[:4])} … failed")
    return time.perf_counter() - started, usage.ru_maxrss / 1024, printed


def insert_only(file: Path) -> None:
    """The floor: read the CSV, insert its rows into one table, nothing else."""
    with tempfile.TemporaryDirectory() as folder, file.open(encoding="utf-8", newline="") as stream:
        database = sqlite3.connect(f"{folder}/floor.sqlite3")
        database.execute("CREATE TABLE rows (a, b, c, d, e, f, g)")
        reader = csv.reader(stream)
        database.executemany("INSERT INTO rows VALUES (?, ?, ?, ?, ?, ?, ?)", (r for r in reader if len(r) == 7))
        database.commit()
        database.close()


def bench_captures(captures: int, clients: int, rows: int) -> None:
    """Throughput and latencies on both databases while an import runs."""
    sys.path.insert(0, str(ROOT / "tests"))
    from postgresql import private_server  # noqa: PLC0415  only this bench needs the fixture

    print("| database | captures/s | p50 ms | p95 ms | p99 ms | errors | lost | twice | import s |")
    print("| --- | --- | --- | --- | --- | --- | --- | --- | --- |")
    storm("SQLite", None, captures, clients, rows)
    with private_server(durable=True) as server:
        storm("PostgreSQL", server.empty(), captures, clients, rows)


def storm(name: str, url: str | None, captures: int, clients: int, rows: int) -> None:
    """One storm of captures against one server while it imports; prints its line of the table."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "Connections.csv"
        write_connections(file, rows)
        env = {"LEGWORK_HOME": f"{folder}/home"} | ({"LEGWORK_DATABASE_URL": url} if url else {})
        with served(env) as port:
            token = pair(port, env)
            job = upload(port, token, file)
            imported: list[float] = []
            watcher = threading.Thread(target=watch, args=(port, token, job, imported))
            watcher.start()
            seconds, took, errors = post_all(port, token, captures, clients)
            watcher.join()
        lost, twice = count_captures(env, captures)
        cuts = statistics.quantiles(took, n=100)
        print(
            f"| {name} | {captures / seconds:.0f} | {cuts[49]:.0f} | {cuts[94]:.0f} | {cuts[98]:.0f} "
            f"| {len(errors)} | {lost} | {twice} | {imported[0]:.1f} |"
        )
        for error in errors[:3]:
            print("  ", error, file=sys.stderr)


@contextlib.contextmanager
def served(more: dict[str, str]) -> Iterator[int]:
    """A server of its own process; yields its port."""
    process = subprocess.Popen(
        [sys.executable, "-m", "legwork", "serve", "--port", "0", "--no-open"],
        env=os.environ | more,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert process.stdout is not None
        for line in process.stdout:
            if found := re.search(r"http://127\.0\.0\.1:(\d+)/", line):
                yield int(found.group(1))
                break
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=20)


def pair(port: int, more: dict[str, str]) -> str:
    command = [sys.executable, "-m", "legwork", "pair"]
    printed = subprocess.run(command, env=os.environ | more, capture_output=True, text=True, check=True).stdout
    code = re.search(r"\b[A-Z0-9]{8}\b", printed)
    assert code is not None, printed
    answer = call(port, "POST", "/api/v1/pairing", {"code": code.group(), "name": "bench"})
    return str(answer["token"])


def upload(port: int, token: str, file: Path) -> str:
    edge = uuid.uuid4().hex
    body = (
        (
            f'--{edge}\r\nContent-Disposition: form-data; name="files"; filename="Connections.csv"\r\n'
            "Content-Type: text/csv\r\n\r\n"
        ).encode()
        + file.read_bytes()
        + f"\r\n--{edge}--\r\n".encode()
    )
    headers = {"Authorization": f"Bearer {token}", "Content-Type": f"multipart/form-data; boundary={edge}"}
    connection = http.client.HTTPConnection("127.0.0.1", port)
    connection.request("POST", "/api/v1/imports", body, headers)
    answer = json.loads(connection.getresponse().read())
    return str(answer.get("id") or answer)


def watch(port: int, token: str, job: str, took: list[float]) -> None:
    """How long the import takes beside the captures."""
    started = time.perf_counter()
    while time.perf_counter() - started < 300:
        state = call(port, "GET", f"/api/v1/imports/{job}", None, token)["state"]
        if state in {"done", "failed", "cancelled"}:
            took.append(time.perf_counter() - started if state == "done" else float("nan"))
            return
        time.sleep(0.2)
    took.append(float("nan"))


def post_all(port: int, token: str, captures: int, clients: int) -> tuple[float, list[float], list[str]]:
    """Posts every capture once; returns seconds, milliseconds a capture, and errors."""
    took: list[float] = []
    errors: list[str] = []

    def client(which: int) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        for number in range(which, captures, clients):
            body = json.dumps(capture(number)).encode()
            headers = {
                "Authorization": f"Bearer {token}",
                "Content-Type": "application/json",
                "Idempotency-Key": str(uuid.UUID(int=number + 1)),
            }
            started = time.perf_counter()
            connection.request("POST", "/api/v1/captures", body, headers)
            response = connection.getresponse()
            said = response.read()
            took.append((time.perf_counter() - started) * 1000)
            if response.status not in {200, 201}:
                errors.append(f"{response.status} {said[:200]!r}")

    threads = [threading.Thread(target=client, args=(which,)) for which in range(clients)]
    started = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return time.perf_counter() - started, took, errors


def count_captures(more: dict[str, str], captures: int) -> tuple[int, int]:
    """Captures lost, and captures stored twice, by the exported records."""
    command = [sys.executable, "-m", "legwork", "export", "--format", "records"]
    printed = subprocess.run(command, env=os.environ | more, capture_output=True, text=True, check=True).stdout
    found = [row["locator"] for row in csv.DictReader(printed.splitlines()) if row["source"] == "capture"]
    return captures - len(set(found)), len(found) - len(set(found))


def capture(number: int) -> dict[str, Any]:
    """One in five captures is of two hundred people seen again and again; the others are of new people."""
    person = number % 200 if number % 5 == 0 else number + 50_000
    given, family = name(person)
    return {
        "url": f"https://www.linkedin.com/in/{given}-{family}-{person}".lower(),
        "page_title": f"{given} {family}",
        "captured_at": f"2026-11-20T{number // 3600 % 24:02d}:{number // 60 % 60:02d}:{number % 60:02d}Z",
        "fields": {"name": f"{given} {family}", "title": ROLES[number % 8], "company": company(number)},
        "reader": "bench",
        "reader_version": "1",
    }


def write_connections(file: Path, rows: int) -> None:
    with file.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(HEADER)
        for number in range(rows):
            given, family = name(number)
            slug = f"{given}-{family}-{number}".lower()
            day = f"{number % 28 + 1:02d} {MONTHS[number % 12]} {2012 + number % 14}"
            address = f"{given}.{family}@mail{number}.example".lower() if number % 30 == 0 else ""
            link = f"https://www.linkedin.com/in/{slug}"
            writer.writerow([given, family, link, address, company(number), ROLES[number % 8], day])


def name(number: int) -> tuple[str, str]:
    """An invented name, the same for the same number: some six hundred given names, thousands of families."""
    chance = int(hashlib.sha256(str(number).encode()).hexdigest(), 16)
    syllables = [SYLLABLES[chance // 25**turn % 25] for turn in range(5)]
    given = GIVEN[chance // 25**6 % len(GIVEN)] if chance % 3 == 0 else "".join(syllables[3:]).capitalize()
    return given, "".join(syllables[: 2 + chance % 2]).capitalize()


def company(number: int) -> str:
    """One in twenty at one of five large employers, the others spread over three thousand."""
    chance = int(hashlib.sha256(f"at {number}".encode()).hexdigest(), 16)
    place = chance % 5 if chance // 5 % 20 == 0 else 5 + chance // 100 % 3_000
    return f"{SYLLABLES[place % 25].capitalize()}{SYLLABLES[place // 25 % 25]}{SYLLABLES[place // 625 % 25]} Works"


def call(port: int, method: str, path: str, body: object, token: str = "") -> dict[str, Any]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    headers = {"Content-Type": "application/json"} | ({"Authorization": f"Bearer {token}"} if token else {})
    connection.request(method, path, json.dumps(body) if body is not None else None, headers)
    return dict(json.loads(connection.getresponse().read()))


if __name__ == "__main__":
    main()
