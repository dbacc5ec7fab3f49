"""The questions for one talk, and the brief: one page of paper with all that is needed before it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from flask import Response as FlaskResponse
from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from legwork.desk import meeting, preparing
from legwork.desk.opening import Desk
from legwork.desk.preparing import OWN, Prepared
from legwork.drafting.bank import GROUPS, VIEWS, bank
from legwork.errors import Refused
from legwork.outreach.words import counted, sentence
from legwork.web import frame
from legwork.web.files import attachment
from legwork.web.routing import get, post

FEWEST: Final = 5
_WHO: Final = ("F10", "F06", "F16")
_BETWEEN: Final = ("F01", "F02", "F03", "F04", "F05", "F09", "F13")
_THERE: Final = ("F07", "F14")


def questions(desk: Desk, contact_id: str) -> str:
    return _page(desk, contact_id)


def questions_keep(desk: Desk, contact_id: str) -> str | Response:
    """Every button sends the whole list, so nothing that was typed is lost with any of them."""
    form = request.form
    lines = list(zip(form.getlist("id"), form.getlist("text"), strict=False))
    own = form.get("own", "").strip()
    name, _, value = form.get("do", "keep").partition(":")
    before = preparing.prepare(desk, contact_id)
    try:
        wanted = _changed(lines, name, value, before)
        if own:
            wanted.append((OWN, own))
        event = preparing.keep_questions(desk, contact_id, form.get("honest", ""), wanted)
    except Refused as problem:
        return _page(desk, contact_id, wrong=str(problem))
    if name == "keep":
        return frame.after(event, url_for("web.questions", contact_id=contact_id))
    view = form.get("view", "")
    here = url_for(
        "web.questions", contact_id=contact_id, view=view if view in VIEWS else None,
        at=_focus(name, value, len(wanted)), _anchor="bank" if name == "add" else None,
    )  # fmt: skip
    return redirect(here, 303)


def _focus(name: str, value: str, count: int) -> str | None:
    """The button to go on with, as `at=up:1`: that of the line which moved, or of the one that took its place."""
    if name == "own":
        return name
    if name not in {"up", "down", "drop"} or not value.isdecimal() or len(value) > 2:
        return None
    place = max(0, min(int(value) + {"up": -1, "down": 1}.get(name, 0), count - 1))
    at_the_edge = {"up": place == 0, "down": place == count - 1}.get(name, False)
    return f"{ ({'up': 'down', 'down': 'up'}[name] if at_the_edge else name) }:{place}"


def _changed(lines: Sequence[tuple[str, str]], name: str, value: str, before: Prepared) -> list[tuple[str, str]]:
    """The list after one button: up, down, drop or add; otherwise as it was sent."""
    found = list(lines)
    at = int(value) if value.isdecimal() and len(value) < 3 else -1
    to = at + {"up": -1, "down": 1}.get(name, 0)
    if name == "add":
        found.append((value, preparing.from_bank(value, before.asked)))
    elif name == "drop" and 0 <= at < len(found):
        del found[at]
    elif 0 <= at < len(found) and 0 <= to < len(found):
        found[at], found[to] = found[to], found[at]
    return found


def _page(desk: Desk, contact_id: str, wrong: str = "") -> str:
    ready = preparing.prepare(desk, contact_id)
    view = request.args.get("view", "")
    view = view if view in VIEWS else ""
    taken = {said for one in ready.questions for said in (one.id, one.text)}
    return render_template(
        "questions.html", here="contacts", wrong=wrong, person=ready.person, ready=ready, view=view, views=VIEWS,
        lines=list(zip(ready.questions, ready.findings, strict=True)), groups=_groups(view, taken),
        count_words=_count(len(ready.questions)), at=request.args.get("at", ""),
    )  # fmt: skip


def _groups(view: str, taken: set[str]) -> list[dict[str, Any]]:
    found = []
    for group in GROUPS.values():
        picks = [question for question in bank(view, group.name) if not {question.id, question.text} & taken]
        if picks:
            found.append({"label": group.label, "benefit": group.benefit, "questions": picks})
    return found


def _count(count: int) -> str:
    said = sentence(counted(count, "question"))
    return f"{said}; five to ten fit a talk." if count < FEWEST else f"{said}."


def brief(desk: Desk, contact_id: str) -> str:
    ready = preparing.prepare(desk, contact_id)
    return render_template("brief.html", here="contacts", person=ready.person, ready=ready, **_sections(ready))


def _sections(ready: Prepared) -> Mapping[str, Any]:
    by_id: dict[str, list[Any]] = {}
    for fact in ready.facts:
        by_id.setdefault(fact.id, []).append(fact)

    def of(*numbers: str) -> list[Any]:
        return [fact for number in numbers for fact in by_id.get(number, ())]

    return {
        "who": of(*_WHO),
        "between": of(*_BETWEEN),
        "there": of(*_THERE),
        "mind": of("F15"),
        "gaps": [fact.text.removesuffix(" is not known") for fact in by_id.get("F17", ())],
        "agreed": ready.talk if ready.talk.state == "scheduled" else None,
        "minutes": _minutes(ready),
    }


def _minutes(ready: Prepared) -> int:
    start, end = ready.talk.start, ready.talk.end
    return round((end - start).total_seconds() / 60) if start and end else 0


def meeting_file(desk: Desk, contact_id: str) -> FlaskResponse:
    text = meeting.calendar_file(desk, preparing.prepare(desk, contact_id))
    return attachment(iter([text]), "conversation.ics", "text/calendar")


ROUTES = (
    get("/contacts/<contact_id>/questions", questions),
    post("/contacts/<contact_id>/questions", questions_keep),
    get("/contacts/<contact_id>/brief", brief),
    get("/contacts/<contact_id>/meeting.ics", meeting_file),
)
