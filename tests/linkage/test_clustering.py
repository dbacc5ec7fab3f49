"""Vetoes, shared identifiers, rivals, chains and rulings, one by one."""

from __future__ import annotations

from typing import Any

import pytest

from legwork.linkage.clustering import Clustering, Ruling, cluster, link
from legwork.linkage.groups import Groups
from legwork.linkage.model import load_model
from legwork.linkage.normalise import person_of
from legwork.linkage.person import Claimed
from linkage.people import record, role, values

MODEL = load_model()
SAME, DIFFERENT = "same", "different"


def linked(*records: Claimed, rulings: list[Ruling] | None = None, policy: str = "confident") -> Clustering:
    people = [person_of(one, region="US") for one in records]
    return link(people, rulings or [], policy=policy, model=MODEL)


def joined(found: Clustering) -> set[frozenset[int]]:
    return {frozenset(one.records) for one in found.clusters if len(one.records) > 1}


def mail(number: int, name: str, address: str, **claim: Any) -> Claimed:
    return record(number, "mail", name=name, emails=values(address), **claim)


def at(slug: str) -> dict[str, Any]:
    return {"links": values(f"linkedin.com/in/{slug}")}


def test_two_profiles_in_one_export_are_two_people_even_with_one_address() -> None:
    both = {"name": "Ana Souza", "emails": values("ana@x.example")}
    in_one = [record(1, files=["a"], **both, **at("ana")), record(2, files=["a"], **both, **at("ana-7"))]
    in_two = [record(1, files=["a"], **both, **at("ana")), record(2, files=["b"], **both, **at("ana-7"))]

    assert not joined(linked(*in_one))
    assert not linked(*in_one).doubts
    assert joined(linked(*in_two)) == {frozenset({1, 2})}


def test_a_card_with_two_addresses_of_its_own_vetoes_neither() -> None:
    both = record(1, files=["a"], name="Ana Souza", links=values("linkedin.com/in/ana", "linkedin.com/in/ana-7"))
    one = record(2, files=["a"], name="Ana Souza", **at("ana-7"))

    assert joined(linked(both, one)) == {frozenset({1, 2})}


def test_father_and_son_are_never_joined_or_asked() -> None:
    found = linked(mail(1, "Ken Griffey Jr", "ken@x.example"), mail(2, "Ken Griffey Sr", "ken@x.example"))

    assert not joined(found)
    assert not found.doubts


def test_a_couple_with_one_address_stays_two_and_each_finds_their_own_records() -> None:
    family = "thekings@gmail.com"
    found = linked(
        mail(1, "Michael King", family),
        mail(2, "Jasmine King", family),
        record(3, name="Michael King", emails=values(family)),
        mail(4, "", family),
    )

    assert joined(found) == {frozenset({1, 3})}
    assert all({doubt.left, doubt.right} != {1, 2} for doubt in found.doubts)


def test_a_switchboard_counts_for_nothing() -> None:
    phone = {"phones": values("+1 212 555 0147")}
    found = linked(
        record(1, files=["a"], name="Ana Smith", **phone),
        record(2, files=["b"], name="Ana Zhang", **phone),
        record(3, files=["c"], name="Ana Lee", **phone),
        record(4, files=["d"], name="A Smith", **phone),
    )

    assert not joined(found)
    reasons = {reason.text: reason.weight for doubt in found.doubts for reason in doubt.scored.comparisons}
    assert reasons["the phone number is shared by several people"] == 0


def test_role_addresses_join_nobody() -> None:
    assert not joined(linked(mail(1, "", "info@acme.example"), record(2, emails=values("info@acme.example"))))


def test_one_profile_under_two_names_that_have_nothing_in_common_is_asked() -> None:
    found = linked(
        record(1, files=["a"], name="Ana Souza", **at("x-1")), record(2, files=["b"], name="Wei Lee", **at("x-1"))
    )

    assert not joined(found)
    assert len(found.doubts) == 1


def test_one_profile_after_a_change_of_given_name_is_one_person() -> None:
    found = linked(
        record(1, files=["a"], name="Zhihao Pan", **at("pan-7")),
        record(2, files=["b"], name="Kevin Pan", **at("pan-7"), positions=role("Globex")),
        mail(3, "Kevin Pan", "kevin.pan@globex.example"),
        policy="confident",
    )

    assert joined(found) == {frozenset({1, 2, 3})}


def test_an_initial_does_not_chain_two_given_names() -> None:
    address = "smith@x.example"
    found = linked(mail(1, "John Smith", address), mail(2, "J. Smith", address), mail(3, "Jane Smith", address))

    assert not any({1, 3} <= group for group in joined(found))


@pytest.mark.parametrize("between", ["S.", "Sam"], ids=["an initial", "a short form"])
def test_who_could_be_either_of_two_is_asked_about_whatever_the_weight(between: str) -> None:
    """Twins at home: either would do, and the order of content must not choose."""
    at_home = {"addresses": [{"street": "5 Elm St", "postcode": "06756"}], "birthday": "1990-01-02"}
    twins = [record(1, name="Samuel Vale", **at_home), record(2, name="Samantha Vale", **at_home)]
    found = linked(*twins, record(3, "vcard", files=["b"], name=f"{between} Vale", **at_home))

    assert not joined(found)
    doubt = next(doubt for doubt in found.doubts if 3 in (doubt.left, doubt.right))
    assert doubt.band == "likely"
    assert len(doubt.alternatives) == 1


def test_an_address_of_two_leaves_open_which_of_them_goes_by_the_short_form() -> None:
    address = "adeyemi@gmail.com"
    names = ("Samuel Adeyemi", "Sam Adeyemi", "Samantha Adeyemi")
    found = linked(*(mail(number, name, address) for number, name in enumerate(names, start=1)))

    assert not joined(found)


def test_a_short_form_at_an_address_of_two_is_joined_where_it_is_nobody_elses() -> None:
    address = "theharts@gmail.com"
    found = linked(mail(1, "Robert Hart", address), mail(2, "Bob Hart", address), mail(3, "Ida Hart", address))

    assert joined(found) == {frozenset({1, 2})}


def test_who_goes_by_two_names_is_welcome_to_both() -> None:
    work = {"positions": role("Globex")}
    found = linked(
        record(1, files=["a"], name="Min-ji (Grace) Ahn", **work),
        record(2, files=["b"], name="Min-ji Ahn", **work),
        record(3, files=["c"], name="Grace Ahn", **work),
    )

    assert joined(found) == {frozenset({1, 2, 3})}


@pytest.mark.parametrize(
    ("father", "son"),
    [({"name": "Ken Vale"}, {"name": "Ken Vale Jr"}), ({"birthday": "1950-03-02"}, {"birthday": "1982-07-11"})],
    ids=["one says his generation", "two birthdays"],
)
def test_father_and_son_in_one_address_book_are_asked_about(father: dict[str, str], son: dict[str, str]) -> None:
    both = {"name": "Ken Vale", "emails": values("thevales@gmail.com"), "phones": values("+1 212 555 0147")}
    found = linked(record(1, files=["a"], **both | father), record(2, files=["a"], **both | son))

    assert not joined(found)
    assert [doubt.band for doubt in found.doubts] == ["likely"]
    assert joined(linked(record(1, files=["a"], **both | father), record(2, "vcard", files=["b"], **both | son)))


def test_colleagues_of_one_given_name_do_not_meet_at_the_number_of_their_office() -> None:
    office = {"phones": values("+46 8 123 456 78"), "positions": role("Volvo")}
    found = linked(record(1, name="Anna Berg", **office), record(2, name="Anna Lind", **office))

    assert not joined(found)


def test_two_entries_of_one_address_book_are_asked() -> None:
    rare = {"name": "Quill Okonkwo-Lindqvist"}
    one_book = linked(record(1, files=["a"], **rare), record(2, files=["a"], notes="again", **rare))
    two_books = linked(record(1, files=["a"], **rare), record(2, files=["b"], notes="again", **rare))

    assert [(doubt.left, doubt.right, doubt.band) for doubt in one_book.doubts] in (
        [(1, 2, "likely")],
        [(2, 1, "likely")],
    )
    assert joined(two_books) == {frozenset({1, 2})}


def test_one_address_book_joins_what_is_born_on_one_day_or_lives_in_one_house() -> None:
    rare = {"given": "Quill", "family": "Lindqvist"}
    born, home = {"birthday": "1980-03-12"}, {"addresses": [{"street": "1 Main St", "postcode": "06756"}]}
    for facts in (born, home):
        twice = [record(number, files=["a"], notes=str(number), **rare, **facts) for number in (1, 2)]
        assert joined(linked(*twice)) == {frozenset({1, 2})}


def test_a_chain_of_strong_pairs_does_not_join_groups_that_disagree() -> None:
    """B agrees with A by employer and with C by birthday, while A and C were born in other years."""
    rare = {"given": "Wei", "family": "Zhang"}
    a = record(1, "capture", files=["a"], positions=role("Globex", "Nurse"), birthday="1975-11-30", **rare)
    b = record(2, files=["b"], emails=values("wei@globex.example"), phones=values("+12125550147"), **rare)
    c = record(
        3,
        "vcard",
        files=["c"],
        positions=role("Initech", "Chief"),
        location="Lima",
        birthday="1980-03-12",
        phones=values("+12125550147"),
        **rare,
    )
    found = linked(a, b, c)

    assert not any({1, 3} <= group for group in joined(found))


def test_rivals_are_asked_however_strong() -> None:
    namesakes = [
        record(
            1, "linkedin.connections", files=["a"], name="Wei Zhang", positions=role("Initech", "Chief"), **at("wei-1")
        ),
        record(
            2, "linkedin.connections", files=["a"], name="Wei Zhang", positions=role("Initech", "Nurse"), **at("wei-2")
        ),
        record(3, name="Wei Zhang", positions=role("Initech", "Chief")),
    ]
    found = linked(*namesakes)

    assert not joined(found)
    assert [sorted((doubt.left, doubt.right)) for doubt in found.doubts] == [[1, 3]]
    assert found.doubts[0].weight >= MODEL.strong
    assert found.doubts[0].band == "likely"
    assert [sorted((one.left, one.right)) for one in found.doubts[0].alternatives] == [[2, 3]]


def test_rulings_join_and_part_whatever_the_scores() -> None:
    ana, wei = mail(1, "Ana Souza", "ana@x.example"), mail(2, "Wei Zhang", "wei@x.example")
    twin = record(3, name="Ana Souza", emails=values("ana@x.example"))

    assert joined(linked(ana, wei, rulings=[Ruling(1, 2, SAME)])) == {frozenset({1, 2})}
    assert not joined(linked(ana, twin, rulings=[Ruling(3, 1, DIFFERENT)]))
    ruled = linked(ana, twin, rulings=[Ruling(3, 1, SAME)]).clusters[0].joins[0]
    assert (ruled.band, ruled.scored is not None) == ("ruled", True)


@pytest.mark.parametrize("rulings", [[(1, 2, SAME), (1, 2, DIFFERENT)], [(1, 2, DIFFERENT), (2, 1, SAME)]])
def test_different_wins_over_same_and_says_so(rulings: list[tuple[Any, Any, Any]]) -> None:
    found = linked(
        mail(1, "Ana Souza", "ana@x.example"),
        record(2, name="Ana Souza", emails=values("ana@x.example")),
        rulings=[Ruling(*ruling) for ruling in rulings],
    )

    assert not joined(found)
    assert [ruling.verdict for ruling in found.overruled] == [SAME]


def test_different_holds_along_every_path() -> None:
    records = [mail(number, "", f"a{number}@x.example") for number in (1, 2, 3)]
    found = linked(
        *records, rulings=[Ruling(1, 2, SAME), Ruling(2, 3, SAME), Ruling(1, 2, SAME), Ruling(1, 3, DIFFERENT)]
    )

    assert len(joined(found)) == 1
    assert len(found.overruled) == 1


def test_what_is_said_of_records_that_are_not_there_is_passed_over() -> None:
    found = cluster(
        [person_of(mail(1, "Ana", "a@x.example"))], [], [Ruling(1, 9, SAME)], policy="confident", model=MODEL
    )

    assert [one.records for one in found.clusters] == [(1,)]


def test_groups_stay_apart_as_they_grow() -> None:
    groups = Groups(5)
    groups.keep_apart(0, 4)

    assert groups.join(3, 4)
    assert groups.join(1, 3)
    assert groups.apart(1, 0)
    assert groups.apart(0, 4)
    assert not groups.join(4, 1)
    assert {root: [*group] for root, group in groups.all().items()} == {0: [0], 1: [1, 3, 4], 2: [2]}


def test_two_given_names_born_on_one_day_are_twins_in_one_address_book_and_one_person_in_two() -> None:
    home = {"addresses": [{"street": "4 Elm Road", "postcode": "06756", "city": "Litchfield"}]}
    emma = {"given": "Emma", "family": "Lindqvist", "birthday": "1984-03-12", **home}
    lena = {**emma, "given": "Lena"}
    other_day = {**lena, "birthday": "1986-03-12"}
    no_year = [{**one, "birthday": "--03-12"} for one in (emma, lena)]

    assert joined(linked(record(1, files=["a"], **emma), record(2, files=["b"], **lena))) == {frozenset({1, 2})}
    assert not joined(linked(record(1, files=["a"], **emma), record(2, files=["a"], **lena)))
    assert not joined(linked(record(1, files=["a"], **emma), record(2, files=["b"], **other_day)))
    assert not joined(linked(record(1, files=["a"], **no_year[0]), record(2, files=["b"], **no_year[1])))


def test_one_fact_of_a_person_speaks_for_both_groups_of_one_address_book() -> None:
    rare = {"given": "Quill", "family": "Lindqvist"}
    home = {"addresses": [{"street": "4 Elm Road", "postcode": "06756"}]}
    first = record(1, files=["a"], **rare, emails=values("quill@x.example"))
    again = record(2, files=["b"], **rare, emails=values("quill@x.example"), **home)
    second = record(3, files=["a"], notes="again", **rare, **home)

    assert joined(linked(first, again, second)) == {frozenset({1, 2, 3})}
    assert joined(linked(first, second)) == set()


def test_what_has_nothing_to_compare_does_not_count_against_a_bridge() -> None:
    named = mail(1, "Diego Vasquez", "diego.vasquez@us.initech.example")
    bare = mail(2, "", "diegovasquez1@x.example")
    joining = record(3, "outlook.contacts", files=["o"], name="Diego Vasquez", emails=values("diegovasquez1@x.example"))
    other = mail(4, "", "diegovasquez@hooli.example")

    assert frozenset({1, 2, 3, 4}) in joined(linked(named, bare, joining, other))
