"""The pages that are known, for the extension to mark them without asking about each page it visits."""

from __future__ import annotations

from flask import Response, jsonify
from flask_smorest import Blueprint

from legwork.api.schemas import Pages
from legwork.desk import marking
from legwork.desk.opening import Desk


def routes(desk: Desk) -> Blueprint:
    calls = Blueprint("pages", __name__, description="Pages saved before")

    @calls.route("/pages")
    @calls.response(200, Pages)
    def get_pages() -> Response:
        """The addresses of pages that were saved, the newest 5,000, and of profiles of today's people."""
        return jsonify(pages=marking.pages(desk))

    return calls
