"""Builds the Flask application: the doors, the pages and the API around one desk."""

from __future__ import annotations

import logging
from http import HTTPStatus
from typing import IO, Any

from flask import Flask, Request, Response, g, redirect, render_template, request
from flask_cors import cross_origin
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response as PlainResponse

from legwork import api, web
from legwork.desk import pairing, visiting
from legwork.desk.opening import Desk
from legwork.doors import BODY_BYTES, BROKEN, FORM_PARTS, Doors, Gate, SignedOut, hosts
from legwork.errors import (
    DISK_FULL,
    Conflict,
    Damaged,
    KeyReused,
    LegworkError,
    NotFound,
    Refused,
    TooManyTries,
    Unavailable,
    Unsafe,
    WrongCode,
    WrongLink,
    is_disk_full,
    traced,
)

LOG = logging.getLogger("legwork")

# Only here do errors have numbers; the first class that fits decides.
STATUS: tuple[tuple[type[LegworkError], int], ...] = (
    (KeyReused, 422),
    (TooManyTries, 429),
    (WrongCode, 403),
    (WrongLink, 403),
    (Refused, 422),
    (NotFound, 404),
    (Conflict, 409),
    (Damaged, 503),
    (Unavailable, 503),
    (Unsafe, 500),
    (LegworkError, 500),
)
TITLES = {
    403: "Not this way",
    404: "Nothing is here",
    409: "It changed meanwhile",
    413: "Too large",
    422: "Not like this",
    429: "Too many tries",
    503: "The desk cannot do this now",
}
SENTENCES = {
    400: "This request cannot be understood.",
    404: "There is no such page.",
    405: "This address does not take that kind of request.",
    413: "This is too large.",
    500: BROKEN,
}


class TidyRequest(Request):
    """Closes every uploaded file it began, also those of a body that breaks off in the middle."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._begun: list[IO[bytes]] = []

    def _get_file_stream(self, *args: Any, **options: Any) -> IO[bytes]:
        stream = super()._get_file_stream(*args, **options)
        self._begun.append(stream)
        return stream

    def close(self) -> None:
        super().close()
        for stream in self._begun:
            stream.close()


def build(desk: Desk, *, port: int) -> Flask:
    """The application of a desk that is served at `port` of this machine."""
    app = Flask("legwork", static_folder=None)
    app.request_class = TidyRequest
    app.config.update(
        MAX_CONTENT_LENGTH=BODY_BYTES,
        MAX_FORM_MEMORY_SIZE=BODY_BYTES,
        MAX_FORM_PARTS=FORM_PARTS,
        PROPAGATE_EXCEPTIONS=False,
        TEMPLATES_AUTO_RELOAD=False,
    )
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    doors = Doors(desk, port)
    doors.install(app)
    app.extensions["legwork-doors"] = doors
    _answer_errors(app)
    _answer_other_origins(app, desk)
    _sign_in(app, desk, doors)
    app.register_blueprint(web.pages(desk))
    api.install(app, desk)
    app.wsgi_app = Gate(app.wsgi_app, hosts(port))  # type: ignore[method-assign]  # the documented way to wrap it
    return app


def _answer_errors(app: Flask) -> None:
    def ours(problem: LegworkError) -> tuple[Response | str, int]:
        code = next(code for kind, code in STATUS if isinstance(problem, kind))
        if code >= 500:
            LOG.error("%s", traced(problem))
        return _answer(code, str(problem)), code

    def http(problem: HTTPException) -> PlainResponse | tuple[Response | str, int]:
        code = problem.code or 500
        if code < 400:
            return problem.get_response()  # a redirect to the address with or without its last slash
        if isinstance(problem, SignedOut) and not _is_program():
            return render_template("signed_out.html", desk_nav=None, done=None), code
        said = vars(problem).get("description") if not _generic(problem) else None
        answer = _answer(code, said or SENTENCES.get(code, ""), getattr(problem, "data", None))
        if isinstance(answer, Response):
            if code == 401:
                answer.headers["WWW-Authenticate"] = "Bearer"
            if allowed := getattr(problem, "valid_methods", None):
                answer.headers["Allow"] = ", ".join(sorted(allowed))
        return answer, code

    app.register_error_handler(LegworkError, ours)
    app.register_error_handler(HTTPException, http)
    app.register_error_handler(Exception, _unexpected)


def _unexpected(problem: Exception) -> tuple[Response | str, int]:
    LOG.error("%s", traced(problem))
    # An upload is kept in a temporary file while it is read, and that disk may be full, too.
    code, sentence = (503, DISK_FULL) if is_disk_full(problem) else (500, BROKEN)
    return _answer(code, sentence), code


def _generic(problem: HTTPException) -> bool:
    """Whether a sentence is the library's: those are about HTTP, not about the desk."""
    return problem.description == type(problem).description and not isinstance(problem, SignedOut)


def _answer(code: int, sentence: str, data: object = None) -> Response | str:
    """The same error for whoever asked: a page, or JSON under /api/."""
    if _is_program():
        return api.problem(code, sentence, data)
    title = TITLES.get(code, HTTPStatus(code).phrase)
    # A page put in the place of another is no step to go back from.
    refused = code == 422 and request.method == "POST" and "Prefer" not in request.headers
    said = {"title": title, "sentence": sentence or f"{title}.", "refused": refused}
    if g.get("visit") is not None:
        try:
            return render_template("problem.html", **said)
        except Exception as problem:  # noqa: BLE001  the head may fail by what the page failed by
            LOG.error("%s", traced(problem))  # noqa: TRY400  a traceback may hold values
    return render_template("problem.html", **said, desk_nav=None, done=None)


def _is_program() -> bool:
    return request.path.startswith("/api/") or request.path == "/api"


def _answer_other_origins(app: Flask, desk: Desk) -> None:
    """CORS, for paired extensions whose permission for this address was taken back (docs/decisions/0004)."""

    @app.after_request
    def share(answer: Response) -> Response:
        origin = request.headers.get("Origin")
        if not request.path.startswith("/api/v1/"):
            return answer
        answer.vary.add("Origin")
        if origin is None:
            return answer
        # A device that passed the doors came from its own origin, so its calls need no second look.
        paired = [g.device.origin] if "device" in g else pairing.origins(desk)
        if origin not in paired:
            return answer
        shared = cross_origin(
            origins=paired,
            supports_credentials=False,
            always_send=False,
            vary_header=False,
            allow_private_network=False,
            methods=["GET", "POST", "DELETE"],
            allow_headers=["authorization", "content-type", "idempotency-key"],
            max_age=600,
            automatic_options=False,
        )
        return shared(lambda: answer)()

    @app.after_request
    def prolong(answer: Response) -> Response:
        if ticket := g.get("renewed"):
            app.extensions["legwork-doors"].keep(answer, ticket)
        return answer


def _sign_in(app: Flask, desk: Desk, doors: Doors) -> None:
    @app.get("/sign-in")
    def sign_in() -> str | tuple[str, int]:
        code = request.args.get("code", "")
        if not code:
            return render_template("signed_out.html", desk_nav=None, done=None), 403
        return render_template("sign_in.html", action="/sign-in", link=code, desk_nav=None, done=None)

    @app.post("/sign-in")
    def sign_in_post() -> PlainResponse:
        ticket = visiting.enter(desk, request.form.get("link", "") or request.form.get("code", ""))
        answer = redirect("/", 303)
        doors.keep(answer, ticket)
        return answer

    @app.post("/sign-out")
    def sign_out() -> PlainResponse:
        visiting.leave(desk, g.visit)
        answer = redirect("/", 303)
        doors.forget(answer)
        return answer
