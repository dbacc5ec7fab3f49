"""Looking a contact up outside: what would be asked of whom, and what came of it."""

from __future__ import annotations

from typing import Any, Final

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from legwork.briefing.facts import Fact
from legwork.briefing.statements import told
from legwork.desk import researching, viewing
from legwork.desk.opening import Desk
from legwork.desk.outlining import Step
from legwork.errors import Conflict, Refused
from legwork.outreach.words import counted
from legwork.web.routing import get, post

OUTCOMES: Final = {
    "found": "Found",
    "nothing": "Nothing found",
    "gone": "Gone",
    "ambiguous": "Not clear enough",
    "refused": "Refused",
    "limited": "Asked to wait",
    "broken": "Not readable",
    "unreachable": "Not reached",
    "spent": "Enough for now",
}
SURE: Final = {"confirmed": "", "likely": "likely", "unconfirmed": "not confirmed"}


def outside(desk: Desk, contact_id: str) -> str:
    return _page(desk, contact_id)


def outside_look(desk: Desk, contact_id: str) -> str | Response:
    try:
        researching.look(desk, contact_id, request.form.get("plan", ""))
    except (Refused, Conflict) as problem:
        return _page(desk, contact_id, wrong=str(problem))
    return redirect(url_for("web.outside", contact_id=contact_id, _anchor="came"), 303)


def _page(desk: Desk, contact_id: str, wrong: str = "") -> str:
    plan = researching.plan(desk, contact_id)
    seen = researching.seen(desk, contact_id)
    facts: dict[str, list[Fact]] = {}
    for fact in seen.facts:
        facts.setdefault(fact.ref.rpartition("#")[2], []).append(fact)
    return render_template(
        "outside.html",
        here="contacts",
        person=viewing.contact(desk, contact_id),
        plan=plan,
        hosts=counted(len({host for step in plan.ready for host in _hosts(step)}), "place"),
        steps=[(step, _hosts(step)) for step in plan.steps],
        came=[_came(lookup, facts.get(f"l{lookup.id}", [])) for lookup in seen.lookups],
        requests=seen.requests,
        outcomes=OUTCOMES,
        wrong=wrong,
    )


def _hosts(step: Step) -> list[str]:
    return list(dict.fromkeys(one.url.split("/")[2] for one in step.requests))


def _came(lookup: Any, facts: list[Fact]) -> dict[str, Any]:
    """One look as the page shows it; a look that settled nothing keeps the facts of the one before, shown there."""
    return {
        "id": lookup.id,
        "title": researching.title(lookup.source),
        "by": lookup.identifier.partition(" ")[2],
        "at": lookup.at,
        "outcome": OUTCOMES[lookup.outcome],
        "sentence": lookup.sentence,
        "until": lookup.until,
        "licence": researching.licence(lookup.source),
        "facts": [
            {"text": told(fact), "url": fact.url, "sure": SURE[fact.confidence], "dated": fact.dated} for fact in facts
        ],
    }


ROUTES = (
    get("/contacts/<contact_id>/outside", outside),
    post("/contacts/<contact_id>/outside", outside_look),
)
