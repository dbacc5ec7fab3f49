"""The line of imports goes on, whatever becomes of one of them."""

from __future__ import annotations

import io
import os
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import func, select

from legwork import jobs as running
from legwork.desk import clearing, editing, importing, looking, trashing
from legwork.desk.opening import Desk, alone, clear_abandoned
from legwork.errors import Unavailable
from legwork.jobs import Jobs
from legwork.store.tables import batches, records

ROWS = "".join(f"Ana{number},Souza,,ana{number}@initech.example,Initech,Analyst,12 Apr 2021\n" for number in range(600))
EXPORT = f"First Name,Last Name,URL,Email Address,Company,Position,Connected On\n{ROWS}"


def in_line(desk: Desk) -> str:
    with closing(io.BytesIO(EXPORT.encode())) as file:
        job = importing.receive(desk, [("Connections.csv", file)])
    importing.start(desk, job)
    return job


def fails(monkeypatch: pytest.MonkeyPatch, problem: Exception, times: int = 1_000) -> None:
    """Makes the next so many linkings fail."""
    real, left = importing.apply_batch, iter(range(times))

    def broken(*given: object) -> object:
        if next(left, None) is not None:
            raise problem
        return real(*given)  # type: ignore[arg-type]  # handed on

    monkeypatch.setattr(importing, "apply_batch", broken)


def test_what_nobody_thought_of_ends_one_import_and_no_other(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    first, second = in_line(desk), in_line(desk)
    fails(monkeypatch, RecursionError("Ana Souza"), 1)
    Jobs(desk).look(0.0)
    failed, done = importing.job(desk, first), importing.job(desk, second)
    assert (failed.state, failed.problem) == ("failed", importing.BROKEN)
    assert done.state == "done"
    assert "RecursionError at" in caplog.text
    assert "Souza" not in caplog.text
    assert not list(desk.uploads.iterdir())
    with desk.database.read() as connection:
        assert connection.execute(select(func.count()).select_from(batches)).scalar() == 1


def test_an_import_that_could_not_be_written_is_tried_again(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    job = in_line(desk)
    fails(monkeypatch, Unavailable("The disk is full."), 2)
    jobs = Jobs(desk)
    for _ in range(2):
        with pytest.raises(Unavailable):
            jobs.look(0.0)
        assert importing.waiting(desk) == [job]
    jobs.look(0.0)
    assert importing.job(desk, job).state == "done"


def test_but_not_for_ever(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    job = in_line(desk)
    fails(monkeypatch, Unavailable("The disk is full."))
    jobs = Jobs(desk)
    for _ in range(running.TRIES - 1):
        with pytest.raises(Unavailable):
            jobs.look(0.0)
    jobs.look(0.0)
    assert importing.job(desk, job).state == "failed"
    assert importing.job(desk, job).problem == "The disk is full."


def test_a_look_inside_that_breaks_ends_with_a_sentence(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise ValueError("Ana Souza")

    monkeypatch.setattr(looking, "_preview", broken)
    with closing(io.BytesIO(b"x")) as file:
        job = importing.receive(desk, [("a.csv", file)])
    assert (importing.job(desk, job).state, importing.job(desk, job).problem) == ("failed", importing.BROKEN)


@pytest.mark.parametrize("after", [1, 4, 8])
def test_a_desk_that_closes_ends_an_import_between_its_steps_and_takes_it_up_later(desk: Desk, after: int) -> None:
    job = in_line(desk)
    asked: Iterator[int] = iter(range(1, 1_000))
    with pytest.raises(importing.Interrupted):
        importing.work(desk, job, stopped=lambda: next(asked) >= after)
    assert importing.waiting(desk) == [job]
    clear_abandoned(desk)  # as the next start does
    Jobs(desk).look(0.0)
    report = importing.job(desk, job).report
    assert report is not None
    assert report["files"][0]["new"] == 600
    with desk.database.read() as connection:
        assert connection.execute(select(func.count()).select_from(records)).scalar() == 600


def test_a_thread_that_is_told_ends_soon(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    in_line(desk)
    jobs = Jobs(desk)
    jobs.start()
    jobs.stop(20.0)
    assert jobs._thread is not None
    assert not jobs._thread.is_alive()


def aged(path: Path, days: float) -> None:
    then = time.time() - days * 86400
    os.utime(path, (then, then))


def test_a_look_inside_that_nobody_made_an_import_of_goes_after_a_day(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    with closing(io.BytesIO(EXPORT.encode())) as file:
        old = importing.receive(desk, [("Connections.csv", file)])
    later = Desk(desk.settings, desk.database, lambda: desk.clock() + clearing.KEPT * 1.01)
    with closing(io.BytesIO(EXPORT.encode())) as file:
        young = importing.receive(later, [("Connections.csv", file)])
    clearing.clear(desk)
    assert importing.job(desk, old).state == "preview"
    Jobs(later).look(0.0)
    assert (importing.job(desk, old).state, importing.job(desk, old).problem) == ("failed", clearing.LEFT)
    assert importing.job(desk, young).state == "preview"
    assert [path.name for path in desk.uploads.iterdir()] == [young]


def test_a_folder_of_no_import_goes_a_day_after_its_last_file(desk: Desk) -> None:
    waiting = in_line(desk)
    for name, days in (("j_orphan", 1.1), ("j_arriving", 0.5), (waiting, 3.0)):
        (desk.uploads / name).mkdir(parents=True, exist_ok=True)
        aged(desk.uploads / name, days)
    assert clearing.clear(desk) == ["j_orphan"]
    assert {path.name for path in desk.uploads.iterdir()} == {"j_arriving", waiting}


def test_clearing_comes_at_the_start_and_once_an_hour(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[float] = []
    jobs = Jobs(desk)
    for now in (5.0, 6.0, 3600.0, 3605.0, 3606.0):
        monkeypatch.setattr(clearing, "clear", lambda _desk, now=now: seen.append(now))
        jobs.look(now)
    assert seen == [5.0, 3605.0]


def test_after_the_first_hours_of_use_there_is_a_backup_a_day(desk: Desk) -> None:
    jobs = Jobs(desk)
    jobs.look(0.0)
    assert not list(desk.backups.glob("*.sqlite3"))
    editing.add_people(desk, ["Ana Souza, Initech"])
    jobs.look(running.CLEAR_SECONDS + 1)
    jobs.look(2 * running.CLEAR_SECONDS + 2)
    assert len(list(desk.backups.glob("before-the-next-day-*.sqlite3"))) == 1


def test_the_trash_is_emptied_when_the_desk_starts_after_thirty_days(desk: Desk) -> None:
    (contact,) = editing.add_people(desk, ["Kofi Mensah, Acme"])
    trashing.put_in(desk, contact)
    Jobs(desk).look(0.0)
    assert len(trashing.everyone(desk)) == 1
    later = Desk(desk.settings, desk.database, lambda: desk.clock() + trashing.KEPT)
    with alone(later):
        Jobs(later).look(0.0)  # an import runs: the next hour will do
    assert len(trashing.everyone(desk)) == 1
    Jobs(later).look(0.0)
    assert trashing.everyone(desk) == []
