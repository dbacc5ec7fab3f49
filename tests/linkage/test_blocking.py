"""Keys that bring together what belongs together, and crowds that propose nothing."""

from __future__ import annotations

from typing import Any

import pytest

from legwork.linkage import blocking
from legwork.linkage.blocking import (
    MOST_PER_BLOCK,
    MOST_PER_WEAK_BLOCK,
    BlockReport,
    block_reports,
    blocking_keys,
    candidate_pairs,
)
from legwork.linkage.normalise import person_of
from legwork.linkage.person import Name, Person
from linkage.people import record, role, values


def of(number: int = 1, **claim: Any) -> Person:
    return person_of(record(number, **claim), region="US")


ANA = {"name": "Ana Souza", "positions": role("Globex")}


@pytest.mark.parametrize(
    ("left", "right", "kind"),
    [
        ({"emails": values("ana@x.example")}, {"emails": values("ANA@x.example")}, "email"),
        ({"phones": values("2125550147")}, {"phones": values("+12125550147")}, "phone"),
        ({"links": values("linkedin.com/in/ana")}, {"links": values("linkedin.com/in/ANA?x")}, "profile"),
        ({"uid": "abcdefgh"}, {"uid": "abcdefgh"}, "uid"),
        ({"name": "Bob O'Neil"}, {"name": "Robert ONeill"}, "name"),
        ({"name": "Breent Davis"}, {"name": "Brant Davis"}, "bones"),
        ({"name": "Brent Davis"}, {"name": "Brent Dvais"}, "bones"),
        ({"name": "Quillandra Lindqvist"}, {"name": "Quillandra L."}, "given+initial"),
        ({"name": "Quillandra Lindqvist"}, {"name": "Q. Lindqvist"}, "initial+family"),
        ({"name": "Mary Smith"}, {"name": "Mary S."}, ""),
        ({"name": "Zhang Wei Lin"}, {"name": "Wei Zhang"}, "parts"),
        (ANA, {"emails": values("wei@globex.example")}, ""),
        (
            {"name": "Ana Souza", "positions": role("Globex")},
            {"emails": values("ana@globex.example")},
            "given+employer",
        ),
        (
            {"name": "Ana Souza", "positions": role("Globex")},
            {"emails": values("souza@globex.example")},
            "local+employer",
        ),
        ({"name": "Ana Souza"}, {"emails": values("anasouza@gmail.com")}, "local"),
        ({"name": "Ana Souza"}, {"emails": values("asouza@globex.example")}, "local"),
        (
            {"name": "Ana Souza", "positions": role("PwC")},
            {"name": "Ana", "emails": values("ana@pwc.com")},
            "given+employer",
        ),
        ({"name": "A Souza Lima", "positions": role("Globex")}, {"name": "Bo Souza", "positions": role("Globex")}, ""),
        (
            {"name": "Ana Lima Souza", "positions": role("Globex")},
            {"name": "J Souza", "positions": role("Globex")},
            "family+employer",
        ),
        ({"name": "Muthupriya M"}, {"name": "Muthupriya"}, "only"),
        ({"name": "Ana Souza", "birthday": "1980-03-12"}, {"name": "Wei Sozua", "birthday": "1980-03-12"}, "birthday"),
        ({"name": "Ana Souza", "birthday": "1980-03-12"}, {"name": "Anabel Sousa", "birthday": "--03-12"}, "birthday"),
        ({"name": "Ana Souza", "birthday": "1980-03-12"}, {"name": "Ana Lima", "birthday": "--03-12"}, ""),
        ({"name": "Ana Souza", "birthday": "1980-03-12"}, {"name": "Ana Lima", "birthday": "1990-03-12"}, "birthday"),
        (
            {"name": "Quillandra Souza", "birthday": "1980-03-12"},
            {"name": "Quillandra Lima", "birthday": "--03-12"},
            "birthday",
        ),
        ({"name": "Ana", "birthday": "1980-03-12"}, {"name": "Bo Souza", "birthday": "1980-03-12"}, ""),
        (
            {"name": "Ana Souza", "addresses": [{"postcode": "N1 2AB"}, {"city": "London"}]},
            {"name": "B Soza", "addresses": [{"postcode": "n12ab"}]},
            "",
        ),
        (
            {"name": "Ana Souza", "addresses": [{"postcode": "N1 2AB"}]},
            {"name": "Bo Soubise", "addresses": [{"postcode": "n12ab"}]},
            "home",
        ),
        ({"links": values("ana.example/work")}, {"links": values("www.ana.example/work/")}, "link"),
        ({"emails": values("info@globex.example")}, {"emails": values("info@globex.example")}, ""),
        ({"emails": values("4711@globex.example")}, {"emails": values("4712@globex.example")}, ""),
    ],
)
def test_shared_keys(left: dict[str, Any], right: dict[str, Any], kind: str) -> None:
    shared = {key.partition(":")[0] for key in blocking_keys(of(**left)) & blocking_keys(of(**right))}

    assert kind in shared if kind else not shared


def test_a_birthday_beside_a_family_name_alone_meets_by_the_whole_date() -> None:
    only = Person(1, "digest", "vcard", names=(Name((), (), ("souza",)),), birthday="1980-03-12")

    assert {key for key in blocking_keys(only) if key.startswith("birthday:")} == {"birthday:1980-03-12:s"}


def test_each_candidate_pair_comes_once_and_only_when_a_key_is_shared() -> None:
    people = [of(name="Ana Souza", emails=values("ana@x.example")), of(name="Wei Zhang"), of(name="Ana Souza"), of()]

    assert list(candidate_pairs(people)) == [(0, 2)]


def test_a_crowd_proposes_no_pairs_but_its_members_meet_elsewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(blocking, "MOST_PER_BLOCK", 2)
    monkeypatch.setattr(blocking, "MOST_PER_WEAK_BLOCK", 2)
    crowd = [of(name="Ana Souza", emails=values(f"{number}7@x.example")) for number in (1, 2, 2)]

    assert list(candidate_pairs(crowd)) == [(1, 2)]
    assert {("name", 0), ("email", 1)} <= {(report.kind, report.pairs) for report in block_reports(crowd)}


def test_pairs_stay_near_linear_for_one_name() -> None:
    people = [of(name="Ana Souza") for _ in range(MOST_PER_BLOCK + 1)]

    assert list(candidate_pairs(people)) == []


def test_a_weak_key_is_a_crowd_sooner_and_its_members_meet_by_what_says_more() -> None:
    names = ["Ana Souza", "Ana Lima", "Ana Costa"]
    titles = ["Analyst", "Broker", "Analyst"]
    crowd = [of(name=f"Ana {letter}zx", positions=role("Globex")) for letter in "abcdefghijklmnopqrstuvw"]
    few = [of(name=name, positions=role("Globex", title)) for name, title in zip(names, titles, strict=True)]

    assert list(candidate_pairs(few)) == [(0, 1), (0, 2), (1, 2)]
    assert MOST_PER_WEAK_BLOCK < len(crowd) + len(few) < MOST_PER_BLOCK
    assert {pair for pair in candidate_pairs(few + crowd) if pair[1] < len(few)} == {(0, 2)}
    assert (0, len(few) + 18) in set(candidate_pairs(few + crowd))


def test_a_pair_that_shares_several_keys_comes_once() -> None:
    people = [of(name=f"{given} {family}") for given in ("Ana", "Bo", "Cy") for family in ("Souza", "Sousa", "Lima")]

    assert list(candidate_pairs(people)) == [(0, 1), (3, 4), (6, 7)]
    assert list(candidate_pairs([])) == []


def test_reports_count_blocks_records_and_pairs() -> None:
    people = [of(emails=values("ana@gmail.com")) for _ in range(3)] + [of(emails=values("bo@gmail.com"))]

    assert block_reports(people) == (BlockReport("email", 1, 3, 3, 0), BlockReport("local", 1, 3, 3, 0))
