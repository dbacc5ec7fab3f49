"""Why two contacts are one or two: side by side, in words, and how the weight adds up."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from flask import render_template, url_for

from legwork.desk import explaining, undoing
from legwork.desk.opening import Desk
from legwork.linkage.explaining import in_words
from legwork.outreach.words import sentence
from legwork.web import wording
from legwork.web.profile import comparisons, join_words, kinds_of, side_by_side
from legwork.web.review import RULINGS
from legwork.web.routing import get
from legwork.web.waterfall import waterfall

TITLES: Final = {"one": "Why one contact?", "asked": "One person or two?", "two": "Why two contacts?"}
REASONS: Final = {
    "one": "What holds them together",
    "asked": "Why Legwork does not decide it alone",
    "two": "What keeps them apart",
}

PART: Final = {**RULINGS[1], "effect": "they come apart and stay so"}


def why(desk: Desk, left: str, right: str) -> str:
    found = explaining.why(desk, left, right)
    told = found.told
    sides = [{**told[side], "where": kinds_of(told[side])} for side in ("left", "right")]
    return render_template(
        "why.html",
        title=TITLES[told["state"]],
        under=_under(told),
        sides=side_by_side(sides, found.merged),
        reasons_title=REASONS[told["state"]],
        summary=_summary(told),
        because=[_join(desk, one) for one in told["joins"]] + [_hindrance(desk, told, one) for one in told["apart"]],
        pair=told["pair"],
        rulings=_rulings(told),
        chart=waterfall(told),
    )


def _under(told: Mapping[str, Any]) -> str:
    if told["state"] == "one":
        return "Two records of one contact, side by side as each was written."
    return wording.BANDS[told["band"]] if told["state"] == "asked" else "Legwork keeps them as two people."


def _summary(told: Mapping[str, Any]) -> str:
    """What speaks for one person and against it; a single join says so already."""
    return "" if len(told["joins"]) == 1 else in_words(comparisons(told["reasons"]))


def _join(desk: Desk, join: Mapping[str, Any]) -> dict[str, Any]:
    """A join on the way from the one record to the other."""
    return {"text": join_words(join["band"], join["reasons"]), **_ruled(desk, join["ruling"])}


def _hindrance(desk: Desk, told: Mapping[str, Any], one: Mapping[str, Any]) -> dict[str, Any]:
    found = {"text": f"{sentence(one['text'])}.", **_ruled(desk, one["ruling"])}
    if one["rival"]:
        found |= {"href": url_for("web.why", left=told["left"]["contact_id"], right=one["rival"]), "link": "Compare"}
    return found


def _ruled(desk: Desk, ruling: Mapping[str, str] | None) -> dict[str, Any]:
    """When the user said so, and the way to take it back."""
    return {"at": ruling["at"], "line": undoing.line(desk, ruling["event"])} if ruling else {}


def _rulings(told: Mapping[str, Any]) -> list[dict[str, str]]:
    """What the user may say. Where *different* was said it is taken back first: it wins over *same*."""
    if any(one["kind"] == "ruled" for one in told["apart"]):
        return []
    return [PART] if told["state"] == "one" else list(RULINGS)


ROUTES = (get("/why/<left>/<right>", why),)
