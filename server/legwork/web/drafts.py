"""A draft as its page shows it, and what is done with it there; sending is the user's."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from flask import jsonify, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from legwork.desk import acting, planning, revising, rewriting, viewing, writing
from legwork.desk.opening import Desk
from legwork.drafting.checks import PASSED_ON, counted_words, words_level
from legwork.errors import NotFound
from legwork.web import cards
from legwork.web.routing import get, post

ANSWERS: Final = {"times": "Yes", "later": "Later", "declined": "No", "someone_else": "Ask someone else"}
# What follows another answer than yes, since Sent waits for a day to be agreed.
THEN: Final = {
    "later": "Once it is out, press Park and name the day they gave you.",
    "declined": "Once it is out, press Close instead of Sent.",
    "someone_else": "Once it is out, press Close, and add the new name under Contacts.",
}
CHANNELS: Final = {
    "email": "E-mail",
    "linkedin_note": "LinkedIn note",
    "linkedin_message": "LinkedIn message",
    "phone": "Telephone",
}
TITLES: Final = {"close_loop": "Tell them how it turned out", "ask_mutual": "Ask for a word"}
# Where to look before a first message: three places, fifteen minutes.
PLACES: Final = (
    ("page", "their own page"),
    ("employer", "the employer's front page, and what it tells investors or donors"),
    ("news", "recent news of the employer or the field"),
)
FIELDS: Final = ("text", "subject", "own")


def draft_revise(desk: Desk, card_id: str) -> Response:
    """Checks and keeps; a script asks for the findings, a browser without one gets its page back."""
    words = {name: request.form[name] for name in FIELDS if name in request.form}
    found = revising.revise(desk, card_id, words, request.form.get("do", "check"))
    if request.form.get("quiet"):
        return jsonify(_live(shown(found.to_json(), found.card.act)))
    return redirect(_page_of(card_id), 303)


def draft_reword(desk: Desk, card_id: str) -> str:
    """The draft beside another wording of it; nothing is changed yet."""
    found = rewriting.reword(desk, card_id, request.form.get("text", ""))
    return render_template(
        "reworded.html", here="today", card_id=card_id, page=_page_of(card_id), called=found.draft.card.person.name,
        text=found.draft.draft.text, reworded=found.text, why=found.why,
    )  # fmt: skip


def write(desk: Desk, contact_id: str) -> str:
    """A message that no card asks for."""
    return write_page(desk, _id(contact_id, request.args.get("for", ""), request.args.get("about", "")))


def write_page(desk: Desk, card_id: str, wrong: str = "") -> str:
    with desk.database.read() as connection:
        found = planning.draft_in(desk, connection, card_id)
    if found is None:
        raise NotFound("message")
    person = found.card.person
    contact = {"id": person.id, "name": person.name, "email": person.channels.email, "profile": person.channels.profile}
    contact |= {"title": person.title, "company": person.company}
    draft = shown(found.to_json(), found.card.act)
    card = {
        "id": card_id,
        "act": found.card.act,
        "act_words": TITLES[found.card.act],
        "contact": contact,
        "draft": draft,
    }
    acts = [cards.Act("sent", "Sent", "s", effect="kept with your history")]
    return render_template(
        "write.html", rewriter=rewriting.is_on(desk),
        card=card, acts=acts, main_act=cards.main_act(card, acts), page_href=cards.page_of(card),
        draft_form="act-sent", wrong=wrong, about=_about(desk, card_id), here="contacts",
        back_here=url_for("web.contact", contact_id=person.id),
    )  # fmt: skip


def shown(draft: Mapping[str, Any], act: str) -> dict[str, Any]:
    """The draft with the words and counts its page needs."""
    text = str(draft["text"])
    words = counted_words(text, act)
    choice = draft.get("choice") or {}
    return {
        **draft,
        "words": words,
        "level": words_level(words),
        "characters": len(text),
        "stops": any(check["level"] == "stop" for check in draft.get("checks", ())),
        "answers": _marked(ANSWERS, choice.get("answer") or "times") if act == "send_answer" else [],
        "ways": _marked({way: CHANNELS[way] for way in draft.get("channels", ())}, str(draft.get("channel"))),
        "in_parts": act in PASSED_ON,
        "then": THEN.get(str(choice.get("answer") or "")) if act == "send_answer" else None,
        "has_bond": act in {"send_invitation", "still_wanted"},
    }


def _marked(labels: Mapping[str, str], here: str) -> list[dict[str, Any]]:
    return [{"value": value, "label": label, "here": value == here} for value, label in labels.items()]


def _live(draft: Mapping[str, Any]) -> dict[str, Any]:
    names = ("text", "subject", "words", "level", "characters", "limit", "stops", "checks", "edited")
    return {name: draft[name] for name in names}


def _page_of(card_id: str) -> str:
    if not card_id.startswith("write-"):
        return url_for("web.today", card=card_id)
    _, moment, contact = card_id.split("-", 2)
    act, _, about = moment.partition(".")
    query: dict[str, Any] = {"for": act, "about": about or None}
    return url_for("web.write", contact_id=contact, **query)


def _id(contact_id: str, act: str, about: str) -> str:
    return f"write-{act}.{about}-{contact_id}" if about else f"write-{act}-{contact_id}"


def _about(desk: Desk, card_id: str) -> dict[str, str] | None:
    about = card_id.split("-", 2)[1].partition(".")[2]
    if not about:
        return None
    person = viewing.contact(desk, about)
    return {"id": person.id, "name": person.called}


def said(form: Mapping[str, str]) -> writing.Said:
    """What a form says went out."""
    looked = all(form.get(f"looked-{name}") for name, _ in PLACES)
    reading = form.get("reading") or (acting.LOOKED if looked else "")
    return writing.Said(form.get("text", ""), form.get("subject"), form.get("override", ""), reading)


ROUTES = (
    post("/drafts/<card_id>", draft_revise),
    post("/drafts/<card_id>/reworded", draft_reword),
    get("/contacts/<contact_id>/write", write),
)
