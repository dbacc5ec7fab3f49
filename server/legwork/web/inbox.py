"""The inbox: people who were saved and wait for the user's word, one at a time; of whom one wants to talk to, what is
missing is asked."""

from __future__ import annotations

from typing import Any

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from legwork.desk import acting, people, preferring, targeting, viewing
from legwork.desk.opening import Desk
from legwork.errors import NotFound
from legwork.outreach.words import counted, sentence
from legwork.store import preferences as store
from legwork.web import frame
from legwork.web.employers import MOTIVATIONS, POSTINGS
from legwork.web.forms import PURPOSES
from legwork.web.links import safe_href
from legwork.web.routing import get, post

PURPOSE_ASKED = "purpose_asked"
TRIAGE = ("want", "not_now", "inbox_later")


def inbox(desk: Desk) -> str:
    waiting = viewing.inbox(desk)
    if not waiting:
        return render_template("inbox.html", person=None, count=0, acts=[])
    person = waiting[0]
    return render_template(
        "inbox.html",
        person=person,
        count=len(waiting),
        count_words=f"{sentence(counted(len(waiting), 'person', 'people'))} here",
        acts=_acts(person.id),
        page_href=safe_href(person.profile),
    )


def triage(desk: Desk, contact_id: str) -> Response:
    name = request.form.get("act", "")
    if name not in TRIAGE:
        raise NotFound("act")
    done = acting.act(desk, contact_id, name)
    asks = name == "want" and any(_missing(desk, contact_id))
    return frame.after(done.event, url_for("web.missing", contact_id=contact_id) if asks else url_for("web.inbox"))


def missing(desk: Desk, contact_id: str) -> str | Response:
    """What decides when somebody's turn comes, and nobody has said: the search's purpose, once, and the employer."""
    purpose, employer = _missing(desk, contact_id)
    if not purpose and not employer:
        return redirect(url_for("web.inbox"))
    return render_template(
        "missing.html", person=viewing.contact(desk, contact_id), purposes=PURPOSES if purpose else (),
        employer=employer, motivations=MOTIVATIONS, postings=POSTINGS,
    )  # fmt: skip


def missing_said(desk: Desk, contact_id: str) -> Response:
    form = {} if request.form.get("skip") else request.form
    purpose, employer = _missing(desk, contact_id)
    if purpose:
        preferring.prefer(desk, {"purpose": form.get("purpose", "")})
        desk.database.write(lambda connection: store.keep(connection, PURPOSE_ASKED, desk.clock().isoformat()))
    event = None
    if employer and form.get("motivation"):
        advocate = form.get("advocate") == "yes"
        event = targeting.rate(desk, employer, form["motivation"], form.get("posting", ""), advocate=advocate)
    return frame.after(event, url_for("web.inbox"))


def _missing(desk: Desk, contact_id: str) -> tuple[bool, str]:
    """Whether the purpose of the search is to be asked, and the employer that is to be rated."""
    company = str(viewing.contact(desk, contact_id).merged.get("company") or "")
    with desk.database.read() as connection:
        purpose = not preferring.read_preferences(connection).purpose and not store.value(connection, PURPOSE_ASKED)
        target = targeting.listed_in(connection).get(people.employer_key(company))
    return purpose, "" if target is not None and target.rating is not None else company


def _acts(contact_id: str) -> list[dict[str, Any]]:
    same = url_for("web.contacts", same_as=contact_id)
    return [
        {"name": "want", "label": "Want to talk", "key": "1", "effect": "comes into the queue"},
        {
            "name": "same",
            "label": "Same person as …",
            "key": "2",
            "effect": "find the other one",
            "href": same,
        },
        {"name": "not_now", "label": "Not now", "key": "3", "effect": "kept, not proposed"},
        {"name": "inbox_later", "label": "Later", "key": "h", "effect": "back tomorrow"},
    ]


ROUTES = (
    get("/inbox", inbox),
    post("/inbox/<contact_id>", triage),
    get("/inbox/<contact_id>/missing", missing),
    post("/inbox/<contact_id>/missing", missing_said),
)
