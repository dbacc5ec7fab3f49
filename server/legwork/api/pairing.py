"""A short code becomes a token."""

from __future__ import annotations

from typing import Any

from flask import request
from flask_smorest import Blueprint

from legwork.api.schemas import PairingRequest, Token
from legwork.api.strict import StrictParser
from legwork.desk import pairing
from legwork.desk.opening import Desk


def routes(desk: Desk) -> Blueprint:
    calls = Blueprint("pairing", __name__, description="Pairing a browser")
    calls.ARGUMENTS_PARSER = StrictParser()

    @calls.route("/pairing", methods=["POST"])
    @calls.doc(security=[])
    @calls.arguments(PairingRequest)
    @calls.response(201, Token)
    @calls.alt_response(403, description="Not the code that is waiting, or its time is over")
    @calls.alt_response(429, description="Five wrong tries; a new code is needed")
    def post_pairing(body: dict[str, str]) -> dict[str, Any]:
        """Redeems the code that the desk shows, once, within five minutes."""
        origin = request.headers.get("Origin", "")
        paired = pairing.pair(desk, body["code"], body["name"].strip(), origin)
        return {"token": paired.token, "id": paired.id}

    return calls
