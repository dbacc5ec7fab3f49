"""A client that answers from scenarios in the same process: for the tests of what a desk makes of answers."""

from __future__ import annotations

from collections.abc import Mapping

import httpx2

from legwork.sources.outbound import Client
from sources.standin import AGENT, UNKNOWN, Reply, scenarios

BY_ID = {scenario.id: scenario for scenario in scenarios()}


class Answering:
    """`asked` are the addresses that were asked, with the headers they were asked with."""

    def __init__(self, *names: str) -> None:
        self.routes: dict[str, Reply] = {}
        for name in names:
            self.routes |= BY_ID[name].routes
        self.asked: list[tuple[str, Mapping[str, str]]] = []
        self.client = Client(AGENT, httpx2.MockTransport(self._answer))

    @property
    def addresses(self) -> list[str]:
        return [address for address, _ in self.asked]

    def _answer(self, request: httpx2.Request) -> httpx2.Response:
        address = str(request.url)
        self.asked.append((address, dict(request.headers)))
        reply = self.routes.get(address, Reply(UNKNOWN, {}, address.encode()))
        return httpx2.Response(reply.status, headers=dict(reply.headers), content=reply.body)
