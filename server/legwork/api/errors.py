"""What went wrong, as JSON: one shape for every error of the API."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from http import HTTPStatus
from typing import Any

from flask import Response, jsonify
from marshmallow import EXCLUDE, Schema, fields
from marshmallow.exceptions import SCHEMA

SHOWN = 10
LOCATIONS = frozenset({"json", "query", "headers", "files", "json_or_form", "form"})


class ErrorSchema(Schema):
    """Every error's body."""

    class Meta:
        unknown = EXCLUDE  # never read: this keeps its description open to more fields

    code = fields.Integer(required=True, metadata={"description": "The HTTP status, again"})
    status = fields.String(required=True, metadata={"description": "Its name"})
    message = fields.String(required=True, metadata={"description": "A sentence for the user"})
    errors = fields.Dict(
        keys=fields.String(),
        required=True,
        metadata={"description": "For a body or parameters that cannot be used: where, and why"},
    )


def problem(code: int, sentence: str, data: object = None) -> Response:
    """`data` is what the reading of arguments left on its error, if it did."""
    details = data if isinstance(data, Mapping) else {}
    errors = details.get("messages") or {}
    places = [f"{path}: {reason}" for path, reason in _flat(errors, ())]
    if not sentence:
        sentence = details.get("message") or _sentence(places) or f"{HTTPStatus(code).phrase}."
    answer = jsonify(code=code, status=HTTPStatus(code).phrase, message=sentence, errors=errors)
    answer.status_code = code
    return answer


def _sentence(places: list[str]) -> str:
    if not places:
        return ""
    more = f" … and {len(places) - SHOWN} more" if len(places) > SHOWN else ""
    return f"This cannot be used: {'; '.join(place.rstrip('.') for place in places[:SHOWN])}{more}."


def _flat(errors: Any, path: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    if isinstance(errors, Mapping):
        for name, inner in errors.items():
            unnamed = name == SCHEMA or (not path and name in LOCATIONS)
            here = path if unnamed else (*path, str(name)[:60])
            yield from _flat(inner, here)
    elif isinstance(errors, list):
        yield ".".join(path) or "the request", " ".join(str(reason) for reason in errors)
    else:
        yield ".".join(path) or "the request", str(errors)
