"""Why two are one or two, in words, as the clustering itself decided it."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legwork.linkage.blocking import candidate_pairs
from legwork.linkage.clustering import Policy, Ruling
from legwork.linkage.explaining import Explained, explain, in_words, measures
from legwork.linkage.model import load_model
from legwork.linkage.normalise import person_of
from legwork.linkage.person import Claimed
from legwork.linkage.scoring import Comparison, score
from linkage.people import record, role, values
from linkage.world import rulings_on, worlds

MODEL = load_model()
FAMILY = "+1 212 555 0147"


def explained(
    left: int, right: int, *records: Claimed, rulings: tuple[Ruling, ...] = (), policy: Policy = "confident"
) -> Explained:
    people = [person_of(one, region="US") for one in records]
    pairs = [score(people[a], people[b], MODEL) for a, b in candidate_pairs(people)]
    kept = [pair for pair in pairs if pair.worth_keeping(MODEL)]
    called = {one.record: str(one.claim.get("name", "")) for one in records}
    return explain((left, right), people, kept, rulings, policy=policy, model=MODEL, called=called)


def said(found: Explained) -> dict[str, str]:
    return {hindrance.kind: hindrance.text for hindrance in found.hindrances}


def at(slug: str) -> dict[str, Any]:
    return {"links": values(f"linkedin.com/in/{slug}")}


def mail(number: int, name: str, address: str, **claim: Any) -> Claimed:
    return record(number, "mail", name=name, emails=values(address), **claim)


ANA = record(1, files=["a"], name="Ana Souza", emails=values("ana@x.example"))
ANA_AGAIN = record(2, "vcard", files=["b"], name="Ana Souza", emails=values("ana@x.example"))
ANA_AT_WORK = record(
    3, "mail", files=["c"], name="Ana Souza", emails=values("ana@globex.example", "ana@x.example"), location="Lima"
)


def test_two_records_of_one_contact_are_explained_by_the_joins_between_them() -> None:
    found = explained(1, 3, ANA, ANA_AGAIN, ANA_AT_WORK)

    assert (found.state, found.band, found.hindrances) == ("one", "certain", ())
    assert {found.pair.left, found.pair.right} == {1, 3}
    assert found.joins
    assert {1, 3} <= {end for join in found.joins for end in (join.left, join.right)}
    assert all(join.band == "certain" for join in found.joins)


def test_the_weakest_join_on_the_way_names_the_band() -> None:
    stranger = record(4, files=["d"], name="Li Wei", emails=values("li@y.example"))
    found = explained(4, 2, ANA, ANA_AGAIN, stranger, rulings=(Ruling(4, 1, "same"),))

    assert (found.state, found.band) == ("one", "certain")
    assert [join.band for join in found.joins] == ["ruled", "certain"]


def test_a_pair_too_light_says_what_it_reaches_and_what_speaks_against_it() -> None:
    here = record(1, files=["a"], name="John Smith", location="Lima", positions=role("Globex"))
    there = record(2, files=["b"], name="John Smith", location="Oslo", positions=role("Initech"))
    found = explained(1, 2, here, there)

    assert found.state == "two"
    assert said(found).keys() == {"weight"}
    assert said(found)["weight"].startswith("too little speaks for it: −")
    assert said(found)["weight"].endswith("weighed down by: different employers; different cities")


def test_a_doubt_is_asked_and_has_its_reasons() -> None:
    bob = mail(1, "Bob O'Neil", "roneil@hooli.example")
    robert = record(2, "linkedin.connections", files=["a"], name="Robert O'Neil", positions=role("Hooli"))
    found = explained(1, 2, bob, robert)

    assert (found.state, found.band) == ("asked", "likely")
    assert (
        "12 would join them unasked, more than usual, because one given name is a short form" in said(found)["weight"]
    )
    assert measures(found.pair, MODEL) == {
        "prior": -11.0,
        "weight": found.pair.weight,
        "thresholds": {"weak": 0.0, "likely": 1.5, "strong": 12.0},
    }
    assert explained(2, 1, bob, robert) == found


def test_two_who_share_nothing_at_all_are_explained_too() -> None:
    found = explained(1, 2, record(1, name="Ana Souza"), record(2, "vcard", name="", emails=values("wei@x.example")))

    assert found.state == "two"
    assert found.pair.comparisons == ()
    assert said(found) == {"weight": "too little speaks for it: −11.0 bits, where 4.5 would join them unasked"}


def test_a_ruling_is_named_first_and_the_last_one_of_several() -> None:
    rulings = (Ruling(1, 2, "different"), Ruling(2, 3, "same"), Ruling(1, 3, "different"))
    found = explained(1, 2, ANA, ANA_AGAIN, ANA_AT_WORK, rulings=rulings)

    assert [hindrance.kind for hindrance in found.hindrances] == ["ruled"]
    assert found.hindrances[0].text == "you said that they are two people"
    assert {found.hindrances[0].left, found.hindrances[0].right} == {1, 3}


def test_vetoes_name_what_they_rest_on_once() -> None:
    both = {"emails": values("ken@x.example"), "files": ["a"]}
    father = record(1, name="Ken Griffey Sr", **both, **at("ken-1"))
    son = record(2, name="Ken Griffey Jr", **both, **at("ken-2"))
    grandson = record(3, "vcard", name="Ken Griffey III", files=["b"], emails=values("ken@x.example"))
    found = said(explained(1, 2, father, son))

    assert found["profiles"] == "one export gives them two profile addresses, ken-1 and ken-2"
    assert found["generations"] == "two generations, Sr and Jr"
    assert said(explained(1, 3, father, grandson))["generations"] == "two generations, Sr and III"


@pytest.mark.parametrize("source", ["legwork.csv", "legwork.json"])
def test_what_an_export_of_legwork_lists_twice_stays_two(source: str) -> None:
    kept = [
        record(number, source, files=["desk"], name="Ana Souza", emails=values("ana@x.example")) for number in (1, 2)
    ]

    found = explained(1, 2, *kept)

    assert found.state == "two"
    assert said(found)["own_export"] == "one export of Legwork lists them as two contacts"
    elsewhere = record(2, source, files=["another desk"], name="Ana Souza", emails=values("ana@x.example"))
    assert explained(1, 2, kept[0], elsewhere).state == "one"


@pytest.mark.parametrize(
    ("shared", "words"),
    [
        ({"phones": values(FAMILY)}, " at one phone number"),
        ({"emails": values("silva@x.example"), "phones": values(FAMILY)}, " at one e-mail address and phone number"),
        ({"addresses": [{"street": "1 Main St", "postcode": "06756"}]}, " at one street address"),
        ({}, ""),
    ],
)
def test_a_family_is_kept_apart_by_its_given_names(shared: dict[str, Any], words: str) -> None:
    maria, joao = record(1, name="Maria Silva", **shared), record(2, "vcard", name="João Silva", **shared)
    found = said(explained(1, 2, maria, joao))

    assert found["names"] == f"different given names{words}: Maria Silva and João Silva"


def test_what_a_household_shares_counts_for_little_and_names_who_shares_it() -> None:
    phone = {"phones": values(FAMILY)}
    maria, joao = record(1, name="Maria Silva", **phone), record(2, "vcard", name="João Silva", **phone)

    assert said(explained(1, 2, maria, joao))["shared"] == (
        "the phone number is shared by João Silva and Maria Silva, so it counts for little"
    )


def test_what_a_switchboard_shares_counts_for_nothing() -> None:
    names = ("Ana Smith", "Wei Zhang", "Joe Lee", "Kofi Mensah")
    staff = [record(number, files=[str(number)], name=name, phones=values(FAMILY)) for number, name in enumerate(names)]
    words = said(explained(0, 1, *staff))["shared"]

    assert words.startswith("the phone number is shared by ")
    assert words.endswith(" and others, so it counts for nothing")


def test_a_rival_is_named() -> None:
    listed = {"source": "linkedin.connections", "files": ["a"], "name": "Wei Zhang"}
    manager = record(1, positions=role("Initech", "Chief"), **listed, **at("wei-1"))
    nurse = record(2, positions=role("Initech", "Nurse"), **listed, **at("wei-2"))
    third = record(3, name="Wei Zhang", positions=role("Initech", "Chief"))
    found = explained(1, 3, manager, nurse, third)

    assert (found.state, found.band) == ("asked", "likely")
    assert said(found) == {"rival": "Wei Zhang fits nearly as well, and only one of the two can be right"}
    assert found.hindrances[0].rival == 2
    weaker = explained(2, 3, manager, nurse, third)
    assert said(weaker)["rival"] == "Wei Zhang fits better, and only one of the two can be right"
    joined = explained(2, 3, manager, nurse, third, rulings=(Ruling(1, 3, "same"),))
    assert said(joined).keys() == {"profiles", "address_book"}
    rejected = explained(2, 3, manager, nurse, third, rulings=(Ruling(2, 3, "different"),))
    assert said(rejected).keys() == {"ruled", "profiles", "address_book"}


def test_two_entries_of_one_book_are_asked_however_alike() -> None:
    rare = {"name": "Quill Okonkwo-Lindqvist", "positions": role("Globex", "Chief Baker"), "location": "Lima"}
    found = explained(1, 2, record(1, files=["a"], **rare), record(2, files=["a"], notes="again", **rare))

    assert found.state == "asked"
    assert said(found) == {"address_book": "two entries of one address book that share only names and work"}


def test_a_setting_that_joins_by_identifiers_alone_is_named() -> None:
    rare = {"name": "Quill Okonkwo-Lindqvist", "location": "Lima"}
    twice = (record(1, files=["a"], **rare), record(2, "vcard", files=["b"], **rare))
    found = explained(1, 2, *twice, policy="identifiers")

    assert (found.state, found.band) == ("asked", "strong")
    assert said(found) == {"policy": "much speaks for it, and by your setting only identifiers join unasked"}
    assert explained(1, 2, *twice).state == "one"


def test_a_strong_pair_that_other_records_speak_against_says_so() -> None:
    """B agrees with A by employer and with C by phone, while A and C were born in other years."""
    rare = {"given": "Wei", "family": "Zhang", "name": "Wei Zhang"}
    a = record(1, "capture", files=["a"], positions=role("Globex", "Nurse"), birthday="1975-11-30", **rare)
    b = record(2, files=["b"], emails=values("wei@globex.example"), phones=values(FAMILY), **rare)
    c = record(
        3,
        "vcard",
        files=["c"],
        positions=role("Initech", "Chief"),
        location="Lima",
        birthday="1980-03-12",
        phones=values(FAMILY),
        **rare,
    )
    found = explained(1, 2, a, b, c)

    assert found.state == "asked"
    assert said(found) == {"others": "other records of the two agree too little"}


def test_reasons_become_one_line_with_the_name_as_one_and_what_speaks_against_last() -> None:
    reasons = [
        Comparison("given", "same", 6.0, "same given name"),
        Comparison("family", "same", 12.0, "same rare family name"),
        Comparison("origin", "together", -2.0, "names of one origin"),
        Comparison("place", "different", -1.6, "different cities"),
        Comparison("phone", "shared", 0.0, "the phone number is shared by several people"),
        Comparison("employer", "domain", 4.7, "e-mail domain globex matches the employer"),
    ]

    assert in_words(reasons) == (
        "same rare name (names of one origin); e-mail domain globex matches the employer; different cities"
    )
    common = [Comparison(part, "same", 1.0, f"same {part} name") for part in ("given", "family")]
    assert in_words(common) == "same name"
    assert in_words(reasons[1:4]) == "same rare family name (names of one origin); different cities"
    assert in_words(reasons[3:]) == "e-mail domain globex matches the employer; different cities"
    nicknamed = [Comparison("given", "nickname", 4.0, "given name and its short form"), common[1]]
    assert in_words(nicknamed) == "given name and its short form; same family name"


@given(worlds(), st.data(), st.sampled_from(["identifiers", "confident"]))
def test_whatever_is_two_has_a_reason_and_whatever_is_one_a_join(
    records: list[Claimed], data: st.DataObject, policy: Policy
) -> None:
    rulings = tuple(data.draw(rulings_on(records)))
    first = records[0].record
    for other in records[1:]:
        found = explained(first, other.record, *records, rulings=rulings, policy=policy)
        assert (found.state == "one") == bool(found.joins) == (not found.hindrances)
        assert found.pair.weight == pytest.approx(
            MODEL.prior + sum(reason.weight for reason in found.pair.comparisons), abs=0.01
        )
