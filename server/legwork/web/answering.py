"""What a form is answered with: the way to the next page, or for a script that prefers it the page itself.

The second spares a script the journey back; what it gets is what it would have got by going there.
"""

from __future__ import annotations

from io import BytesIO

from flask import Response, current_app, g, make_response, redirect, request
from werkzeug.wrappers import Response as PlainResponse

PREFERS = "return=representation"  # RFC 7240, section 4.2


def answer(place: str) -> PlainResponse:
    """Leads to a place of ours, or gives its page at once and says in Content-Location where it lies."""
    page = _page(place) if PREFERS in request.headers.get("Prefer", "") else None
    return page or redirect(place, 303)


def _page(place: str) -> Response | None:
    """None where the place has no page of its own, or cannot show it now: who goes there is told why."""
    visit = g.visit
    with current_app.request_context(_asking(place)):
        g.visit = visit
        if request.endpoint is None:
            return None
        try:
            page = make_response(current_app.view_functions[request.endpoint](**request.view_args or {}))
        except Exception:  # noqa: BLE001  the act is done; going there meets the same, and that is logged and shown
            return None
    if page.status_code != 200:
        return None
    page.headers["Content-Location"] = place
    return page


def _asking(place: str) -> dict[str, object]:
    """This request as if it had asked for the place instead; what was read out of it already stays behind."""
    path, _, query = place.partition("?")
    kept = {name: value for name, value in request.environ.items() if name.isupper() or name.startswith("wsgi.")}
    asking = {"REQUEST_METHOD": "GET", "PATH_INFO": path, "QUERY_STRING": query, "CONTENT_LENGTH": "0"}
    return {**kept, **asking, "wsgi.input": BytesIO()}
