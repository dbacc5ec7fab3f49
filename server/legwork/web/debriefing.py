"""The debrief of a talk: one form, filled from what was tagged."""

from __future__ import annotations

from itertools import zip_longest
from typing import Any, Final

from flask import render_template, request, url_for
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from legwork.desk import debriefing
from legwork.desk.debriefing import CORE_QUESTIONS, SCALES, TEXTS, Prepared, Sheet
from legwork.desk.opening import Desk
from legwork.errors import Refused
from legwork.outreach.talks import CORE, CULTURE, LEAST, MOST, TAGS
from legwork.outreach.words import sentence
from legwork.web import frame
from legwork.web.routing import get, post

EMPTY_PROMISES: Final = 2


def debrief(desk: Desk, contact_id: str) -> str:
    return _page(debriefing.prepare(desk, contact_id))


def debrief_save(desk: Desk, contact_id: str) -> str | Response:
    sheet = _sent(request.form)
    try:
        done = debriefing.write(desk, contact_id, sheet)
    except Refused as problem:
        return _page(debriefing.prepare(desk, contact_id), sheet, wrong=str(problem))
    return frame.after(done.event, url_for("web.today"))


def _page(prepared: Prepared, sent: Sheet | None = None, wrong: str = "") -> str:
    sheet = sent or prepared.sheet
    lines = prepared.talk.lines if prepared.talk else ()
    return render_template(
        "debrief.html",
        here="contacts",
        person=prepared.person,
        contact_id=prepared.id,
        at=prepared.talk.at.isoformat() if prepared.talk else "",
        sheet=sheet,
        promises=[*sheet.promises, *[("", "")] * EMPTY_PROMISES],
        topics=tuple(dict.fromkeys(filter(None, (*prepared.topics, sheet.topic)))),
        written=prepared.written,
        wrong=wrong,
        scale=range(LEAST, MOST + 1),
        core=CORE_QUESTIONS,
        culture=CULTURE,
        lines=[{"at": one.at.isoformat(), "tag": sentence(one.tag), "text": one.text,
                "unsearchable": one.unsearchable} for one in lines],
        tags=[{"name": name, "label": sentence(name)} for name in TAGS],
    )  # fmt: skip


def _sent(form: MultiDict[str, str]) -> Sheet:
    promises = zip_longest(form.getlist("promise"), form.getlist("promise_day"), fillvalue="")
    return Sheet(
        texts={name: form.get(name, "") for name in TEXTS},
        scales={name: _number(form.get(name, "")) for name in SCALES},
        answers={key: form.get(f"answer-{key}", "") for key in CORE},
        culture={key: form.get(f"culture-{key}", "") for key in CULTURE},
        skills=_lines(form.get("skills", "")),
        names=_lines(form.get("names", "")),
        promises=[(_one_line(text), day.strip()) for text, day in promises if text.strip()],
        topic=form.get("new_topic", "").strip() or form.get("topic", ""),
    )


def _number(text: str) -> int | None:
    return int(text) if len(text) == 1 and text in "123456789" else None


def _lines(text: str) -> list[str]:
    return list(dict.fromkeys(filter(None, map(_one_line, text.splitlines()))))


def _one_line(text: Any) -> str:
    return " ".join(str(text).replace("\x00", "").split())


ROUTES = (
    get("/contacts/<contact_id>/debrief", debrief),
    post("/contacts/<contact_id>/debrief", debrief_save),
)
