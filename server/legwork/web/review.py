"""Same person? One pair at a time, side by side, with the reasons in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from flask import render_template, request, url_for
from werkzeug.wrappers import Response

from legwork.desk import linking, undoing, viewing
from legwork.desk.opening import Desk
from legwork.errors import NotFound
from legwork.linkage.explaining import speaking_against, speaking_for
from legwork.outreach.words import counted, sentence
from legwork.web import frame, wording
from legwork.web.profile import comparisons, join_words, side_by_side
from legwork.web.routing import get, post

JOINED_SHOWN: Final = 50
DECIDED_SHOWN: Final = 500
VERDICTS: Final = ("same", "different")
RULINGS: Final = (
    {
        "verdict": "same",
        "key": "y",
        "label": "The same person",
        "effect": "one contact with everything of both",
    },
    {"verdict": "different", "key": "n", "label": "Two people", "effect": "never asked again"},
)


def review(desk: Desk) -> str:
    pairs = linking.doubtful(desk)["pairs"]
    at = _position(pairs, request.args.get("pair", ""), request.args.get("after", ""))
    pair = pairs[at] if pairs else None
    return render_template(
        "review.html",
        pair=_side_by_side(desk, pair) if pair else None,
        waiting_words=_waiting(len(pairs) - 1),
        later_href=url_for("web.review", after=pair["pair"]) if pair else "",
        rulings=RULINGS,
        strong=0,
        decided=[line for line in undoing.history(desk, DECIDED_SHOWN) if line.kind == "ruling" and not line.undone],
        joined=_joined(linking.joined(desk, JOINED_SHOWN)),
    )


def rule(desk: Desk, pair: str) -> Response:
    verdict = request.form.get("verdict", "")
    if verdict not in VERDICTS:
        raise NotFound("verdict")
    back = request.form.get("back") or url_for("web.review")
    return frame.after(linking.rule(desk, pair, verdict).event, back)


def _position(pairs: Sequence[Mapping[str, Any]], wanted: str, after: str) -> int:
    """Where the asked-for pair stands, or the one after the one put off; the first otherwise."""
    names = [pair["pair"] for pair in pairs]
    if wanted in names:
        return names.index(wanted)
    return (names.index(after) + 1) % len(names) if after in names else 0


def _waiting(others: int) -> str:
    if others <= 0:
        return "It is the last one."
    return f"{sentence(counted(others, 'other pair'))} {'waits' if others == 1 else 'wait'} after it."


def _side_by_side(desk: Desk, pair: Mapping[str, Any]) -> dict[str, Any]:
    sides = [pair["left"], pair["right"]]
    merged = [viewing.contact(desk, side["contact_id"]).merged for side in sides]
    return {
        "pair": pair["pair"],
        "band_words": wording.BANDS.get(pair["band"], "Perhaps one person."),
        "sides": side_by_side(sides, merged),
        "reasons_for": speaking_for(comparisons(pair["reasons"])),
        "reasons_against": speaking_against(comparisons(pair["reasons"])),
    }


def _joined(joins: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """One line a contact that records joined by themselves, with what spoke for and against each join."""
    found: dict[str, dict[str, Any]] = {}
    for join in joins:
        line = found.setdefault(join["contact_id"], {"id": join["contact_id"], "name": join["name"], "joins": []})
        line["joins"].append({"pair": join["pair"], "words": join_words(join["band"], join["reasons"])})
    return list(found.values())


ROUTES = (
    get("/review", review),
    post("/review/<pair>", rule),
)
