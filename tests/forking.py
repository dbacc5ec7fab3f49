"""Runs commands in processes that are forked from one that has loaded Legwork already: a start costs no second.

Run as a script it reads a line of JSON for each command: its words, its environment, and the pipe it writes to. It
says its process id, and later, when asked for it, the code it ended with.
"""

from __future__ import annotations

import atexit
import functools
import importlib
import json
import os
import pkgutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import IO, Any

LOOK_SECONDS = 0.01
MODULES = ("legwork.serving", "legwork.apart")
PACKAGES = ("legwork.cli", "legwork.desk")


class Forked:
    """A command that runs, as `subprocess.Popen` has it, with both its outputs in one."""

    def __init__(self, words: Sequence[str], environment: Mapping[str, str]) -> None:
        self.args = list(words)
        with tempfile.TemporaryDirectory() as folder:
            pipe = str(Path(folder) / "said")
            os.mkfifo(pipe)
            reading = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
            told = _nursery().ask({"words": self.args, "environment": dict(environment), "pipe": pipe})
            self.pid = int(told)
        os.set_blocking(reading, True)
        self.stdout: IO[str] = os.fdopen(reading, encoding="utf-8")
        self.returncode: int | None = None

    def poll(self) -> int | None:
        if self.returncode is None:
            self.returncode = _nursery().ask({"ended": self.pid})
        return self.returncode

    def wait(self, timeout: float | None = None) -> int:
        until = None if timeout is None else time.monotonic() + timeout
        while (code := self.poll()) is None:
            if until is not None and time.monotonic() > until:
                raise subprocess.TimeoutExpired(self.args, timeout or 0.0)
            time.sleep(LOOK_SECONDS)
        return code

    def terminate(self) -> None:
        self._signal(signal.SIGTERM)

    def kill(self) -> None:
        self._signal(signal.SIGKILL)

    def _signal(self, number: int) -> None:
        if self.poll() is None:
            os.kill(self.pid, number)


class Nursery:
    """The process that the others are forked from."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, str(Path(__file__))], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        self._asking = threading.Lock()
        atexit.register(self._process.kill)

    def ask(self, what: Mapping[str, Any]) -> Any:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        with self._asking:
            self._process.stdin.write(json.dumps(what) + "\n")
            self._process.stdin.flush()
            line = self._process.stdout.readline()
        assert line, "the process that starts the others has ended"
        return json.loads(line)


@functools.cache
def _nursery() -> Nursery:
    return Nursery()


def _serve() -> None:
    for name in PACKAGES:
        for module in pkgutil.iter_modules(importlib.import_module(name).__path__, f"{name}."):
            importlib.import_module(module.name)
    for name in MODULES:
        importlib.import_module(name)
    codes: dict[int, int] = {}
    for line in sys.stdin:
        asked = json.loads(line)
        if "ended" not in asked:
            _say(_fork(asked["words"], asked["environment"], asked["pipe"]))
            continue
        pid = asked["ended"]
        if pid not in codes:
            done, status = os.waitpid(pid, os.WNOHANG)
            if done:
                codes[pid] = os.waitstatus_to_exitcode(status)
        _say(codes.get(pid))


def _fork(words: list[str], environment: dict[str, str], pipe: str) -> int:
    writing = os.open(pipe, os.O_WRONLY)
    pid = os.fork()
    if pid:
        os.close(writing)
        return pid
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.dup2(writing, 1)
    os.dup2(writing, 2)
    os.close(writing)
    os.environ.clear()
    os.environ.update(environment)
    os._exit(_run(words))


def _run(words: list[str]) -> int:
    running = importlib.import_module("legwork.cli.running")
    try:
        code: int = running.run(importlib.import_module("legwork.cli").cli, words)
    except SystemExit as ended:
        code = ended.code if isinstance(ended.code, int) else 1
    sys.stdout.flush()
    return code


def _say(what: object) -> None:
    sys.stdout.write(json.dumps(what) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    _serve()
