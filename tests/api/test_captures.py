"""A capture over HTTP: kept once, answered alike, refused with names. On both databases."""

from __future__ import annotations

import copy
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from http_desk import EXTENSION, PORT, Caller, paired
from legwork.app import build
from legwork.desk.opening import Desk

KEY = "8e03978e-40d5-43e8-bc93-6894a57f9324"
BODY: dict[str, Any] = {
    "url": "https://www.linkedin.com/in/ana-sousa-example/",
    "page_title": "(3) Ana Sousa | LinkedIn",
    "captured_at": "2026-11-20T10:00:00Z",
    "fields": {
        "name": "Ana Sousa",
        "title": "Hydrologist",
        "company": "Initech",
        "emails": ["ana@initech.example"],
        "links": [{"rel": "me", "url": "https://ana.example/"}],
        "positions": [{"title": "Hydrologist", "company": "Initech", "from": "2021", "to": ""}],
        "education": [{"school": "University of Porto", "degree": "", "from": "", "to": "2019"}],
    },
    "note": "gave a talk on rivers",
    "edited": ["title"],
    "reader": "linkedin",
    "reader_version": "1",
}


@pytest.fixture
def site(either_desk: Desk) -> Flask:
    return build(either_desk, port=PORT)


@pytest.fixture
def extension(site: Flask, either_desk: Desk) -> Caller:
    return paired(site, either_desk, EXTENSION)


def send(caller: Caller, body: object, key: str = KEY) -> TestResponse:
    headers = {"Origin": EXTENSION, "Sec-Fetch-Site": "none", "Idempotency-Key": key}
    return caller("POST", "/api/v1/captures", headers, json=body)


def test_a_capture_is_kept_and_a_replay_answers_the_same(extension: Caller) -> None:
    first = send(extension, BODY)
    assert first.status_code == 201
    assert first.json["outcome"] == "created"
    assert set(first.json) >= {"capture_id", "outcome", "contact", "changes", "others_with_this_name", "doubtful"}
    contact = first.json["contact"]
    assert contact["name"] == "Ana Sousa"
    assert contact["url"] == f"http://127.0.0.1:{PORT}/contacts/{contact['id']}"
    again = send(extension, BODY)
    assert (again.status_code, again.json) == (200, first.json)
    known = extension.get("/api/v1/contacts?url=https://linkedin.com/in/ana-sousa-example").json["contacts"]
    assert [(line["id"], line["name"], line["do_not_contact"]) for line in known] == [
        (contact["id"], "Ana Sousa", False)
    ]
    found = extension.get("/api/v1/contacts?q=sousa").json["contacts"]
    assert [line["id"] for line in found] == [contact["id"]]
    whole = extension.get(f"/api/v1/contacts/{contact['id']}").json
    assert whole["name"] == "Ana Sousa"
    assert [record["source"] for record in whole["records"]] == ["capture"]


def test_the_same_key_with_another_body_is_refused(extension: Caller) -> None:
    send(extension, BODY)
    answer = send(extension, {**BODY, "note": "something else"})
    assert answer.status_code == 422
    assert extension.get("/api/v1/contacts?q=sousa").json["contacts"]


def test_thirty_two_at_once_have_one_effect(extension: Caller) -> None:
    with ThreadPoolExecutor(32) as pool:
        answers = list(pool.map(lambda _: send(extension, BODY), range(32)))
    assert sorted(answer.status_code for answer in answers) == [200] * 31 + [201]
    assert len({answer.text for answer in answers}) == 1


@pytest.mark.parametrize("key", ["k", "k1", "!", "~" * 200])
def test_any_visible_key_will_do(extension: Caller, key: str) -> None:
    assert [send(extension, BODY, key).status_code for _ in range(2)] == [201, 200]


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ([], "This cannot be used: the request: Must be a JSON object."),
        ("a", "This cannot be used: the request: Must be a JSON object."),
        ({**BODY, "fields": []}, "This cannot be used: fields: Must be a JSON object."),
        (
            {**BODY, "fields": {"emails": ["a@x.example"] * 21}},
            "This cannot be used: fields.emails: Must have at most 20 entries.",
        ),
        (
            {**BODY, "fields": {"name": "x" * 301}},
            "This cannot be used: fields.name: Must be at most 300 characters long.",
        ),
    ],
)
def test_what_cannot_be_used_is_said_in_words(extension: Caller, body: Any, said: str) -> None:
    answer = send(extension, body)
    assert (answer.status_code, answer.json["message"]) == (422, said)


@pytest.mark.parametrize("key", ["", "x" * 201, "ä" * 8, "with a space"])
def test_a_capture_needs_a_key(extension: Caller, key: str) -> None:
    answer = send(extension, BODY, key)
    assert answer.status_code == 422
    assert "Idempotency-Key" in answer.json["message"]


def test_without_the_header_too(extension: Caller) -> None:
    answer = extension("POST", "/api/v1/captures", json=BODY)
    assert answer.status_code == 422
    assert "Idempotency-Key" in answer.json["errors"]["headers"]


def changed(path: str, value: object) -> dict[str, Any]:
    body = copy.deepcopy(BODY)
    inside: Any = body
    *way, last = path.split(".")
    for step in way:
        inside = inside[int(step)] if step.isdigit() else inside[step]
    inside[last] = value
    return body


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("id", "c_1"),
        ("created_at", "2020-01-01"),
        ("version", 7),
        ("fields.salary", 1),
        ("fields.merged_into", "c_2"),
        ("fields.links.0.target", "x"),
        ("fields.positions.0.id", 1),
        ("url", "javascript:alert(1)"),
        ("url", None),
        ("url", "https://x.example/" + "a" * 2_000),
        ("captured_at", "yesterday"),
        ("captured_at", "2026-11-20T10:00:00"),
        ("fields", None),
        ("fields", []),
        ("fields.name", "x" * 301),
        ("fields.name", 7),
        ("fields.emails", ["a@x.example"] * 21),
        ("fields.emails", ["x" * 321]),
        ("fields.emails", "a@x.example"),
        ("fields.positions", [{"title": "x"}] * 101),
        ("note", "x" * 20_001),
        ("selection", {"a": 1}),
        ("edited", ["x"] * 51),
    ],
)
def test_what_a_capture_may_not_hold_is_named(extension: Caller, path: str, value: object) -> None:
    answer = send(extension, changed(path, value))
    assert answer.status_code == 422
    name = next(part for part in reversed(path.split(".")) if not part.isdigit())
    assert name in answer.json["message"]
    assert extension.get("/api/v1/contacts?q=sousa").json["contacts"] == []


def test_null_is_absent(extension: Caller) -> None:
    body = {**BODY, "note": None, "edited": None, "why": None}
    body["fields"] = {**BODY["fields"], "emails": None, "links": None, "positions": [{"title": None}], "phones": [None]}
    assert send(extension, body).status_code == 201


@pytest.mark.parametrize(
    "text", ["a" * 19_999 + "!", "<" * 20_000, "(" * 20_000, " " * 20_000, "\u0301\u0316" * 10_000]
)
def test_long_texts_take_no_time(extension: Caller, text: str) -> None:
    assert send(extension, {**BODY, "note": text, "selection": text[::-1]}).status_code == 201
