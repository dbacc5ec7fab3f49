"""Drafts the user has changed, by card: working papers beside the settings, overwritten as they are worked on.

What was sent stands with its event; a draft is kept for a card that still waits.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, select

from legwork.store import preferences
from legwork.store.tables import settings

_NAME = "draft of "


def keep(connection: Connection, card: str, data: Mapping[str, Any]) -> None:
    preferences.keep(connection, f"{_NAME}{card}", json.dumps(data, ensure_ascii=False, sort_keys=True))


def drop(connection: Connection, card: str) -> None:
    preferences.drop(connection, f"{_NAME}{card}")


def kept(connection: Connection) -> dict[str, dict[str, Any]]:
    """Every changed draft by its card's id."""
    found = connection.execute(select(settings).where(settings.c.name.startswith(_NAME)))
    return {row.name.removeprefix(_NAME): json.loads(row.value) for row in found}
