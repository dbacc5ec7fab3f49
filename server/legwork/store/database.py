"""One way to read and one way to write, on SQLite and on PostgreSQL.

Every write goes through one thread that groups what is waiting into one transaction (group commit) and
answers only after COMMIT returned. A piece of work that fails is rolled back alone, to its savepoint;
where the database takes the whole transaction back, as on a full disk, all of the group fails.
Across processes SQLite's BEGIN IMMEDIATE, and on PostgreSQL an advisory lock, keep one writer at a time,
so work may read and then write without losing an update.
"""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from queue import Empty, SimpleQueue
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlalchemy.pool import ConnectionPoolEntry

from legwork.errors import DISK_FULL, LegworkError, Unavailable
from legwork.store.once import remembering

T = TypeVar("T")

MOST_IN_A_GROUP = 64
BUSY_MILLISECONDS = 10_000
CLOSING_MILLISECONDS = 1_000
WRITER_LOCK = 0x6C656777  # any number that is ours: it names the advisory locks of PostgreSQL
EXCLUSIVE_LOCK = WRITER_LOCK + 1
TAKEN_BACK = "The database took back everything that was being written together; try again."


class Database:
    """An open database. `url` is a SQLAlchemy URL of SQLite or PostgreSQL."""

    def __init__(self, url: str) -> None:
        self.url = make_url(url)
        if self.url.get_backend_name() in {"postgresql", "postgres"}:
            self.url = self.url.set(drivername="postgresql+psycopg")
        self.sqlite = self.url.get_backend_name() == "sqlite"
        self.writing = _engine(self.url.render_as_string(hide_password=False), sqlite=self.sqlite, writer=True)
        self.reading = _engine(self.url.render_as_string(hide_password=False), sqlite=self.sqlite, writer=False)
        self._writer = _Writer(self.writing, sqlite=self.sqlite)
        self._here = threading.local()

    @contextlib.contextmanager
    def read(self) -> Iterator[Connection]:
        """A consistent, read-only view.

        Raises:
            Unavailable: the database cannot be reached.
        """
        held: Connection | None = getattr(self._here, "held", None)
        if held is not None:
            yield held
            return
        with _reported(), self.reading.connect() as connection, connection.begin(), remembering(connection):
            yield connection

    @contextlib.contextmanager
    def hold(self) -> Iterator[None]:
        """Inside, this thread reads one view whoever reads: nothing that it writes there is seen before the end.

        Raises:
            Unavailable: the database cannot be reached.
        """
        with self.read() as connection:
            outer = getattr(self._here, "held", None)
            self._here.held = connection
            try:
                yield
            finally:
                self._here.held = outer

    def write(self, work: Callable[[Connection], T]) -> T:
        """Runs `work` in the writer's next transaction and returns its result once that is committed.

        Raises:
            Unavailable: the database refused; the outcome may be either, the same request may be sent again.
            Exception: whatever `work` raised; nothing of it is stored.
        """
        with _reported():
            return self._writer.submit(work).result()

    def close(self) -> None:
        """Waits for what is being written, then closes; a SQLite journal is folded into the file.

        A file that nothing was written to is not touched. What is asked for afterwards is Unavailable.
        """
        wrote = self._writer.stop()
        if self.sqlite and wrote:
            self._fold()
        self.writing.dispose()
        self.reading.dispose()

    def press_out(self) -> None:
        """Lets go of what was deleted: until then a SQLite journal holds it, or PostgreSQL's dead rows do."""
        if self.sqlite:
            self._fold()
            return
        with contextlib.suppress(DBAPIError), self.writing.connect() as connection:
            connection.execution_options(isolation_level="AUTOCOMMIT").execute(text("VACUUM"))

    def _fold(self) -> None:
        """Folds a SQLite journal into the file."""
        with contextlib.suppress(DBAPIError), self.writing.connect() as connection:
            connection.exec_driver_sql("COMMIT")
            # whoever reads still, in a thread that could not be ended, is not waited for long
            connection.exec_driver_sql(f"PRAGMA busy_timeout={CLOSING_MILLISECONDS}")
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
            connection.exec_driver_sql(f"PRAGMA busy_timeout={BUSY_MILLISECONDS}")
            connection.exec_driver_sql("BEGIN")


class _Writer:
    """The thread that commits. It starts with the first piece of work."""

    def __init__(self, engine: Engine, *, sqlite: bool) -> None:
        self._engine = engine
        self._sqlite = sqlite
        self._queue: SimpleQueue[tuple[Callable[[Connection], Any], Future[Any]] | None] = SimpleQueue()
        self._thread: threading.Thread | None = None
        self._starting = threading.Lock()
        self._stopped = False

    def submit(self, work: Callable[[Connection], T]) -> Future[T]:
        if threading.current_thread() is self._thread:
            raise RuntimeError("work that is being written cannot wait for other work to be written")
        with self._starting:
            if self._stopped:
                raise Unavailable("The desk is closing; try again when it is open.")
            if self._thread is None or not self._thread.is_alive():
                self._thread = threading.Thread(target=self._run, name="legwork-writer", daemon=True)
                self._thread.start()
            future: Future[T] = Future()
            self._queue.put((work, future))
        return future

    def stop(self) -> bool:
        """Waits for what is in the queue; whether there was ever anything."""
        with self._starting:
            self._stopped = True
            thread, self._thread = self._thread, None
            if thread is not None:
                self._queue.put(None)
        if thread is not None:
            thread.join()
        return thread is not None

    def _run(self) -> None:
        while (first := self._queue.get()) is not None:
            group = [first]
            stop = False
            with contextlib.suppress(Empty):
                while len(group) < MOST_IN_A_GROUP:
                    item = self._queue.get_nowait()
                    if item is None:
                        stop = True
                        break
                    group.append(item)
            self._commit(group)
            if stop:
                return

    def _commit(self, group: list[tuple[Callable[[Connection], Any], Future[Any]]]) -> None:
        finished: list[tuple[Future[Any], Any]] = []
        try:
            with self._engine.connect() as connection, connection.begin():
                if not self._sqlite:
                    connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": WRITER_LOCK})
                for work, future in group:
                    done, result = self._do(connection, work, future)
                    if done:
                        finished.append((future, result))
                self._check_open(connection)
        except Exception as problem:  # noqa: BLE001  every waiting caller must hear of it, whatever it is
            for _, future in group:
                if not future.done():
                    _fail(future, _of_database(problem))
            return
        for future, result in finished:
            future.set_result(result)

    def _do(self, connection: Connection, work: Callable[[Connection], T], future: Future[T]) -> tuple[bool, T | None]:
        """One piece of work within the group's transaction: whether it is done, and its result.

        Raises:
            Exception: what the work raised, when not it alone but the whole transaction was rolled back.
        """
        savepoint = connection.begin_nested()
        try:
            result = work(connection)
            self._check_open(connection)
            savepoint.commit()
        except Exception as problem:
            _fail(future, problem)
            with contextlib.suppress(SQLAlchemyError):  # there may be no savepoint left to go back to
                savepoint.rollback()
            if not self._is_open(connection):
                raise
            return False, None
        return True, result

    def _check_open(self, connection: Connection) -> None:
        if not self._is_open(connection):
            raise Unavailable(TAKEN_BACK)

    def _is_open(self, connection: Connection) -> bool:
        """Whether the driver's own transaction is still the one that was begun.

        A full disk or an I/O error makes SQLite take the whole transaction back in the middle of a statement
        (https://www.sqlite.org/lang_transaction.html, "Response To Errors Within A Transaction"), and PostgreSQL
        answers COMMIT in an aborted one with a rollback that is no error. SQLAlchemy sees neither, and the
        driver's commit() would then be acknowledged though nothing is stored.
        """
        if connection.invalidated or not connection.in_transaction():
            return False
        driver = connection.connection.driver_connection
        if driver is None:
            return False
        return bool(driver.in_transaction if self._sqlite else driver.info.transaction_status.name == "INTRANS")


def _fail(future: Future[Any], problem: Exception) -> None:
    future.set_exception(problem)


def _of_database(problem: BaseException | None) -> Exception:
    """What others of a group are told of the error that ended it: the database's, not what work made of it."""
    while problem is not None and not isinstance(problem, DBAPIError | Unavailable):
        problem = problem.__cause__ or problem.__context__
    return problem or Unavailable(TAKEN_BACK)


@contextlib.contextmanager
def _reported() -> Iterator[None]:
    try:
        yield
    except LegworkError:
        raise
    except DBAPIError as problem:
        raise Unavailable(_sentence(problem)) from problem


def is_damage(problem: Unavailable) -> bool:
    """Whether what the database said is that its file is not whole, or not a database."""
    said = problem.__cause__
    return isinstance(said, DBAPIError) and _code(said).startswith(("SQLITE_NOTADB", "SQLITE_CORRUPT"))


def _sentence(problem: DBAPIError) -> str:
    """One sentence without the statement's values: those are the user's data."""
    name = type(problem.orig).__name__ if problem.orig is not None else type(problem).__name__
    code = _code(problem)
    known = {
        "SQLITE_FULL": DISK_FULL,
        "SQLITE_BUSY": "Another program is writing to the database; try again in a moment.",
        "SQLITE_READONLY": "The database file may not be written to.",
        "SQLITE_CANTOPEN": "The database file cannot be opened; look who may read and write it and its folder.",
        "SQLITE_NOTADB": "The database file is not a database.",
        "SQLITE_CORRUPT": "The database file is damaged; `legwork restore` brings back a backup.",
    }
    kind = "_".join(code.split("_")[:2])  # SQLITE_READONLY_DIRECTORY is one of SQLITE_READONLY
    return known.get(kind, f"The database did not answer as it should ({code or name}); try again.")


def _code(problem: DBAPIError) -> str:
    return getattr(problem.orig, "sqlite_errorname", "") or getattr(problem.orig, "sqlstate", "") or ""


def _engine(url: str, *, sqlite: bool, writer: bool) -> Engine:
    if not sqlite:
        engine = create_engine(url, pool_pre_ping=True, pool_size=1 if writer else 8, hide_parameters=True)
        if not writer:
            return engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
        return engine
    engine = create_engine(url, hide_parameters=True, connect_args={"timeout": BUSY_MILLISECONDS / 1000})

    @event.listens_for(engine, "connect")
    def configure(connection: Any, _entry: ConnectionPoolEntry) -> None:
        # The driver's own transactions would commit before DDL and begin too late; ours are explicit.
        connection.isolation_level = None
        for pragma in (
            "journal_mode=WAL",
            "synchronous=FULL",
            "fullfsync=ON",
            f"busy_timeout={BUSY_MILLISECONDS}",
            "foreign_keys=ON",
            "secure_delete=ON",
            "cache_size=-32768",
            "temp_store=MEMORY",
            f"query_only={'OFF' if writer else 'ON'}",
        ):
            connection.execute(f"PRAGMA {pragma}").close()

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writer else "BEGIN")

    return engine
