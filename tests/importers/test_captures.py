"""Captures are read strictly, and what is wrong with one is said field by field."""

from __future__ import annotations

import json
import time
from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legwork_importers.captures import (
    CAPTURE_LIMITS,
    BadCapture,
    Captures,
    capture_body,
    capture_key,
    capture_problems,
    claim_of_capture,
    no_contact,
)
from legwork_importers.contract import Position, SourceRow, Unreadable, UnreadableSource
from legwork_importers.sources import BytesSource


def body(**changes: Any) -> dict[str, Any]:
    plain = {"url": "https://example.com/ada", "captured_at": "2026-11-20T10:00:00Z", "fields": {"name": "Ada"}}
    return plain | changes


def contact_problem(**changes: Any) -> str:
    found = body(**changes)
    return no_contact(found, claim_of_capture(found))


def positions(**fields: Any) -> tuple[Position, ...]:
    return claim_of_capture(body(fields=fields)).positions


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("{", "not a line of JSON, or cut off"),
        ("[1]", "not a JSON object"),
        ('{"a": NaN}', "NaN is not a number"),
        ('{"a": -Infinity}', "-Infinity is not a number"),
        ('{"a": 1, "a": 2}', "one field stands in it twice"),
        ("[" * 100_000, "nested more than 20 deep"),
        ('{"a": ' + "9" * 5_000 + "}", "not a line of JSON, or cut off"),
        ('"' + "x" * 256_000 + '"', "longer than 256,000 characters"),
    ],
)
def test_a_body_is_strict_json(text: str, reason: str) -> None:
    with pytest.raises(BadCapture, match=reason.replace("[", r"\[")):
        capture_body(text)


def test_brackets_in_text_are_no_nesting() -> None:
    deep = "[" * 50 + '\\"]'
    assert capture_body(json.dumps({"note": deep})) == {"note": deep}
    assert capture_body("{" + '"a": ' + "[" * 19 + "]" * 19 + "}")


def test_open_quotes_and_backslashes_take_no_time() -> None:
    start = time.process_time()
    for text in ('"\\' * 120_000, '"' * 250_000, "\\" * 250_000, '"' + '\\"' * 120_000):
        with pytest.raises(BadCapture):
            capture_body(text)
    assert time.process_time() - start < 2


@pytest.mark.parametrize(
    ("changes", "problems"),
    [
        ({}, {}),
        ({"note": None, "fields": {"name": None, "emails": None}}, {}),
        ({"fields": None}, {"fields": "is missing"}),
        ({"fields": []}, {"fields": "must be an object"}),
        ({"url": "javascript:alert(1)"}, {"url": "must be a web address"}),
        ({"url": None}, {"url": "must be a web address"}),
        ({"url": 7}, {"url": "must be text"}),
        ({"url": "https://" + "x" * 2_000}, {"url": "is longer than 2,000 characters"}),
        ({"captured_at": 1}, {"captured_at": "must be text"}),
        (
            {"captured_at": "2026-11-20T10:00:00"},
            {"captured_at": "must be a date and time with its zone, like 2026-11-20T10:00:00Z"},
        ),
        (
            {"captured_at": "soon"},
            {"captured_at": "must be a date and time with its zone, like 2026-11-20T10:00:00Z"},
        ),
        ({"captured_at": "9999-12-31T23:59:59Z"}, {"captured_at": "must be between 1970 and 2200"}),
        ({"captured_at": "0001-01-01T00:00:00+14:00"}, {"captured_at": "must be between 1970 and 2200"}),
        ({"captured_at": "1970-01-01T00:30:00+01:00"}, {"captured_at": "must be between 1970 and 2200"}),
        ({"captured_at": "2200-12-31T23:00:00Z"}, {}),
        ({"captured_at": "1970-01-01T00:00:00Z"}, {}),
        ({"spy": 1, "\ud800": 1}, {"spy": "is not a field of a capture", "\ufffd": "is not a field of a capture"}),
        ({"note": "a\x00b"}, {"note": "holds a character that is no text"}),
        ({"note": "a\ud800b"}, {"note": "holds a character that is no text"}),
        ({"edited": "name"}, {"edited": "must be a list"}),
        ({"edited": ["name", 7]}, {"edited": "must be text"}),
        ({"as_read": None}, {}),
        ({"as_read": {"title": "Analyst"}, "edited": ["title"]}, {}),
        ({"as_read": []}, {"as_read": "must be an object"}),
        (
            {"as_read": {"title": 1, "spy": 1, "links": [1]}},
            {
                "as_read.title": "must be text",
                "as_read.spy": "is not a field of a capture",
                "as_read.links": "must be a list of objects",
            },
        ),
        ({"fields": {"emails": ["x"] * 21}}, {"fields.emails": "has more than 20 entries"}),
        ({"fields": {"links": ["https://x.example"]}}, {"fields.links": "must be a list of objects"}),
        (
            {"fields": {"links": [{"rel": 1, "href": "x"}]}},
            {"fields.links.rel": "must be text", "fields.links.href": "is not a field of a capture"},
        ),
    ],
)
def test_every_problem_is_named_with_its_field(changes: Mapping[str, Any], problems: Mapping[str, str]) -> None:
    found = body(**changes)
    assert capture_problems(found) == problems
    if problems:
        with pytest.raises(BadCapture) as raised:
            claim_of_capture(found)
        assert all(f"{name} {problem}" in str(raised.value) for name, problem in problems.items())
    else:
        claim_of_capture(found)


def test_a_plain_headline_is_a_position_only_where_nothing_else_is() -> None:
    assert positions(headline="Buyer at Acme") == (Position("Buyer", "Acme"),)
    assert positions(headline="Buyer @ Acme Ltd.") == (Position("Buyer", "Acme Ltd."),)
    assert positions(headline="Buyer at Acme", company="Bolt") == (Position("", "Bolt"),)
    for headline in ("Young at heart", "Buyer at Acme at Large", "Buyer at Acme | Speaker", "Buyer", ""):
        assert positions(headline=headline) == ()


def test_the_present_position_stands_first_and_once() -> None:
    listed = [{"title": "Clerk", "company": "Post"}, {"title": "Buyer", "company": "Acme", "from": "2020"}, {}]
    assert positions(title="Buyer", company="Acme", positions=listed) == (
        Position("Buyer", "Acme", start="2020"),
        Position("Clerk", "Post"),
    )
    assert positions(positions=listed[:1]) == (Position("Clerk", "Post"),)


def test_a_page_may_show_several_people() -> None:
    assert capture_key(body(url="HTTPS://WWW.Example.com/Team/")) == "example.com/Team ada"
    assert capture_key(body(url="https://www.linkedin.com/in/Ada?x=1")) == "ada"
    assert capture_key(body(fields={})) == "example.com/ada"


def test_a_long_address_stands_in_a_key_as_its_digest() -> None:
    short, long = ("https://example.com/" + "x" * length for length in (280, 1_900))
    assert capture_key(body(url=short)) == f"example.com/{'x' * 280} ada"
    assert len(capture_key(body(url=long))) < 100
    assert capture_key(body(url=long)) != capture_key(body(url=long + "x"))


@pytest.mark.parametrize(
    ("path", "why"),
    [
        ("company/acme", "a company's page, not a person's"),
        ("Showcase/acme/", "a company's page, not a person's"),
        ("school/acme?x=1", "a school's page, not a person's"),
        ("search/results/people/?keywords=ada", "a search page, not a person's"),
        ("jobs/view/1", "a job's page, not a person's"),
        ("feed/", "a page of LinkedIn's own, not a person's"),
        ("in/ada", ""),
        ("sales/lead/ABC", ""),
        ("", ""),
    ],
)
def test_sections_of_linkedin_that_are_no_persons_give_no_contact(path: str, why: str) -> None:
    for site in ("https://www.linkedin.com", "http://de.linkedin.com", "HTTPS://linkedin.com:443/"):
        for said in ({}, {"note": "ask her"}, {"selection": "Ada Ng"}):
            assert contact_problem(url=f"{site}/{path}", **said) == why
    assert contact_problem(url=f"https://www.linkedin.com/{path}", edited=["name"]) == ""


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("https://x.example/search/people", "a search page, not a person's"),
        ("https://x.example/?lang=en&q=ada", "a search page, not a person's"),
        ("https://x.example/careers/buyer", "a job's page, not a person's"),
        ("https://x.example/people", "no name, no address, no profile"),
        ("https://www.linkedin.com/in/me", "no name, no address, no profile"),
        ("https://www.linkedin.com/in/ada", ""),
    ],
)
def test_a_page_that_names_nobody_gives_a_contact_only_where_the_user_said_something(url: str, why: str) -> None:
    assert contact_problem(url=url, fields={}) == why
    assert contact_problem(url=url, fields={"name": " ", "title": "Buyer"}) == why
    for said in ({"note": "x"}, {"selection": "x"}, {"why": "x"}, {"fields": {"name": "Ada"}}):
        assert contact_problem(**{"url": url, "fields": {}, **said}) == ""
    for fields in ({"emails": ["a@x.example"]}, {"links": [{"rel": "me", "url": "https://linkedin.com/in/ada"}]}):
        assert contact_problem(url=url, fields=fields) == ""


def test_a_page_without_a_name_is_called_by_its_title() -> None:
    team = {"page_title": "Our team", "selection": "Ada Ng, Buyer"}
    assert claim_of_capture(body(fields={}, **team)).name == "Our team"
    assert claim_of_capture(body(**team)).name == "Ada"
    assert claim_of_capture(body(fields={}, page_title="Our team")).name == ""
    assert claim_of_capture(body(fields={}, selection="x")).name == ""
    for fields in (
        {"emails": ["a@x.example"]},
        {"phones": ["1"]},
        {"links": [{"rel": "me", "url": "https://linkedin.com/in/ada"}]},
    ):
        assert claim_of_capture(body(fields=fields, **team)).name == ""
    assert claim_of_capture(body(url="https://www.linkedin.com/in/ada", fields={}, **team)).name == ""


def test_pages_of_nobody_are_skipped_and_what_names_nobody_is_refused() -> None:
    pages = ["https://www.linkedin.com/company/acme", "https://x.example/people"]
    lines = "\n".join(json.dumps(body(url=page, fields={})) for page in pages)
    rows = list(Captures().read(BytesSource("x", lines.encode())))
    assert [row.outcome for row in rows if isinstance(row, Unreadable)] == ["skipped", "refused"]


def test_captures_are_known_by_their_first_good_line() -> None:
    knows = Captures().knows
    line = json.dumps(body()).encode()
    assert knows(BytesSource("x", line))
    assert knows(BytesSource("x", b"\n{broken\n" + line))
    assert knows(BytesSource("x", b'{"url": "https://x.example"}\n')) is None
    assert knows(BytesSource("x", b"{broken\n" * 9 + line)) is None
    assert knows(BytesSource("x", b"url\n" + line)) is None
    assert knows(BytesSource("x", b"")) is None


def test_lines_are_rows() -> None:
    good = json.dumps(body())
    rows = list(Captures().read(BytesSource("x", f"\n{good}\n{{\n".encode())))
    assert [row.locator for row in rows] == ["1", "2", "3"]
    assert [type(row) for row in rows] == [Unreadable, SourceRow, Unreadable]


def test_too_many_lines_are_refused() -> None:
    with pytest.raises(UnreadableSource, match="more than 200,000 lines"):
        list(Captures().read(BytesSource("x", b"\n" * 200_001)))


SHORT = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=20)


@given(
    st.fixed_dictionaries(
        {"name": SHORT, "headline": SHORT, "emails": st.lists(SHORT, max_size=3)},
        optional={
            "title": SHORT,
            "company": SHORT,
            "positions": st.lists(st.fixed_dictionaries({"title": SHORT, "company": SHORT}), max_size=3),
        },
    )
)
def test_a_written_capture_reads_the_same(fields: dict[str, Any]) -> None:
    whole = body(fields=fields)
    assert capture_body(json.dumps(whole)) == whole
    claim = claim_of_capture(whole)
    assert claim.name == fields["name"].strip()
    assert [email.value for email in claim.emails] == [each.strip() for each in fields["emails"] if each.strip()]
    assert claim.written_on == "2026-11-20T10:00:00Z"


def test_every_text_and_list_has_a_limit() -> None:
    assert all(limit > 0 for limit in CAPTURE_LIMITS.values())
