"""Imports in a process of their own: what they do, how they are told to stop, and what is left when one dies."""

from __future__ import annotations

import io
import os
import signal
import subprocess
import sys
import threading
import time
from contextlib import closing

import pytest
from sqlalchemy import func, select

from legwork import apart
from legwork.apart import Apart
from legwork.desk import importing, job_rows
from legwork.desk.opening import Desk
from legwork.errors import Unavailable
from legwork.jobs import Jobs
from legwork.store.tables import batches

HEADER = "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"


@pytest.fixture(autouse=True)
def nothing_is_small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart, "SMALL", 0)


def received(desk: Desk, rows: int) -> str:
    """A job that nobody looked into yet."""
    lines = (f"Ana{number},Souza,,ana{number}@initech.example,Initech,Analyst,12 Apr 2021\n" for number in range(rows))
    with closing(io.BytesIO((HEADER + "".join(lines)).encode())) as file:
        return importing.receive(desk, [("Connections.csv", file)], look=False)


def in_line(desk: Desk, rows: int) -> str:
    job = received(desk, rows)
    importing.start(desk, job)
    return job


def stored(desk: Desk) -> int:
    with desk.database.read() as connection:
        return int(connection.execute(select(func.count()).select_from(batches)).scalar_one())


def begun(desk: Desk, job: str) -> None:
    """Waits until the process has said how far it is."""
    until = time.monotonic() + 30
    while importing.job(desk, job).state != "running" and time.monotonic() < until:
        time.sleep(0.01)
    assert importing.job(desk, job).state == "running"


def test_a_look_and_an_import_come_out_as_in_this_process(desk: Desk) -> None:
    job, other = received(desk, 3), in_line(desk, 4)
    Jobs(desk, Apart(desk)).look(0.0)
    seen, done = importing.job(desk, job), importing.job(desk, other)
    assert (seen.state, seen.report and seen.report["contacts"]["created"]) == ("preview", 3)
    assert (done.state, done.report and done.report["contacts"]["created"]) == ("done", 4)


def test_told_to_stop_the_import_stays_in_line_with_nothing_stored(desk: Desk) -> None:
    job, told = in_line(desk, 5_000), threading.Event()
    threading.Thread(target=lambda: (begun(desk, job), told.set())).start()
    with pytest.raises(importing.Interrupted):
        Apart(desk).work(job, told.is_set, last=False)
    assert importing.waiting(desk) == [job]


def test_an_import_that_is_killed_ends_with_a_sentence_and_the_next_has_its_turn(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    first, second = in_line(desk, 5_000), in_line(desk, 3)
    start = subprocess.Popen

    def started(*words: object, **how: object) -> subprocess.Popen[bytes]:
        process: subprocess.Popen[bytes] = start(*words, **how)  # type: ignore[call-overload]  # handed on
        if process.args[-1] == first:  # type: ignore[index]  # a list here
            threading.Thread(target=lambda: (begun(desk, first), os.kill(process.pid, signal.SIGKILL))).start()
        return process

    monkeypatch.setattr(apart.subprocess, "Popen", started)
    Jobs(desk, Apart(desk)).look(0.0)
    lost, done = importing.job(desk, first), importing.job(desk, second)
    assert (lost.state, lost.problem) == ("failed", job_rows.LOST)
    assert done.state == "done"
    assert stored(desk) == 1
    assert not list(desk.uploads.iterdir())
    assert "ended by itself" in caplog.text


def test_the_process_dies_with_the_one_that_started_it(desk: Desk) -> None:
    job = in_line(desk, 5_000)
    place = {"LEGWORK_HOME": str(desk.settings.home), "LEGWORK_DATABASE_URL": desk.settings.database_url}
    words = [sys.executable, "-m", "legwork.apart", "work", job]
    with subprocess.Popen(words, env=os.environ | place, stdin=subprocess.PIPE) as process:
        begun(desk, job)
        assert process.stdin is not None
        process.stdin.close()
        assert process.wait(10) == 1
    assert importing.waiting(desk) == [job]
    Jobs(desk, Apart(desk)).look(0.0)
    assert importing.job(desk, job).state == "done"
    assert stored(desk) == 1


def test_a_database_that_does_not_open_leaves_the_job_in_line(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    job = in_line(desk, 3)
    monkeypatch.setenv("LEGWORK_TIMEZONE", "Nowhere/At_All")
    with pytest.raises(Unavailable):
        Apart(desk).work(job, lambda: False, last=False)
    assert importing.waiting(desk) == [job]
    assert "WrongValue at" in caplog.text


def test_a_small_file_is_not_worth_a_process(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart, "SMALL", 10_000)
    monkeypatch.setattr(apart.subprocess, "Popen", None)
    job, other = received(desk, 3), in_line(desk, 4)
    Jobs(desk, Apart(desk)).look(0.0)
    assert (importing.job(desk, job).state, importing.job(desk, other).state) == ("preview", "done")
