"""The pages: server-rendered, complete without scripts, one module an area."""

from __future__ import annotations

from functools import partial

from flask import Blueprint

from legwork.desk.opening import Desk
from legwork.web import (
    assets,
    boards,
    columns,
    commands,
    contact,
    contacts,
    conversing,
    days,
    debriefing,
    deciding,
    drafts,
    employers,
    frame,
    history,
    imports,
    inbox,
    introducing,
    leaving,
    noting,
    outside,
    pairing,
    questions,
    review,
    settings,
    today,
    welcome,
    why,
)

AREAS = (
    today, drafts, inbox, contacts, contact, leaving, noting, outside, questions, conversing, debriefing, boards,
    deciding, introducing, review, why, imports, columns, settings, pairing, welcome, history, employers, days,
    commands, assets,
)  # fmt: skip


def pages(desk: Desk) -> Blueprint:
    """Every page of a desk, with its templates; signing in is the doors' business."""
    blueprint = Blueprint("web", __name__, template_folder="templates")
    frame.dress(blueprint, desk)
    for area in AREAS:
        for route in area.ROUTES:
            blueprint.add_url_rule(route.rule, route.view.__name__, partial(route.view, desk), methods=[route.method])
    return blueprint
