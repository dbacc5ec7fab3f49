"""Many pairs at once give what one pair after the other gives."""

from __future__ import annotations

import gc
from collections import defaultdict
from dataclasses import asdict
from itertools import chain

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benches.linkage import claimed
from legwork.linkage import bulk
from legwork.linkage.blocking import blocking_keys, candidate_pairs, room
from legwork.linkage.bulk import Table, Values, kept_pairs, resting_collector, scored_pairs
from legwork.linkage.bulk_columns import Columns
from legwork.linkage.bulk_keys import key_groups
from legwork.linkage.bulk_names import Variants
from legwork.linkage.clustering import Work, link
from legwork.linkage.comparing_names import family_level, given_level, names
from legwork.linkage.keys import numbered
from legwork.linkage.levels import Levels
from legwork.linkage.model import load_model
from legwork.linkage.normalise import person_of
from legwork.linkage.person import Claimed, Email, Household, Name, Person
from legwork.linkage.scoring import DECIDING, Deciding, Scored, score, worth_scoring
from linkage.people import record
from linkage.world import worlds
from worlds.flat import flat_records

MODEL = load_model()
FLAT = [
    person_of(claimed({name: str(value) for name, value in asdict(flat).items()}), region="US")
    for flat in flat_records(700, "bulk")
]
COMPARES = {one.name: one.compare for one in DECIDING}
WORDS = ["mary", "maria", "marie", "ann", "anna", "lee", "li", "robert", "bob", "rob", "roberts", "garcia", "garcía"]
WORDS += ["lopez", "thomas", "tomas", "thomson", "jon", "john", "johnson", "j", "wei", "zhang", "chang", "müller", "ng"]


@st.composite
def names_of_few_words(draw: st.DrawFn) -> Name:
    """Names that agree often: of a few words, some of them mistyped."""
    slip = st.tuples(st.sampled_from(WORDS), st.integers(0, 8), st.sampled_from(["", "a", "s", "x"]))
    word = st.sampled_from(WORDS) | slip.map(lambda cut: cut[0][: cut[1]] + cut[2] + cut[0][cut[1] + 1 :]).filter(bool)
    given, middle, family = (tuple(draw(st.lists(word, max_size=most))) for most in (2, 2, 3))
    return Name(given or family[:1] or ("bo",), middle, family)


def one_by_one(people: list[Person]) -> list[Scored]:
    pairs = [(people[left], people[right]) for left, right in candidate_pairs(people)]
    scored = [score(left, right, MODEL) for left, right in pairs if worth_scoring(left, right, MODEL)]
    return [pair for pair in scored if pair.worth_keeping(MODEL)]


@pytest.fixture
def _always_in_bulk(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bulk, "FEW", 0)


@given(worlds(most=12))
@settings(max_examples=100)
def test_bulk_gives_what_one_pair_after_the_other_gives(records: list[Claimed]) -> None:
    people = [person_of(record, region="US") for record in records]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(bulk, "FEW", 0)
        assert list(scored_pairs(people, MODEL)) == one_by_one(people)
    assert list(scored_pairs(people, MODEL)) == one_by_one(people)


@given(worlds(most=9))
@settings(max_examples=100)
def test_a_pair_weighs_the_same_whether_it_shares_a_key_or_not(records: list[Claimed]) -> None:
    people = [person_of(record, region="US") for record in records]
    left, right = (places.astype(np.int32) for places in np.triu_indices(len(people), 1))

    found = list(Table(Columns(people), MODEL).kept(left, right))

    pairs = zip(left.tolist(), right.tolist(), strict=True)
    scored = [score(people[one], people[other], MODEL) for one, other in pairs]
    assert found == [pair for pair in scored if pair.worth_keeping(MODEL)]


@given(worlds(most=9))
@settings(max_examples=100)
def test_numbers_are_shared_where_keys_are(records: list[Claimed]) -> None:
    people = [*(person_of(record, region="US") for record in records), *FLAT[:60]]
    by_key, by_number = defaultdict(set), defaultdict(set)
    for place, person in enumerate(people):
        for key in blocking_keys(person):
            by_key[key].add(place)

    groups = [dict.fromkeys(zip(*map(np.ndarray.tolist, group), strict=True)) for group in key_groups(Columns(people))]

    for number, place in chain.from_iterable(groups):
        by_number[number].add(place)
    assert sum(len({number for number, _ in group}) for group in groups) == len(by_number)
    expected = sorted((room(numbered(key, 0)), sorted(held)) for key, held in by_key.items())
    assert sorted((room(number), sorted(held)) for number, held in by_number.items()) == expected


@pytest.mark.usefixtures("_always_in_bulk")
def test_plain_records_in_several_goes(monkeypatch: pytest.MonkeyPatch) -> None:
    expected = one_by_one(FLAT)
    monkeypatch.setattr(bulk, "_AT_ONCE", 100)

    assert list(scored_pairs(FLAT, MODEL)) == expected
    assert len(expected) > 150


def test_entries_of_one_address_book_are_known_by_their_own_identity() -> None:
    uids = ["", "", "card-0001", "card-0001", "card-0002", "card-0003"]
    people = [
        Person(number, f"{number:016x}", "vcard", names=(Name(("ann",), (), ("lee",)),), uid=uid and f"vcard:{uid}")
        for number, uid in enumerate(uids)
    ]
    left, right = (places.astype(np.int32) for places in np.triu_indices(len(people), 1))

    found = list(Table(Columns(people), MODEL).kept(left, right))

    pairs = zip(left.tolist(), right.tolist(), strict=True)
    assert found == [pair for one, other in pairs if (pair := score(people[one], people[other], MODEL)).weight > -3]
    known = [(pair.left, pair.right) for pair in found for reason in pair.comparisons if reason.comparison == "uid"]
    assert known == [(2, 3)]


def test_most_pairs_of_strangers_are_passed_over() -> None:
    left, right = (places.astype(np.int32) for places in np.triu_indices(200, 1))
    table = Table(Columns(FLAT[:200]), MODEL)

    reached, _ = table.compared(left, right, table.shared(left, right))

    assert len(reached) < len(left) / 100


@pytest.mark.usefixtures("_always_in_bulk")
def test_nobody_and_nothing() -> None:
    nobody = [person_of(record(number), region="US") for number in (1, 2)]
    places = np.array([0], np.int32)

    assert list(scored_pairs([], MODEL)) == []
    assert list(kept_pairs(Columns(nobody), places, places + 1, MODEL)) == []


@given(st.lists(names_of_few_words(), min_size=2, max_size=8), st.data())
@settings(max_examples=200)
def test_names_reach_the_levels_they_reach_one_by_one(some: list[Name], data: st.DataObject) -> None:
    """But for those that may weigh more when one of them is read the other way round."""
    origins = st.sampled_from(["", "address", "profile"])
    variants = [(name, name._replace(family=("li",), origin=data.draw(origins))) for name in some]
    people = [Person(number, f"{number:02}", "vcard", names=names) for number, names in enumerate(variants)]
    levels = Levels(MODEL)
    left, right = (places.astype(np.int32) for places in np.triu_indices(len(people), 1))

    weights, read, turned = Variants(Columns(people), levels).read(left, right)

    for place, (one, other) in enumerate(zip(left.tolist(), right.tolist(), strict=True)):
        exact = names(people[one], people[other], levels.weigh)
        same = tuple(levels.known[number] for number in read[:, place].tolist() if number) == exact
        assert turned[place] or (same and weights[place] == pytest.approx(sum(map(levels.weigh, exact)), abs=1e-9))


@given(st.lists(names_of_few_words(), min_size=2, max_size=8))
@settings(max_examples=200)
def test_parts_of_names_reach_their_level(some: list[Name]) -> None:
    people = [Person(number, f"{number:02}", "vcard", names=(name,)) for number, name in enumerate(some)]
    levels = Levels(MODEL)
    variants = Variants(Columns(people), levels)
    places = np.arange(len(variants.names), dtype=np.int32)
    left, right = np.repeat(places, len(places)), np.tile(places, len(places))

    for compare, once, part in (
        (given_level, variants.given_levels, variants.given),
        (family_level, variants.family_levels, variants.family),
    ):
        found = variants.reached(once, part, left, right)
        pairs = zip(left.tolist(), right.tolist(), strict=True)
        exact = [compare(variants.names[a], variants.names[b]) for a, b in pairs]
        assert [levels.known[number] for number in found.tolist()] == exact


DAYS = ["1980-02-01", "1980-01-02", "1980-02-11", "1981-02-01", "1890-02-01", "1980-20-01", "--02-01", "--01-02"]
CITIES = ["", "oldham", "oldhan", "old ham", "new york", "new york city", "york", "town 7", "town 17", "marburg"]
STREETS = ["", "7 high street", "17 high street", "7 hihg street", "high street", "7 17 high street"]
WORK = ["", "globex", "globex media", "glob", "gm", "initech", "initek", "international tech", "google", "alphabet"]


@st.composite
def people_who_nearly_agree(draw: st.DrawFn) -> Person:
    city = st.sampled_from(CITIES)
    homes = st.builds(Household, st.sampled_from(STREETS), st.sampled_from(["", "10115", "10116"]), city)
    work, domains = draw(st.sampled_from(WORK)), draw(st.sampled_from([(), ("globex",), ("gm",)]))
    return Person(
        draw(st.integers(0, 99)),
        draw(st.text("0123456789abcdef", min_size=2, max_size=20)),
        "vcard",
        birthday=draw(st.sampled_from(DAYS)),
        places=tuple(sorted({place for place in draw(st.lists(city, max_size=2)) if place})),
        households=tuple(sorted(set(draw(st.lists(homes, max_size=2))))),
        employers=(work,) if work else (),
        domains=domains,
        emails=tuple(Email(f"a@{domain}.com", "a", f"{domain}.com") for domain in domains),
    )


@given(st.lists(people_who_nearly_agree(), min_size=2, max_size=8))
@settings(max_examples=200)
def test_what_nearly_agrees_reaches_the_level_it_reaches_alone(people: list[Person]) -> None:
    table = Table(Columns(people), MODEL)
    left, right = (places.astype(np.int32) for places in np.triu_indices(len(people), 1))
    for fact in table.facts:
        chosen = np.flatnonzero(table.says[left] & table.says[right] & 1 << fact.place)
        pairs = list(zip(left[chosen].tolist(), right[chosen].tolist(), strict=True))
        found = fact.compared(left[chosen], right[chosen])
        exact = [COMPARES[fact.name](people[one], people[other]) for one, other in pairs]
        assert [table.levels.known[number] for number in found.tolist()] == exact


@pytest.mark.parametrize("asked", DECIDING, ids=lambda asked: str(asked.name))
@given(worlds(most=12))
@settings(max_examples=20)
def test_a_comparison_reads_no_more_than_it_says(asked: Deciding, records: list[Claimed]) -> None:
    """A level added to a comparison that reads more of a person has to say so in DECIDING."""
    people = [*(person_of(record, region="US") for record in records), *FLAT[:40]]
    table = Table(Columns(people), MODEL)
    fact = Values(Columns(people), asked, table.levels)
    left, right = (places.astype(np.int32) for places in np.triu_indices(len(people), 1))
    chosen = np.flatnonzero(table.says[left] & table.says[right] & 1 << fact.place)

    found = fact.compared(left[chosen], right[chosen])

    pairs = zip(left[chosen].tolist(), right[chosen].tolist(), strict=True)
    assert [table.levels.known[number] for number in found.tolist()] == [
        COMPARES[fact.name](people[one], people[other]) for one, other in pairs
    ]


def test_the_collector_rests_and_goes_on_where_it_ran() -> None:
    with resting_collector():
        assert not gc.isenabled()
        with resting_collector():
            assert not gc.isenabled()
        assert not gc.isenabled()
    assert gc.isenabled()


def test_what_was_made_while_the_collector_rested_is_not_looked_through_as_new() -> None:
    with resting_collector():
        made = [[number] for number in range(3)]
    assert not any(one is made for one in gc.get_objects(0))
    assert any(one is made for one in gc.get_objects(2))


@pytest.mark.usefixtures("_always_in_bulk")
def test_nothing_of_a_linking_waits_for_the_collector_to_go() -> None:
    def made() -> list[object]:
        return [one for one in gc.get_objects() if isinstance(one, Columns | Table | Values | Variants | Work)]

    with resting_collector():
        before = made()
        assert link(FLAT, [], policy="confident", model=MODEL).clusters
        assert len(made()) == len(before)


def test_what_others_have_frozen_stays_frozen() -> None:
    gc.freeze()
    try:
        frozen = gc.get_freeze_count()
        with resting_collector():
            pass
        assert gc.get_freeze_count() > frozen * 0.9 > 0  # some of them may have gone of themselves
    finally:
        gc.unfreeze()
