"""A stand-in for the services outside: answers written by hand after their documentation, given on this machine.

A scenario is one look of one source: the identifier, the answers by address, and what has to come of it. The product
itself asks; only its names lead here, and the certificates are of an authority made for the run.
"""

from __future__ import annotations

import hashlib
import json
import socketserver
import ssl
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import trustme
import yaml

from legwork.sources.contract import Identifier, Who
from legwork.sources.outbound import Client, GuardedBackend, GuardedTransport

SCENARIOS = Path(__file__).with_name("scenarios")
UNKNOWN = 599
AGENT = "Legwork (tests; contact: desk@legwork.example)"


@dataclass(frozen=True)
class Scenario:
    """One scenario: `said` is what its file says, and `doc` the page its answers were written after."""

    source: str
    name: str
    doc: str
    said: Mapping[str, Any]

    @property
    def id(self) -> str:
        return f"{self.source}-{self.name}"

    @property
    def identifier(self) -> Identifier:
        return Identifier(**{"kind": "", "how": "captured", "page": "https://ines-vale.example/", **self.said["by"]})

    @property
    def who(self) -> Who:
        pages = self.said.get("pages", ["https://ines-vale.example/"])
        return Who(name="Inês Vale", company="Northwind Rail", pages=tuple(pages))

    @property
    def digest(self) -> str:
        text = json.dumps([self.source, self.name, self.doc, self.said], sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(text.encode()).hexdigest()

    @cached_property
    def routes(self) -> dict[str, Reply]:
        return {route["get"]: Reply.of(route) for route in self.said["answers"]}

    @property
    def hosts(self) -> set[str]:
        return {urlsplit(address).hostname or "" for address in self.routes}

    def client(self, transport: Any = None) -> Client:
        return Client(AGENT, transport, **({"most_bytes": most} if (most := self.said.get("most_bytes")) else {}))


@dataclass(frozen=True)
class Reply:
    """An answer as it goes over the line."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @classmethod
    def of(cls, route: Mapping[str, Any]) -> Reply:
        kind, body = "", b""
        if "json" in route:
            kind, body = "application/json", json.dumps(route["json"], ensure_ascii=False).encode()
        elif "text" in route:
            kind, body = "text/plain", str(route["text"]).encode()
        if "repeat" in route:
            kind, body = "application/json", str(route["repeat"]).encode() * int(route["times"])
        body = body.decode().encode(route.get("encoding", "utf-8"), "surrogatepass")
        return cls(
            route.get("status", 200), {"content-type": route.get("kind", kind), **route.get("headers", {})}, body
        )


def scenarios() -> list[Scenario]:
    """Every scenario, by source and name."""
    found = []
    for path in sorted(SCENARIOS.glob("*.yaml")):
        told = yaml.safe_load(path.read_text("utf-8"))
        for name, said in told["scenarios"].items():
            found.append(Scenario(path.stem, name, said.get("doc", told["doc"]), said))
    return found


class StandIn:
    """The server: `routes` are what it answers at the moment, and `asked` what it was asked."""

    def __init__(self, hosts: set[str]) -> None:
        self.routes: Mapping[str, Reply] = {}
        self.asked: list[tuple[str, dict[str, str]]] = []
        self._hosts = hosts
        self._authority = trustme.CA()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self._authority.issue_cert(*sorted(hosts)).configure_cert(context)
        self._server.socket = context.wrap_socket(self._server.socket, server_side=True)
        self._server.handle_error = lambda *_: None  # type: ignore[method-assign]  # who hangs up is no news here
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)

    @cached_property
    def transport(self) -> GuardedTransport:
        """The product's transport, whose names lead here."""
        trust = ssl.create_default_context()
        self._authority.configure_trust(trust)
        backend = GuardedBackend(self._resolved, "127.0.0.1".__eq__, self._server.server_port)
        return GuardedTransport(backend, trust)

    def _resolved(self, host: str) -> list[str]:
        if host not in self._hosts:
            raise OSError(f"{host} is in no scenario")
        return ["127.0.0.1"]

    def answer(self, host: str, target: str, headers: Mapping[str, str]) -> Reply:
        address = f"https://{host}{target}"
        self.asked.append((address, {name.lower(): value for name, value in headers.items()}))
        return self.routes.get(address, Reply(UNKNOWN, {"content-type": "text/plain"}, address.encode()))

    @contextmanager
    def serving(self) -> Iterator[StandIn]:
        self._thread.start()
        try:
            yield self
        finally:
            self._server.shutdown()
            self._server.server_close()
            self._thread.join()


def _handler(standin: StandIn) -> type[socketserver.BaseRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            reply = standin.answer(self.headers.get("host", ""), self.path, dict(self.headers))
            # neither a date nor a server's name, so that a recording is the same on every day
            self.send_response_only(reply.status)
            for name, value in reply.headers.items():
                self.send_header(name, value)
            self.send_header("content-length", str(len(reply.body)))
            self.send_header("connection", "close")
            self.end_headers()
            self.wfile.write(reply.body)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002  the base class's signature
            """Says nothing."""

    return Handler
