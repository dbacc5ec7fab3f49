"""openapi.json describes the API as it is, and the API does as it says."""

from __future__ import annotations

import json

import pytest
import schemathesis
from flask import Flask
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import response_schema_conformance, status_code_conformance

from http_desk import HOST, Caller
from legwork.api import document
from legwork.desk.limits import CAPTURE_LIMITS

CALLS = [
    (method, path)
    for path, calls in sorted(json.loads(document.FILE.read_text("utf-8"))["paths"].items())
    for method in sorted(calls)
    if method in {"get", "post", "delete"}
]


def test_the_committed_document_is_the_present_one() -> None:
    assert document.FILE.read_text("utf-8") == document.text(), (
        'write it again: python -c "from legwork.api import document; document.write()"'
    )


def test_it_is_served_to_who_is_paired(extension: Caller, stranger: Caller) -> None:
    assert extension.get("/api/v1/openapi.json").json == json.loads(document.FILE.read_text("utf-8"))
    assert stranger.get("/api/v1/openapi.json").status_code == 401


def test_every_route_is_in_it(site: Flask) -> None:
    described = json.loads(document.FILE.read_text("utf-8"))
    assert described["openapi"].startswith("3.1")
    routes = {
        (method.lower(), rule.rule.replace("<", "{").replace(">", "}"))
        for rule in site.url_map.iter_rules()
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
        if rule.rule.startswith("/api/v1/") and not rule.rule.endswith("openapi.json")
    }
    listed = {
        (method, path)
        for path, calls in described["paths"].items()
        for method in calls
        if method in {"get", "post", "delete", "put", "patch"}
    }
    assert listed == routes


def test_only_two_calls_need_no_token() -> None:
    described = json.loads(document.FILE.read_text("utf-8"))
    assert described["security"] == [{"device": []}]
    free = [(method, path) for method, path in CALLS if described["paths"][path][method].get("security") == []]
    assert free == [("post", "/api/v1/pairing"), ("get", "/api/v1/status")]


def test_every_text_of_a_request_has_its_limit() -> None:
    schemas = json.loads(document.FILE.read_text("utf-8"))["components"]["schemas"]
    for name in ("Capture", "CaptureFields", "PositionHeld", "Education", "Link", "PairingRequest", "Act"):
        assert schemas[name]["additionalProperties"] is False
        for field, schema in schemas[name]["properties"].items():
            if "string" in schema.get("type", ()):
                assert schema["maxLength"] > 0, (name, field)
            elif "array" in schema.get("type", ()):
                assert schema["maxItems"] > 0, (name, field)
    assert schemas["Capture"]["properties"]["note"]["maxLength"] == CAPTURE_LIMITS["note"]


@pytest.mark.parametrize(("method", "path"), CALLS)
def test_whatever_is_sent_is_answered_as_described(extension: Caller, method: str, path: str) -> None:
    schema = schemathesis.openapi.from_dict(json.loads(document.FILE.read_text("utf-8")))
    schema.app = extension.app
    operation = schema[path][method.upper()]
    fitting = operation.as_strategy(GenerationMode.POSITIVE)
    unfitting = operation.as_strategy(GenerationMode.NEGATIVE)
    checks = [not_a_server_error, status_code_conformance, response_schema_conformance]

    @settings(max_examples=20, phases=[Phase.explicit, Phase.generate], suppress_health_check=list(HealthCheck))
    @given(case=fitting | unfitting)
    def call(case: schemathesis.Case) -> None:
        answer = case.call(headers={**extension.headers, "Host": HOST})
        case.validate_response(answer, checks=checks)

    call()
