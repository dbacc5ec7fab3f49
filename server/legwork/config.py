"""Settings of the process: read once, then never changed. docs/settings.md documents each."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import platformdirs
import tzlocal

from legwork.errors import WrongValue

if TYPE_CHECKING:
    from sqlalchemy import URL

DATABASE_FILE = "legwork.sqlite3"
DRIVERS = frozenset({"sqlite", "postgresql", "postgres", "postgresql+psycopg"})
# Ids begin with the milliseconds since 1970, and days are counted on into the years after.
YEARS = range(1971, 9000)


@dataclass(frozen=True, slots=True)
class Settings:
    """What the environment decides; the user's own settings live in the database."""

    home: Path
    database_url: str
    timezone: ZoneInfo
    now: datetime | None = None
    host: str = "127.0.0.1"
    port: int = 8765

    @classmethod
    def from_environment(cls, environ: Mapping[str, str]) -> Settings:
        """Reads the `LEGWORK_*` variables.

        Raises:
            WrongValue: a variable holds something that cannot be used.
        """
        home = _home(environ.get("LEGWORK_HOME"))
        return cls(
            home=home,
            database_url=_url(environ.get("LEGWORK_DATABASE_URL")) or f"sqlite:///{home / DATABASE_FILE}",
            timezone=_zone(environ.get("LEGWORK_TIMEZONE"), "TZ" if environ.get("TZ") else "LEGWORK_TIMEZONE"),
            now=_instant(environ.get("LEGWORK_NOW")),
            host=environ.get("LEGWORK_HOST") or "127.0.0.1",
            port=_port(environ.get("LEGWORK_PORT") or "8765"),
        )

    @property
    def embedded(self) -> bool:
        """Whether the database is the SQLite file of this folder."""
        return self.database_url.startswith("sqlite")

    def clock(self) -> Callable[[], datetime]:
        """The clock everything below is handed: aware datetimes in the user's zone."""
        if self.now is not None:
            frozen = self.now.astimezone(self.timezone)
            return lambda: frozen
        return lambda: datetime.now(UTC).astimezone(self.timezone)


def _home(text: str | None) -> Path:
    try:
        return Path(text or platformdirs.user_data_dir("legwork", appauthor=False)).expanduser().absolute()
    except RuntimeError as problem:
        raise WrongValue("LEGWORK_HOME", "a folder; there is no such user's") from problem


def _url(text: str | None) -> str | None:
    if not text:
        return None
    from sqlalchemy import make_url  # noqa: PLC0415  loaded only for those who set it
    from sqlalchemy.exc import ArgumentError  # noqa: PLC0415  as above

    try:
        url = make_url(text)
    except (ArgumentError, ValueError):
        url = None
    if url is None or url.drivername not in DRIVERS or (url.drivername == "sqlite" and not _is_file(url)):
        raise WrongValue("LEGWORK_DATABASE_URL", "postgresql://USER@HOST/NAME or sqlite:///PATH")
    return text


def _is_file(url: URL) -> bool:
    """Whether a URL of SQLite names a file and nothing else: what is in memory would be gone with the command."""
    named = url.database or ""
    return bool(named) and not url.host and not url.query and named != ":memory:" and not named.startswith("file:")


def _zone(name: str | None, system: str) -> ZoneInfo:
    """The zone of that name, or the machine's; `system` is the variable that would help where it has none."""
    wanted = "an IANA zone such as Europe/Lisbon"
    try:
        return ZoneInfo(name) if name else tzlocal.get_localzone()
    except (ZoneInfoNotFoundError, ValueError, OSError) as problem:
        raise WrongValue("LEGWORK_TIMEZONE" if name else system, wanted) from problem


def _instant(text: str | None) -> datetime | None:
    if not text:
        return None
    try:
        instant = datetime.fromisoformat(text)
    except ValueError:
        instant = None
    if instant is None or instant.tzinfo is None or instant.year not in YEARS:
        raise WrongValue(
            "LEGWORK_NOW",
            f"an ISO 8601 instant with its zone, such as 2026-11-23T08:00:00+01:00, from {YEARS[0]} to {YEARS[-1]}",
        )
    return instant


def _port(text: str) -> int:
    if re.fullmatch("[0-9]{1,5}", text) is None or int(text) > 65535:
        raise WrongValue("LEGWORK_PORT", "a number from 0 to 65535")
    return int(text)
