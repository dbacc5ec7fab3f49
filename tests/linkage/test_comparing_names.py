"""Names against names, and addresses against names."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legwork.linkage import comparing_names
from legwork.linkage.comparing import MISSING, Level
from legwork.linkage.comparing_names import Spelled, compatible, email_names, same_family, same_name, spelled
from legwork.linkage.model import load_model
from legwork.linkage.normalise import person_of
from legwork.linkage.person import Person
from linkage.people import record, values


def called(name: str) -> Person:
    return person_of(record(1, name=name))


def weigh(level: Level) -> float:
    model = load_model()
    return model.weight(level.comparison, level.level, level.share) if level.comparison else 0.0


def levels(left: str, right: str) -> dict[str, str]:
    found = comparing_names.names(called(left), called(right), weigh)
    return {level.comparison: level.level for level in found if level.comparison != "origin"}


def test_names_of_one_origin_say_less_together_than_each_alone() -> None:
    def origin(left: str, right: str) -> float:
        found = comparing_names.names(called(left), called(right), weigh)
        return sum(weigh(level) for level in found if level.comparison == "origin")

    assert origin("Sungmin Kim", "Sungmin Kim") < origin("Maria Torres", "Maria Torres") < 0
    assert origin("Sungmin Kim", "Kim Sungmin") == origin("Sungmin Kim", "Sungmin Kim")
    assert origin("Sungmin Kim", "Jiwoo Kim") == 0


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        ("Ana Souza", "ANA SOUZA", {"given": "same", "family": "same"}),
        ("Robert Smith", "Bob Smith", {"given": "nickname", "family": "same"}),
        ("Maria Lopez", "Maria-Elena Lopez", {"given": "compound", "family": "same"}),
        ("Ana Ruiz", "Ana Luisa Ruiz", {"given": "compound", "family": "same"}),
        ("Ana Ruiz", "Ana Gomez Ruiz", {"given": "same", "family": "same"}),
        ("Ana Luisa Ruiz", "Ana Luisa Ruiz", {"given": "same", "middle": "same", "family": "same"}),
        ("Julie Ann Park", "Julie Park", {"given": "same", "family": "same"}),
        ("Ji-hoon Kim", "Andrew Kim", {"given": "western", "family": "same"}),
        ("Daniel Kim", "Andrew Kim", {"given": "different", "family": "same"}),
        ("Ji-hoon Bailey", "Andrew Bailey", {"given": "different", "family": "same"}),
        ("Wu Jun", "Jun Wu", {"given": "same", "family": "same"}),
        ("R. Smith", "Robert Smith", {"given": "initial", "family": "same"}),
        ("R. Smith", "R. Smith", {"given": "initial", "family": "same"}),
        ("Ana S.", "Ana Souza", {"given": "same", "family": "initial"}),
        ("Catherine Lee", "Katherine Lee", {"given": "spelling", "family": "same"}),
        ("Breent Davis", "Brent Davis", {"given": "typo", "family": "same"}),
        ("Maria Silva", "Mario Silva", {"given": "different", "family": "same"}),
        ("Julie Wong", "Julia Wong", {"given": "nickname", "family": "same"}),
        ("Marina Silva", "Mariana Silva", {"given": "typo", "family": "same"}),
        ("Martha Silva", "Martin Silva", {"given": "different", "family": "same"}),
        ("John Michael Smith", "Michael Smith", {"given": "middle", "family": "same"}),
        ("J. Michael Smith", "Michael J. Smith", {"given": "middle", "family": "same"}),
        ("John Q. Smith", "John Quincy Smith", {"given": "same", "middle": "initial", "family": "same"}),
        ("John Quincy Smith", "John Quincy Smith", {"given": "same", "middle": "same", "family": "same"}),
        ("John A. Smith", "John B. Smith", {"given": "same", "middle": "different", "family": "same"}),
        ("Jin-woo Lee", "Jin Woo Lee", {"given": "same", "family": "same"}),
        ("Zhang Wei", "Wei Zhang", {"given": "same", "family": "same", "order": "swapped"}),
        ("Zapata Rachel", "Rach Zapata", {"given": "nickname", "family": "same", "order": "swapped"}),
        ("McNeill Ryan", "Ryan", {"given": "same", "order": "swapped"}),
        ("Ada Meyer", "Ada Meier", {"given": "same", "family": "spelling"}),
        ("Ada Okonkwo", "Ada Okonkwo-Lindqvist", {"given": "same", "family": "part"}),
        ("Ada Lindqvist", "Ada Lindqvsit", {"given": "same", "family": "typo"}),
        ("Ada Lovelace", "Ada Kingston", {"given": "same", "family": "different"}),
        ("Ada", "Ada Kingston", {"given": "same"}),
        ("Юрий Kim", "محمد Kim", {"family": "same"}),
        ("Ada محمد", "Ada Wang", {"given": "same"}),
        ("Ada 王", "Ada Wang", {"given": "same", "family": "same"}),
        ("马海峰", "Haifeng Ma", {"given": "same", "family": "same"}),
        ("Taehyun Lee", "Tae Hyun Lee", {"given": "same", "family": "same"}),
        ("Rach Zapata", "Rachel Zapata", {"given": "nickname", "family": "same"}),
        ("R Zapata", "Zapata Rachel", {"given": "initial", "family": "same", "order": "swapped"}),
        ("", "Ada Wang", {}),
    ],
)
def test_levels(left: str, right: str, expected: dict[str, str]) -> None:
    assert levels(left, right) == expected


def test_a_hyphen_in_a_given_name_does_not_matter() -> None:
    left = person_of(record(1, given="Jin-woo", family="Lee"))
    right = person_of(record(1, given="Jin Woo", family="Lee"))

    assert [level.level for level in comparing_names.names(left, right, weigh)] == ["same", "same", "together"]


def test_rare_names_are_called_rare_and_weigh_more() -> None:
    rare, common = (
        next(one for one in comparing_names.names(called(name), called(name), weigh) if one.comparison == "family")
        for name in ("Quill Okonkwo-Lindqvist", "Anna Smith")
    )

    assert rare.text == "same rare family name"
    assert common.text == "same family name"
    assert weigh(rare) > weigh(common) + 5


@pytest.mark.parametrize(
    ("left", "right", "may_be", "alike", "related"),
    [
        ("Ana Souza", "Ana Silva", True, False, False),
        ("Ana Souza", "Wei Souza", False, False, True),
        ("Bob Souza", "Robert Souza", True, True, True),
        ("Zhang Wei", "Wei Zhang", True, True, False),
        ("", "Wei Zhang", True, True, False),
    ],
)
def test_whether_two_could_be_one(left: str, right: str, may_be: bool, alike: bool, related: bool) -> None:
    assert compatible(called(left), called(right)) is may_be
    assert same_name(called(left), called(right)) is alike
    assert same_family(called(left), called(right)) is related


@pytest.mark.parametrize(
    ("address", "level"),
    [
        ("anasouza@x.example", "full"),
        ("souzaana@x.example", "full"),
        ("asouza@x.example", "initial"),
        ("anas@x.example", "initial"),
        ("souza@x.example", "single"),
        ("ana@x.example", "single"),
        ("boss@x.example", "missing"),
        ("info@x.example", "missing"),
    ],
)
def test_addresses_built_from_a_name(address: str, level: str) -> None:
    bare = person_of(record(1, emails=values(address)))

    assert email_names(called("Ana Souza"), bare).level == level
    assert email_names(bare, called("Ana Souza")).level == level


def test_an_address_says_nothing_against_half_a_name_or_beside_a_name() -> None:
    bare = person_of(record(1, emails=values("ana@x.example")))

    assert email_names(called("Ana"), bare).level == "missing"
    assert email_names(called("Ana Souza"), called("Ana Souza")).level == "missing"


def test_sounds() -> None:
    assert spelled("catherine") == spelled("katherine") != spelled("karen")
    assert spelled("hh") == "h"


@given(st.lists(st.text("acehkwyzé", max_size=6)), st.integers(1, 9))
def test_names_learned_together_sound_as_one_by_one(names: list[str], most: int) -> None:
    together = Spelled()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(comparing_names, "_MOST_SPELLED", most)
        together.learn(names)
        assert [together[name] for name in names] == [Spelled()[name] for name in names]
        assert len(together) <= max(most, len(set(names)))


def test_a_rarer_short_form_or_spelling_says_more() -> None:
    def given(left: str, right: str) -> float:
        return sum(weigh(level) for level in comparing_names.names(called(left), called(right), weigh)[:1])

    assert given("Christopher Reed", "Chris Reed") < given("Robert Reed", "Bob Reed")
    assert given("Steven Reed", "Stephen Reed") < given("Aleksei Reed", "Alexey Reed")
    assert given("Bob Reed", "Robert Reed") == given("Robert Reed", "Bob Reed")


def test_however_rare_a_family_name_is_relatives_share_it() -> None:
    most = weigh(Level("family", "same", "", comparing_names.RELATIVES))

    assert all(
        weigh(level) < most
        for name in ("Ana Zwetschgenbaum", "Ana Okonkwo-Lindqvist", "Ana Smith")
        for level in comparing_names.names(called(name), called(name), weigh)
        if level.comparison == "family"
    )


def test_an_address_is_not_built_from_an_initial_alone() -> None:
    short = called("Zofia L.")
    bare = person_of(record(2, emails=values("zofial76@outlook.example")))

    assert email_names(short, bare) is MISSING
