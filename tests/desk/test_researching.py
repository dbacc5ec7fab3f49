"""Looking somebody up outside: the plan, one press of the button, what is kept, and what is left alone."""

from __future__ import annotations

import gzip
import re
import shutil
import socket
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select, text

from conftest import FrozenClock
from legwork.briefing.facts import Fact
from legwork.desk import asking, capturing, editing, forgetting, linking, researching, trashing, undoing, wording
from legwork.desk.checking import doctor
from legwork.desk.opening import Desk
from legwork.desk.preferring import SWITCHES, prefer
from legwork.errors import Conflict, NotFound, Refused
from legwork.store import evidence, ids, links
from legwork.store.evidence import Lookup, Request
from legwork.store.tables import evidence as evidence_table
from legwork.store.tables import lookups, pauses
from sources.answering import Answering
from sources.standin import Reply

PAGE = "https://ines-vale.example/"
EVERYTHING = (
    "feeds-found", "github-found", "wikidata-found", "wikipedia-found", "orcid-found", "edgar-found", "mastodon-found",
    "bluesky-found",
)  # fmt: skip
ON = {"operator": "me@desk.example", **dict.fromkeys(SWITCHES, "on")}


@pytest.fixture
def desk(sqlite_template: Path, tmp_path: Path, open_here: Callable[[str], Desk]) -> Desk:
    """A desk in SQLite; what is asked of both databases has `either`."""
    return open_here(f"sqlite:///{shutil.copyfile(sqlite_template, tmp_path / 'desk.sqlite3')}")


@pytest.fixture
def either(database_url: str, open_here: Callable[[str], Desk]) -> Desk:
    return open_here(database_url)


def saved(desk: Desk, key: str = "k1", **fields: Any) -> str:
    """A saved page of Inês with all her addresses; keywords replace what it says. Gives the contact's id."""
    said = {
        "name": "Inês Vale",
        "title": "Head of Data",
        "company": "Northwind Rail",
        "emails": ["ines@northwind-rail.example"],
        "feeds": ["http://ines-vale.example/feed.xml"],
        "links": [
            {"rel": "me", "url": "https://github.com/ines-vale"},
            {"rel": "me", "url": "https://orcid.org/0000-0002-1825-0097"},
            {"rel": "me", "url": "https://trains.example/@ines"},
            {"rel": "me", "url": "https://bsky.app/profile/ines-vale.example"},
        ],
    } | fields
    body = {"url": said.pop("url", PAGE), "page_title": "x", "captured_at": "2026-11-20T10:00:00Z", "fields": said}
    return str(capturing.capture(desk, body, key).answer["contact"]["id"])


def ravi(desk: Desk, **fields: Any) -> str:
    """A saved page of a colleague, with nothing on it but what keywords say."""
    bare = {"emails": [], "feeds": [], "links": [], "url": "https://ravi.example/", "name": "Ravi Menon"}
    return saved(desk, "k2", **(bare | fields))


def look(desk: Desk, contact: str, answering: Answering) -> tuple[Lookup, ...]:
    """Sees the plan and presses the button."""
    digest = researching.plan(desk, contact).digest
    return researching.look(desk, contact, digest, client=answering.client, sleep=lambda _: None)


def facts(desk: Desk, contact: str) -> list[Fact]:
    with desk.database.read() as connection:
        return list(researching.outside_facts(connection, wording.number(contact)))


def said(desk: Desk, contact: str) -> list[tuple[str, str, str]]:
    return [(fact.source, fact.kind, fact.value) for fact in facts(desk, contact)]


def places(desk: Desk, contact: str) -> dict[str, str]:
    with desk.database.read() as connection:
        return {one.source: one.text for one in researching.looked(connection, wording.number(contact))}


def rows(desk: Desk) -> list[int]:
    with desk.database.read() as connection:
        return [
            connection.execute(select(func.count()).select_from(table)).scalar_one()
            for table in (evidence_table, lookups, pauses)
        ]


def test_a_new_desk_asks_nobody(desk: Desk) -> None:
    contact = saved(desk)
    answering = Answering()
    assert {step.state for step in researching.plan(desk, contact).steps} == {"off"}
    with pytest.raises(Refused, match="nothing to ask"):
        look(desk, contact, answering)
    assert answering.asked == []
    assert facts(desk, contact) == []
    assert places(desk, contact) == {"Other sources outside": "off"}


def test_the_plan_is_what_is_asked(desk: Desk) -> None:
    contact = saved(desk)
    prefer(desk, ON)
    plan = researching.plan(desk, contact)
    assert [step.source for step in plan.ready] == [name.removeprefix("source_") for name in SWITCHES]
    assert all(step.learns.endswith(".") for step in plan.steps)
    known = {one.url for step in plan.ready for one in step.requests if not one.then}
    then = [one.url.partition("…")[0] for step in plan.ready for one in step.requests if one.then]
    assert rows(desk) == [0, 0, 0]
    answering = Answering(*EVERYTHING)
    done = look(desk, contact, answering)
    assert {one.outcome for one in done} == {"found"}
    assert known <= set(answering.addresses)
    assert [one for one in answering.addresses if one not in known and not one.startswith(tuple(then))] == []
    assert not any(re.search("(?:@|%40)northwind", address) for address in answering.addresses)


def test_what_is_read_becomes_facts_with_their_place_and_day(either: Desk) -> None:
    contact = saved(either)
    prefer(either, ON)
    look(either, contact, Answering(*EVERYTHING))
    found = {(fact.source, fact.kind, fact.value): fact for fact in facts(either, contact)}
    post = found["Their own feed", "post", "Why our delay ledger is append-only"]
    assert (post.anchor, post.confidence, str(post.dated)) == ("captured", "confirmed", "2026-11-14")
    assert (post.url, str(post.read)) == ("https://ines-vale.example/2026/ledger", "2026-11-23")
    assert post.ref.startswith(f"/contacts/{contact}/outside#l")
    size = found["Wikidata", "employees", "2100"]
    assert (size.about, size.anchor, size.words) == ("company", "domain", {"company": "Northwind Rail", "year": "2021"})
    assert found["GitHub", "employer_claim", "northwind-rail"].anchor == "links back"
    assert found["Wikipedia", "what_it_is", "Northwind Rail Ltd. Co is a railway operator in the north of the country."]
    assert found["SEC EDGAR", "filing", "10-K"].words["company"] == "Northwind Rail"
    assert {fact.confidence for fact in found.values()} == {"confirmed"}
    assert places(either, contact)["ORCID"] == "three requests, six facts"
    assert all(finding.ok for finding in doctor(either, besides=frozenset({"immutable"})))


def test_each_source_has_a_switch_of_its_own(desk: Desk) -> None:
    contact = saved(desk)
    prefer(desk, {"source_github": "on"})
    answering = Answering(*EVERYTHING)
    look(desk, contact, answering)
    assert {address.split("/")[2] for address in answering.addresses} == {"api.github.com"}
    event = prefer(desk, {"source_github": "off"})
    assert researching.plan(desk, contact).ready == ()
    assert said(desk, contact) != []
    undoing.undo(desk, event)
    assert [step.source for step in researching.plan(desk, contact).ready] == ["github"]


def test_who_wants_to_know_who_asks_is_not_switched_on_without(desk: Desk) -> None:
    for name in ("source_wikidata", "source_wikipedia", "source_edgar"):
        with pytest.raises(Refused, match="contact of yours"):
            prefer(desk, {name: "on"})
    prefer(desk, {"operator": "me@desk.example", "source_wikidata": "on", "source_github": "on"})
    with pytest.raises(Refused, match="contact of yours"):
        prefer(desk, {"operator": ""})
    for wrong in (
        "me",
        "me@desk",
        "http://desk.example/",
        "https://nowhere",
        "a@b.example\r\nx: y",
        "é@desk.example",
        "(a)@b.co",
    ):
        with pytest.raises(Refused):
            prefer(desk, {"operator": wrong})
    prefer(desk, {"operator": "https://desk.example/me"})
    assert researching.agent("") == "Legwork/0.1.0 (a desk on one person's own computer)"
    assert researching.agent("me@desk.example").endswith("; contact: me@desk.example)")


def test_undoing_the_contact_stops_who_wants_it(desk: Desk) -> None:
    contact = saved(desk)
    event = prefer(desk, {"operator": "me@desk.example"})
    prefer(desk, {"source_wikidata": "on"})
    undoing.undo(desk, event)
    step = next(step for step in researching.plan(desk, contact).steps if step.source == "wikidata")
    assert (step.state, step.requests) == ("wants operator", ())


def test_a_plan_that_changed_is_shown_again_first(desk: Desk) -> None:
    contact = saved(desk)
    prefer(desk, {"source_github": "on"})
    before = researching.plan(desk, contact).digest
    prefer(desk, {"source_orcid": "on"})
    answering = Answering(*EVERYTHING)
    for digest in (before, "", "x"):
        with pytest.raises(Conflict, match="has changed since"):
            researching.look(desk, contact, digest, client=answering.client)
    assert answering.asked == []
    with pytest.raises(NotFound):
        researching.look(desk, "c_999", before, client=answering.client)


def test_two_looks_at_once_are_one_after_the_other(desk: Desk) -> None:
    contact = saved(desk)
    prefer(desk, {"source_github": "on"})
    answering = Answering("github-found")

    def again(_: float) -> None:
        with pytest.raises(Conflict, match="at this moment"):
            look(desk, contact, answering)

    digest = researching.plan(desk, contact).digest
    researching.look(desk, contact, digest, client=answering.client, sleep=again)
    assert len(answering.asked) == 2


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


def test_facts_go_with_the_address_they_were_found_by(desk: Desk) -> None:
    contact = saved(desk)
    prefer(desk, {"source_github": "on", "source_orcid": "on"})
    look(desk, contact, Answering("github-found", "orcid-found"))
    kept = "https://orcid.org/0000-0002-1825-0097"
    event = editing.edit(desk, contact, "links", kept)
    assert {source for source, _, _ in said(desk, contact)} == {"ORCID"}
    undoing.undo(desk, event)
    assert {source for source, _, _ in said(desk, contact)} == {"ORCID", "GitHub"}


def test_forgetting_a_contact_forgets_what_was_found(either: Desk) -> None:
    contact = saved(either)
    prefer(either, ON)
    look(either, contact, Answering(*EVERYTHING))
    other = ravi(either, feeds=["https://team.example/feed.xml"])
    look(either, other, Answering("feeds-several_authors"))
    assert all(rows(either)[:2])
    forgetting.forget(either, contact)
    with either.database.read() as connection:
        left = connection.execute(select(evidence_table.c.url)).scalars().all()
        texts = [connection.execute(text(f"SELECT * FROM {table}")).all() for table in ("lookups", "pauses")]
    assert left == []  # the other's feed names her
    assert not re.search("inês|ines-vale|northwind", repr(texts).lower())
    assert all(finding.ok for finding in doctor(either, besides=frozenset({"immutable"})))


def test_a_pause_of_a_hosts_own_site_goes_with_the_person_and_one_of_a_service_stays(desk: Desk) -> None:
    contact = saved(desk)
    prefer(desk, {"source_feeds": "on", "source_github": "on"})
    look(desk, contact, Answering("feeds-limited", "github-limited"))
    assert rows(desk)[2] == 2
    forgetting.forget(desk, contact)
    with desk.database.read() as connection:
        assert connection.execute(select(pauses.c.host)).scalars().all() == ["api.github.com"]


def test_what_was_found_moves_with_a_join_and_comes_back_from_the_trash(desk: Desk) -> None:
    one = saved(desk)
    prefer(desk, {"source_github": "on"})
    look(desk, one, Answering("github-found"))
    other = saved(
        desk, "k2", name="Inês Vale", url="https://another.example/", emails=[], links=[], feeds=[], company=""
    )
    if other != one:
        linking.rule(desk, wording.pair(*sorted((wording.number(one), wording.number(other)))), "same")
    joined = said(desk, one)
    assert joined
    event = trashing.put_in(desk, one)
    undoing.undo(desk, event)
    assert said(desk, one) == joined


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
