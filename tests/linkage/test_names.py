"""Names as people write them, folded to what can be compared."""

from __future__ import annotations

import time
from typing import Any

import pytest

from legwork.linkage.names import fold, greeted, names_of, names_of_each, parse_name
from legwork.linkage.person import Name


@pytest.mark.parametrize(
    ("written", "given", "middle", "family", "suffix"),
    [
        ("Robert O'Neil", "robert", "", "oneil", ""),
        ("Strong, Sean", "sean", "", "strong", ""),
        ("Strong, Sean Patrick", "sean", "patrick", "strong", ""),
        ("Ada Lovelace, PhD, MSc", "ada", "", "lovelace", ""),
        ("Ada Lovelace PMP", "ada", "", "lovelace", ""),
        ("Ada Lovelace, Jr., PMP", "ada", "", "lovelace", "jr"),
        ("Dr. Ada Lovelace III", "ada", "", "lovelace", "iii"),
        ("Jane Doe (she/her) 🚀 | Hiring", "jane", "", "doe", ""),
        ("Jane Doe - open to work", "jane", "", "doe", ""),
        ("Ludwig van der Rohe", "ludwig", "", "rohe", ""),
        ("José Müller", "jose", "", "muller", ""),
        ("Юрий Гагарин", "yuriy", "", "gagarin", ""),
        ("Łukasz Żółw", "lukasz", "", "zolw", ""),
        ("John Q. Public", "john", "q", "public", ""),
        ("Wei MA", "wei", "", "ma", ""),
        ("van", "van", "", "", ""),
        ("王伟", "wei", "", "wang", ""),
        ("Mr.", "mr", "", "", ""),
    ],
)
def test_whole_names(written: str, given: str, middle: str, family: str, suffix: str) -> None:
    found, generation = parse_name(written)

    assert found[0] == Name(*(tuple(part.split()) for part in (given, middle, family)))
    assert generation == suffix


@pytest.mark.parametrize("nothing", ["", "   ", "🚀", "(she/her)", "1234", ", PhD"])
def test_what_holds_no_name(nothing: str) -> None:
    assert parse_name(nothing) == ([], "")


@pytest.mark.parametrize(
    ("claim", "expected"),
    [
        ({"given": "Julie A.", "family": "Embree, MBA"}, [("julie", "a", "embree")]),
        ({"given": "Jin-woo", "family": "Lee"}, [("jin woo", "", "lee")]),
        ({"given": "Wayne", "family": "O'Neill | PMP"}, [("wayne", "", "oneill")]),
        ({"given": "Ana", "family": "García Márquez"}, [("ana", "", "garcia marquez")]),
        ({"given": "Ada", "family": "."}, [("ada", "", "")]),
        ({"given": ".", "family": "."}, []),
        ({"given": "Ada Lovelace"}, [("ada", "", "lovelace")]),
        ({"family": "Lovelace"}, [("", "", "lovelace")]),
        ({"given": "Ada", "family": "King", "maiden": "Byron"}, [("ada", "", "king"), ("ada", "", "byron")]),
        ({"given": "Robert", "family": "King", "nickname": "Bo"}, [("robert", "", "king"), ("bo", "", "king")]),
        ({"given": "Robert", "family": "King", "nickname": "Bo of York"}, [("robert", "", "king")]),
        ({"name": 'William "Bill" Gates'}, [("william", "", "gates"), ("bill", "", "gates")]),
        ({"name": "Mary Jones (Qwertz)"}, [("mary", "", "jones"), ("qwertz", "", "jones")]),
        ({"name": "Mary Jones (Smith)"}, [("mary", "", "jones"), ("smith", "", "jones"), ("mary", "", "smith")]),
        ({"name": "Wei Xu (徐 伟)"}, [("wei", "", "xu")]),
        ({"name": "徐伟 Wei Xu, PhD"}, [("wei", "", "xu")]),
        ({"name": "欧阳娜娜"}, [("nana", "", "ouyang")]),
        ({"name": "문지훈 (Ji-hoon Mun)"}, [("jihun", "", "moon"), ("ji", "hoon", "mun")]),
        ({"given": "지훈", "family": "이"}, [("jihun", "", "lee")]),
        ({"name": "??? (Lily Zhang)"}, [("lily", "", "zhang")]),
        ({"name": "Castaneda, Marie (New York)"}, [("marie", "", "castaneda")]),
        ({"name": "Brown, Carlos [DATAB]"}, [("carlos", "", "brown")]),
        ({"name": "Ding, Menglin (Grace)"}, [("menglin", "", "ding"), ("grace", "", "ding")]),
        ({"name": "David Hoang (home)"}, [("david", "", "hoang")]),
        ({"name": "Ana Souza (Los Angeles)"}, [("ana", "", "souza")]),
        ({"name": "Ada (b)"}, [("ada", "", "")]),
        ({"name": "Ada Lovelace (PhD)"}, [("ada", "", "lovelace")]),
        ({"name": "Ada Lovelace (met at the conference in May)"}, [("ada", "", "lovelace")]),
    ],
)
def test_names_of_claims(claim: dict[str, Any], expected: list[tuple[str, str, str]]) -> None:
    found, _ = names_of(claim)

    assert [(" ".join(n.given), " ".join(n.middle), " ".join(n.family)) for n in found] == expected


def test_the_suffix_field_is_believed() -> None:
    assert names_of({"given": "Ken", "family": "Griffey", "suffix": "Jr."})[1] == "jr"


def test_folding_drops_marks_and_case() -> None:
    assert fold("  Straße  ÅNGSTRÖM ") == "strasse angstrom"


def test_a_hundred_thousand_marks_take_no_time() -> None:
    began = time.process_time()

    names_of({"name": "a" + "\u0301" * 100_000, "given": "\u0301" * 100_000, "family": "x" * 100_000})

    assert time.process_time() - began < 1


@pytest.mark.parametrize(
    ("given", "greeting"),
    [
        ("Dr. Ines (she/her)", "Ines"), ("Dr Ben", "Ben"), ("Prof. Dr. Ana Maria", "Ana Maria"), ("Mag. Eva", "Eva"),
        ("Don Carlos", "Don Carlos"), ("Hon Wai", "Hon Wai"), ("LENA", "Lena"), ("JEAN-LUC", "Jean-Luc"), ("JD", "JD"),
        ("D'Angelo", "D'Angelo"), ("Dr.", "Dr."), ("(Bo)", "(Bo)"), ("李", "李"), ("", ""),
    ],
)  # fmt: skip
def test_somebody_is_greeted_without_titles_and_capitals(given: str, greeting: str) -> None:
    assert greeted(given) == greeting


@pytest.mark.parametrize("last", [{}, {"given": 5, "family": True}, {"given": "Ana", "family": "x" * 300}])
def test_the_names_of_many_are_those_of_each(last: dict[str, Any]) -> None:
    claims = [
        {"given": "Ana María", "family": "García López"},
        {"given": "Jean-Luc", "family": "von Öhlen, Jr."},
        {"given": "Ana", "family": "Souza", "nickname": "Anita"},
        {"given": "Ana (Anita)", "family": "Souza"},
        {"given": "Ken", "family": "Griffey", "suffix": "Sr"},
        {"given": "Ana", "family": "Souza", "middle": "Lia"},
        {"given": "Ana", "family": "Souza", "maiden": "Silva"},
        {"given": "Ana", "family": "PhD"},
        {"name": "Wei Zhang"},
        last,
    ]
    assert names_of_each(claims) == [names_of(claim) for claim in claims]
