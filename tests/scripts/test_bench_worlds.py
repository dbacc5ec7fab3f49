"""Invented worlds: the same seed gives the same files, and the truth fits what the files say."""

from __future__ import annotations

import json
from collections import Counter
from itertools import islice
from pathlib import Path
from random import Random

import pytest

import worlds
from benches.linkage import claimed, f1_of, pair_shares
from benches.scoring import Share
from benches.truth import read_truth
from legwork.linkage.tables import frequency, known
from worlds.entries import Entry, Shown
from worlds.flat import flat_records
from worlds.judging import Judge, agree
from worlds.names import ENGLISH, fold, formal_of
from worlds.people import Person, invent_people
from worlds.registers import registered

NORMAL = worlds.PRESETS["normal"]


def files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_seed_makes_a_world_and_another_seed_another(tmp_path: Path) -> None:
    for name, seed in (("one", "1"), ("again", "1"), ("other", "2")):
        worlds.write(worlds.invent(NORMAL, 60, seed), tmp_path / name)

    assert files(tmp_path / "one") == files(tmp_path / "again")
    assert files(tmp_path / "one") != files(tmp_path / "other")


@pytest.mark.parametrize("preset", sorted(worlds.PRESETS))
def test_every_preset_writes_every_file_with_truth_about_each_row(preset: str, tmp_path: Path) -> None:
    world = worlds.invent(worlds.PRESETS[preset], 150, "1")
    worlds.write(world, tmp_path)
    truth = read_truth(tmp_path)

    assert len(truth.files()) == 5
    assert len(truth.places) == len(world.entries)
    assert {pair.knowable for pair in truth.pairs} <= {"yes", "maybe", "no"}
    assert all(truth.units[pair.a].person == truth.units[pair.b].person for pair in truth.pairs)
    assert all(truth.units[trap.a].person != truth.units[trap.b].person for trap in truth.traps)
    assert json.loads((tmp_path / "user.json").read_text(encoding="utf-8"))["region"]


def test_nobody_is_given_an_address_that_somebody_has() -> None:
    people = invent_people(NORMAL, 400, "1")
    mails = Counter(mail for person in people for mail in (person.mail, *person.work_mails.values()))

    assert set(mails.values()) == {1}
    assert len({person.slug for person in people}) == len(people)


def judged(*entries: Entry) -> list[tuple[str, str]]:
    """Path and knowability of each true pair among entries of the first person invented, or of others."""
    people = {person.id: person for person in invent_people(NORMAL, 2, "1")}
    return [(pair.path, pair.knowable) for pair in Judge(list(entries), people).pairs()]


def entry(person: str, given: str, family: str, file: str = "a", **more: object) -> Entry:
    made = Entry(file, person, given=given, family=family)
    made.shown = Shown(frozenset({given}) if given else frozenset(), frozenset({family}) if family else frozenset())
    for name, value in more.items():
        setattr(made, name, value)
    return made


def test_a_shared_address_is_known_by_its_key() -> None:
    one, two = entry("P000000", "ana", "silva", slug="ana-1"), entry("P000000", "anita", "reis", slug="ana-1")
    assert judged(one, two) == [("direct_key", "yes")]


def test_a_name_nobody_else_has_is_known_and_a_name_of_two_is_not() -> None:
    one, two = entry("P000000", "zedekiah", "lindqvist"), entry("P000000", "zedekiah", "lindqvist", "b")
    other = entry("P000001", "zedekiah", "lindqvist", "c")

    assert judged(one, two) == [("name_only", "yes")]
    assert judged(one, two, other) == [("name_only", "no")]


def test_the_employer_tells_two_of_one_name_apart() -> None:
    here, there = frozenset({1}), frozenset({2})
    one, two = entry("P000000", "ana", "silva", employers=here), entry("P000000", "ana", "silva", "b", employers=here)
    other = entry("P000001", "ana", "silva", "c", employers=there)

    assert judged(one, two, other) == [("name_only", "yes")]


def test_a_given_name_alone_says_nothing() -> None:
    assert judged(entry("P000000", "ana", "silva"), entry("P000000", "ana", "", "b")) == [("name_only", "no")]


def test_an_address_that_spells_the_name_is_read() -> None:
    given = fold(invent_people(NORMAL, 1, "1")[0].given.latin)
    bare = entry("P000000", given, "", "b", mails=(f"{given}.lindqvist7@x.example",))

    assert judged(entry("P000000", given, "lindqvist"), bare) == [("name_only", "yes")]


def test_people_who_look_alike_are_judged_as_one_person_would_be() -> None:
    people: dict[str, Person] = {person.id: person for person in invent_people(NORMAL, 2, "1")}
    apart = [
        entry("P000000", "ana", "silva", slug="ana-1"),
        entry("P000001", "ana", "silva", slug="ana-2"),
    ]
    alike = [entry("P000000", "zoe", "lindqvist"), entry("P000001", "zoe", "lindqvist", "b")]

    assert [trap.level for trap in Judge(apart, people).look_alikes()] == ["clear"]
    assert [trap.level for trap in Judge(alike, people).look_alikes()] == ["unknowable"]


@pytest.mark.parametrize(
    ("one", "other", "found"),
    [
        (Shown(frozenset({"ana"}), frozenset({"silva"})), Shown(frozenset({"ana"}), frozenset({"silva"})), "full"),
        (Shown(frozenset({"ana"}), frozenset({"silva"})), Shown(frozenset(), frozenset({"silva"}), "a"), "initial"),
        (Shown(frozenset({"ana"}), frozenset({"silva"})), Shown(frozenset({"ana"})), "part"),
        (Shown(frozenset({"ana"}), frozenset({"silva"})), Shown(frozenset({"eva"}), frozenset({"silva"})), "conflict"),
        (Shown(), Shown(frozenset({"ana"}), frozenset({"silva"})), "none"),
    ],
)
def test_names_agree_in_full_by_an_initial_in_part_or_not(one: Shown, other: Shown, found: str) -> None:
    assert agree(one, other) == agree(other, one) == found


def test_names_are_folded_and_short_forms_known() -> None:
    assert fold("Wałęsa-Søren ß") == "walesasorenss"
    assert formal_of("alex") >= {"alexander", "alexandra"}
    assert ENGLISH.given[0].latin == "James"


def test_flat_records_stream_and_are_the_same_for_a_seed() -> None:
    first = list(islice(flat_records(1_000_000, "1"), 500))

    assert first == list(islice(flat_records(1_000_000, "1"), 500))
    assert [record.number for record in first] == list(range(500))
    assert 250 < len({record.person for record in first}) < 450


def test_a_flat_record_becomes_a_claim() -> None:
    row = dict.fromkeys(("given", "family", "birthday", "street", "city", "phone", "employer"), "")
    claim = claimed(row | {"number": "7", "given": "Ana", "email": "ana@x.example", "postcode": "10115"})

    assert claim.record == 7
    assert claim.claim["emails"] == [{"value": "ana@x.example"}]
    assert claim.claim["addresses"] == [{"postcode": "10115"}]
    assert "phones" not in claim.claim


def test_pairs_are_counted_by_cluster() -> None:
    person = {"1": "a", "2": "a", "3": "a", "4": "b"}

    assert pair_shares(person, {"1": "x", "2": "x", "3": "y", "4": "y"}) == (Share(1, 2), Share(1, 3))
    assert f1_of(person, {"1": "x", "2": "x", "3": "x", "4": "y"}) == 1.0


def test_names_of_registers_are_as_common_as_the_tables_say() -> None:
    chance = Random(3)
    english = registered(ENGLISH)
    families = Counter(english.a_family(chance).latin for _ in range(40_000))

    for name in ("Smith", "Johnson", "Baker"):
        expected = frequency("family", name.lower()) / 0.5  # half of the network is American
        assert 0.5 * expected < families[name] / 40_000 < 1.5 * expected, name
    unknown = {name: count for name, count in families.items() if not known("family", name.lower())}
    assert 0.1 < sum(unknown.values()) / 40_000 < 0.25
    assert max(unknown.values()) < 10
    assert registered(ENGLISH).cities == ENGLISH.cities
