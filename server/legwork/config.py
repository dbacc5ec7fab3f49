"""Settings of the process: read once, then never changed. docs/settings.md documents each."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import platformdirs
import tzlocal

from legwork.errors import WrongValue

DATABASE_FILE = "legwork.sqlite3"


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
        home = Path(environ.get("LEGWORK_HOME") or platformdirs.user_data_dir("legwork", appauthor=False))
        home = home.expanduser().absolute()
        return cls(
            home=home,
            database_url=environ.get("LEGWORK_DATABASE_URL") or f"sqlite:///{home / DATABASE_FILE}",
            timezone=_zone(environ.get("LEGWORK_TIMEZONE")),
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


def _zone(name: str | None) -> ZoneInfo:
    if not name:
        return tzlocal.get_localzone()
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as problem:
        raise WrongValue("LEGWORK_TIMEZONE", "an IANA zone such as Europe/Lisbon") from problem


def _instant(text: str | None) -> datetime | None:
    if not text:
        return None
    try:
        instant = datetime.fromisoformat(text)
    except ValueError:
        instant = None
    if instant is None or instant.tzinfo is None:
        raise WrongValue("LEGWORK_NOW", "an ISO 8601 instant with its zone, such as 2026-11-23T08:00:00+01:00")
    return instant


def _port(text: str) -> int:
    if not text.isdigit() or not 0 <= int(text) <= 65535:
        raise WrongValue("LEGWORK_PORT", "a number from 0 to 65535")
    return int(text)
