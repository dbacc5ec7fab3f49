"""JSON for the extension: every call under /api/v1, one module a resource."""

from __future__ import annotations

from flask import Flask
from flask_smorest import Api

from legwork import __version__
from legwork.api import captures, cards, contacts, imports, pages, pairing, status
from legwork.api.errors import ErrorSchema, problem
from legwork.desk.opening import Desk

__all__ = ["install", "problem"]

PREFIX = "/api/v1"


class LegworkApi(Api):
    """Errors are the application's business: it answers pages and programs with the same sentences."""

    ERROR_SCHEMA = ErrorSchema

    def _register_error_handlers(self) -> None:
        return None


def install(app: Flask, desk: Desk) -> LegworkApi:
    """Adds every call, and the document that describes them at /api/v1/openapi.json."""
    app.config.update(
        API_TITLE="Legwork",
        API_VERSION="1",
        OPENAPI_VERSION="3.1.0",
        OPENAPI_URL_PREFIX=PREFIX,
        OPENAPI_JSON_PATH="openapi.json",
    )
    api = LegworkApi(
        app,
        spec_kwargs={
            "info": {
                "description": "The desk's own interface on this machine. "
                "Every call but `status` and `pairing` needs the token that pairing gave.",
                "x-legwork-version": __version__,
            },
            "security": [{"device": []}],
        },
    )
    api.spec.components.security_scheme("device", {"type": "http", "scheme": "bearer"})
    for resource in (status, pairing, captures, contacts, pages, cards, imports):
        api.register_blueprint(resource.routes(desk), url_prefix=PREFIX)
    return api
