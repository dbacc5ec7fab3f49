"""Looking somebody up outside: the plan, one press of the button, what is kept, and what is left alone."""

from __future__ import annotations

import re

import pytest
from outside import EVERYTHING, ON, desk, either, facts, look, places, ravi, rows, said, saved
from sqlalchemy import select, text

from legwork.desk import editing, forgetting, linking, researching, trashing, undoing, wording
from legwork.desk.checking import doctor
from legwork.desk.opening import Desk
from legwork.desk.preferring import SWITCHES, prefer
from legwork.errors import Conflict, NotFound, Refused
from legwork.store.tables import evidence as evidence_table
from legwork.store.tables import pauses
from sources.answering import Answering

__all__ = ["desk", "either"]


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
    assert found[
        "Wikipedia, CC BY-SA 4.0",
        "what_it_is",
        "Northwind Rail Ltd. Co is a railway operator in the north of the country.",
    ]
    assert found["SEC EDGAR", "filing", "10-K"].words["company"] == "Northwind Rail"
    assert {fact.confidence for fact in found.values()} == {"confirmed"}
    assert places(either, contact)["ORCID"] == "three requests, six facts"
    assert all(finding.ok for finding in doctor(either, besides=frozenset({"immutable"})))


def test_what_hangs_on_a_link_that_merely_stood_there_is_likely(desk: Desk) -> None:
    prefer(desk, {"source_github": "on", "source_orcid": "on"})
    profiles = ("https://github.com/ines-vale", "https://orcid.org/0000-0002-1825-0097")
    links = [{"rel": "seen", "url": url} for url in profiles]
    contact = saved(desk, links=links, url="https://team.example/")
    look(desk, contact, Answering("github-found", "orcid-found"))
    assert {fact.confidence for fact in facts(desk, contact)} == {"likely"}


def test_a_record_that_links_back_leaves_no_doubt(desk: Desk) -> None:
    prefer(desk, {"source_github": "on"})
    contact = saved(desk, links=[{"rel": "seen", "url": "https://github.com/ines-vale"}])
    look(desk, contact, Answering("github-found"))
    assert {fact.confidence for fact in facts(desk, contact)} == {"confirmed"}


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
        with pytest.raises(Refused, match="how you can be reached"):
            prefer(desk, {name: "on"})
    prefer(desk, {"operator": "me@desk.example", "source_wikidata": "on", "source_github": "on"})
    with pytest.raises(Refused, match="how you can be reached"):
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


def test_facts_go_with_the_address_they_were_found_by(desk: Desk) -> None:
    contact = saved(desk)
    prefer(desk, {"source_github": "on", "source_orcid": "on"})
    look(desk, contact, Answering("github-found", "orcid-found"))
    kept = "https://orcid.org/0000-0002-1825-0097"
    event = editing.edit(desk, contact, "links", kept)
    assert {source for source, _, _ in said(desk, contact)} == {"ORCID"}
    undoing.undo(desk, event)
    assert {source for source, _, _ in said(desk, contact)} == {"ORCID", "GitHub"}


def test_what_an_employer_led_to_goes_with_the_employer(desk: Desk) -> None:
    contact = saved(desk)
    prefer(desk, ON)
    look(desk, contact, Answering(*EVERYTHING))
    event = editing.edit(desk, contact, "company", "Globex")
    left = {fact.source for fact in facts(desk, contact) if fact.about == "company"}
    assert left == set()
    assert [
        one.value for step in researching.plan(desk, contact).steps for one in step.by if step.source == "edgar"
    ] == ["…"]
    undoing.undo(desk, event)
    assert {fact.source for fact in facts(desk, contact) if fact.about == "company"} == {
        "Wikidata", "Wikipedia, CC BY-SA 4.0", "SEC EDGAR",
    }  # fmt: skip


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
