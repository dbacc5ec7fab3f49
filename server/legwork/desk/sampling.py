"""Invented people, brought in from export-shaped files through the import that every export takes.

On the user's own desk they are a batch of their own kind: marked, taken out again whole by one act, and left
out of exports. A demonstration desk is furnished with them and with some weeks of conversations.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from sqlalchemy import Connection, select

from legwork.desk import acting, editing, importing, planning, preferring, undoing, viewing
from legwork.desk.opening import Desk
from legwork.errors import Conflict, NotFound
from legwork.store.tables import batches

SAMPLES = Path(__file__).with_name("samples")
WEEKS_BACK = timedelta(days=28)

YOU: Final[Mapping[str, str]] = {
    "name": "Robin Vale",
    "purpose": "changing",
    "fields": "grid storage, energy data",
    "schools": "Lindholm Institute",
    "past_employers": "Brightwater Energy",
    "new_per_day": "3",
}
# How many days ago, with whom, what. `{next}` is the coming working day, `{yesterday}` the day before today.
STORY: Final[tuple[tuple[int, str, str], ...]] = (
    (25, "Samuel Wrenfield", "admired"),
    (24, "Elias Korhola", "sent:email"),
    (22, "Elias Korhola", "replied"),
    (21, "Jonas Feldgrün", "sent:email"),
    (20, "Hannah Brookmere", "park:next-month"),
    (17, "Jonas Feldgrün", "replied"),
    (16, "Marta Velho", "sent:email"),
    (12, "Ruth Abernethy-Cole", "sent:email"),
    (11, "Jonas Feldgrün", "scheduled:{next}T15:00/20"),
    (9, "Elias Korhola", "scheduled:{yesterday}T16:00/30"),
    (5, "Ingrid Lundvall", "want"),
    (4, "Adaeze Okonjo-Bell", "sent:email"),
    (3, "Isolde Varga", "want"),
    (2, "Ruth Abernethy-Cole", "replied"),
    (1, "Elias Korhola", "held"),
)
NOTE = ("Marta Velho", "Ask her how the storage market looks from a grid operator's side.")


def present(desk: Desk) -> bool:
    """Whether the sample people are here."""
    with desk.database.read() as connection:
        return _batch(connection) is not None


def add(desk: Desk) -> str:
    """Brings the sample people in; returns their batch.

    Raises:
        Conflict: they are here, or another import is running.
    """
    if present(desk):
        raise Conflict("The sample people are here already.")
    return str(importing.run(desk, [SAMPLES], batch_kind="sample")["batch"])


def remove(desk: Desk) -> str:
    """Takes the sample people out again, whatever was done with them; returns the event.

    Raises:
        NotFound: they are not here.
    """
    with desk.database.read() as connection:
        batch = _batch(connection)
    if batch is None:
        raise NotFound("sample")
    return undoing.undo(desk, batch).event


def furnish(desk: Desk) -> None:
    """Fills an empty desk with the sample people and what happened with them in the weeks before now."""
    now = desk.clock()
    first = _at(desk, now - WEEKS_BACK)
    preferring.prefer(first, YOU)
    importing.run(first, [SAMPLES])
    calendar = planning.calendar_of(desk, preferring.preferences(desk))
    days = {
        "next": calendar.add_business_days(now.date(), 1).isoformat(),
        "yesterday": (now.date() - timedelta(days=1)).isoformat(),
    }
    for ago, name, words in STORY:
        acting.act(_at(desk, _evening(now - timedelta(days=ago))), _contact(desk, name), words.format(**days))
    name, text = NOTE
    editing.note(_at(desk, now - timedelta(days=6)), _contact(desk, name), text)


def _batch(connection: Connection) -> str | None:
    return connection.execute(
        select(batches.c.id).where(batches.c.kind == "sample", batches.c.state == "applied").limit(1)
    ).scalar()


def _at(desk: Desk, moment: datetime) -> Desk:
    """The same desk with its clock at another moment."""
    return Desk(desk.settings, desk.database, lambda: moment)


def _evening(moment: datetime) -> datetime:
    return moment.replace(hour=17, minute=0, second=0, microsecond=0)


def _contact(desk: Desk, name: str) -> str:
    return viewing.contacts(desk, name, 1)[0].id
