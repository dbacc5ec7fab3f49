"""Pairing a browser: the page whose code the extension reads, and which ends a browser's access."""

from __future__ import annotations

from flask import render_template

from legwork.desk import pairing
from legwork.desk.opening import Desk
from legwork.web.routing import get, post


def pair_page(desk: Desk) -> str:
    """Says how a browser is paired; only the button makes a code."""
    return _page(desk)


def pair(desk: Desk) -> str:
    return _page(desk, code={"text": pairing.new_code(desk).code, "minutes": pairing.CODE_SECONDS // 60})


def revoke(desk: Desk, device_id: str) -> str:
    pairing.revoke(desk, device_id)
    return _page(desk, said="Revoked. That browser cannot reach the desk any more.")


def devices(desk: Desk) -> list[pairing.Device]:
    """The browsers that have access now."""
    return [device for device in pairing.devices(desk) if device.revoked_at is None]


def _page(desk: Desk, code: dict[str, object] | None = None, said: str = "") -> str:
    return render_template("pair.html", code=code, said=said, devices=devices(desk))


ROUTES = (
    get("/pair", pair_page),
    post("/pair", pair),
    post("/pair/<device_id>/revoke", revoke),
)
