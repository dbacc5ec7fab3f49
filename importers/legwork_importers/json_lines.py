"""One JSON object in a line of text, read strictly and within limits."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from typing import Any

from legwork_importers.contract import ImportProblem

# A string, or one bracket; a string without its end runs to the end, so nothing is read twice.
_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*+"?|[\[{]|[\]}]')


class BadLine(ImportProblem):
    """A line that is no such object; the message says why."""


def json_object(text: str, *, longest: int, deepest: int) -> dict[str, Any]:
    """The JSON object in `text`: no second key of one name, no NaN, at most `longest` characters, its brackets
    nested at most `deepest` deep.

    Raises:
        BadLine: it is not such an object.
    """
    if len(text) > longest:
        raise BadLine(f"longer than {longest:,} characters")
    if _depth(text) > deepest:
        raise BadLine(f"nested more than {deepest} deep")
    try:
        found = json.loads(text, object_pairs_hook=_once, parse_constant=_no_constant)
    except BadLine:
        raise
    except ValueError as error:
        raise BadLine("not a line of JSON, or cut off") from error
    if not isinstance(found, dict):
        raise BadLine("not a JSON object")
    return found


def _depth(text: str) -> int:
    """How deep brackets nest, those in strings left out; told before parsing, which recurses."""
    depth = deepest = 0
    for token in _TOKEN.finditer(text):
        if token[0] in {"[", "{"}:
            depth += 1
            deepest = max(deepest, depth)
        elif token[0] in {"]", "}"}:
            depth -= 1
    return deepest


def _once(pairs: Sequence[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise BadLine("one field stands in it twice")
    return found


def _no_constant(name: str) -> object:
    raise BadLine(f"{name} is not a number")
