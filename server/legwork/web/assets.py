"""Styles and scripts: of one version under one address, so that a browser asks for them once.

Nobody's data is in them; every other answer is kept nowhere.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

from flask import Response, send_from_directory

from legwork.desk.opening import Desk
from legwork.web.routing import get

FOLDER: Final = Path(__file__).with_name("static")
VERSION: Final = str(max(int(path.stat().st_mtime) for path in FOLDER.iterdir()))
RULE: Final = "/static/<version>/<path:filename>"
KEPT: Final = "private, max-age=31536000, immutable"


def asset(_: Desk, version: str, filename: str) -> Response:
    """A file of the pages; kept by the browser if it is of the version that runs. Scripts name each other by relative
    addresses, and so of the same version."""
    answer = send_from_directory(FOLDER, filename)
    answer.headers["Cache-Control"] = KEPT if version == VERSION else "no-store"
    return answer


ROUTES = (get(RULE, asset),)
