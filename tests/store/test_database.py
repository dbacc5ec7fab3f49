"""One way to read and one way to write, on both databases."""

from __future__ import annotations

import shutil
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, func, insert, select, text
from sqlalchemy.exc import DBAPIError

from legwork.errors import LegworkError, Refused, Unavailable
from legwork.store import preferences
from legwork.store.database import Database
from legwork.store.once import once
from legwork.store.tables import settings


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    opened = Database(database_url)
    yield opened
    opened.close()


def count(database: Database) -> int:
    with database.read() as connection:
        return connection.execute(select(func.count()).select_from(settings)).scalar_one()


def test_many_writers_lose_nothing_and_a_failing_one_takes_only_itself_back(database: Database) -> None:
    def write(writer: int) -> None:
        for turn in range(20):

            def work(connection: Connection, turn: int = turn) -> None:
                connection.execute(insert(settings).values(name=f"{writer}-{turn}", value="x"))
                if turn % 5 == 0:
                    raise Refused("No.")

            if turn % 5 == 0:
                with pytest.raises(Refused):
                    database.write(work)
            else:
                database.write(work)

    threads = [threading.Thread(target=write, args=(writer,)) for writer in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert count(database) == 8 * 16


def test_reading_then_writing_loses_no_update(database: Database) -> None:
    def rise() -> None:
        for _ in range(25):
            database.write(lambda connection: preferences.count_up(connection, "n"))

    threads = [threading.Thread(target=rise) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with database.read() as connection:
        assert preferences.counter(connection, "n") == 150


def test_two_processes_writers_take_turns(database: Database, database_url: str) -> None:
    other = Database(database_url)

    def rise(which: Database) -> None:
        for _ in range(25):
            which.write(lambda connection: preferences.count_up(connection, "n"))

    threads = [threading.Thread(target=rise, args=(which,)) for which in (database, other) * 2]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    other.close()
    with database.read() as connection:
        assert preferences.counter(connection, "n") == 100


def test_a_reading_cannot_write(database: Database) -> None:
    with pytest.raises(Unavailable), database.read() as connection:
        connection.execute(insert(settings).values(name="a", value="b"))
    assert count(database) == 0


def test_a_reading_sees_one_state(database: Database) -> None:
    with database.read() as connection:
        before = connection.execute(select(func.count()).select_from(settings)).scalar_one()
        database.write(lambda writer: writer.execute(insert(settings).values(name="a", value="b")))
        after = connection.execute(select(func.count()).select_from(settings)).scalar_one()
    assert before == after == 0
    assert count(database) == 1


def test_work_cannot_wait_for_other_work(database: Database) -> None:
    with pytest.raises(RuntimeError, match="cannot wait"):
        database.write(lambda _connection: database.write(lambda _inner: None))


def together(database: Database, works: list[Callable[[Connection], Any]]) -> list[Any]:
    """The results, or errors, of pieces of work that are waiting when one group is committed."""
    began, waiting = threading.Event(), threading.Event()
    found: list[Any] = [None] * len(works)

    def hold(_connection: Connection) -> None:
        began.set()
        waiting.wait()

    def submit(number: int, work: Callable[[Connection], Any]) -> None:
        try:
            found[number] = database.write(work)
        except LegworkError as problem:
            found[number] = problem

    first = threading.Thread(target=database.write, args=(hold,))
    threads = [threading.Thread(target=submit, args=each) for each in enumerate(works)]
    first.start()
    began.wait()
    for number, thread in enumerate(threads, start=1):
        thread.start()
        while database._writer._queue.qsize() < number:  # so that they wait in this order
            time.sleep(0.001)
    waiting.set()
    for thread in (first, *threads):
        thread.join()
    return found


def keep(name: str) -> Callable[[Connection], str]:
    def work(connection: Connection) -> str:
        connection.execute(insert(settings).values(name=name, value="x"))
        return name

    return work


def fill_up(connection: Connection) -> None:
    """Asks for more room than there is, upon which SQLite rolls the whole transaction back."""
    pages = connection.execute(text("PRAGMA page_count")).scalar_one()
    connection.execute(text(f"PRAGMA max_page_count={pages + 2}"))
    connection.execute(insert(settings).values(name="large", value="x" * 1_000_000))


def fill_up_and_say_something_else(connection: Connection) -> None:
    try:
        fill_up(connection)
    except DBAPIError as problem:
        raise Refused("No.") from problem


def fill_up_quietly(connection: Connection) -> None:
    with suppress(DBAPIError):
        fill_up(connection)


@pytest.mark.parametrize("full", [fill_up, fill_up_and_say_something_else, fill_up_quietly])
def test_nothing_is_acknowledged_that_a_full_disk_took_back(
    tmp_path: Path, sqlite_template: Path, full: Callable[[Connection], None]
) -> None:
    path = shutil.copyfile(sqlite_template, tmp_path / "full.sqlite3")
    database = Database(f"sqlite:///{path}")
    before, failed, after = together(database, [keep("before"), full, keep("after")])
    assert isinstance(before, Unavailable)
    assert isinstance(after, Unavailable)
    assert isinstance(failed, Refused if full is fill_up_and_say_something_else else Unavailable)
    if full is not fill_up_quietly:
        assert "disk is full" in str(before)
        assert "disk is full" in str(after)
    assert count(database) == 0
    assert database.write(keep("later")) == "later"  # the next transaction is one again
    assert count(database) == 1
    database.close()


def test_work_that_goes_on_after_an_error_fails_alone(database: Database) -> None:
    """PostgreSQL aborts the transaction, and would answer its COMMIT with a silent rollback."""

    def stubborn(connection: Connection) -> None:
        connection.execute(insert(settings).values(name="half", value="x"))
        with suppress(DBAPIError):
            connection.execute(text("INSERT INTO nowhere VALUES (1)"))

    before, found, after = together(database, [keep("before"), stubborn, keep("after")])
    assert (before, after) == ("before", "after")
    with database.read() as connection:
        stored = set(connection.execute(select(settings.c.name)).scalars())
    assert stored == {"before", "after"} | (set() if isinstance(found, Unavailable) else {"half"})
    assert isinstance(found, Unavailable) != database.sqlite


def test_a_broken_statement_is_a_sentence_without_its_values(database: Database) -> None:
    with pytest.raises(Unavailable) as caught:
        database.write(lambda connection: connection.execute(text("INSERT INTO nowhere VALUES ('Ana Souza')")))
    assert "Souza" not in str(caught.value)
    assert str(caught.value).endswith(".")


def test_a_closed_database_can_be_opened_again(database: Database, database_url: str) -> None:
    database.write(lambda connection: connection.execute(insert(settings).values(name="a", value="b")))
    database.close()
    again = Database(database_url)
    assert count(again) == 1
    again.close()


def test_sqlite_is_durable_and_strict(tmp_path: object) -> None:
    database = Database(f"sqlite:///{tmp_path}/x.sqlite3")
    with database.writing.connect() as connection:
        assert connection.execute(text("PRAGMA journal_mode")).scalar() == "wal"
        assert connection.execute(text("PRAGMA synchronous")).scalar() == 2
        assert connection.execute(text("PRAGMA foreign_keys")).scalar() == 1
    database.close()


def test_what_is_held_is_one_view_for_whoever_reads_on_this_thread(database: Database) -> None:
    with database.hold():
        assert count(database) == 0
        database.write(lambda connection: preferences.keep(connection, "region", "DE"))
        with database.hold():
            assert count(database) == 0
        elsewhere: list[int] = []
        other = threading.Thread(target=lambda: elsewhere.append(count(database)))
        other.start()
        other.join()
        assert (count(database), elsewhere) == (0, [1])
    assert count(database) == 1


def test_what_was_held_is_let_go_when_it_ends_badly(database: Database) -> None:
    with suppress(Refused), database.hold():
        assert count(database) == 0
        raise Refused("No.")
    database.write(lambda connection: preferences.keep(connection, "region", "DE"))
    assert count(database) == 1


def test_a_reading_asks_once_and_a_write_each_time(database: Database) -> None:
    asked: list[str] = []

    def ask(_connection: Connection) -> int:
        asked.append("again")
        return len(asked)

    with database.read() as connection:
        assert [once(connection, "a", ask), once(connection, "a", ask), once(connection, "b", ask)] == [1, 1, 2]
    with database.read() as connection:
        assert once(connection, "a", ask) == 3
    assert database.write(lambda connection: [once(connection, "a", ask), once(connection, "a", ask)]) == [4, 5]


def test_settings_read_twice_are_not_one_object(database: Database) -> None:
    with database.read() as connection:
        preferences.values(connection)["region"] = "DE"
        assert preferences.values(connection) == {}
