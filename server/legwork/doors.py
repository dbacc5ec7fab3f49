"""What every request meets before anything is read or done for it, and what every answer carries.

The order is Host, null Origin, the kind of route (program or page), who asks, method and content type,
size; what a body may say is its route's business. A request that fails is answered before its body is read.
"""

from __future__ import annotations

import hmac
import logging
import re
import secrets
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from flask import Flask, Response, g, request
from markupsafe import Markup
from werkzeug.exceptions import Forbidden, RequestEntityTooLarge, Unauthorized, UnsupportedMediaType
from werkzeug.wrappers import Response as PlainResponse

from legwork.desk import pairing, visiting
from legwork.desk.opening import Desk
from legwork.desk.pairing import Device
from legwork.desk.visiting import Visit
from legwork.errors import traced

LOG = logging.getLogger("legwork.requests")
ERRORS = logging.getLogger("legwork")
BROKEN = "Something went wrong that should not; nothing was lost. The log has a line about it."

BODY_BYTES = 256 * 1024
UPLOAD_BYTES = 2 * 1024**3
FORM_PARTS = 1000
# Routes that take files, and so bodies as large as an import may be.
UPLOADS = frozenset({"/imports", "/api/v1/imports"})
# What may be asked without having signed in or paired; everything else may not.
ASSET = "web.asset"
PUBLIC = frozenset({ASSET, "sign_in", "sign_in_post", "status.get_status", "pairing.post_pairing"})
UNSAFE = frozenset({"POST", "PUT", "PATCH", "DELETE"})
JSON = "application/json"
FORM = "application/x-www-form-urlencoded"
MULTIPART = "multipart/form-data"
EXTENSION = re.compile(r"(?:chrome-extension://[a-p]{32}|moz-extension://[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})")
SEEN_SECONDS = 60

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; manifest-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'; "
    "object-src 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cache-Control": "no-store",
}

Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


@dataclass(frozen=True, slots=True)
class Gate:
    """The outermost layer, around the application: the Host, the headers of every answer, one log line.

    Answers 421 where the Host is not one of this desk's names with its port, 400 where a request claims
    to come through a proxy, since there is none, and a plain 500 where the application could not answer.
    """

    inside: Application
    hosts: frozenset[str]

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        began = time.monotonic()
        number = secrets.token_hex(4)

        def start(
            status: str,
            headers: list[tuple[str, str]],
            problem: Any = None,
            /,
        ) -> Any:
            took = round((time.monotonic() - began) * 1000)
            route = environ.get("legwork.route", "-")
            LOG.info("%s %s %s %s %d ms", number, _method(environ), route, status[:3], took)
            return start_response(status, _with_headers(headers, keeps=environ.get("legwork.keeps") is True), problem)

        refused = self._refused(environ)
        if refused is not None:
            return refused(environ, start)
        try:
            return self.inside(environ, start)
        except Exception as problem:  # noqa: BLE001  not even a failing error page may answer without the headers
            ERRORS.error("%s", traced(problem))
            return _plain(environ, 500, BROKEN)(environ, start)

    def _refused(self, environ: dict[str, Any]) -> PlainResponse | None:
        if environ.get("HTTP_HOST", "").lower() not in self.hosts:
            return _plain(environ, 421, "This is not an address of this desk.")
        if forwarded(environ):
            return _plain(environ, 400, "This desk is not behind a proxy, and takes no one's word for another.")
        return None


def forwarded(environ: dict[str, Any]) -> bool:
    """Whether a request claims that a proxy passed it on."""
    names = ("HTTP_FORWARDED", "legwork.forwarded")
    return any(name in names or name.startswith("HTTP_X_FORWARDED_") for name in environ)


def hosts(port: int) -> frozenset[str]:
    """Every Host header that names this desk, whole: three names of this machine, with its port or none."""
    names = ("127.0.0.1", "localhost", "[::1]")
    return frozenset({*names, *(f"{name}:{port}" for name in names)})


class Doors:
    """The checks inside the application, before every route and also before those that do not exist."""

    def __init__(self, desk: Desk, port: int) -> None:
        self._desk = desk
        self.cookie = f"legwork_{port}"
        self._seen: dict[str, float] = {}
        self._noted: dict[str, float] = {}

    def install(self, app: Flask) -> None:
        app.before_request(self.check)
        app.jinja_env.globals.update(csrf_field=csrf_field, csrf_token=csrf_token)

    def check(self) -> Response | None:
        request.environ["legwork.route"] = request.url_rule.rule if request.url_rule else "-"
        request.environ["legwork.keeps"] = request.endpoint == ASSET
        if request.headers.get("Origin") == "null":
            raise Forbidden("A page without an address may not call this desk.")
        if request.path == "/api" or request.path.startswith("/api/"):
            return self._program()
        self._page()
        return None

    def keep(self, answer: PlainResponse, ticket: str) -> None:
        """Gives the browser its ticket."""
        answer.set_cookie(
            self.cookie,
            ticket,
            max_age=visiting.VISIT_SECONDS,
            path="/",
            httponly=True,
            samesite="Strict",
            secure=request.is_secure,
        )

    def forget(self, answer: PlainResponse) -> None:
        answer.delete_cookie(self.cookie, path="/", httponly=True, samesite="Strict")

    def close(self) -> None:
        """Writes down when devices were last heard of."""
        pairing.used(self._desk, self._seen)
        self._seen = {}

    # programs: a token, and for browsers the origin it was paired with

    def _program(self) -> Response | None:
        origin = request.headers.get("Origin")
        if request.method == "OPTIONS":
            return self._preflight(origin)
        site = request.headers.get("Sec-Fetch-Site")
        if request.endpoint in PUBLIC:
            if not (_asks_openly(site) if origin is None else EXTENSION.fullmatch(origin)):
                raise Forbidden("Only the extension may call this, and no page.")
        else:
            device = self._device()
            if not _same_caller(device, origin, site):
                raise Forbidden("This token belongs to another browser; pair this one.")
            g.device = device
            self._note(device)
        _check_body(json=True)
        return None

    def _preflight(self, origin: str | None) -> Response:
        asked = "Access-Control-Request-Method" in request.headers
        if not asked or origin is None or origin not in pairing.origins(self._desk):
            raise Forbidden("Only a paired extension may ask this.")
        return Response(status=204)

    def _device(self) -> Device:
        scheme, _, token = request.headers.get("Authorization", "").partition(" ")
        device = pairing.recognise(self._desk, token.strip()) if scheme.lower() == "bearer" else None
        if device is None:
            raise Unauthorized("This browser is not paired with the desk, or was revoked; pair it again.")
        return device

    def _note(self, device: Device) -> None:
        """When a device was last heard of: written when it writes, once a minute; a GET writes nothing."""
        self._seen[device.id] = time.time()
        now = time.monotonic()  # how long ago it was written is this process's business; when, everyone's
        if request.method in UNSAFE and now - self._noted.get(device.id, -SEEN_SECONDS) >= SEEN_SECONDS:
            self._noted[device.id] = now
            pairing.used(self._desk, {device.id: self._seen.pop(device.id)})

    # pages: the cookie, from pages of this desk alone

    def _page(self) -> None:
        origin = request.headers.get("Origin")
        site = request.headers.get("Sec-Fetch-Site")
        if request.method in UNSAFE:
            _check_sender(origin, site)
        elif site not in {None, "none", "same-origin"} and not _follows_a_link():
            raise Forbidden("Another site asked for this; open the desk itself.")
        g.visit = visiting.visit(self._desk, request.cookies.get(self.cookie, ""))
        if request.endpoint in PUBLIC and request.method != "OPTIONS":
            _check_body(json=False)
            return
        if g.visit is None:
            raise SignedOut
        _check_body(json=False)
        if request.method in UNSAFE:
            self._check_csrf(g.visit)

    def _check_csrf(self, visit: Visit) -> None:
        sent = request.headers.get("X-CSRF-Token") or request.form.get("csrf_token", "")
        if not hmac.compare_digest(sent.encode(), visit.csrf_token.encode()):
            raise Forbidden("This page is from an earlier visit; load it again, and repeat what you did.")
        if visit.renewable:
            visiting.renew(self._desk, visit)
            g.renewed = request.cookies[self.cookie]


class SignedOut(Forbidden):
    """A page was asked for by a browser that is not signed in."""

    description = "This desk opens with the link that Legwork prints when it starts, or with `legwork sign-in`."


def csrf_token() -> str:
    """The token of this visit, for `X-CSRF-Token`; empty for who is not signed in."""
    visit: Visit | None = g.get("visit")
    return visit.csrf_token if visit is not None else ""


def csrf_field() -> Markup:
    """The hidden field that every form carries."""
    return Markup('<input type="hidden" name="csrf_token" value="{}">').format(csrf_token())


def _asks_openly(site: str | None) -> bool:
    """A program, or an extension's GET, which Firefox alone calls same-origin and sends without an Origin."""
    firefox = "Firefox/" in request.headers.get("User-Agent", "") and request.method in {"GET", "HEAD"}
    return site in {None, "none"} or (firefox and site == "same-origin")


def _same_caller(device: Device, origin: str | None, site: str | None) -> bool:
    if origin is not None:
        return origin == device.origin != ""
    # Firefox calls its own extensions same-origin, and leaves their Origin out of a GET.
    firefox = device.origin.startswith("moz-extension://")
    return site in {None, "none"} or (firefox and site == "same-origin")


def _check_sender(origin: str | None, site: str | None) -> None:
    ours = origin is None or origin == f"{request.scheme}://{request.headers['Host'].lower()}"
    if not ours or site not in {None, "same-origin"} or (origin is None and site is None):
        raise Forbidden("This did not come from a page of the desk; nothing was done.")


def _follows_a_link() -> bool:
    headers = request.headers
    return headers.get("Sec-Fetch-Mode") == "navigate" and headers.get("Sec-Fetch-Dest") == "document"


def _check_body(*, json: bool) -> None:
    """Content type and size, for a route that exists and takes this method."""
    if request.routing_exception is not None or request.method not in UNSAFE:
        return
    rule = request.url_rule.rule if request.url_rule else ""
    upload = rule in UPLOADS
    wanted = {MULTIPART} if upload else {JSON} if json else {FORM, MULTIPART}
    bare = request.method == "DELETE" and not request.content_length
    if request.mimetype not in wanted and not bare:
        raise UnsupportedMediaType(f"Send this as {' or '.join(sorted(wanted))}.")
    most = UPLOAD_BYTES if upload else BODY_BYTES
    if (request.content_length or 0) > most:
        raise RequestEntityTooLarge(f"This is too large; {most // 1024} kB is the most.")
    request.max_content_length = most


def _with_headers(headers: list[tuple[str, str]], *, keeps: bool) -> list[tuple[str, str]]:
    """Our headers in place of those of the same names; what a browser may keep are the pages' own files alone."""
    ours = dict(HEADERS)
    if keeps:
        ours["Cache-Control"] = next((value for name, value in headers if name == "Cache-Control"), "no-store")
    if any(name.lower() == "content-disposition" for name, _ in headers):
        ours["Content-Security-Policy"] = f"{POLICY}; sandbox"
    kept = [(name, value) for name, value in headers if name.title() not in _NAMES]
    return [*kept, *ours.items()]


_NAMES = frozenset(name.title() for name in HEADERS)


def _plain(environ: dict[str, Any], status: int, sentence: str) -> PlainResponse:
    """An answer without the application: a program gets it in the shape of the other errors."""
    if environ.get("PATH_INFO", "").startswith("/api/"):
        name = HTTPStatus(status).phrase
        body = f'{{"code":{status},"status":"{name}","message":"{sentence}","errors":{{}}}}\n'
        return PlainResponse(body, status=status, content_type=JSON)
    return PlainResponse(f"{sentence}\n", status=status, content_type="text/plain; charset=utf-8")


def _method(environ: dict[str, Any]) -> str:
    """A method as a log may hold it."""
    method = str(environ.get("REQUEST_METHOD", ""))
    return method if re.fullmatch(r"[A-Z]{1,16}", method) else "?"
