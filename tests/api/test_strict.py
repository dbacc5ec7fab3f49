"""JSON that two readers could read differently is refused, and never breaks the desk."""

from __future__ import annotations

import contextlib
import json
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from http_desk import Caller
from legwork.api.strict import DEPTH, NotStrict, loads

ATTACKS = {
    "deep lists": b"[" * 100_000,
    "deep objects": b'{"a":' * 40_000,
    "one too deep": b"[" * (DEPTH + 1) + b"]" * (DEPTH + 1),
    "cut off": b'{"url": "https://x.example"',
    "not UTF-8": b'{"url": "\xff"}',
    "UTF-16": '{"url": 1}'.encode("utf-16"),
    "a mark first": b'\xef\xbb\xbf{"url": 1}',
    "half a surrogate pair": b'{"url": "\\ud800"}',
    "half a pair as a name": b'{"\\udfff": 1}',
    "half a pair in a list": b'{"a": ["\\ud83d", "\\ude00x"]}',
    "NUL": b'{"url": "a\\u0000b"}',
    "NaN": b'{"a": NaN}',
    "minus infinity": b'{"a": -Infinity}',
    "a float beyond all": b'{"a": 1e999}',
    "a number of 5000 digits": b'{"a": ' + b"9" * 5000 + b"}",
    "2^63": b'{"a": 9223372036854775808}',
    "the same name twice": b'{"url": 1, "url": 2}',
    "twice, deeper": b'{"fields": {"name": "a", "n\\u0061me": "b"}}',
    "nothing": b"",
    "two values": b"{} {}",
    "a string without end": b'"' + b'\\"' * 120_000,
    "quotes": b'"' * 250_000,
}


@pytest.mark.parametrize("body", ATTACKS.values(), ids=ATTACKS)
def test_an_attack_is_a_sentence(body: bytes) -> None:
    began = time.process_time()
    with pytest.raises(NotStrict):
        loads(body)
    assert time.process_time() - began < 1


@pytest.mark.parametrize("body", ATTACKS.values(), ids=ATTACKS)
def test_and_over_http_a_4xx_in_the_usual_shape(extension: Caller, stranger: Caller, body: bytes) -> None:
    headers = {"Content-Type": "application/json", "Idempotency-Key": "0123456789"}
    for caller, path in [
        (extension, "/api/v1/captures"),
        (extension, "/api/v1/cards/new-c_1/acts"),
        (stranger, "/api/v1/pairing"),
    ]:
        answer = caller("POST", path, headers, data=body)
        assert 400 <= answer.status_code < 500
        assert set(answer.json) == {"code", "status", "message", "errors"}
        assert answer.json["code"] == answer.status_code
        assert answer.json["message"].endswith(".")


@pytest.mark.parametrize("body", [b"[]", b"null", b"1", b'"x"', b"true", b"{}"])
def test_another_kind_of_value_is_not_a_body(extension: Caller, body: bytes) -> None:
    headers = {"Content-Type": "application/json", "Idempotency-Key": "0123456789"}
    assert extension("POST", "/api/v1/captures", headers, data=body).status_code == 422


VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**63), 2**63 - 1)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00")),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text('abc[]{}"\\'), inner, max_size=3),
    max_leaves=12,
)


@given(VALUES, st.booleans())
def test_honest_json_is_read_as_it_is(value: object, ascii_: bool) -> None:
    assert loads(json.dumps(value, ensure_ascii=ascii_).encode()) == value


@given(st.binary(max_size=80) | st.text('[]{}",:\\u0d1eE+-Na ', max_size=60).map(str.encode))
def test_nothing_else_than_not_strict_comes_out(body: bytes) -> None:
    with contextlib.suppress(NotStrict):
        json.dumps(loads(body), allow_nan=False).encode()
