"""Conversation mode: one page for one talk, with its clock, one-key tags and the questions at hand."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, Final

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from legwork.desk import conversing
from legwork.desk.acting import Done
from legwork.desk.conversing import DIGS, Room
from legwork.desk.opening import Desk
from legwork.outreach.calendar import elapsed
from legwork.outreach.talks import TAGS, Line
from legwork.outreach.timing import LAST_QUESTION, Marks
from legwork.outreach.words import sentence
from legwork.web.routing import get, post

LINES_SHOWN: Final = 6
PHASES: Final = {"small_talk": "Small talk", "questions": "Questions", "next_steps": "Next steps"}
SIGNALS: Final = {
    "before": "",
    "small_talk": "",
    "questions": "",
    "next_steps": "Five minutes left: announce your last question.",
    "over": "Time is up. Thank them and stop; going on is their choice.",
}
LEFT_LABELS: Final = {"before": "until it begins", "questions": "left", "over": "over"}
SOON: Final = "The last minutes: announce your last question."
WENT_ON: Final = "They agreed to go on."


def conversation(desk: Desk, contact_id: str) -> str:
    room = conversing.room(desk, contact_id)
    lines = room.talk.lines[::-1] if room.talk else ()
    return render_template(
        "conversation.html",
        here="contacts",
        room=room,
        clock=_clock(desk, room),
        questions=conversing.questions(desk, contact_id),
        tags=[{"name": name, "key": key, "label": sentence(name)} for name, key in TAGS.items()],
        lines=[_line(line) for line in lines[:LINES_SHOWN]],
        more=max(0, len(lines) - LINES_SHOWN),
        dig=_dig(lines) if request.args.get("dig") in TAGS else "",
    )


def line(desk: Desk, contact_id: str) -> Response:
    tag = request.form.get("tag", "")
    unsearchable = request.form.get("unsearchable") == "yes"
    done = conversing.note_line(desk, contact_id, tag, request.form.get("text", ""), unsearchable=unsearchable)
    if request.form.get("back") == "debrief":
        return _to("web.debrief", done)
    return _to("web.conversation", done, tag)


def wonder(desk: Desk, contact_id: str) -> Response:
    return _to("web.conversation", conversing.wonder(desk, contact_id, request.form.get("text", "")))


def talk_begin(desk: Desk, contact_id: str) -> Response:
    return _to("web.conversation", conversing.begin(desk, contact_id))


def go_on(desk: Desk, contact_id: str) -> Response:
    return _to("web.conversation", conversing.go_on(desk, contact_id))


def left_words(end: datetime, now: datetime) -> str:
    """`12:40` to go, `+3:20` beyond; hours only where there are any."""
    seconds = round(elapsed(now, end).total_seconds())
    sign = "+" if seconds < 0 else ""
    minutes, rest = divmod(abs(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{sign}{hours}:{minutes:02}:{rest:02}" if hours else f"{sign}{minutes}:{rest:02}"


def _clock(desk: Desk, room: Room) -> dict[str, Any] | None:
    """What the clock shows at this moment, and the instants by which the page goes on showing it."""
    marks = room.marks
    if marks is None:
        return None
    phase = marks.phase(room.now)
    signals = SIGNALS | ({"over": WENT_ON} if room.state.went_on_at else {})
    if elapsed(marks.next_steps, marks.end) < LAST_QUESTION:
        signals["next_steps"] = SOON
    zone = desk.settings.timezone
    until = marks.start if phase == "before" else marks.end
    instants = {"now": room.now, "start": marks.start, "questions": marks.questions}
    instants |= {"next": marks.next_steps, "end": marks.end}
    return {
        "phase": phase,
        "phases": [
            {"name": name, "label": PHASES[name], "at": f"{begins.astimezone(zone):%H:%M}"}
            for name, begins in zip(PHASES, (marks.start, marks.questions, marks.next_steps), strict=True)
        ],
        "left": left_words(until, room.now),
        "left_label": LEFT_LABELS.get(phase, LEFT_LABELS["questions"]),
        "starts": f"{marks.start.astimezone(zone):%H:%M}",
        "ends": f"{marks.end.astimezone(zone):%H:%M}",
        "signal": signals[phase],
        "signals": signals,
        "instants": {name: f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%S.%fZ}" for name, moment in instants.items()},
        "frozen": desk.settings.now is not None,
        "shares": marks.shares,
        "now_share": _now_share(marks, room.now),
        "went_on": room.state.went_on_at is not None,
    }


def _now_share(marks: Marks, now: datetime) -> int:
    """How many hundredths of the talk are over, 0 to 100."""
    share = 100 * (elapsed(marks.start, now) / elapsed(marks.start, marks.end))
    return round(min(100, max(0, share)))


def _line(line: Line) -> dict[str, Any]:
    return {"at": line.at.isoformat(), "tag": sentence(line.tag), "text": line.text, "unsearchable": line.unsearchable}


def _dig(lines: tuple[Line, ...]) -> str:
    """One way to ask on, another one after each line."""
    return DIGS[len(lines) % len(DIGS)]


def _to(page: str, done: Done, dig: str | None = None) -> Response:
    return redirect(url_for(page, contact_id=done.contact, done=done.event, dig=dig), 303)


ROUTES = (
    get("/contacts/<contact_id>/conversation", conversation),
    post("/contacts/<contact_id>/conversation/line", line),
    post("/contacts/<contact_id>/conversation/wonder", wonder),
    post("/contacts/<contact_id>/conversation/begin", talk_begin),
    post("/contacts/<contact_id>/conversation/on", go_on),
)
