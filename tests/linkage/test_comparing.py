"""Each comparison reaches the level its two records deserve."""

from __future__ import annotations

from typing import Any

import pytest

from legwork.linkage import comparing
from legwork.linkage.comparing import MISSING, domain_of_employer
from legwork.linkage.model import load_model
from legwork.linkage.normalise import person_of
from legwork.linkage.person import Person
from legwork.linkage.scoring import score
from linkage.people import record, role, values


def of(**claim: Any) -> Person:
    return person_of(record(1, **claim), region="US")


def at(slug: str) -> dict[str, Any]:
    return {"links": values(f"https://www.linkedin.com/in/{slug}")}


def living(street: str = "", postcode: str = "", city: str = "") -> dict[str, Any]:
    return {"addresses": [{"street": street, "postcode": postcode, "city": city}]}


def mail(*addresses: str) -> dict[str, Any]:
    return {"emails": values(*addresses)}


def work(company: str, title: str = "") -> dict[str, Any]:
    return {"positions": role(company, title)}


Claim = dict[str, Any]
SAME_MAIL = mail("a@x.example")
FRONT_PAGE: Claim = {"links": values("globex.example")}


@pytest.mark.parametrize(
    ("comparison", "left", "right", "level"),
    [
        ("profiles", at("ana"), at("ANA/"), "same"),
        ("profiles", at("ana"), at("ana-7"), "different"),
        ("profiles", at("ana"), at("ACoAAB12"), "missing"),
        ("uids", {"uid": "abcdefgh"}, {"uid": "ABCDEFGH"}, "same"),
        ("uids", {"uid": "abcdefgh"}, {"uid": "abcdefgx"}, "missing"),
        ("emails", mail("ana@x.example"), mail("ANA@x.example"), "same"),
        ("emails", mail("info@x.example"), mail("info@x.example"), "missing"),
        ("emails", mail("jsmith84@gmail.com"), mail("jsmith84@yahoo.com"), "same_local"),
        ("emails", mail("jsmith@gmail.com"), mail("jsmith@yahoo.com"), "different"),
        ("emails", mail("jsmith@gmail.com"), mail("info@x.example"), "missing"),
        ("phones", {"phones": values("2125550147")}, {"phones": values("+1 212 555 0147")}, "same"),
        ("phones", {"phones": values("2125550147")}, {"phones": values("+1 212 555 0148")}, "different"),
        ("phones", {"phones": values("2125550147")}, {}, "missing"),
        ("employers", work("Globex Inc."), work("The Globex Group"), "same"),
        ("employers", work("Initech"), {"headline": "Director at Initech"}, "same"),
        ("employers", {"headline": "Director at Initech"}, mail("ana@initech.example"), "same"),
        ("employers", {"headline": "Director"}, work("Initech"), "missing"),
        ("employers", mail("ana@globex.example"), mail("bob@globex.example"), "domain"),
        ("employers", work("Globex Studios"), mail("ana@mail.globex.co.uk"), "domain"),
        ("employers", mail("ana@pwc.com"), work("PricewaterhouseCoopers"), "domain"),
        ("employers", work("Globex Studios"), work("Globex"), "similar"),
        ("employers", work("Ernst & Young"), work("EY"), "same"),
        ("employers", work("Royal Water Works"), work("RWW"), "similar"),
        ("employers", work("Nanyang Technological University"), work("National Taiwan University"), "similar"),
        ("employers", work("Microsfot"), work("Microsoft"), "similar"),
        ("employers", work("Globex"), work("Initech"), "different"),
        ("employers", mail("ana@globex.example"), work("Initech"), "different"),
        ("employers", mail("ana@gmail.com"), work("Initech"), "missing"),
        (
            "employers",
            {**work("Initech"), **mail("a@x.example")},
            {**work("Hooli"), **mail("a@x.example")},
            "different",
        ),
        ("titles", work("", "Data Lead"), work("", "data lead"), "same"),
        ("titles", work("", "Data Lead"), work("", "Senior Data Engineer"), "similar"),
        ("titles", work("", "Data Lead"), work("", "Nurse"), "different"),
        ("titles", work("", "Lead"), work("", "Chief"), "different"),
        ("titles", work("", "Data Lead"), {}, "missing"),
        ("places", {"location": "Greater London Area"}, {"location": "London, UK"}, "same"),
        ("places", {"location": "San Jose"}, {"location": "San Jose Downtown"}, "same"),
        ("places", {"location": "London"}, {"location": "Paris"}, "different"),
        ("places", {"location": "Toowoomba"}, {"location": "Towoomba"}, "similar"),
        ("places", {"location": "Palmers Ton"}, {"location": "Palmerston"}, "similar"),
        ("places", {"location": "Bonn"}, {"location": "Born"}, "different"),
        ("places", {"location": "Sector 12"}, {"location": "Sector 22"}, "different"),
        ("places", {"location": "London"}, {}, "missing"),
        ("households", living("1 Main Street", "N1"), living("1 Main Stret", "N1"), "street"),
        ("households", living("Rose Cottage", "N1"), living("Rose Cotage", "N1"), "street"),
        ("households", living("1 Main Street", "N1"), living("7 Main Street", "N1"), "postcode"),
        ("households", living("1 Main Street", "N1"), living("1 Main Street", "E9", "X"), "different"),
        ("households", living("1 Main Street", "2450"), living("1 Main Street", "2405", "X"), "street"),
        ("households", living("1 Main Street", "2450", "Ashgrove"), living("1 MainStreet", "7", "Ashgrvoe"), "street"),
        ("households", living("1 Main Street", "", "London"), living("9 Elm Road", "", "London"), "missing"),
        ("schools", {"education": [{"school": "MIT"}]}, {"education": [{"school": "mit"}]}, "same"),
        ("schools", {"education": [{"school": "MIT"}]}, {"education": [{"school": "ETH"}]}, "different"),
        ("schools", {"education": [{"school": "MIT"}]}, {}, "missing"),
        ("birthdays", {"birthday": "1980-03-12"}, {"birthday": "1980-03-12"}, "same"),
        ("birthdays", {"birthday": "1980-03-12"}, {"birthday": "--03-12"}, "same_day"),
        ("birthdays", {"birthday": "--03-12"}, {"birthday": "--03-12"}, "same_day"),
        ("birthdays", {"birthday": "1980-03-12"}, {"birthday": "1980-12-03"}, "close"),
        ("birthdays", {"birthday": "1980-03-12"}, {"birthday": "1981-03-12"}, "close"),
        ("birthdays", {"birthday": "1980-03-12"}, {"birthday": "1991-07-01"}, "different"),
        ("birthdays", {"birthday": "1980-03-12"}, {"birthday": "--07-01"}, "different"),
        ("birthdays", {"birthday": "1980-03-12"}, {}, "missing"),
        ("links", {"links": values("https://ana.example")}, {"links": values("ana.example/")}, "same"),
        (
            "links",
            {"links": values("globex.example"), **work("Globex")},
            {"links": values("globex.example")},
            "missing",
        ),
        ("links", {"links": values("globex.example/team/ana")}, {"links": values("globex.example/team/ana")}, "same"),
        ("links", {}, {"links": values("ana.example")}, "missing"),
        ("generations", {"name": "Ken Griffey Jr"}, {"name": "Ken Griffey Junior"}, "same"),
        ("generations", {"name": "Ken Griffey Jr"}, {"name": "Ken Griffey Sr"}, "different"),
        ("generations", {"name": "Ken Griffey Jr"}, {"name": "Ken Griffey"}, "one"),
        ("generations", {"name": "Ken Griffey"}, {"name": "Ken Griffey"}, "missing"),
    ],
)
def test_levels(comparison: str, left: Claim, right: Claim, level: str) -> None:
    compare = getattr(comparing, comparison)

    assert compare(of(**left), of(**right)).level == level
    assert compare(of(**right), of(**left)).level == level


@pytest.mark.parametrize(
    ("domain", "employer", "own"),
    [
        ("globex", "globex", True),
        ("globexstudios", "globex studios", True),
        ("globex", "globex studios", True),
        ("globex-group", "globex", True),
        ("fb", "meta", True),
        ("rww", "royal water works", True),
        ("initech", "globex", False),
        ("ab", "ab initio", False),
    ],
)
def test_domains_of_employers(domain: str, employer: str, own: bool) -> None:
    assert domain_of_employer(domain, employer) is own


def test_missing_says_nothing() -> None:
    assert comparing.uids(of(), of()) is MISSING


def test_a_generation_that_one_side_alone_carries_counts_in_a_score() -> None:
    senior, plain = (
        person_of(record(number, name=name), region="US") for number, name in ((1, "Ken Ray Sr"), (2, "Ken Ray"))
    )
    reasons = {(reason.comparison, reason.level) for reason in score(senior, plain, load_model()).comparisons}

    assert ("generation", "one") in reasons
