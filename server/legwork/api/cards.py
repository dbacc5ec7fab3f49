"""Today's queue, and the acts of its cards."""

from __future__ import annotations

import re
from typing import Any

from flask import Response, jsonify
from flask_smorest import Blueprint

from legwork.api.schemas import Act, Done, Today
from legwork.api.strict import StrictParser
from legwork.desk import acting, planning, undoing, writing
from legwork.desk.opening import Desk
from legwork.errors import NotFound

NAME = re.compile(r"[A-Za-z0-9_.:-]{1,100}")
EVENT = re.compile(r"e_[0-9A-HJKMNP-TV-Z]{26}")


def routes(desk: Desk) -> Blueprint:
    calls = Blueprint("cards", __name__, description="Today")
    calls.ARGUMENTS_PARSER = StrictParser()

    @calls.route("/today")
    @calls.response(200, Today)
    def get_today() -> Response:
        """Today's cards in order, each with why now, its draft, and what its acts lead to."""
        return jsonify(planning.today(desk))

    @calls.route("/cards/<card_id>/acts", methods=["POST"])
    @calls.arguments(Act)
    @calls.response(201, Done)
    def post_act(body: dict[str, str], card_id: str) -> dict[str, Any]:
        """Does one of a card's acts. The event's name undoes it. With `sent`, what went out is kept."""
        if not NAME.fullmatch(card_id):
            raise NotFound("card")
        said = writing.Said(body["text"], body.get("subject"), body["reason"])
        done = acting.act(desk, card_id, body["act"], said)
        return {"event": done.event, "sentence": done.sentence}

    @calls.route("/acts/<event_id>", methods=["DELETE"])
    @calls.response(200, Done)
    def delete_act(event_id: str) -> dict[str, Any]:
        """Takes an act back. Undoing the answer's event does it again."""
        if not EVENT.fullmatch(event_id):
            raise NotFound("act")
        undone = undoing.undo(desk, event_id)
        return {"event": undone.event, "sentence": undone.sentence}

    return calls
