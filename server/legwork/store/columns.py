"""Columns that mean the same on SQLite and on PostgreSQL."""

from __future__ import annotations

import json
from typing import Any

from sqlalchemy import Dialect, Integer, Text, TypeDecorator
from sqlalchemy.types import BigInteger

# SQLite makes a 64-bit rowid of INTEGER PRIMARY KEY only.
Identity = BigInteger().with_variant(Integer, "sqlite")


class Written(str):
    """A JSON value in the text that is stored for it: a quarter of the room that the value takes."""

    __slots__ = ()


def written(value: Any) -> Written:
    return Written(json.dumps(value, ensure_ascii=False, sort_keys=True))


class Json(TypeDecorator[Any]):
    """A JSON value as text, the same bytes for the same value; one that is `Written` is taken as it is."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:  # noqa: ARG002  the base class's signature
        return None if value is None else value if isinstance(value, Written) else written(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> Any:  # noqa: ARG002  the base class's signature
        return None if value is None else json.loads(value)
