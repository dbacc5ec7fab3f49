"""Backs the desk up while it is in use, and puts a backup in its place.

Nothing of the present state is touched before the backup has been copied aside and every page, reference
and name in the copy was checked, and before the present state itself was backed up.
"""

from __future__ import annotations

import contextlib
import shutil
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, delete, func, select, update

from legwork.config import Settings
from legwork.desk import checking
from legwork.desk.components import LINKED
from legwork.desk.opening import Desk, alone, locked, open_desk, prepare_home
from legwork.desk.visiting import LOCK_FILE
from legwork.errors import Conflict, Damaged, LegworkError, NotFound, Refused, Unavailable
from legwork.store import backups, preferences, schema
from legwork.store.database import Database
from legwork.store.rows import put
from legwork.store.tables import contacts, counters, devices, events, pairing_codes, visits

QUIET = timedelta(minutes=30)  # between two automatic backups before imports, as Anki spaces its own
# The folder is not the backup's, and an import that ran while it was made is cleared at the next start.
NOT_OF_A_BACKUP = frozenset({"private", "staging"})
SERVED = Conflict("This desk is being served; stop it, then restore.")
IMPORTING = Conflict("An import is running on this desk; wait until it is done, then restore.")


def backup(desk: Desk, path: Path) -> dict[str, Any]:
    """Writes a verified copy of this moment; in a folder, under a name with the day and time.

    Returns {"path", "contacts", "bytes", "sha256"}.

    Raises:
        Refused: something other than a backup has that name, or nothing can be written there.
        Damaged: the database is not whole.
    """
    path = path.expanduser().absolute()
    if path.is_dir():
        path /= f"legwork-{desk.clock().strftime('%Y%m%dT%H%M%S')}{backups.SUFFIX}"
    if not path.parent.is_dir():
        raise Refused(f"There is no folder {path.parent}.")
    if _is_live(desk.settings, path):
        raise Refused("That is the desk's own database; give the backup another name.")
    if path.exists() and not backups.is_backup(path):
        raise Refused(f"{path} is something else than a backup; it was left as it is.")
    backups.write(desk.database, path)
    return {
        "path": str(path),
        "contacts": backups.verify(path)["contacts"],
        "bytes": path.stat().st_size,
        "sha256": backups.sha256_of(path),
    }


def before(desk: Desk, what: str, quiet: timedelta = QUIET) -> Path | None:
    """An automatic backup before something large, or before the next day; None when there is nothing to lose, or
    the last one for that is younger than `quiet`."""
    with desk.database.read() as connection:
        if connection.execute(select(events.c.seq).limit(1)).first() is None:
            return None
    now = datetime.now(UTC)
    desk.backups.mkdir(mode=0o700, exist_ok=True)
    newest = max((path.stat().st_mtime for path in desk.backups.glob(f"before-{what}-*{backups.SUFFIX}")), default=0.0)
    if now.timestamp() - newest < quiet.total_seconds():
        return None
    written = backups.write(desk.database, desk.backups / _named(what, now))
    backups.thin_out(desk.backups, now)
    return written


def restore(settings: Settings, path: Path) -> dict[str, Any]:
    """Puts a backup in the place of everything there is.

    Browsers have to sign in again, and those whose pairing was revoked since stay out. Returns {"path",
    "contacts", "kept"}; `kept` is where the state before lies, or None when there was none.

    Raises:
        NotFound: there is no such file.
        Damaged: it is not a backup, not whole, or not what its manifest says; nothing was touched.
        Refused: what is there now is another program's.
        Conflict: the desk is being served, or an import is running.
        Unavailable: another program has the database open, or the disk is full.
    """
    path = path.expanduser().absolute()
    if not path.is_file():
        raise NotFound(f"file as {path}")
    prepare_home(settings.home)
    said = f"{path.name} cannot be restored"
    put_in = _into_file if settings.embedded else _into_server
    with locked(settings.home / LOCK_FILE, SERVED), backups.told(said):
        return {"path": str(path), **put_in(settings, path)}


def _into_file(settings: Settings, path: Path) -> dict[str, Any]:
    live = _live(settings)
    schema.check_ours(live)
    with locked(settings.home / "import.lock", IMPORTING), backups.beside(live) as new:
        contacts_found = _ready(settings, path, new, _revoked_in(live))
        kept, whole = _keep(settings, live)
        if whole:
            backups.fold(live)
        backups.put_in_place(new, live)
    return {"contacts": contacts_found, "kept": None if kept is None else str(kept)}


def _into_server(settings: Settings, path: Path) -> dict[str, Any]:
    desk = open_desk(settings)
    try:
        with alone(desk), backups.beside(settings.home / "restoring") as new:
            with desk.database.read() as connection:
                revoked, linked = _revoked(connection), preferences.counter(connection, LINKED)
            contacts_found = _ready(settings, path, new, (revoked, linked))
            kept = _before_restoring(desk.database, settings.home / "backups")
            desk.database.write(lambda connection: backups.fill(connection, new))
    finally:
        desk.close()
    return {"contacts": contacts_found, "kept": str(kept)}


def _ready(settings: Settings, path: Path, new: Path, present: tuple[set[str], int]) -> int:
    """Copies a backup to `new`, checks the copy and brings it up to date; returns how many contacts it holds."""
    digest = backups.copy_to(path, new)
    if not backups.is_named_by_manifest(path, digest):
        raise Damaged(f"{path.name} is not what its manifest says: it was changed or damaged since it was made.")
    backups.verify(new, path.name)
    if not backups.is_backup(new):
        raise Damaged(f"{path.name} is not a backup of Legwork.")
    database = Database(f"sqlite:///{new}")
    try:
        schema.upgrade(database)
        if backups.shape(new) != _shape_wanted(new.parent):
            raise Damaged(f"{path.name} is not a backup of Legwork, or was changed since it was made.")
        if not backups.manifest_of(path).exists():
            _check_all(Desk(settings, database, settings.clock()), path)
        database.write(lambda connection: _shut_doors(connection, *present))
        with database.read() as connection:
            found: int = connection.execute(select(func.count()).select_from(contacts)).scalar_one()
    except Unavailable as problem:
        raise Damaged(f"{path.name} is not a backup of Legwork, or was changed since it was made.") from problem
    finally:
        database.close()
    backups.fold(new)
    backups.verify(new, path.name)
    return found


def _check_all(candidate: Desk, path: Path) -> None:
    """Raises Damaged when something does not hold in a backup whose bytes no manifest vouches for.

    With a manifest they are not looked at: who is who, worked out by another version, may differ from what
    this one would say, and is no damage.
    """
    for finding in checking.doctor(candidate, besides=NOT_OF_A_BACKUP):
        if not finding.ok:
            raise Damaged(
                f"{path.name} was changed or damaged since it was made: {finding.text} If another version of Legwork "
                f"made it, put the file {backups.manifest_of(path).name} that came with it beside it."
            )


def _shape_wanted(folder: Path) -> set[tuple[str, ...]]:
    """What a new database is made of."""
    with tempfile.TemporaryDirectory(dir=folder, prefix=".empty-") as name:
        empty = Path(name) / "empty"
        database = Database(f"sqlite:///{empty}")
        try:
            schema.upgrade(database)
        finally:
            database.close()
        return backups.shape(empty)


def _shut_doors(connection: Connection, revoked: set[str], linked: int) -> None:
    """Nobody is signed in after a restore, and what was revoked meanwhile stays so."""
    connection.execute(delete(visits))
    connection.execute(delete(pairing_codes))
    now = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    open_again = devices.c.id.in_(revoked) & devices.c.revoked_at.is_(None)
    connection.execute(update(devices).where(open_again).values(revoked_at=now))
    # readings kept in memory elsewhere must not take this state for the one they were made from
    higher = max(linked, preferences.counter(connection, LINKED)) + 1
    put(connection, counters, {"name": LINKED, "value": higher})


def _revoked_in(live: Path) -> tuple[set[str], int]:
    """What the present database says of revoked devices, and its counter; nothing when it cannot be read."""
    if not live.exists():
        return set(), 0
    database = Database(f"sqlite:///{live}")
    try:
        with database.read() as connection:
            return _revoked(connection), preferences.counter(connection, LINKED)
    except LegworkError:
        return set(), 0
    finally:
        database.close()


def _revoked(connection: Connection) -> set[str]:
    return set(connection.execute(select(devices.c.id).where(devices.c.revoked_at.is_not(None))).scalars())


def _keep(settings: Settings, live: Path) -> tuple[Path | None, bool]:
    """Backs the present file up, or when it is damaged keeps its bytes; says whether it was whole."""
    if not live.exists():
        return None, False
    folder = settings.home / "backups"
    database = Database(f"sqlite:///{live}")
    try:
        schema.check_file(database)
        return _before_restoring(database, folder), True
    except Damaged:
        database.close()
        return _aside(live, folder), False
    finally:
        database.close()


def _before_restoring(database: Database, folder: Path) -> Path:
    now = datetime.now(UTC)
    folder.mkdir(mode=0o700, exist_ok=True)
    written = backups.write(database, folder / _named("restore", now))
    backups.thin_out(folder, now)
    return written


def _aside(live: Path, folder: Path) -> Path:
    folder.mkdir(mode=0o700, exist_ok=True)
    kept = folder / f"damaged-{datetime.now(UTC).strftime('%Y%m%dT%H%M%S%f')}{backups.SUFFIX}"
    for end in ("", *backups.JOURNALS):
        with contextlib.suppress(FileNotFoundError):
            shutil.copy2(live.with_name(live.name + end), kept.with_name(kept.name + end))
    return kept


def _named(what: str, now: datetime) -> str:
    return f"before-{what}-{now.strftime('%Y%m%dT%H%M%S%f')}{backups.SUFFIX}"


def _live(settings: Settings) -> Path:
    return Path(settings.database_url.removeprefix("sqlite:///").partition("?")[0]).absolute()


def _is_live(settings: Settings, path: Path) -> bool:
    if not settings.embedded:
        return False
    live = _live(settings)
    return path.resolve() in {live.with_name(live.name + end).resolve() for end in ("", *backups.JOURNALS)}
