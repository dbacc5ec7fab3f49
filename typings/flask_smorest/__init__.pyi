# The part of flask-smorest that Legwork uses; the library carries no types.

from collections.abc import Callable, Mapping
from typing import Any, NoReturn, TypeAlias

import apispec
import flask
from marshmallow import Schema
from webargs.flaskparser import FlaskParser

View: TypeAlias = Callable[..., Any]

class Blueprint(flask.Blueprint):
    ARGUMENTS_PARSER: FlaskParser
    def __init__(
        self, name: str, import_name: str, *, url_prefix: str | None = None, description: str = ""
    ) -> None: ...
    def arguments(
        self, schema: Schema | type[Schema], *, location: str = "json", description: str | None = None
    ) -> Callable[[View], View]: ...
    def response(
        self,
        status_code: int,
        schema: Schema | type[Schema] | None = None,
        *,
        description: str | None = None,
    ) -> Callable[[View], View]: ...
    def alt_response(
        self,
        status_code: int,
        *,
        schema: Schema | type[Schema] | None = None,
        description: str | None = None,
        success: bool = False,
    ) -> Callable[[View], View]: ...
    def doc(self, **kwargs: Any) -> Callable[[View], View]: ...

class Api:
    ERROR_SCHEMA: type[Schema]
    DEFAULT_ERROR_RESPONSE_NAME: str | None
    spec: apispec.APISpec
    def __init__(self, app: flask.Flask | None = None, *, spec_kwargs: Mapping[str, Any] | None = None) -> None: ...
    def register_blueprint(self, blp: Blueprint, **options: Any) -> None: ...
    def _register_error_handlers(self) -> None: ...

def abort(http_status_code: int, **kwargs: Any) -> NoReturn: ...
