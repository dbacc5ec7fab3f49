"""Serves a desk on this machine until it is told to stop, and then lets what is running finish."""

from __future__ import annotations

import _thread
import contextlib
import functools
import ipaddress
import logging
import logging.handlers
import os
import signal
import socket
import sys
import threading
import time
import traceback
import webbrowser
from collections.abc import Callable, Iterator
from pathlib import Path
from types import FrameType
from typing import Any

import waitress
from flask import Flask

from legwork import app as application
from legwork.apart import Apart
from legwork.channels import Channel
from legwork.desk import visiting
from legwork.desk.opening import Desk
from legwork.doors import UPLOAD_BYTES, Doors, forwarded
from legwork.errors import Conflict, Refused, Unsafe
from legwork.jobs import Jobs

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl
    import resource

LOG_FILE = "legwork.log"
# Told to stop, all is over within ten seconds: so long for what was asked already, then what hangs is left.
FINISH_SECONDS = 6.0
LAST_SECONDS = 1.0
JOBS_SECONDS = 7.5  # an import is between two of its steps by then, and lets go of the database
# 200 half-open heads, 200 slow bodies and 200 idle connections leave room for a browser; 500 would not. A
# connection that waits costs a file number and a few kilobytes, and no thread.
MOST_CONNECTIONS = 1_000
OTHER_FILES = 256  # databases with their journals, uploads on their way, the log
DEBUG_VARIABLES = ("FLASK_DEBUG", "WERKZEUG_RUN_MAIN", "WERKZEUG_DEBUG_PIN")
NOT_YET = (
    "Legwork listens on this machine only: {host} can be reached by others. That needs accounts with "
    "passwords, a list of allowed names and TLS, which this version does not offer; leave out --host."
)


def serve(
    desk: Desk,
    host: str,
    port: int,
    *,
    open_browser: bool = False,
    announce: Callable[[str], None] = print,
) -> None:
    """Serves until SIGTERM or SIGINT, then answers what is running and closes the desk.

    `announce` gets three lines once the desk listens: its address, what the link does, and the link.
    Port 0 takes a free one.

    Raises:
        Unsafe: the address can be reached from elsewhere, or a debugger is asked for.
        Conflict: this desk is being served already.
        Refused: the port is taken.
    """
    try:
        refuse_debugging(os.environ)
        refuse_strangers(host)
        with (
            _once(desk) as keep_address,
            _logging(desk.settings.home),
            _listening(host, port) as listener,
        ):
            _serve(desk, listener, host, keep_address, announce, open_browser=open_browser)
    finally:
        desk.close()


def refuse_strangers(host: str) -> None:
    """Raises Unsafe unless the address is this machine's own, whoever asks for it."""
    if host == "localhost":
        return
    try:
        loopback = ipaddress.ip_address(host).is_loopback
    except ValueError:
        loopback = False
    if not loopback or host not in {"127.0.0.1", "::1"}:
        raise Unsafe(NOT_YET.format(host=host))


def refuse_debugging(environ: os._Environ[str] | dict[str, str]) -> None:
    """Raises Unsafe when the environment asks for a debugger, which would run what any page sends it."""
    found = [name for name in DEBUG_VARIABLES if environ.get(name, "").lower() not in {"", "0", "false", "no"}]
    if found:
        raise Unsafe(f"A desk is not served with a debugger; unset {' and '.join(found)}.")


def _serve(
    desk: Desk,
    listener: socket.socket,
    host: str,
    keep_address: Callable[[str], None],
    announce: Callable[[str], None],
    *,
    open_browser: bool,
) -> None:
    port = int(listener.getsockname()[1])
    app = application.build(desk, port=port)
    server = _server(app, listener)
    address = visiting.address_of(host, port)
    keep_address(address)
    jobs = Jobs(desk, Apart(desk))
    jobs.start()
    link = visiting.new_link(desk, address)
    announce(f"Legwork is at {address}")
    announce("This link lets one browser in, once, within ten minutes:")
    announce(link)
    announce(f"Everything is kept in {desk.settings.home}")
    visiting.remove_pages(desk)  # of a desk that was killed
    if open_browser:
        page = visiting.page_to(desk, link).as_uri()
        threading.Thread(target=webbrowser.open, args=(page,), daemon=True).start()
    try:
        with _until_told(server, jobs):
            server.run()
    finally:
        server.close()
        jobs.stop(JOBS_SECONDS)
        visiting.remove_pages(desk)
        doors: Doors = app.extensions["legwork-doors"]
        doors.close()


def _server(app: Flask, listener: socket.socket) -> Any:
    server = waitress.create_server(
        app,
        sockets=[listener],
        threads=8,
        connection_limit=_connections(),
        asyncore_use_poll=sys.platform != "win32",  # select() knows no file number above 1,023
        channel_timeout=15,
        cleanup_interval=5,
        max_request_header_size=32768,
        max_request_body_size=UPLOAD_BYTES,
        ident=None,
        expose_tracebacks=False,
        clear_untrusted_proxy_headers=True,
    )
    server.channel_class = Channel
    server.application = _seeing_proxies(server.application)
    dispatcher = server.task_dispatcher
    dispatcher.shutdown = functools.partial(dispatcher.shutdown, timeout=LAST_SECONDS)
    return server


def _connections() -> int:
    """How many connections may be open at once; raises the process's limit of open files where that is lower."""
    if sys.platform == "win32":
        return 500  # select() there takes 512 sockets
    wanted = MOST_CONNECTIONS + OTHER_FILES
    may, could = resource.getrlimit(resource.RLIMIT_NOFILE)
    if may == resource.RLIM_INFINITY:
        return MOST_CONNECTIONS
    if may < wanted:
        may = wanted if could == resource.RLIM_INFINITY else min(wanted, could)
        resource.setrlimit(resource.RLIMIT_NOFILE, (may, could))
    return max(may - OTHER_FILES, may // 2) if may < wanted else MOST_CONNECTIONS


def _seeing_proxies(inside: Callable[..., Any]) -> Callable[..., Any]:
    """Waitress takes a proxy's words away before the doors could refuse them; this lets the doors know."""

    def look(environ: dict[str, Any], start_response: Callable[..., Any]) -> Any:
        if forwarded(environ):
            environ["legwork.forwarded"] = True
        return inside(environ, start_response)

    return look


class OneLine(logging.Formatter):
    """One line an entry, whatever is in it; of an exception its class and places, never its words."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s %(message)s")
        self.converter = time.gmtime

    def format(self, record: logging.LogRecord) -> str:
        line = super().format(record)
        return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in line)

    def formatException(self, ei: Any) -> str:  # noqa: N802  the base class's name
        frames = traceback.extract_tb(ei[2])
        places = " < ".join(f"{frame.filename}:{frame.lineno}" for frame in reversed(frames))
        return f"{ei[0].__name__} at {places}"


@contextlib.contextmanager
def _logging(home: Path) -> Iterator[None]:
    """Requests and errors go to a file in the desk's folder, four files of a megabyte at most."""
    handler = logging.handlers.RotatingFileHandler(
        home / LOG_FILE, maxBytes=1_000_000, backupCount=3, encoding="utf-8", errors="backslashreplace"
    )
    handler.setFormatter(OneLine())
    levels = {"legwork": logging.INFO, "waitress": logging.WARNING}
    try:
        for name, level in levels.items():
            logging.getLogger(name).setLevel(level)
            logging.getLogger(name).addHandler(handler)
        yield
    finally:
        for name in levels:
            logging.getLogger(name).removeHandler(handler)
        handler.close()


@contextlib.contextmanager
def _listening(host: str, port: int) -> Iterator[socket.socket]:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    with listener:
        if sys.platform != "win32":  # there it would let two programs have one port
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((host, port))
        except OSError as problem:
            raise Refused(
                f"Port {port} cannot be used ({problem.strerror}); try `legwork serve --port 0`."
            ) from problem
        yield listener


@contextlib.contextmanager
def _once(desk: Desk) -> Iterator[Callable[[str], None]]:
    """Holds the lock of the desk's folder; gives the way to write down where it is served.

    Raises:
        Conflict: another process holds it.
    """
    path = desk.settings.home / visiting.LOCK_FILE
    with path.open("a+", encoding="utf-8") as file:
        try:
            if sys.platform == "win32":
                file.seek(1 << 20)  # beyond the text, which others must be able to read
                msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
            else:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as problem:
            raise Conflict(_served_already(path)) from problem

        def keep(address: str) -> None:
            file.seek(0)
            file.truncate()
            file.write(f"{address}\n")
            file.flush()

        try:
            yield keep
        finally:
            file.truncate(0)


def _served_already(path: Path) -> str:
    with contextlib.suppress(OSError):
        if address := path.read_text("utf-8").strip():
            return f"This desk is being served already, at {address}"
    return "This desk is being served already."


@contextlib.contextmanager
def _until_told(server: Any, jobs: Jobs) -> Iterator[None]:
    """From the first SIGTERM or SIGINT on nobody new is let in, and the loop ends when everyone has left."""
    told = threading.Event()

    def stop(number: int, _frame: FrameType | None) -> None:
        if told.is_set():
            raise SystemExit(0)  # ends waitress's loop, which knows this one exception
        told.set()
        threading.Thread(target=_see_out, args=(server, jobs, number), daemon=True).start()

    before = {number: signal.signal(number, stop) for number in (signal.SIGTERM, signal.SIGINT)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _see_out(server: Any, jobs: Jobs, number: int) -> None:
    server.accepting = False
    jobs.stop(0)
    until = time.monotonic() + FINISH_SECONDS
    while server.active_channels and time.monotonic() < until:
        for channel in list(server.active_channels.values()):
            if not channel.requests and not channel.total_outbufs_len:
                channel.will_close = True
        server.pull_trigger()
        time.sleep(0.02)
    _thread.interrupt_main(signal.Signals(number))
    with contextlib.suppress(OSError):  # the loop may have ended already, and closed what would wake it
        server.pull_trigger()
