"""Is the desk there, and does it know this browser?"""

from __future__ import annotations

from typing import Any

from flask import request
from flask_smorest import Blueprint

from legwork import __version__
from legwork.api.schemas import Status
from legwork.desk import pairing
from legwork.desk.opening import Desk

API = 1


def routes(desk: Desk) -> Blueprint:
    calls = Blueprint("status", __name__, description="The desk itself")

    @calls.route("/status")
    @calls.doc(security=[])
    @calls.response(200, Status)
    def get_status() -> dict[str, Any]:
        """Name, version, and whether this browser is paired; nothing of the user's."""
        scheme, _, token = request.headers.get("Authorization", "").partition(" ")
        sent = scheme.lower() == "bearer"
        paired = pairing.recognise(desk, token.strip()) is not None if sent else pairing.anyone(desk)
        return {"name": "legwork", "version": __version__, "api": API, "paired": paired}

    return calls
