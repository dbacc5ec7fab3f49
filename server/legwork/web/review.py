"""Same person? One pair at a time, side by side, with the reasons in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from flask import render_template, request, url_for
from werkzeug.wrappers import Response

from legwork.desk import linking, undoing, viewing
from legwork.desk.opening import Desk
from legwork.errors import NotFound
from legwork.outreach.words import counted, sentence
from legwork.web import frame, wording
from legwork.web.profile import join_words, texts_of
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
    texts = [texts_of(viewing.contact(desk, side["contact_id"]).merged) for side in sides]
    labels = [label for label in texts[0] if texts[0][label] or texts[1][label]]
    shown = []
    for own in texts:
        rows = [{"label": label, "texts": own[label], "differs": _differs(texts, label)} for label in labels]
        shown.append(rows)
    return {
        "pair": pair["pair"],
        "band_words": wording.BANDS.get(pair["band"], "Perhaps one person."),
        "sides": [{**side, "rows": rows} for side, rows in zip(sides, shown, strict=True)],
        "reasons_for": [reason["text"] for reason in pair["reasons"] if reason["weight"] > 0],
        "reasons_against": [reason["text"] for reason in pair["reasons"] if reason["weight"] < 0],
    }


def _joined(joins: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """One line a contact that records joined by themselves, with what spoke for each join."""
    found: dict[str, dict[str, Any]] = {}
    for join in joins:
        line = found.setdefault(join["contact_id"], {"id": join["contact_id"], "name": join["name"], "joins": []})
        line["joins"].append({"pair": join["pair"], "words": join_words(join["reasons"])})
    return list(found.values())


def _differs(texts: Sequence[Mapping[str, Sequence[str]]], label: str) -> bool:
    """Both sides say something, and nothing of it alike."""
    left, right = ({text.casefold() for text in side[label]} for side in texts)
    return bool(left and right and not left & right)


ROUTES = (
    get("/review", review),
    post("/review/<pair>", rule),
)
