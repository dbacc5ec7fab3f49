"""Looking somebody up outside: what is asked again and what is not, and who is left alone."""

from __future__ import annotations

import gzip
import socket
from typing import Any

import pytest
from outside import ON, desk, either, facts, look, places, ravi, said, saved
from sqlalchemy import select

from conftest import FrozenClock
from legwork.desk import asking, forgetting, researching, wording
from legwork.desk.opening import Desk
from legwork.desk.preferring import SWITCHES, prefer
from legwork.store import evidence, ids, links
from legwork.store.evidence import Request
from legwork.store.tables import evidence as evidence_table
from sources.answering import Answering
from sources.standin import Reply

__all__ = ["desk", "either"]


def test_what_is_fresh_is_not_asked_again_and_what_is_not_is_asked_whether_it_changed(
    either: Desk, clock: FrozenClock
) -> None:
    contact = saved(either)
    prefer(either, {"source_feeds": "on"})
    answering = Answering("feeds-found")
    look(either, contact, answering)
    look(either, contact, answering)
    assert len(answering.asked) == 1
    clock.advance(hours=7)
    answering.routes["https://ines-vale.example/feed.xml"] = Reply(304, {}, b"")
    assert [one.outcome for one in look(either, contact, answering)] == ["found"]
    sent = answering.asked[1][1]
    assert (sent["if-none-match"], sent["if-modified-since"]) == ('"f1"', "Sat, 14 Nov 2026 09:00:00 GMT")
    assert len(said(either, contact)) == 2
    assert {str(fact.fetched)[:13] for fact in facts(either, contact)} == {"2026-11-23 14"}
    look(either, contact, answering)
    assert len(answering.asked) == 2


def test_that_nothing_is_there_is_kept_too(desk: Desk, clock: FrozenClock) -> None:
    contact = saved(desk, links=[{"rel": "me", "url": "https://github.com/nobody-here"}])
    prefer(desk, {"source_github": "on"})
    answering = Answering("github-not_found")
    look(desk, contact, answering)
    clock.advance(days=13)
    assert [one.outcome for one in look(desk, contact, answering)] == ["nothing"]
    assert len(answering.asked) == 1
    clock.advance(days=2)
    look(desk, contact, answering)
    assert len(answering.asked) == 2
    assert places(desk, contact)["GitHub"] == "one request, nothing found"


def test_a_host_that_asks_to_wait_is_left_alone_for_everybody(desk: Desk, clock: FrozenClock) -> None:
    one = saved(desk)
    other = ravi(desk, links=[{"rel": "me", "url": "https://github.com/nightowl"}])
    prefer(desk, {"source_github": "on"})
    answering = Answering("github-limited", "github-somebody_else")
    assert [one_.outcome for one_ in look(desk, one, answering)] == ["limited"]
    assert places(desk, one)["GitHub"] == "limited until 08:00 UTC"
    assert [one_.outcome for one_ in look(desk, other, answering)] == ["limited"]
    assert len(answering.asked) == 1
    clock.advance(hours=2)
    assert [one_.outcome for one_ in look(desk, other, answering)] == ["found"]


def test_what_was_known_stays_when_a_host_fails(desk: Desk, clock: FrozenClock) -> None:
    contact = saved(desk)
    prefer(desk, {"source_github": "on"})
    look(desk, contact, Answering("github-found"))
    known = said(desk, contact)
    for name in ("github-broken", "github-fault", "github-refused", "github-limited_secondary"):
        clock.advance(days=8)
        assert look(desk, contact, Answering(name))[0].outcome in {"broken", "refused", "limited"}
        assert said(desk, contact) == known
    clock.advance(days=8)
    gone = Answering()
    gone.routes["https://api.github.com/users/ines-vale"] = Reply(404, {"content-type": "application/json"}, b"{}")
    assert look(desk, contact, gone)[0].outcome == "nothing"
    assert said(desk, contact) == []


def test_an_answer_that_cannot_be_read_is_asked_for_again(desk: Desk) -> None:
    contact = saved(desk)
    prefer(desk, {"source_github": "on"})
    look(desk, contact, Answering("github-broken"))
    assert [one.outcome for one in look(desk, contact, Answering("github-found"))] == ["found"]


def test_wikidata_that_is_busy_is_left_alone_for_a_while(desk: Desk, clock: FrozenClock) -> None:
    contact = saved(desk, company="Northwind")
    prefer(desk, ON | dict.fromkeys(SWITCHES, "off") | {"source_wikidata": "on"})
    busy = Answering("wikidata-limited")
    assert [one.outcome for one in look(desk, contact, busy)] == ["limited"]
    look(desk, contact, busy)
    assert len(busy.asked) == 1
    clock.advance(minutes=2)
    look(desk, contact, busy)
    assert len(busy.asked) == 2


def test_a_contact_has_so_many_requests_a_day(desk: Desk, clock: FrozenClock, monkeypatch: pytest.MonkeyPatch) -> None:
    assert asking.A_DAY == 30
    monkeypatch.setattr(asking, "A_DAY", 3)
    contact = saved(desk, links=[{"rel": "me", "url": "https://github.com/ines-vale"}])
    prefer(desk, {"source_github": "on"})
    answering = Answering("github-fault")
    for _ in range(3):
        look(desk, contact, answering)
    assert [one.outcome for one in look(desk, contact, answering)] == ["spent"]
    assert len(answering.asked) == 3
    clock.advance(days=1, minutes=1)
    assert [one.outcome for one in look(desk, contact, answering)] == ["broken"]


def test_a_host_is_asked_so_often_in_an_hour(desk: Desk, clock: FrozenClock) -> None:
    one = saved(desk)
    other = ravi(desk, links=[{"rel": "me", "url": "https://github.com/nightowl"}])
    prefer(desk, {"source_github": "on"})
    row = Request(
        wording.number(one), "github", "api.github.com", "https://x.example/", "", ids.utc(clock()), 200, "read"
    )
    desk.database.write(lambda connection: [evidence.add(connection, row) for _ in range(60)])
    answering = Answering("github-somebody_else")
    clock.advance(minutes=59)
    assert [came.sentence for came in look(desk, other, answering)] == [
        "The host was asked as often as is polite; it may be asked again in an hour."
    ]
    assert answering.asked == []
    clock.advance(minutes=2)
    assert [came.outcome for came in look(desk, other, answering)] == ["found"]


def test_there_is_a_pause_between_requests_and_an_end(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    contact = saved(desk)
    prefer(desk, {"source_orcid": "on"})
    waited: list[float] = []
    answering = Answering("orcid-found")
    researching.look(
        desk, contact, researching.plan(desk, contact).digest, client=answering.client, sleep=waited.append
    )
    assert len(waited) == 2
    assert all(0.9 < seconds <= 1 for seconds in waited)
    monkeypatch.setattr("legwork.desk.researching.LOOK_SECONDS", -1.0)
    prefer(desk, {"source_github": "on"})
    done = look(desk, contact, Answering("github-found"))
    assert [(one.source, one.outcome) for one in done] == [("github", "spent"), ("orcid", "found")]


def test_an_answer_had_for_a_colleague_is_not_asked_for_twice(either: Desk) -> None:
    one = saved(either)
    other = ravi(either, emails=["ravi@northwind-rail.example"])
    prefer(either, {"operator": "me@desk.example", "source_wikidata": "on"})
    answering = Answering("wikidata-found")
    look(either, one, answering)
    before = len(answering.asked)
    look(either, other, answering)
    assert len(answering.asked) == before
    assert [value for _, _, value in said(either, other)] == [value for _, _, value in said(either, one)]
    assert places(either, other)["Wikidata"] == "no requests, four facts"
    forgetting.forget(either, one)
    assert len(said(either, other)) == 4


@pytest.fixture
def no_sockets(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    tried: list[str] = []

    def refuse(*what: Any, **_: Any) -> None:
        tried.append(str(what))
        raise RuntimeError("sockets are refused")

    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    monkeypatch.setattr(socket, "create_connection", refuse)
    return tried


def test_without_a_network_a_look_says_so_and_keeps_what_was_known(
    desk: Desk, clock: FrozenClock, no_sockets: list[str]
) -> None:
    contact = saved(desk)
    prefer(desk, {"source_github": "on"})
    look(desk, contact, Answering("github-found"))
    known = said(desk, contact)
    clock.advance(days=8)
    assert no_sockets == []
    digest = researching.plan(desk, contact).digest
    done = researching.look(desk, contact, digest)
    assert [(one.outcome, one.sentence) for one in done] == [
        ("unreachable", "There was no answer: the host could not be reached.")
    ]
    assert no_sockets == ["('api.github.com', 443)"]
    assert said(desk, contact) == known
    assert places(desk, contact)["GitHub"] == "one request, unreachable"


def test_bodies_are_packed_and_older_ones_let_go(desk: Desk, clock: FrozenClock) -> None:
    contact = saved(desk)
    prefer(desk, {"source_feeds": "on"})
    for _ in range(3):
        look(desk, contact, Answering("feeds-found"))
        clock.advance(hours=7)
    with desk.database.read() as connection:
        found = connection.execute(select(evidence_table.c.body, evidence_table.c.sha256)).all()
        kept = evidence.requests_of(
            connection, links.members_of(connection, [wording.number(contact)])[wording.number(contact)]
        )
    assert [body is not None for body, _ in found].count(True) == 1
    assert all(len(digest) == 64 for _, digest in found)
    assert len(kept) == 3
    assert kept[0].asked_at > kept[-1].asked_at


def test_gzip_is_undone_once(desk: Desk) -> None:
    contact = saved(desk)
    prefer(desk, {"source_feeds": "on"})
    answering = Answering("feeds-found")
    address = "https://ines-vale.example/feed.xml"
    plain = answering.routes[address]
    answering.routes[address] = Reply(200, {**plain.headers, "content-encoding": "gzip"}, gzip.compress(plain.body))
    assert [one.outcome for one in look(desk, contact, answering)] == ["found"]
