"""The OpenAPI document of the API, committed beside this file so that a change of it is seen.

`python -c "from legwork.api import document; document.write()"` writes it again.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from flask import Flask

from legwork import api
from legwork.config import Settings
from legwork.desk.opening import Desk
from legwork.store.database import Database

FILE = Path(__file__).with_name("openapi.json")


def text() -> str:
    """The document as it should stand in the file."""
    settings = Settings(Path(), "sqlite://", ZoneInfo("UTC"))
    # Nothing is asked of this desk: the calls are only described.
    desk = Desk(settings, Database(settings.database_url), lambda: datetime.now(UTC))
    calls = api.install(Flask("legwork"), desk)
    return json.dumps(calls.spec.to_dict(), indent=2, sort_keys=True, ensure_ascii=False) + "\n"


def write() -> None:
    FILE.write_text(text(), "utf-8")
