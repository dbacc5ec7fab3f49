"""JSON as strictly as its standard lets us: what two readers could read differently is refused."""

from __future__ import annotations

import json
import re
from typing import Any

import marshmallow
from flask import Request
from webargs import core
from webargs.flaskparser import FlaskParser, abort, is_json_request

DEPTH = 20
LARGEST = 2**63 - 1

# A string, or one bracket; a string without its end runs to the end, so nothing is read twice.
_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*+"?|[\[\]{}]', re.DOTALL)


class NotStrict(ValueError):
    """Why a text is refused; the message is a sentence."""


def loads(body: bytes) -> Any:
    """The value of a JSON text in UTF-8.

    Raises:
        NotStrict: it is no JSON; nests deeper than 20; has a key twice, a number beyond 64 bits or not
            finite, half a surrogate pair, or a NUL.
    """
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError as problem:
        raise NotStrict("The body is not UTF-8.") from problem
    _check_depth(text)
    try:
        value = json.loads(
            text,
            object_pairs_hook=_once,
            parse_constant=_no_constant,
            parse_int=_integer,
            parse_float=_finite,
        )
    except json.JSONDecodeError as problem:
        raise NotStrict(f"The body is not JSON, from character {problem.pos} on.") from problem
    _check_texts(value)
    return value


class StrictParser(FlaskParser):
    """Reads arguments for the API: strict JSON, and no parameter that is not documented."""

    DEFAULT_UNKNOWN_BY_LOCATION = {  # noqa: RUF012  the base class's own attribute
        **FlaskParser.DEFAULT_UNKNOWN_BY_LOCATION,
        "query": marshmallow.RAISE,
        "files": marshmallow.RAISE,
    }

    def _raw_load_json(self, req: Request) -> Any:
        if not is_json_request(req):
            return core.missing
        try:
            return loads(req.get_data(cache=True))
        except NotStrict as problem:
            abort(400, exc=problem, message=str(problem), messages={"json": [str(problem)]})


def _check_depth(text: str) -> None:
    depth = 0
    for token in _TOKEN.finditer(text):
        if token[0] in "[{":
            depth += 1
            if depth > DEPTH:
                raise NotStrict(f"The body nests deeper than {DEPTH}.")
        elif token[0] in "]}":
            depth -= 1


def _check_texts(value: Any) -> None:
    waiting = [value]
    while waiting:
        item = waiting.pop()
        if isinstance(item, dict):
            waiting.extend(item)
            waiting.extend(item.values())
        elif isinstance(item, list):
            waiting.extend(item)
        elif isinstance(item, str):
            _check_text(item)


def _check_text(text: str) -> None:
    if "\x00" in text:
        raise NotStrict("A text holds a NUL character.")
    if any("\ud800" <= character <= "\udfff" for character in text):
        raise NotStrict("A text holds half a character (a lone surrogate).")


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise NotStrict("A name stands twice in one object.")
    return found


def _no_constant(name: str) -> None:
    raise NotStrict(f"{name} is not a number in JSON.")


def _integer(digits: str) -> int:
    if len(digits) > 20 or not -LARGEST - 1 <= int(digits) <= LARGEST:
        raise NotStrict("A number is beyond 64 bits.")
    return int(digits)


def _finite(digits: str) -> float:
    number = float(digits)
    if number in {float("inf"), float("-inf")}:
        raise NotStrict("A number is beyond 64 bits.")
    return number
