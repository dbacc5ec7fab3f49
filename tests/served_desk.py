"""A desk served by a process of its own, and what a browser or anything else may send to it."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

PROGRAM = """
import os, sys
from legwork.config import Settings
from legwork.desk.opening import open_desk
from legwork.errors import LegworkError
from legwork.serving import serve
settings = Settings.from_environment(os.environ)
try:
    serve(open_desk(settings), settings.host, settings.port, announce=lambda line: print(line, flush=True))
except LegworkError as problem:
    sys.exit(str(problem))
"""


def start(home: Path, **environment: str) -> subprocess.Popen[str]:
    wanted = {"LEGWORK_HOME": str(home), "LEGWORK_PORT": "0", "LEGWORK_TIMEZONE": "UTC", **environment}
    return subprocess.Popen(
        [sys.executable, "-c", PROGRAM],
        env={**os.environ, **wanted},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


@contextmanager
def served(home: Path, **environment: str) -> Iterator[tuple[subprocess.Popen[str], str, str]]:
    """The process, its address and its sign-in link."""
    process = start(home, **environment)
    assert process.stdout is not None
    try:
        first = process.stdout.readline().strip()
        match = re.fullmatch(r"Legwork is at (http://\S+:\d+/)", first)
        assert match is not None, first
        process.stdout.readline()
        yield process, match[1], process.stdout.readline().strip()
    finally:
        process.kill()
        process.communicate()


def ask(address: str, path: str, method: str = "GET", body: str = "", **headers: str) -> tuple[int, str]:
    connection = HTTPConnection(urlsplit(address).netloc, timeout=10)
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    connection.request(method, path, body or None, named)
    answer = connection.getresponse()
    text = answer.read().decode()
    connection.close()
    return answer.status, text


def raw(address: str, data: bytes) -> bytes:
    """What comes back for bytes that no client would send."""
    place = urlsplit(address)
    with socket.create_connection((place.hostname or "", place.port or 0), timeout=10) as connection:
        connection.sendall(data)
        with suppress(OSError):  # it may have been answered and closed already
            connection.shutdown(socket.SHUT_WR)
        found = b""
        while part := connection.recv(65536):
            found += part
    return found
