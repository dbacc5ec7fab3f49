"""Today: one card, or a calm page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from flask import redirect, render_template, request, url_for
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from legwork.desk import acting, planning, preferring, preparing, revising
from legwork.desk.opening import Desk
from legwork.errors import WantsReason
from legwork.web import cards, drafts, frame, wording
from legwork.web.routing import get, post
from legwork.web.welcome import is_new, samples_here

NEXT_SHOWN = 3


def today(desk: Desk) -> str | Response:
    if is_new(desk):
        return redirect(url_for("web.welcome"))
    return _today(desk, request.args.get("card", ""))


def _today(desk: Desk, first: str, wrong: str = "") -> str:
    queue = planning.today(desk)
    waiting = _from(queue["cards"], first)
    return render_template("today.html", wrong=wrong, **_page(desk, queue, waiting))


def act(desk: Desk) -> str | Response:
    card = request.form.get("card", "")
    try:
        done = acting.act(desk, card, wanted(request.form), drafts.said(request.form))
    except WantsReason as problem:
        revising.revise(desk, card, {name: request.form[name] for name in ("text", "subject") if name in request.form})
        page = drafts.write_page if card.startswith(acting.WRITE) else _today
        return page(desk, card, str(problem))
    return frame.after(done.event, request.form.get("back") or url_for("web.today"))


def wanted(form: MultiDict[str, str]) -> str:
    """The act as the desk takes it, from the fields its form has: `later:2026-12-03`, `sent`."""
    name = form.get("act", "")
    detail = next((form[field] for field in ("until", "day", "reason", "words") if form.get(field)), "")
    if name == "scheduled":
        detail = f"{form.get('when', '')}/{form.get('minutes') or ''}".rstrip("/")
    return f"{name}:{detail.strip()}" if detail.strip() else name


def asked(desk: Desk) -> dict[str, Any]:
    """What the menus of acts offer: days to come, reasons, the usual minutes."""
    mine = preferring.preferences(desk)
    today = planning.calendar_of(desk, mine).day(desk.clock())
    return {
        "day": _day(today),
        "laters": cards.laters(today),
        "reasons": cards.REASONS,
        "minutes": mine.ask_minutes,
    }


def _day(day: date) -> dict[str, str]:
    return {"long": wording.long_day(day), "tomorrow": (day + timedelta(days=1)).isoformat()}


def _from(waiting: Sequence[Mapping[str, Any]], first: str) -> list[Mapping[str, Any]]:
    """The cards with the one asked for in front, so that an undo comes back to its card."""
    return sorted(waiting, key=lambda card: card["id"] != first)


def _page(desk: Desk, queue: Mapping[str, Any], waiting: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    day = date.fromisoformat(queue["day"])
    page: dict[str, Any] = {
        "day": _day(day),
        "lanes": cards.lanes_of(waiting),
        "held_back": queue.get("held_back", []),
        "sample": samples_here(desk),
        "card": None,
        "acts": [],
    }
    if not waiting:
        return {**page, "calm": _calm(queue)}
    card = cards.shown(waiting[0])
    if card["draft"]:
        card["draft"] = drafts.shown(card["draft"], card["act"])
        card["unread"] = card["draft"]["has_bond"] and not preparing.is_read_up(desk, card["contact"]["id"])
    acts = cards.acts_of(card)
    return {
        **page,
        "card": card,
        "acts": acts,
        "main_act": cards.main_act(card, acts),
        "draft_form": cards.form_of(acts),
        "page_href": cards.page_of(card),
        **asked(desk),
        "after": [_behind(card, other) for other in waiting[1 : 1 + NEXT_SHOWN]],
    }


def _behind(first: Mapping[str, Any], other: Mapping[str, Any]) -> dict[str, Any]:
    """One of the next cards, with what put it behind the first."""
    return {**cards.shown(other), "behind": cards.behind(first, other)}


def _calm(queue: Mapping[str, Any]) -> dict[str, Any]:
    """Nothing to do: when it goes on, and one thing to do if one likes; never a list."""
    said, _, coming = str(queue.get("zero") or "Nothing more today.").partition(" Next: ")
    return {
        "title": said,
        "lines": [f"Next: {coming}"] if coming else [],
        "act": {
            "why": "If you like: is there someone whose path you admire?",
            "label": "Add them by name",
            "href": url_for("web.people"),
        },
    }


ROUTES = (
    get("/", today),
    post("/act", act),
)
