"""Today: one card, or a calm page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from flask import redirect, render_template, request, url_for
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from legwork.desk import acting, planning, preferring, preparing, revising, targeting
from legwork.desk.opening import Desk
from legwork.errors import Refused, WantsReading, WantsReason
from legwork.outreach.phrases import proposal
from legwork.web import cards, drafts, frame, keys, wording
from legwork.web.employers import MOTIVATIONS, POSTINGS
from legwork.web.routing import get, post
from legwork.web.welcome import is_new, samples_here

NEXT_SHOWN = 3
LONGEST_SAID = 200
LIFTED = frozenset({"new_per_day", "day_max", "backlog"})


def today(desk: Desk) -> str | Response:
    with desk.database.hold():
        if is_new(desk):
            return redirect(url_for("web.welcome"))
        return _today(desk, request.args.get("card", ""))


def _today(desk: Desk, first: str, wrong: str = "") -> str:
    with desk.database.hold():
        queue = planning.today(desk, first=first)
        waiting = _from(queue["cards"], first)
        return render_template("today.html", wrong=wrong, **_page(desk, queue, waiting))


def act(desk: Desk) -> str | Response:
    asked_for = request.form
    if asked_for.get("said", "").strip() and not (asked_for.get("until") or asked_for.get("day")):
        return _propose(desk, asked_for)
    card = request.form.get("card", "")
    try:
        done = acting.act(desk, card, wanted(request.form), drafts.said(request.form))
    except WantsReading as problem:
        _keep_words(desk, card)
        return _ask_reading(problem.name)
    except WantsReason as problem:
        _keep_words(desk, card)
        page = drafts.write_page if card.startswith(acting.WRITE) else _today
        return page(desk, card, str(problem))
    return frame.after(done.event, request.form.get("back") or url_for("web.today"))


def _keep_words(desk: Desk, card: str) -> None:
    revising.revise(desk, card, {name: request.form[name] for name in ("text", "subject") if name in request.form})


def _ask_reading(name: str) -> str:
    """Whether the user has looked into somebody, asked once before a first message counts as sent."""
    form = {
        field: request.form[field] for field in ("card", "act", "text", "subject", "override") if field in request.form
    }
    form["back"] = frame.local(request.form.get("back", ""))
    return render_template("reading.html", name=name, places=drafts.PLACES, form=form)


def _propose(desk: Desk, form: MultiDict[str, str]) -> str:
    """The day that somebody's own words mean, for the user to confirm."""
    said = " ".join(form["said"].split())[:LONGEST_SAID]
    calendar = planning.calendar_of(desk, preferring.preferences(desk))
    today = calendar.day(desk.clock())
    meant = proposal(said, today, calendar)
    if meant is None:
        raise Refused(f"No day could be found in “{said}”; choose one yourself.")
    return render_template(
        "proposal.html",
        said=said,
        day=meant.day.isoformat(),
        words=wording.long_day(meant.day),
        certain=meant.certain,
        tomorrow=(today + timedelta(days=1)).isoformat(),
        card=form.get("card", ""),
        act=form.get("act", ""),
        back=frame.local(form.get("back", "")),
    )


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
        "welcome_back": queue.get("welcome"),
        "rest": (queue.get("rest") or {}).get("kind", ""),
        "may_more": _may_more(queue),
        "lopsided": queue.get("lopsided", ""),
        "sample": samples_here(desk),
        "card": None,
        "acts": [],
    }
    if not waiting:
        return {**page, "calm": _calm(desk, queue)}
    card = cards.shown(waiting[0])
    if card["draft"]:
        card["draft"] = drafts.shown(card["draft"], card["act"])
        card["unread"] = card["draft"]["has_bond"] and not preparing.is_read_up(desk, card["contact"]["id"])
    mine = preferring.preferences(desk)
    acts = cards.acts_of(card, keys.bound(mine.keys))
    return {
        **page,
        "rewriter": mine.rewrite == "on",
        "card": card,
        "acts": acts,
        "main_act": cards.main_act(card, acts),
        "draft_form": cards.form_of(acts),
        "page_href": cards.page_of(card),
        **asked(desk),
        "after": [_behind(card, other) for other in waiting[1 : 1 + NEXT_SHOWN]],
        "motivations": MOTIVATIONS,
        "postings": POSTINGS,
    }


def _behind(first: Mapping[str, Any], other: Mapping[str, Any]) -> dict[str, Any]:
    """One of the next cards, with what put it behind the first."""
    return {**cards.shown(other), "behind": cards.behind(first, other)}


def _may_more(queue: Mapping[str, Any]) -> bool:
    """Whether asking for more today would bring anything."""
    rest = (queue.get("rest") or {}).get("kind", "")
    limits = {held["limit"] for held in queue.get("held_back", ())}
    return rest == "stopped" or (not rest and bool(limits & LIFTED))


def _calm(desk: Desk, queue: Mapping[str, Any]) -> dict[str, Any]:
    """Nothing to do: when it goes on, and one thing to do if one likes; never a list."""
    said, _, coming = str(queue.get("zero") or "Nothing more today.").partition(" Next: ")
    return {
        "title": said,
        "lines": [f"Next: {coming}"] if coming else [],
        "act": None if queue.get("rest") else _optional(desk),
    }


def _optional(desk: Desk) -> dict[str, str]:
    """The one thing to do, if one likes: what the days ahead lack most."""
    mine = preferring.preferences(desk)
    if not (mine.functions or mine.fields):
        return {
            "why": "If you like: which work are you curious about? It decides whom you meet first.",
            "label": "Say what you look for",
            "href": url_for("web.settings"),
        }
    with desk.database.read() as connection:
        found = targeting.listed_in(connection)
    if not found or any(target.is_open_question for target in found.values()):
        return {
            "why": "If you like: where would you like to work?",
            "label": "Rate five employers",
            "href": url_for("web.employers"),
        }
    return {
        "why": "If you like: is there someone whose path you admire?",
        "label": "Add them by name",
        "href": url_for("web.people"),
    }


ROUTES = (
    get("/", today),
    post("/act", act),
)
