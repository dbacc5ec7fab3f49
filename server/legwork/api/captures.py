"""What the extension read, kept once however often it is sent."""

from __future__ import annotations

from typing import Any

from flask import Response, jsonify
from flask_smorest import Blueprint

from legwork.api.schemas import Capture, Captured, CaptureKey, plain
from legwork.api.strict import StrictParser
from legwork.desk import capturing
from legwork.desk.opening import Desk


def routes(desk: Desk) -> Blueprint:
    calls = Blueprint("captures", __name__, description="Saving contacts")
    calls.ARGUMENTS_PARSER = StrictParser()

    @calls.route("/captures", methods=["POST"])
    @calls.arguments(CaptureKey, location="headers")
    @calls.arguments(Capture)
    @calls.response(201, Captured, description="Kept")
    @calls.alt_response(200, schema=Captured, description="Kept before, under the same key", success=True)
    def post_capture(headers: dict[str, str], body: dict[str, Any]) -> Response:
        """Keeps a capture, and says whom it is about."""
        captured = capturing.capture(desk, plain(body), headers["key"])
        answer = jsonify(captured.answer)
        answer.status_code = 200 if captured.replayed else 201
        return answer

    return calls
