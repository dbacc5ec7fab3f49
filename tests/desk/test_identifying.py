"""By what a contact can be looked up: addresses of profiles, feeds of saved pages, the employer's domain. No names."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from legwork.desk import capturing, editing, importing, wording
from legwork.desk.identifying import identified, identifiers_of, who_of
from legwork.desk.opening import Desk
from legwork.sources.contract import Identifier

PROFILES = {
    "https://github.com/ines-vale": ("github", "ines-vale"),
    "http://www.github.com/ines-vale/": ("github", "ines-vale"),
    "https://orcid.org/0000-0002-1825-0097": ("orcid", "0000-0002-1825-0097"),
    "https://orcid.org/0000-0002-1694-233x": ("orcid", "0000-0002-1694-233X"),
    "https://bsky.app/profile/Ines.bsky.social": ("bluesky", "ines.bsky.social"),
    "https://bsky.app/profile/did:plc:abc123": ("bluesky", "did:plc:abc123"),
    "https://trains.example/@ines": ("fediverse", "ines@trains.example"),
    "https://trains.example/users/ines": ("fediverse", "ines@trains.example"),
    "https://here.example/@ines@trains.example": ("fediverse", "ines@trains.example"),
}
NOTHING = [
    "https://github.com/",
    "https://github.com/features",
    "https://github.com/ines-vale/delay-ledger",
    "https://github.com/-x",
    "https://gist.github.com/ines-vale",
    "https://github.com.evil.example/ines-vale",
    "https://orcid.org/0000-0002-1825-0098",
    "https://orcid.org/",
    "https://bsky.app/",
    "https://bsky.app/profile/",
    "https://bsky.app/profile/nodot",
    "https://medium.com/@ines",
    "https://www.youtube.com/@ines",
    "https://127.0.0.1/@ines",
    "https://trains/@ines",
    "https://trains.local/@ines",
    "https://trains.example/@ines/1",
    "https://trains.example/@in%0d%0aes",
    "https://trains.example/@..",
    "mailto:ines@trains.example",
    "javascript:https://github.com/ines-vale",
    "https://[::1",
    "ines-vale",
    "",
]


@pytest.fixture
def desk(sqlite_template: Path, tmp_path: Path, open_here: Callable[[str], Desk]) -> Desk:
    return open_here(f"sqlite:///{shutil.copyfile(sqlite_template, tmp_path / 'desk.sqlite3')}")


def saved(desk: Desk, url: str = "https://ines-vale.example/", key: str = "k1", **fields: Any) -> int:
    said = {"name": "Inês Vale", "company": "Northwind Rail"} | fields
    body = {"url": url, "page_title": "x", "captured_at": "2026-11-20T10:00:00Z", "fields": said}
    return wording.number(capturing.capture(desk, body, key).answer["contact"]["id"])


def found(desk: Desk, number: int) -> dict[str, Identifier]:
    with desk.database.read() as connection:
        return {one.kind: one for one in identifiers_of(connection, number)}


@pytest.mark.parametrize("address", PROFILES)
def test_the_address_of_a_profile_holds_an_identifier(address: str) -> None:
    assert identified(address) == PROFILES[address]


@pytest.mark.parametrize("address", NOTHING)
def test_other_addresses_hold_none(address: str) -> None:
    assert identified(address) is None


def test_a_saved_profile_is_an_identifier_itself(desk: Desk) -> None:
    number = saved(desk, "https://github.com/ines-vale")
    assert found(desk, number)["github"] == Identifier(
        "github", "ines-vale", "captured", "https://github.com/ines-vale"
    )


def test_what_a_page_calls_its_own_goes_before_what_merely_stands_on_it(desk: Desk) -> None:
    links = [
        {"rel": "", "url": "https://github.com/a-theme"},
        {"rel": "nofollow me", "url": "https://github.com/ines-vale"},
    ]
    one = found(desk, saved(desk, links=links))["github"]
    assert (one.value, one.how, one.alone) == ("ines-vale", "captured", True)


def test_of_two_that_stand_alike_none_is_sure(desk: Desk) -> None:
    links = [{"rel": "", "url": "https://github.com/a-theme"}, {"rel": "", "url": "https://github.com/ines-vale"}]
    one = found(desk, saved(desk, links=links))["github"]
    assert (one.how, one.alone) == ("other", False)


def test_what_merely_stands_on_a_page_leaves_a_doubt(desk: Desk) -> None:
    one = found(desk, saved(desk, links=[{"rel": "seen", "url": "https://github.com/ines-vale"}]))["github"]
    assert (one.how, one.doubts) == ("captured", 1)
    seen, website = ("https://github.com/a-theme", "https://github.com/ines-vale")
    links = [{"rel": "seen", "url": seen}, {"rel": "website", "url": website}]
    one = found(desk, saved(desk, "https://another.example/", "k2", links=links, name="Ravi Menon"))["github"]
    assert (one.value, one.how, one.doubts) == ("ines-vale", "captured", 0)


def test_what_the_user_typed_goes_before_everything(desk: Desk) -> None:
    number = saved(desk, links=[{"rel": "me", "url": "https://github.com/a-theme"}])
    editing.edit(desk, wording.public(number), "links", "https://github.com/ines-vale", adds=True)
    one = found(desk, number)["github"]
    assert (one.value, one.how) == ("ines-vale", "typed")
    editing.edit(desk, wording.public(number), "links", "https://somewhere.example/")
    assert "github" not in found(desk, number)


def test_an_address_book_counts_as_the_users_own(desk: Desk, tmp_path: Path) -> None:
    card = "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Inês Vale\r\nURL:https://github.com/ines-vale\r\nUID:a\r\nEND:VCARD\r\n"
    (tmp_path / "book.vcf").write_text(card, "utf-8")
    importing.run(desk, [tmp_path / "book.vcf"])
    assert found(desk, 1)["github"].how == "own"


def test_feeds_are_those_of_saved_pages_over_https_and_few(desk: Desk) -> None:
    feeds = [
        *("https://ines-vale.example/comments/feed/", "https://ines-vale.example/press/feed.xml"),
        *("http://ines-vale.example/feed", "https://127.0.0.1/feed", "ftp://ines-vale.example/x", "feed.xml"),
        *(f"https://ines-vale.example/{number}" for number in range(5)),
    ]
    number = saved(desk, feeds=feeds)
    with desk.database.read() as connection:
        values = [one.value for one in identifiers_of(connection, number) if one.kind == "feed"]
    assert values == [f"https://ines-vale.example/{path}" for path in ("feed", "0", "1")]


@pytest.mark.parametrize(
    ("fields", "domain"),
    [
        ({"emails": ["ines@northwind-rail.example"]}, "northwind-rail.example"),
        ({"emails": ["ines@gmail.com"]}, None),
        ({"emails": ["ines@gmail.com", "iv@nwr.example"]}, "nwr.example"),
        ({"emails": ["iv@nwr.example", "ines@northwind-rail.example"]}, "northwind-rail.example"),
        ({"links": [{"rel": "", "url": "https://www.northwind-rail.example/team"}]}, "northwind-rail.example"),
        ({"links": [{"rel": "", "url": "https://ines-vale.example/"}]}, None),
        ({"links": [{"rel": "", "url": "https://github.com/northwindrail"}], "company": "GitHub"}, None),
        ({"emails": ["ines@northwind-rail.example"], "company": ""}, None),
        ({"emails": ["ines@printer.local"]}, None),
        ({}, None),
    ],
)
def test_an_employer_is_known_by_the_domain_of_work(desk: Desk, fields: dict[str, Any], domain: str | None) -> None:
    one = found(desk, saved(desk, **fields)).get("domain")
    assert (one and one.value) == (domain and f"{domain} Northwind Rail")
    assert one is None or one.how == "domain"


def test_only_pages_the_user_saved_or_typed_vouch(desk: Desk) -> None:
    number = saved(desk, links=[{"rel": "me", "url": "https://never-looked-at.example/"}])
    editing.edit(desk, wording.public(number), "links", "https://typed.example/", adds=True)
    with desk.database.read() as connection:
        who = who_of(connection, number)
    assert who.name == "Inês Vale"
    assert set(who.pages) == {"https://ines-vale.example/", "https://typed.example/"}


def test_a_name_alone_is_nothing_to_ask_by(desk: Desk) -> None:
    contact = editing.add_people(desk, ["Inês Vale, Northwind Rail"])[0]
    assert found(desk, wording.number(contact)) == {}
