"""The research note of a contact: one page of paper, each line with the place where it was read."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, Final

from flask import Response as FlaskResponse
from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from legwork.briefing.markdown import markdown
from legwork.briefing.note import SECTIONS, Note, count, place_words, where
from legwork.desk import noting, preparing
from legwork.desk.opening import Desk
from legwork.outreach.acts import allowed_acts
from legwork.web.files import attachment
from legwork.web.routing import get, post

_PASSED: Final = re.compile(r"[0-9a-z_.]{1,32}")


def note(desk: Desk, contact_id: str) -> str:
    past = _past()
    found = noting.noted(desk, contact_id, past)
    made = found.note
    return render_template(
        "note.html", here="contacts", person=found, note=made, head=_lines(made, "head"),
        sections=[(key, label, _lines(made, key)) for key, (label, _) in SECTIONS.items() if label and made.of(key)],
        questions=[{"line": one, "past": _joined([*past, one.id])} for one in made.questions],
        looked=[{"text": place_words(one), "ref": one.ref} for one in made.looked],
        past=_joined(past), words=count(made), unread=_is_unread(desk, found),
    )  # fmt: skip


def _is_unread(desk: Desk, found: noting.Noted) -> bool:
    """Whether this may be what the user reads up on somebody they have yet to write to."""
    return "ready" in allowed_acts(found.state) and not preparing.is_read_up(desk, found.contact)


def note_file(desk: Desk, contact_id: str) -> FlaskResponse:
    """The note as a Markdown file; its links lead to this desk."""
    made = noting.noted(desk, contact_id, _past()).note
    return attachment(iter([markdown(made, request.host_url.rstrip("/"))]), "note.md", "text/markdown")


def note_answer(desk: Desk, contact_id: str) -> Response:
    """The user's word on one fact; the questions they passed over stay passed over."""
    form = request.form
    event = noting.answer(desk, contact_id, form.get("fact", ""), form.get("said", ""))
    return redirect(url_for("web.note", contact_id=contact_id, past=_joined(_past()) or None, done=event), 303)


def _past() -> list[str]:
    """The ids of questions that were passed over, as the address or the form has them."""
    given = request.values.get("past", "")[:2000].split(",")
    return [one for one in given if _PASSED.fullmatch(one)][-noting.MOST_PAST :]


def _joined(past: Sequence[str]) -> str:
    return ",".join(past[-noting.MOST_PAST :])


def _lines(made: Note, section: str) -> list[dict[str, Any]]:
    """Lines with their place; what is not known cannot be wrong."""
    return [
        {"text": one.text, "ref": one.ref, "mark": "" if one.kind == "gap" else one.mark, "where": where(one)}
        for one in made.of(section)
    ]


ROUTES = (
    get("/contacts/<contact_id>/note", note),
    get("/contacts/<contact_id>/note.md", note_file),
    post("/contacts/<contact_id>/facts", note_answer),
)
