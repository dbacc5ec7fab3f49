"""The fixed tables say what is true of names and employers, and keep apart what only looks alike."""

from __future__ import annotations

import itertools
import json
from importlib import resources
from typing import Literal

import pytest

from legwork.linkage import tables
from legwork.linkage.names import fold
from legwork.linkage.normalise import email_of, employer_keys

DATA = resources.files("legwork.linkage").joinpath("data")


@pytest.mark.parametrize(
    ("kind", "name", "low", "high"),
    [
        ("family", "smith", 4000, 9000),
        ("family", "nguyen", 2000, 4500),
        ("family", "li", 2000, 5000),
        ("family", "okafor", 10, 300),
        ("given", "wei", 1000, 3000),
        ("given", "james", 5000, 12000),
        ("given", "muhammad", 300, 3000),
    ],
)
def test_shares_are_those_of_a_mixed_city(kind: Literal["given", "family"], name: str, low: int, high: int) -> None:
    assert low <= tables.frequency(kind, name) * 1_000_000 <= high


@pytest.mark.parametrize("kind", ["given", "family"])
def test_shares_add_up_to_most_people_and_never_to_more(kind: Literal["given", "family"]) -> None:
    names = [
        name for text in json.loads(DATA.joinpath("names.json").read_text())[kind].values() for name in text.split()
    ]

    assert len(names) == len(set(names)) > 9000
    assert 0.7 < sum(tables.frequency(kind, name) for name in names) < 1
    assert all(fold(name) == name for name in names)


def test_a_name_in_no_list_is_rarer_the_longer_it_is() -> None:
    shares = [tables.frequency("family", name) for name in ("qxj", "qxjqxj", "qxjqxjqxj")]

    assert shares == sorted(shares, reverse=True)
    assert len(set(shares)) == 3


def test_only_common_names_are_names_in_their_own_right() -> None:
    assert tables.listed("family", "smith")
    assert not tables.listed("family", "lindqvist")
    assert not tables.listed("given", "qxjqxj")


@pytest.mark.parametrize(
    "pair",
    [
        *("robert bob", "william bill", "elizabeth betty", "bob bobby", "margaret peggy", "theodore ted"),
        *("francisco paco", "jose pepe", "dolores lola", "joao joaozinho", "giuseppe beppe", "katarzyna kasia"),
        *("aleksandr sasha", "dmitry dima", "johannes hans", "willem wim", "guillermo memo", "oluwaseun seun"),
        *("rajesh raj", "venkataraman venkat", "chukwuemeka emeka", "konstantinos kostas"),
    ],
)
def test_short_forms(pair: str) -> None:
    left, right = pair.split()

    assert tables.nicknames(left, right)
    assert tables.nicknames(right, left)


@pytest.mark.parametrize(
    "pair",
    [
        *("aaron erin", "william fred", "john ian", "paul polly", "andrea andrew", "alexandra alexander"),
        *("margaret rita", "patrick peter", "anna emma", "wei kevin", "lisa betty", "cindy lucy", "robert william"),
    ],
)
def test_common_names_that_are_not_each_other(pair: str) -> None:
    assert not tables.nicknames(*pair.split())


def test_a_formal_name_stands_for_itself() -> None:
    assert tables.formal_names("bob") == {"bob", "robert"}
    assert tables.formal_names("qxj") == {"qxj"}


@pytest.mark.parametrize(
    ("kind", "pair", "alike"),
    [
        ("given", "muhammad mohammed", True),
        ("given", "yusuf youssef", True),
        ("given", "aleksei alexey", True),
        ("given", "iuliia julia", True),
        ("given", "maria mario", False),
        ("family", "zhang chang", True),
        ("family", "wong wang", True),
        ("family", "li lee", True),
        ("family", "lee yi", True),
        ("family", "li yi", False),
        ("family", "meier mayer", True),
        ("family", "petersen pedersen", False),
        ("family", "qxj qxj", False),
    ],
)
def test_spellings(kind: Literal["given", "family"], pair: str, alike: bool) -> None:
    left, right = pair.split()

    assert tables.spellings(kind, left, right) is tables.spellings(kind, right, left) is alike


@pytest.mark.parametrize("kind", ["given", "family"])
def test_spellings_are_folded_and_no_line_says_less_than_a_pair(kind: str) -> None:
    for line in json.loads(DATA.joinpath("spellings.json").read_text())[kind]:
        names = line.split()
        assert len(names) == len(set(names)) >= 2, line
        assert all(fold(name) == name and len(name) > 1 for name in names), line


@pytest.mark.parametrize(
    "names",
    [
        *("Microsoft, MSFT", "Barclays, BarCap", "P&G, Procter & Gamble", "J&J, Johnson & Johnson"),
        *("UCLA, UC Los Angeles, University of California, Los Angeles", "MGH, Massachusetts General Hospital"),
        *("Facebook, Meta Platforms Inc.", "Google LLC, Alphabet", "AWS, Amazon", "BofA, Bank of America"),
        "The Boston Consulting Group, BCG",
    ],
)
def test_an_employer_by_its_other_names(names: str) -> None:
    whole = names.replace("California, Los", "California Los").split(", ")

    assert len({tables.employer_aliases()[employer_keys(name)[0]] for name in whole}) == 1


def test_an_alias_has_the_domains_of_its_employer() -> None:
    domains = tables.employer_domains()

    assert all(domains[alias] == domains[first] for alias, first in tables.employer_aliases().items())
    assert "bcg" in domains["boston consulting"]
    assert "morgan stanley" in tables.employer_aliases()
    assert {"ms", "american", "bank", "finance", "today", "met"}.isdisjoint(tables.employer_aliases())


def test_employers_are_folded_as_records_are() -> None:
    """The table is made with the folding in use; when that changes, `scripts/tables.py` makes it anew."""
    written = json.loads(DATA.joinpath("ours", "employers.json").read_text(encoding="utf-8"))["employers"]
    keys = {key for text in written for name in text.split(", ") for key in employer_keys(name)}

    assert keys == set(tables.employer_aliases())


def test_anyones_hosts_and_employers_hosts() -> None:
    free = {host for host in ("gmail.com", "qq.com", "att.net", "hey.com", "ibm.com", "x.example")
            if (email := email_of(f"ana@{host}")) and email.free}  # fmt: skip

    assert free == {"gmail.com", "qq.com", "att.net", "hey.com"}


def test_legal_forms_are_no_names() -> None:
    forms = tables.words("legal_forms")

    assert {"gmbh", "ltd", "sprl", "ehf", "bhd"} <= forms
    assert forms.isdisjoint(("bt", "at", "psu", "scoop", "societe"))


def test_generations_have_one_form() -> None:
    assert tables.generations()["3rd"] == tables.generations()["iii"] == "iii"


def test_no_two_of_the_commonest_names_meet_unless_everyone_says_so() -> None:
    """Pairs among the two hundred or so commonest given names: each was looked at."""
    common = [name for name in tables._frequencies("given") if tables.frequency("given", name) >= 0.001]
    met = {f"{a} {b}" for a, b in itertools.combinations(sorted(common), 2) if tables.nicknames(a, b)}

    assert met <= {
        *("anthony tony", "antonio tony", "catherine katie", "chris christina", "chris christine", "frank francisco"),
        *("chris christopher", "cindy cynthia", "debra deborah", "francisco frank", "jack john", "james jamie"),
        *("john jonathan", "jonathan nathan", "julia julie", "katherine kathy", "katherine katie", "kathleen kathy"),
        *("kathleen katie", "stephen steve", "stephen steven", "steve steven", "teresa terry", "chris tina"),
        *("christina tina", "christine tina", "deborah debra", "sara sarah", "betty elizabeth", "kathy katie"),
    }
