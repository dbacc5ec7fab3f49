"""Gives sources their answers: from the evidence while it is fresh, else from the host, within budgets and pauses.

Everything that goes out is written down before its answer is read. A host that asks to wait is left alone until then,
for every contact; nothing is tried again by itself.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final
from urllib.parse import urlsplit

from sqlalchemy import Connection

from legwork.desk.opening import Desk
from legwork.sources.asking import ask
from legwork.sources.contract import DAY, Ask, Source, Stopped
from legwork.sources.outbound import Answer, Client
from legwork.store import evidence, ids
from legwork.store.evidence import Request

A_DAY: Final = 30
"""Requests for one contact in a day, at most."""
LOOK_SECONDS: Final = 40.0
_HOUR: Final = timedelta(hours=1)
_GONE: Final = frozenset({404, 410})
_VALIDATORS: Final = (("etag", "if-none-match"), ("last-modified", "if-modified-since"))
_TO_OURSELVES: Final = "The host was asked as often as is polite; it may be asked again in an hour."
_SPENT: Final = f"{A_DAY} requests were made for this contact today; look again tomorrow."
_TOO_LONG: Final = "This look took too long; what is left can be looked up by another."


@dataclass(slots=True)
class Asker:
    """Answers for one look at one source, for a contact with the records `held`. `used` are the numbers of evidence
    by the address that was asked, `asked` counts the requests that went out."""

    desk: Desk
    client: Client
    source: Source
    record: int
    held: Collection[int]
    until: float
    sleep: Callable[[float], None]
    last: dict[str, float]
    used: dict[str, tuple[int, str]] = field(default_factory=dict)
    asked: int = 0

    def fetch(self, request: Ask) -> Answer:
        """
        Raises:
            Stopped: there is no answer to read.
        """
        now = self.desk.clock()
        with self.desk.database.read() as connection:
            kept = evidence.newest(connection, request.url, self.held, ids.utc(now))
        if kept is not None and kept.fresh_until > ids.utc(now):
            return self._again(kept)
        host = urlsplit(request.url).hostname or ""
        self._check(host, now)
        own = kept if kept is not None and kept.record in self.held else None
        self._wait(host)
        self.asked += 1
        try:
            answer = ask(self.client, request, self.desk.clock, _validators(own))
        except Stopped as stop:
            self._ended(request, host, stop)
            raise
        if answer.status == 304 and own is not None and own.body is not None:
            kind = own.headers.get("content-type", "")
            answer = Answer(answer.url, 200, {**answer.headers, "content-type": kind}, own.body)
        self._keep(request, host, answer)
        return answer

    def spoil(self) -> None:
        """What was answered could not be used: the next look asks again."""
        self.desk.database.write(
            lambda connection: evidence.spoil(connection, [number for number, _ in self.used.values()])
        )

    def pause(self, until: datetime) -> None:
        """The host that was asked last is to be left alone."""
        hosts = [urlsplit(url).hostname or "" for url in self.used] or [""]
        self.desk.database.write(lambda connection: evidence.pause(connection, hosts[-1], ids.utc(until)))

    def _again(self, kept: Request) -> Answer:
        """An answer that is still fresh; one that was had for another contact is written down for this one too."""
        number, at = kept.id, kept.asked_at
        if kept.record not in self.held:
            copied = Request(
                self.record, self.source.name, kept.host, kept.url, kept.answered_by, at, kept.status, kept.outcome,
                kept.headers, kept.body, kept.fresh_until, asked=False,
            )  # fmt: skip
            number = self.desk.database.write(lambda connection: evidence.add(connection, copied))
        self.used[kept.url] = (number, at)
        return Answer(kept.answered_by, kept.status, kept.headers, kept.body or b"")

    def _check(self, host: str, now: datetime) -> None:
        """
        Raises:
            Stopped: the host, or this contact, has been asked enough for now.
        """
        with self.desk.database.read() as connection:
            paused = evidence.paused(connection, host)
            today = evidence.asked_for(connection, self.held, ids.utc(now - DAY))
            this_hour = evidence.asked_of(connection, host, ids.utc(now - _HOUR))
        if paused > ids.utc(now):
            raise Stopped("limited", "The host asks to wait before it is asked again.", ids.instant(paused))
        if today >= A_DAY:
            raise Stopped("spent", _SPENT)
        if this_hour >= self.source.an_hour:
            raise Stopped("limited", _TO_OURSELVES, now + _HOUR)
        if time.monotonic() > self.until:
            raise Stopped("spent", _TOO_LONG)

    def _wait(self, host: str) -> None:
        """The pause between two requests to a host."""
        left = self.last.get(host, float("-inf")) + self.source.gap - time.monotonic()
        if left > 0:
            self.sleep(left)
        self.last[host] = time.monotonic()

    def _keep(self, request: Ask, host: str, answer: Answer) -> None:
        now = self.desk.clock()
        lasts = self.source.missing if answer.status in _GONE else self.source.lasts
        row = Request(
            self.record, self.source.name, host, request.url, answer.url, ids.utc(now), answer.status, evidence.READ,
            answer.headers, answer.body, ids.utc(now + lasts),
        )  # fmt: skip
        self.used[request.url] = (
            self.desk.database.write(lambda connection: evidence.add(connection, row)),
            row.asked_at,
        )

    def _ended(self, request: Ask, host: str, stop: Stopped) -> None:
        """Writes down a request without an answer to read, and the pause that its host asks for."""
        now = self.desk.clock()
        row = Request(self.record, self.source.name, host, request.url, "", ids.utc(now), 0, stop.outcome)
        until = now + stop.until if isinstance(stop.until, timedelta) else stop.until

        def work(connection: Connection) -> None:
            self.used[request.url] = (evidence.add(connection, row), row.asked_at)
            if until is not None:
                evidence.pause(connection, host, ids.utc(until))

        self.desk.database.write(work)


def _validators(own: Request | None) -> Mapping[str, str]:
    if own is None or own.status != 200:
        return {}
    return {header: own.headers[name] for name, header in _VALIDATORS if name in own.headers}
