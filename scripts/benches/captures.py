"""Captures from many clients while an import runs in the same server, on both databases."""

from __future__ import annotations

import contextlib
import csv
import http.client
import json
import os
import re
import signal
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benches.connections import capture, write_connections

ROOT = Path(__file__).resolve().parent.parent.parent


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
        with served(env) as running:
            port = running.port
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


@dataclass(frozen=True, slots=True)
class Running:
    """A server: its port and its process."""

    port: int
    pid: int


@contextlib.contextmanager
def served(more: dict[str, str]) -> Iterator[Running]:
    """A server of its own process."""
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
                yield Running(int(found.group(1)), process.pid)
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


def call(port: int, method: str, path: str, body: object, token: str = "") -> dict[str, Any]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    headers = {"Content-Type": "application/json"} | ({"Authorization": f"Bearer {token}"} if token else {})
    connection.request(method, path, json.dumps(body) if body is not None else None, headers)
    return dict(json.loads(connection.getresponse().read()))
