"""Names that addresses spell, beside written ones and without any."""

from __future__ import annotations

from typing import Any

import pytest

from legwork.linkage.inferring import personal_domain
from legwork.linkage.normalise import person_of
from legwork.linkage.person import Name
from linkage.people import record, role, values

PROFILE = "https://www.linkedin.com/in/"


def names(**claim: Any) -> list[tuple[str, str, str, str]]:
    found = person_of(record(1, **claim)).names
    return [(" ".join(name.given), " ".join(name.middle), " ".join(name.family), name.origin) for name in found]


@pytest.mark.parametrize(
    ("claim", "added"),
    [
        ({"name": "Ji-hun Lee", "links": values(f"{PROFILE}david-lee-7784200a")}, [("david", "", "lee", "profile")]),
        ({"name": "Priya Verma", "links": values(f"{PROFILE}priya-aggarwal")}, [("priya", "", "aggarwal", "profile")]),
        ({"name": "Ana Souza", "links": values(f"{PROFILE}maria-lima")}, []),
        ({"name": "Robert O'Neil", "links": values(f"{PROFILE}bob-oneil")}, []),
        ({"name": "Jiwoo Lee", "links": values(f"{PROFILE}grace-lee-phd")}, [("grace", "", "lee", "profile")]),
        ({"name": "Jiwoo Lee", "links": values(f"{PROFILE}a-b-c-d-grace")}, []),
        ({"name": "Jiwoo Lee", "links": values("https://github.com/grace-lee")}, []),
        ({"name": "Hieu Tran", "emails": values("andy_tran@kpmg.com")}, [("andy", "", "tran", "address")]),
        ({"name": "Hieu Tran", "emails": values("davidtran77@aol.com")}, [("david", "", "tran", "address")]),
        ({"name": "Hieu Tran", "emails": values("trandavid@aol.com")}, [("david", "", "tran", "address")]),
        ({"name": "Hieu Tran", "emails": values("mrtran@aol.com", "theboss@aol.com")}, []),
        ({"name": "Hieu Tran", "emails": values("hieu.tran77@aol.com", "hieu_tran@aol.com")}, []),
        ({"name": "Dustin", "emails": values("dustin.schultz@x.example")}, [("dustin", "", "schultz", "address")]),
        ({"name": "Charlie", "emails": values("clawrence@x.example")}, [("charlie", "", "lawrence", "address")]),
        ({"name": "Charlie", "emails": values("charliejohnson@x.example")}, [("charlie", "", "johnson", "address")]),
        ({"name": "Charlie", "emails": values("blawrence@x.example", "czzzyx@x.example")}, []),
        ({"name": "Charlie", "emails": values("info@x.example")}, []),
    ],
)
def test_what_an_address_adds_to_a_written_name(claim: dict[str, Any], added: list[tuple[str, str, str, str]]) -> None:
    assert names(**claim)[1:] == added


def test_a_record_without_a_name_takes_what_its_addresses_spell() -> None:
    assert names(links=values(f"{PROFILE}ngozi-uzoma6639")) == [("ngozi", "", "uzoma", "profile")]
    assert names(emails=values("ngozi.uzoma@x.example")) == [("ngozi", "", "uzoma", "address")]
    assert names(emails=values("ngoziuzoma@x.example")) == []


@pytest.mark.parametrize(
    ("label", "written", "own"),
    [
        ("coleman", (), True),
        ("globex", (), False),
        ("coleman", (Name(("tyler",), (), ("coleman",)),), True),
        ("mariasmith", (), True),
        ("globex", (Name(("tyler",), (), ("coleman",)),), False),
    ],
)
def test_domains_of_a_persons_own(label: str, written: tuple[Name, ...], own: bool) -> None:
    assert personal_domain(label, written) is own


def test_a_role_address_at_ones_own_domain_is_personal() -> None:
    mine, theirs = (person_of(record(1, name="Tyler Coleman", emails=values(f"hello@{host}"))) for host in
                    ("coleman.example", "globex.example"))  # fmt: skip
    assert not mine.emails[0].shared
    assert theirs.emails[0].shared


@pytest.mark.parametrize(
    "claim",
    [
        {"name": "Home Pizza Delivery"},
        {"given": "Haddock Family"},
        {"name": "Terrawave", "positions": role("Terrawave")},
        {"name": "Goldman Sachs"},
        {"name": "Ana", "kind": "org"},
    ],
)
def test_cards_of_organisations_and_households_name_nobody(claim: dict[str, Any]) -> None:
    person = person_of(record(1, **claim, emails=values("a.b@x.example"), phones=values("+12125550147")))
    assert (person.names, person.emails, person.phones) == ((), (), ())


@pytest.mark.parametrize(
    "claim",
    [
        {"name": "Mary Smith", "positions": role("Mary Smith")},
        {"given": "Grace", "family": "Church"},
        {"name": ""},
    ],
)
def test_people_stay_people(claim: dict[str, Any]) -> None:
    assert person_of(record(1, **claim, emails=values("a.b@x.example"))).emails


def test_an_employer_with_its_legal_form_is_no_family_name() -> None:
    assert names(given="Roberto", family="Cedarridge Labs Inc") == [("roberto", "", "", "")]
    assert names(given="Roberto", family="Inc") == [("roberto", "", "inc", "")]
