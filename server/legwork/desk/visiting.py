"""Lets browsers in: a one-time link from the terminal, then a visit of thirty days that renews itself.

As in pairing, the times here are the machine's and never the desk's clock.
"""

from __future__ import annotations

import contextlib
import hashlib
import hmac
import html
import os
import re
import secrets
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Connection

from legwork.desk.opening import Desk
from legwork.errors import WrongLink
from legwork.store import ids
from legwork.store import visits as store

LINK_SECONDS = 600
VISIT_SECONDS = 30 * 86400
RENEW_SECONDS = 86400  # a visit is prolonged when its last prolonging is this long ago
LOCK_FILE = "serving.lock"  # held while a desk is served; holds the address it is served at
# What a browser is started with stands in the list of processes for everyone on the machine, so it is started
# with a page that only its owner may read, and that leads on to the link (as Jupyter does).
PAGE_FILE = "open-{}.html"
PAGE = """<!doctype html>
<meta charset="utf-8">
<meta name="referrer" content="no-referrer">
<meta http-equiv="refresh" content="0; url={link}">
<title>Legwork</title>
<p><a href="{link}">Open your desk</a></p>
"""

_TICKET = re.compile(r"([0-9a-f]{16})\.[A-Za-z0-9_-]{43}")
_NOBODY = hashlib.sha256(b"").hexdigest()


@dataclass(frozen=True, slots=True)
class Visit:
    """A signed-in browser. `renewable` says that it was last prolonged a day ago or more."""

    id: str
    csrf_token: str
    renewable: bool


def new_link(desk: Desk, address: str | None = None) -> str:
    """A link that signs one browser in, once, within ten minutes.

    `address` is where the desk is served, `http://127.0.0.1:8765/`; without it, where it is served now.
    """
    code = _new(desk, "link", LINK_SECONDS)
    return f"{(address or served_at(desk)).rstrip('/')}/sign-in?code={code}"


def page_to(desk: Desk, link: str) -> Path:
    """Writes the page in the desk's folder by which a browser gets to a link; it goes when the link is used."""
    path = _page(desk, link.rpartition("=")[2].partition(".")[0])
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as page:
        page.write(PAGE.format(link=html.escape(link)))
    return path


def remove_pages(desk: Desk) -> None:
    """Removes the pages of links that nobody used."""
    for path in desk.settings.home.glob(PAGE_FILE.format("*")):
        path.unlink(missing_ok=True)


def served_at(desk: Desk) -> str:
    """The address the desk is served at, or would be."""
    with contextlib.suppress(OSError, UnicodeDecodeError):
        written = (desk.settings.home / LOCK_FILE).read_text("utf-8").strip()
        if written.startswith("http://"):
            return written
    return address_of(desk.settings.host, desk.settings.port)


def address_of(host: str, port: int) -> str:
    """`http://127.0.0.1:8765/`, with brackets around an IPv6 address."""
    return f"http://[{host}]:{port}/" if ":" in host else f"http://{host}:{port}/"


def enter(desk: Desk, code: str) -> str:
    """Spends a link's code for the ticket a browser keeps.

    Raises:
        WrongLink: there is no such link, it was used before, or is over ten minutes old.
    """
    link = _find(desk, code, "link")
    # one that would live longer than links do comes from before the clock was set back
    stale = link is not None and link[1] > LINK_SECONDS + ids.ADJUSTED_SECONDS
    if link is None or stale or not desk.database.write(lambda connection: store.remove(connection, link[0])):
        raise WrongLink
    _page(desk, link[0]).unlink(missing_ok=True)
    return _new(desk, "session", VISIT_SECONDS)


def visit(desk: Desk, ticket: str) -> Visit | None:
    """The visit a ticket stands for, while it lasts."""
    found = _find(desk, ticket, "session")
    if found is None:
        return None
    id_, left = found
    token = hmac.new(ticket.encode(), b"legwork csrf", hashlib.sha256).hexdigest()
    return Visit(id_, token, renewable=left < VISIT_SECONDS - RENEW_SECONDS)


def renew(desk: Desk, visit: Visit) -> None:
    """Thirty more days from now."""
    until = _instant(time.time() + VISIT_SECONDS)
    desk.database.write(lambda connection: store.extend(connection, visit.id, until))


def leave(desk: Desk, visit: Visit) -> None:
    """Ends a visit: its ticket opens nothing any more."""
    desk.database.write(lambda connection: store.remove(connection, visit.id))


def _page(desk: Desk, id_: str) -> Path:
    return desk.settings.home / PAGE_FILE.format(id_)


def _new(desk: Desk, kind: str, seconds: int) -> str:
    id_ = secrets.token_hex(8)
    ticket = f"{id_}.{secrets.token_urlsafe(32)}"
    now = time.time()

    def work(connection: Connection) -> None:
        store.remove_ended(connection, _instant(now))
        store.add(connection, id=id_, kind=kind, sha256=_digest(ticket), expires_at=_instant(now + seconds))

    desk.database.write(work)
    return ticket


def _find(desk: Desk, ticket: str, kind: str) -> tuple[str, float] | None:
    """The id and the seconds left, when the ticket is good."""
    match = _TICKET.fullmatch(ticket)
    if match is None:
        return None
    with desk.database.read() as connection:
        row = store.find(connection, match[1], kind)
    known = hmac.compare_digest(_digest(ticket), row["sha256"] if row is not None else _NOBODY)
    if row is None or not known:
        return None
    left = ids.instant(row["expires_at"]).timestamp() - time.time()
    return (match[1], left) if left > 0 else None


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def _instant(seconds: float) -> str:
    return ids.utc(datetime.fromtimestamp(seconds, UTC))
