"""Clears uploads: looks inside that nobody made an import of, and files that belong to no import."""

from __future__ import annotations

import shutil
import time
from datetime import timedelta

from sqlalchemy import select, update

from legwork.desk.importing import OVER
from legwork.desk.opening import Desk
from legwork.desk.progressing import Step
from legwork.store import ids
from legwork.store.tables import jobs

KEPT = timedelta(days=1)
LEFT = "Nobody started this import within a day, so its files were removed; bring them again to import them."


def clear(desk: Desk) -> list[str]:
    """Ends what was looked into a day ago and not imported, and removes files nobody needs; returns their jobs.

    A folder that belongs to no job goes a day after its last file came: a younger one may be an upload on
    its way. A job's time is the desk's, a folder's the machine's.
    """
    _end_left(desk)
    with desk.database.read() as connection:
        needed = set(connection.execute(select(jobs.c.id).where(jobs.c.state.not_in(OVER))).scalars())
    folders = [path for path in desk.uploads.glob("*") if path.name not in needed]
    oldest = time.time() - KEPT.total_seconds()
    gone = [path for path in folders if path.stat().st_mtime < oldest]
    for path in gone:
        shutil.rmtree(path, ignore_errors=True)
    return sorted(path.name for path in gone)


def _end_left(desk: Desk) -> None:
    now = desk.clock()
    left = (jobs.c.state.in_(["received", "preview"])) & (jobs.c.updated_at < ids.utc(now - KEPT))
    with desk.database.read() as connection:
        found = list(connection.execute(select(jobs.c.id).where(left)).scalars())
    if not found:
        return
    ended = {**Step("failed").to_json(), "problem": LEFT}
    desk.database.write(
        lambda connection: connection.execute(
            update(jobs).where(left).values(state="failed", progress=ended, report=None, updated_at=ids.utc(now))
        )
    )
    for job in found:
        shutil.rmtree(desk.uploads / job, ignore_errors=True)
