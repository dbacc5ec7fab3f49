"""A PostgreSQL of the tests' own, started from the machine's programs and gone when they end.

It listens on a Unix socket in a folder only its owner can enter, so it meets no other server and needs no
password. It knows nothing of Legwork: it gives URLs of databases.
"""

from __future__ import annotations

import contextlib
import os
import pwd
import re
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import psycopg
import pytest
from psycopg import sql

OLDEST = 15
MISSING = (
    f"The tests need the programs of PostgreSQL {OLDEST} or newer, and this machine has none: "
    "`apt-get install --yes --no-install-recommends postgresql` brings them, scripts/test.py as root."
)
# A power cut is not among the things that happen to an ordinary test, and a synced disk costs it minutes.
HURRIED = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")
SETTINGS = (
    "listen_addresses=",
    "max_connections=120",
    "shared_buffers=32MB",
    "autovacuum=off",
    "timezone=UTC",
)


@dataclass(slots=True)
class PostgreSQL:
    """A running server. `durable` ones sync to disk at every commit, as a real one does."""

    folder: Path
    programs: Path
    durable: bool = False
    process: subprocess.Popen[bytes] | None = None
    made: int = 0
    templates: dict[str, str] = field(default_factory=dict)

    def start(self) -> None:
        """Starts the server and waits until it answers.

        Raises:
            RuntimeError: it ended or did not answer within 30 seconds; the message holds its last words.
        """
        settings = SETTINGS if self.durable else SETTINGS + HURRIED
        options = [word for setting in settings for word in ("-c", setting)]
        words = [
            str(self.programs / "postgres"),
            "-D",
            str(self.folder / "data"),
            "-k",
            str(self.folder),
            *options,
        ]
        with self._log.open("ab") as log:
            self.process = _popen(words, self.folder, log.fileno())
        until = time.monotonic() + 30
        while not self._answers():
            if self.process.poll() is not None or time.monotonic() > until:
                raise RuntimeError(f"PostgreSQL did not start: {self._log.read_text(errors='replace')[-2000:]}")
            time.sleep(0.02)

    def stop(self, *, kindly: bool = False) -> None:
        """Ends the server: at once, as a crash would, or after the clients are sent away."""
        if self.process is not None:
            # the postmaster's own words: SIGQUIT is its immediate shutdown, SIGINT its fast one
            self.process.send_signal(2 if kindly else 3)
            self.process.wait(timeout=30)
            self.process = None

    def url(self, database: str) -> str:
        """The SQLAlchemy URL of one of this server's databases."""
        return f"postgresql+psycopg://legwork@/{database}?host={self.folder}"

    def empty(self) -> str:
        """The URL of a new database with nothing in it."""
        return self.copy("template0")

    def copy(self, template: str) -> str:
        """The URL of a new database that begins as a copy of `template`, to which nobody may be connected."""
        self.made += 1
        name = f"test_{self.made}"
        order = sql.SQL("CREATE DATABASE {} TEMPLATE {} STRATEGY FILE_COPY")
        with self._admin() as connection:
            connection.execute(order.format(sql.Identifier(name), sql.Identifier(template)))
        return self.url(name)

    def drop(self, url: str) -> None:
        """Removes a database, and sends away whoever is connected to it."""
        name = url.partition("?")[0].rpartition("/")[2]
        with self._admin() as connection:
            connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))

    def template(self, name: str, fill: Callable[[str], None]) -> str:
        """The name of a database that `fill` was given the URL of, once in this server's life."""
        if name not in self.templates:
            url = self.empty()
            fill(url)
            self.templates[name] = url.partition("?")[0].rpartition("/")[2]
        return self.templates[name]

    @property
    def _log(self) -> Path:
        return self.folder / "server.log"

    def _admin(self) -> psycopg.Connection[tuple[object, ...]]:
        return psycopg.connect(host=str(self.folder), user="legwork", dbname="postgres", autocommit=True)

    def _answers(self) -> bool:
        with contextlib.suppress(psycopg.OperationalError):
            self._admin().close()
            return True
        return False


def programs() -> Path | None:
    """The folder with the newest server's programs, or None where there are none new enough."""
    # Debian keeps them out of PATH, a folder a version
    found = [path.parent for path in Path("/usr/lib/postgresql").glob("*/bin/initdb")]
    found += [Path(path).resolve().parent for path in [shutil.which("initdb")] if path]
    known = [(version, path) for path in found if (version := _version(path)) >= OLDEST]
    return max(known)[1] if known else None


@contextlib.contextmanager
def private_server(*, durable: bool = False) -> Iterator[PostgreSQL]:
    """A server in a new folder, stopped and removed at the end."""
    here = programs()
    if here is None:
        pytest.fail(MISSING, pytrace=False)
    folder = Path(tempfile.mkdtemp(prefix="legwork-pg-", dir="/tmp"))  # a socket's path may not be long
    server = PostgreSQL(folder, here, durable=durable)
    try:
        if (owner := _owner()) is not None:
            shutil.chown(folder, owner)
        words = [
            str(here / "initdb"),
            "-D",
            str(folder / "data"),
            "--username=legwork",
            "--auth=trust",
            "-E",
            "UTF8",
        ]
        _popen([*words, "--locale=C.UTF-8" if _has_c_utf8() else "--locale=C", "--no-sync"], folder).communicate()
        server.start()
        yield server
    finally:
        server.stop()
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def postgresql() -> Iterator[PostgreSQL]:
    """The server of the ordinary tests: quick, and not safe against a power cut."""
    with private_server() as server:
        yield server


@pytest.fixture(scope="session")
def durable_postgresql() -> Iterator[PostgreSQL]:
    """A server that syncs at every commit, for tests of what survives and for measurements."""
    with private_server(durable=True) as server:
        yield server


def _popen(words: list[str], folder: Path, output: int = subprocess.DEVNULL) -> subprocess.Popen[bytes]:
    # PostgreSQL refuses to run as root; a session of its own keeps Ctrl-C away until the fixtures end
    owner = _owner()
    return subprocess.Popen(
        words,
        cwd=folder,
        stdout=output,
        stderr=subprocess.STDOUT,
        start_new_session=True,
        user=owner,
        group=pwd.getpwnam(owner).pw_gid if owner else None,
        extra_groups=[] if owner else None,
    )


def _owner() -> str | None:
    """Who runs the server when this process is root."""
    if os.geteuid() != 0:
        return None
    with contextlib.suppress(KeyError):
        return pwd.getpwnam("postgres").pw_name
    return "nobody"


def _version(folder: Path) -> int:
    said = subprocess.run([folder / "initdb", "--version"], capture_output=True, text=True, check=False).stdout
    return int(match[1]) if (match := re.search(r"\(PostgreSQL\) (\d+)", said)) else 0


def _has_c_utf8() -> bool:
    said = subprocess.run(["locale", "-a"], capture_output=True, text=True, check=False).stdout
    return any(line.lower() in {"c.utf8", "c.utf-8"} for line in said.splitlines())
