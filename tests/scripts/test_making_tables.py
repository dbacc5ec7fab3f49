"""`scripts/tables.py`: what it reads, what it leaves out, and that the same goes in and out every time."""

from __future__ import annotations

import json
import tarfile
import zipfile
from pathlib import Path

import pytest

import check
import tables

CENSUS = "SMITH          1.006  1.006      1\nAALUND         0.000 90.483  88798\n\n"
OWN = {
    "american": 0.5,
    "origins": {
        "here": {"share": 0.3, "family": {"5000": "Núñez smith", "10": "smith rare"}},
        "there": {"share": 0.2, "family": {"9000": "kim", "6000": "park"}},
    },
}


@pytest.fixture
def archives(tmp_path: Path) -> tables.Archives:
    with zipfile.ZipFile(tmp_path / "two_words-1.0-py3-none-any.whl", "w") as wheel:
        wheel.writestr("two_words/terms.py", "terms = ['a']\n")
        wheel.writestr("two_words/one.txt", "1")
        wheel.writestr("two_words/deeper/one.txt", "2")
    inside = tmp_path / "dist.txt"
    inside.write_text(CENSUS, encoding="utf-8")
    with tarfile.open(tmp_path / "packed-2.0.tar.gz", "w:gz") as source:
        source.add(inside, "packed-2.0/packed/dist.txt")
    return tables.Archives(tmp_path, {"two-words": "1.0", "packed": "2.0"})


def test_archives_are_read_without_being_unpacked(archives: tables.Archives) -> None:
    assert archives.read("two-words", "two_words/terms.py") == "terms = ['a']\n"
    assert archives.read("packed", "packed/dist.txt") == CENSUS


def test_a_file_that_is_not_the_only_one_is_refused(archives: tables.Archives) -> None:
    with pytest.raises(LookupError, match="holds 2 files that end in one"):
        archives.read("two-words", "one.txt")


def test_every_package_is_pinned_with_its_hash_and_has_a_licence() -> None:
    text = tables.PINS.read_text(encoding="utf-8")

    assert set(check.pinned(text)) == set(tables.LICENCES)
    assert text.count("--hash=sha256:") == len(tables.LICENCES)


def test_the_census_in_shares_and_without_what_it_rounds_to_nothing() -> None:
    assert tables.census(CENSUS) == {"smith": pytest.approx(0.01006)}


def test_origins_are_mixed_by_their_part_and_scaled_when_they_say_too_much() -> None:
    shares = tables.mixed(OWN, "family", {"smith": 0.01, "o brien": 0.1})

    assert shares["smith"] == pytest.approx(0.5 * 0.01 + 0.3 * 0.5 * 0.95 / 1.001)
    assert shares["kim"] == pytest.approx(0.2 * 0.9 * 0.95 / 1.5)
    assert set(shares) == {"smith", "nunez", "rare", "kim", "park"}


def test_buckets_have_two_digits_and_a_least() -> None:
    assert tables.bucketed({"b": 0.00126, "a": 0.001312, "c": 0.0000004, "d": 0.000034}) == {
        "1300": "a b",
        "34": "d",
        "10": "c",
    }


@pytest.mark.parametrize(
    ("formal", "short", "believed"),
    [
        ("alexander", "alex", True),
        ("margaret", "peggy", True),
        ("william", "fred", False),
        ("ann", "anna", False),
        ("casey", "k.c.", False),
        ("ab", "a", False),
        ("al", "al", False),
        ("hepsibah", "hipsie", False),
    ],
)
def test_which_short_forms_of_the_package_are_believed(formal: str, short: str, believed: bool) -> None:
    given = dict.fromkeys(("alexander", "margaret", "william", "ann", "casey", "ab", "al", "alex", "fred"), 0.001)

    assert tables.short_form(formal, short, given) is believed


def test_pairs_are_joined_in_order_and_once() -> None:
    assert tables.joined([("robert", "rob"), ("ann", "annie"), ("robert", "bob"), ("robert", "rob")]) == {
        "ann": "annie",
        "robert": "bob rob",
    }


def test_legal_forms_of_one_word_and_three_letters() -> None:
    assert tables.legal_words(["S.p.A.", "A/S", "GmbH", "pty ltd", "ооо", "3ao", "oü"]) == {"spa", "gmbh", "ooo"}


def test_employers_are_folded() -> None:
    assert tables.folded_employers({"Bain & Company, Bain": "bain", "P&G, Procter & Gamble": "pg"}) == {
        "bain": "| bain",
        "p g": "procter gamble | pg",
    }


def test_two_employers_of_one_name_are_refused() -> None:
    with pytest.raises(ValueError, match="Bain GmbH and Bain are both called bain"):
        tables.folded_employers({"Bain": "bain", "Bain GmbH": "bain"})


def test_hosts_of_employers_and_schools_are_not_free() -> None:
    assert tables.free_hosts(["Mail.example", "globex.com", "x.globex.co.uk", "a.edu"], {"globex"}) == {"mail.example"}


def test_python_is_read_and_not_run() -> None:
    source = """
from nowhere import OrderedDict
plain = {"a"}
called = exit()
class Provider(Missing):
    names = OrderedDict((("Ada", 0.5),))
    more = names.copy()
"""
    assert tables.literals(source) == {"plain": {"a"}, "names": (("Ada", 0.5),)}


def test_a_table_has_a_line_for_each_entry() -> None:
    table = {"source": "ours", "given": {"10": "zoë"}, "list": ["a", "b"], "empty": {}}
    text = tables.rendered(table)

    assert json.loads(text) == table
    assert text.splitlines()[2:4] == [' "given": {', '  "10": "zoë"']


def test_what_is_written_by_hand_makes_the_same_employers_as_are_there() -> None:
    made = tables.employers_table(tables.Archives(tables.DATA, {}))

    assert made == (tables.DATA / "employers.json").read_text(encoding="utf-8")
