"""Same person? One pair at a time, side by side, with the reasons in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from flask import render_template, request, url_for
from werkzeug.wrappers import Response

from legwork.desk import accepting, linking, undoing, viewing
from legwork.desk.opening import Desk
from legwork.errors import NotFound, Refused
from legwork.linkage.explaining import in_words, speaking_against, speaking_for
from legwork.linkage.merging import MAIN
from legwork.outreach.words import counted, sentence
from legwork.web import answering, frame, wording
from legwork.web.profile import comparisons, join_words, kinds_of, side_by_side
from legwork.web.routing import get, post

JOINED_SHOWN: Final = 20
JOINED_A_PAGE: Final = 50
LAST_PAGE: Final = 100_000
DECIDED_SHOWN: Final = 20
DECIDED_MOST: Final = 1_000
VERDICTS: Final = ("same", "different", "neither")
RULINGS: Final = (
    {
        "verdict": "same",
        "key": "y",
        "label": "The same person",
        "effect": "one contact with everything of both",
    },
    {"verdict": "different", "key": "n", "label": "Two people", "effect": "never asked again"},
)
# What can be chosen when two become one, and the part of a merged contact it is read off.
CHOICES: Final = (
    ("name", "Name", "name"),
    ("title", "Role", "title"),
    ("company", "Employer", "company"),
    (MAIN, "E-mail address that stands first", "emails"),
)


def review(desk: Desk) -> str:
    pairs = linking.doubtful(desk)["pairs"]
    at = _position(pairs, request.args.get("pair", ""), request.args.get("after", ""))
    pair = pairs[at] if pairs else None
    decided = undoing.decided(desk, DECIDED_SHOWN + 1)
    joined = _joined(linking.joined(desk, JOINED_SHOWN + 1))
    return render_template(
        "review.html",
        pair=_question(desk, pair) if pair else None,
        put_off=request.args.get("after", ""),
        waiting_words=_waiting(len(pairs) - 1),
        later_href=url_for("web.review", after=pair["pair"]) if pair else "",
        strong=accepting.count(desk),
        decided=decided[:DECIDED_SHOWN],
        decided_more=len(decided) > DECIDED_SHOWN,
        joined=joined[:JOINED_SHOWN],
        joined_more=len(joined) > JOINED_SHOWN,
    )


def rule(desk: Desk, pair: str) -> Response:
    verdict = request.form.get("verdict", "")
    if verdict not in VERDICTS:
        raise NotFound("verdict")
    back = request.form.get("back") or url_for("web.review")
    if verdict == "neither":
        done = linking.rule(desk, pair, "different", neither=True)
    else:
        values = {name: request.form[f"show_{name}"] for name, _, _ in CHOICES if f"show_{name}" in request.form}
        done = linking.rule(desk, pair, verdict, values=values)
    if put_off := request.form.get("put_off", "")[:60]:
        return answering.answer(url_for("web.review", after=put_off, done=done.event))
    return frame.after(done.event, back)


def strong(desk: Desk) -> str:
    """All strong pairs, to be looked at before they are joined at once."""
    return _strong(desk)


def accept_strong(desk: Desk) -> str | Response:
    count = request.form.get("count", "")
    try:
        done = accepting.accept(desk, int(count) if count.isascii() and count.isdigit() else 0)
    except Refused as problem:
        return _strong(desk, wrong=str(problem))
    return frame.after(done.event, url_for("web.review"))


def decided(desk: Desk) -> str:
    return render_template("decided.html", here="review", decided=undoing.decided(desk, DECIDED_MOST))


def joined_page(desk: Desk, page: int) -> str:
    if not 0 < page <= LAST_PAGE:
        raise NotFound("page")
    found = _joined(linking.joined(desk, JOINED_A_PAGE + 1, (page - 1) * JOINED_A_PAGE))
    return render_template(
        "joined.html",
        here="review",
        joined=found[:JOINED_A_PAGE],
        more=len(found) > JOINED_A_PAGE,
        page=page,
        back=url_for("web.joined_page", page=page),
    )


def _strong(desk: Desk, wrong: str = "") -> str:
    pairs = [
        {
            "pair": pair["pair"],
            "sides": [{**pair[side], "role": _role(pair[side])} for side in ("left", "right")],
            "words": in_words(comparisons(pair["reasons"])),
        }
        for pair in accepting.strong_pairs(desk)
    ]
    return render_template(
        "strong.html", here="review", pairs=pairs, count_words=counted(len(pairs), "pair"), wrong=wrong
    )


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


def _question(desk: Desk, pair: Mapping[str, Any]) -> dict[str, Any]:
    """A pair with its reasons, the other candidates beside it, and what can be said."""
    sides = [{**side, "where": kinds_of(side)} for side in _in_order(pair)]
    merged = [viewing.contact(desk, side["contact_id"]).merged for side in sides]
    several = bool(pair["alternatives"])
    return {
        "pair": pair["pair"],
        "band_words": wording.BANDS.get(pair["band"], "Perhaps one person."),
        "sides": side_by_side(sides, merged),
        "reasons_for": speaking_for(comparisons(pair["reasons"])),
        "reasons_against": speaking_against(comparisons(pair["reasons"])),
        "several": several,
        "others": [_other(pair, one) for one in pair["alternatives"]],
        "rulings": _rulings(pair) if several else RULINGS,
        "choices": _choices(merged[:2]),
    }


def _in_order(pair: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """The two sides, and behind them the other candidates; whom these could be as well comes first."""
    sides = [pair["left"], pair["right"]]
    known = {side["contact_id"] for side in sides}
    shared = {one[side]["contact_id"] for one in pair["alternatives"] for side in ("left", "right")} & known
    if shared == {sides[1]["contact_id"]}:
        sides.reverse()
    more = [one[side] for one in pair["alternatives"] for side in ("left", "right")]
    return [*sides, *{side["contact_id"]: side for side in more if side["contact_id"] not in known}.values()]


def _other(pair: Mapping[str, Any], one: Mapping[str, Any]) -> dict[str, str]:
    """Another candidate, in words."""
    known = {pair["left"]["contact_id"], pair["right"]["contact_id"]}
    side = next(one[name] for name in ("left", "right") if one[name]["contact_id"] not in known)
    return {
        "pair": one["pair"],
        "called": side["called"],
        "role": _role(side),
        "band_words": wording.BANDS.get(one["band"], ""),
        "words": in_words(comparisons(one["reasons"])),
    }


def _rulings(pair: Mapping[str, Any]) -> list[dict[str, str]]:
    """What can be said where one person has several candidates: to choose one keeps the others apart."""
    first = _in_order(pair)[1]
    found = [
        {
            "pair": pair["pair"],
            "verdict": "same",
            "key": "y",
            "label": f"The same as {_called(first)}",
            "effect": "one contact; the other candidate stays apart",
        }
    ]
    for place, one in enumerate((_other(pair, other) for other in pair["alternatives"]), start=2):
        label = f"The same as {', '.join(filter(None, (one['called'], one['role'])))}"
        found.append({**found[0], "pair": one["pair"], "key": str(place), "label": label})
    neither = {"pair": pair["pair"], "verdict": "neither", "key": "n", "effect": "never asked again"}
    return [*found, {**neither, "label": "Neither of them" if len(found) == 2 else "None of them"}]


def _called(side: Mapping[str, Any]) -> str:
    return ", ".join(filter(None, (side["called"], _role(side))))


def _role(side: Mapping[str, Any]) -> str:
    return ", ".join(filter(None, (side.get("title", ""), side.get("company", ""))))


def _choices(merged: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Fields in which the two sides say something else, with what each says."""
    found = []
    for name, label, part in CHOICES:
        said: list[Any] = [one.get(part) or "" for one in merged]
        values: list[Any] = [item["value"] for items in said for item in items] if part == "emails" else said
        options = list(dict.fromkeys(str(value) for value in values if value))
        if len(options) > 1:
            found.append({"name": f"show_{name}", "label": label, "options": options})
    return found


def _joined(joins: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """One line a contact that records joined by themselves, with what spoke for and against each join."""
    found: dict[str, dict[str, Any]] = {}
    for join in joins:
        line = found.setdefault(join["contact_id"], {"id": join["contact_id"], "called": join["called"], "joins": []})
        line["joins"].append({"pair": join["pair"], "words": join_words(join["band"], join["reasons"])})
    return list(found.values())


ROUTES = (
    get("/review", review),
    get("/review/decided", decided),
    get("/review/joined/<int:page>", joined_page),
    get("/review/strong", strong),
    post("/review/strong", accept_strong),
    post("/review/<pair>", rule),
)
