"""Runs commands in processes that the test may kill at any moment.

Run as a script it loads the command line once and then forks for every line it is told, so that a killed
command costs no start of Python. It says `begun PID` and, once that process is gone, `ended CODE`.
"""

from __future__ import annotations

import contextlib
import importlib
import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path


class Processes:
    """Starts commands with an environment of their own; one at a time."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        self._child = subprocess.Popen(
            [sys.executable, str(Path(__file__))],
            env={**os.environ, **environment},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self._said()

    def run(self, words: Sequence[str], *, kill_after: float | None = None) -> tuple[int, float]:
        """Runs `legwork WORDS`, killed with SIGKILL after so many seconds; its exit code and how long it took.

        A killed process has the code -9.
        """
        assert self._child.stdin is not None
        self._child.stdin.write(json.dumps(list(words)) + "\n")
        self._child.stdin.flush()
        pid = int(self._said().split()[1])
        begun = time.monotonic()
        stop = threading.Timer(kill_after, _kill, [pid]) if kill_after is not None else None
        if stop is not None:
            stop.start()
        code = int(self._said().split()[1])
        took = time.monotonic() - begun
        if stop is not None:
            stop.cancel()
            stop.join()
        return code, took

    def close(self) -> None:
        assert self._child.stdin is not None
        assert self._child.stdout is not None
        self._child.stdin.close()
        self._child.wait(30)
        self._child.stdout.close()

    def _said(self) -> str:
        assert self._child.stdout is not None
        line = self._child.stdout.readline()
        assert line, "the process that starts the others has ended"
        return line


@contextlib.contextmanager
def processes(environment: Mapping[str, str]) -> Iterator[Processes]:
    found = Processes(environment)
    try:
        yield found
    finally:
        found.close()


def _kill(pid: int) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)


def _serve() -> None:
    modules = ("cli", "cli.running", "cli.bringing", "cli.keeping", "desk.backing_up", "desk.importing")
    cli, running, *_ = (importlib.import_module(f"legwork.{name}") for name in modules)
    _say("ready")
    for line in sys.stdin:
        pid = os.fork()
        if pid == 0:
            quiet = os.open(os.devnull, os.O_RDWR)
            os.dup2(quiet, 1)
            os._exit(running.run(cli.cli, json.loads(line)))
        _say(f"begun {pid}")
        _say(f"ended {os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])}")


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    _serve()
